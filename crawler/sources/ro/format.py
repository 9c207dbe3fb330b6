"""The legislative portal of Romania: nested spans whose classes tell articles and paragraphs.

Each consolidation is a document of its own; the page lists them, newest first, so the first
response (role `forms`) asks for the newest one unless it is that itself. Notes (`S_NTA`) are the
portal's own; they may quote whole articles of other instruments, which are no provisions of this
one.

    <span class="S_DEN">LEGE nr. 99 din 3 mai 2001</span><span class="S_HDR">privind albinele</span>
    <span class="S_ART"><span class="S_ART_TTL">Articolul 2^1</span>
      <span class="S_ART_BDY"><span class="S_PAR">Orice stup …</span></span></span>
    <span class="S_NTA"><span class="S_NTA_PAR">Articolul 9 din Legea teilor: <span class="S_ART"> …
"""

from __future__ import annotations

import re

from corpus.numbers import heading_number
from corpus.texts import Provision
from crawler.formats import days, markup, whole
from crawler.formats.markup import Element
from crawler.parsing import Ask, Follow, FormatError, ParsedText, check_identity

_DIVISIONS = ("S_PRT", "S_CRT", "S_TTL", "S_CAP", "S_SEC", "S_SSC", "S_SBS", "S_ANX")
_QUOTED = (
    "//span[@class='S_ART']"
    "[ancestor::span[@class='S_ART' or @class='S_NTA' or starts-with(@class,'S_NTA_')]]"
)
_LAW = "//span[{0}][not(ancestor::span[{0} or starts-with(@class,'S_NTA')])]".format(
    " or ".join(f"@class='{kind}'" for kind in ("S_ART", *_DIVISIONS))
)
"""The outermost divisions and articles."""
# `/Public/DetaliiDocument/901`, `/Public/DetaliiDocumentAfis/901`
_DOCUMENT = re.compile(r"/Public/DetaliiDocument(?:Afis)?/(\d+)")
# `(**)`, `(* note *)`, `**)`
_MARK = re.compile(r"\(\*(?=[^()])[^()]*+(?<=\*)\)|(?<!\*)\*++\)")
# `(la 03-05-2019, Articolul 2 a fost modificat de …)`
_CHANGED = re.compile(r"\(la \d{2}-\d{2}-\d{4},? .*\)")
# `──────────`
_RULE = re.compile(r"[-─–—\s]{4,}")


def read(body: bytes, ask: Ask) -> ParsedText:
    """Return the consolidation that a page shows, or the request for the newest one.

    Raises:
        FormatError: the page holds no instrument, another instrument, or breaks off.
    """
    root = markup.page(body)
    names = root.xpath("//span[@class='S_DEN']")
    if not names:
        raise FormatError("the page of the Romanian portal has no instrument")
    whole.page(body)
    title = _line(names[0])
    head = [_line(part) for part in root.xpath("//span[@class='S_HDR' or @class='S_PAR']")[:4]]
    check_identity(ask, title, *head)
    forms = root.xpath("//*[@id='istoric_fa']//a")
    newest = _DOCUMENT.search(forms[0].get("href", "")) if forms else None
    if ask.role == "forms" and newest:
        address = f"{ask.base}/Public/DetaliiDocument/{newest[1]}"
        return ParsedText(follow=(Follow(address, "instrument"),))
    shown = next((form for form in forms if not form.get("href")), None)
    published = root.xpath("//span[@class='S_PUB_BDY']")
    header = root.xpath("//span[@class='S_HDR']")[:1]
    articles, total = _articles(root)
    provisions = tuple(_provision(article, ask) for article in articles)
    return ParsedText(
        provisions=provisions,
        title=" ".join([title, *map(_line, header)]),
        language="ro",
        adopted=days.in_words(title, "ro"),
        published=days.in_words(_line(published[0]), "ro") if published else None,
        in_force=days.iso(shown.get("title")) if shown is not None else None,
        total=total,
        body="\n".join(line for part in root.xpath(_LAW) for line in _lines(part)),
    )


def _articles(root: Element) -> tuple[list[Element], int | None]:
    """Return the articles, and how many the contents list announces, if there is one.

    An article inside another one, or inside a note, is quoted there from another instrument. The
    contents list may name it too, and then does not count it.
    """
    quoted = set(root.xpath(_QUOTED))
    foreign = {f"#{article.get('id')}_ttl" for article in quoted}
    every = root.xpath("//span[@class='S_ART']")
    articles = [article for article in every if article not in quoted]
    listed = root.xpath("//a[starts-with(@href,'#id_art')]/@href")
    return articles, sum(link not in foreign for link in listed) if listed else None


def _provision(article: Element, ask: Ask) -> Provision:
    heading = _line(_child(article, "S_ART_TTL"))
    number = heading_number(heading, ask.country)
    if number is None:
        raise FormatError(f"an article of the Romanian portal has no number: {heading[:40]}")
    context = [
        " ".join(part for part in (_named(above, "_TTL"), _named(above, "_DEN")) if part)
        for above in article.iterancestors("span")
        if above.get("class") in _DIVISIONS
    ]
    rubric = _line(_child(article, "S_ART_DEN"))
    content = _child(article, "S_ART_BDY")
    if content is None:
        raise FormatError(f"{heading} of the Romanian portal has no body")
    lines = _lines(content)
    first = next(iter(content), None)
    named = first is not None and first.get("class") == "S_PAR" and len(lines) > 1
    # `… și stupii:` ends in a stop, so it is text
    if not rubric and named and not re.search(r"[.:;,]$", lines[0]):
        rubric, lines = lines[0], lines[1:]
    return Provision(
        number=number,
        heading=heading,
        rubric=rubric,
        context=tuple(reversed(context)),
        text="\n".join(lines),
        portal_id=_portal_id(article, ask),
    )


def _portal_id(article: Element, ask: Ask) -> str:
    """Return the number of the document and the identifier of an article in it."""
    document = _DOCUMENT.search(ask.url)
    own = article.get("id")
    return f"{document[1]}#{own}" if document and own else ""


def _lines(content: Element) -> list[str]:
    """Return the lines of an article without marks of notes, rules and dates of changes."""
    pieces: list[str] = []
    _collect(content, pieces)
    lines = (_MARK.sub("", line).strip() for line in markup.tidy("".join(pieces)).split("\n"))
    return [
        line for line in lines if line and not _RULE.match(line) and not _CHANGED.fullmatch(line)
    ]


def _collect(element: Element, pieces: list[str]) -> None:
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


def _child(element: Element, kind: str) -> Element | None:
    return next((child for child in element if child.get("class") == kind), None)


def _named(element: Element, ending: str) -> str:
    return _line(_child(element, f"{element.get('class')}{ending}"))


def _line(element: Element | None) -> str:
    return _MARK.sub("", markup.line(element)).strip()
