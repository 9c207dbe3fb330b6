"""Makes sure that a response did not break off on its way; `PROOFS` says what proves it.

<html>…</html>              whole
<html>…<p>A colony may      breaks off: no end tag
<div>…<div>…</div>          breaks off: a piece of a page with an open `div`
"""

from __future__ import annotations

import re
from collections import Counter

from crawler.parsing import FormatError

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
    "ie": f"{XML} or {HTML}",
    "cz": f"{JSON}; the number of pages",
    "feed": XML,
    "gr": "the end mark and table of the PDF; the articles are counted without a gap",
    "de": f"{XML}, in a ZIP its table and the sums of its files",
    "greta": (
        f"{XML} of the feed, which lists the sections; of a section only that its paragraphs are"
        " closed: one that breaks off between two paragraphs cannot be told"
    ),
    "eurostat": f"{JSON}; the sizes of the dimensions",
    "ro": f"{HTML}; the contents list of the page",
    "be": HTML,
    "lu": f"{XML} or {JSON}",
    "mt": "the end mark and table of the PDF; the page before it only leads on",
    "dk": XML,
    "lv": HTML,
    "hr": f"{HTML} or {JSON}",
    "hu": (
        f"{HTML}, which names the sections and annexes of the blocks; of the blocks that their last"
        " piece is closed: paragraphs missing after the last named section cannot be told"
    ),
    "it": f"{XML} or {JSON}; the page before it only leads on",
    "bg": JSON,
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
