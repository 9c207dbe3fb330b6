"""How statuses follow from facts: the rules in words, and how far two readers agreed."""

from __future__ import annotations

from flask import Blueprint, render_template

from corpus.agreement import Agreement, agreement
from corpus.lists import closed_list
from search_app.contract.method import MethodData, ReadersData
from search_app.contract.parameters import NoParameters
from search_app.facts.rules import question_rules
from search_app.web.family import PageFamily


def page(_asked: NoParameters) -> str:
    """Show the rules of every question, and how two readings agreed."""
    return render_template(
        "method.html",
        rules={rule.question: rule for rule in question_rules()},
        agreement=agreement(),
        scheme_agreement=agreement("schemes"),
        circumstances=closed_list("circumstances"),
    )


def data(_asked: NoParameters) -> MethodData:
    """Return the rules and the agreement of two readers."""
    return MethodData(
        rules=question_rules(),
        agreement=_readers(agreement()),
        scheme_agreement=_readers(agreement("schemes")),
    )


def _readers(readers: Agreement) -> ReadersData:
    return ReadersData(total=readers.total, **dict(readers))


METHOD = PageFamily(
    path="/method",
    about="the rules from facts to statuses; the agreement of two readers",
    parameters=NoParameters,
    response=MethodData,
    page=page,
    data=data,
)
pages = Blueprint("method", __name__)
METHOD.add_to(pages)
