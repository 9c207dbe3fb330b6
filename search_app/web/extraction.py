"""Hands the words of the questions and statuses to `pybabel extract`, beside code and templates."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

import yaml

_FIELDS = ("label", "help", "short", "asks", "rules")
Message = tuple[int, str, str, list[str]]


def questions(fileobj: IO[bytes], *_: object, **__: object) -> Iterator[Message]:
    """Yield the messages of `corpus/questions.yaml`, as Babel asks of an extractor."""
    text = fileobj.read().decode("utf-8")
    table = yaml.safe_load(text)
    for section in ("statuses", "groups", "questions"):
        for entry in table[section]:
            for field in _FIELDS:
                value = entry.get(field, ())
                for message in [value] if isinstance(value, str) else value:
                    yield _line(text, message), "gettext", message, []


def _line(text: str, message: str) -> int:
    at = text.find(message)
    return text.count("\n", 0, max(at, 0)) + 1
