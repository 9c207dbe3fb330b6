"""The legislative portal of Romania: nested spans whose classes tell articles and paragraphs.

Each consolidation is a document of its own; the page lists them, newest first, so that the first
answer (role `forms`) asks for the newest one when it is not that itself.
"""

from __future__ import annotations

import re
from typing import Any

from corpus.numbers import heading_number
from corpus.texts import Provision
from crawler.formats import days, markup, whole
from crawler.parsing import Ask, Follow, FormatError, ParsedText, check_identity

_MONTHS = {
    name: number
    for number, name in enumerate(
        (
            *("ianuarie", "februarie", "martie", "aprilie", "mai", "iunie", "iulie"),
            *("august", "septembrie", "octombrie", "noiembrie", "decembrie"),
        ),
        1,
    )
}
_DIVISIONS = ("S_PRT", "S_CRT", "S_TTL", "S_CAP", "S_SEC", "S_SSC", "S_SBS", "S_ANX")
_DOCUMENT = re.compile(r"/Public/DetaliiDocument(?:Afis)?/(\d+)")
# `(**)`, `(* note *)`, `**)`
_MARK = re.compile(r"\(\*(?=[^()])[^()]*+(?<=\*)\)|(?<!\*)\*++\)")
_CHANGED = re.compile(r"\(la \d{2}-\d{2}-\d{4},? .*\)")
_RULE = re.compile(r"[-─–—\s]{4,}")


def read(body: bytes, ask: Ask) -> ParsedText:
    """Return the consolidation that a page shows, or the request for the newest one.

    Raises:
        FormatError: the page holds no act, another act, or breaks off.
    """
    root = markup.page(body)
    names = root.xpath("//span[@class='S_DEN']")
    if not names:
        raise FormatError("the page of the Romanian portal has no act")
    whole.page(body)
    title = _line(names[0])
    head = [_line(each) for each in root.xpath("//span[@class='S_HDR' or @class='S_PAR']")[:4]]
    published = root.xpath("//span[@class='S_PUB_BDY']")
    check_identity(ask, title, *head)
    forms = root.xpath("//*[@id='istoric_fa']//a")
    newest = _DOCUMENT.search(forms[0].get("href", "")) if forms else None
    if ask.role == "forms" and newest:
        address = f"{ask.base}/Public/DetaliiDocument/{newest[1]}"
        return ParsedText(follow=(Follow(address, "instrument"),))
    shown = next((form for form in forms if not form.get("href")), None)
    every = root.xpath("//span[@class='S_ART']")
    articles = [each for each in every if not each.xpath("ancestor::span[@class='S_ART']")]
    listed = len(root.xpath("//a[starts-with(@href,'#id_art')]"))
    return ParsedText(
        provisions=tuple(_provision(article, ask) for article in articles),
        title=" ".join(
            [title, *[_line(each) for each in root.xpath("//span[@class='S_HDR']")[:1]]]
        ),
        language="ro",
        adopted=days.in_words(title, _MONTHS),
        published=days.in_words(_line(published[0]), _MONTHS) if published else None,
        in_force=days.iso(shown.get("title")) if shown is not None else None,
        total=listed - (len(every) - len(articles)) if listed else None,
    )


def _provision(article: Any, ask: Ask) -> Provision:
    heading = _line(_child(article, "S_ART_TTL"))
    number = heading_number(heading, ask.country)
    if number is None:
        raise FormatError(f"an article of the Romanian portal has no number: {heading[:40]}")
    context = [
        " ".join(part for part in (_named(up, "_TTL"), _named(up, "_DEN")) if part)
        for up in article.iterancestors("span")
        if up.get("class") in _DIVISIONS
    ]
    rubric = _line(_child(article, "S_ART_DEN"))
    pieces: list[str] = []
    content = _child(article, "S_ART_BDY")
    if content is not None:
        _collect(content, pieces)
    lines = [
        clean
        for line in markup.tidy("".join(pieces)).split("\n")
        if (clean := _MARK.sub("", line).strip())
        and not _RULE.match(clean)
        and not _CHANGED.fullmatch(clean)
    ]
    first = next(iter(content), None) if content is not None else None
    named = first is not None and first.get("class") == "S_PAR" and len(lines) > 1
    if not rubric and named and not re.search(r"[.:;,]$", lines[0]):
        rubric, lines = lines[0], lines[1:]
    return Provision(
        number=number,
        heading=heading,
        rubric=rubric,
        context=tuple(reversed(context)),
        text="\n".join(lines) or _line(article).removeprefix(heading).strip() or "(fără text)",
    )


def _collect(element: Any, pieces: list[str]) -> None:
    kind = element.get("class") or ""
    if kind == "TAG_COLLAPSED" or kind.endswith("_SHORT") or kind.startswith("S_NTA"):
        return
    block = "display:block" in (element.get("style") or "").replace(" ", "")
    pieces.append("\n" if block or element.tag in ("br", "tr", "li", "p") else "")
    pieces.append(re.sub(r"\s+", " ", element.text or ""))
    for child in element:
        _collect(child, pieces)
        pieces.append(re.sub(r"\s+", " ", child.tail or ""))
    pieces.append("\n" if block else "")


def _child(element: Any, kind: str) -> Any | None:
    return next((child for child in element if child.get("class") == kind), None)


def _named(element: Any, ending: str) -> str:
    return _line(_child(element, f"{element.get('class')}{ending}"))


def _line(element: Any | None) -> str:
    return _MARK.sub("", markup.line(element)).strip()
