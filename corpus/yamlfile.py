"""Reads YAML strictly: no duplicate keys, and every error names file, line and path."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError


class _Loader(yaml.CSafeLoader):
    """Leaves dates as text, so that a wrong one is a fault with a place, not a crash."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, shape) for tag, shape in resolvers if not tag.endswith(":timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Model = TypeVar("Model", bound=BaseModel)


class CorpusError(Exception):
    """The corpus is not valid. `lines` holds one sentence per fault, each naming file and path."""

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = tuple(lines)


class YamlFile:
    """A parsed YAML file with the line of each of its nodes."""

    def __init__(self, path: Path, shown_as: str) -> None:
        """Read the file.

        Raises:
            CorpusError: it is not UTF-8 YAML, or a key stands twice in one mapping.
        """
        self.name = shown_as
        try:
            text = path.read_text("utf-8")
            loader = _Loader(text)
            self._node = loader.get_single_node()
            self.data: Any = loader.construct_document(self._node) if self._node else None
        except UnicodeDecodeError as error:
            raise CorpusError([f"{shown_as}: not UTF-8 (byte {error.start})"]) from error
        except yaml.MarkedYAMLError as error:
            line = (error.problem_mark.line + 1) if error.problem_mark else 0
            raise CorpusError([f"{shown_as}:{line}: {error.problem or 'not YAML'}"]) from error
        if doubles := list(_doubles(self._node)):
            raise CorpusError([f"{shown_as}:{n}: key '{key}' stands twice" for key, n in doubles])

    def line(self, path: Sequence[str | int]) -> int:
        """Return the line (from 1) where a path stands, or its nearest parent that exists."""
        node = self._node
        line = 1
        for step in path:
            child = _child(node, step)
            if child is None:
                break
            node, line = child
        return line

    def lines(self, top: str, depth: int) -> dict[str, int]:
        """Return the lines (from 1) of a key of the file and of all below it, down to a depth.

        They are named by their dotted paths; a file without the key has none.
        """
        found = _child(self._node, top)
        return dict(_lines(*found, top, depth)) if found else {}

    def fault(self, path: Sequence[str | int], text: str) -> str:
        """Return a one-line message for a fault at a path."""
        return f"{self.name}:{self.line(path)}: {dotted(path)}: {text}"

    def parse(self, model: type[Model]) -> Model:
        """Return the file's content as a model.

        Raises:
            CorpusError: one line per fault.
        """
        try:
            return model.model_validate(self.data)
        except ValidationError as error:
            raise CorpusError([self._explain(dict(item)) for item in error.errors()]) from error

    def _explain(self, item: dict[str, Any]) -> str:
        text = str(item["msg"]).removeprefix("Value error, ")
        if item["type"] == "extra_forbidden":
            text = "unknown key"
        elif item["type"] == "missing":
            text = "this key is missing"
        return self.fault(item["loc"], text)


def dotted(path: Sequence[str | int]) -> str:
    """Return a path in its usual spelling, e.g. `answers.purchase-adult[0].since`."""
    out = ""
    for step in path:
        out += f"[{step}]" if isinstance(step, int) else f".{step}" if out else step
    return out or "(top)"


def _child(node: yaml.Node | None, step: str | int) -> tuple[yaml.Node, int] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                return value, key.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        item = node.value[step]
        return item, item.start_mark.line + 1
    return None


def _lines(node: yaml.Node, line: int, path: str, depth: int) -> Iterator[tuple[str, int]]:
    yield path, line
    if depth == 0:
        return
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _lines(value, key.start_mark.line + 1, f"{path}.{key.value}", depth - 1)
    elif isinstance(node, yaml.SequenceNode):
        for i, item in enumerate(node.value):
            yield from _lines(item, item.start_mark.line + 1, f"{path}[{i}]", depth - 1)


def _doubles(node: yaml.Node | None) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                found.append((key.value, key.start_mark.line + 1))
            seen.add(key.value)
            found.extend(_doubles(value))
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            found.extend(_doubles(item))
    return found
