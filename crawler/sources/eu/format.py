"""Instruments of the EU from Cellar: what is known of one, then its text in any of several forms.

The first response (SPARQL, JSON) names the instrument and its consolidated versions; the text of
the newest of them is asked for, or that of the instrument as published when there is none. The text
comes as a page of the Official Journal, in one of two consolidated layouts, as an old page without
classes, as Formex, or (status 300) as a page of choices. Articles, recitals and annexes are the
provisions; an article that stands in a table or opens with a quotation mark is quoted, and belongs
to the one above.

    {"results": {"bindings": [{"celex": {"value": "02001L0099-20210301"}, "title": {…}, …}]}}
    <p class="title-article-norm">Article 2</p><p class="stitle-article-norm">Terms</p>
    <div class="norm"><span class="no-parag">1. </span><div class="norm inline-element">A book …
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from corpus.language import language_of
from corpus.numbers import grammar, heading_number, slug
from corpus.official import anchored_number, authority_code, is_closing
from corpus.texts import Provision
from crawler.formats import days, fields, markup
from crawler.formats.eurlex import (
    ANCHOR,
    TITLE_BOX,
    PageLine,
    choices,
    head,
    lines,
    page,
    page_language,
    published,
)
from crawler.formats.markup import Element
from crawler.parsing import Ask, Follow, FormatError, ParsedText, check_identity
from crawler.sources.eu import formex

_ARTICLE = frozenset({"ti-art", "title-article-norm"})
_RUBRIC = frozenset({"sti-art", "stitle-article-norm", TITLE_BOX})
_DIVISION = frozenset({"ti-section-1", "title-division-1", "ti-grseq-1"})
_DIVISION_NAME = frozenset(
    {"ti-section-2", "sti-section-1", "title-division-2", "sti-grseq-1", TITLE_BOX}
)
_TITLE = frozenset({"doc-ti", "title-doc-first", "title-doc-last"})
_ANNEX = frozenset({"title-annex-1", "doc-ti"})
_ANNEX_NAME = frozenset({"title-annex-2", "doc-ti"})
# `‘Article 3`, `"2. The …`
_QUOTED = re.compile(r"[‘’“”„«\"']")
# `Article 2a`, `Artículo 3`, `2. cikk`
_OLD_ARTICLE = re.compile(r"[^\W\d_]+\.?\s\d+[^\W_]{0,3}|\d+[^\W_]{0,2}\.?\s[^\W\d_]+")
# `This Regulation shall be binding in its entirety`
_END = re.compile(r"This \w+ shall be binding in its entirety")
_STATUS = {"1": "in_force", "true": "in_force", "0": "repealed", "false": "repealed"}
# `02001L0099-20210301`
_CELEX = re.compile(r"0\d{4}[A-Z]{1,2}\d{4}-(\d{8})")


def read(body: bytes, ask: Ask) -> ParsedText:
    """Read a response of Cellar: metadata in JSON, Formex in XML or ZIP, or a page.

    Raises:
        FormatError: it is another instrument, in another language, breaks off, or has neither
            articles nor annexes.
    """
    start = body.lstrip(b"\xef\xbb\xbf \r\n\t")[:400]
    if start.startswith(b"{"):
        return _metadata(markup.data(body), ask)
    # `<ACT `, `<CONS.ACT>`
    if body.startswith(b"PK") or re.search(rb"<(?:CONS\.)?ACT[\s>]", start):
        return formex.read(body, ask)
    root = page(body, ask)
    return choices(root, ask) or _text(root, ask)


def _metadata(response: Any, ask: Ask) -> ParsedText:
    """Read which versions of an instrument there are, and ask for the newest one."""
    rows = [row for row in fields.bindings(response) if row.get("celex")]
    if not rows:
        language = "" if ask.language == "en" else f" in {ask.language}"
        raise FormatError(f"{ask.identifier}: Cellar knows no such instrument{language}")
    newest = max(
        (row["celex"] for row in rows), key=lambda number: (bool(_CELEX.fullmatch(number)), number)
    )
    original = [row for row in rows if not _CELEX.fullmatch(row["celex"])] or rows
    title = next((row["title"] for row in rows if row.get("title")), "")
    check_identity(ask, title, *(row["celex"] for row in rows))
    suffix = _CELEX.fullmatch(newest)
    adopted = next(filter(None, (days.iso(row.get("date")) for row in original)), None)
    force = next((row["force"] for row in original if row.get("force")), "")
    return ParsedText(
        title=title,
        adopted=adopted,
        in_force=days.iso(suffix[1]) if suffix else _entry_into_force(original, adopted),
        status=_STATUS.get(force, ""),
        form="consolidated" if suffix else "as-enacted",
        follow=(_text_of(newest, ask),),
    )


def _text_of(number: str, ask: Ask) -> Follow:
    """Return the request for a text: English from the work, other languages from the expression.

    The address of an expression names its language (`…/02001L0099-20210301.BUL`), so that neither
    cache nor archive can take one language version for another.
    """
    address = f"{ask.base or 'https://publications.europa.eu'}/resource/celex/"
    address += quote(number, safe="")
    if ask.language == "en":
        return Follow(address, "text")
    code = authority_code(ask.language)
    return Follow(f"{address}.{code}", "text", headers=(("Accept-Language", code.lower()),))


def _entry_into_force(rows: list[dict[str, str]], adopted: str | None) -> str | None:
    """Return the first day that Cellar gives, without those before the instrument was adopted.

    An instrument enters into force after its publication (Article 297 TFEU), so an earlier day,
    of which Cellar has some, is that of something else.
    """
    starts = (days.iso(row.get("entryForce")) for row in rows)
    return min((day for day in starts if day and day >= (adopted or "")), default=None)


def _text(root: Element, ask: Ask) -> ParsedText:
    page_lines = lines(root)
    styles = {line.style for line in page_lines}
    old = any(element.get("id") == "TexteOnly" for element in root.iter())
    if not old and not styles & (_ARTICLE | _ANNEX):
        raise FormatError(f"{ask.identifier}: the page has neither articles nor annexes")
    title = _title(page_lines) or _old_title(root)
    if ask.role != "stream":
        check_identity(
            ask, title, head(root, "reference"), markup.line(markup.first(root, "title"))
        )
    body = list(_old(page_lines)) if old else page_lines
    announced = {
        element.get("id") for element in root.iter() if ANCHOR.fullmatch(element.get("id") or "")
    }
    alone = ask.role == "stream" and not styles & _ARTICLE
    walk = _TextWalk(page_language(root) or ask.language, enacting=alone)
    provisions = walk.take(body)
    if not page_language(root):
        _check_language(provisions, ask)
    # `02001L0099 — EN — 01.03.2021 — 002.001`
    dated = re.search(r"\d{2}\.\d{2}\.\d{4}", head(root, "reference"))
    return ParsedText(
        provisions=provisions,
        title="" if ask.role == "stream" else title,
        language=page_language(root) or ask.language,
        adopted=days.in_words(title, "en"),
        published=published(root),
        in_force=days.iso(dated[0]) if dated else None,
        total=len(provisions) - walk.articles + len(announced) if announced else None,
        body="\n".join(walk.law),
    )


def _check_language(provisions: tuple[Provision, ...], ask: Ask) -> None:
    """Make sure that a page that names no language is in the one asked for.

    Cellar may send another language version in place of one that it lacks. Maltese, which the
    detector does not know, passes.

    Raises:
        FormatError: it is in another language.
    """
    if ask.language in {"en", "mt"}:
        return
    found = language_of("\n".join(provision.text for provision in provisions), "eu")
    if found != ask.language:
        raise FormatError(f"{ask.identifier}: the response is in {found}, not in {ask.language}")


def _title(page_lines: list[PageLine]) -> str:
    parts: dict[str, None] = {}
    for line in page_lines:
        if line.style in _ARTICLE:
            break
        if line.style in _TITLE and not line.text.startswith("("):
            parts[line.text] = None
    return " ".join(parts)


def _old_title(root: Element) -> str:
    named = markup.find(root, "strong")
    return markup.line(named[0]) if named else ""


def _old(page_lines: list[PageLine]) -> Iterator[PageLine]:
    """Yield the lines of a page without classes with the classes that they would have today."""
    above = ""
    for line in page_lines:
        text, capitals = line.text, line.text.isupper() and len(line.text) < 150
        if _OLD_ARTICLE.fullmatch(text) and heading_number(text, "eu"):
            style = "ti-art"
        elif capitals and grammar("eu").divisions.match(text):
            style = "ti-section-1"
        elif above == "ti-section-1" and capitals:
            style = "ti-section-2"
        elif above == "ti-art" and len(text) < 200 and text[-1] not in ".;:," and text[0].isupper():
            style = "sti-art"
        else:
            style = ""
        yield PageLine(text, style)
        above = style


@dataclass
class _Draft:
    """A recital, article or annex while its lines come in."""

    number: str
    heading: str
    context: tuple[str, ...] = ()
    rubric: str = ""
    lines: list[str] = field(default_factory=list)


@dataclass
class _TextWalk:
    """The walk through the lines of an instrument; the first article begins its enacting terms."""

    language: str
    drafts: list[_Draft] = field(default_factory=list)
    law: list[str] = field(default_factory=list)
    above: list[tuple[str, str]] = field(default_factory=list)
    open: _Draft | None = None
    recitals: int = 0
    articles: int = 0
    enacting: bool = False
    ended: bool = False
    annexes: bool = False
    anchor: str = ""

    def take(self, body: list[PageLine]) -> tuple[Provision, ...]:
        before = ""
        for line in body:
            self._line(line, before)
            before = line.style
            # neither the formula of adoption nor the signatures are law
            formula = line.text.isupper() and not (self.enacting or self.annexes)
            if self.drafts and not formula and (self.annexes or not self.ended):
                self.law.append(line.text)
        return tuple(
            Provision(
                number=draft.number, heading=draft.heading, rubric=draft.rubric,
                context=draft.context, text="\n".join(draft.lines),
            )
            for draft in self.drafts
        )  # fmt: skip

    def _line(self, line: PageLine, before: str) -> None:
        style = "" if line.inset or _QUOTED.match(line.text) else line.style
        if style in _ARTICLE and not self.annexes:
            self.enacting = True
            self.articles += 1
            context = tuple(name for _, name in self.above)
            self._start(_Draft(self._number(line), line.text, context))
        elif self.open and self._names(style, before):
            self.open.rubric = f"{self.open.rubric} {line.text}".strip()
        elif style in _ANNEX and (style != "doc-ti" or self.enacting or not self.drafts):
            self._annex(line)
        elif style in _DIVISION and not self.annexes:
            self._divide(line.text)
        elif style in _DIVISION_NAME and self.above and not self.annexes:
            word, name = self.above[-1]
            self.above[-1] = (word, f"{name} {line.text}")
        elif not self.enacting and not self.annexes:
            self._preamble(line)
        elif self._ends(line):
            self.open, self.ended = None, True
        elif self.open:
            self.open.lines.append(line.text)

    def _number(self, line: PageLine) -> str:
        """Return the number of an article: that of its anchor, else that of its heading."""
        anchored = anchored_number(line.anchor) if line.anchor != self.anchor else None
        self.anchor = line.anchor
        return anchored or heading_number(line.text, "eu") or slug(line.text)

    def _names(self, style: str, before: str) -> bool:
        """Tell whether a line is the title of the article or annex just opened."""
        if self.annexes:
            return style in _ANNEX_NAME and before in _ANNEX
        return style in _RUBRIC and self.open is not None and not self.open.lines

    def _ends(self, line: PageLine) -> bool:
        """Tell whether a line stands below the last article."""
        if line.inset or self.annexes:
            return False
        return _END.match(line.text) is not None or is_closing(line.text)

    def _start(self, draft: _Draft) -> None:
        self.open = draft
        self.drafts.append(draft)

    def _annex(self, line: PageLine) -> None:
        """Open an annex; what looks like one before any article is the title of the instrument."""
        # `ANNEX II`
        if self.enacting or line.style == "title-annex-1" or re.match(r"\w+ [IVX]+$", line.text):
            self.annexes = True
            self._start(_Draft(slug(line.text)[:80], line.text))

    def _divide(self, heading: str) -> None:
        """Take in a division; the next chapter ends the last one and all that is below it."""
        words = re.findall(r"[^\W\d_]+", heading.casefold())
        # a word that is no Roman number: `chapter` of `chapter iv`
        word = next((w for w in words if not re.fullmatch("[ivxlc]+", w)), heading)
        open_words = [open_word for open_word, _ in self.above]
        if word in open_words:
            self.above = self.above[: open_words.index(word)]
        self.above.append((word, heading))
        self.open = None

    def _preamble(self, line: PageLine) -> None:
        """Take in a recital, which is the next number in brackets before the first article."""
        # `(12) Whereas …`
        recital = re.match(r"\((\d{1,4})\)\s+(.+)", line.text)
        if recital and int(recital[1]) == self.recitals + 1:
            self.recitals += 1
            name = f"Recital {recital[1]}" if self.language == "en" else f"({recital[1]})"
            self._start(_Draft(f"recital-{recital[1]}", name))
            self.drafts[-1].lines.append(recital[2])
        elif line.text.isupper() and not line.inset:
            self.open = None
        elif self.open:
            self.open.lines.append(line.text)
