"""Every format is called through one door: what a parser did not foresee becomes a FormatError."""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from pathlib import Path

import pytest

import crawler.formats
from corpus.texts import Provision
from crawler.collect import Collector
from crawler.formats import formats, markup, reader
from crawler.formats.limits import MAX_DEPTH
from crawler.parsing import Ask, FormatError, ParsedText, UnforeseenError
from crawler.saved import parse_saved
from crawler.sources import sources
from crawler.sources.at import format as ris
from tests.crawler import answers

ASK = Ask("at", "at-x", "de", "https://a.example/", today="2024-01-01")


def wrong(body: bytes, ask: Ask) -> ParsedText:
    return ParsedText(title=json.loads(body)["title"][0]["name"])


def test_a_list_with_a_number_for_a_document_is_refused_by_name() -> None:
    body = json.dumps({"OgdSearchResult": {"OgdDocumentResults": {"OgdDocumentReference": [1]}}})
    with pytest.raises(FormatError, match=r"“OgdDocumentReference” of the response holds a number"):
        reader("at")(body.encode(), ASK)


def test_a_list_of_ris_that_lacks_documents_of_its_page_is_refused() -> None:
    body = (answers.folder("at") / "list-1.json").read_text("utf-8")
    held = json.loads(body)
    del held["OgdSearchResult"]["OgdDocumentResults"]["OgdDocumentReference"][0]
    with pytest.raises(FormatError, match=r"page 1 has \d+ of \d+ documents"):
        reader("at")(json.dumps(held).encode(), replace(ASK, expect=("10999901",)))


@pytest.mark.parametrize(
    ("body", "kind"), [(b"{}", "KeyError"), (b'{"title": 1}', "TypeError"), (b"x", "JSONDecode")]
)
def test_what_was_not_foreseen_keeps_its_cause(
    monkeypatch: pytest.MonkeyPatch, body: bytes, kind: str
) -> None:
    monkeypatch.setattr(ris, "read", wrong)
    with pytest.raises(
        UnforeseenError, match="at-x: the response does not have the form of at"
    ) as c:
        reader("at")(body, ASK)
    assert type(c.value.__cause__).__name__.startswith(kind)
    assert kind in str(c.value) and "\n" not in str(c.value)


def test_an_interrupt_is_no_fault_of_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(body: bytes, ask: Ask) -> ParsedText:
        raise KeyboardInterrupt

    monkeypatch.setattr(ris, "read", interrupted)
    with pytest.raises(KeyboardInterrupt):
        reader("at")(b"{}", ASK)


