"""Pins: the things that a reader put on the list of a briefing.

A pin is a kind and what it names, as it stands in an address:

    cell:se/purchase-adult
    event:se/2011-07-01
    map:purchase-adult
    timeline:purchase-adult
    provision:se-brb.6-11
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

from search_app.contract.parameters import ParameterKind, Schema, Scope
from search_app.contract.refused import RefusedError
from search_app.wording import gettext

PIN_KINDS = ("cell", "timeline", "count", "map", "fact", "provision", "event")
MAX_PINS = 60
LONGEST_HEADING = 150
LONGEST_REMARK = 1200
_SEPARATOR = "|"
# "/answer/se/purchase-adult", "/provision/se-brb.6-11", "/count/procuring", "/map/procuring.svg",
# "/timeline/procuring.png"
_PAGE = re.compile(r"/(answer|provision|count)/(.+)|/(map|timeline)/([^/.]+)(?:\.(?:svg|png))?")


@dataclass(frozen=True)
class Pin:
    """A pin: one of `PIN_KINDS`, and the id of what is pinned."""

    kind: str
    name: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.name}"

    @property
    def parts(self) -> tuple[str, str]:
        """The two halves of a name with a stroke: country and question, or country and day."""
        first, _, second = self.name.partition("/")
        return first, second


def pin_of(text: str) -> Pin | None:
    """Return the pin that a text is, or that the address of a page stands for; else None."""
    kind, colon, name = text.strip().partition(":")
    if colon and kind in PIN_KINDS and name:
        return Pin(kind, name)
    address = urlsplit(text.strip())
    if address.path == "/timeline":
        return _timeline_pin(parse_qs(address.query))
    page = _PAGE.fullmatch(unquote(address.path))
    if page is None:
        return None
    kind, name = page[1] or page[3], page[2] or page[4]
    return Pin("cell" if kind == "answer" else kind, name)


def _timeline_pin(query: dict[str, list[str]]) -> Pin | None:
    """The pin of the page of timelines, where it shows one question and one country or all."""
    questions, countries = query.get("question", []), query.get("country", [])
    if len(questions) != 1 or len(countries) > 1:
        return None
    return Pin("timeline", "/".join([*countries, *questions]))


class Pins(ParameterKind[tuple[Pin, ...]]):
    """Up to `MAX_PINS` pins, in the order of the document."""

    def read(self, name: str, given: tuple[str, ...], scope: Scope) -> tuple[Pin, ...]:
        """Return the pins, in the order given."""
        if len(given) > MAX_PINS:
            reason = gettext("more than %(most)s of it are given", most=MAX_PINS)
            raise RefusedError(name, given[MAX_PINS], reason)
        return tuple(_pin(name, value, scope) for value in given)

    def schema(self, _scope: Scope) -> Schema:
        """Return the schema of an array of pins."""
        item = {"type": "string", "pattern": f"^({'|'.join(PIN_KINDS)}):.+$"}
        return {"type": "array", "maxItems": MAX_PINS, "items": item}


def _pin(name: str, value: str, scope: Scope) -> Pin:
    kind, _, what = value.partition(":")
    pin = Pin(kind, what)
    if kind not in PIN_KINDS or not what:
        raise RefusedError(
            name, value, gettext("it must be a kind and a value: cell:se/purchase-adult")
        )
    known, first, second = scope.knowledge, *pin.parts
    whole = kind in ("count", "map") or (kind == "timeline" and not second)
    if kind in ("cell", "timeline", "event") and not whole:
        _listed(name, first, known.jurisdictions)
    if kind in ("cell", "timeline") and not whole:
        _listed(name, second, known.questions)
    if whole:
        _listed(name, what, known.questions)
    return pin


def _listed(name: str, value: str, allowed: Collection[str]) -> None:
    if value not in allowed:
        raise RefusedError(name, value, gettext("there is no such value"), allowed)


@dataclass(frozen=True)
class PinTexts(ParameterKind[dict[str, str]]):
    """The reader's own words for pins, as `pin|words`; by the text of the pin."""

    most: int

    def read(self, name: str, given: tuple[str, ...], _scope: Scope) -> dict[str, str]:
        """Return the words by pin; a later text of the same pin counts."""
        texts = {}
        for value in given[: MAX_PINS + 1]:
            pin, separator, words = value.partition(_SEPARATOR)
            if not separator or pin_of(pin) is None:
                reason = gettext("it must be a pin, a stroke and words: cell:se/purchase-adult|…")
                raise RefusedError(name, value, reason)
            if len(words) > self.most:
                reason = gettext("that is longer than %(most)s characters", most=self.most)
                raise RefusedError(name, words, reason)
            texts[pin] = words.strip()
        if len(given) > MAX_PINS:
            reason = gettext("more than %(most)s of it are given", most=MAX_PINS)
            raise RefusedError(name, given[MAX_PINS], reason)
        return texts

    def schema(self, _scope: Scope) -> Schema:
        """Return the schema of an array of such texts."""
        item = {"type": "string", "pattern": f"^({'|'.join(PIN_KINDS)}):[^|]+\\|"}
        return {"type": "array", "maxItems": MAX_PINS, "items": item}


def pin_text(pin: str, words: str) -> str:
    """Return the value of a parameter that gives a pin words of its own."""
    return f"{pin}{_SEPARATOR}{words}"
