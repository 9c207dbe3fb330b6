"""Traps of Legilux, Gesetze im Internet, Retsinformation and Riigi Teataja."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crawler.parsing import Ask, FormatError
from crawler.sources.de import format as gii_norm
from crawler.sources.dk import format as lexdania
from crawler.sources.ee import format as riigi_teataja
from crawler.sources.lu import format as legilux

ASK = Ask("lu", "act", "fr", "https://data.legilux.public.lu/eli", "rdf", today="2024-01-01")


def test_the_rdf_of_an_eli_leads_to_its_xml_file_over_https() -> None:
    one = (
        '<r:Description><j:isExemplifiedBy r:resource="http://data.x/{0}"/>'
        '<j:format r:resource="http://y/file-type/{1}"/></r:Description>'
    )
    head = '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:j="urn:j">'
    body = (head + one.format("a.pdf", "PDF") + one.format("a.xml", "XML") + "</r:RDF>").encode()
    assert [f.url for f in legilux.read(body, ASK).follow] == ["https://data.x/a.xml"]
    with pytest.raises(FormatError, match="no XML file"):
        legilux.read((head + one.format("a.pdf", "PDF") + "</r:RDF>").encode(), ASK)
    with pytest.raises(FormatError, match="no RDF but html"):
        legilux.read(b"<html/>", ASK)


def test_repealed_paragraphs_may_stand_together() -> None:
    norm = (
        "<norm><metadaten><enbez>{}</enbez></metadaten><textdaten><text><Content>{}</Content>"
        "</text></textdaten></norm>"
    )
    body = (
        "<dokumente><norm><metadaten><langue>Gesetz</langue></metadaten></norm>"
        + norm.format("(XXXX) §§ 5 bis 7", "<P/>") + norm.format("Inhaltsverzeichnis", "<P>x</P>")
        + norm.format("§ 8", "<P>Ein<BR/>Wort</P>") + "</dokumente>"
    )  # fmt: skip
    found = gii_norm.read(body.encode(), replace(ASK, country="de", role="instrument"))
    assert [(p.number, p.text) for p in found.provisions] == [("5-bis-7", ""), ("8", "Ein\nWort")]


def test_the_paragraphs_of_an_amending_act() -> None:
    said = "<Exitus><Linea><Char>{}</Char></Linea></Exitus>"
    body = (
        "<Dokument><Meta><DocumentTitle>Lov om ændring</DocumentTitle><Year>2023</Year>"
        "<Number>7</Number><Status>Historic</Status></Meta><DokumentIndhold>"
        "<AendringCentreretParagraf><Explicatus>§ 1</Explicatus>" + said.format("Ændringer:")
        + "<AendringsNummer><Explicatus>1.</Explicatus><Aendring>" + said.format("Efter § 5:")
        + "<Paragraf><Explicatus>§ 5 a.</Explicatus><Stk>" + said.format("Ny.")
        + "</Stk></Paragraf></Aendring></AendringsNummer></AendringCentreretParagraf>"
        "<IkraftCentreretParagraf><Explicatus>§ 2</Explicatus>" + said.format("I kraft.")
        + "</IkraftCentreretParagraf></DokumentIndhold></Dokument>"
    )  # fmt: skip
    found = lexdania.read(
        body.encode(), replace(ASK, country="dk", role="instrument", expect=("7/2023",))
    )
    assert [p.number for p in found.provisions] == ["1", "2"]
    assert found.provisions[0].text.splitlines() == ["Ændringer:", "1. Efter § 5:", "§ 5 a. Ny."]
    assert found.status == "historic"


def test_a_regulation_without_paragraphs_and_a_version_that_ended() -> None:
    body = """<oigusakt xmlns="muutmismaarus"><metaandmed><tekstiliik>algtekst</tekstiliik>
    <avaldamismarge><avaldamineKuupaev>2025-01-03</avaldamineKuupaev></avaldamismarge>
    <kehtivus><kehtivuseAlgus>2020-01-06</kehtivuseAlgus><kehtivuseLopp>2021-01-01</kehtivuseLopp>
    </kehtivus></metaandmed><aktinimi><pealkiri>Mee muutmine</pealkiri></aktinimi><sisu><sisuTekst>
    <HTMLKonteiner><![CDATA[<p>1) lõige 2<sup>1</sup></p><p>kustub.</p>]]></HTMLKonteiner>
    </sisuTekst></sisu></oigusakt>"""
    found = riigi_teataja.read(body.encode(), replace(ASK, country="ee", role="instrument"))
    assert [(p.number, p.text) for p in found.provisions] == [("tekst", "1) lõige 2^1\nkustub.")]
    assert (found.published, found.status) == ("2025-01-03", "historic")
