"""The day from which the text of a German instrument holds, as its gii-norm file tells it.

The notes say since when an instrument and its parts are in force. Of an amendment the file gives
the date, but not the day on which it took effect: then the day for which the file was built stands
in. Files are built in the evening for the next day (of 608 instruments that had just begun to hold
when their file was built, 259 did so on the day after).

    <dokumente builddate="20240531213344">                          built for 1 June 2024
    <standkommentar>Zuletzt geändert durch Art. 2 G v. 21.5.2024 I Nr. 9</standkommentar>
    (+++ Textnachweis ab: 1.7.2017 +++) … § 36 ist gem. Art. 7 am 28.10.2016 in Kraft getreten.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from crawler.formats import days

_EVENING = "18"
"""The hour from which a file is built for the next day."""
_DAY = r"(\d{1,2}\.\s?\d{1,2}\.\s?\d{4})"
# `Zuletzt geändert durch Art. 2 G v. 21.5.2024 I Nr. 9`, `Änderung durch Art. 5 G v. 9.3.2021 …`
_AMENDED = re.compile(r"(?:geändert|neugefasst|änderung) durch", re.IGNORECASE)
_PENDING = "noch nicht berücksichtigt"
"""What is said of an amendment that is not in the text yet."""
# `Textnachweis ab: 1.7.2017`, `Textnachweis Geltung ab:  1. 1.1964`, `am 1.7.2017 in Kraft`
_SINCE = re.compile(rf"Textnachweis(?: Geltung)? ab:\s*{_DAY}|\bam {_DAY} in Kraft")
BUILT = "the file does not say from when its text holds; it was built for this day"


def in_force(built: str, states: Iterable[str], notes: Iterable[str]) -> tuple[str | None, str]:
    """Return the day from which a text holds, with what is to be noted about it.

    Args:
        built: when the file was built, as `20240531213344`.
        states: the comments on the state of the text (`standkommentar`).
        notes: the editorial notes of the instrument and of its paragraphs.

    Returns:
        For an instrument never amended, the latest noted day that had come when the file was built;
        else the day for which the file was built, with a note. None where the file tells neither.
    """
    ends = _built_for(built)
    if not any(_AMENDED.search(state) and _PENDING not in state for state in states):
        noted = (day for note in notes for day in _noted(note))
        if known := max((day for day in noted if day <= (ends or day)), default=None):
            return known, ""
    return ends, BUILT if ends else ""


def _built_for(built: str) -> str | None:
    day = days.iso(built[:8])
    if day and built[8:10] >= _EVENING:
        return (dt.date.fromisoformat(day) + dt.timedelta(days=1)).isoformat()
    return day


def _noted(note: str) -> list[str]:
    written = [first or second for first, second in _SINCE.findall(" ".join(note.split()))]
    return [day for each in written if (day := days.iso(each.replace(" ", "")))]
