"""Policy, kept apart from law: resolutions, strategies, plans, reports, evaluations, bills."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from flask import Blueprint, render_template

from corpus.policy import PolicyText
from search_app.contract.parameters import NoParameters, PathPart
from search_app.contract.policy import (
    KINDS,
    STATUSES,
    PolicyData,
    PolicyParameters,
    PolicyRow,
    PolicyTextData,
    policy_text_data,
)
from search_app.labels import label
from search_app.web.errors import NotHeldError
from search_app.web.family import PageFamily
from search_app.web.filters import FormFilter, address, kept
from search_app.web.formats import Sheet
from search_app.web.layers import place_name
from search_app.web.site import knowledge, public_url
from search_app.wording import gettext


def filters(asked: PolicyParameters) -> tuple[FormFilter, ...]:
    """Return the page's filters; values that no text has are left out."""
    texts = knowledge().policy.texts
    offered = [
        p for p in ("eu", "coe", *knowledge().states) if any(t.jurisdiction == p for t in texts)
    ]
    kinds = [k for k in KINDS if any(t.kind == k for t in texts)]
    statuses = [s for s in STATUSES if any(t.status == s for t in texts)]
    return (
        FormFilter("kind", gettext("Kind"), kinds, partial(label, name="policy-kind"), asked.kind),
        FormFilter(
            "jurisdiction", gettext("Jurisdiction"), offered, place_name, asked.jurisdiction
        ),
        FormFilter(
            "status",
            gettext("Status"),
            statuses,
            partial(label, name="policy-status"),
            asked.status,
        ),
    )


def texts_of(jurisdiction: str) -> tuple[PolicyText, ...]:
    """Return the policy texts of a jurisdiction, newest first."""
    return newest(t for t in knowledge().policy.texts if t.jurisdiction == jurisdiction)


def newest(texts: Iterable[PolicyText]) -> tuple[PolicyText, ...]:
    """Return texts newest first; one without a date is placed by the first year of its period."""
    return tuple(sorted(texts, key=lambda t: (t.date or t.period or "", t.id), reverse=True))


def page(asked: PolicyParameters) -> str:
    """Show the policy texts that the filters leave."""
    chosen = filters(asked)
    return render_template(
        "policy.html",
        texts=newest(kept(knowledge().policy.texts, chosen)),
        total=len(knowledge().policy.texts),
        filters=chosen,
        json_url=address("/policy.json", chosen),
        csv_url=address("/policy.csv", chosen),
    )


def data(asked: PolicyParameters) -> PolicyData:
    """Return the policy texts that the filters leave."""
    texts = _asked_for(asked)
    return PolicyData(total=len(texts), texts=tuple(map(policy_text_data, texts)))


def table(asked: PolicyParameters) -> Sheet:
    """Return the policy texts that the filters leave, one a row."""
    return Sheet("demandside-policy", map(_row, _asked_for(asked)))


def text_page(_asked: NoParameters, name: str) -> str:
    """Show one policy text."""
    text = policy_text_of(name)
    sources = [knowledge().policy.sources[s] for s in text.sources]
    return render_template("policy_text.html", text=text, sources=sources)


def text_data(_asked: NoParameters, name: str) -> PolicyTextData:
    """Return one policy text."""
    return policy_text_data(policy_text_of(name))


def text_table(_asked: NoParameters, name: str) -> Sheet:
    """Return one policy text as a table of one row."""
    return Sheet(f"demandside-{name}", [_row(policy_text_of(name))])


def _asked_for(asked: PolicyParameters) -> tuple[PolicyText, ...]:
    return newest(kept(knowledge().policy.texts, filters(asked)))


def policy_text_of(name: str) -> PolicyText:
    """Return a policy text.

    Raises:
        NotHeldError: there is none with this id.
    """
    for text in knowledge().policy.texts:
        if text.id == name:
            return text
    raise NotHeldError(gettext("There is no policy text “%(id)s” here.", id=name[:60]))


def _row(text: PolicyText) -> PolicyRow:
    return PolicyRow.of(policy_text_data(text), url=public_url(f"/policy/{text.id}"))


POLICY = PageFamily(
    path="/policy",
    about="policy texts: not law",
    parameters=PolicyParameters,
    response=PolicyData,
    row=PolicyRow,
    page=page,
    data=data,
    table=table,
)
POLICY_TEXT = PageFamily(
    path="/policy/<name>",
    parts=(PathPart("name", "Id of a policy text."),),
    about="one policy text",
    parameters=NoParameters,
    response=PolicyTextData,
    row=PolicyRow,
    page=text_page,
    data=text_data,
    table=text_table,
)
pages = Blueprint("policy", __name__)
POLICY.add_to(pages)
POLICY_TEXT.add_to(pages, "text")
