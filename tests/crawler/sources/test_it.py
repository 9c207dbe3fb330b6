"""Articles from the API of Normattiva: HTML in JSON, notes of updates, ambiguous names."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from crawler.parsing import Ask, FormatError
from crawler.sources.it.format import read, without_updates

ASK = Ask("it", "it-api", "it", "https://api.normattiva.it/", "article", ("n. 77",))
STRUCTURED = """<div class="bodyTesto"><h2 class="preamble-title-akn"></h2>
<h2 class="article-num-akn" id="art_3">Art. 3-bis</h2>
<div class="article-heading-akn">(Del
<br>
volo)</div><div class="art-commi-div-akn"><div class="art-comma-div-akn">
<span class="comma-num-akn">1. </span><span class="art_text_in_comma">L'ape
<div class="ins-akn" eId="ins_1">((di casa))</div> vola: <br> a) di giorno; <br> b) di
<br> sera. (7) <br> </span></div>
<div class="ins-akn"><div class="art-comma-div-akn"><span>((</span></div>
<div class="art-comma-div-akn"><span class="comma-num-akn">2. </span><span>Poi torna.</span></div>
<div><span>))</span></div></div></div>
<div class="art_aggiornamento-akn"><div>-------------</div><div>AGGIORNAMENTO (7)</div>
<div>La nota non resta.</div></div></div>"""
ANNEXED = """<div class="bodyTesto"><span class="attachment-just-text"><div> Art. 9.
<br> <br> Del miele <br> <br> Il miele si vende <div class="ins-akn">((in vasi))</div>
<br> grandi. (5) <br> <br> Si vende al mercato. <br> (5) (6) <br> <br> </div></span>
<div class="art_aggiornamento-akn"><div>-------</div><div>AGGIORNAMENTO (5)</div><div>Nota.</div>
<div>AGGIORNAMENTO (6)</div></div></div>"""


def answer(html: str, several: list[object] | None = None) -> bytes:
    act = {
        "titolo": "LEGGE 2 aprile 1931, n. 77", "sottoTitolo": "Norme\r\nsulle api", "annoGU": 1931,
        "meseGU": 4, "giornoGU": 10, "annoProvvedimento": 1931, "meseProvvedimento": 4,
        "giornoProvvedimento": 2, "articoloHtml": html, "articoloDataInizioVigenza": "20190507",
        "articoloDataFineVigenza": "99999999",
    }  # fmt: skip
    data = {"atto": None if several else act, "lista": several}
    return json.dumps({"code": None, "data": data, "success": True}).encode()


def test_an_article_with_paragraphs() -> None:
    found = read(answer(STRUCTURED), ASK)
    article = found.provisions[0]
    assert (article.number, article.heading, article.rubric) == ("3-bis", "Art. 3-bis", "Del volo")
    assert article.text.splitlines() == [
        "1. L'ape di casa vola:", "a) di giorno;", "b) di sera.", "2. Poi torna.",
    ]  # fmt: skip
    assert found.title == "LEGGE 2 aprile 1931, n. 77 - Norme sulle api"
    assert (found.adopted, found.published, found.in_force) == (
        "1931-04-02", "1931-04-10", "2019-05-07",
    )  # fmt: skip


def test_an_annexed_article_of_a_code() -> None:
    article = read(answer(ANNEXED), ASK).provisions[0]
    assert (article.number, article.rubric) == ("9", "Del miele")
    assert article.text == "Il miele si vende in vasi grandi.\nSi vende al mercato."


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (answer("", [{}, {}]), "ambiguous, it fits 2 instruments"),
        (answer("NON ANCORA ESISTENTE O VIGENTE"), "not in force on the day"),
        (answer("<div class='bodyTesto'>Indice</div>"), "the text has no article"),
        (answer("<span class='attachment-just-text'>Tabella</span>"), "does not begin with"),
        (b'{"status": "KO", "supportId": "1"}', "the firewall"),
        (b'{"data": null, "message": "urn errata"}', "urn errata"),
    ],
)
def test_what_is_no_article_is_refused(body: bytes, says: str) -> None:
    with pytest.raises(FormatError, match=says):
        read(body, ASK)


def test_a_list_leads_to_the_pages_of_its_acts() -> None:
    acts = {"listaAtti": [{"dataGU": "1931-04-10", "codiceRedazionale": "031U0077"}]}
    found = read(json.dumps(acts).encode(), replace(ASK, role="list"))
    assert [f.role for f in found.follow] == ["page"]
    assert found.follow[0].url.endswith("Gazzetta=1931-04-10&atto.codiceRedazionale=031U0077")
    with pytest.raises(FormatError, match="found no instrument"):
        read(b'{"listaAtti": []}', replace(ASK, role="list"))


def test_only_the_numbers_of_notes_are_left_out() -> None:
    lines = ["si veda l'articolo (50)", "la pena (3)", "----------", "AGGIORAMENTO (3)", "nota"]
    assert without_updates(lines) == ["si veda l'articolo (50)", "la pena"]
