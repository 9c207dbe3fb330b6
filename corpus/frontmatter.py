"""Reads the front matter of a statute file: YAML between two lines `---`, values kept as text.

---
title: Act on Public Order
last_updated: 2026-01-31
---
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from corpus.yamlfile import YamlError, line_of, read_yaml

_MOST_CHARACTERS = 64 * 1024
_MOST_VALUE = 2_000
# "---", "---  "
_FENCE = re.compile(r"^---[ \t]*\r?$", re.MULTILINE)


class FrontMatterError(ValueError):
    """The front matter cannot be read; the message names the line if there is one."""


class NoFrontMatterError(FrontMatterError):
    """A text does not begin with front matter."""


@dataclass(frozen=True)
class FrontMatter:
    """The fields of a file, each as written: `007` and `1:30` stay text."""

    _fields: dict[Any, Any]
    _node: yaml.Node | None

    def words(self, name: str) -> str:
        """Return the text of a field, empty if it is missing.

        Raises:
            FrontMatterError: it holds a list or a mapping, or is too long.
        """
        value = self._fields.get(name) or ""
        if not isinstance(value, str):
            raise self.fault(name, f"holds a {type(value).__name__}, not words")
        if len(value) > _MOST_VALUE:
            raise self.fault(name, f"has more than {_MOST_VALUE:,} characters")
        return value

    def needed(self, name: str) -> str:
        """Return the text of a required field.

        Raises:
            FrontMatterError: it is missing or empty, or `words` refuses it.
        """
        if not (value := self.words(name)):
            raise FrontMatterError(f"front matter lacks '{name}'")
        return value

    def named(self, name: str, keys: Sequence[str]) -> str:
        """Return the text of a field; of a mapping, the values of these keys joined by ` · `.

        Raises:
            FrontMatterError: it holds a list, or is too long.
        """
        value = self._fields.get(name)
        if not isinstance(value, dict):
            return self.words(name)
        words = " · ".join(str(value[key]) for key in keys if value.get(key))
        if len(words) > _MOST_VALUE:
            raise self.fault(name, f"has more than {_MOST_VALUE:,} characters")
        return words

    def fault(self, name: str, problem: str) -> FrontMatterError:
        """Return an error that names the field and its line."""
        line = line_of(self._node, [name])
        return FrontMatterError(f"front matter, line {line}: '{name}' {problem}")


def cut(text: str) -> tuple[FrontMatter, str]:
    """Return the front matter of a text, and the text that follows it.

    Raises:
        NoFrontMatterError: the text does not begin with front matter.
        FrontMatterError: it is not closed, is too long, is not YAML, or has no fields.
    """
    if not text.startswith("---"):
        raise NoFrontMatterError("no front matter: the first line is not '---'")
    parts = _FENCE.split(text, maxsplit=2)
    if len(parts) < 3:
        raise FrontMatterError("front matter is not closed by '---'")
    if len(parts[1]) > _MOST_CHARACTERS:
        raise FrontMatterError(f"front matter has more than {_MOST_CHARACTERS:,} characters")
    try:
        node, fields = read_yaml(parts[1], words=True)
    except YamlError as error:
        where = f"line {error.line}: {error.problem}"
        raise FrontMatterError(f"front matter is not YAML ({where})") from error
    if not isinstance(fields, dict):
        raise FrontMatterError("front matter holds no fields")
    return FrontMatter(fields, node), parts[2]
