"""Gives `pybabel extract` the words of the curated data, besides those of code and templates."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

import yaml

_FIELDS = ("label", "help", "short", "asks", "rules")
Message = tuple[int, str, str | tuple[str, str], list[str]]


def questions(fileobj: IO[bytes], *_: object, **__: object) -> Iterator[Message]:
    """Yield the messages of `corpus/questions.yaml` in the form that Babel expects."""
    text = fileobj.read().decode("utf-8")
    table = yaml.safe_load(text)
    for section in ("statuses", "groups", "questions"):
        for entry in table[section]:
            for field in _FIELDS:
                value = entry.get(field, ())
                for message in [value] if isinstance(value, str) else value:
                    yield _line(text, message), "gettext", message, []


def lists(fileobj: IO[bytes], *_: object, **__: object) -> Iterator[Message]:
    """Yield the labels and definitions of a file of lists; names have no definition."""
    text = fileobj.read().decode("utf-8")
    for entries in yaml.safe_load(text).values():
        for entry in entries:
            for message in (entry[field] for field in ("label", "help") if field in entry):
                yield _line(text, message), "gettext", message, []


def reasons(fileobj: IO[bytes], *_: object, **__: object) -> Iterator[Message]:
    """Yield the reasons of `corpus/verdicts.yaml`, which pages print."""
    text = fileobj.read().decode("utf-8")
    for message in yaml.safe_load(text)["reasons"].values():
        yield _line(text, message), "gettext", message, []


def limits(fileobj: IO[bytes], *_: object, **__: object) -> Iterator[Message]:
    """Yield what `corpus/agreement*.yaml` say about its figures."""
    text = fileobj.read().decode("utf-8")
    for message in yaml.safe_load(text)["limits"]:
        yield _line(text, message), "gettext", message, []


def counts(fileobj: IO[bytes], *_: object, **__: object) -> Iterator[Message]:
    """Yield the sentences of `search_app/counts.yaml`; those with a number have a plural."""
    text = fileobj.read().decode("utf-8")
    table = yaml.safe_load(text)
    pairs = table["questions"].values()
    plural = [*(pair["counted"] for pair in pairs), *table["also"].values()]
    for message in plural:
        yield _line(text, message), "ngettext", (message, message), []
    for pair in pairs:
        yield _line(text, pair["none"]), "gettext", pair["none"], []


def _line(text: str, message: str) -> int:
    at = text.find(message)
    return text.count("\n", 0, max(at, 0)) + 1
