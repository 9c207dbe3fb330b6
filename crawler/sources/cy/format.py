"""CyLaw, the consolidated law of Cyprus: one page an instrument, in windows-1253.

<h1>Ο περί Μελισσών Νόμος του 2001 (99(I)/2001)</h1>
<div class="full-section"><div class="full-section-header">Κυψέλες</div>
  <div class="full-section-text">5Α.-(1) Κάθε κυψέλη …</div></div>
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.numbers import heading_number
from corpus.texts import Provision
from crawler.formats import markup
from crawler.formats.lookalikes import to_greek, to_latin
from crawler.formats.markup import Element
from crawler.parsing import Ask, FormatError, ParsedText, check_identity

# `12. `, `5Α.-`, `3 — (`
_NUMBER = re.compile(
    r"[\[«“\"]?\s*+(\d{1,5})\s?([Α-ΩA-Z]{1,3})?\s*(?:\.\s*+[-–—]?|[-–—](?=\s*+\())\s*+"
)


def read(body: bytes, ask: Ask) -> ParsedText:
    """Return the instrument of a page.

    Letters of numbers that look alike in Greek and Latin are read as Greek.

    Raises:
        FormatError: it is another instrument, has no section, or breaks off.
    """
    root = markup.page(_decoded(body).encode())
    names = root.xpath("//h1")
    sections = root.xpath("//div[@class='full-section' or @class='full-division-header']")
    if not names or not any(section.get("class") == "full-section" for section in sections):
        raise FormatError("the page of CyLaw has no instrument with sections")
    if not root.xpath("//div[contains(@class,'footer')]") and b"</html>" not in body.lower():
        raise FormatError("the page of CyLaw breaks off before its end")
    title = markup.line(names[0])
    check_identity(ask, title, title.translate(to_latin()))
    parts = root.xpath(
        "//div[starts-with(@class,'full-')][not(ancestor::div[starts-with(@class,'full-')])]"
    )
    return ParsedText(
        provisions=tuple(_provisions(sections, ask)),
        title=title,
        language="el",
        body="\n".join(map(markup.text, parts)),
    )


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("cp1253", "replace")


def _provisions(elements: list[Element], ask: Ask) -> Iterator[Provision]:
    context: list[str] = []
    last = 0
    for element in elements:
        if element.get("class") == "full-division-header":
            heading = markup.line(element)
            above = [] if heading.startswith("ΜΕΡΟΣ") else context[:1]
            context = [*above, heading]
            continue
        rubric = markup.line(_child(element, "full-section-header"))
        content = _child(element, "full-section-text")
        text = "" if content is None else markup.text(content)
        opening = _NUMBER.match(text)
        # a section whose number the page leaves out is the next one
        number = (
            f"{opening[1]}{(opening[2] or '').translate(to_greek())}" if opening else str(last + 1)
        )
        last = int(opening[1]) if opening else last + 1
        heading = f"Άρθρο {number}"
        yield Provision(
            number=heading_number(heading, ask.country) or number.lower(),
            heading=heading,
            rubric=rubric,
            context=tuple(context),
            text=text[opening.end() :] if opening and text[opening.end() :] else text or "(κενό)",
        )


def _child(element: Element, kind: str) -> Element | None:
    return next(iter(element.xpath(f".//div[@class='{kind}']")), None)
