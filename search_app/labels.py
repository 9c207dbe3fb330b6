"""Labels of closed lists: one look-up for every value that a page prints.

The values of coded law stand in `corpus/lists/*.yaml`; what else pages name stands in
`search_app/lists/*.yaml`, in the same form: an id, the label that is printed, and a help text that
says what counts. `names.yaml` has names of fields and the like, which need no help text.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Literal

from babel.lists import format_list
from pydantic import Field

from corpus.lists import closed_lists
from corpus.penalty import Strict
from corpus.yamlfile import CorpusError, YamlFile
from search_app.wording import gettext, locale

LISTS = Path(__file__).parent / "lists"
NAMES = "names.yaml"
"""The file of `LISTS` whose entries have no help text."""


class NamedEntry(Strict):
    """An id and the label that is printed for it."""

    id: str = Field(min_length=1)
    label: str = Field(min_length=1)


class DefinedEntry(NamedEntry):
    """An entry whose help text says what counts."""

    help: str = Field(min_length=1)


class _Names(Strict):
    lists: dict[str, tuple[NamedEntry, ...]]


class _Definitions(Strict):
    lists: dict[str, tuple[DefinedEntry, ...]]


@cache
def _texts() -> dict[str, dict[str, tuple[str, str]]]:
    """Label and help text of every value, by list and id."""
    return read_texts(LISTS)


def read_texts(folder: Path) -> dict[str, dict[str, tuple[str, str]]]:
    """Return label and help text of every value, by list and id, in the order of the lists.

    The lists of coded law come first, then those of the YAML files of `folder`.

    Raises:
        CorpusError: a file is not valid, a list has a value twice, or two lists have one name.
    """
    texts = {
        name: {entry.id: (entry.label, entry.help) for entry in entries.values()}
        for name, entries in closed_lists().items()
    }
    for path in sorted(folder.glob("*.yaml")):
        source = YamlFile(path, f"search_app/lists/{path.name}")
        source.data = {"lists": source.data}
        parsed: _Names | _Definitions = (
            source.parse(_Names) if path.name == NAMES else source.parse(_Definitions)
        )
        for name, entries in parsed.lists.items():
            by_id = {e.id: (e.label, getattr(e, "help", "")) for e in entries}
            if name in texts or len(by_id) != len(entries):
                raise CorpusError(
                    [source.fault([name], "the list or one of its values is doubled")]
                )
            texts[name] = by_id
    return texts


def ids(name: str) -> tuple[str, ...]:
    """Return the ids of a list, in its order.

    Raises:
        KeyError: there is no such list.
    """
    return tuple(_texts()[name])


def is_listed(value: object, name: str) -> bool:
    """Whether a list has a value."""
    return str(value) in _texts()[name]


def label(value: object, name: str) -> str:
    """Return the printed word for a value of a list, in the page's language.

    Raises:
        KeyError: there is no such list, or the list has no such value.
    """
    return gettext(_texts()[name][str(value)][0])


def help_text(value: object, name: str) -> str:
    """Return what counts as a value of a list; empty for a list of names.

    Raises:
        KeyError: there is no such list, or the list has no such value.
    """
    text = _texts()[name][str(value)][1]
    return gettext(text) if text else ""


def labels(values: Iterable[object], name: str) -> str:
    """Return the printed words for several values of a list: `a, b and c`."""
    return enumerated([label(value, name) for value in values])


def enumerated(words: list[str], style: Literal["standard", "or"] = "standard") -> str:
    """Return words joined as the page's language joins them: `a, b and c`, `a, b or c`."""
    return format_list(words, style, locale=locale()) if words else ""
