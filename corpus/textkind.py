"""What kind of text a statute file holds: one function reads front matter into three axes.

The axes are extent, force and form, as `corpus/lists/reading.yaml` defines them. What each word of
front matter says of them stands in `corpus/textkind.yaml`.
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
# the hash of a commit, of which the first twelve digits name it
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


class _Words(Strict):
    text_kind: dict[str, _Said]
    text_state: dict[str, _Said]
    status: dict[str, _Said]
    gazettes: tuple[_Gazette, ...]

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

    `text_kind` (or `text_state`) says what the text is, `status` what became of it; `excerpt: true`
    makes it an excerpt. Of two that differ on the force, the one that takes the text out of force
    counts, so that no past or repealed wording passes for law; where `text_kind` says `unknown`,
    a status of `in_force` does not settle it. A text whose state is a day to come is future. A file
    that says nothing holds a whole, consolidated text of unknown force, unless its identifier is
    one of a gazette, which prints each act as it was made.

    Raises:
        FrontMatterError: a field has a word that is not known; the message names field and line.
    """
    kind, state, status = (_said(meta, name) for name in ("text_kind", "text_state", "status"))
    gazette = next(
        (
            each.form
            for each in _words().gazettes
            if each.country == country and re.search(each.identifier, identifier)
        ),
        None,
    )
    form: Form = kind.form or state.form or gazette or "consolidated"
    forces = {kind.force, status.force, status.amended if form == "as-enacted" else None}
    said = kind.force or status.force or "unknown"
    force = next((each for each in _OUT_OF_FORCE if each in forces), said)
    excerpt = meta.words("excerpt").lower() in {"true", "yes"}
    return TextKind(
        extent="excerpt" if excerpt else kind.extent or "whole",
        force=on_day(force, as_of, today),
        form=form,
    )


def on_day(force: Force, as_of: str | None, today: dt.date) -> Force:
    """Return the force of a text as of a day: one whose state is later is still to come."""
    to_come = as_of is not None and first_day(as_of) > today
    return "future" if to_come and force in {"in-force", "unknown"} else force


def force_of(status: str) -> Force:
    """Return the force that a publisher's word for the state of an act means."""
    said = _words().status.get(_plain(status))
    return (said and said.force) or "unknown"


def origin_of(meta: FrontMatter) -> str:
    """Return where the copy of a text came from: words, or address, repository, file and commit."""
    return _HASH.sub(r"\1", meta.named("origin", _ORIGIN))


def licence_of(meta: FrontMatter) -> str:
    """Return under which licence a text stands, in either spelling of the field."""
    return next(filter(None, map(meta.words, _LICENCES)), "")


def note_of(meta: FrontMatter) -> str:
    """Return what a file says of its copy and its faults: its notes, one after another."""
    return " ".join(filter(None, map(meta.words, _NOTES)))


def _said(meta: FrontMatter, field: str) -> _Said:
    word = meta.words(field)
    known = _words().of(field)
    found = known.get(_plain(word)) if word else _Said()
    if found is None:
        raise meta.fault(field, f"says '{word[:40]}', which is none of: {', '.join(known)}")
    return found


def _plain(word: str) -> str:
    return re.sub(r"[\s_]+", "-", word.strip().lower())
