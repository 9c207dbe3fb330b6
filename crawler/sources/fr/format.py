"""Légifrance through PISTE: one JSON response a text, with or without the words of its articles.

`consult/code` and `consult/lawDecree` return a tree of sections and articles. Where the articles
bring no words, all of them are asked for one by one (`consult/getArticle`, role `part`).

    {"executionTime": 9, "title": "Code des abeilles", "cid": "LEGITEXT000099", "sections": [
      {"title": "Titre Ier : Des ruches", "intOrdre": 1, "articles": [{"id": "LEGIARTI000099",
        "num": "L112-3", "etat": "VIGUEUR", "content": "<p>Toute ruche …</p>"}]}]}
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

_HOLDS = frozenset({"VIGUEUR", "ABROGE_DIFF"})
_END_OF_TIME = 32_472_144_000_000
"""Milliseconds since 1970 that stand for no end: 1 January 2999, by the clock of Paris."""
_Placed = tuple[dict[str, Any], tuple[str, ...]]
"""An article and the headings above it."""


def read(body: bytes, ask: Ask) -> ParsedText:
    """Read a text with its sections (role `instrument`) or one article (role `part`).

    Raises:
        FormatError: it is an error, another text, or a text without articles in force.
    """
    response = markup.data(body)
    if not isinstance(response, dict):
        raise FormatError(f"{ask.identifier}: the response is not a text of Légifrance")
    if "executionTime" not in response:
        messages = (response.get(name) for name in ("error_description", "message"))
        message = next(filter(None, messages), response.get("error"))
        raise FormatError(f"{ask.identifier}: the response is not a text of Légifrance: {message}")
    return _article(response, ask) if ask.role == "part" else _text(response, ask)


def _text(response: dict[str, Any], ask: Ask) -> ParsedText:
    # a title with ` (1)`, the mark of a note
    title = re.sub(r" \(\d++\)$", "", markup.tidy(fields.words(response, "title")))
    if not title or not isinstance(response.get("sections"), list):
        raise FormatError(f"{ask.identifier}: the response holds no text with sections")
    check_identity(ask, title, fields.words(response, "cid"), fields.words(response, "id"))
    articles = list(_articles(response, ()))
    if not articles:
        raise FormatError(f"{ask.identifier}: no article of the text is in force")
    whole = all("content" in article for article, _ in articles)
    repealed = bool(response.get("textAbroge"))
    repealed = repealed or "abrog" in fields.words(response, "jurisState").lower()
    return ParsedText(
        provisions=_provisions(articles) if whole else (),
        title=title,
        language="fr",
        adopted=day(response.get("dateTexte")) or days.in_words(title, "fr"),
        published=day(response.get("dateParution")),
        in_force=day(response.get("dateDebutVersion")) or day(response.get("modifDate")),
        status="repealed" if repealed else "",
        kind="regulation" if fields.words(response, "nature") in {"DECRET", "ARRETE"} else "",
        follow=() if whole else _requests(articles, ask),
        total=len(articles),
    )


def _provisions(articles: list[_Placed]) -> tuple[Provision, ...]:
    return tuple(
        _provision(article, fields.words(article, "content"), context)
        for article, context in articles
    )


def _requests(articles: list[_Placed], ask: Ask) -> tuple[Follow, ...]:
    """Return the requests for the words of all articles."""
    if not all(fields.words(article, "id") for article, _ in articles):
        raise FormatError(f"{ask.identifier}: an article has neither words nor a number (id)")
    address = ask.url.rsplit("/consult/", 1)[0] + "/consult/getArticle"
    bodies = (json.dumps({"id": article["id"]}) for article, _ in articles)
    return tuple(Follow(address, "part", "POST", body) for body in bodies)


def _articles(node: dict[str, Any], context: tuple[str, ...]) -> Iterator[_Placed]:
    """Yield the articles in force below a text or section, with the headings above them."""
    children = [(article, True) for article in fields.parts(node, "articles")]
    children += [(section, False) for section in fields.parts(node, "sections")]
    for child, is_article in sorted(children, key=lambda child: fields.count(child[0], "intOrdre")):
        if not is_article:
            yield from _articles(child, (*context, markup.tidy(fields.words(child, "title"))))
        elif fields.words(child, "etat") in _HOLDS:
            yield child, context


def _article(response: dict[str, Any], ask: Ask) -> ParsedText:
    article = fields.part(response, "article")
    if not fields.words(article, "id"):
        raise FormatError(f"{ask.identifier}: the response holds no article")
    num = fields.words(article, "num")
    words = fields.words(article, "texteHtml") or fields.words(article, "texte")
    if not words:
        raise FormatError(f"{ask.identifier}: article {num} has no text")
    texts = [*fields.parts(article, "context", "titreTxt"), *fields.parts(article, "textTitles")]
    names = [fields.words(text, key) for text in texts for key in ("titre", "titreLong", "cid")]
    check_identity(ask, *names)
    above = fields.parts(article, "context", "titresTM")
    context = tuple(markup.tidy(fields.words(heading, "titre")) for heading in above)
    state = fields.words(article, "etat")
    return ParsedText(
        provisions=(_provision(article, words, context),),
        language="fr",
        in_force=day(article.get("dateDebut")),
        status="" if state in _HOLDS else state.lower(),
    )


def _provision(article: dict[str, Any], content: str, context: tuple[str, ...]) -> Provision:
    """Return an article from its record and its words, which may be HTML."""
    number = markup.tidy(fields.words(article, "num"))
    heading = f"Article {number}" if number[:1].isdigit() or number[1:2].isdigit() else number
    heading = heading or "Annexe"
    words = f"<div>{content}</div>".encode()
    return Provision(
        number=heading_number(heading, "fr") or slug(heading),
        heading=heading,
        context=context,
        text=markup.text(markup.page(words)),
        portal_id=fields.words(article, "id"),
    )


def day(value: Any) -> str | None:
    """Return a date written as ISO or as milliseconds since 1970; None for the end of time."""
    if isinstance(value, int):
        start = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
        late = abs(value) >= _END_OF_TIME
        return None if late else days.iso((start + dt.timedelta(milliseconds=value)).date())
    return days.iso(value)
