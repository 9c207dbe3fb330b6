"""Reads what is known of a jurisdiction from its folder: `states/<cc>/`, or `union/` for the EU.

Each list has a file of its own (`instruments.yaml`, `sources.yaml`, `events.yaml` …), or a folder
of that name with several files where it is long (`answers/buying.yaml`). `jurisdiction.yaml` holds
the rest. The coded law in the same folder is read by `corpus.coded.state`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from corpus.model import Jurisdiction
from corpus.yamlfile import CorpusError, YamlFile
from corpus.yamlparts import YamlParts

MAIN = "jurisdiction.yaml"
LISTS = ("instruments", "sources", "answers", "events", "renderings")
_UNION = "eu"


def folders(home: Path) -> Iterator[tuple[str, Path]]:
    """Yield the code and the folder of every jurisdiction under `home`, by code."""
    by_code = {path.name: path for path in home.glob("states/*") if path.is_dir()}
    if (home / "union" / MAIN).exists():
        by_code[_UNION] = home / "union"
    yield from sorted(by_code.items())


def read_jurisdiction(
    code: str, folder: Path, home: Path, questions: Sequence[str]
) -> tuple[Jurisdiction, YamlParts]:
    """Return a jurisdiction, its answers in the order of the questions, and the files it is from.

    Raises:
        CorpusError: one line per fault, each with file, line and path.
    """
    if not (folder / MAIN).exists():
        raise CorpusError([f"{home.name}/{folder.relative_to(home)}/{MAIN}: missing"])
    files: list[YamlFile] = []
    faults: list[str] = []
    for key, path in _paths(folder):
        try:
            file = YamlFile(path, f"{home.name}/{path.relative_to(home)}")
        except CorpusError as error:
            faults.extend(error.lines)
            continue
        files.append(file)
        faults.extend(_misplaced(file, key))
    if faults:
        raise CorpusError(faults)
    parts = YamlParts(files)
    jurisdiction = parts.parse(Jurisdiction)
    if jurisdiction.code != code:
        raise CorpusError([parts.fault(["code"], f"the folder is that of '{code}'")])
    order = {question: number for number, question in enumerate(questions)}
    answers = sorted(jurisdiction.answers.items(), key=lambda item: order.get(item[0], len(order)))
    return jurisdiction.model_copy(update={"answers": dict(answers)}), parts


def _paths(folder: Path) -> Iterator[tuple[str | None, Path]]:
    """Yield the files of a jurisdiction, each with the list that it is for."""
    yield None, folder / MAIN
    for key in LISTS:
        for path in (folder / f"{key}.yaml", *sorted((folder / key).glob("*.yaml"))):
            if path.exists():
                yield key, path


def _misplaced(file: YamlFile, key: str | None) -> Iterator[str]:
    """Yield what stands in the wrong file: another list, or a list beside the names."""
    for name in file.data if isinstance(file.data, dict) else ():
        if (name in LISTS) if key is None else (name != key):
            yield file.fault([name], f"it belongs in {f'{name}.yaml' if name in LISTS else MAIN}")
