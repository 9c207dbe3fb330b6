"""Two wordings of one part in Finnish acts, in the text form of law-as-git collections."""

from __future__ import annotations

import datetime as dt

import pytest

from corpus.markdown import parse_statute
from corpus.twofold import note_alone, settle, wording_note

HEAD = '---\ntitle: Lainauslaki\nidentifier: "{name}"\ncountry: fi\nlast_updated: {state}\n---\n'
EARLIER = "Aiempi sanamuoto kuuluu:"


def parse(body: str, today: str, state: str = "2024-01-01") -> list[tuple[str, str]]:
    data = (HEAD.format(name="2003-1", state=state) + body).encode()
    version = parse_statute(data, "t", dt.date.fromisoformat(today))
    return [(p.number, p.text) for p in version.provisions]


@pytest.mark.parametrize(
    ("text", "of", "parts", "since", "until"),
    [
        (
            f"L:lla 7/2025 muutettu 1 momentti tulee voimaan 1.6.2025. {EARLIER}",
            "paragraph",
            1,
            "2025-06-01",
            None,
        ),
        (
            "L:lla 1/2024 ja L:lla 7/2025 muutettu 2–3 momentti tulee voimaan 1.6.2025.",
            "paragraph",
            2,
            "2025-06-01",
            None,
        ),
        ("VNA:lla 7/2025 lisätty 12 kohta tuli voimaan 1.6.2025.", "item", 1, "2025-06-01", None),
        (
            "3 a § on kumottu L:lla 9.5.2025/7, joka tuli voimaan 1.6.2025.",
            "section",
            1,
            "2025-06-01",
            None,
        ),
        ("4–5 momentit on kumottu L:lla 9.5.2025/7.", "paragraph", 2, None, None),
        (
            "3 § on L:lla 1/2022 väliaikaisesti muutetussa muodossaan voimassa 1.1.2023–1.1.2027.",
            "section",
            1,
            "2023-01-01",
            "2027-01-01",
        ),
        (
            "L:lla 7/2025 muutettu otsikko tuli voimaan 1.6.2025. Aiempi sanamuoto kuuluu: Kirjat",
            "other",
            1,
            "2025-06-01",
            None,
        ),
        (
            "L:lla 7/2025 lisätty 3 a § tulee voimaan asetuksella säädettävänä ajankohtana.",
            "section",
            1,
            None,
            None,
        ),
    ],
)
def test_what_a_note_says(
    text: str, of: str, parts: int, since: str | None, until: str | None
) -> None:
    note = wording_note(text)
    assert note is not None
    found = [day and day.isoformat() for day in (note.since, note.until)]
    assert (note.of, note.parts, *found) == (of, parts, since, until)


@pytest.mark.parametrize(
    "text",
    [
        "Tämä laki tulee voimaan 1.6.2025.",
        "Tällä lailla kumotaan 3 §.",
        "Edellä 1 momentissa tarkoitettu lupa on kumottava.",
        "L:lla 7/2025 " + "muutettu 1 momentti " * 40,
    ],
)
def test_law_is_no_note(text: str) -> None:
    assert wording_note(text) is None


def test_a_day_that_is_still_to_be_decided_has_not_come() -> None:
    note = wording_note("L:lla 7/2025 lisätty 3 a § tulee voimaan asetuksella säädettävänä aikana.")
    assert note is not None and not note.holds(dt.date(2099, 1, 1))


