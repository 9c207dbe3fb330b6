"""An article of Union law, and beside it the law of one state that answers it."""

from __future__ import annotations

from dataclasses import dataclass

from flask import render_template

from search_app.compare import CitedProvision
from search_app.contract.articles import (
    ArticleParameters,
    BesideData,
    NationalTextData,
    national_text_data,
)
from search_app.contract.choices import state_codes
from search_app.contract.parameters import PathPart
from search_app.contract.union import national_data
from search_app.provisions import ProvisionRecord
from search_app.union import Duty, NationalRow
from search_app.web.articles import ArticleChoice, article_choice
from search_app.web.errors import NotHeldError
from search_app.web.family import PageFamily
from search_app.web.marks import Paragraph, paragraphs
from search_app.web.provision import law_text
from search_app.web.site import knowledge, provisions
from search_app.web.union import duty_of, pages
from search_app.wording import gettext

_LONGEST = 8_000
"""A provision with more characters is shown closed."""


@dataclass(frozen=True)
class NationalText:
    """A provision of a state, the rules that it was read for, its text and our rendering."""

    record: ProvisionRecord
    rules: tuple[str, ...]
    text: list[Paragraph]
    rendering: list[Paragraph]

    @property
    def long(self) -> bool:
        """Whether the text is too long to stand open beside the article."""
        stored = self.record.stored
        return stored is not None and len(stored.provision.text) > _LONGEST


def page(asked: ArticleParameters, obligation: str, name: str) -> str:
    """Show an obligation in one language beside the law of a state."""
    duty, row, articles = _found(asked, obligation, name)
    return render_template(
        "beside.html",
        duty=duty,
        entry=duty.obligation,
        country=knowledge().states[name],
        row=row,
        articles=articles,
        texts=_texts(row) if row else [],
    )


def data(asked: ArticleParameters, obligation: str, name: str) -> BesideData:
    """Return an obligation in one language with the law of a state."""
    _, row, articles = _found(asked, obligation, name)
    return BesideData(
        obligation=obligation,
        country=name,
        language=articles.language,
        texts=articles.data(),
        answer=national_data(row) if row else None,
        provisions=tuple(map(_data, _texts(row) if row else ())),
        url=f"/eu/{obligation}/{name}",
    )


def _found(
    asked: ArticleParameters, obligation: str, name: str
) -> tuple[Duty, NationalRow | None, ArticleChoice]:
    duty = duty_of(obligation)
    if name not in knowledge().states:
        raise NotHeldError(gettext("There is no member state “%(code)s” here.", code=name[:20]))
    row = next((row for row in duty.rows if row.jurisdiction.code == name), None)
    return duty, row, article_choice(duty, asked.lang, knowledge().states[name].languages)


def _texts(row: NationalRow) -> list[NationalText]:
    """Return the provisions of the rules that answer the article, else those of the answer."""
    rules: dict[str, list[str]] = {}
    for rule in row.rules or ():
        for cited in rule.citations:
            rules.setdefault(cited.provision_id, []).append(rule.counterpart.record)
    cited_for_answer: tuple[CitedProvision, ...] = () if rules else row.cell.citations
    names = [*rules, *dict.fromkeys(cited.provision_id for cited in cited_for_answer)]
    return [
        NationalText(
            record,
            tuple(rules.get(record.id, ())),
            law_text(record.stored),
            paragraphs(record.rendering.text, []) if record.rendering else [],
        )
        for record in provisions().several(names)
    ]


def _data(text: NationalText) -> NationalTextData:
    return national_text_data(text.record, text.rules)


BESIDE = PageFamily(
    path="/eu/<obligation>/<name>",
    parts=(
        PathPart("obligation", "Id of an obligation."),
        PathPart("name", "Code of a member state.", state_codes),
    ),
    about="one obligation in any official language, beside the law of a state",
    parameters=ArticleParameters,
    response=BesideData,
    page=page,
    data=data,
)
BESIDE.add_to(pages, "beside")
