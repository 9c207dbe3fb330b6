"""The words of pages as plain text, for documents: taken from the macros that pages use."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from flask import current_app
from markupsafe import Markup

from corpus.model import Jurisdiction
from search_app.briefing.words import ChartPicture
from search_app.compare import Cell
from search_app.contract.pictures import THEMES
from search_app.counting import StateCount
from search_app.labels import label
from search_app.records.dates import Beginning
from search_app.strips import Strip
from search_app.web import standing, words
from search_app.web.count_words import sentence
from search_app.web.counts import picture
from search_app.web.language import country_name, page_language
from search_app.web.map_sheet import DrawnPicture
from search_app.web.pictures import picture_of
from search_app.web.record_words import field_words, since_words
from search_app.web.site import agreement, public_url
from search_app.web.strip_pictures import strips_address, strips_picture
from search_app.web.timeline import in_words
from search_app.wording import gettext, ngettext

_BELOW = ("why", "main_penalty", "age_of", "searched", "older_than")


class MacroWords:
    """Gives the words of `macros.html` and of the filters of templates."""

    def __init__(self) -> None:
        context: dict[str, Any] = {}
        current_app.update_template_context(context)
        template = current_app.jinja_env.get_template("macros.html")
        self._macros: Any = template.make_module(context)

    def country(self, jurisdiction: Jurisdiction) -> str:
        """Return the name of a jurisdiction."""
        return country_name(jurisdiction)

    def address(self, path: str) -> str:
        """Return the public address of a page."""
        return public_url(path)

    def cell(self, cell: Cell) -> tuple[str, ...]:
        """Return what a cell says below its status."""
        if not cell.known:
            return ()
        reason, penalty, age, *rest = (self._macro(name, cell) for name in _BELOW)
        summary = cell.answer.summary if cell.answer and not cell.facts else ""
        fault = cell.answer.mens_rea if cell.answer and not cell.facts else None
        told = "" if fault in (None, "n/a") else label(fault, "mental-element")
        dates = (standing.since(cell), standing.form(cell))
        every = (reason or summary, penalty, age, told, *dates, *rest)
        return tuple(part.rstrip(".") for part in every if part)

    def count(self, counted: StateCount) -> str:
        """Return the sentence of a count of states."""
        return sentence(counted)

    def map(self, counted: StateCount) -> ChartPicture:
        """Return the map of a count as it stands in a document: the words are around it."""
        day = counted.as_of.isoformat()
        address = partial(picture, counted, "svg")
        return _chart(picture_of(counted, THEMES[0], headed=False), address, day)

    def timeline(self, strips: Sequence[Strip]) -> ChartPicture:
        """Return the strips of one question as they stand in a document."""
        address = partial(strips_address, strips[0].question.id, "svg")
        day = strips[0].end.isoformat()
        return _chart(strips_picture(strips, THEMES[0], headed=False), address, day)

    def periods(self, strip: Strip) -> str:
        """Return a strip in words: its statuses, each with its beginning."""
        return in_words(strip)

    def field(self, name: str) -> str:
        """Return the name of a field of coded law."""
        return field_words(name)

    def disagreements(self, cell: Cell) -> tuple[str, ...]:
        """Return what came of the facts of a cell that do not agree with the texts held."""
        found = agreement(cell)
        if found is None:
            return (gettext("no fact was compared with a text held here"),)
        return tuple(
            ngettext("%(num)s fact: %(outcome)s", "%(num)s facts: %(outcome)s", n, outcome=told)
            for name, n in found.rest
            for told in (label(name, "outcome"),)
        )

    def beginning(self, beginning: Beginning) -> str:
        """Return since when a rule exists."""
        return since_words(beginning)

    def day(self, value: object) -> str:
        """Return a day, a partial date or a timestamp in words."""
        return words.date(value)

    def _macro(self, name: str, cell: Cell) -> str:
        return str(Markup(getattr(self._macros, name)(cell)).striptags())  # noqa: S704 - own macro


def _chart(drawn: DrawnPicture, address: Callable[..., str], day: str) -> ChartPicture:
    """A picture with its permanent addresses, in the language of the page."""
    own = {"as_of": day, "head": "no", "lang": page_language()}
    light, dark = address(**own), address(**own, theme=THEMES[1])
    return ChartPicture(drawn.svg, drawn.width, drawn.height, public_url(light), public_url(dark))
