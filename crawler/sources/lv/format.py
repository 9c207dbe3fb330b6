"""Likumi.lv, the consolidated law of Latvia: one HTML page, a div for each article or point.

<div class="doc-body"><div class="TV212"><p>II nodaļa</p><p>Stropi</p></div>
<div class="TV213" data-pfx="p"><p><b>9.<sup>1</sup> pants. Vieta</b></p><p>(1) …</p></div>
<div class="TV213" data-pfx="pn"><p>1. Šis likums …</p></div>

The list of contents beside the text names every article by its anchor, which must be in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.numbers import heading_number
from corpus.texts import Provision
from crawler.formats import days, markup, whole
from crawler.formats.markup import Element
from crawler.parsing import Ask, Follow, FormatError, ParsedText, check_identity

_NOTES = ("labojumu_pamats", "panta-doc-npk", "info-icon-wrapper")
# `9.^1 pants. `, `12.3. `
_HEADING = re.compile(r"(\d+(?:\.\d+)*)\.?(?:\^(\d+)\.?)?\s*(pants\b)?\.?\s*")
_LEVELS = ("daļa", "sadaļa", "nodaļa")
_REPEALED = "zaudējis spēku"
# `Ministru kabineta noteikumi`, `saistošie noteikumi`, `rīkojums`: what counts its points
_WITH_POINTS = re.compile(r"noteikum|rīkojum|instrukcij|lēmum|nolikum|ieteikum")
_TITLES = ("TV206", "TV207", "TV208", "TV900", "notify-msg", "TV215")
"""Parts around the law: who made it, title, basis, warnings, the day on which it takes force."""
_ENDS = ("TV403", "TV216")
"""A reference to directives of the EU, the signature: annexes and explanations follow."""


def read(body: bytes, ask: Ask) -> ParsedText:
    """Return the instrument of a page, or for a sitemap index the sitemaps that it names.

    Raises:
        FormatError: the page has no text, is another instrument, or has a text without articles and
            points (old announcements are plain paragraphs).
    """
    if ask.role == "list":
        places = [markup.line(loc) for loc in markup.find(markup.xml(body), "loc")]
        return ParsedText(follow=tuple(Follow(place, "list") for place in places))
    root = markup.page(body)
    texts = root.xpath("//div[contains(concat(' ',@class,' '),' doc-body ')]")
    if not texts:
        raise FormatError("the page of Likumi has no text of an instrument")
    whole.page(body)
    text = texts[0]
    facts = _facts(root)
    title = facts.get("nosaukums", "")
    numbers = [markup.line(part) for part in text if _class(part) in ("TV206", "TV207")]
    check_identity(ask, title, *numbers)
    shown = markup.line(next(iter(root.xpath("//*[@id='version_date']")), None))
    provisions = tuple(_provisions(text, _unit(facts), ask))
    if not provisions:
        raise FormatError(
            "the instrument on the page of Likumi has no article and no numbered point"
        )
    anchors = [str(link)[1:] for link in root.xpath("//li[@class='satura-pants']/a/@href")]
    notes = whole.contents(ask, anchors, [str(name) for name in text.xpath(".//a/@name")])
    return ParsedText(
        provisions=provisions,
        title=title,
        language=ask.language,
        adopted=days.iso(facts.get("pieņemts")),
        published=days.iso(facts.get("publicēts")),
        in_force=days.iso(shown) or days.iso(facts.get("stājas spēkā")),
        status="repealed" if _REPEALED in facts.get("statuss", "") else "",
        kind="regulation" if "noteikumi" in facts.get("veids", "") else "",
        body="\n".join(_body(text)),
        notes=notes,
    )


def _facts(root: Element) -> dict[str, str]:
    """Return what the passport of the instrument says, by its labels in lower case."""
    facts: dict[str, str] = {}
    for fact in root.xpath("//div[contains(@class,'pase-container')]//span"):
        label, _, value = markup.line(fact).partition(":")
        facts.setdefault(label.strip().lower(), value.strip())
    return facts


def _class(element: Element) -> str:
    """Return the first class of an element, which says what it is."""
    return next(iter(markup.classes(element)), "")


def _unit(facts: dict[str, str]) -> str:
    """Return what the instrument calls its units: articles, or in the passport of others points.

    The Constitution does not say so itself: it writes `1.` and is cited as `1. pants`.
    """
    kind = facts.get("veids", "")
    return "pants" if kind and not _WITH_POINTS.search(kind) else "punkts"


def _body(text: Element) -> Iterator[str]:
    """Yield the text of the parts that hold law: neither titles nor what follows the signature."""
    for element in text:
        if _class(element) in _ENDS:
            return
        if _class(element) not in _TITLES:
            in_article = _class(element) == "TV213"
            yield markup.text(element) if in_article else _heading(element)


def _provisions(text: Element, unit: str, ask: Ask) -> Iterator[Provision]:
    context: list[tuple[int, str]] = []
    closed = False
    for element in text:
        kind = _class(element)
        if kind in ("TV212", "TV214", "TV403"):
            heading, closed = _heading(element), kind == "TV403"
            level = -1 if kind == "TV214" else _level(heading)
            context = [division for division in context if division[0] < level] + [(level, heading)]
        elif kind == "TV216":
            closed = True  # the signature: what comes after it are annexes and explanations
        elif kind == "TV213" and element.get("data-pfx") in ("p", "pn") and not closed:
            yield _provision(element, tuple(name for _, name in context), unit, ask)


def _heading(element: Element) -> str:
    """Return the heading of a division without notes such as `(1.1.2024. redakcijā)`."""
    # `(01.01.2024. likuma redakcijā)`
    lines = [line for line in markup.text(element).split("\n") if not re.match(r"\(.*\d{4}", line)]
    return " ".join(lines)


def _level(heading: str) -> int:
    words = heading.lower().split()[:3]
    return next((i for i, word in enumerate(_LEVELS) if word in words), len(_LEVELS))


def _provision(element: Element, context: tuple[str, ...], unit: str, ask: Ask) -> Provision:
    """Return an article (`9.1 pants`), a point of a regulation or one of the transition."""
    notes = [markup.line(e) for e in element.iter("p", "div") if _class(e) == _NOTES[0]]
    markup.drop([note for note in element.iter("p", "div") if _class(note) in _NOTES])
    first, *others = markup.text(element).split("\n")
    first = first.replace("^ ", "")
    opening = _HEADING.match(first)
    if not opening:
        raise FormatError(f"an article of Likumi has no number: {first[:40]}")
    number, dot = (f"{opening[1]}.{opening[2]}", "") if opening[2] else (opening[1], ".")
    rest = first[opening.end() :]
    in_transition = element.get("data-pfx") == "pn"
    heading = f"{number}{dot} {opening[3] or unit}"
    if in_transition:
        heading = f"Pārejas noteikumu {number}{dot} punkts"
    bold = markup.line(element.find(".//b")).replace("^ ", "")
    rubric = rest if opening[3] and bold == first else ""
    lines = others if rubric or not rest else [rest, *others]
    return Provision(
        number=f"pn{number}" if in_transition else heading_number(heading, ask.country) or number,
        heading=heading,
        rubric=rubric,
        context=context,
        text="\n".join(lines) or " ".join(notes),
    )
