"""Légifrance through PISTE: one JSON answer a text, with or without the words of its articles.

`consult/code` and `consult/lawDecree` answer a tree of sections and articles. Where the articles
bring no words, all of them are asked for one by one (`consult/getArticle`, role `part`).
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from typing import Any

from corpus.numbers import heading_number, slug
from corpus.texts import Provision
from crawler.formats import days, fields, markup
from crawler.parsing import Ask, Follow, FormatError, ParsedText, check_identity

MONTHS = {
    month: number
    for number, month in enumerate(
        [
            "janvier",
            "février",
            "mars",
            "avril",
            "mai",
            "juin",
            "juillet",
            "août",
            "septembre",
            "octobre",
            "novembre",
            "décembre",
        ],
        1,
    )
}
_HOLDS = frozenset({"VIGUEUR", "ABROGE_DIFF"})
_END_OF_TIME = 32_472_144_000_000


def read(body: bytes, ask: Ask) -> ParsedText:
    """Read a text with its sections (role `instrument`) or one article (role `part`)."""
    answer = markup.data(body)
    if not isinstance(answer, dict):
        raise FormatError(f"{ask.identifier}: the answer is not a text of Légifrance")
    if "executionTime" not in answer:
        said = answer.get("error_description") or answer.get("message") or answer.get("error")
        raise FormatError(f"{ask.identifier}: the answer is not a text of Légifrance: {said}")
    return _article(answer, ask) if ask.role == "part" else _text(answer, ask)


def _text(answer: dict[str, Any], ask: Ask) -> ParsedText:
    title = re.sub(r" \(\d++\)$", "", markup.tidy(fields.words(answer, "title")))
    if not title or not isinstance(answer.get("sections"), list):
        raise FormatError(f"{ask.identifier}: the answer holds no text with sections")
    check_identity(ask, title, fields.words(answer, "cid"), fields.words(answer, "id"))
    articles = list(_articles(answer, ()))
    if not articles:
        raise FormatError(f"{ask.identifier}: no article of the text is in force")
    whole = all("content" in each for each, _ in articles)
    if not whole and not all(fields.words(each, "id") for each, _ in articles):
        raise FormatError(f"{ask.identifier}: an article has neither words nor a number (id)")
    address = ask.url.rsplit("/consult/", 1)[0] + "/consult/getArticle"
    repealed = bool(answer.get("textAbroge"))
    repealed = repealed or "abrog" in fields.words(answer, "jurisState").lower()
    return ParsedText(
        provisions=tuple(
            provision(fields.words(each, "num"), fields.words(each, "content"), context)
            for each, context in articles
        )
        if whole
        else (),
        title=title,
        language="fr",
        adopted=day(answer.get("dateTexte")) or days.in_words(title, MONTHS),
        published=day(answer.get("dateParution")),
        in_force=day(answer.get("dateDebutVersion")) or day(answer.get("modifDate")),
        status="repealed" if repealed else "",
        kind="regulation" if fields.words(answer, "nature") in {"DECRET", "ARRETE"} else "",
        follow=()
        if whole
        else tuple(
            Follow(address, "part", "POST", json.dumps({"id": each["id"]})) for each, _ in articles
        ),
        total=len(articles),
    )


def _articles(
    node: dict[str, Any], context: tuple[str, ...]
) -> Iterator[tuple[dict[str, Any], tuple[str, ...]]]:
    """Yield the articles in force below a text or section, with the headings above them."""
    children = [(each, True) for each in fields.parts(node, "articles")]
    children += [(each, False) for each in fields.parts(node, "sections")]
    for child, is_article in sorted(children, key=lambda each: fields.count(each[0], "intOrdre")):
        if not is_article:
            yield from _articles(child, (*context, markup.tidy(fields.words(child, "title"))))
        elif fields.words(child, "etat") in _HOLDS:
            yield child, context


def _article(answer: dict[str, Any], ask: Ask) -> ParsedText:
    article = fields.part(answer, "article")
    if not fields.words(article, "id"):
        raise FormatError(f"{ask.identifier}: the answer holds no article")
    num = fields.words(article, "num")
    words = fields.words(article, "texteHtml") or fields.words(article, "texte")
    if not words:
        raise FormatError(f"{ask.identifier}: article {num} has no text")
    texts = [*fields.parts(article, "context", "titreTxt"), *fields.parts(article, "textTitles")]
    named = [fields.words(each, key) for each in texts for key in ("titre", "titreLong", "cid")]
    check_identity(ask, *named)
    above = fields.parts(article, "context", "titresTM")
    context = tuple(markup.tidy(fields.words(each, "titre")) for each in above)
    state = fields.words(article, "etat")
    return ParsedText(
        provisions=(provision(num, words, context),),
        language="fr",
        in_force=day(article.get("dateDebut")),
        status="" if state in _HOLDS else state.lower(),
    )


def provision(num: str, content: str, context: tuple[str, ...]) -> Provision:
    """Return an article: its number as it stands, its words as HTML or plain."""
    number = markup.tidy(num)
    heading = f"Article {number}" if number[:1].isdigit() or number[1:2].isdigit() else number
    heading = heading or "Annexe"
    words = f"<div>{content}</div>".encode()
    return Provision(
        number=heading_number(heading, "fr") or slug(heading),
        heading=heading,
        context=context,
        text=markup.text(markup.page(words)),
    )


def day(value: Any) -> str | None:
    """Return a date that is written as ISO or as milliseconds, None for the end of time."""
    if isinstance(value, int):
        start = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
        late = abs(value) >= _END_OF_TIME
        return None if late else days.iso((start + dt.timedelta(milliseconds=value)).date())
    return days.iso(value)