def test_a_crawl_logs_the_cause(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(ris, "read", wrong)
    source, instrument = answers.imaginary("at")
    with caplog.at_level(logging.ERROR), pytest.raises(FormatError):
        Collector(source, instrument).take((), "https://a.example/list", "instrument", b"{}")
    assert "https://a.example/list" in caplog.text
    assert "KeyError: 'title'" in caplog.text


def test_parse_says_it_in_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(ris, "read", wrong)
    (tmp_path / "a.json").write_bytes(b"{}")
    shown = parse_saved(sources()["at"], tmp_path / "a.json")
    assert "does not have the form of at" in str(shown["error"])


def test_parse_says_what_is_wrong_with_a_text_and_not_that_it_is_no_list(tmp_path: Path) -> None:
    """The first role of `pl` reads JSON, but a page without articles is refused as a page."""
    file = tmp_path / "text.html"
    file.write_text("<html><body><h1>Obwieszczenie</h1><p>Pszczoły.</p></body></html>", "utf-8")
    assert "no text" in str(parse_saved(sources()["pl"], file)["error"])
    part = '<section id="part_1"><p>§ 1. Pszczoły.</p></section><section id="part_2"></section>'
    file.write_text(f"<html><body>{part}</body></html>", "utf-8")
    assert "JSON" not in str(parse_saved(sources()["pl"], file)["error"])
    file.write_text("{", "utf-8")
    assert "JSON" in str(parse_saved(sources()["pl"], file)["error"])


def test_parse_says_how_much_was_read(tmp_path: Path) -> None:
    act = answers.folder("nl") / "act.xml"
    shown = parse_saved(sources()["nl"], act, "instrument")
    assert shown["unread"] == "" and "body" not in shown
    file = tmp_path / "act.xml"
    file.write_bytes(act.read_bytes().replace(b"</wettekst>", b"<x>Lost.</x>" * 9 + b"</wettekst>"))
    assert "lost" in str(parse_saved(sources()["nl"], file, "instrument")["unread"])


def test_too_many_provisions_and_bytes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    one = Provision(number="1", heading="§ 1", text="x")
    monkeypatch.setattr(ris, "read", lambda *_: ParsedText(provisions=(one, one)))
    monkeypatch.setattr(crawler.formats, "MAX_PROVISIONS", 1)
    with pytest.raises(FormatError, match="2 provisions, more than 1"):
        reader("at")(b"{}", ASK)
    monkeypatch.setattr(crawler.formats, "MAX_BYTES", 1)
    with pytest.raises(FormatError, match="2 bytes, more than 1"):
        reader("at")(b"{}", ASK)


def test_tools_are_no_formats() -> None:
    assert "zipped" not in formats() and "fields" not in formats()
    with pytest.raises(KeyError):
        reader("zipped")


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"[" * (MAX_DEPTH + 1) + b"]" * (MAX_DEPTH + 1), "deep"),
        (b"[" * 100_000, "not JSON"),
        (b'{"a": "\\ud83d"}', "halves"),
        (b'{"\\ud83d": 1}', "halves"),
        (b'{"a": NaN}', "NaN"),
        (b"9" * 5_000, "not JSON"),
    ],
)
def test_json_that_no_text_can_come_from_is_refused(body: bytes, says: str) -> None:
    with pytest.raises(FormatError, match=says):
        markup.data(body)


def test_a_whole_pair_is_one_character() -> None:
    assert markup.data(b'{"a": "\\ud83d\\udc1d"}') == {"a": "\U0001f41d"}


@pytest.mark.parametrize(
    "body",
    [
        b'<!DOCTYPE a SYSTEM "a.dtd"><a>x&eacute;y</a>',
        b'<!DOCTYPE a SYSTEM "a.dtd"><a b="&eacute;">x</a>',
        b"<!--" + b" " * 200_000 + b'--><!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
        '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a [<!ENTITY x "y">]><a/>'.encode(
            "utf-16"
        ),
    ],
)
def test_entities_are_refused_wherever_they_stand(body: bytes) -> None:
    with pytest.raises(FormatError, match="entities"):
        markup.xml(body)


def test_odd_tags_and_instructions_do_no_harm() -> None:
    root = markup.page(b'<div><a:b:c>x</a:b:c><p">y</p><?php z ?><o:p>w</o:p></div>')
    assert [markup.name(each) for each in root.iter()] == ["div", "a:b:c", 'p"', "o:p"]
    assert markup.local("{urn:x}a") == "a" and markup.local("{x") == ""
    assert len(markup.xml(b"<a><?pi x?></a>")) == 0


def test_a_root_stays_when_it_is_to_be_dropped() -> None:
    root = markup.page(b"<div>a<i>b</i>c</div>")
    markup.drop([root, *root])
    assert markup.text(root) == "ac"


def test_a_character_of_thousands_of_digits_is_refused() -> None:
    assert markup.unescaped("a &amp; b&#8217;s") == "a & b’s"
    with pytest.raises(FormatError, match="too many digits"):
        markup.unescaped(f"&#{'1' * 30_000};")


@pytest.mark.parametrize("link", ["http://[x/a.pdf", "javascript:x", "/a", "http:///a", ""])
def test_what_is_no_address_is_none(link: str) -> None:
    assert markup.address(link) is None
