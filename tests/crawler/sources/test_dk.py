"""The day on which a Danish instrument enters into force is that of its text."""

from __future__ import annotations

import pytest

from crawler.parsing import Ask, ParsedText
from crawler.sources.dk import format as lexdania
from crawler.sources.dk.commencement import IN_PARTS, UNKNOWN, commencement


@pytest.mark.parametrize(
    ("text", "day", "note"),
    [
        ("Loven træder i kraft den 1. januar 2025.", "2025-01-01", ""),
        ("Stk. 1. Loven træder i kraft den 1. juli 2025, jf. dog stk. 2.", "2025-07-01", IN_PARTS),
        (
            "Loven træder i kraft den 1. juli 2025.\n§ 3 træder dog i kraft den 1. maj 2026.",
            "2025-07-01",
            IN_PARTS,
        ),
        (
            "Bekendtgørelsen træder i kraft dagen efter bekendtgørelsen i Lovtidende.",
            "2024-12-31",
            "",
        ),
        ("Loven træder i kraft ved bekendtgørelsen i Lovtidende.", "2024-12-30", ""),
        ("Ministeren fastsætter tidspunktet for lovens ikrafttræden.", None, UNKNOWN),
        ("Loven træder i kraft på et tidspunkt, som ministeren vælger.", None, UNKNOWN),
    ],
)
def test_the_day_is_named_or_counted_from_the_publication(
    text: str, day: str | None, note: str
) -> None:
    assert commencement(["§ 1. Bier er frie.", text, "Gælder ej Færøerne."], "2024-12-30") == (
        day,
        note,
    )


def test_a_day_counted_from_a_publication_that_is_not_told_is_unknown() -> None:
    text = "Loven træder i kraft dagen efter bekendtgørelsen i Lovtidende."
    assert commencement([text], None) == (None, UNKNOWN)


def read(kind: str) -> ParsedText:
    said = "<Stk><Exitus><Linea><Char>{}</Char></Linea></Exitus></Stk></Paragraf>"
    body = (
        f"<Dokument><Meta><DocumentType>{kind}</DocumentType><DocumentTitle>Om bier</DocumentTitle>"
        "<Year>2024</Year><Number>7</Number><DiesSigni>2024-12-27</DiesSigni>"
        "<StartDate>2024-12-30</StartDate><DiesEdicti>2024-12-30</DiesEdicti></Meta><Indhold>"
        "<Paragraf><Explicatus>§ 1.</Explicatus>" + said.format("Bier er frie.")
        + "<Paragraf><Explicatus>§ 2.</Explicatus>"
        + said.format("Bekendtgørelsen træder i kraft den 1. januar 2025.")
        + "</Indhold></Dokument>"
    )  # fmt: skip
    return lexdania.read(body.encode(), Ask("dk", "dk-bier", "da", "https://x.example"))


def test_a_regulation_holds_from_its_own_day_and_a_consolidation_from_that_of_the_file() -> None:
    regulation, consolidation = read("BEK H#LOKDOK02"), read("LBK H#LOKDOK03")
    assert (regulation.in_force, regulation.published) == ("2025-01-01", "2024-12-30")
    assert consolidation.in_force == "2024-12-30"
