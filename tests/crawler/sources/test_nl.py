"""Pages of SRU lists, circulars without articles, and older files of the Dutch collection."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crawler.formats import whole
from crawler.parsing import Ask, FormatError
from crawler.sources.nl.format import read

URL = "https://zoekservice.overheid.nl/sru/Search?query=titel&startRecord=3"
ASK = Ask("nl", "nl-lenen", "nl", URL, "list", today="2024-01-01")


def record(act: str, begin: str, end: str = "9999-12-31") -> str:
    return (
        f"<record><identifier>{act}</identifier><geldigheidsperiode_startdatum>{begin}"
        f"</geldigheidsperiode_startdatum><geldigheidsperiode_einddatum>{end}"
        f"</geldigheidsperiode_einddatum><locatie_toestand>https://x/{act}/{begin}"
        "</locatie_toestand></record>"
    )


def sru(*records: str, total: int) -> bytes:
    inner = f"<numberOfRecords>{total}</numberOfRecords><records>{''.join(records)}</records>"
    return f"<searchRetrieveResponse>{inner}</searchRetrieveResponse>".encode()


def test_of_each_act_the_version_of_today_and_then_the_next_page() -> None:
    body = sru(
        record("A", "2001-01-01", "2020-12-31"), record("A", "2021-01-01"),
        record("B", "2010-01-01"), record("C", "2030-01-01"), total=9,
    )  # fmt: skip
    found = [(f.url, f.role) for f in read(body, ASK).follow]
    assert found[:2] == [
        ("https://x/A/2021-01-01", "instrument"),
        ("https://x/B/2010-01-01", "instrument"),
    ]
    assert found[2:] == [(URL.replace("=3", "=7"), "list")]


def test_a_circular_is_cut_into_its_divisions() -> None:
    body = """<toestand bwb-id="BWBR1" inwerkingtreding="2013-07-01"><wetgeving>
    <intitule>Aanwijzing bijen</intitule><circulaire><circulaire-tekst><tekst><al>Vooraf.</al>
    </tekst><circulaire.divisie><kop><nr>1</nr><titel>Doel</titel></kop><tekst>
    <al>Honing.</al></tekst>
    <circulaire.divisie><kop><titel>Bijzonder</titel></kop><tekst><al>Was.</al></tekst>
    </circulaire.divisie></circulaire.divisie></circulaire-tekst>
    </circulaire></wetgeving></toestand>"""
    found = read(body.encode(), replace(ASK, role="instrument"))
    assert [(p.number, p.rubric, p.text) for p in found.provisions] == [
        ("tekst", "", "Vooraf."), ("1", "Doel", "Honing."), ("bijzonder", "", "Was."),
    ]  # fmt: skip
    assert found.provisions[2].context == ("1 Doel",)
    assert found.in_force == "2013-07-01"


def test_an_older_file_has_no_toestand_and_no_days() -> None:
    body = """<!DOCTYPE wetgeving SYSTEM "x.dtd"><wetgeving bwb-id="BWBR2"><intitule>Wet</intitule>
    <wet-besluit><wettekst><artikel><kop><label>Artikel</label><nr>1</nr></kop><al>Lees.</al>
    </artikel></wettekst></wet-besluit></wetgeving>"""
    found = read(body.encode(), replace(ASK, role="instrument", expect=("BWBR2",)))
    assert [p.number for p in found.provisions] == ["1"]
    assert (found.adopted, found.in_force) == (None, None)


def test_a_list_without_a_version_of_today_is_refused() -> None:
    with pytest.raises(FormatError, match="none of 1 versions holds today"):
        read(sru(record("A", "2001-01-01", "2002-01-01"), total=1), ASK)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("10a.1", "10a.1"),
        ("10a.11", "10a.11"),
        ("2.1.1a", "2.1.1a"),
        ("12.10a.3", "12.10a.3"),
        ("1.1", "1.1"),
        ("1:1", "1:1"),
        ("77o", "77o"),
        ("273f", "273f"),
        ("6bis", "6-bis"),
    ],
)
def test_numbers_of_chapters_with_a_letter_are_kept_whole(written: str, number: str) -> None:
    body = f"""<toestand bwb-id="BWBR1" inwerkingtreding="2013-07-01"><wetgeving>
    <citeertitel>Bijenwet</citeertitel><wet-besluit><aanhef>Wij, koningin der bijen.</aanhef>
    <wettekst><artikel><kop><label>Artikel</label><nr>{written}</nr></kop><al>Honing.</al></artikel>
    </wettekst></wet-besluit></wetgeving></toestand>"""
    read_text = read(body.encode(), replace(ASK, role="instrument"))
    assert [(p.number, p.heading) for p in read_text.provisions] == [(number, f"Artikel {written}")]
    assert whole.unread([read_text]) == ""
