"""The arguments that tools share, described once."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

CountryName = Annotated[
    str, Field(description="Code (`se`; `gr` for Greece; `eu`) or English name of a jurisdiction.")
]
QuestionName = Annotated[
    str, Field(description="Id of a question, such as `purchase-adult`; `coverage` lists them.")
]
DayText = Annotated[str, Field(description="Day (YYYY-MM-DD) from 1998-01-01 on; empty: today.")]
ProvisionId = Annotated[
    str, Field(description="Id of a provision as other tools give it: `se-brottsbalk.6-11`.")
]
Names = list[str]
