"""Search pages: the query from the address, facets with links, hits with marked passages."""

from __future__ import annotations

from typing import get_args

from flask import Blueprint, Response, render_template, request

from corpus.model import InstrumentKind
from corpus.texts import Actor
from search_app.index.query import Hit, SearchQuery, SearchResult, Sort
from search_app.index.settings import settings
from search_app.understanding.lists import cue_labels
from search_app.understanding.lists import languages as reader_languages
from search_app.understanding.parts import PartKind
from search_app.understanding.understand import corrected
from search_app.web import params
from search_app.web.answering import answer_box
from search_app.web.facets import chips, facet_views, page_address
from search_app.web.formats import csv_response, json_response
from search_app.web.home import EXAMPLES
from search_app.web.marks import marked
from search_app.web.site import knowledge, public_url, site
from search_app.web.suggesting import offered
from search_app.web.understood import understood_view
from search_app.wording import gettext

pages = Blueprint("searching", __name__)
KINDS: tuple[str, ...] = get_args(InstrumentKind)
ACTORS: tuple[str, ...] = get_args(Actor)
KIND_KEYS = ("extent", "force", "form", "origin", "obtained", "obtained_on")
SORTS: tuple[Sort, ...] = get_args(Sort)
COLUMNS = (
    *("id", "country", "instrument", "provision", "heading", "language", "kind"),
    *("concepts", "buyer_liable", "as_of", "passage", "reason", "cues", "missing", "url"),
    *KIND_KEYS,
)


def languages() -> tuple[str, ...]:
    """Return the languages that texts can have: those of the jurisdictions, English, unknown."""
    known = {name for j in knowledge().jurisdictions.values() for name in j.languages}
    return tuple(sorted(known | {"en", "xx"}))


def asked() -> SearchQuery:
    """Return the query of the address; what it names must exist."""
    args = request.args
    sort = params.values(args, "sort", SORTS)
    return SearchQuery(
        text=params.text(args, "q"),
        countries=params.values(args, "country", knowledge().jurisdictions),
        concepts=params.values(args, "concept", knowledge().concepts),
        actors=params.values(args, "actor", ACTORS),
        buyer=params.flag(args, "buyer"),
        languages=params.values(args, "lang", languages()),
        kinds=params.values(args, "kind", KINDS),
        sort=next((name for name in SORTS if name in sort), "relevance"),
        page=params.number(args, "page", 1, params.MAX_PAGE) or 1,
        language=next(iter(params.values(args, "hl", reader_languages())), ""),
        removed=params.keys(args, "without", get_args(PartKind)),
    )


def meant(result: SearchResult) -> str | None:
    """Return the query with the words that were probably meant, None where all are known."""
    misspelt = result.understood.misspelt
    return corrected(result.query.text, misspelt) if misspelt else None


def last_page(result: SearchResult) -> int:
    """Return the last page that can be opened."""
    return min(result.pages, params.MAX_PAGE)


@pages.get("/search")
def page() -> str:
    """Show a page of hits."""
    query = asked()
    result = site().searcher.search(query)
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
        languages=languages(),
        sorts=SORTS,
        examples=EXAMPLES,
        json_url=page_address(query, query.page, ".json"),
        csv_url=page_address(query, query.page, ".csv"),
    )


@pages.get("/search.json")
def data() -> Response:
    """Return a page of hits as JSON."""
    result = site().searcher.search(asked())
    return json_response(
        {
            "total": result.total,
            "page": result.query.page,
            "pages": last_page(result),
            "understood": [part.as_dict() for part in understood_view(result).everything],
            "answer": found.as_dict() if (found := answer_box(result)) else None,
            "meant": meant(result),
            "left_out": result.understood.left_out,
            "relaxed": result.relaxed,
            "hits": [_plain(hit) for hit in result.hits],
            "facets": {
                name: [{"value": v.value, "count": v.count} for v in values]
                for name, values in result.facets.items()
            },
        }
    )


@pages.get("/search.csv")
def table() -> Response:
    """Return a page of hits as CSV."""
    result = site().searcher.search(asked())
    return csv_response(COLUMNS, (_row(hit) for hit in result.hits), "demandside-search")


def _ranges(hit: Hit) -> list[tuple[int, int, str]]:
    return [(start, end, "found") for start, end in hit.marks]


def _plain(hit: Hit) -> dict[str, object]:
    return {
        "id": hit.id,
        "country": hit.country,
        "instrument": hit.instrument,
        "instrument_title": hit.instrument_title,
        "provision": hit.provision,
        "heading": hit.heading,
        "language": hit.language,
        "kind": hit.kind,
        "concepts": list(hit.concepts),
        "buyer_liable": hit.buyer_liable,
        "as_of": hit.as_of,
        "passage": hit.passage,
        "passage_language": hit.passage_language,
        "reason": hit.reason,
        "cues": list(hit.cues),
        "missing": list(hit.missing),
        "rendering_only": hit.is_rendering,
        "url": f"/provision/{hit.id}",
        **{key: getattr(hit, key) for key in KIND_KEYS},
    }


def _row(hit: Hit) -> list[object]:
    plain = _plain(hit)
    for name in ("concepts", "cues", "missing"):
        plain[name] = " ".join(getattr(hit, name))
    plain["buyer_liable"] = "yes" if hit.buyer_liable else "no"
    plain["url"] = public_url(f"/provision/{hit.id}")
    return [plain[column] for column in COLUMNS]
