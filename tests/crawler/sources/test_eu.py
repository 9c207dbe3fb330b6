"""Traps of acts from Cellar that its answers do not show: recitals, quoted articles, versions."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

from crawler.parsing import Ask, FormatError
from crawler.sources.eu import format as cellar
from crawler.sources.eu import formex
from crawler.sources.eu_commission import format as cellar_document

ASK = Ask("eu", "eu-bees", "en", "https://publications.europa.eu/x", "text", ("keeping of bees",))


def page(inner: str) -> bytes:
    head = '<p class="oj-hd-lg">EN</p><p class="oj-doc-ti">DIRECTIVE on the keeping of bees</p>'
    return f"<html><body>{head}{inner}</body></html>".encode()


def cell(first: str, second: str) -> str:
    return f"<table><tr><td><p>{first}</p></td><td>{second}</td></tr></table>"


def test_recitals_are_counted_and_end_with_the_formula_of_adoption() -> None:
    body = page(
        '<p class="oj-normal">Whereas:</p>'
        + cell("(1)", '<p class="oj-normal">Bees are useful.</p>')
        + cell("(2)", '<p class="oj-normal">They need care:</p>' + cell("(1)", "<p>water.</p>"))
        + '<p class="oj-normal">HAS ADOPTED THIS DIRECTIVE:</p>'
        '<p class="oj-ti-art">Article 1</p><p class="oj-normal">Bees may be kept.</p>'
    )
    found = cellar.read(body, ASK).provisions
    assert [(p.number, p.heading, p.text) for p in found] == [
        ("recital-1", "Recital 1", "Bees are useful."),
        ("recital-2", "Recital 2", "They need care:\n(1) water."),
        ("1", "Article 1", "Bees may be kept."),
    ]


def test_an_article_that_is_quoted_belongs_to_the_one_that_inserts_it() -> None:
    body = page(
        '<p class="oj-ti-art">Article 1</p><p class="oj-normal">The following is inserted:</p>'
        + cell("(1)", '<p class="oj-ti-art">‘Article 18a</p><p class="oj-sti-art">Wax</p>')
        + '<p class="oj-ti-art">“Article 19</p><p class="oj-normal">Honey is sold.”</p>'
        '<p class="oj-ti-art">Article 2</p><p class="oj-normal">It holds at once.</p>'
    )
    found = cellar.read(body, ASK).provisions
    assert [p.number for p in found] == ["1", "2"]
    assert "(1) ‘Article 18a\nWax" in found[0].text
    assert "Honey is sold" in found[0].text


def test_chapters_nest_by_their_words() -> None:
    parts = [("TITLE I", "1"), ("CHAPTER I", "2"), ("CHAPTER II", "3"), ("TITLE II", "4")]
    body = page(
        "".join(
            f'<p class="oj-ti-section-1">{part}</p><p class="oj-ti-art">Article {n}</p><p>x</p>'
            for part, n in parts
        )
    )
    assert [p.context for p in cellar.read(body, ASK).provisions] == [
        ("TITLE I",),
        ("TITLE I", "CHAPTER I"),
        ("TITLE I", "CHAPTER II"),
        ("TITLE II",),
    ]


def test_the_original_is_asked_for_when_no_consolidated_text_is_named() -> None:
    row = {"celex": {"value": "12012P/TXT"}, "title": {"value": "On the keeping of bees"}}
    answer = json.dumps({"results": {"bindings": [row]}}).encode()
    (follow,) = cellar.read(answer, ASK).follow
    assert follow.url == "https://publications.europa.eu/resource/celex/12012P%2FTXT"


def test_formex_keeps_quoted_articles_inside_and_reads_recitals_and_divisions() -> None:
    body = b"""<ACT><TITLE><TI><P>Directive on the keeping of bees</P></TI></TITLE>
      <LG.DOC>EN</LG.DOC><GR.CONSID><CONSID><NP><NO.P>(1)</NO.P><TXT>Bees are useful.</TXT></NP>
      </CONSID></GR.CONSID><DIVISION><TITLE><TI><P>CHAPTER I</P></TI></TITLE>
      <ARTICLE><TI.ART>Article 1</TI.ART><ALINEA>Inserted: <QUOT.S><ARTICLE><TI.ART><QUOT.START
      CODE="2018"/>Article 9a</TI.ART><ALINEA>Wax.<QUOT.END CODE="2019"/></ALINEA></ARTICLE>
      </QUOT.S></ALINEA></ARTICLE></DIVISION></ACT>"""
    found = formex.read(body, ASK).provisions
    assert [(p.number, p.text) for p in found] == [
        ("recital-1", "Bees are useful."),
        ("1", "Inserted:\n‘Article 9a\nWax.’"),
    ]
    assert found[1].context == ("CHAPTER I",)


def test_a_zip_that_is_broken_or_too_large_is_refused() -> None:
    with pytest.raises(FormatError, match="cannot be opened"):
        formex.read(b"PK\x03\x04 and nothing", ASK)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for number in range(70):
            archive.writestr(f"{number}.xml", "<ACT/>")
    with pytest.raises(FormatError, match="more than is read"):
        formex.read(file.getvalue(), ASK)


def test_a_page_without_classes_keeps_chapters_and_titles_of_articles() -> None:
    lines = ("CHAPTER I", "HIVES", "Article 1", "Wax", "Wax is kept.", "CHAPTER II", "Article 2")
    text = "".join(
        f"<p>{line}</p>" for line in (*lines, "Honey is sold.", "Done at Brussels, today.")
    )
    body = f"""<html><body><strong>On the keeping of bees</strong><div id="TexteOnly">{text}</div>
      </body></html>""".encode()
    assert [(p.number, p.rubric, p.context, p.text) for p in cellar.read(body, ASK).provisions] == [
        ("1", "Wax", ("CHAPTER I HIVES",), "Wax is kept."),
        ("2", "", ("CHAPTER II",), "Honey is sold."),
    ]


def test_streams_keep_their_order_and_the_language_asked_for() -> None:
    item = (
        '<li title="item"><a href="http://publications.europa.eu/resource/cellar/x/{}">x</a><ul>'
        '<li title="stream_name">1_{}_ACT</li><li title="stream_order">{}</li></ul></li>'
    )
    items = [item.format("b", "EN", 2), item.format("c", "SV", 1), item.format("a", "EN", 1)]
    body = f'<html><body><ul><li title="manifestation">{"".join(items)}</li></ul></body></html>'
    found = cellar.read(body.encode(), ASK).follow
    assert [(f.url[-1], f.role) for f in found] == [("a", "text"), ("b", "stream")]
    assert all(f.url.startswith("https://") for f in found)


def test_articles_of_a_proposal_are_sections_with_their_titles() -> None:
    body = b"""<html lang="EN"><body><p class="Typedudocument">DIRECTIVE on COM(2021) 9</p>
      <p class="li ManualHeading1"><span>1.</span><span>CONTEXT</span></p>
      <p class="Normal">Bees.</p>
      <p class="SectionTitle">TITLE I</p><p class="Titrearticle"><span>Article 1</span><br/>Wax</p>
      <p class="Normal">Wax is kept.</p><p class="Titrearticle">Article 2</p><p>Sold.</p>
      </body></html>"""
    ask = Ask(
        "eu", "eu-com", "en", "https://publications.europa.eu/x", "instrument", ("COM(2021) 9",)
    )
    found = cellar_document.read(body, ask).provisions
    assert [(p.number, p.heading, p.context, p.text) for p in found] == [
        ("1", "1. CONTEXT", (), "Bees."),
        ("article-1-wax", "Article 1 Wax", ("TITLE I",), "Wax is kept."),
        ("article-2", "Article 2", ("TITLE I",), "Sold."),
    ]


def test_days_that_cellar_does_not_know_or_that_precede_the_adoption_are_none() -> None:
    def started(*days: str, adopted: str = "2022-10-19") -> str | None:
        row = {"celex": "32022R9", "title": "On the keeping of bees", "date": adopted}
        rows = [
            {name: {"value": value} for name, value in {**row, "entryForce": day}.items()}
            for day in days
        ]
        return cellar.read(json.dumps({"results": {"bindings": rows}}).encode(), ASK).in_force

    assert started("1001-01-01", "2022-11-16", "2024-02-17") == "2022-11-16"
    assert started("2022-02-17", "2024-02-17", "2022-11-16") == "2022-11-16"
    assert started("1001-01-01", "2022-02-17") is None
    assert started("2022-02-17", adopted="1001-01-01") == "2022-02-17"
