"""Converts between provisions and the rows of the library file, and gives provisions their ids."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from corpus.database import Connection, checked
from corpus.dates import partial_date
from corpus.language import primary_language
from corpus.numbers import slug
from corpus.olderwording import older_wording
from corpus.texts import Provision, ProvisionTags, Version

_COLUMNS = (
    *("row", "id", "country", "instrument", "instrument_title", "kind", "language"),
    *("as_of", "status", "source_url", "retrieved_at", "content_hash"),
)

_COPY = "v.extent, v.force, v.form, v.origin, v.licence, v.note"
_COPY += ", EXISTS (SELECT 1 FROM evidence e WHERE e.version = v.id)"
_CURRENT = "EXISTS (SELECT 1 FROM current_provisions c WHERE c.id = p.id)"
_COPY_KINDS = "s" * 6 + "ii"
_KINDS = "i" + "s" * 6 + "S" + "s" * 9 + "SSSS" + _COPY_KINDS
"""The kinds of the columns of `SELECT`, for `checked`: all text except the row number and two
flags of the copy; five may be NULL."""
CuesByName = Mapping[str, tuple[tuple[int, int], ...]]
Tagged = tuple[int, ProvisionTags, CuesByName]
"""The row of a provision, its tags, and the places of its cues."""


@dataclass(frozen=True)
class TextCopy:
    """What kind of text a stored version is, and where the copy came from.

    `extent`, `force` and `form` are values of `corpus/lists/reading.yaml`; extent and form are
    empty if a library from before schema 4 did not keep them. `retrieved` says that a crawl got the
    copy from the publisher and archived the responses; other copies were imported from a file.
    `current` says that no other text held comes closer to the law in force: a past, repealed or
    future text is current in this sense if it is the only one held. `before` is the day on which
    another wording replaced this one, for a provision that is older than its copy; empty otherwise.
    """

    extent: str
    force: str
    form: str
    origin: str
    licence: str
    note: str
    retrieved: bool
    current: bool
    before: str = ""

    @property
    def shows_law(self) -> bool:
        """Whether it may be law in force: it is not past, repealed or future."""
        return self.force in {"in-force", "unknown"}

    @property
    def obtained(self) -> str:
        """How the copy was obtained: `retrieved` from the publisher, or `imported` from a file."""
        return "retrieved" if self.retrieved else "imported"


@dataclass(frozen=True)
class StoredVersion:
    """A stored version without its provisions."""

    instrument: str
    language: str
    as_of: str | None
    status: str
    source_url: str
    retrieved_at: str
    content_hash: str
    copy: TextCopy


@dataclass(frozen=True)
class StoredProvision:
    """A provision of a stored version with everything a page needs to cite it.

    `as_of` is the day of its own wording, `version_as_of` that of the version that it stands in;
    they differ where `corpus/olderwording.yaml` says that a provision is older than its copy.
    """

    row: int
    id: str
    country: str
    instrument: str
    instrument_title: str
    kind: str
    language: str
    as_of: str | None
    status: str
    source_url: str
    retrieved_at: str
    content_hash: str
    provision: Provision
    tags: ProvisionTags | None
    cues: CuesByName
    copy: TextCopy
    version_as_of: str | None = None


FROM = (
    " FROM provisions p JOIN versions v ON v.id = p.version"
    " JOIN instruments i ON i.id = v.instrument LEFT JOIN tags t ON t.provision = p.id"
    " LEFT JOIN cues c ON c.provision = p.id LEFT JOIN portal_ids o ON o.provision = p.id"
)
_SELECT = (
    "SELECT p.id, p.public_id, i.country, i.id, i.title, i.kind, v.language, v.as_of, v.status,"
    " v.source_url, v.retrieved_at, v.content_hash, p.number, p.heading, p.rubric, p.context,"
    f" p.text, t.data, t.tagger, c.data, o.portal_id, {_COPY}"
)
SELECT = f"{_SELECT}, {_CURRENT}{FROM}"
"""Provisions with everything that a page shows of them."""
SELECT_CURRENT = f"{_SELECT}, 1{FROM} WHERE p.id IN (SELECT id FROM current_provisions)"
"""Current provisions only, which is faster when many are read."""
SELECT_KNOWN = f"{_SELECT}, 1{FROM}"
"""Provisions that the caller knows to be current."""
_BEST = "v.force IN ('past', 'future', 'repealed'), v.as_of DESC, p.id"
SELECT_ONE = f"{SELECT} WHERE p.public_id = ? ORDER BY {_CURRENT} DESC, {_BEST} LIMIT 1"
"""The provision with an id, the current one if there is one."""
SELECT_VERSIONS = (
    "SELECT v.instrument, v.language, v.as_of, v.status, v.source_url, v.retrieved_at,"
    f" v.content_hash, {_COPY}, 1 FROM versions v JOIN instruments i ON i.id = v.instrument"
    " WHERE v.id IN (SELECT id FROM current_versions)"
)
"""Versions that hold current provisions."""
NOT_BY = "(t.tagger IS NULL OR t.tagger <> ?)"
UNTAGGED = f"{FROM} WHERE p.id IN (SELECT id FROM current_provisions) AND {NOT_BY}"


def select_current(number: int) -> str:
    """Return the query of the current provisions with a number of ids, the best of an id first."""
    current = f"SELECT id FROM current_provisions WHERE public_id IN ({', '.join('?' * number)})"
    return f"{SELECT_KNOWN} WHERE p.id IN ({current}) ORDER BY {_BEST}"


def content_hash(version: Version) -> str:
    """Return the SHA-256 (hexadecimal) of a version's headings, rubrics and texts, in order."""
    return hash_of((p.heading, p.rubric, p.text) for p in version.provisions)


