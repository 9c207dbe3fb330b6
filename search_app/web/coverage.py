"""Coverage: which cited instruments are held, which sources failed, when each last succeeded."""

from __future__ import annotations

from dataclasses import asdict

from flask import Blueprint, render_template

from search_app.contract.coverage import (
    CollectedSourceData,
    CollectedSourceRow,
    CoverageData,
    CoverageParameters,
    DoubtfulDayData,
    FailedInstrumentData,
    HeldShareData,
)
from search_app.freshness import Freshness, freshness
from search_app.web.family import PageFamily
from search_app.web.filters import FormFilter, address, kept
from search_app.web.formats import Sheet
from search_app.web.layers import place_name
from search_app.web.site import knowledge, site
from search_app.wording import gettext


def filters(asked: CoverageParameters) -> tuple[FormFilter, ...]:
    """Return the filters of the page with what is chosen."""
    offered = tuple(knowledge().jurisdictions)
    return (FormFilter("country", gettext("Jurisdiction"), offered, place_name, asked.country),)


def page(asked: CoverageParameters) -> str:
    """Show the sources that failed, all sources, and what is held of the cited instruments."""
    chosen = filters(asked)
    shown = _shown(asked)
    return render_template(
        "coverage.html",
        sources=shown.sources,
        failing=[source for source in shown.sources if source.failed],
        shares=shown.shares,
        days=shown.days,
        questions=knowledge().questions,
        cited=sum(share.cited for share in shown.shares),
        held=sum(share.held for share in shown.shares),
        acts={act.id: act for _, act in knowledge().instruments()},
        filters=chosen,
        json_url=address("/coverage.json", chosen),
        csv_url=address("/coverage.csv", chosen),
    )


def data(asked: CoverageParameters) -> CoverageData:
    """Return the sources and jurisdictions that the filters leave."""
    shown = _shown(asked)
    sources = tuple(
        CollectedSourceData(
            source=found.source,
            country=found.country,
            instruments=found.instruments,
            tried_on=found.tried_on,
            succeeded_on=found.succeeded_on or None,
            failed=tuple(
                FailedInstrumentData(
                    name=one.name,
                    reason=one.reason,
                    succeeded_on=one.succeeded_on or None,
                )
                for one in found.failed
            ),
        )
        for found in shown.sources
    )
    return CoverageData(
        total=len(sources),
        failing=sum(bool(source.failed) for source in sources),
        sources=sources,
        jurisdictions=tuple(HeldShareData(**asdict(share)) for share in shown.shares),
        doubtful_days=tuple(DoubtfulDayData(**asdict(day)) for day in shown.days),
    )


def table(asked: CoverageParameters) -> Sheet:
    """Return the sources that the filters leave, one a row."""
    return Sheet(
        "demandside-coverage",
        (
            CollectedSourceRow.of(
                source,
                failed_instruments=len(source.failed),
                failed=tuple(f"{one.name}: {one.reason}" for one in source.failed),
            )
            for source in data(asked).sources
        ),
    )


def _shown(asked: CoverageParameters) -> Freshness:
    chosen = filters(asked)
    found = freshness(knowledge(), site().library)
    return Freshness(
        tuple(kept(found.sources, chosen)),
        tuple(kept(found.shares, chosen)),
        tuple(kept(found.days, chosen)),
    )


COVERAGE = PageFamily(
    path="/coverage",
    about="which cited instruments are held, and how fresh each source is",
    parameters=CoverageParameters,
    response=CoverageData,
    row=CollectedSourceRow,
    page=page,
    data=data,
    table=table,
)
pages = Blueprint("coverage", __name__)
COVERAGE.add_to(pages)
