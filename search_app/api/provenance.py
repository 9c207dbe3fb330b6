"""How an item of the interface is cited: read off its own keys, which the page families name."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

from search_app.api.collections import Plain
from search_app.api.models import CitedTextKind, ItemProvenance, ReleaseEntry
from search_app.release import LICENCE, LICENCE_URL, Release

_STATES = ("text_state", "state")
_READ = (
    *("checked", "labelled", "obtained_at", "obtained_on", "seen_at", "day"),
    *("succeeded_on", "read_on"),
)
_HASHES = ("text_hash", "content_hash")
_DAY = len("2026-11-30")


def release_entry(release: Release) -> ReleaseEntry:
    """Return a release as data."""
    return ReleaseEntry(
        id=release.id,
        version=release.version,
        day=release.day,
        sha256=release.sha256,
        licence=LICENCE,
        licence_url=LICENCE_URL,
    )


def item_provenance(item: Plain, address: str, release: Release, behind: Plain) -> ItemProvenance:
    """Return what a citation of an item needs.

    Args:
        item: the item as JSON.
        address: the address to cite.
        release: the release that it was made from.
        behind: what `texts_behind` found for it.
    """
    text = item.get("text")
    inner = text if isinstance(text, dict) else {}
    return ItemProvenance(
        address=address,
        official_addresses=tuple(dict.fromkeys((*_official(item), *behind["official"]))),
        state=_state(item, inner) or behind["text_state"],
        text_kind=_kind(item) or _kind(inner) or _kind(behind),
        text_hash=_first(_HASHES, item, inner, behind),
        hash=_hash(item),
        read=(_first(_READ, item, inner, behind) or "")[:_DAY] or None,
        release=release.id,
        licence=LICENCE,
    )


def _state(item: Plain, inner: Plain) -> str | None:
    """The state of the text: `as_of` is one where the item is a text, else a day that was asked."""
    if item.get("layer") == "policy":
        return _first(("date",), item)
    own = ("as_of",) if "extent" in item else ()
    return _first((*_STATES, *own), item) or _first(("as_of",), inner)


def _first(names: tuple[str, ...], *places: Plain) -> str | None:
    for place in places:
        for name in names:
            if isinstance(value := place.get(name), str) and value:
                return value
    return None


def _official(item: Plain) -> Iterator[str]:
    if item.get("official_url"):
        yield str(item["official_url"])
    for cited in item.get("citations") or ():
        if isinstance(cited, dict) and cited.get("official_url"):
            yield str(cited["official_url"])
    for borne in item.get("evidence") or ():
        if isinstance(borne, dict) and borne.get("official_address"):
            yield str(borne["official_address"])


def _kind(place: Plain) -> CitedTextKind | None:
    """The kind of text, under the names that a fact (`text_form`) or a copy (`form`) has."""
    values = {
        name: place.get(f"text_{name}") or place.get(name) or None
        for name in ("extent", "force", "form")
    }
    known = {name: value for name, value in values.items() if isinstance(value, str)}
    if "extent" not in known:
        return None
    return CitedTextKind(extent=known["extent"], force=known.get("force"), form=known.get("form"))


def _hash(item: Plain) -> str:
    text = json.dumps(item, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