def hash_of(parts: Iterable[tuple[str, str, str]]) -> str:
    """Return the SHA-256 (hexadecimal) of provisions given as (heading, rubric, text), in order."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(json.dumps(part, ensure_ascii=False).encode())
    return digest.hexdigest()


def public_id(instrument: str, number: str, language: str, country: str) -> str:
    """Return the permanent id of a provision, e.g. `se-brottsbalk.6-11`.

    A text that is not in the jurisdiction's first language has the language at the end.
    """
    tail = "_".join(slug(part) for part in number.replace("/", "^").split("^"))
    suffix = "" if language == primary_language(country) else f".{language}"
    return f"{instrument}.{tail}{suffix}"


def rows_of(version_row: int, version: Version, instrument: str) -> Iterator[tuple[object, ...]]:
    """Yield a version's provisions as rows; if a number recurs, its ids end in `.2`, `.3` …"""
    seen: dict[str, int] = {}
    for position, p in enumerate(version.provisions):
        name = public_id(instrument, p.number, version.language, version.country)
        seen[name] = seen.get(name, 0) + 1
        if seen[name] > 1:
            name = f"{name}.{seen[name]}"
        context = json.dumps(p.context, ensure_ascii=False)
        yield version_row, position, name, p.number, p.heading, p.rubric, context, p.text


def save_portal_ids(db: Connection, version_row: int, version: Version) -> None:
    """Store what the publisher calls the provisions of a version; needs an open transaction."""
    db.executemany(
        "INSERT INTO portal_ids (provision, portal_id)"
        " SELECT id, ? FROM provisions WHERE version = ? AND position = ?"
        " ON CONFLICT (provision) DO UPDATE SET portal_id = excluded.portal_id",
        (
            (p.portal_id, version_row, position)
            for position, p in enumerate(version.provisions)
            if p.portal_id
        ),
    )


