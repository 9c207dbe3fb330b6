"""A small document with text that would be markup if a writer let it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from search_app.briefing.document import (
    BriefingDocument,
    Footnote,
    HeadingBlock,
    ListBlock,
    ParagraphBlock,
    PictureBlock,
    TableBlock,
    TextRun,
)

HOSTILE = "# $x$ \\alpha [a](b) <script>alert(1)</script> *b* _i_ `c` #eval(1) @ref ~s~ \u202eabc"
SHOWN = HOSTILE.replace("\u202e", "\\u202e")


def make_document(title: str = "A briefing") -> BriefingDocument:
    law = Footnote(
        (
            TextRun("6 kap. 11 § brottsbalken (1962:700)", "sv"),
            TextRun(". Official text: "),
            TextRun("https://law.example/brb", url="https://law.example/brb"),
            TextRun("."),
        )
    )
    other = Footnote((TextRun(f"Second note {HOSTILE}"),))
    return BriefingDocument(
        title,
        "en",
        dt.date(2026, 11, 30),
        (
            HeadingBlock(1, TextRun("Sweden")),
            ParagraphBlock(
                (TextRun("Criminal offence", strong=True), TextRun(". Since 1999."), law)
            ),
            ParagraphBlock((TextRun(HOSTILE),), quoted=True),
            ListBlock(((TextRun("1. One"), other), (TextRun("Δύο – два"),))),
            TableBlock(("Question", "Sweden"), (("Buying | sex", "Criminal offence"),)),
        ),
    )


def make_picture(label: str = "Sweden") -> PictureBlock:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20" width="40" height="20">'
        f'<rect width="40" height="20" fill="#123"/><text x="2" y="14">{label}</text></svg>'
    )
    address = "https://site.example/map/procuring.svg?as_of=2016-12-31&lang=en"
    caption = (
        TextRun("Procuring.", strong=True),
        TextRun(" Source: "),
        TextRun(address, url=address),
    )
    return PictureBlock(svg, 40, 20, f"A map {HOSTILE}", caption, address, f"{address}&theme=dark")


def make_pictured() -> BriefingDocument:
    return replace(make_document(), blocks=(*make_document().blocks, make_picture()))
