"""Policy, kept apart from law: resolutions, strategies, plans, reports, evaluations, bills."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import get_args

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from corpus.policy import PolicyKind, PolicyText, TextStatus
from search_app.labels import label
from search_app.web import params
from search_app.web.errors import NotHeldError
from search_app.web.filters import Filter, address, kept
from search_app.web.formats import csv_response, json_response, split_formats
from search_app.web.layers import place_name
from search_app.web.site import knowledge, public_url
from search_app.wording import gettext

pages = Blueprint("policy", __name__)
KINDS: tuple[str, ...] = get_args(PolicyKind)
STATUSES: tuple[str, ...] = get_args(TextStatus)
COLUMNS = (
    *("id", "jurisdiction", "kind", "title", "title_en", "language", "publisher", "reference"),
    *("celex", "date", "period", "status", "summary", "note", "confidence", "official_url", "url"),
)


def filters() -> tuple[Filter, ...]:
    """Return the filters of the page with what the address sets."""
    texts = knowledge().policy.texts
    places = [p for p in ("eu", "coe", *knowledge().states) if p in {t.jurisdiction for t in texts}]
    kinds = [k for k in KINDS if k in {t.kind for t in texts}]
    statuses = [s for s in STATUSES if s in {t.status for t in texts}]
    args = request.args
    return (
        Filter(
            "kind",
            gettext("Kind"),
            kinds,
            partial(label, name="policy-kind"),
            params.values(args, "kind", KINDS),
        ),
        Filter(
            "jurisdiction",
            gettext("Jurisdiction"),
            places,
            place_name,
            params.values(args, "jurisdiction", {"eu", "coe", *knowledge().jurisdictions}),
        ),
        Filter(
            "status",
            gettext("Status"),
            statuses,
            partial(label, name="policy-status"),
            params.values(args, "status", STATUSES),
        ),
    )


def texts_of(jurisdiction: str) -> tuple[PolicyText, ...]:
    """Return the policy texts of a jurisdiction, newest first."""
    return newest(t for t in knowledge().policy.texts if t.jurisdiction == jurisdiction)


def newest(texts: Iterable[PolicyText]) -> tuple[PolicyText, ...]:
    """Return texts newest first; one without a date goes by the first year of its period."""
    return tuple(sorted(texts, key=lambda t: (t.date or t.period or "", t.id), reverse=True))


@pages.get("/policy")
def page() -> str:
    """Show the policy texts that the filters leave."""
    chosen = filters()
    found = newest(kept(knowledge().policy.texts, chosen))
    return render_template(
        "policy.html",
        texts=found,
        total=len(knowledge().policy.texts),
        filters=chosen,
        json_url=address("/policy.json", chosen),
        csv_url=address("/policy.csv", chosen),
    )


@pages.get("/policy.json")
def data() -> Response:
    """Return the policy texts that the filters leave."""
    found = newest(kept(knowledge().policy.texts, filters()))
    return json_response({"total": len(found), "texts": [text_json(t) for t in found]})


@pages.get("/policy.csv")
def table() -> Response:
    """Return the policy texts that the filters leave, one a row."""
    found = newest(kept(knowledge().policy.texts, filters()))
    return csv_response(COLUMNS, (_row(t) for t in found), "demandside-policy")


@pages.get("/policy/<name>")
def text(name: str) -> ResponseReturnValue:
    """Show one policy text, as a page or as data."""
    wanted, form = split_formats(name)
    found = next((t for t in knowledge().policy.texts if t.id == wanted), None)
    if found is None:
        raise NotHeldError(gettext("There is no policy text “%(id)s” here.", id=wanted[:60]))
    if form == "json":
        return json_response(text_json(found))
    if form == "csv":
        return csv_response(COLUMNS, [_row(found)], f"demandside-{wanted}")
    sources = [knowledge().policy.sources[s] for s in found.sources]
    return render_template("policy_text.html", text=found, sources=sources)


def text_json(text: PolicyText) -> dict[str, object]:
    """Return a policy text as data; `layer` says that it is not law."""
    plain = text.model_dump(mode="json", exclude={"url"})
    official = {"layer": "policy", "official_url": str(text.url)}
    return {**plain, **official, "url": f"/policy/{text.id}"}


def _row(text: PolicyText) -> list[object]:
    plain = text_json(text)
    plain["url"] = public_url(str(plain["url"]))
    return [plain[name] for name in COLUMNS]
