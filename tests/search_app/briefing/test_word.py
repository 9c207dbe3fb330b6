"""DOCX of a briefing: real footnotes, languages, links, and the same bytes every time."""

from __future__ import annotations

import io
import re
import zipfile
from itertools import pairwise

import pytest
from lxml import etree

from search_app.briefing import tools, word
from search_app.briefing.word import word_file
from tests.search_app.briefing.samples import SHOWN, make_document, make_pictured

W = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
ID = f"{{{W['w']}}}id"


@pytest.fixture(scope="module")
def parts() -> dict[str, etree._Element]:
    with zipfile.ZipFile(io.BytesIO(word_file(make_document()))) as file:
        names = ("word/document.xml", "word/footnotes.xml", "docProps/core.xml")
        return {name: etree.fromstring(file.read(name)) for name in names}


def words(element: etree._Element) -> str:
    return "".join(element.itertext("{*}t"))


def test_the_creator_is_named(parts: dict[str, etree._Element]) -> None:
    assert parts["docProps/core.xml"].findtext("{*}creator") == "demandside"


def test_footnotes_are_footnotes_in_the_order_of_the_text(parts: dict[str, etree._Element]) -> None:
    text, notes = parts["word/document.xml"], parts["word/footnotes.xml"]
    referred = [r.get(ID) for r in text.iterfind(".//w:footnoteReference", W)]
    by_id = {n.get(ID): words(n).strip() for n in notes.iterfind("w:footnote", W)}
    assert [by_id[number] for number in referred] == [
        "6 kap. 11 § brottsbalken (1962:700). Official text: https://law.example/brb.",
        f"Second note {SHOWN}",
    ]


def test_text_is_never_markup(parts: dict[str, etree._Element]) -> None:
    assert SHOWN in words(parts["word/document.xml"])


def test_foreign_words_have_their_language(parts: dict[str, etree._Element]) -> None:
    languages = parts["word/footnotes.xml"].iterfind(".//w:lang", W)
    assert [tag.get(f"{{{W['w']}}}val") for tag in languages] == ["sv"]


def test_the_file_is_dated_with_the_release(parts: dict[str, etree._Element]) -> None:
    core = etree.tostring(parts["docProps/core.xml"], encoding="unicode")
    assert set(re.findall(r"\d{4}-\d\d-\d\d", core)) == {"2026-11-30"}


def test_the_same_document_gives_the_same_bytes() -> None:
    files = [word_file(make_document()) for _ in range(3)]
    assert all(one == other for one, other in pairwise(files))


def test_without_pandoc_a_sentence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> object:
        raise ImportError(name)

    monkeypatch.setattr(tools, "import_module", missing)
    with pytest.raises(tools.MissingToolError, match="pypandoc-binary"):
        word_file(make_document())


def test_a_picture_is_embedded_with_its_words_and_its_caption() -> None:
    content = word_file(make_pictured())
    assert content == word_file(make_pictured())
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        text = etree.fromstring(file.read("word/document.xml"))
        (media,) = [n for n in file.namelist() if n.startswith("word/media/")]
        assert file.read(media).startswith(b"\x89PNG\r\n")
    assert [p.get("descr") for p in text.iterfind(".//{*}docPr")] == [f"A map {SHOWN}"]
    assert text.find(".//{*}blip") is not None
    assert "Procuring. Source: https://site.example/map/procuring.svg" in words(text)


def test_without_the_tool_for_pictures_a_sentence_stands_for_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(word, "can_be_made", lambda: False)
    with zipfile.ZipFile(io.BytesIO(word_file(make_pictured()))) as file:
        text = words(etree.fromstring(file.read("word/document.xml")))
        assert not [n for n in file.namelist() if n.startswith("word/media/")]
    assert "extra [pictures] is not installed" in text and "A map #" in text
    assert "Procuring. Source: https://site.example/map/procuring.svg" in text
