"""Two wordings of Finlex, and the day from which the newer one holds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crawler.parsing import Ask, FormatError
from crawler.sources.fi.format import read
from tests.crawler import answers

ANSWER = answers.folder("fi") / "act.xml"
ASK = Ask("fi", "fi-lainauslaki", "fi", "https://opendata.finlex.fi/", today="2024-01-01")


def test_before_its_day_the_newer_wording_does_not_hold() -> None:
    body = ANSWER.read_bytes()
    newer = {p.number: p.text for p in read(body, ASK).provisions}
    early = read(body, replace(ASK, today="2022-05-31"))
    older = {p.number: p.text for p in early.provisions}
    assert "viidessä" in newer["2:1"] and "kolmessa" in older["2:1"]
    assert len(newer) == len(older) == 5
    assert early.in_force == "2010-05-01"


def test_an_added_section_is_left_out_until_it_holds() -> None:
    text = ANSWER.read_text("utf-8")
    note = (
        '<hcontainer name="noteAuthorial"><content><p>L:lla 211/2022 lisätty 1 a § tulee voimaan'
        " 1.9.2022.</p></content></hcontainer>"
    )
    place = text.index('<section eId="chp_2__sec_2"')
    body = (text[:place] + note + text[place:]).encode()
    numbers = [p.number for p in read(body, replace(ASK, today="2022-08-31")).provisions]
    assert "2:1a" not in numbers
    assert "2:1a" in [p.number for p in read(body, ASK).provisions]


def section(num: str, inner: str, version: str = "") -> str:
    marked = f' finlex:originalVersion="@{version}"' if version else ""
    return f"<section{marked}><num>{num}</num>{inner}</section>"


def paragraph(text: str, version: str = "") -> str:
    marked = f' finlex:originalVersion="@{version}"' if version else ""
    return f"<subsection{marked}><content><p>{text}</p></content></subsection>"


def note(text: str) -> str:
    return f'<hcontainer name="noteAuthorial"><content><p>{text}</p></content></hcontainer>'


def texts(chapter: str, today: str) -> list[tuple[str, str]]:
    body = (
        '<akomaNtoso xmlns:finlex="urn:finlex"><act><meta><FRBRalias value="lainauslaki"/></meta>'
        f"<body><chapter><num>5 luku</num>{chapter}</chapter></body></act></akomaNtoso>"
    )
    return [(p.number, p.text) for p in read(body.encode(), replace(ASK, today=today)).provisions]


EARLIER = "Aiempi sanamuoto kuuluu:"
REPEALED = (
    "105 a § on kumottu L:lla <ref>5.12.2024/702</ref>, joka tuli voimaan 1.1.2025. " + EARLIER
)


@pytest.mark.parametrize(
    "stub", [paragraph(REPEALED), note(REPEALED), f"<content><p>{REPEALED}</p></content>"]
)
def test_a_note_of_repeal_in_a_section_takes_the_place_of_what_it_repeals(stub: str) -> None:
    chapter = section("105 a §", stub, "20240702") + section(
        "105 a §", paragraph("Kirja on sininen.")
    )
    assert texts(chapter, "2025-01-01") == [
        ("5:105a", "105 a § on kumottu L:lla 5.12.2024/702, joka tuli voimaan 1.1.2025.")
    ]
    assert texts(chapter, "2024-12-31") == [("5:105a", "Kirja on sininen.")]


def test_paragraphs_of_a_section_have_two_wordings_too() -> None:
    chapter = section(
        "3 §",
        paragraph("Kirja on punainen.", "20260269")
        + note(f"L:lla 269/2026 muutettu 1 momentti tulee voimaan 1.6.2026. {EARLIER}")
        + paragraph("Kirja on sininen.")
        + paragraph(
            f"2 momentti on kumottu L:lla 27.6.2025/377, joka tulee voimaan 1.1.2027. {EARLIER}"
        )
        + paragraph("Kirja on vanha.")
        + paragraph("Kirja on uusi.", "20260269")
        + note("L:lla 269/2026 lisätty 3 momentti tulee voimaan 1.6.2026."),
    )  # fmt: skip
    assert texts(chapter, "2026-05-31") == [("5:3", "Kirja on sininen.\nKirja on vanha.")]
    assert texts(chapter, "2026-06-01") == [
        ("5:3", "Kirja on punainen.\nKirja on vanha.\nKirja on uusi.")
    ]
    assert texts(chapter, "2027-01-01") == [
        (
            "5:3",
            "Kirja on punainen.\n2 momentti on kumottu L:lla 27.6.2025/377, joka tulee voimaan"
            " 1.1.2027.\nKirja on uusi.",
        )
    ]


def test_a_wording_that_held_for_a_time_gives_way_to_the_earlier_one() -> None:
    chapter = (
        section("4 §", paragraph("Kolme viikkoa."), "20220012")
        + note(
            "L:lla 12/2022 4 § on väliaikaisesti muutetussa muodossaan voimassa"
            f" 1.1.2023–31.12.2026. {EARLIER}"
        )
        + section("4 §", paragraph("Viisi viikkoa."))
    )  # fmt: skip
    days = ("2022-12-31", "2023-01-01", "2026-12-31", "2027-01-01")
    assert [texts(chapter, day)[0][1].split()[0] for day in days] == [
        "Viisi", "Kolme", "Kolme", "Viisi",
    ]  # fmt: skip
    assert all(len(texts(chapter, day)) == 1 for day in days)


LIST = "https://opendata.finlex.fi/finlex/avoindata/v1/akn/fi/act/statute-consolidated/2010/77"
NAMED = Ask("fi", "fi-lainauslaki", "fi", f"{LIST}?page=1&limit=4", expect=("77/2010",))


def version(label: str, *others: tuple[str, str]) -> str:
    """A document of the list: the act as changed up to the amendment that its label names."""
    text = ANSWER.read_text("utf-8")
    for old, new in (("20220211", label), *others):
        text = text.replace(old, new)
    return text


def listed(*documents: str) -> bytes:
    return f"<AknXmlList><Results>{''.join(documents)}</Results></AknXmlList>".encode()


FIRST = version("20100077")
SECOND = version("20220211")
THIRD = version("20230005")
SWEDISH = version("20230005", ('language="fin"', 'language="swe"'))


@pytest.mark.parametrize(
    ("day", "label"),
    [
        ("2010-05-01", "20100077"),
        ("2022-05-31", "20100077"),
        ("2022-06-01", "20220211"),
        ("2023-01-14", "20220211"),
        ("2023-01-15", "20230005"),
        ("2026-01-01", "20230005"),
    ],
)
def test_the_list_of_versions_leads_to_the_one_of_the_day(day: str, label: str) -> None:
    (follow,) = read(listed(SECOND, THIRD, FIRST), replace(NAMED, today=day)).follow
    assert (follow.url, follow.role) == (f"{LIST}/fin@{label}", "instrument")


def test_a_full_page_leads_to_the_next_one_which_knows_the_best_so_far() -> None:
    ask = replace(NAMED, today="2022-12-31")
    (further,) = read(listed(SWEDISH, THIRD, SECOND, SWEDISH), ask).follow
    assert (further.url, further.role) == (f"{LIST}?page=2&limit=4", "list")
    last = replace(ask, url=further.url, role=further.role, state=further.state)
    (found,) = read(listed(FIRST), last).follow
    assert found.url == f"{LIST}/fin@20220211"
    (same,) = read(listed(), last).follow
    assert same.url == found.url, "a page without documents is the last one"


def test_a_day_before_the_first_version_is_refused_and_so_is_another_instrument() -> None:
    with pytest.raises(FormatError, match="lists no version that holds on 2010-04-30"):
        read(listed(FIRST, SECOND), replace(NAMED, today="2010-04-30"))
    with pytest.raises(FormatError, match="this is not fi-lainauslaki"):
        read(listed(FIRST), replace(NAMED, expect=("78/2010",)))


def test_an_instrument_that_was_never_amended_has_no_label() -> None:
    plain = version("20100077", ("fin@20100077", "fin@"))
    (follow,) = read(listed(plain), replace(NAMED, today="2011-01-01")).follow
    assert follow.url == f"{LIST}/fin@"
