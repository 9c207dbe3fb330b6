"""PDF of a briefing: PDF/UA-1, its words, and the same bytes every time."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pytest
from pypdf import PdfReader

from search_app.briefing import typesetting
from search_app.briefing.document import Footnote, ListBlock, TextRun
from search_app.briefing.typesetting import pdf_file, typst_source
from tests.search_app.briefing.samples import SHOWN, make_document, make_picture, make_pictured


@pytest.fixture(scope="module")
def reader() -> PdfReader:
    return PdfReader(io.BytesIO(pdf_file(make_document('A "title" \\ 😀 漢'))))


def words(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_it_says_that_it_is_accessible_and_is_tagged(reader: PdfReader) -> None:
    root: Any = reader.trailer["/Root"]
    assert "<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data().decode()
    assert root["/MarkInfo"]["/Marked"] is True or root["/MarkInfo"]["/Marked"].value
    assert root["/Lang"].startswith("en")
    assert root["/StructTreeRoot"]["/K"]


def test_statements_and_footnotes_can_be_read(reader: PdfReader) -> None:
    text = words(reader)
    assert "Criminal offence. Since 1999.1" in text
    assert "16 kap. 11 § brottsbalken (1962:700). Official text: https://law.example/brb." in text
    assert SHOWN in text
    assert "Δύο – два" in text


def test_what_no_font_has_is_written_as_code_points(reader: PdfReader) -> None:
    assert reader.metadata is not None
    assert reader.metadata.title == 'A "title" \\ [U+1F600] [U+6F22]'


def test_the_same_document_gives_the_same_bytes_dated_with_the_release() -> None:
    first, second = pdf_file(make_document()), pdf_file(make_document())
    assert first == second
    metadata = PdfReader(io.BytesIO(first)).metadata
    assert metadata is not None and metadata.creation_date is not None
    assert metadata.creation_date.date() == make_document().day


def test_a_list_with_long_footnotes_over_many_pages_stays_accessible() -> None:
    note = Footnote((TextRun("A provision and where it stands. " * 12),))
    lines = tuple((TextRun(f"Line {number} says something. " * 3), note) for number in range(120))
    document = replace(make_document(), blocks=(ListBlock(lines),))
    assert len(PdfReader(io.BytesIO(pdf_file(document))).pages) > 10


def test_no_string_can_be_left() -> None:
    source = typst_source(make_document('" + read("/etc/passwd") + "\\'))
    assert '"\\" + read(\\"/etc/passwd\\") + \\"\\\\"' in source


def figures(element: Any) -> list[Any]:
    """The structure elements of figures below an element of the structure tree."""
    element = element.get_object()
    if isinstance(element, list):
        return [figure for kid in element for figure in figures(kid)]
    if not hasattr(element, "get"):
        return []
    own = [element] if element.get("/S") == "/Figure" else []
    return own + (figures(element["/K"]) if "/K" in element else [])


@pytest.mark.parametrize("fonts", [True, False])
def test_a_picture_has_words_for_those_who_do_not_see_it(
    monkeypatch: pytest.MonkeyPatch, fonts: bool
) -> None:
    if not fonts:
        monkeypatch.setattr(typesetting, "font_folders", list)
    file = PdfReader(io.BytesIO(pdf_file(make_pictured())))
    root: Any = file.trailer["/Root"]
    assert "<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data().decode()
    (figure,) = figures(root["/StructTreeRoot"]["/K"])
    assert figure["/Alt"] == f"A map {SHOWN}"
    assert "Procuring. Source: https://site.example/map/procuring.svg" in words(file)


def test_a_picture_cannot_leave_its_string_and_may_hold_what_no_font_has() -> None:
    odd = make_picture('" + read("/etc/passwd") + "\\ 😀')
    file = PdfReader(io.BytesIO(pdf_file(replace(make_document(), blocks=(odd,)))))
    assert len(file.pages) == 1
