"""Irish acts: the XML and the print page of the Statute Book, and the page of a Revised Act.

The three have the same parts: sections with a number, a title (the marginal note) and paragraphs.
Which one an answer is, it says itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from corpus.numbers import heading_number
from corpus.texts import Provision
from crawler.formats import days, markup, whole
from crawler.parsing import Ask, FormatError, ParsedText, check_identity

_MONTHS = {
    name: number
    for number, name in enumerate(
        (
            *("january", "february", "march", "april", "may", "june", "july", "august"),
            *("september", "october", "november", "december"),
        ),
        1,
    )
}
_SIGNS = {
    **{"emdash": "—", "endash": "–", "odq": "“", "cdq": "”", "osq": "‘", "csq": "’"},
    **{"euro": "€", "pound": "£", "bull": "•", "hellip": "…", "frac12": "½", "sect": "§"},
}
_ACCENTS = {"fada": "\u0301", "grave": "\u0300", "uml": "\u0308", "circ": "\u0302"}
# `<act`, also after a byte order mark, `<?xml …?>` and `<!DOCTYPE act …>`
_XML = re.compile(
    rb"\s*+(?:\xef\xbb\xbf)?+\s*+(?:<\?xml[^>]*+>\s*+)?+(?:<!DOCTYPE act[^>]*+>\s*+)?+<act\b"
)
_DIVISIONS = ("part", "chapter")
_UNITS = ("sect", "schedule")


def read(body: bytes, ask: Ask) -> ParsedText:
    """Return the act as enacted (XML or print page) or as revised.

    Raises:
        FormatError: it is another act, or a page without sections (a contents page, for instance).
    """
    if _XML.match(body):
        return _enacted(markup.xml(body), ask)
    root = markup.page(body)
    if root.xpath("//section[contains(concat(' ',@class,' '),' sect ')]"):
        whole.page(body)
        return _revised(root, ask)
    printed = root.xpath("//*[@id='act'][.//a[starts-with(@name,'sec')]]")
    if not printed:
        raise FormatError("the page of the Irish act has no section")
    whole.page(body)
    return _printed(printed[0], ask)


def _enacted(root: Any, ask: Ask) -> ParsedText:
    facts = {
        name: markup.line(markup.first(root, name))
        for name in ("title", "number", "year", "dateofenactment")
    }
    check_identity(ask, facts["title"], f"{facts['year']}/act/{facts['number']}")
    for element in markup.find(root, *_SIGNS):
        if len(element) == 0 and not element.text and markup.name(element) != "sect":
            element.text = _SIGNS[markup.name(element)]
    for element in root.iter():
        letter, accent = markup.name(element)[:1], _ACCENTS.get(markup.name(element)[1:])
        if accent:
            element.text = unicodedata.normalize("NFC", letter + accent)
    body = markup.first(root, "body")
    if body is None:
        raise FormatError("the XML of the Irish act has no body")
    adopted = days.iso(facts["dateofenactment"])
    units = [*markup.find(body, "sect"), *markup.find(root, "schedule")]
    return _reading(facts["title"], adopted, None, [_unit(each, ask) for each in units])


def _revised(root: Any, ask: Ask) -> ParsedText:
    title = markup.line(root.find(".//title")).partition("|")[0].rstrip()
    links = [str(link) for link in root.xpath("//*[contains(@class,'act-nav')]//a/@href")]
    check_identity(ask, title, *links)
    markup.drop(root.xpath("//*[contains(@class,'annotations') or contains(@class,'navlinks')]"))
    units = [each for each in root.iter("section") if set(_UNITS) & _classes(each)]
    front = markup.line(root.find("body"))[:20_000]
    updated = re.search(r"Updated to\s+(\d.{5,20}\d{4})", front)
    return _reading(
        title,
        _bracketed(front),
        _day(updated[1]) if updated else None,
        [_unit(each, ask) for each in units],
    )


def _unit(element: Any, ask: Ask) -> Provision:
    """Return a section (or a schedule) of the XML or of a revised page."""
    number = _of(element, "number")
    titles = _lines_of(element, "title")
    context = [
        " ".join(_lines_of(up, "number") + _lines_of(up, "title"))
        for up in element.iterancestors()
        if _kinds(up) & set(_DIVISIONS)
    ]
    skipped = [each for each in element if _kinds(each) & {"number", "title"}]
    for each in skipped:
        element.remove(each)
    text = markup.text(element)
    if "schedule" in _kinds(element):
        heading = titles[0] if titles else "Schedule"
        ref = re.sub(r"[^a-z0-9]+", "-", heading.lower()).strip("-")
        return Provision(
            number=ref, heading=heading, rubric=" ".join(titles[1:]), text=_unmarked(text)
        )
    found = re.match(r"(?:F\d+\[)?(\d+[A-Z]*)", number)
    if not found:
        raise FormatError(
            f"a section of the Irish act has no number: {' '.join(text.split())[:40]}"
        )
    return _section(found[1], titles[0] if titles else "", tuple(reversed(context)), text, ask)


def _section(number: str, rubric: str, context: tuple[str, ...], text: str, ask: Ask) -> Provision:
    rubric, text = _unmarked(f"{rubric}\0{text}").split("\0")
    text = re.sub(rf"^\s*{number}\s*\.?\s*(?:—\s*)?", "", text)
    return Provision(
        number=heading_number(f"{number}.", ask.country) or number.lower(),
        heading=f"{number}.",
        rubric=rubric.rstrip("."),
        context=tuple(each for each in context if each),
        text=text,
    )


def _printed(act: Any, ask: Ask) -> ParsedText:
    """Read the rows of a print page: an anchor, the marginal note in small print, paragraphs."""
    lines: list[tuple[str, str, bool]] = []
    for element in act.iter("a", "p"):
        if element.tag == "a" and re.fullmatch(r"sec\d+[a-z]*", element.get("name", "")):
            lines.append(("section", element.get("name")[3:], False))
        elif element.tag == "p" and (text := markup.line(element)):
            centred = "text-align:center" in element.get("style", "").replace(" ", "")
            lines.append(("note" if _only_small(element) else "text", text, centred))
    head = [text for kind, text, _ in lines[:40] if kind == "text"]
    number = next((found for text in head if (found := _NUMBER.search(text))), None)
    title = next((text for text in head if re.search(r"\bACT,? \d{4}", text)), "").rstrip(".")
    check_identity(ask, title, f"{number[2]}/act/{number[1]}" if number else "")
    start = next(i for i, line in enumerate(lines) if line[0] == "section")
    adopted = next((day for _, text, _ in lines[:start] if (day := _bracketed(text))), None)
    return _reading(title, adopted, None, list(_rows(lines[start - 2 :], ask)))


_NUMBER = re.compile(r"Number (\d+) of (\d{4})")


def _rows(lines: list[tuple[str, str, bool]], ask: Ask) -> Iterator[Provision]:
    number, rubric, above, context = "", "", "", [""]
    texts: list[str] = []
    opened, over = False, False
    for kind, text, centred in [*lines, ("section", "", False)]:
        if kind == "section":
            if number:
                yield _section(number.upper(), rubric, (above,), "\n".join(texts), ask)
            number, rubric, texts, over, above = text, "", [], False, " ".join(context)
        elif kind == "note" and number and not texts:
            rubric = text
        elif centred and re.match(r"(?:PART|CHAPTER)\b", text, re.IGNORECASE):
            context, opened, over = [text], True, True
        elif centred and opened:
            context.append(text)
        elif centred and "SCHEDULE" in text.upper():
            over = True
        elif kind == "text" and number and not over:
            texts.append(text)
        opened = opened and centred


def _only_small(paragraph: Any) -> bool:
    return [child.tag for child in paragraph] == ["small"] and not (paragraph.text or "").strip()


def _reading(
    title: str, adopted: str | None, since: str | None, units: list[Provision]
) -> ParsedText:
    if not units:
        raise FormatError("the Irish act has no section")
    return ParsedText(
        provisions=tuple(units),
        title=title,
        language="en",
        adopted=adopted,
        in_force=since,
    )


def _day(written: str) -> str | None:
    return days.in_words(re.sub(r"(?<=\d)\s*(?:st|nd|rd|th)\b|,", "", written), _MONTHS)


def _bracketed(text: str) -> str | None:
    """Return the day of enactment, which stands in brackets after the long title."""
    dated = re.search(r"\[(\d{1,2}\s*(?:st|nd|rd|th) \w+,? \d{4})\.?\]", text)
    return _day(dated[1]) if dated else None


def _classes(element: Any) -> set[str]:
    return set((element.get("class") or "").split()) if isinstance(element.tag, str) else set()


def _kinds(element: Any) -> set[str]:
    """Return what an element is: its name in the XML, its classes in the page."""
    return _classes(element) if element.tag in ("section", "div") else {markup.name(element)}


def _lines_of(element: Any, kind: str) -> list[str]:
    return [
        line
        for each in element
        if kind in _kinds(each)
        for line in markup.text(each).split("\n")
        if line
    ]


def _of(element: Any, kind: str) -> str:
    return " ".join(_lines_of(element, kind))


def _unmarked(text: str) -> str:
    """Return text without the marks of amendments, `F5[` and the bracket that closes it."""
    pieces: list[str] = []
    open_marks: list[bool] = []
    for piece in re.split(r"(F\d+\s?\[|\[|\])", text):
        mark = bool(re.match(r"F\d+\s?\[", piece))
        if mark or piece == "[":
            open_marks.append(mark)
            pieces.append("" if mark else piece)
        elif piece == "]" and open_marks and open_marks.pop():
            continue
        else:
            pieces.append(piece)
    return "".join(pieces)
