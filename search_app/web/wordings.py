"""The wordings of a provision on its page: the list with word-level changes, and that of a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

from corpus.dates import first_day
from corpus.periods import ProvisionHistory, WordingOnDay, WordingPeriod
from search_app.web.marks import Paragraph, paragraphs
from search_app.worddiff import DiffPiece, word_diff

_AROUND = 80
"""How many characters of unchanged text are shown on each side of a change."""
MOST_SHOWN = 60_000
"""How many characters of a wording or of its changes a page shows; the JSON has the rest."""
_FORMS = {
    "kept": Markup("{}"),
    "removed": Markup("<del>{}</del>"),
    "added": Markup("<ins>{}</ins>"),
}


@dataclass(frozen=True)
class ShownWording:
    """A row of the list: the period, the first day of the next one, and what it changed."""

    period: WordingPeriod
    until: str | None
    changes: Markup

    @property
    def day(self) -> str:
        """The first day of the period that its date can mean (ISO 8601)."""
        return first_day(self.period.first).isoformat()


@dataclass(frozen=True)
class PastWording:
    """The wording of a day that a reader asked for, as paragraphs."""

    on: WordingOnDay
    text: list[Paragraph]
    cut: bool

    @property
    def next_day(self) -> str:
        """The first day of the wording after it (ISO 8601), empty if there is none."""
        following = self.on.following
        return first_day(following.first).isoformat() if following else ""


def shown_wordings(history: ProvisionHistory) -> list[ShownWording]:
    """Return the wordings of a provision, the newest first."""
    rows = [
        ShownWording(period, until, _changes(before, period))
        for before, period, until in history.steps()
    ]
    return rows[::-1]


def past_wording(history: ProvisionHistory, day: dt.date | None) -> PastWording | None:
    """Return the wording of a day, None if no day is asked for."""
    if day is None:
        return None
    found = history.on(day)
    text = (found.period.text or "") if found.period else ""
    return PastWording(found, paragraphs(text[:MOST_SHOWN], []), len(text) > MOST_SHOWN)


def _changes(before: WordingPeriod | None, period: WordingPeriod) -> Markup:
    """Return what a wording changed as HTML; empty for the first one, and for a repeal."""
    if before is None or before.text is None or period.text is None:
        return Markup("")
    pieces = word_diff(_whole(before), _whole(period))
    shown = Markup("").join(map(_html, _shortened(pieces)))
    return shown if len(shown) <= MOST_SHOWN else Markup("")


def _whole(period: WordingPeriod) -> str:
    return f"{period.rubric}\n{period.text}".strip()


def _shortened(pieces: Iterable[DiffPiece]) -> Iterator[DiffPiece]:
    """Yield the pieces with long unchanged stretches cut down to the words around a change."""
    several = list(pieces)
    for at, piece in enumerate(several):
        if piece.kind != "kept":
            yield piece
            continue
        head = _start(piece.text) if at else ""
        tail = _end(piece.text) if at + 1 < len(several) else ""
        whole = len(head) + len(tail) + 2 * len(" … ") >= len(piece.text)
        yield DiffPiece("kept", piece.text if whole else f"{head} … {tail}")


def _start(text: str) -> str:
    return text if len(text) <= _AROUND else text[:_AROUND].rpartition(" ")[0]


def _end(text: str) -> str:
    return text if len(text) <= _AROUND else text[-_AROUND:].partition(" ")[2]


def _html(piece: DiffPiece) -> Markup:
    words = Markup("<br>").join(escape(line) for line in piece.text.split("\n"))
    return _FORMS[piece.kind].format(words)
