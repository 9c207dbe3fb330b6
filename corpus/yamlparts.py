"""Several YAML files read as one: lists joined, mappings merged, every fault in its place.

So a long part of the knowledge can stand in several files that a person reviews one at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.yamlfile import CorpusError, YamlDocument, YamlFile


@dataclass(frozen=True)
class _Share:
    """What one file gives to a key: its first index in the joined list, or its keys."""

    file: YamlFile
    first: int = 0
    keys: frozenset[str] = frozenset()


class YamlParts(YamlDocument):
    """The joined content of some files, in their order; a single value may stand in one only."""

    def __init__(self, files: Sequence[YamlFile]) -> None:
        """Join the files, of which there is at least one.

        Raises:
            CorpusError: a file is not a mapping, or two give a key what cannot be joined.
        """
        self._files = tuple(files)
        self._shares: dict[str, list[_Share]] = {}
        self.data = {}
        faults = [fault for file in files for fault in self._add(file)]
        if faults:
            raise CorpusError(faults)

    def _add(self, file: YamlFile) -> Iterable[str]:
        if not isinstance(file.data, dict):
            return [file.fault([], "keys with values are needed")]
        faults: list[str] = []
        for key, value in file.data.items():
            before = self.data.get(key)
            if key not in self.data:
                self.data[key] = value.copy() if isinstance(value, list | dict) else value
            elif isinstance(value, list) and isinstance(before, list):
                before.extend(value)
            elif isinstance(value, dict) and isinstance(before, dict):
                doubles = sorted(before.keys() & value.keys())
                faults += [
                    file.fault([key, name], "it stands in another file too") for name in doubles
                ]
                before.update(value)
            else:
                faults.append(file.fault([key], "it stands in another file too"))
            self._shares.setdefault(key, []).append(_share(file, value, self.data[key]))
        return faults

    def fault(self, path: Sequence[str | int], text: str) -> str:
        """Return a one-line message for a fault at a path; list positions are those in the file."""
        file, local = self._locate(path)
        return file.fault(local, text)

    def lines(self, top: str, depth: int) -> dict[str, dict[str, int]]:
        """Return the lines (from 1) of a key and of all below it by file and joined dotted path."""
        by_file: dict[str, dict[str, int]] = {}
        for share in self._shares.get(top, ()):
            local = share.file.lines(top, depth)
            by_file[share.file.name] = {
                _moved(path, top, share.first): n for path, n in local.items()
            }
        return by_file

    def _locate(self, path: Sequence[str | int]) -> tuple[YamlFile, Sequence[str | int]]:
        """Return the file in which a path stands, and the path there."""
        shares = self._shares.get(str(path[0]), []) if path else []
        if not shares:
            return self._files[0], path
        step = path[1] if len(path) > 1 else None
        if isinstance(step, int):
            share = next(share for share in reversed(shares) if share.first <= step)
            return share.file, [path[0], step - share.first, *path[2:]]
        return next((s.file for s in shares if step in s.keys), shares[0].file), path


def _share(file: YamlFile, value: Any, joined: Any) -> _Share:
    if isinstance(value, list):
        return _Share(file, first=len(joined) - len(value))
    return _Share(file, keys=frozenset(value) if isinstance(value, dict) else frozenset())


def _moved(path: str, top: str, by: int) -> str:
    """Return `texts[0].id` as `texts[3].id` where three entries stand in the files before."""
    head = f"{top}["
    if not by or not path.startswith(head):
        return path
    number, _, rest = path.removeprefix(head).partition("]")
    return f"{head}{int(number) + by}]{rest}"
