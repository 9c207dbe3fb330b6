"""Gazettes of Greece: blanks that are missing in the PDF, and articles that are counted."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ContentStream

from crawler.parsing import Ask, FormatError
from crawler.sources.gr.format import read
from tests.crawler import answers

ANSWER = answers.folder("gr") / "act.pdf"
ASK = Ask("gr", "gr-nomos-vivlia", "el", "https://gazette.example/", expect=("9999",))
BLANK = "21"
"""The glyph of a blank in the answer."""
# `<3d4c21> Tj`: glyphs that are shown
_SHOWN = re.compile(r"<([0-9a-f]+)> Tj")
# `Άρθρο 2` in the glyphs of the answer: five letters, a blank, a digit
_HEADING = re.compile(r"36625962602128|366259626021(2[8-9a-f]|30)")


def shown(change: Callable[[str], str]) -> bytes:
    """Return the answer with every operator that shows glyphs changed."""
    writer = PdfWriter(clone_from=PdfReader(ANSWER))
    for sheet in writer.pages:
        content = sheet.get_contents()
        assert content is not None
        data = _SHOWN.sub(lambda match: change(match[1]), content.get_data().decode())
        stream = ContentStream(None, writer)
        stream.set_data(data.encode())
        sheet.replace_contents(stream)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def pairs(glyphs: str) -> list[str]:
    return re.findall("..", glyphs)


def unspaced_heading(glyphs: str) -> str:
    kept = glyphs.replace(BLANK, "") if _HEADING.match(glyphs) and len(glyphs) < 20 else glyphs
    return f"<{kept}> Tj"


def gapped(width: int) -> Callable[[str], str]:
    """Return a change that leaves room in the place of each blank."""

    def change(glyphs: str) -> str:
        words = [f"<{word}>" for word in spaced(glyphs)]
        return f"[{f' {-width} '.join(words)}] TJ"

    return change


def spaced(glyphs: str) -> list[str]:
    words = [""]
    for glyph in pairs(glyphs):
        if glyph == BLANK:
            words.append("")
        else:
            words[-1] += glyph
    return [word for word in words if word]


def test_headings_without_a_blank_open_articles() -> None:
    usual = read(ANSWER.read_bytes(), ASK)
    found = read(shown(unspaced_heading), ASK)
    assert [p.heading for p in found.provisions] == [p.heading for p in usual.provisions]
    quoted = [p.text.replace("Άρθρο 9", "Άρθρο9") for p in usual.provisions]
    assert [p.text for p in found.provisions] == quoted


def test_room_between_words_is_a_blank_where_there_are_none() -> None:
    usual = read(ANSWER.read_bytes(), ASK)
    found = read(shown(gapped(200)), ASK)
    assert found.provisions == usual.provisions
    assert found.adopted == usual.adopted == "2010-05-03"


def test_words_that_run_together_are_refused() -> None:
    with pytest.raises(FormatError, match="words of the gazette run together"):
        read(shown(gapped(0)), ASK)


@pytest.mark.parametrize(
    ("numbers", "says"),
    [
        ({"2b"}, "1 of 4 articles are missing, first 3"),
        ({"2b", "2c"}, "2 of 4 articles are missing, first 3"),
    ],
)
def test_articles_that_are_missing_in_the_count_are_refused(numbers: set[str], says: str) -> None:
    # a heading that goes on behind its number is not read as one
    def glued(glyphs: str) -> str:
        lost = _HEADING.match(glyphs) and glyphs[-2:] in numbers and len(glyphs) < 20
        return f"<{glyphs}{BLANK}3d3d3d3d> Tj" if lost else f"<{glyphs}> Tj"

    with pytest.raises(FormatError, match=says):
        read(shown(glued), ASK)
