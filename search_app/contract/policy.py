"""The contract of policy, bodies and positions: what stands beside the law and is not law."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import Field

from corpus.policy import Body, BodyRole, PolicyKind, PolicyText, Position, TextStatus
from search_app.contract.base import CsvRow, Data, Spaced, YesNo
from search_app.contract.choices import listed, place_codes
from search_app.contract.fields import (
    CitedAddress,
    Code,
    ConceptIds,
    ConfidenceId,
    ExternalUrl,
    LanguageCode,
    Note,
    OfficialUrl,
    PagePath,
    PartialDay,
    Since,
    SourceIds,
    Summary,
    Total,
)
from search_app.contract.parameters import OneOf, Parameters

KINDS: tuple[str, ...] = get_args(PolicyKind)
STATUSES: tuple[str, ...] = get_args(TextStatus)
ROLES: tuple[str, ...] = get_args(BodyRole)


class PolicyParameters(Parameters):
    """Which policy texts are shown."""

    kind: Annotated[tuple[str, ...], OneOf(listed(*KINDS))] = Field(
        (), description="Kinds of texts."
    )
    jurisdiction: Annotated[tuple[str, ...], OneOf(place_codes)] = Field(
        (), description="Jurisdictions that they are of."
    )
    status: Annotated[tuple[str, ...], OneOf(listed(*STATUSES))] = Field(
        (), description="Whether they hold."
    )


class PolicyTextData(Data):
    """A resolution, strategy, plan, report, bill or petition."""

    id: str = Field(description="Id of the text.")
    sources: SourceIds
    concepts: ConceptIds
    jurisdiction: Code
    kind: str = Field(description="Kind of text.")
    title: str = Field(description="Title in the language of the text.")
    title_en: str = Field(description="Title in English.")
    language: LanguageCode
    publisher: str = Field(description="Who published it.")
    reference: str | None = Field(description="Reference number.")
    celex: str | None = Field(description="CELEX number of a document of the Union.")
    date: PartialDay | None
    period: str | None = Field(description="The years that a plan runs for.")
    status: str = Field(description="Whether it holds; `not-known`: nobody has checked.")
    summary: Summary
    note: Note | None
    confidence: ConfidenceId
    layer: Literal["policy"] = Field(description="It is policy, not law.")
    official_url: OfficialUrl
    url: PagePath


class PolicyData(Data):
    """The policy texts that the parameters leave, newest first."""

    total: Total
    texts: tuple[PolicyTextData, ...]


class PolicyColumns(CsvRow):
    """The columns with which every table of policy texts begins."""

    defined_by = PolicyTextData

    id: str
    jurisdiction: Code
    kind: str
    title: str
    title_en: str
    language: LanguageCode
    publisher: str
    reference: str | None
    celex: str | None
    date: PartialDay | None
    period: str | None
    status: str
    summary: Summary


class PolicyRow(PolicyColumns):
    """A policy text as a row."""

    note: Note | None
    confidence: ConfidenceId
    official_url: OfficialUrl
    url: CitedAddress


class BodiesParameters(Parameters):
    """Which bodies are shown."""

    jurisdiction: Annotated[tuple[str, ...], OneOf(place_codes)] = Field(
        (), description="Jurisdictions that they are of."
    )
    roles: Annotated[tuple[str, ...], OneOf(listed(*ROLES))] = Field(
        (), description="Roles, one of which they have."
    )


class BodyData(Data):
    """An office or network that reports, coordinates or monitors."""

    id: str = Field(description="Id of the body.")
    sources: SourceIds
    concepts: ConceptIds
    jurisdiction: Code
    name: str = Field(description="Name in its own language.")
    language: LanguageCode | None
    name_en: str = Field(description="Name in English.")
    roles: tuple[str, ...] = Field(description="What it does.")
    independent: bool | None = Field(description="Whether it is independent; null: not known.")
    since: Since | None
    mandate: str = Field(description="What it is charged with, in our words.")
    note: Note | None
    confidence: ConfidenceId
    official_url: OfficialUrl
    url: PagePath


class BodiesData(Data):
    """The bodies that the parameters leave."""

    total: Total
    bodies: tuple[BodyData, ...]


class BodyRow(CsvRow):
    """A body as a row."""

    defined_by = BodyData

    id: str
    jurisdiction: Code
    name: str
    name_en: str
    roles: Spaced
    independent: YesNo
    since: Since | None
    mandate: str
    note: Note | None
    confidence: ConfidenceId
    official_url: OfficialUrl


class PositionData(Data):
    """What an organisation asks for: an opinion with a label."""

    id: str = Field(description="Id of the position.")
    sources: SourceIds
    concepts: ConceptIds
    jurisdiction: Code
    organisation: str = Field(description="Name of the organisation.")
    seat: str = Field(description="Where the organisation has its seat.")
    stance: str = Field(description="The label that the position was given.")
    asks: str = Field(description="What it asks for, in our words.")
    languages: tuple[str, ...] = Field(description="Codes of the languages it publishes in.")
    evidence: ExternalUrl = Field(description="Address of the page that the label rests on.")
    labelled: PartialDay
    note: Note | None
    confidence: ConfidenceId
    layer: Literal["position"] = Field(description="It is an opinion, not law.")
    official_url: str = Field(description="Address of the organisation.")
    url: PagePath


class PositionsData(Data):
    """All positions."""

    total: Total
    positions: tuple[PositionData, ...]


class PositionRow(CsvRow):
    """A position as a row."""

    defined_by = PositionData

    id: str
    jurisdiction: Code
    organisation: str = Field(description="Name of the organisation.")
    seat: str
    stance: str
    asks: str
    languages: Spaced
    note: Note | None
    evidence: str
    labelled: PartialDay
    confidence: ConfidenceId
    official_url: str


def policy_text_data(text: PolicyText) -> PolicyTextData:
    """Return a policy text as data."""
    own = _without_url(text)
    return PolicyTextData(
        **own, layer="policy", official_url=str(text.url), url=f"/policy/{text.id}"
    )


def body_data(body: Body) -> BodyData:
    """Return a body as data."""
    return BodyData(**_without_url(body), official_url=str(body.url), url=f"/bodies#{body.id}")


def position_data(position: Position) -> PositionData:
    """Return a position as data."""
    own = _without_url(position)
    return PositionData(
        **own, layer="position", official_url=str(position.url), url=f"/positions#{position.id}"
    )


def _without_url(entry: PolicyText | Body | Position) -> dict[str, object]:
    return {name: value for name, value in entry if name != "url"}
