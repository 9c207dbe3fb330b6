"""Search pages: hits with marked passages, facets with links, and what was understood."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, render_template

from search_app.contract.choices import text_languages
from search_app.contract.parameters import MAX_PAGE
from search_app.contract.search import (
    SORTS,
    FacetCount,
    HitData,
    HitRow,
    SearchData,
    SearchParameters,
    hit_data,
)
from search_app.index.query import Hit, SearchResult
from search_app.index.settings import settings
from search_app.understanding.lists import cue_labels
from search_app.understanding.understand import corrected
from search_app.web.answering import answer_box
from search_app.web.facets import chips, facet_views, page_address
from search_app.web.family import PageFamily
from search_app.web.formats import Sheet
from search_app.web.home import EXAMPLES
from search_app.web.language import page_language
from search_app.web.marks import marked
from search_app.web.site import public_url, scope, site
from search_app.web.suggesting import offered
from search_app.web.understood import understood_view
from search_app.wording import gettext


def meant(result: SearchResult) -> str | None:
    """Return the query as it was probably meant; None where all of its words are known."""
    misspelt = result.understood.misspelt
    return corrected(result.query.text, misspelt) if misspelt else None


def last_page(result: SearchResult) -> int:
    """Return the number of the last page that can be opened."""
    return min(result.pages, MAX_PAGE)


def page(asked: SearchParameters) -> str:
    """Show a page of hits."""
    result = _result(asked, page_language())
    query = result.query
    return render_template(
        "search.html",
        query=query,
        result=result,
        hits=[(hit, marked(hit.passage, _ranges(hit))) for hit in result.hits],
        facets=facet_views(query, result),
        chips=chips(query),
        understood=understood_view(result),
        answer=answer_box(result),
        meant=meant(result),
        limits=settings().limits,
        offered=offered(),
        cue_label=lambda cue: gettext(cue_labels().labels[cue]),
        pages=last_page(result),
        page_address=page_address,
        languages=text_languages(scope()),
        sorts=SORTS,
        examples=EXAMPLES,
        json_url=page_address(query, query.page, ".json"),
        csv_url=page_address(query, query.page, ".csv"),
    )


def data(asked: SearchParameters) -> SearchData:
    """Return a page of hits."""
    result = _result(asked)
    box = answer_box(result)
    return SearchData(
        total=result.total,
        page=result.query.page,
        pages=last_page(result),
        understood=tuple(part.data() for part in understood_view(result).everything),
        answer=box.data() if box else None,
        meant=meant(result),
        left_out=result.understood.left_out,
        relaxed=result.relaxed,
        hits=tuple(map(hit_data, result.hits)),
        facets={
            name: tuple(FacetCount(value=v.value, count=v.count) for v in values)
            for name, values in result.facets.items()
        },
    )


def table(asked: SearchParameters) -> Sheet:
    """Return a page of hits, one a row."""
    return Sheet("demandside-search", map(_row, map(hit_data, _result(asked).hits)))


def _result(asked: SearchParameters, reader: str = "") -> SearchResult:
    return site().searcher.search(replace(asked.query(), reader=reader))


def _ranges(hit: Hit) -> list[tuple[int, int, str]]:
    return [(start, end, "found") for start, end in hit.marks]


def _row(hit: HitData) -> HitRow:
    return HitRow.of(hit, url=public_url(hit.url))


SEARCH = PageFamily(
    path="/search",
    about=(
        "provisions of the collected texts, with facets, how the query was understood and the cell"
        " that it asks for"
    ),
    parameters=SearchParameters,
    response=SearchData,
    row=HitRow,
    page=page,
    data=data,
    table=table,
)
pages = Blueprint("searching", __name__)
SEARCH.add_to(pages)
