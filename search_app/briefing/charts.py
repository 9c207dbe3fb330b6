"""Charts of a briefing: pictures with their caption, and the words that say the same."""

from __future__ import annotations

from collections.abc import Sequence

from search_app.briefing.document import Line, PictureBlock, TextRun
from search_app.briefing.words import ChartPicture, PageWords
from search_app.counting import StateCount
from search_app.release import LICENCE, LICENCE_URL, Release
from search_app.strips import Strip
from search_app.wording import gettext


def map_block(told: StateCount, words: PageWords, release: Release) -> PictureBlock:
    """Return the map of a count."""
    short, day = gettext(told.question.short), words.day(told.as_of)
    text = gettext(
        "Map of the member states, coloured and patterned by status: %(question)s, the law as"
        " of %(day)s. %(sentence)s The list below names each state.",
        question=short,
        day=day,
        sentence=words.count(told),
    )
    title = gettext("%(question)s: the law as of %(day)s.", question=short, day=day)
    return _block(words.map(told), text, title, release)


def timeline_block(strips: Sequence[Strip], words: PageWords, release: Release) -> PictureBlock:
    """Return the strips of a question, one a state."""
    first = strips[0]
    times = {
        "question": gettext(first.question.short),
        "since": words.day(first.start),
        "day": words.day(first.end),
    }
    text = gettext(
        "Timeline with a strip for each member state, coloured and patterned by status:"
        " %(question)s, from %(since)s to %(day)s. The list below has the same periods.",
        **times,
    )
    title = gettext("%(question)s: the law from %(since)s to %(day)s.", **times)
    return _block(words.timeline(strips), text, title, release)


def _block(picture: ChartPicture, text: str, title: str, release: Release) -> PictureBlock:
    source = gettext("Source: demandside, release %(release)s,", release=release.id)
    caption: Line = (
        TextRun(title, strong=True),
        TextRun(f" {source} "),
        TextRun(picture.address, url=picture.address),
        TextRun(". " + gettext("Data:") + " "),
        TextRun(LICENCE, url=LICENCE_URL),
        TextRun("."),
    )
    return PictureBlock(
        svg=picture.svg,
        width=picture.width,
        height=picture.height,
        text=text,
        caption=caption,
        address=picture.address,
        dark=picture.dark,
    )
