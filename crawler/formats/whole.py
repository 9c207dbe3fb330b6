"""Makes sure that a response did not break off, and that its words ended in provisions.

<html>…</html>              whole
<html>…<p>A colony may      breaks off: no end tag
<div>…<div>…</div>          breaks off: a piece of a page with an open `div`

`PROOFS` says what proves that a response is whole. `unread` measures what a parser made of it: at
least 98 % of the words of the body must stand in provisions, else the crawl warns.

    body: Art. 1 Bees fly. Annex: a list      provisions: “Art. 1”, “Bees fly.”      4 of 7 words
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from corpus.texts import Provision
from crawler.parsing import Ask, FormatError, ParsedText

LEAST_SHARE = 0.98
"""Share of the words of a body that must stand in provisions, so that a crawl does not warn."""
_SHOWN = 8
"""Words that a warning shows."""

# `<div`, `</h1`: a slash, if any, and the name
_TAG = re.compile(rb"<(/?)([A-Za-z][A-Za-z0-9]*+)")
XML, JSON, HTML = "well-formed XML", "well-formed JSON", "the end tag of the page"
PROOFS = {
    "fi": XML,
    "es": f"{XML} or {JSON}",
    "nl": f"{XML}; the list says how many records there are",
    "eu": f"{HTML}, {XML} or {JSON}; a page is held against its own marks of articles",
    "eu-commission": HTML,
    "ep-resolutions": HTML,
    "cy": f"{HTML}, or the foot of the page",
    "pt": f"{JSON}; steps before it only lead on",
    "ie": f"{XML} or {HTML}; the arrangement of sections of a page",
    "cz": f"{JSON}; the number of pages",
    "feed": XML,
    "gr": "the end mark and table of the PDF; the articles are counted without a gap",
    "de": f"{XML}, in a ZIP its table and the sums of its files; every paragraph has its number",
    "greta": (
        f"{XML} of the feed, which lists the sections; of a section only that its paragraphs are"
        " closed: one that breaks off between two paragraphs cannot be told"
    ),
    "eurostat": f"{JSON}; the sizes of the dimensions",
    "ro": f"{HTML}; the contents list of the page",
    "be": f"{HTML}; the contents list of the page",
    "lu": f"{XML} or {JSON}",
    "mt": "the end mark and table of the PDF; the page before it only leads on",
    "dk": XML,
    "lv": f"{HTML}; the contents list of the page",
    "hr": f"{HTML} or {JSON}",
    "hu": (
        f"{HTML}, which names the sections and annexes of the blocks; of the blocks that their last"
        " piece is closed: paragraphs missing after the last named section cannot be told"
    ),
    "it": f"{XML} or {JSON}; the page before it only leads on",
    "bg": f"{JSON}; the line that says when the instrument was adopted",
    "si": f"{JSON}; the contents list of the version",
    "fr": f"{JSON}; the number of articles in force",
    "national-plans": HTML,
    "ee": XML,
    "se": JSON,
    "at": f"{XML} or {JSON}; the list says how many documents there are",
    "pl": f"{HTML} and the list of its own parts and units, or {JSON}",
    "sk": f"{JSON}, {HTML}, or all elements closed where a text is a piece of a page",
    "lt": JSON,
    "eu-transposition": JSON,
    "wordpress": JSON,
}
"""What proves, format by format, that a response is whole, and what cannot be proved.

A crawl also gives up a response that is shorter than its Content-Length says.
"""

UNMEASURED = {
    "fr": "an article is one field, which is taken whole; the number of articles proves the rest",
    "feed": "of an entry only title, day and link are kept",
    "wordpress": "of a post only title, day and link are kept",
    "national-plans": "of a page only title, hash and links to files are kept",
    "eurostat": "a table of figures, each of which is kept with its dimensions",
    "eu-transposition": "a table of measures, each row of which is kept",
}
"""Formats that tell no body, and why the share of their words would say nothing."""


def page(body: bytes, *ends: bytes) -> None:
    """Make sure that a page has one of the end tags (`</html>` when none is named) near its end.

    Raises:
        FormatError: it has none.
    """
    last = body[-2_000:].lower()
    if not any(end in last for end in ends or (b"</html>",)):
        raise FormatError("the page breaks off before its end")


def fragment(body: bytes, *tags: str) -> None:
    """Make sure that a piece of a page ends outside any tag and closes every one of these tags.

    Raises:
        FormatError: it does not.
    """
    open_tags = Counter[str]()
    for closing, tag in _TAG.findall(body):
        open_tags[tag.decode().lower()] += -1 if closing else 1
    for tag in tags:
        if open_tags[tag] > 0:
            raise FormatError(f"the page breaks off before its end: {open_tags[tag]} {tag} open")
    if body.rfind(b"<") > body.rfind(b">"):
        raise FormatError("the page breaks off before its end, inside a tag")


def contents(ask: Ask, listed: Sequence[str], read: Iterable[str]) -> tuple[str, ...]:
    """Compare what the contents list of a document names (numbers, anchors) with what was read.

    Lists are kept by hand, so that a few of many may be missing; a note says which.

    Raises:
        FormatError: the last one is missing, or more than 2 %: the text breaks off.
    """
    present = set(read)
    missing = [name for name in listed if name not in present]
    if not missing:
        return ()
    shown = ", ".join(missing[:_SHOWN])
    said = (
        f"{len(missing)} of {len(listed)} entries of the contents list are not in the text: {shown}"
    )
    if missing[-1] == listed[-1] or len(missing) > len(listed) * (1 - LEAST_SHARE):
        raise FormatError(f"{ask.identifier}: {said}")
    return (f"{said}.",)


def unread(parsed: Iterable[ParsedText]) -> str:
    """Return a warning if too few words of the responses ended in provisions, else nothing.

    Responses whose format does not tell their body are left out.
    """
    body, read = Counter[str](), Counter[str]()
    for text in parsed:
        if text.body:
            body.update(_words(text.body))
            read.update(_written(text.provisions))
    lost = body - read
    share = 1 - lost.total() / body.total() if body else 1.0
    if share >= LEAST_SHARE:
        return ""
    shown = " ".join(list(lost)[:_SHOWN])
    return (
        f"{share:.1%} of the words of the text ended in provisions, expected at least"
        f" {LEAST_SHARE:.0%}; missing are: {shown} …"
    )


def textless(provisions: Sequence[Provision]) -> str:
    """Return a warning if provisions have neither text nor title: one that is repealed says so."""
    numbers = [p.number for p in provisions if not (p.text or p.rubric)]
    more = " …" if len(numbers) > _SHOWN else ""
    return f"no text: {', '.join(numbers[:_SHOWN])}{more}" if numbers else ""


def _written(provisions: Iterable[Provision]) -> Counter[str]:
    """Count the words of provisions; the heading of a division above several counts once."""
    words, above = Counter[str](), set[tuple[str, ...]]()
    for provision in provisions:
        for part in (provision.heading, provision.rubric, provision.text):
            words.update(_words(part))
        above |= {provision.context[: depth + 1] for depth in range(len(provision.context))}
    for context in above:
        words.update(_words(context[-1]))
    return words


def _words(text: str) -> list[str]:
    """Return the words and numbers of a text, without soft hyphens: `382-1` is two."""
    return re.findall(r"\w+", text.replace("\u00ad", "").casefold())
