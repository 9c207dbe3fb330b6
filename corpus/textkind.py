"""Reads from front matter what kind of text a statute file holds.

A text kind has three axes, extent, force and form, defined in `corpus/lists/reading.yaml`. What the
words of front matter mean on each axis is listed in `corpus/textkind.yaml`:

    text_kind: as-enacted
    status: in_force
    excerpt: true
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from pathlib import Path

from corpus.dates import first_day
from corpus.frontmatter import FrontMatter
from corpus.penalty import Strict
from corpus.texts import Extent, Force, Form, TextKind
from corpus.yamlfile import YamlFile

_FILE = Path(__file__).with_suffix(".yaml")
_NOTES = ("note", "version_note", "snapshot_note", "conversion_note")
_LICENCES = ("licence", "license")
_ORIGIN = ("url", "repo", "path", "commit")
# "3f2a91c07b4e5d6f8a9b0c1d2e3f405162738495": a commit, of which twelve digits are kept
_HASH = re.compile(r"\b([0-9a-f]{12})[0-9a-f]{28}\b")
_OUT_OF_FORCE: tuple[Force, ...] = ("repealed", "past", "future")


class _Said(Strict):
    """What one word says; None leaves an axis open."""

    extent: Extent | None = None
    force: Force | None = None
    form: Form | None = None
    amended: Force | None = None


class _Gazette(Strict):
    country: str
    identifier: str
    form: Form


class _Amending(Strict):
    country: str
    title: str


class _Doubt(Strict):
    country: str
    status: str
    note: str


class _Words(Strict):
    text_kind: dict[str, _Said]
    text_state: dict[str, _Said]
    status: dict[str, _Said]
    gazettes: tuple[_Gazette, ...]
    first_texts: tuple[str, ...]
    amending: tuple[_Amending, ...]
    doubts: tuple[_Doubt, ...]

    def of(self, field: str) -> dict[str, _Said]:
        """Return the words of a field."""
        return {"text_kind": self.text_kind, "text_state": self.text_state}.get(field, self.status)


@cache
def _words() -> _Words:
    return YamlFile(_FILE, f"corpus/{_FILE.name}").parse(_Words)


def text_kind(
    meta: FrontMatter, country: str, identifier: str, as_of: str | None, today: dt.date
) -> TextKind:
    """Return extent, force and form of a text, from its front matter.

    `text_kind` (or `text_state`) says what the text is, `status` what became of it, and `excerpt:
    true` that it is an excerpt. If the two disagree on the force, the one that takes the text out
    of force wins, so that no past or repealed wording passes for law; a `text_kind` of `unknown` is
    not overruled by a status of `in_force`. A text whose state lies after `today` is future. A file
    that says nothing holds a whole, consolidated text of unknown force, unless its identifier is
    that of a gazette, which prints acts as enacted, its title that of an act that only amends, or
    its collection one that dates acts as made by their publication.

    Raises:
        FrontMatterError: a field has an unknown word; the message names field and line.
    """
    kind, state, status = (_said(meta, name) for name in ("text_kind", "text_state", "status"))
    gazette = gazette_form(country, identifier)
    amending: Form | None = "amending" if _only_amends(country, meta.words("title")) else None
    first = country in _words().first_texts and meta.words("publication_date") == as_of
    stated_form = kind.form or amending or state.form or gazette
    form: Form = stated_form or ("as-enacted" if first and as_of else "consolidated")
    forces = {kind.force, status.force, status.amended if form == "as-enacted" else None}
    stated = kind.force or status.force or "unknown"
    force = next((entry for entry in _OUT_OF_FORCE if entry in forces), stated)
    excerpt = meta.words("excerpt").lower() in {"true", "yes"}
    return TextKind(
        extent="excerpt" if excerpt else kind.extent or "whole",
        force=on_day(force, as_of, today),
        form=form,
    )


def gazette_form(country: str, identifier: str) -> Form | None:
    """Return the form of the texts of a gazette, None for an identifier that is of no gazette."""
    for entry in _words().gazettes:
        if entry.country == country and re.search(entry.identifier, identifier):
            return entry.form
    return None


def _only_amends(country: str, title: str) -> bool:
    titles = (entry.title for entry in _words().amending if entry.country == country)
    return any(re.search(pattern, title) for pattern in titles)


def on_day(force: Force, as_of: str | None, today: dt.date) -> Force:
    """Return the force of a text on a day: a text with a later state is future."""
    to_come = as_of is not None and first_day(as_of) > today
    return "future" if to_come and force in {"in-force", "unknown"} else force


def force_of(status: str) -> Force:
    """Return the force that a publisher's word for the state of an instrument means."""
    meaning = _words().status.get(_plain(status))
    return (meaning and meaning.force) or "unknown"


def origin_of(meta: FrontMatter) -> str:
    """Return where a copy came from: free text, or address, repository, file and commit."""
    return _HASH.sub(r"\1", meta.named("origin", _ORIGIN))


def licence_of(meta: FrontMatter) -> str:
    """Return the licence of a text, from either spelling of the field."""
    return next(filter(None, map(meta.words, _LICENCES)), "")


def note_of(meta: FrontMatter, country: str = "") -> str:
    """Return notes on the copy and its faults, joined by spaces.

    They are those of the file, and what is known to be wrong with such files of a jurisdiction,
    unless its `text_kind` says what the text is.
    """
    status = _plain(meta.words("status"))
    doubts = [
        doubt.note
        for doubt in _words().doubts
        if (doubt.country, doubt.status) == (country, status) and not meta.words("text_kind")
    ]
    return " ".join(filter(None, (*map(meta.words, _NOTES), *doubts)))


def _said(meta: FrontMatter, field: str) -> _Said:
    word = meta.words(field)
    known = _words().of(field)
    meaning = known.get(_plain(word)) if word else _Said()
    if meaning is None:
        raise meta.fault(field, f"says '{word[:40]}', which is none of: {', '.join(known)}")
    return meaning


def _plain(word: str) -> str:
    return re.sub(r"[\s_]+", "-", word.strip().lower())
