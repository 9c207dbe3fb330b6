"""Reads YAML strictly: no duplicate keys, and every error names file, line and path.

All YAML is read here, including YAML from outside (the front matter of statutes). Nothing in it can
make the program build objects, fill the memory or fail with an untyped exception.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

MOST_LEVELS = 40
"""How deep lists and mappings may be nested."""
_TIMESTAMP = "tag:yaml.org,2002:timestamp"
_NULL = "tag:yaml.org,2002:null"
_Resolvers = dict[str, list[tuple[str, Any]]]


class _Loader(yaml.CSafeLoader):
    """Leaves dates as text, so that an invalid date is a fault with a place, not a crash."""


class _Words(_Loader):
    """Leaves all scalars except empty ones as text: `1:30` and `007` are not numbers."""


def _resolvers(keeps: Callable[[str], bool]) -> _Resolvers:
    return {
        first: [(tag, shape) for tag, shape in known if keeps(tag)]
        for first, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def _checked(build: Callable[..., Any]) -> Callable[[yaml.CSafeLoader, yaml.Node], Any]:
    """Wrap a constructor of PyYAML so that its untyped errors (`!!int abc`) name a place."""

    def construct(loader: yaml.CSafeLoader, node: yaml.Node) -> Any:
        try:
            return build(loader, node)
        except (ValueError, AttributeError, LookupError, OverflowError) as error:
            kind = node.tag.rpartition(":")[2]
            raise yaml.constructor.ConstructorError(
                None, None, f"the value is no {kind}", node.start_mark
            ) from error

    return construct


_Loader.yaml_implicit_resolvers = _resolvers(lambda tag: tag != _TIMESTAMP)
_Words.yaml_implicit_resolvers = _resolvers(lambda tag: tag == _NULL)
for _kind in ("bool", "int", "float", "timestamp", "binary"):
    _build = getattr(yaml.constructor.SafeConstructor, f"construct_yaml_{_kind}")
    _Loader.add_constructor(f"tag:yaml.org,2002:{_kind}", _checked(_build))
Model = TypeVar("Model", bound=BaseModel)


class YamlError(ValueError):
    """A text is not YAML, or uses a feature that is refused; `line` counts from 1."""

    def __init__(self, line: int, problem: str) -> None:
        super().__init__(f"line {line}: {problem}")
        self.line = line
        self.problem = problem


def read_yaml(text: str, *, words: bool = False) -> tuple[yaml.Node | None, Any]:
    """Return the root node of a YAML text and its data, with dates as text.

    Args:
        text: YAML from anywhere; the caller limits its length.
        words: leave numbers and booleans as text too.

    Raises:
        YamlError: it is not YAML, has an alias, a foreign tag or a value that does not fit its tag,
            or is nested deeper than `MOST_LEVELS`.
    """
    kind = _Words if words else _Loader
    try:
        _refuse_depth_and_aliases(kind(text))
        loader = kind(text)
        node = loader.get_single_node()
        return node, loader.construct_document(node) if node else None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise YamlError(line, error.problem or "not YAML") from error
    except yaml.reader.ReaderError as error:
        line = text.encode()[: error.position].count(b"\n") + 1
        code = error.character if isinstance(error.character, int) else ord(error.character)
        raise YamlError(line, f"the character U+{code:04X} may not stand in YAML") from error


def _refuse_depth_and_aliases(loader: yaml.CSafeLoader) -> None:
    """Check the events alone: composing recurses, and an alias can expand to billions of nodes."""
    level = 0
    while loader.check_event():
        event = loader.get_event()
        if isinstance(event, yaml.AliasEvent):
            raise _refused(event, "aliases are not allowed")
        if isinstance(event, yaml.CollectionStartEvent):
            level += 1
            if level > MOST_LEVELS:
                raise _refused(event, f"more than {MOST_LEVELS} levels")
        elif isinstance(event, yaml.CollectionEndEvent):
            level -= 1


def _refused(event: yaml.Event, problem: str) -> YamlError:
    return YamlError((event.start_mark.line if event.start_mark else 0) + 1, problem)


class CorpusError(Exception):
    """The corpus is not valid; `lines` has one message per fault, naming file, line and path."""

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = tuple(lines)


class YamlDocument(ABC):
    """Parsed YAML that knows where each of its values stands."""

    data: Any

    @abstractmethod
    def fault(self, path: Sequence[str | int], text: str) -> str:
        """Return a one-line message for a fault at a path."""

    def parse(self, model: type[Model]) -> Model:
        """Return the content as a model.

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


class YamlFile(YamlDocument):
    """A parsed YAML file with the line of each of its nodes."""

    def __init__(self, path: Path, shown_as: str) -> None:
        """Read the file.

        Raises:
            CorpusError: the file is not UTF-8 YAML, or a key occurs twice in one mapping.
        """
        self.name = shown_as
        try:
            self._node, self.data = read_yaml(path.read_text("utf-8"))
        except UnicodeDecodeError as error:
            raise CorpusError([f"{shown_as}: not UTF-8 (byte {error.start})"]) from error
        except YamlError as error:
            raise CorpusError([f"{shown_as}:{error.line}: {error.problem}"]) from error
        if doubles := list(_doubles(self._node)):
            raise CorpusError([f"{shown_as}:{n}: key '{key}' stands twice" for key, n in doubles])

    def line(self, path: Sequence[str | int]) -> int:
        """Return the line (from 1) of a path, or of its nearest parent that exists."""
        return line_of(self._node, path)

    def lines(self, top: str, depth: int) -> dict[str, int]:
        """Return dotted path → line (from 1) of a top-level key and what is below it.

        `depth` says how many levels below are included. Empty if the file does not have the key.
        """
        child = _child(self._node, top)
        return dict(_lines(*child, top, depth)) if child else {}

    def fault(self, path: Sequence[str | int], text: str) -> str:
        """Return a one-line message for a fault at a path."""
        return f"{self.name}:{self.line(path)}: {dotted(path)}: {text}"


def line_of(node: yaml.Node | None, path: Sequence[str | int]) -> int:
    """Return the line (from 1) of a path below a node, or of its nearest parent there."""
    line = 1
    for step in path:
        child = _child(node, step)
        if child is None:
            break
        node, line = child
    return line


def dotted(path: Sequence[str | int]) -> str:
    """Return a path in dotted form, e.g. `answers.purchase-adult[0].since`."""
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
    doubles: list[tuple[str, int]] = []
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                doubles.append((key.value, key.start_mark.line + 1))
            seen.add(key.value)
            doubles.extend(_doubles(value))
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            doubles.extend(_doubles(item))
    return doubles
