"""The tables of an edition: keys, references and rows, from one knowledge base and release."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.library import Knowledge, known_from
from corpus.lists import closed_lists
from corpus.model import Source
from search_app.compare import CitedProvision, cell_of
from search_app.contract.base import CsvRow
from search_app.contract.cells import AnswerRow, answer_row
from search_app.contract.exports import EventRow, RenderingRow
from search_app.contract.facts import row_of
from search_app.contract.timeline import SegmentRow, segments
from search_app.editions import rows as own
from search_app.editions.columns import Column, Value, columns_of, typed_rows
from search_app.exports import TABLES as EXPORTED
from search_app.exports import answers, policy
from search_app.facts.room import TABLES as FACT_TABLES
from search_app.facts.room import Facts, flat
from search_app.facts.tables import FactsAsked, Table, select
from search_app.release import Release
from search_app.strips import strip

_OF_COUNTRY = ("country", "jurisdictions", "code")
_OF_QUESTION = ("question", "questions", "id")
_OF_STATUS = ("status", "statuses", "id")
_OF_INSTRUMENT = ("instrument", "instruments", "id")
Given = Iterable[CsvRow | Sequence[object]]


@dataclass(frozen=True)
class ForeignKey:
    """A foreign key: columns of a table whose values stand in columns of another one."""

    columns: tuple[str, ...]
    resource: str
    targets: tuple[str, ...]


@dataclass(frozen=True)
class Resource:
    """A table of an edition, with the columns that identify a row and those that refer to others.

    Where no columns identify a row, `key` is empty.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    key: tuple[str, ...] = ()
    references: tuple[ForeignKey, ...] = ()


def resources(knowledge: Knowledge, release: Release) -> tuple[Resource, ...]:
    """Return all tables of an edition; every table stands after those that it refers to."""
    tables = (
        *_codebook(knowledge),
        *_law(knowledge),
        *_facts(knowledge, release),
        *_cells(knowledge, release),
        *_policy(knowledge),
    )
    return (*tables, _columns(tables))


def _table(
    name: str,
    title: str,
    model: type[CsvRow],
    rows: Given,
    key: tuple[str, ...] = (),
    references: Iterable[tuple[str, str, str]] = (),
) -> Resource:
    columns = columns_of(model)
    return Resource(
        name,
        title,
        columns,
        tuple(typed_rows(columns, rows)),
        key,
        tuple(ForeignKey((column,), table, (target,)) for column, table, target in references),
    )


def _codebook(knowledge: Knowledge) -> Iterator[Resource]:
    listed = (
        own.CodebookRow(list=name, id=entry.id, label=entry.label, help=entry.help)
        for name, entries in closed_lists().items()
        for entry in entries.values()
    )
    concepts = (
        own.CodebookRow(
            list="concept",
            id=concept.id,
            label=next(iter(concept.labels.get("en", ())), concept.id),
            help=concept.definition,
        )
        for concept in knowledge.concepts.values()
    )
    rows = (*listed, *concepts)
    yield _table(
        "codebook", "Values of closed lists, and concepts", own.CodebookRow, rows, ("list", "id")
    )
    yield _table(
        "statuses",
        "Statuses of a cell",
        own.StatusRow,
        map(own.StatusRow.of, knowledge.statuses.values()),
        ("id",),
    )
    yield _table(
        "questions",
        "Questions of the comparison",
        own.QuestionRow,
        map(own.QuestionRow.of, knowledge.questions.values()),
        ("id",),
    )


def _law(knowledge: Knowledge) -> Iterator[Resource]:
    every = knowledge.jurisdictions.values()
    places = (
        own.JurisdictionRow.of(j, portal=j.portal.name, portal_url=j.portal.url) for j in every
    )
    yield _table(
        "jurisdictions", "Member states and the Union", own.JurisdictionRow, places, ("code",)
    )
    yield _table(
        "instruments",
        "Statutes and other instruments",
        own.InstrumentRow,
        (
            own.InstrumentRow.of(instrument, country=j.code, url=str(instrument.url))
            for j, instrument in knowledge.instruments()
        ),
        ("id",),
        (_OF_COUNTRY,),
    )
    yield _table(
        "sources",
        "Sources that were read",
        own.SourceRow,
        (
            *(_source(source, j.code) for j in every for source in j.sources),
            *(_source(source, None) for source in knowledge.policy.sources.values()),
        ),
        references=(_OF_COUNTRY,),
    )
    events = (EventRow.of(event, country=j.code) for j in every for event in j.events)
    yield _table("events", "Dated changes of the law", EventRow, events, references=(_OF_COUNTRY,))
    yield _table(
        "renderings",
        "Our own English renderings of provisions",
        RenderingRow,
        (RenderingRow.of(entry, country=j.code) for j in every for entry in j.renderings),
        references=(_OF_COUNTRY, _OF_INSTRUMENT),
    )


