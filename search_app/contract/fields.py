"""The types of values that many responses share, each described once."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import BeforeValidator, Field

Code = Annotated[
    str,
    Field(description="Code of a jurisdiction: two letters (`gr` for Greece), `eu` or `coe`."),
]
QuestionId = Annotated[str, Field(description="Id of a question of the comparison.")]
StatusId = Annotated[str, Field(description="Id of a status; `/about.json` lists them.")]
ConceptIds = Annotated[tuple[str, ...], Field(description="Ids of the concepts that it carries.")]
SourceIds = Annotated[tuple[str, ...], Field(description="Ids of the sources that were read.")]
InstrumentId = Annotated[str, Field(description="Id of the instrument.")]
LanguageCode = Annotated[str, Field(description="Code of the language (ISO 639-1).")]
ConfidenceId = Annotated[
    str,
    Field(description="How the reading is supported: `text-seen`, `secondary` or `memory`."),
]
PartialDay = Annotated[str, Field(description="A date as precise as it is known: `2016-04-13`.")]
Since = Annotated[
    str, Field(description="First day, as precise as the law gives it; null: not known.")
]
Until = Annotated[
    str, Field(description="First day on which it no longer holds; null: it still holds.")
]
AsOf = Annotated[dt.date, Field(description="The day that the data are about.")]
EventKind = Annotated[
    str, Field(description="What it is, of the list `event-kind`: `law` is a change of the law.")
]
ReleaseId = Annotated[str, Field(description="Name of the release that the data are from.")]
Checked = Annotated[dt.date, Field(description="Day on which the law was last read.")]
TextState = Annotated[str, Field(description="Date of the text that was read.")]
PagePath = Annotated[str, Field(description="Path of its page on this site.")]
CitedAddress = Annotated[str, Field(description="Address of its page on this site, to cite.")]
OfficialUrl = Annotated[str, Field(description="Address of the official publication.")]
OfficialPlaceUrl = Annotated[
    str,
    Field(description="Official address of the provision where one is proved, or else of its act."),
]
OfficialActUrl = Annotated[str, Field(description="Official address of its act.")]
OfficialReach = Annotated[
    str,
    Field(
        description="What `official_url` leads to: the `provision`; or the act, because an address"
        " of the provision is `unproved`, or because none is known (`act`)."
    ),
]
ExternalUrl = Annotated[str, BeforeValidator(str), Field(description="Address on another site.")]
Note = Annotated[str, Field(description="What a reader should know besides.")]
Summary = Annotated[str, Field(description="What it says, in our words.")]
Total = Annotated[int, Field(ge=0, description="How many there are.")]
