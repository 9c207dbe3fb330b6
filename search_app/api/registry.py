"""All collections and items of `/api/v1`, in the order of the document."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args
from urllib.parse import urlencode

from corpus.model import Concept, Question
from search_app.api import entries
from search_app.api.collections import (
    ApiCollection,
    ApiItem,
    Plain,
    Window,
    from_page,
    windowed,
)
from search_app.api.models import (
    CountryEntry,
    CountryParameter,
    EventEntry,
    ProvisionEntry,
    ReleaseEntry,
    SourceEntry,
)
from search_app.api.provenance import release_entry
from search_app.contract.changes import ChangeData, ChangesParameters
from search_app.contract.claims import CheckParameters, ClaimData
from search_app.contract.comparison import ComparedCell, ComparisonParameters
from search_app.contract.coverage import (
    CollectedSourceData,
    CoverageParameters,
    HeldShareData,
)
from search_app.contract.editions import EditionData
from search_app.contract.facts import FactsParameters
from search_app.contract.parameters import NoParameters
from search_app.contract.policy import (
    BodiesParameters,
    BodyData,
    PolicyParameters,
    PolicyTextData,
    PositionData,
)
from search_app.contract.search import HitData, SearchParameters, hit_data
from search_app.contract.union import ObligationData
from search_app.contract.unknown import OpenPointData, UnknownParameters
from search_app.facts.room import TABLES
from search_app.facts.tables import Table
from search_app.web.answer import ANSWER
from search_app.web.bodies import BODIES
from search_app.web.checking import CHECK
from search_app.web.comparing import compared_cell, comparison
from search_app.web.country import COUNTRY
from search_app.web.counts import COUNT
from search_app.web.coverage import COVERAGE
from search_app.web.editions import EDITIONS
from search_app.web.fact_query import fact_query
from search_app.web.facts import FAMILIES
from search_app.web.policy import POLICY, POLICY_TEXT
from search_app.web.positions import POSITIONS
from search_app.web.provision import PROVISION
from search_app.web.site import knowledge, public_url, release, site
from search_app.web.union import OBLIGATION, UNION
from search_app.web.unknown import UNKNOWN

_PAGE = frozenset({"page"})
MOST_HITS = 10_000
"""So many hits of a search can be reached; Elasticsearch gives no more by number."""


def _facts(table: Table) -> ApiCollection:
    family = FAMILIES[table.name]
    names = [field.name for field in table.fields]

    def rows(asked: FactsParameters) -> list[dict[str, object]]:
        return list(fact_query(table, asked).rows())

    return ApiCollection(
        path=f"/facts/{table.name}",
        about=f"The coded law as a table of facts: {table.name}.",
        item=get_args(family.response.model_fields["rows"].annotation)[0],
        parameters=family.parameters,
        hidden=_PAGE,
        fetch=windowed(rows, lambda row: {name: row.get(name) for name in names}),
        address=lambda row: _fact_address(table.name, row),
    )


def _fact_address(table: str, row: Plain) -> str:
    """The page of the row's record, or of its country where it has none (an absence)."""
    pairs = [("country", row["country"])]
    if row.get("record"):
        pairs.append(("record", row["record"]))
    return public_url(f"/facts/{table}?{urlencode(pairs)}")