def _source(source: Source, country: str | None) -> own.SourceRow:
    return own.SourceRow.of(source, country=country)


def _facts(knowledge: Knowledge, release: Release) -> Iterator[Resource]:
    """The tables of facts, of all periods; `holds` is said of the day of the release."""
    facts = Facts(knowledge)
    for name, table in FACT_TABLES.items():
        columns = {field.name for field in table.fields}
        refers = [_OF_COUNTRY, *([_OF_INSTRUMENT] if "instrument" in columns else ())]
        made = _table(
            name,
            f"Coded law: {name}",
            row_of(table),
            _fact_rows(table, facts, release),
            ("record", "version") if name in ("offences", "schemes") else (),
            refers,
        )
        if name == "penalties":
            of_offence = ForeignKey(("record", "version"), "offences", ("record", "version"))
            made = dataclasses.replace(made, references=(*made.references, of_offence))
        yield made


def _fact_rows(table: Table, facts: Facts, release: Release) -> Iterator[list[object]]:
    asked = FactsAsked(release.day, history=True)
    for cells in flat(table, select(table, facts.rows(table.name), asked)):
        yield [release.day, *cells]


def _cells(knowledge: Knowledge, release: Release) -> Iterator[Resource]:
    asked = (_OF_COUNTRY, _OF_QUESTION)
    strips = (
        strip(knowledge, country, question, release.day)
        for country in knowledge.states
        for question in knowledge.questions
    )
    yield _table(
        "status-periods",
        "Cells by day: which status held from when to when",
        SegmentRow,
        (SegmentRow.of(segment) for found in strips for segment in segments(found)),
        ("country", "question", "from"),
        (*asked, _OF_STATUS),
    )
    written = map(answer_row, answers(knowledge))
    yield _table(
        "answers",
        "Answers of every period, with penalty and summary",
        AnswerRow,
        written,
        references=(*asked, _OF_STATUS),
    )
    provisions: dict[str, own.CitedProvisionRow] = {}
    citations: dict[own.CitationRow, None] = {}
    for citation, provision in _citations(knowledge):
        provisions.setdefault(provision.id, provision)
        citations.setdefault(citation)
    yield _table(
        "provisions",
        "Provisions that are cited",
        own.CitedProvisionRow,
        provisions.values(),
        ("id",),
        (_OF_COUNTRY, _OF_INSTRUMENT),
    )
    yield _table(
        "citations",
        "Which answer cites which provision",
        own.CitationRow,
        citations,
        ("country", "question", "known_from", "provision"),
        (*asked, ("provision", "provisions", "id")),
    )


def _citations(knowledge: Knowledge) -> Iterator[tuple[own.CitationRow, own.CitedProvisionRow]]:
    for j in knowledge.jurisdictions.values():
        for question, periods in j.answers.items():
            for answer in periods:
                day = known_from(answer)
                cell = cell_of(knowledge, j, knowledge.questions[question], answer, day)
                for cited in cell.citations:
                    citation = own.CitationRow(
                        country=j.code,
                        question=question,
                        known_from=day,
                        provision=cited.provision_id,
                    )
                    yield citation, _provision(cited, j.code)


def _provision(cited: CitedProvision, country: str) -> own.CitedProvisionRow:
    return own.CitedProvisionRow(
        id=cited.provision_id,
        country=country,
        instrument=cited.citation.instrument,
        provision=cited.citation.provision,
        label=cited.label,
        official_url=cited.official.url,
        official_act_url=cited.official.act_url,
        official_reach=cited.official.reach,
        path=f"/provision/{cited.provision_id}",
    )


_TITLES = {
    "obligations": "What Union law asks of the states",
    "policy-texts": "Policy texts: not law",
    "bodies": "Bodies and their roles",
    "positions": "Positions of organisations: not law",
}


def _policy(knowledge: Knowledge) -> Iterator[Resource]:
    for name, entries in policy(knowledge).items():
        model = EXPORTED[name]
        yield _table(name, _TITLES[name], model, map(model.of, entries), ("id",))


def _columns(tables: Iterable[Resource]) -> Resource:
    rows = (
        own.ColumnRow(
            table=table.name,
            column=column.name,
            type=column.type,
            list=column.listed,
            description=column.description,
        )
        for table in tables
        for column in table.columns
    )
    return _table(
        "columns", "Columns of all tables of this package", own.ColumnRow, rows, ("table", "column")
    )