def test_sections_in_two_wordings() -> None:
    body = (
        "##### 1 § Aika\n\nViisi viikkoa.\n\n*L:lla \n   [7/2025](/akn/fi/7)\n   muutettu 1 § tulee"
        f" voimaan 1.6.2025. {EARLIER}*\n\n##### 1 § Aika\n\nKolme viikkoa.\n\n*L:lla 7/2022"
        f" muutettu 1 § tuli voimaan 1.1.2022. {EARLIER}*\n\n##### 1 § Aika\n\nYksi viikko.\n\n"
        "##### 2 §\n\nMuistutus.\n\n*L:lla 7/2025 lisätty 2 § tulee voimaan 1.6.2025.*\n\n"
        "##### 3 §\n\n3 § on kumottu L:lla \n [9.5.2025/8](#a), joka tulee voimaan 1.6.2025."
        f" {EARLIER}"
        "\n\n##### 3 § Maksu\n\nLaina maksaa.\n"
    )
    assert parse(body, "2025-05-31") == [("1", "Kolme viikkoa."), ("3", "Laina maksaa.")]
    assert parse(body, "2025-06-01") == [
        ("1", "Viisi viikkoa."),
        ("2", "Muistutus."),
        ("3", "3 § on kumottu L:lla 9.5.2025/8, joka tulee voimaan 1.6.2025."),
    ]
    assert [text for _, text in parse(body, "2021-12-31")] == ["Yksi viikko.", "Laina maksaa."]


def test_paragraphs_and_items_in_two_wordings() -> None:
    body = (
        "##### 1 §\n\nLaina on:\n\n1) kirja;\n\n2) kartta uusi.\n\n*L:lla 7/2025 muutettu 2 kohta"
        f" tulee voimaan 1.6.2025. {EARLIER}*\n\n2) kartta vanha.\n\n3) nuotti.\n\nUusi on:\n\n"
        f"1) tämä.\n\n*L:lla 7/2025 muutettu 2 momentti tulee voimaan 1.6.2025. {EARLIER}*\n\n"
        "Vanha on:\n\n1) tuo.\n\nKolmas pysyy.\n\n"
        f"*\n  4 momentti on kumottu L:lla\n  9.5.2025/8, joka tulee voimaan 1.6.2025. {EARLIER}\n*"
        "\n\nNeljäs loppuu.\n"
    )
    before = "Laina on:\n\n1) kirja;\n\n2) kartta {}.\n\n3) nuotti.\n\n{} on:\n\n1) {}."
    assert parse(body, "2025-05-31") == [
        ("1", before.format("vanha", "Vanha", "tuo") + "\n\nKolmas pysyy.\n\nNeljäs loppuu.")
    ]
    repealed = "4 momentti on kumottu L:lla 9.5.2025/8, joka tulee voimaan 1.6.2025."
    assert parse(body, "2025-06-01") == [
        ("1", before.format("uusi", "Uusi", "tämä") + f"\n\nKolmas pysyy.\n\n{repealed}")
    ]


def test_a_file_dated_by_a_change_to_come_holds_the_law_of_today() -> None:
    body = (
        f"##### 1 §\n\nA.\n\n*L:lla 7/2026 muutettu 1 § tulee voimaan 1.1.2027. {EARLIER}*\n\n"
        "##### 1 §\n\nB.\n\n##### 2 §\n\nC.\n\n*L:lla 7/2022 lisätty 2 § tuli voimaan 1.6.2022.*\n"
    )
    data = (HEAD.format(name="2003-1", state="2027-01-01") + body).encode()
    today = parse_statute(data, "t", dt.date(2026, 11, 30))
    assert (today.as_of, today.text_kind.force) == ("2022-06-01", "unknown")
    assert "two wordings" in today.note
    later = parse_statute(data, "t", dt.date(2027, 1, 1))
    assert (later.as_of, later.provisions[0].text) == ("2027-01-01", "A.")
    plain = parse_statute(data.replace(b"*L:lla", b"*X"), "t", dt.date(2026, 11, 30))
    assert (plain.as_of, plain.text_kind.force) == ("2027-01-01", "future")


def test_a_note_about_nothing_before_it_takes_nothing() -> None:
    section = settle(
        [f"*L:lla 7/2025 muutettu 1 momentti tulee voimaan 1.6.2025. {EARLIER}*"],
        dt.date(2025, 1, 1),
    )
    assert section.lines == ()
    assert note_alone(f"3 § on kumottu. {EARLIER}") == "3 § on kumottu."
