"""The contract of the history of a provision: its wordings, and the one of a day."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import Field

from corpus.periods import ProvisionHistory, WordingOnDay, WordingPeriod
from search_app.contract.base import Data
from search_app.contract.fields import AsOf, PartialDay
from search_app.contract.parameters import Day, Parameters
from search_app.worddiff import word_diff


class ProvisionParameters(Parameters):
    """Of which day a provision is shown."""

    as_of: Annotated[dt.date | None, Day()] = Field(
        None, description="Day of the wording; without it, the text nearest to the law in force."
    )


class DiffPieceData(Data):
    """A stretch of text that an amendment kept, removed or added."""

    kind: str = Field(description="`kept`, `removed` or `added`.")
    text: str = Field(description="The words, with their white space.")


class WordingData(Data):
    """A wording of a provision: the days over which the texts held give it the same words."""

    first: PartialDay
    last: PartialDay
    until: PartialDay | None
    basis: str = Field(description="What `first` means; see the list `day-basis`.")
    reform: str = Field(description="What brought the wording; empty: the source does not say.")
    source: str = Field(description="The collection, portal or file that the texts came from.")
    place: str = Field(description="Where the first of the texts is in the source.")
    texts: int = Field(description="How many texts held have the wording.")
    heading: str = Field(description="The heading as it stands.")
    rubric: str = Field(description="The rubric; empty: it has none.")
    text: str | None = Field(description="The words; null: the provision was not part of the act.")
    changes: tuple[DiffPieceData, ...] = Field(
        description="What differs from the wording before, word by word; empty for the first one."
    )


class WordingOnDayData(Data):
    """What a provision said on a day, and how sure that is."""

    as_of: AsOf
    how: str = Field(
        description="`sure`, `dated`, `between`, `newest`, `doubtful` or `before`; see the docs."
    )
    first: PartialDay | None = Field(description="`first` of the wording in `history`.")
    text: str | None = Field(description="The words; null: none is held, or it had none.")


def wordings_data(history: ProvisionHistory) -> tuple[WordingData, ...]:
    """Return the wordings of a provision, the newest first."""
    wordings = [_wording(*step) for step in history.steps()]
    return tuple(reversed(wordings))


def _wording(before: WordingPeriod | None, period: WordingPeriod, until: str | None) -> WordingData:
    pieces = word_diff(before.text or "", period.text or "") if before else []
    return WordingData(
        first=period.first,
        last=period.last,
        until=until,
        basis=period.basis,
        reform=period.reform,
        source=period.source,
        place=period.place,
        texts=period.texts,
        heading=period.heading,
        rubric=period.rubric,
        text=period.text,
        changes=tuple(DiffPieceData(kind=piece.kind, text=piece.text) for piece in pieces),
    )


def wording_on_day_data(shown: WordingOnDay) -> WordingOnDayData:
    """Return what a provision said on a day."""
    period = shown.period
    return WordingOnDayData(
        as_of=shown.day,
        how=shown.how,
        first=period.first if period else None,
        text=period.text if period else None,
    )