def _found(asked: SearchParameters, start: int, limit: int) -> Window:
    """Hits from an offset on, which is a multiple of `limit`: a cursor belongs to one limit."""
    query = replace(asked.query(), page=start // limit + 1, per_page=limit)
    result = site().searcher.search(query)
    return Window(min(result.total, MOST_HITS), map(hit_data, result.hits))


def _cells(asked: ComparisonParameters, start: int, limit: int) -> Window:
    table = comparison(asked)
    shown = table.cells[start : start + limit]
    return Window(len(table.cells), (compared_cell(cell, table.as_of) for cell in shown))


def _coverage_address(share: Plain) -> str:
    return public_url(f"{COVERAGE.path}?{urlencode({'country': share['country']})}")


def _claim_address(claim: Plain) -> str:
    """The page of the cell that decides a claim; the checker's own where none or several do."""
    cell = claim["cell"]
    return public_url(cell["address"] if isinstance(cell, dict) else CHECK.path)


CELLS = ApiCollection(
    path="/cells",
    about="One cell per jurisdiction and question as of a day.",
    item=ComparedCell,
    parameters=ComparisonParameters,
    hidden=frozenset({"questions"}),
    fetch=_cells,
)
COLLECTIONS: tuple[ApiCollection, ...] = (
    CELLS,
    *map(_facts, TABLES.values()),
    ApiCollection(
        path="/countries",
        about="The jurisdictions: the member states and the Union.",
        item=CountryEntry,
        parameters=CountryParameter,
        fetch=windowed(entries.countries, entries.country_entry),
    ),
    ApiCollection(
        path="/questions",
        about="The questions of the comparison.",
        item=Question,
        fetch=windowed(lambda _: list(knowledge().questions.values()), lambda item: item),
        address=lambda item: public_url(f"/compare?{urlencode({'question': item['id']})}"),
    ),
    ApiCollection(
        path="/concepts",
        about="The concepts of the taxonomy that provisions carry.",
        item=Concept,
        fetch=windowed(lambda _: list(knowledge().concepts.values()), lambda item: item),
        address=lambda item: public_url(f"/search?{urlencode({'concept': item['id']})}"),
    ),
    ApiCollection(
        path="/provisions",
        about="All provisions that are held or cited, by id, with their texts.",
        item=ProvisionEntry,
        parameters=CountryParameter,
        fetch=entries.provision_window,
    ),
    ApiCollection(
        path="/search",
        about="Provisions that a search finds, best first.",
        item=HitData,
        parameters=SearchParameters,
        hidden=_PAGE,
        fetch=_found,
    ),
    ApiCollection(
        path="/obligations",
        about="What Union law asks of the states, with the national answers.",
        item=ObligationData,
        fetch=from_page(UNION, "obligations"),
    ),
    ApiCollection(
        path="/policy",
        about="Policy texts: not law.",
        item=PolicyTextData,
        parameters=PolicyParameters,
        fetch=from_page(POLICY, "texts"),
    ),
    ApiCollection(
        path="/bodies",
        about="Offices and networks that report, coordinate or monitor.",
        item=BodyData,
        parameters=BodiesParameters,
        fetch=from_page(BODIES, "bodies"),
    ),
    ApiCollection(
        path="/positions",
        about="What organisations ask for: labelled opinions, not law.",
        item=PositionData,
        fetch=from_page(POSITIONS, "positions"),
    ),
    ApiCollection(
        path="/events",
        about="Dated changes of the law, newest first.",
        item=EventEntry,
        parameters=CountryParameter,
        fetch=windowed(entries.events, entries.event_entry),
    ),
    ApiCollection(
        path="/changes",
        about="Provisions that new versions of collected instruments added, removed or changed.",
        item=ChangeData,
        parameters=ChangesParameters,
        fetch=entries.change_window,
    ),
    ApiCollection(
        path="/unknown",
        about="What is empty, weak, stale or contradictory in the corpus.",
        item=OpenPointData,
        parameters=UnknownParameters,
        fetch=from_page(UNKNOWN, "findings"),
    ),
    ApiCollection(
        path="/sources",
        about="The sources that were read.",
        item=SourceEntry,
        parameters=CountryParameter,
        fetch=windowed(entries.sources, entries.source_entry),
    ),
    ApiCollection(
        path="/coverage",
        about="Of how many of the instruments that are cited a text is held, by jurisdiction.",
        item=HeldShareData,
        parameters=CoverageParameters,
        fetch=from_page(COVERAGE, "jurisdictions"),
        address=_coverage_address,
    ),
    ApiCollection(
        path="/coverage/sources",
        about="How the last crawl of each source ended, and when each last succeeded.",
        item=CollectedSourceData,
        parameters=CoverageParameters,
        fetch=from_page(COVERAGE, "sources"),
        address=_coverage_address,
    ),
    ApiCollection(
        path="/check",
        about="The claims of a text (`text=`), held against the law.",
        item=ClaimData,
        parameters=CheckParameters,
        fetch=from_page(CHECK, "claims"),
        address=_claim_address,
    ),
    ApiCollection(
        path="/releases",
        about="The release of the knowledge that this site serves.",
        item=ReleaseEntry,
        parameters=NoParameters,
        fetch=windowed(lambda _: [release()], release_entry),
        address=lambda _: public_url("/data/"),
    ),
    ApiCollection(
        path="/editions",
        about="The editions of the data that can be taken away whole, with their files.",
        item=EditionData,
        fetch=from_page(EDITIONS, "editions"),
        address=lambda _: public_url("/data/"),
    ),
)
ITEMS: tuple[ApiItem, ...] = (
    ApiItem(
        path="/cells/<country>/<name>",
        family=ANSWER,
        address=lambda country, name: f"/answer/{country}/{name}",
    ),
    ApiItem(path="/countries/<name>", family=COUNTRY, address=lambda name: f"/country/{name}"),
    ApiItem(
        path="/provisions/<path:name>",
        family=PROVISION,
        address=lambda name: f"/provision/{name}",
    ),
    ApiItem(path="/obligations/<name>", family=OBLIGATION, address=lambda name: f"/eu/{name}"),
    ApiItem(path="/count/<name>", family=COUNT, address=lambda name: f"/count/{name}"),
    ApiItem(path="/policy/<name>", family=POLICY_TEXT, address=lambda name: f"/policy/{name}"),
)
