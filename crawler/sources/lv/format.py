"""Likumi.lv, the consolidated law of Latvia: one HTML page, a div for each article or point."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from corpus.numbers import heading_number
from corpus.texts import Provision
from crawler.formats import days, markup, whole
from crawler.parsing import Ask, Follow, FormatError, ParsedText, check_identity

_NOTES = ("labojumu_pamats", "panta-doc-npk", "info-icon-wrapper")
_HEADING = re.compile(r"(\d+(?:\.\d+)*)\.?(?:\^(\d+)\.?)?\s*(pants\b)?\.?\s*")
_LEVELS = ("daļa", "sadaļa", "nodaļa")
_REPEALED = "zaudējis spēku"


def read(body: bytes, ask: Ask) -> ParsedText:
    """Return the act of a page, or for a sitemap index the sitemaps that it names.

    Raises:
        FormatError: the page has no text, is another act, or has a text without articles and
            points (old announcements are plain paragraphs).
    """
    if ask.role == "list":
        places = [markup.line(each) for each in markup.find(markup.xml(body), "loc")]
        return ParsedText(follow=tuple(Follow(place, "list") for place in places))
    root = markup.page(body)
    texts = root.xpath("//div[contains(concat(' ',@class,' '),' doc-body ')]")
    if not texts:
        raise FormatError("the page of Likumi has no text of an act")
    whole.page(body)
    text = texts[0]
    facts = _facts(root)
    title = facts.get("nosaukums", "")
    numbered = [markup.line(each) for each in text if _class(each) in ("TV206", "TV207")]
    check_identity(ask, title, *numbered)
    shown = markup.line(next(iter(root.xpath("//*[@id='version_date']")), None))
    provisions = tuple(_provisions(text, ask))
    if not provisions:
        raise FormatError("the act on the page of Likumi has no article and no numbered point")
    return ParsedText(
        provisions=provisions,
        title=title,
        language=ask.language,
        adopted=days.iso(facts.get("pieņemts")),
        published=days.iso(facts.get("publicēts")),
        in_force=days.iso(shown) or days.iso(facts.get("stājas spēkā")),
        status="repealed" if _REPEALED in facts.get("statuss", "") else "",
        kind="regulation" if "noteikumi" in facts.get("veids", "") else "",
    )


def _facts(root: Any) -> dict[str, str]:
    """Return what the passport of the act says, by its labels in lower case."""
    facts: dict[str, str] = {}
    for each in root.xpath("//div[contains(@class,'pase-container')]//span"):
        label, _, value = markup.line(each).partition(":")
        facts.setdefault(label.strip().lower(), value.strip())
    return facts


def _class(element: Any) -> str:
    return next(iter((element.get("class") or "").split()), "")


def _provisions(text: Any, ask: Ask) -> Iterator[Provision]:
    context: list[tuple[int, str]] = []
    closed = False
    for element in text:
        kind = _class(element)
        if kind in ("TV212", "TV214", "TV403"):
            heading, closed = _heading(element), kind == "TV403"
            level = -1 if kind == "TV214" else _level(heading)
            context = [each for each in context if each[0] < level] + [(level, heading)]
        elif kind == "TV216":
            closed = True  # the signature: what comes after it are annexes and explanations
        elif kind == "TV213" and element.get("data-pfx") in ("p", "pn") and not closed:
            yield _provision(element, tuple(name for _, name in context), ask)


def _heading(element: Any) -> str:
    lines = [line for line in markup.text(element).split("\n") if not re.match(r"\(.*\d{4}", line)]
    return " ".join(lines)


def _level(heading: str) -> int:
    words = heading.lower().split()[:3]
    return next((i for i, word in enumerate(_LEVELS) if word in words), len(_LEVELS))


def _provision(element: Any, context: tuple[str, ...], ask: Ask) -> Provision:
    """Return an article (`9.1 pants`), a point of a regulation or one of the transition."""
    notes = [markup.line(each) for each in element.iter("p") if _class(each) == _NOTES[0]]
    markup.drop([each for each in element.iter("p", "div") if _class(each) in _NOTES])
    lines = markup.text(element).split("\n")
    found = _HEADING.match(lines[0].replace("^ ", ""))
    if not found:
        raise FormatError(f"an article of Likumi has no number: {lines[0][:40]}")
    number, dot = (f"{found[1]}.{found[2]}", "") if found[2] else (found[1], ".")
    rest = lines[0].replace("^ ", "")[found.end() :]
    in_transition = element.get("data-pfx") == "pn"
    heading = f"{number}{dot} {'pants' if found[3] else 'punkts'}"
    if in_transition:
        heading = f"Pārejas noteikumu {heading}"
    bold = markup.line(element.find(".//b")).replace("^ ", "")
    rubric = rest if found[3] and bold == lines[0].replace("^ ", "") else ""
    kept = lines[1:] if rubric or not rest else [rest, *lines[1:]]
    return Provision(
        number=f"pn{number}" if in_transition else heading_number(heading, ask.country) or number,
        heading=heading,
        rubric=rubric,
        context=context,
        text="\n".join(kept) or " ".join(notes),
    )
