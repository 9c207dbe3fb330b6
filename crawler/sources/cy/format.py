"""CyLaw, the consolidated law of Cyprus: one page an act, in windows-1253."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from corpus.numbers import heading_number
from corpus.texts import Provision
from crawler.formats import markup
from crawler.parsing import Ask, FormatError, ParsedText, check_identity

_LATIN, _GREEK = "ABEZHIKMNOPTYX", "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ"
_TO_GREEK, _TO_LATIN = str.maketrans(_LATIN, _GREEK), str.maketrans(_GREEK, _LATIN)
# `12. `, `5Α.-`, `3 — (`
_NUMBER = re.compile(
    r"[\[«“\"]?\s*+(\d{1,5})\s?([Α-ΩA-Z]{1,3})?\s*(?:\.\s*+[-–—]?|[-–—](?=\s*+\())\s*+"
)


def read(body: bytes, ask: Ask) -> ParsedText:
    """Return the act of a page.

    Letters of numbers that look alike in Greek and Latin are taken as Greek.

    Raises:
        FormatError: it is another act, has no section, or breaks off.
    """
    root = markup.page(_decoded(body).encode())
    names = root.xpath("//h1")
    sections = root.xpath("//div[@class='full-section' or @class='full-division-header']")
    if not names or not any(each.get("class") == "full-section" for each in sections):
        raise FormatError("the page of CyLaw has no act with sections")
    if not root.xpath("//div[contains(@class,'footer')]") and b"</html>" not in body.lower():
        raise FormatError("the page of CyLaw breaks off before its end")
    title = markup.line(names[0])
    check_identity(ask, title, title.translate(_TO_LATIN))
    return ParsedText(provisions=tuple(_provisions(sections, ask)), title=title, language="el")


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("cp1253", "replace")


def _provisions(elements: list[Any], ask: Ask) -> Iterator[Provision]:
    context: list[str] = []
    last = 0
    for element in elements:
        if element.get("class") == "full-division-header":
            heading = markup.line(element)
            above = [] if heading.startswith("ΜΕΡΟΣ") else context[:1]
            context = [*above, heading]
            continue
        rubric = markup.line(_child(element, "full-section-header"))
        held = _child(element, "full-section-text")
        text = "" if held is None else markup.text(held)
        found = _NUMBER.match(text)
        # a section whose number the page leaves out is the next one
        number = f"{found[1]}{(found[2] or '').translate(_TO_GREEK)}" if found else str(last + 1)
        last = int(found[1]) if found else last + 1
        heading = f"Άρθρο {number}"
        yield Provision(
            number=heading_number(heading, ask.country) or number.lower(),
            heading=heading,
            rubric=rubric,
            context=tuple(context),
            text=text[found.end() :] if found and text[found.end() :] else text or "(κενό)",
        )


def _child(element: Any, kind: str) -> Any | None:
    return next(iter(element.xpath(f".//div[@class='{kind}']")), None)
