"""What the site knows of the texts behind items that do not say it themselves, a page at a time.

A search hit names its instrument, a row of facts a provision, a cell the records that it comes
from. The official address, the text and the day of reading follow from that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from corpus.addresses import official_address
from corpus.model import Instrument
from corpus.store import Library
from search_app.api.collections import Plain
from search_app.provisions import display_heading
from search_app.web.site import facts, knowledge, site

_KIND = ("text_extent", "text_force", "text_form")
_TEXT = ("text_state", "text_hash", *_KIND)
_TABLES = ("offences", "schemes")
"""Tables of facts, by whose names a cell names the records that it comes from."""
_Texts = Mapping[tuple[str, str, str | None], str]


def texts_behind(items: Sequence[Plain]) -> list[Plain]:
    """Return for each item `official` addresses and, where there is one, the text and its day.

    The keys of the text are those of a row of facts (`text_state`, `text_hash`, `text_extent`,
    `text_force`, `text_form`); `read_on` is the earliest day on which its sources were read. A key
    that is not known, or that has several values, is None.

    Raises:
        LibraryError: the library file cannot be read.
    """
    held = _held({str(item["country"]) for item in items if _is_text(item)})
    return [
        {"official": tuple(_official(item)), **_text(item, held), "read_on": _read_on(item)}
        for item in items
    ]


def _is_text(item: Plain) -> bool:
    """Whether an item is a text that is held, as a search hit is."""
    return "passage" in item


def _held(countries: Iterable[str]) -> _Texts:
    """The hash of each current text of some jurisdictions, by instrument, language and state."""
    path = site().library
    if not countries or path is None:
        return {}
    with Library(path, readonly=True) as library:
        texts = [text for code in countries for text in library.held(code)]
    return {(text.instrument, text.language, text.as_of): text.content_hash for text in texts}


def _official(item: Plain) -> Iterator[str]:
    """The addresses of the instruments of an item that has no official address of its own."""
    if isinstance(portal := item.get("portal"), dict):
        yield str(portal["url"])
    place = knowledge().jurisdictions.get(str(item.get("country")))
    if place is None or "official_url" in item:
        return
    known = {act.id: act for act in place.instruments}
    if (act := known.get(str(item.get("instrument")))) is not None:
        yield _address(place.code, act, item)
    searched = item.get("instruments")
    if isinstance(searched, list):
        yield from (str(known[name].url) for name in searched if name in known)


def _address(country: str, act: Instrument, item: Plain) -> str:
    """The address of the provision that an item names as lawyers do, else of its instrument."""
    number = display_heading(item["heading"]) if _is_text(item) else item.get("provision")
    if not isinstance(number, str) or not number:
        return str(act.url)
    return official_address(country, str(act.url), number).url


def _text(item: Plain, held: _Texts) -> Plain:
    if _is_text(item):
        key = (item["instrument"], item["language"], item["as_of"])
        return dict.fromkeys(_TEXT) | {"text_hash": held.get(key)}
    return _alike(list(_rows(item)))


def _rows(item: Plain) -> Iterator[Mapping[str, object]]:
    """The rows of facts that a cell comes from."""
    for table in _TABLES:
        names = item.get(table)
        if names and isinstance(names, list) and "question" in item:
            for fact in facts().rows(table):
                row = fact.values
                if row.get("country") == item["country"] and row.get("record") in names:
                    yield row


def _alike(rows: Sequence[Mapping[str, object]]) -> Plain:
    """What all rows say alike of the text that they were read in."""
    values = {name: {row.get(name) for row in rows} for name in _TEXT}
    alike = {name: next(iter(one)) if len(one) == 1 else None for name, one in values.items()}
    whole = all(alike[name] for name in _KIND)
    return alike if whole else alike | dict.fromkeys(_KIND)


def _read_on(item: Plain) -> str | None:
    """The earliest day on which the sources that an item names were read."""
    place = knowledge().jurisdictions.get(str(item.get("country") or item.get("jurisdiction")))
    known = {**knowledge().policy.sources, **{s.id: s for s in (place.sources if place else ())}}
    named = item.get("sources")
    names = [name for name in named if isinstance(name, str)] if isinstance(named, list) else []
    days = [known[name].checked for name in names if name in known]
    return min(days).isoformat() if days else None
