"""The day on which a Danish instrument as made enters into force, as its own text says.

LexDania's `StartDate` is the day of signature or publication, which often comes earlier. The text
says the day, or counts it from the publication in Lovtidende, or leaves it to a minister.

    Loven træder i kraft den 1. januar 2024, jf. dog stk. 2.
    Bekendtgørelsen træder i kraft dagen efter bekendtgørelsen i Lovtidende.
    Ministeren fastsætter tidspunktet for lovens ikrafttræden.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from crawler.formats import days

_INSTRUMENT = r"(?:Loven|Lovbekendtgørelsen|Bekendtgørelsen|Anordningen|Cirkulæret|Vejledningen)"
# `.`, but not that of `1.` or `31.`
_STOP = r"(?<!\b\d)(?<!\b\d\d)\."
# `Loven træder i kraft den 1. januar 2024, jf. dog stk. 2.`: the words up to a comma or full stop
_COMMENCES = re.compile(rf"\b{_INSTRUMENT} træder i kraft (.{{4,200}}?)(?:,|;|{_STOP}|$)")
# `dagen efter bekendtgørelsen i Lovtidende`, `ved offentliggørelsen i Lovtidende`
_PUBLICATION = re.compile(r"(dagen efter|ved) (?:bekendtgørelsen|offentliggørelsen|kundgørelsen)")
# `, jf. dog stk. 2`, `§ 3 træder dog i kraft den 1. juli 2024`
_PARTS = re.compile(r"^\s?jf\. dog|træder (?:dog |først )?i kraft den")
UNKNOWN = "the text does not name one day on which it enters into force"
IN_PARTS = "some provisions enter into force on another day"


def commencement(provisions: Iterable[str], published: str | None) -> tuple[str | None, str]:
    """Return the day of entry into force with what is to be noted about it.

    Args:
        provisions: the texts of an instrument's own provisions, without quoted ones.
        published: the day of publication in Lovtidende, ISO.

    Returns:
        The day (ISO), None where the text leaves it open; and a note, empty where there is none.
    """
    for text in reversed(list(provisions)):
        plain = " ".join(text.split())
        if said := _COMMENCES.search(plain):
            day = days.in_words(said[1], "da") or _counted(said[1], published)
            if not day:
                return None, UNKNOWN
            return day, IN_PARTS if _PARTS.search(plain[said.end() :]) else ""
    return None, UNKNOWN


def _counted(words: str, published: str | None) -> str | None:
    """Return the day that is counted from the publication."""
    said = _PUBLICATION.match(words)
    if not said or not published:
        return None
    wait = dt.timedelta(days=1 if said[1] == "dagen efter" else 0)
    return (dt.date.fromisoformat(published) + wait).isoformat()
