"""Makes sure that an answer did not break off on its way; what proves it stands in `PROOFS`."""

from __future__ import annotations

import re
from collections import Counter

from crawler.reading import FormatError

# `<div`, `</h1`
_TAG = re.compile(rb"<(/?)([A-Za-z][A-Za-z0-9]*+)")
XML, JSON, HTML = "well-formed XML", "well-formed JSON", "the end tag of the page"
PROOFS = {
    "akoma_ntoso": XML,
    "boe": f"{XML} or {JSON}",
    "bwb": f"{XML}; the list says how many records there are",
    "cellar": f"{HTML}, {XML} or {JSON}; a page is held against its own marks of articles",
    "cellar_document": HTML,
    "cellar_resolution": HTML,
    "cylaw": f"{HTML}, or the foot of the page",
    "dre": f"{JSON}; steps before it only lead on",
    "eisb": f"{XML} or {HTML}",
    "esbirka": f"{JSON}; the number of pages",
    "feed": XML,
    "fek": "the end mark and table of the PDF",
    "formex": f"{XML}, in a ZIP its table and the sums of its files",
    "gii_norm": f"{XML}, in a ZIP its table and the sums of its files",
    "greta": (
        f"{XML} of the feed, which lists the sections; of a section only that its paragraphs are"
        " closed: one that breaks off between two paragraphs cannot be told"
    ),
    "jsonstat": f"{JSON}; the sizes of the dimensions",
    "just_ro": f"{HTML}; the contents list of the page",
    "justel": HTML,
    "legi": XML,
    "legilux": f"{XML} or {JSON}",
    "legislation_mt": "the end mark and table of the PDF; the page before it only leads on",
    "lexdania": XML,
    "likumi": HTML,
    "narodne_novine": f"{HTML} or {JSON}",
    "neuris": JSON,
    "njt": (
        f"{HTML}, which names the sections and annexes of the blocks; of the blocks that their last"
        " piece is closed: paragraphs missing after the last named section cannot be told"
    ),
    "normattiva": f"{XML} or {JSON}; the page before it only leads on",
    "parliament_bg": JSON,
    "pisrs": f"{JSON}; the contents list of the version",
    "piste": f"{JSON}; the number of articles in force",
    "plan_page": HTML,
    "riigi_teataja": XML,
    "riksdagen": JSON,
    "ris": f"{XML} or {JSON}; the list says how many documents there are",
    "sejm": f"{HTML} or {JSON}",
    "slovlex": f"{JSON}, {HTML}, or all elements closed where a text is a piece of a page",
    "tar": JSON,
    "transposition": JSON,
    "wordpress": JSON,
}
"""What proves, format by format, that an answer is whole, and what cannot be proved.

Besides, a crawl gives up an answer that is shorter than its Content-Length says.
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
    """Make sure that a piece of a page ends outside any tag and closes all it opens of some kinds.

    Raises:
        FormatError: it does not.
    """
    left = Counter[str]()
    for closing, tag in _TAG.findall(body):
        left[tag.decode().lower()] += -1 if closing else 1
    for tag in tags:
        if left[tag] > 0:
            raise FormatError(f"the page breaks off before its end: {left[tag]} {tag} open")
    if body.rfind(b"<") > body.rfind(b">"):
        raise FormatError("the page breaks off before its end, inside a tag")
