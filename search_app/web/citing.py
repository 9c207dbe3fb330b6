"""Citations of pages: `/cite/<page path>.{ris,bib,json,txt}`, and the box at the end of a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, cast
from urllib.parse import urlencode

from flask import Blueprint, Flask, Response, redirect, request
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, MapAdapter, RequestRedirect, Rule

from corpus.model import Citation
from search_app.citing.pages import (
    PageAddress,
    cell_reference,
    comparison_title,
    obligation_reference,
    page_reference,
    policy_reference,
    provision_reference,
)
from search_app.citing.reference import CitedKind, CitedWork
from search_app.citing.writers import bibtex, csl_json, own_line, plain_text, ris
from search_app.compare import resolve
from search_app.contract.parameters import Parameters
from search_app.contract.refused import RefusedError
from search_app.reporting import ErrorReport
from search_app.web.answer import answer_of
from search_app.web.country import jurisdiction_of
from search_app.web.errors import NotHeldError
from search_app.web.families import PAGE_FAMILIES
from search_app.web.family import PageFamily
from search_app.web.policy import policy_text_of
from search_app.web.provision import record_of
from search_app.web.site import knowledge, public_url, release, scope, site
from search_app.web.union import duty_of
from search_app.wording import gettext

FORMATS: Mapping[str, tuple[str, Callable[[CitedWork], str]]] = {
    "ris": ("application/x-research-info-systems", ris),
    "bib": ("application/x-bibtex", bibtex),
    "json": ("application/vnd.citationstyles.csl+json", csl_json),
    "txt": ("text/plain", plain_text),
}
"""The formats: media type, and what writes it."""
_HOME = "index"
"""What stands for the path of the home page, which is empty."""
_TITLES = {
    "/": "Who answers in law for buying sex in the EU?",
    "/timeline": "The law on buying sex since 1998",
    "/eu": "What the Union asks of the states",
    "/policy": "Policy on prostitution in the EU",
    "/bodies": "Rapporteurs and coordinators",
    "/positions": "Positions of both sides",
    "/changes": "Changed texts",
    "/unknown": "What is not known",
    "/coverage": "Coverage of the collected texts",
    "/facts": "The law as facts: codebook",
    "/method": "From facts to statuses",
    "/about": "Method and sources",
    "/accuracy": "How right is the tagger?",
    "/search": "Search of the texts",
    "/deadlines": "Dates to come in the law and in policy",
    "/facts/offences": "Offences in the coded law of the EU",
    "/facts/penalties": "Penalties in the coded law of the EU",
    "/facts/schemes": "Rights of victims, duties and bodies in the coded law of the EU",
    "/facts/absences": "What was searched in the law and not found",
    "/data/": "The data: editions and tables",
    "/count/<name>": "Count of the member states",
    "/embed": "Figures for other sites",
    "/check": "Claims held against the law",
    "/briefing": "Briefing",
    "/contact": "Contact and corrections",
    "/corrections": "Corrections",
}
_Builder = Callable[[PageAddress, PageFamily[Any], Parameters, Mapping[str, str]], CitedWork]
pages = Blueprint("citing", __name__)


@dataclass(frozen=True)
class CitationBox:
    """What the box of a page shows: the reference, its own line, its files, a report begun."""

    path: str
    reference: CitedWork
    line: str
    files: Mapping[str, str]
    report: ErrorReport


@pages.get("/cite/<path:name>")
def cite(name: str) -> Response:
    """Return the citation of a page as a file.

    The path of a page that ends in a stroke is written without it: `/cite/data.ris`.

    Raises:
        NotHeldError: there is no such page, or no such format.
        RefusedError: a parameter of the page has a value that it cannot have.
    """
    path, dot, form = name.rpartition(".")
    if not dot or form not in FORMATS:
        text = gettext("A citation ends in .ris, .bib, .json or .txt.")
        raise NotHeldError(text)
    if path.endswith("/"):
        asked = request.query_string.decode()
        bare = f"/cite/{path.rstrip('/')}.{form}"
        return cast("Response", redirect(f"{bare}?{asked}" if asked else bare, 301))
    media_type, write = FORMATS[form]
    reference = reference_of(f"/{'' if path == _HOME else path}")
    response = Response(write(reference), content_type=f"{media_type}; charset=utf-8")
    if form in ("ris", "bib"):
        name = f"{reference.key[:80]}.{form}"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def reference_of(path: str) -> CitedWork:
    """Return the reference of the page at a path, with the parameters of the current request.

    Raises:
        NotHeldError: there is no such page.
        RefusedError: a parameter of the page has a value that it cannot have.
    """
    path, family, names = _matched(path)
    asked = family.parameters.read(request.args, scope())
    at = PageAddress(
        public_url(f"{path}{_query(family)}"), release(), getattr(asked, "as_of", None)
    )
    return _BUILDERS.get(family.path, _other)(at, family, asked, names)


def citation_box() -> CitationBox | None:
    """Return the box of the current page; None where it is no page that is cited."""
    try:
        reference = reference_of(request.path)
    except (NotHeldError, RefusedError):
        return None
    _, family, _ = _matched(request.path)
    stem = f"/cite{request.path.rstrip('/') or f'/{_HOME}'}"
    files = {form: f"{stem}.{form}{_query(family)}" for form in ("txt", "ris", "bib", "json")}
    report = ErrorReport(reference.address, release().id, _shown(reference))
    path = f"{request.path}{_query(family)}"
    return CitationBox(path, reference, own_line(reference), files, report)


def register(app: Flask) -> None:
    """Let the templates of an application show the box."""
    app.after_request(_released)
    app.context_processor(lambda: {"citation_box": citation_box, "reporting": site().reporting})


def _released(response: Response) -> Response:
    """Name the release in a header, which files without room for it (CSV) have too."""
    response.headers["Demandside-Release"] = release().id
    return response


def _shown(reference: CitedWork) -> str:
    return (
        reference.national[0].short
        if not reference.own and reference.national
        else (reference.heading)
    )


@cache
def _addresses() -> MapAdapter:
    rules = [
        Rule(family.html_path or family.path, endpoint=str(number))
        for number, family in enumerate(PAGE_FAMILIES)
        if family.page
    ]
    return Map(rules).bind("")


def _matched(path: str) -> tuple[str, PageFamily[Any], Mapping[str, str]]:
    """Return the path of a page as the site writes it, its family and the names in it."""
    try:
        number, names = _addresses().match(path)
    except RequestRedirect as error:
        if path.endswith("/") or "//" in path:
            raise NotHeldError(gettext("There is no page at this address.")) from error
        return _matched(f"{path}/")
    except HTTPException as error:
        raise NotHeldError(gettext("There is no page at this address.")) from error
    return path, PAGE_FAMILIES[int(number)], names


def _query(family: PageFamily[Any]) -> str:
    """The parameters of the request that the page knows, each in the order of its model."""
    pairs = [
        (name, value)
        for name in family.parameters.model_fields
        for value in request.args.getlist(name)
        if value.strip()
    ]
    return f"?{urlencode(pairs)}" if pairs else ""


def _cell(
    at: PageAddress, _family: PageFamily[Any], asked: Parameters, names: Mapping[str, str]
) -> CitedWork:
    _, shown = answer_of(names["country"], names["name"], getattr(asked, "as_of", None))
    return cell_reference(at, shown)


def _provision(
    at: PageAddress, _family: PageFamily[Any], _asked: Parameters, names: Mapping[str, str]
) -> CitedWork:
    return provision_reference(at, record_of(names["name"]))


def _policy_text(
    at: PageAddress, _family: PageFamily[Any], _asked: Parameters, names: Mapping[str, str]
) -> CitedWork:
    return policy_reference(at, policy_text_of(names["name"]))


def _obligation(
    at: PageAddress, _family: PageFamily[Any], _asked: Parameters, names: Mapping[str, str]
) -> CitedWork:
    duty, union = duty_of(names["name"]).obligation, knowledge().jurisdictions["eu"]
    cited = resolve(union, Citation(instrument=duty.instrument, provision=duty.provision))
    return obligation_reference(at, duty, union, cited)


def _beside(
    at: PageAddress, _family: PageFamily[Any], _asked: Parameters, names: Mapping[str, str]
) -> CitedWork:
    state = jurisdiction_of(names["name"]).name
    return page_reference(at, f"{duty_of(names['obligation']).obligation.title}: {state}")


def _country(
    at: PageAddress, _family: PageFamily[Any], _asked: Parameters, names: Mapping[str, str]
) -> CitedWork:
    name = jurisdiction_of(names["name"]).name
    return page_reference(at, f"{name}: the law on buying sex and around it", "dataset")


def _comparison(
    at: PageAddress, _family: PageFamily[Any], asked: Parameters, _names: Mapping[str, str]
) -> CitedWork:
    known = knowledge()
    title = comparison_title(
        [known.jurisdictions[code] for code in getattr(asked, "country", ())],
        [known.questions[name] for name in getattr(asked, "question", ())],
        len(known.jurisdictions),
    )
    return page_reference(at, title, "dataset")


def _other(
    at: PageAddress, family: PageFamily[Any], _asked: Parameters, names: Mapping[str, str]
) -> CitedWork:
    """A page without a form of its own: a table of data, or a page of text.

    A name in its address must be on its closed list, where it has one.
    """
    for part in family.parts:
        if part.names and names[part.name] not in part.names(scope()):
            raise NotHeldError(gettext("There is no page at this address."))
    title = _TITLES.get(
        family.html_path or family.path, family.about[:1].upper() + family.about[1:]
    )
    words = ", ".join(names.values())
    kind: CitedKind = "dataset" if family.row else "webpage"
    return page_reference(at, f"{title}: {words}" if words else title, kind)


_BUILDERS: Mapping[str, _Builder] = {
    "/answer/<country>/<name>": _cell,
    "/provision/<path:name>": _provision,
    "/policy/<name>": _policy_text,
    "/eu/<name>": _obligation,
    "/eu/<obligation>/<name>": _beside,
    "/country/<name>": _country,
    "/compare": _comparison,
}
