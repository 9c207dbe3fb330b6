"""The gazette of Greece: the response of its search, and the PDF of an issue.

An issue may hold several instruments; the one asked for is known by its heading. Lines of a column
are joined to paragraphs, and words that a line breaks are made whole. Articles are counted without
a gap, which proves that none was missed.

    {"status": "ok", "data": [{"search_IssueGroupID": "1", "search_DocumentNumber": "99", …}]}
    NOMOΣ ΥΠ’ ΑΡΙΘ. 3999 Περί μελισσών   (letters of the Latin keyboard among the Greek ones)
    Άρθρο 2 · Κυψέλες · 1. Κάθε κυψέλη τοπο- · θετείται σε βάση.   (a line each)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from corpus.numbers import heading_number
from corpus.texts import Provision
from crawler.formats import days, fields, markup, pdf
from crawler.formats.lookalikes import to_greek
from crawler.parsing import Ask, Follow, FormatError, ParsedText, check_identity

_STORE = "https://ia37rg02wpsa01.blob.core.windows.net/fek"
# `ΝΟΜΟΣ ΥΠ’ ΑΡΙΘ`, `ΠΡΟΕΔΡΙΚΟ ΔΙΑΤΑΓΜΑ ΥΠ’ ΑΡΙΘΜ`
_ACT = re.compile(r"(?:ΝΟΜΟΣ|ΠΡΟΕΔΡΙΚΟ ΔΙΑΤΑΓΜΑ|ΨΗΦΙΣΜΑ|ΠΡΑΞΗ ΝΟΜΟΘΕΤΙΚΟΥ).{0,20}ΥΠ.{0,3}ΑΡΙΘ")
# `1234 ΕΦΗΜΕΡΙΔΑ ΤΗΣ ΚΥΒΕΡΝΗΣΕΩΣ`, the number of a barcode `*01000990101010016*`
_RUNNING = re.compile(r"(?:\d{2,6} ?)?ΕΦΗΜΕΡΙ(?:Δ|Σ).*ΚΥΒΕΡΝΗΣΕΩΣ|\*\d{10,}\*$")
# `Άρθρο 187Α.`, `«Άρθρο 3`, `Άρθρο86`, `Άρθρο πρώτο`
_ARTICLE = re.compile(
    r"[«“]?(?:Άρθρο|ΑΡΘΡΟ|Αρθρο)(?:\s*(\d{1,4})\s?([Α-Ω]{0,2})|\s+[α-ωάέήίόύώ]{5,})[.:]?"
)
# `Άρθρο 3 του νόμου`: a line that may be a heading with words behind it
_COUNTED = re.compile(r"(?:Άρθρο|ΑΡΘΡΟ|Αρθρο)\s*(\d{1,4})(?!\d)")
# `Άρθρο86`, between word and number
_UNSPACED = re.compile(r"(?<=[^\W\d])(?=\d)")
# `ΚΕΦΑΛΑΙΟ Β΄`
_DIVISION = re.compile(r"(?:ΒΙΒΛΙΟ|ΜΕΡΟΣ|ΤΜΗΜΑ|ΚΕΦΑΛΑΙΟ)\b")
_LEVELS = ("ΒΙΒΛΙΟ", "ΜΕΡΟΣ", "ΤΜΗΜΑ", "ΚΕΦΑΛΑΙΟ")
# `Αθήνα, 3 Μαΐου 2001`
_SIGNED = re.compile(r"Αθήνα,\s*\d{1,2}\s*[Α-Ω]")
# `ηεπιτροπήτηςβιβλιοθήκηςαποφασίζειγια`: words that run together, longer than any word
_RUN_TOGETHER = re.compile(r"[^\W\d_]{31,}")
_MOST_RUN_TOGETHER = 0.02
"""Share of the characters of a text that may stand in such words."""
_GAP = 160
"""Room that is a blank between words where blanks are missing, in thousandths of the print size."""
_MOST_MISSING = 0.02
"""Share of the articles that may be missing with a note; the gazette itself may skip a number."""
# `2. `, `α) `, `ιβ. `, `Α. `, `– `: a line that begins a paragraph
_BEGINS = re.compile(r"\d+\.\s|\(?[α-ω]{1,3}\)\s|(?:[α-μ]|στ|ι[α-θ])\.\s|[Α-Ω]\.\s|[-–•]\s")


def read(body: bytes, ask: Ask) -> ParsedText:
    """Return the instrument of an issue, or for a search the request for the PDF of its hit.

    Raises:
        FormatError: the search fails or finds another number of issues than one; the PDF has no
            text, or not the instrument.
    """
    if ask.role == "list":
        return _hit(markup.data(body))
    title, lines = _instrument(_spaced_lines(body), ask)
    articles = list(_articles(lines))
    if not articles:
        raise FormatError(f"the gazette holds {ask.identifier} without an article")
    signed = next((line for line in lines if _SIGNED.match(line)), "")
    notes = [] if signed else ["No place and day of signature follows the last article."]
    return ParsedText(
        provisions=tuple(_provision(article, ask) for article in articles),
        title=title,
        language="el",
        adopted=days.in_words(_UNSPACED.sub(" ", signed), "el"),
        body="\n".join(_joined(_law(lines))),
        notes=(*_missing(articles, lines, ask), *notes),
    )


def _law(lines: list[str]) -> list[str]:
    """Return the lines from the first heading of an article or division to the signature."""
    begins = (i for i, line in enumerate(lines) if _ARTICLE.fullmatch(line) or _divides(line))
    ends = (i for i, line in enumerate(lines) if _SIGNED.match(line))
    return lines[next(begins, 0) : next(ends, len(lines))]


def _divides(line: str) -> bool:
    return _DIVISION.match(line.translate(to_greek())) is not None


def _spaced_lines(body: bytes) -> list[str]:
    """Return the lines of an issue without page headings; blanks that it lacks are put in.

    Raises:
        FormatError: words run together all the same.
    """
    for gap in (None, _GAP):
        lines = [
            line
            for page in pdf.pages(body, gap)
            for line in page.split("\n")
            if not _RUNNING.match(line.translate(to_greek()))
        ]
        text = "\n".join(lines)
        if sum(map(len, _RUN_TOGETHER.findall(text))) <= _MOST_RUN_TOGETHER * len(text):
            return lines
    raise FormatError("the words of the gazette run together: its PDF has no blanks")


def _missing(articles: list[_Article], lines: list[str], ask: Ask) -> list[str]:
    """Return notes on articles that the count lacks, or that seem to follow the last one.

    Lines that begin with the number that comes next count on where no heading was read; one such
    line may be a citation.

    Raises:
        FormatError: more are missing than a gazette skips by mistake.
    """
    read = {article.number for article in articles}
    counted = 0
    for line in lines:
        if _SIGNED.match(line):
            break
        heading = _COUNTED.match(line)
        counted += 1 if heading and int(heading[1]) == counted + 1 else 0
    gaps = [number for number in range(1, max(read)) if number not in read]
    behind = range(max(read) + 1, counted + 1)
    missing = [*gaps, *(behind if len(behind) > 1 else ())]
    if len(missing) > _MOST_MISSING * (most := max(counted, *read)):
        raise FormatError(
            f"{ask.identifier}: {len(missing)} of {most} articles are missing, first {missing[0]}"
        )
    return [f"Article {number} is missing." for number in missing]


def _hit(response: Any) -> ParsedText:
    """Return the request for the PDF of the one issue that a search finds."""
    data = response.get("data") if isinstance(response, dict) else None
    if not isinstance(response, dict) or response.get("status") != "ok":
        raise FormatError("the search of the gazette reports an error")
    hits = markup.data(data.encode()) if isinstance(data, str) and data.strip() else data
    if not isinstance(hits, list) or len(hits) != 1 or not isinstance(hits[0], dict):
        raise FormatError("the search of the gazette does not find the one issue")
    hit = hits[0]
    dates = (fields.words(hit, f"search_{name}") for name in ("IssueDate", "PublicationDate"))
    issued = _american(next(filter(None, dates), ""))
    if issued is None:
        raise FormatError("the search of the gazette gives its hit no date")
    names = ("search_IssueGroupID", "search_DocumentNumber")
    group, number = (fields.count(hit, name) for name in names)
    if group < 1 or number < 1:
        raise FormatError("the search of the gazette gives its hit no number")
    year = issued[:4]
    address = f"{_STORE}/{group:02d}/{year}/{year}{group:02d}{number:05d}.pdf"
    return ParsedText(published=issued, follow=(Follow(address, "instrument"),))


def _american(value: str) -> str | None:
    """Return the day of `06/18/2019 00:00:00`, month first, as ISO."""
    day = re.match(r"(\d{1,2})/(\d{1,2})/(\d{4})", value)
    return days.iso(f"{day[3]}-{day[1]}-{day[2]}") if day else days.iso(value)


def _instrument(lines: list[str], ask: Ask) -> tuple[str, list[str]]:
    """Return title and lines of the instrument in an issue that the expected words name."""
    starts = [i for i, line in enumerate(lines) if _ACT.match(line.translate(to_greek()))]
    if not starts:
        raise FormatError("the gazette holds no heading of an instrument")
    titles = []
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        head: list[str] = []
        for line in lines[start : start + 12]:
            if head and (line.startswith(("Ο ΠΡΟΕΔΡΟΣ", "Η ΠΡΟΕΔΡΟΣ")) or _ARTICLE.match(line)):
                break
            head.append(line)
        title = " ".join(_joined(head)).strip()
        titles.append(title)
        try:
            check_identity(ask, title)
        except FormatError:
            continue
        return title, lines[start + len(head) : end]
    check_identity(ask, *titles)
    raise FormatError(f"the gazette does not hold {ask.identifier} under one heading")


@dataclass
class _Article:
    """An article while its lines come in; its number is 0 where it is a word (`πρώτο`)."""

    heading: str
    number: int
    context: tuple[str, ...]
    lines: list[str] = field(default_factory=list)


def _articles(lines: list[str]) -> Iterator[_Article]:
    article: _Article | None = None
    context: list[str] = []
    pending: list[str] | None = None
    for line in lines:
        opening = _ARTICLE.fullmatch(line)
        if _SIGNED.match(line):
            break
        if opening and not line.startswith(("«", "“")) and _opens(article, opening):
            if pending:
                context = _divided(context, " ".join(_joined(pending)))
            pending = None
            if article is not None:
                yield article
            heading = _UNSPACED.sub(" ", line.rstrip(".:"), count=1)
            article = _Article(heading, int(opening[1] or 0), tuple(context))
        elif _divides(line) and not _quoting(article):
            if pending:
                context = _divided(context, " ".join(_joined(pending)))
            pending = [line]
        elif pending is not None and len(pending) < 5:
            pending.append(line)
        elif article is not None:
            article.lines.append(line)
    if article is not None:
        yield article


def _quoting(article: _Article | None) -> bool:
    """Whether a quotation is open at the end of an article."""
    text = "\n".join(article.lines) if article is not None else ""
    return text.count("«") + text.count("“") > text.count("»") + text.count("”")


def _opens(article: _Article | None, opening: re.Match[str]) -> bool:
    """Whether a heading opens an article of the instrument, not one that its article quotes."""
    if article is None or not _quoting(article):
        return True
    number = int(opening[1] or 0)
    return number == article.number + 1 or (number == article.number and bool(opening[2]))


def _divided(context: list[str], heading: str) -> list[str]:
    plain = heading.translate(to_greek())
    level = next(i for i, word in enumerate(_LEVELS) if plain.startswith(word))
    above = [
        division
        for division in context
        if next(i for i, w in enumerate(_LEVELS) if division.translate(to_greek()).startswith(w))
        < level
    ]
    return [*above, heading]


def _provision(article: _Article, ask: Ask) -> Provision:
    numbered = next((i for i, line in enumerate(article.lines[:5]) if line.startswith("1.")), None)
    rubric, lines = "", article.lines
    if numbered:
        rubric, lines = " ".join(_joined(lines[:numbered])), lines[numbered:]
    elif len(lines) > 1 and numbered is None and _is_rubric(lines[0], lines[1]):
        rubric, lines = lines[0], lines[1:]
    name = article.heading.split()[-1] if article.number == 0 else article.heading
    number = heading_number(article.heading, ask.country) or name.lower()
    return Provision(
        number=number,
        heading=article.heading,
        rubric=rubric.rstrip("."),
        context=article.context,
        text="\n".join(_joined(lines)) or "(χωρίς κείμενο)",
    )


def _is_rubric(line: str, following: str) -> bool:
    """Whether a line is the title of an article, and the next one begins its text."""
    # `… ως εξής:` ends in a stop or in a broken word
    short = len(line) < 60 and not re.search(r"[.:;,·\-−–]$", line)
    goes_on = following[:1].isupper() or _BEGINS.match(following)
    return bool(short and goes_on and not _BEGINS.match(line))


def _joined(lines: list[str]) -> list[str]:
    """Join lines to paragraphs; a new one begins with a number, a letter or a dash."""
    joined: list[str] = []
    for line in lines:
        if not joined or (_BEGINS.match(line) and not joined[-1].endswith(("-", "−", "\u00ad"))):
            joined.append(line)
        elif joined[-1].endswith(("-", "−", "\u00ad")):
            joined[-1] = joined[-1][:-1] + line
        else:
            joined[-1] = f"{joined[-1]} {line}"
    return joined
