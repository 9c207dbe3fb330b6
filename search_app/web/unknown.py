"""What we do not know: open points by jurisdiction and kind, and what would close them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from flask import Blueprint, render_template

from corpus.check import KINDS, OpenPoint
from search_app.contract.unknown import (
    KindCount,
    OpenPointData,
    OpenPointRow,
    UnknownData,
    UnknownParameters,
)
from search_app.labels import help_text, label
from search_app.web.family import PageFamily
from search_app.web.filters import FormFilter, address, kept
from search_app.web.formats import Sheet
from search_app.web.layers import place_name
from search_app.web.site import findings, knowledge, public_url
from search_app.wording import gettext

ALL_UP_TO = 300
"""Up to this many open points are listed; beyond that, the table of counts links to them."""


@dataclass(frozen=True)
class OpenCounts:
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


def filters(asked: UnknownParameters) -> tuple[FormFilter, ...]:
    """Return the filters of the page with what is chosen."""
    offered = (*knowledge().states, "eu", "coe")
    return (
        FormFilter("country", gettext("Jurisdiction"), offered, place_name, asked.country),
        FormFilter("kind", gettext("Kind"), KINDS, partial(label, name="open-point"), asked.kind),
    )


def page(asked: UnknownParameters) -> str:
    """Show how much is open, and the open points that the filters leave."""
    chosen = filters(asked)
    every = findings(dt.date.today())
    shown = kept(every, chosen)
    return render_template(
        "unknown.html",
        kinds=[(kind, sum(point.kind == kind for point in every)) for kind in KINDS],
        lines=_counts(every),
        total=len(every),
        filters=chosen,
        found=len(shown),
        blocks=_blocks(shown) if len(shown) <= ALL_UP_TO else None,
        address_of=finding_address,
        sentence=sentence,
        subject=subject,
        json_url=address("/unknown.json", chosen),
        csv_url=address("/unknown.csv", chosen),
    )


def data(asked: UnknownParameters) -> UnknownData:
    """Return the open points that the filters leave, with what would close each kind."""
    every = findings(dt.date.today())
    counts = Counter(point.kind for point in every)
    points = [
        OpenPointData(**dict(point), url=finding_address(point))
        for point in kept(every, filters(asked))
    ]
    return UnknownData(
        kinds=tuple(
            KindCount(kind=k, count=counts[k], needed=help_text(k, "open-point")) for k in KINDS
        ),
        total=len(points),
        findings=tuple(points),
    )


def table(asked: UnknownParameters) -> Sheet:
    """Return the open points that the filters leave, one a row."""
    rows = (OpenPointRow.of(p, url=public_url(p.url)) for p in data(asked).findings)
    return Sheet("demandside-unknown", rows)


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


def _counts(every: Sequence[OpenPoint]) -> list[OpenCounts]:
    counts = Counter((point.country, point.kind) for point in every)
    lines = []
    for code in (*knowledge().states, "eu", "coe"):
        own = tuple(counts[code, kind] for kind in KINDS)
        if sum(own) or code in knowledge().states:
            lines.append(OpenCounts(code, own, sum(own)))
    return lines


def _blocks(shown: Sequence[OpenPoint]) -> list[Block]:
    by_place: dict[tuple[str, str], list[OpenPoint]] = {}
    for finding in shown:
        by_place.setdefault((finding.country, finding.kind), []).append(finding)
    order = [*knowledge().states, "eu", "coe"]
    keys = sorted(by_place, key=lambda k: (order.index(k[0]), [*KINDS].index(k[1])))  # type: ignore[arg-type]
    return [Block(country, kind, tuple(by_place[country, kind])) for country, kind in keys]


UNKNOWN = PageFamily(
    path="/unknown",
    about="the findings of `demandside check`",
    parameters=UnknownParameters,
    response=UnknownData,
    row=OpenPointRow,
    page=page,
    data=data,
    table=table,
)
pages = Blueprint("unknown", __name__)
UNKNOWN.add_to(pages)