def save_tags(db: Connection, tagger: str, tagged: Sequence[Tagged]) -> None:
    """Store tags and cues of provisions, given by their row; needs an open transaction."""
    db.executemany(
        "INSERT OR REPLACE INTO tags (provision, tagger, data) VALUES (?, ?, ?)",
        (
            (row, tagger, tags.model_dump_json() if tags.tags or tags.penalty else None)
            for row, tags, _ in tagged
        ),
    )
    db.executemany("DELETE FROM cues WHERE provision = ?", ((row,) for row, *_ in tagged))
    db.executemany(
        "INSERT INTO cues (provision, data) VALUES (?, ?)",
        ((row, json.dumps(cues, separators=(",", ":"))) for row, _, cues in tagged if cues),
    )


def stored_of(row: tuple[Any, ...]) -> StoredProvision:
    """Build a provision from a row of `SELECT`; texts were validated when they were added.

    Raises:
        ValueError, TypeError, KeyError: the row is corrupt.
    """
    number, heading, rubric, context, text, tags, tagger, cues, own = checked(row, _KINDS)[12:21]
    provision = Provision.model_construct(
        number=number,
        heading=heading,
        rubric=rubric,
        context=_context(context),
        text=text,
        portal_id=own or "",
    )
    head = dict(zip(_COLUMNS, row, strict=False))
    _check_head(head["country"], head["as_of"])
    return _own_wording(
        StoredProvision(
            **head,
            provision=provision,
            tags=_tags(tags, tagger),
            cues=_cues(cues),
            copy=_copy(*row[21:]),
            version_as_of=head["as_of"],
        )
    )


def _own_wording(stored: StoredProvision) -> StoredProvision:
    """Give a provision the day, force and note of its own wording, where its copy is mixed."""
    copy = stored.copy
    known = older_wording(stored.instrument, copy.note)
    if known is None:
        return stored
    if not known.has(stored.provision.number):
        return replace(stored, copy=replace(copy, note=known.rest))
    before = known.before.isoformat() if known.before else ""
    form = known.form or copy.form
    force = "past" if before else copy.force
    own = replace(copy, note=known.note, before=before, force=force, form=form)
    return replace(stored, as_of=known.day or stored.as_of, copy=own)


def version_of(row: tuple[Any, ...]) -> StoredVersion:
    """Build a version from a row of `SELECT_VERSIONS`.

    Raises:
        ValueError: the row is corrupt.
    """
    values = checked(row, "ssS" + "s" * 4 + _COPY_KINDS)
    instrument, language, as_of, status, source_url, retrieved_at, digest, *copy = values
    told = _copy(*copy)
    known = older_wording(instrument, told.note)
    if known and known.form:
        told = replace(told, form=known.form, note=known.note)
    return StoredVersion(
        instrument, language, as_of, status, source_url, retrieved_at, digest, told
    )


@lru_cache
def _copy(
    extent: str, force: str, form: str, origin: str, licence: str, note: str, *signs: int
) -> TextCopy:
    retrieved, current = map(bool, signs)
    return TextCopy(extent, force, form, origin, licence, note, retrieved, current)


def _context(data: str) -> tuple[str, ...]:
    headings = tuple(json.loads(data))
    return checked(headings, "s" * len(headings))


@lru_cache
def _check_head(country: str, as_of: str | None) -> None:
    if not (country.isascii() and country.isalpha() and country.islower() and len(country) == 2):
        raise ValueError("a country")
    if as_of is not None:
        partial_date(as_of)


def _tags(data: str | None, tagger: str | None) -> ProvisionTags | None:
    """Return the stored tags, or None if no tagger has seen the provision."""
    if tagger is None:
        return None
    return ProvisionTags.model_validate_json(data) if data else ProvisionTags()


def _cues(data: str | None) -> CuesByName:
    if data is None:
        return {}
    cues = json.loads(data)
    if not isinstance(cues, dict):
        raise TypeError("cues")
    return {cue: tuple((int(a), int(b)) for a, b in places) for cue, places in cues.items()}
