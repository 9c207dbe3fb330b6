"""The contract of `/eu`: obligations of Union law with the national rules that answer them."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from corpus.model import Instrument, Jurisdiction
from corpus.transposition import Search, Statement
from search_app.compare import CitedProvision
from search_app.contract.base import CsvRow, Data, Listed, YesNo
from search_app.contract.cells import cell_data
from search_app.contract.fields import (
    AsOf,
    CitedAddress,
    Code,
    ConceptIds,
    ConfidenceId,
    InstrumentId,
    Note,
    OfficialActUrl,
    OfficialPlaceUrl,
    OfficialReach,
    PagePath,
    PartialDay,
    QuestionId,
    Since,
    StatusId,
    TextState,
    Until,
)
from search_app.union import Duty, NationalRow, NationalRule

_TRACE = {
    "act": "named",
    "part": "named",
    "bill": "not-known",
    "none": "not-known",
    "not-bound": "not-bound",
}
"""The older words of `directive_2024_1712`, by what was seen."""


class NationalRuleData(Data):
    """A national rule that answers an article."""

    id: str = Field(description="Id of the offence or scheme.")
    title: str
    articles: tuple[str, ...] = Field(description="The articles that it answers.")
    by: str = Field(description="`stated`: a national text names the article; else `substance`.")
    citations: tuple[str, ...] = Field(description="Its provisions, as lawyers cite them.")
    named_in: str | None = Field(description="The national text that names the article.")
    says: str | None = Field(description="What that text says.")
    note: Note | None


class NationalAnswerData(Data):
    """What a state has on an obligation."""

    country: Code
    bound: bool = Field(description="Whether the obligation binds the state.")
    status: StatusId
    reason: str | None = Field(description="Why the status is what it is.")
    since: Since | None
    citations: tuple[str, ...] = Field(description="The provisions cited.")
    confidence: ConfidenceId | None
    text_state: TextState | None
    rules: tuple[NationalRuleData, ...] | None = Field(
        description="National rules that answer it; null: no field says which."
    )
    directive_2024_1712: str | None = Field(description="Whether a national act names it.")
    directive_2024_1712_seen: str | None = Field(description="What was seen of transposition.")
    directive_2024_1712_up_to: PartialDay | None
    directive_2024_1712_says: str = Field(description="What the act says.")
    url: PagePath


class ObligationData(Data):
    """What one article of Union law asks of the states."""

    id: str = Field(description="Id of the obligation.")
    concepts: ConceptIds
    jurisdiction: Code
    instrument: InstrumentId
    provision: str = Field(description="The article.")
    directive: str | None = Field(description="Year and number of the directive.")
    articles: tuple[str, ...] = Field(description="Numbers of the articles.")
    title: str
    force: str = Field(description="`must`, `must-consider`, `may` or `encouraged`.")
    obliges: str = Field(description="What it asks, in our words.")
    question: QuestionId | None
    since: Since
    until: Until | None
    deadline: PartialDay | None
    not_bound: tuple[str, ...] = Field(description="Codes of the states outside it.")
    note: Note | None
    confidence: ConfidenceId
    celex: str = Field(description="CELEX number of the instrument.")
    instrument_title: str
    label: str = Field(description="The citation in full.")
    provision_url: PagePath
    official_url: OfficialPlaceUrl
    official_act_url: OfficialActUrl
    official_reach: OfficialReach
    standing: str = Field(description="`in-force`, `replaced` or `coming`.")
    states: tuple[NationalAnswerData, ...] = Field(description="The answers of the states.")
    url: PagePath


class UnionInstrumentData(Instrument):
    """An instrument of the Union, with the dates of its obligations."""

    since: tuple[str, ...] = Field(description="First days of its obligations.")
    deadlines: tuple[str, ...] = Field(description="Days by which they must be met.")
    languages: tuple[str, ...] = Field(
        description="Codes of the official languages in which a text is held."
    )


class TranspositionData(Data):
    """What was seen in a state of the transposition of Directive (EU) 2024/1712."""

    country: Code
    seen: str = Field(description="What was seen.")
    up_to: PartialDay
    note: Note | None


class StatementData(Data):
    """A national act that says of itself that it serves a directive."""

    country: Code
    provision: str = Field(description="Where it says so.")
    provision_url: PagePath
    directives: tuple[str, ...] = Field(description="Years and numbers of the directives.")
    says: str = Field(description="What it says.")
    state: TextState


class UnionData(Data):
    """All that Union law asks, with the national answers."""

    as_of: AsOf
    instruments: tuple[UnionInstrumentData, ...]
    obligations: tuple[ObligationData, ...]
    directive_2024_1712: tuple[TranspositionData, ...]
    national_acts: tuple[StatementData, ...]


class ObligationRow(CsvRow):
    """An obligation and a state as a row; an obligation without a question has one row."""

    defined_by = ObligationData

    obligation: str = Field(description="Id of the obligation.")
    instrument: InstrumentId
    celex: str
    provision: str
    title: str = Field(description="What the obligation asks, in a line.")
    force: str
    standing: str
    since: Since
    deadline: PartialDay | None
    until: Until | None
    question: QuestionId | None
    country: Code | None = None
    bound: YesNo = Field(None, description="Whether the obligation binds the state.")
    status: StatusId | None = None
    status_since: Since | None = Field(None, description="Since when the status has held.")
    citations: Listed = Field((), description="The national provisions cited.")
    rules: Listed = Field((), description="Ids of the national rules, with their basis.")
    confidence: ConfidenceId | None = None
    text_state: TextState | None = None
    directive_2024_1712: str | None = Field(
        None, description="Whether a national act names Directive (EU) 2024/1712."
    )
    directive_2024_1712_seen: str | None = Field(
        None, description="What was seen of its transposition."
    )
    directive_2024_1712_up_to: PartialDay | None = None
    directive_2024_1712_says: str | None = Field(
        None, description="What the act that names it says."
    )
    url: CitedAddress


def obligation_data(duty: Duty) -> ObligationData:
    """Return an obligation with its national answers."""
    entry = duty.obligation
    return ObligationData(
        **{name: value for name, value in entry if name != "sources"},
        celex=duty.instrument.identifier,
        instrument_title=duty.instrument.title,
        label=duty.cited.label,
        provision_url=f"/provision/{duty.cited.provision_id}",
        official_url=duty.cited.official.url,
        official_act_url=duty.cited.official.act_url,
        official_reach=duty.cited.official.reach,
        standing=duty.standing,
        states=tuple(map(national_data, duty.rows)),
        url=f"/eu/{entry.id}",
    )


def national_data(row: NationalRow) -> NationalAnswerData:
    """Return what a state has on an obligation."""
    cell, search = cell_data(row.cell), row.search
    return NationalAnswerData(
        country=row.jurisdiction.code,
        bound=row.bound,
        status=cell.status,
        reason=cell.reason,
        since=cell.since,
        citations=tuple(cited.label for cited in cell.citations),
        confidence=cell.confidence,
        text_state=cell.text_state,
        rules=None if row.rules is None else tuple(map(_rule, row.rules)),
        directive_2024_1712=_TRACE[search.seen] if search else None,
        directive_2024_1712_seen=search.seen if search else None,
        directive_2024_1712_up_to=search.up_to if search else None,
        directive_2024_1712_says=(search.note or "") if search else "",
        url=cell.url,
    )


def _rule(rule: NationalRule) -> NationalRuleData:
    entry = rule.counterpart
    return NationalRuleData(
        id=entry.record,
        title=rule.title,
        articles=entry.articles,
        by=entry.by,
        citations=tuple(cited.label for cited in rule.citations),
        named_in=rule.named_in.label if rule.named_in else None,
        says=entry.says,
        note=entry.note,
    )


def transposition_data(jurisdiction: Jurisdiction, search: Search) -> TranspositionData:
    """Return what was seen in a state of Directive (EU) 2024/1712."""
    return TranspositionData(
        country=jurisdiction.code, seen=search.seen, up_to=search.up_to, note=search.note
    )


def statement_data(
    jurisdiction: Jurisdiction, cited: CitedProvision, statement: Statement
) -> StatementData:
    """Return what a national act says of a directive."""
    return StatementData(
        country=jurisdiction.code,
        provision=cited.label,
        provision_url=f"/provision/{cited.provision_id}",
        directives=statement.directives,
        says=statement.says,
        state=statement.state,
    )


def obligation_rows(duty: Duty, base_url: str) -> Iterator[ObligationRow]:
    """Yield an obligation as rows, one a state; `base_url` stands before paths."""
    data = obligation_data(duty)
    shared = {**dict(data), "obligation": data.id, "confidence": None}
    for state in data.states:
        values = {**shared, **dict(state), "since": data.since, "status_since": state.since}
        values["rules"] = tuple(f"{rule.id} ({rule.by})" for rule in state.rules or ())
        yield ObligationRow.model_validate({**values, "url": f"{base_url}{state.url}"})
    if not data.states:
        yield ObligationRow.model_validate({**shared, "url": f"{base_url}{data.url}"})
