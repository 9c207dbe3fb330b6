"""What the tools work on: the coded law, and the texts and index of a data folder if there is one.

Everything is opened for reading only.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable
from functools import cached_property

from rapidfuzz import process

from corpus.library import COVERED_FROM, Knowledge
from search_app.contract.days import day_fault
from search_app.facts.room import Facts
from search_app.feeds.items import FeedItems
from search_app.mcp.outcomes import WithoutResultError
from search_app.provisions import ProvisionRecord, Provisions
from search_app.release import release_of
from search_app.web.site import Site

_OTHER_CODES = {"el": "gr"}
_OFFERED = 30
"""How many allowed values a refusal names."""


class ToolRoom:
    """A site as the tools see it, with the look-ups that they share."""

    def __init__(self, site: Site, today: Callable[[], dt.date] = dt.date.today) -> None:
        self.site = site
        self.today = today
        self.provisions = Provisions(site.knowledge, site.library)
        self.facts = Facts(site.knowledge)
        self.items = FeedItems(site.knowledge, site.library, site.home)

    @property
    def knowledge(self) -> Knowledge:
        """The coded law and all that is curated."""
        return self.site.knowledge

    @property
    def base_url(self) -> str:
        """The public address of the site; empty: addresses are paths."""
        return self.site.base_url

    @cached_property
    def release(self) -> str:
        """The release of the data, as pages and files name it."""
        return release_of(self.knowledge, self.site.home).id

    def country(self, name: str) -> str:
        """Return the code of a jurisdiction given by code or English name: `SE`, `Sweden`.

        Raises:
            WithoutResultError: there is no such jurisdiction here.
        """
        wanted = name.strip().casefold()
        for code, jurisdiction in self.knowledge.jurisdictions.items():
            if wanted in (code, jurisdiction.name.casefold()):
                return code
        if wanted in _OTHER_CODES:
            return _OTHER_CODES[wanted]
        raise _no_such("jurisdiction", name, self.knowledge.jurisdictions)

    def countries(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return the codes of jurisdictions, each once."""
        return tuple(dict.fromkeys(map(self.country, names)))

    def question(self, name: str) -> str:
        """Return the id of a question.

        Raises:
            WithoutResultError: there is no such question here.
        """
        wanted = name.strip().casefold()
        if wanted in self.knowledge.questions:
            return wanted
        raise _no_such("question", name, self.knowledge.questions)

    def questions(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return the ids of questions, each once."""
        return tuple(dict.fromkeys(map(self.question, names)))

    def concept(self, name: str) -> str:
        """Return the id of a concept.

        Raises:
            WithoutResultError: there is no such concept here.
        """
        if name in self.knowledge.concepts:
            return name
        raise _no_such("concept", name, self.knowledge.concepts)

    def day(self, text: str) -> dt.date:
        """Return a day of the form YYYY-MM-DD; empty: today.

        Raises:
            WithoutResultError: it is no such day, or the comparison does not cover it.
        """
        if not text.strip():
            return self.today()
        try:
            day = dt.date.fromisoformat(text.strip())
        except ValueError as error:
            why = f"'{text[:40]}' is not a day of the form YYYY-MM-DD."
            raise WithoutResultError("bad-question", why) from error
        fault = day_fault(day, self.today())
        if fault == "early":
            why = f"The comparison begins on {COVERED_FROM}; nothing before was read."
            raise WithoutResultError("not-read", why)
        if fault == "late":
            why = "That day is still to come; what_changed and the calendar tell what is planned."
            raise WithoutResultError("bad-question", why)
        return day

    def provision(self, provision_id: str) -> ProvisionRecord:
        """Return what is known of a provision.

        Raises:
            WithoutResultError: it is not held, or its instrument is not known here.
        """
        record = self.provisions.find(provision_id)
        if record is not None:
            return record
        name = provision_id.partition(".")[0]
        for _, instrument in self.knowledge.instruments():
            if instrument.id == name:
                why = (
                    f"No text of this provision is held, and no fact cites it. The official text"
                    f" of {instrument.title} is at {instrument.url}"
                )
                near = self._near(provision_id)
                raise WithoutResultError("not-held", why, near)
        raise WithoutResultError(
            "bad-question",
            f"There is no provision '{provision_id[:80]}'.",
            self._near(provision_id),
        )

    def _near(self, provision_id: str) -> list[str]:
        return nearest(provision_id, self.provisions.ids())[:5]


def _no_such(what: str, value: str, allowed: Collection[str]) -> WithoutResultError:
    why = f"There is no {what} '{value[:80]}'."
    return WithoutResultError("bad-question", why, nearest(value, allowed))


def nearest(value: str, allowed: Collection[str]) -> list[str]:
    """Return the allowed values that are most like a given one, the nearest first."""
    return [name for name, _, _ in process.extract(value, list(allowed), limit=_OFFERED)]
