"""The annex of a briefing: method, definitions, what is not known, and how to make it again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from search_app.briefing.document import (
    Block,
    HeadingBlock,
    Line,
    ListBlock,
    ParagraphBlock,
    TextRun,
)
from search_app.briefing.gaps import Shown
from search_app.briefing.words import PageWords
from search_app.compare import Cell
from search_app.labels import help_text, ids, label
from search_app.release import LICENCE, LICENCE_URL, Release
from search_app.wording import gettext


def annex(shown: Shown, words: PageWords, release: Release, address: str) -> Iterator[Block]:
    """Yield the blocks of the annex.

    Args:
        shown: what the briefing shows.
        words: the words of pages.
        release: what the briefing was made from.
        address: the address that makes the same briefing again.
    """
    yield HeadingBlock(1, TextRun(gettext("Annex")))
    yield from _method(words)
    yield from _definitions(shown.cells)
    yield from _open(shown, words)
    yield HeadingBlock(2, TextRun(gettext("Release and address")))
    yield ParagraphBlock(
        (
            TextRun(
                gettext(
                    "Made from release %(release)s of demandside, whose sources were last read on"
                    " %(day)s. The data are licensed under ",
                    release=release.id,
                    day=words.day(release.day),
                )
            ),
            TextRun(LICENCE, url=LICENCE_URL),
            TextRun(". " + gettext("This address makes the same document again:") + " "),
            TextRun(address, url=address),
        )
    )


def _method(words: PageWords) -> Iterator[Block]:
    yield HeadingBlock(2, TextRun(gettext("Method")))
    method = words.address("/method")
    yield ParagraphBlock(
        (
            TextRun(
                gettext(
                    "Each status is computed by published rules from facts that were read in the"
                    " text of the law; each footnote names that text, its official address, the"
                    " day of the wording and the day on which it was read. Only the official"
                    " texts are authentic; this is not legal advice. The rules:"
                )
                + " "
            ),
            TextRun(method, url=method),
        )
    )


def _definitions(cells: Sequence[Cell]) -> Iterator[Block]:
    yield HeadingBlock(2, TextRun(gettext("Definitions")))
    used = {cell.status.id: cell.status for cell in cells}
    lines: list[Line] = [
        (TextRun(gettext(status.label), strong=True), TextRun(f": {gettext(status.help)}"))
        for status in sorted(used.values(), key=lambda s: (-s.weight, s.id))
    ]
    lines += [
        (
            TextRun(label(name, "answer-confidence"), strong=True),
            TextRun(f": {help_text(name, 'answer-confidence')}"),
        )
        for name in ids("answer-confidence")
    ]
    yield ListBlock(tuple(lines))


def _open(shown: Shown, words: PageWords) -> Iterator[Block]:
    yield HeadingBlock(2, TextRun(gettext("What is not known")))
    lines: tuple[Line, ...] = tuple(
        (TextRun(f"{about}: ", strong=True), TextRun(f"{reasons}."))
        for about, reasons in shown.gaps(words)
    )
    if lines:
        yield ListBlock(lines)
    yield ParagraphBlock(
        (
            TextRun(
                gettext(
                    "Listed is what our records mark as open: law that was not read or is unclear,"
                    " texts not seen, days not known, facts that no text held here confirms, other"
                    " readings, and changes on their way. Case law, practice and local rules were"
                    " not searched throughout, so what is not listed may be open too."
                )
            ),
        )
    )
