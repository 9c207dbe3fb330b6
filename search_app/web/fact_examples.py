"""Example searches in the tables of facts."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from search_app.wording import gettext


@dataclass(frozen=True)
class Example:
    """A search in words, and its address."""

    words: str
    address: str


def examples() -> tuple[Example, ...]:
    """Return searches that show what filters can ask."""
    return (
        _example(
            gettext(
                "Buying from an exploited person, where less than knowledge of the exploitation is"
                " enough"
            ),
            "offences",
            ("liable", "buyer"),
            ("person", "exploited"),
            ("fault_of", "victim-status"),
            ("fault_below", "knowledge"),
        ),
        _example(
            gettext("Rules on buyers under which the accused must prove that he did not know"),
            "offences",
            ("liable", "buyer"),
            ("burden", "defence"),
        ),
        _example(
            gettext("Buying from a minor: scales that go up to five years' imprisonment or more"),
            "penalties",
            ("question", "purchase-minor"),
            ("prison_years", "5"),
        ),
        _example(
            gettext("Compensation that is open whatever the nationality or residence"),
            "schemes",
            ("question", "compensation"),
            ("open_to", "any"),
        ),
        _example(
            gettext("Help that does not depend on cooperation with the inquiry"),
            "schemes",
            ("question", "support-exit"),
            ("gate", "none"),
        ),
        _example(
            gettext("Buying from an adult: where nothing was found, and what was searched"),
            "absences",
            ("question", "purchase-adult"),
            ("finding", "none"),
        ),
    )


def _example(words: str, table: str, *pairs: tuple[str, str]) -> Example:
    return Example(words, f"/facts/{table}?{urlencode(pairs)}")
