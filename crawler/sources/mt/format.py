"""Legislation Malta: a page of facts (JSON-LD) with a viewer, and the PDF that it shows.

In the PDF the titles of articles and the history stand in smaller print in the margin.

    <script type="application/ld+json">{"@type": "Legislation", "alternateName": "Bees Act", …
    <iframe src="/getpdf/0123456789abcdef01234567">
    5A. (1) A hive may …       beside it, in smaller print: Hives. Amended by: XII.2019.3.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from corpus.numbers import heading_number
from corpus.texts import Provision
from crawler.formats import days, fields, markup, pdf
from crawler.formats.markup import Element
from crawler.formats.pdf import PdfPiece
from crawler.parsing import Ask, Follow, FormatError, ParsedText, check_identity

# `/getpdf/0123456789abcdef01234567`
_VIEWER = re.compile(r"getpdf/([0-9a-f]{24})(?![0-9a-f])")
# `5A. (1) A hive may …`
_ARTICLE = re.compile(r"(\d{1,3})([A-ZĊĠĦŻ]{0,3})\.\s*(.*)")
# `CAP. 99.`, `S.L.9`, `[12]`: heads and numbers of pages
_RUNNING = re.compile(r"(?:CAP|KAP|S\.L|L\.S)\.\s?\d|^\[?\d+\]?$")
# `PART II`, `SOTTOTITOLU I`
_DIVISION = re.compile(r"(?:PART|PARTI|TITLE|TITOLU|SUB-TITLE|SOTTOTITOLU|BOOK|KTIEB)\b", re.I)
_LEVELS = ("BOOK", "KTIEB", "PART", "PARTI", "TITLE", "TITOLU", "SUB-TITLE", "SOTTOTITOLU")
# `(1) `, `(a) `, `Provided `, `Iżda `
_BEGINS = re.compile(r"\((?:\d+[A-Z]*|[a-zċġħż]{1,5})\)\s|Provided |Iżda ")
# `Amended by: XII.2019.3.`, `Cap. 99.`
_HISTORY = re.compile(
    r"(?:Amended|Added|Substituted|Renumbered|Emendat|Miżjud|Sostitwit)\b|[CK]ap\."
)


def read(body: bytes, ask: Ask) -> ParsedText:
    """Return the facts of a page and the request for its PDF, or the articles of the PDF.

    Raises:
        FormatError: it is another instrument, or a page without the viewer of a PDF.
    """
    if ask.role == "text":
        return _text(body, ask)
    root = markup.page(body)
    facts = next((node for node in _linked(root) if node.get("@type") == "Legislation"), None)
    sources = root.xpath("//iframe/@src")
    viewer = next((file for source in sources if (file := _VIEWER.search(source))), None)
    if facts is None or viewer is None:
        raise FormatError("the page of Legislation Malta shows no instrument")
    titles = (fields.words(facts, name) for name in ("alternativeHeadline", "alternateName"))
    title = next(filter(None, titles), "")
    check_identity(ask, title, fields.words(facts, "legislationIdentifier"))
    force = facts.get("legislationLegalForce")
    in_force = fields.words(facts, "legislationLegalForce", *["@id"] * isinstance(force, dict))
    return ParsedText(
        title=title,
        language=ask.language,
        adopted=days.iso(facts.get("legislationDate")),
        in_force=days.iso(facts.get("legislationDateVersion")),
        status="" if in_force == "InForce" else "repealed",
        follow=(Follow(f"{ask.base}/getpdf/{viewer[1]}", "text"),),
    )


def _linked(root: Element) -> Iterator[dict[str, Any]]:
    """Yield the nodes of all JSON-LD on a page."""
    for script in root.xpath("//script[@type='application/ld+json']/text()"):
        data = markup.data(str(script).encode())
        for node in data if isinstance(data, list) else [data]:
            if isinstance(node, dict):
                yield node


@dataclass
class _Line:
    """A line of the PDF: its page, its height in points, its text."""

    page: int
    y: float
    text: str


@dataclass
class _Article:
    """An article while its lines come in, and the line that opens it."""

    number: str
    at: _Line
    context: tuple[str, ...]
    lines: list[str] = field(default_factory=list)


def _text(body: bytes, ask: Ask) -> ParsedText:
    large, small = _by_size(pdf.placed(body))
    words = tuple(word for word in ask.expect if "/" not in word)
    check_identity(replace(ask, expect=words), *[line.text for line in large[:200]])
    articles = _articles([line for line in large if not _RUNNING.search(line.text)])
    if not articles:
        raise FormatError(f"the PDF of {ask.identifier} holds no article")
    ends = [article.at for article in articles[1:]] + [None]
    return ParsedText(
        provisions=tuple(
            _provision(article, _rubric(article.at, end, small), ask)
            for article, end in zip(articles, ends, strict=True)
        ),
        language=ask.language,
        body="\n".join(_joined(_body(large, articles[0].at))),
    )


def _body(lines: list[_Line], first: _Line) -> list[str]:
    """Return the lines from the first article on, without heads and numbers of pages."""
    kept = [line.text for line in lines if not _RUNNING.search(line.text)]
    return kept[kept.index(first.text) :]


def _by_size(sheets: list[list[PdfPiece]]) -> tuple[list[_Line], list[_Line]]:
    """Return the lines in the usual size or larger, and those in smaller print (the margin)."""
    sizes = Counter[float]()
    for piece in (piece for sheet in sheets for piece in sheet):
        sizes[round(piece.size, 1)] += len(piece.text)
    least = 0.93 * sizes.most_common(1)[0][0]
    large, small = [], []
    for number, sheet in enumerate(sheets):
        large += _lines(number, [piece for piece in sheet if piece.size >= least])
        small += _lines(number, [piece for piece in sheet if piece.size < least])
    return large, small


def _lines(page: int, pieces: list[PdfPiece]) -> list[_Line]:
    """Join pieces that stand on one height to lines, from above."""
    rows: list[list[PdfPiece]] = []
    for piece in sorted(pieces, key=lambda p: (-p.y, p.x)):
        if rows and abs(rows[-1][0].y - piece.y) < 2.5:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [
        _Line(page, row[0].y, " ".join(p.text for p in sorted(row, key=lambda p: p.x)))
        for row in rows
    ]


def _articles(lines: list[_Line]) -> list[_Article]:
    articles: list[_Article] = []
    context: list[str] = []
    pending: list[str] = []
    for line in lines:
        opening = _ARTICLE.fullmatch(line.text)
        if opening and _follows(articles[-1].number if articles else "0", opening):
            context = _divided(context, " ".join(pending)) if pending else context
            pending = []
            article = _Article(f"{opening[1]}{opening[2]}", line, tuple(context))
            article.lines += [opening[3]] if opening[3] else []
            articles.append(article)
        elif _DIVISION.match(line.text) and line.text == line.text.upper():
            context = _divided(context, " ".join(pending)) if pending else context
            pending = [line.text]
        elif pending and len(pending) < 4:
            pending.append(line.text)
        elif articles:
            articles[-1].lines.append(line.text)
    return articles


def _follows(before: str, opening: re.Match[str]) -> bool:
    """Whether a number goes on after the one before, with at most some articles left out."""
    # `5A`: number and letters
    last = re.match(r"(\d+)(.*)", before)
    base, number, letters = int(last[1]) if last else 0, int(opening[1]), opening[2]
    if number != base:
        return base < number <= base + 20
    earlier = last[2] if last else ""
    return bool(last and letters) and (len(letters), letters) > (len(earlier), earlier)


def _divided(context: list[str], heading: str) -> list[str]:
    word = heading.split()[0].upper()
    level = _LEVELS.index(word) // 2 if word in _LEVELS else len(_LEVELS)
    above = [
        division for division in context if _LEVELS.index(division.split()[0].upper()) // 2 < level
    ]
    return [*above, heading]


def _rubric(start: _Line, end: _Line | None, margin: list[_Line]) -> str:
    """Return the title of an article from the margin: what stands beside it up to a full stop."""
    words: list[str] = []
    for line in margin:
        beside = line.page == start.page and line.y <= start.y + 4
        if not beside or (end is not None and end.page == start.page and line.y <= end.y + 4):
            continue
        if _HISTORY.match(line.text) or _RUNNING.search(line.text):
            break
        words.append(line.text)
        if line.text.endswith("."):
            break
    return " ".join(_joined(words)).rstrip(".")


def _provision(article: _Article, rubric: str, ask: Ask) -> Provision:
    heading = f"{'Artikolu' if ask.language == 'mt' else 'Article'} {article.number}"
    return Provision(
        number=heading_number(heading, ask.country) or article.number.lower(),
        heading=heading,
        rubric=rubric,
        context=article.context,
        text="\n".join(_joined(article.lines)) or "(—)",
    )


def _joined(lines: list[str]) -> list[str]:
    """Join lines to paragraphs. A hyphen at a line's end stays after an article (`tal-`)."""
    joined: list[str] = []
    for line in lines:
        if not joined or _BEGINS.match(line):
            joined.append(line)
        # `tal-` or `pro-` at the end of a line
        elif re.search(r"[^\W\d]-$", joined[-1]):
            short = len(joined[-1].split()[-1]) <= 6
            joined[-1] = (joined[-1] if short else joined[-1][:-1]) + line
        else:
            joined[-1] = f"{joined[-1]} {line}"
    return joined
