"""What we do not know: the librarian's findings by jurisdiction and kind, with what would help."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from flask import Blueprint, Response, render_template, request

from corpus.check import KINDS, OpenPoint
from search_app.labels import help_text, label
from search_app.web import params
from search_app.web.filters import Filter, address, kept
from search_app.web.formats import csv_response, json_response
from search_app.web.layers import place_name
from search_app.web.site import findings, knowledge, public_url
from search_app.wording import gettext

pages = Blueprint("unknown", __name__)
COLUMNS = ("kind", "country", "question", "entry", "text", "file", "line", "url")
ALL_UP_TO = 300
"""Up to so many findings are listed; with more, the table of counts leads to them."""


@dataclass(frozen=True)
class Line:
    """The counts of one jurisdiction, by kind, and all of them."""

    country: str
    counts: tuple[int, ...]
    total: int


@dataclass(frozen=True)
class Block:
    """The findings of one jurisdiction and kind."""

    country: str
    kind: str
    findings: tuple[OpenPoint, ...]


def filters() -> tuple[Filter, ...]:
    """Return the filters of the page with what the address sets."""
    args = request.args
    places = (*knowledge().states, "eu", "coe")
    allowed = {*places, *knowledge().jurisdictions}
    countries = params.values(args, "country", allowed)
    kinds = params.values(args, "kind", KINDS)
    return (
        Filter("country", gettext("Jurisdiction"), places, place_name, countries),
        Filter("kind", gettext("Kind"), KINDS, partial(label, name="open-point"), kinds),
    )


@pages.get("/unknown")
def page() -> str:
    """Show how much is open, and the findings that the filters leave."""
    chosen = filters()
    every = findings(dt.date.today())
    found = kept(every, chosen)
    return render_template(
        "unknown.html",
        kinds=[(kind, sum(f.kind == kind for f in every)) for kind in KINDS],
        lines=_lines(every),
        total=len(every),
        filters=chosen,
        found=len(found),
        blocks=_blocks(found) if len(found) <= ALL_UP_TO else None,
        address_of=finding_address,
        sentence=sentence,
        subject=subject,
        json_url=address("/unknown.json", chosen),
        csv_url=address("/unknown.csv", chosen),
    )


@pages.get("/unknown.json")
def data() -> Response:
    """Return the findings that the filters leave, with what would close each kind."""
    every = findings(dt.date.today())
    counts = Counter(f.kind for f in every)
    kinds = [{"kind": k, "count": counts[k], "needed": help_text(k, "open-point")} for k in KINDS]
    found = [{**f.model_dump(), "url": finding_address(f)} for f in kept(every, filters())]
    return json_response({"kinds": kinds, "total": len(found), "findings": found})


@pages.get("/unknown.csv")
def table() -> Response:
    """Return the findings that the filters leave, one a row."""
    rows = (
        [{**f.model_dump(), "url": public_url(finding_address(f))}[name] for name in COLUMNS]
        for f in kept(findings(dt.date.today()), filters())
    )
    return csv_response(COLUMNS, rows, "demandside-unknown")


def finding_address(finding: OpenPoint) -> str:
    """Return the page of what a finding is about."""
    if finding.question:
        return f"/answer/{finding.country}/{finding.question}"
    page = {"obligations": "/eu/", "texts.yaml": "/policy/", "bodies.yaml": "/bodies#"}
    name = "obligations" if "/obligations/" in finding.file else finding.file.rsplit("/", 1)[-1]
    return f"{page.get(name, '/country/')}{finding.entry or finding.country}"


def subject(finding: OpenPoint) -> str:
    """Return what a finding is about: a question, or the title of an entry."""
    if finding.question:
        return gettext(knowledge().questions[finding.question].short)
    policy = knowledge().policy
    titles = {
        **{o.id: o.title for o in policy.obligations},
        **{t.id: t.title_en for t in policy.texts},
        **{b.id: b.name_en for b in policy.bodies},
    }
    return titles.get(finding.entry or "", finding.entry or "")


def sentence(finding: OpenPoint) -> str:
    """Return the sentence of a finding without the names that the page already shows."""
    return finding.text.split(": ", 1)[-1]


def _lines(every: Sequence[OpenPoint]) -> list[Line]:
    counts = Counter((f.country, f.kind) for f in every)
    lines = []
    for code in (*knowledge().states, "eu", "coe"):
        own = tuple(counts[code, kind] for kind in KINDS)
        if sum(own) or code in knowledge().states:
            lines.append(Line(code, own, sum(own)))
    return lines


def _blocks(found: Sequence[OpenPoint]) -> list[Block]:
    by_place: dict[tuple[str, str], list[OpenPoint]] = {}
    for finding in found:
        by_place.setdefault((finding.country, finding.kind), []).append(finding)
    order = [*knowledge().states, "eu", "coe"]
    keys = sorted(by_place, key=lambda k: (order.index(k[0]), [*KINDS].index(k[1])))  # type: ignore[arg-type]
    return [Block(country, kind, tuple(by_place[country, kind])) for country, kind in keys]
