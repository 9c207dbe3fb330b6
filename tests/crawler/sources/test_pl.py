"""Texts of the Sejm: regulations with paragraphs, annexes, and what the page's own list proves."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest

from crawler.parsing import Ask, FormatError, ParsedText
from crawler.sources.pl.format import read

ASK = Ask("pl", "pl-ule", "pl", "https://api.sejm.gov.pl/eli/acts/DU/2024/9/text.html", "text")
REGULATION = "Rozporządzenie Ministra Miodu w sprawie uli"


def unit(kind: str, name: str, sign: str, inner: str) -> str:
    return (
        f'<div class="unit unit_{kind}" id="{kind}_{name}" data-id="{kind}_{name}"><h3><B>{sign}'
        f'</B></h3><div class="unit-inner">{inner}</div></div>'
    )


def words(text: str) -> str:
    return f'<div data-template="xText" CLASS="pro-text">{text}</div>'


def page(title: str, *parts: tuple[str, str], listed: Sequence[Sequence[str]]) -> bytes:
    """Return a page with parts (title and content) and the ids that its list has of each."""
    sections = "".join(
        f'<section id="part_{n}"><div class="part"><h2 class="part"><span>{name}</span></h2>'
        f'<div class="block">{content}</div></div></section>'
        for n, (name, content) in enumerate(parts, start=1)
    )
    tree = [
        {
            "id": f"part_{n}",
            "type": "part",
            "children": [{"id": name, "type": name.split("_")[0]} for name in names],
        }
        for n, names in enumerate(listed, start=1)
    ]
    script = f"<script>\nvar tree = {json.dumps(tree)};</script>"
    head = f"<html><body><h1><span>{title}</span></h1>"
    return f'{head}<div class="parts">{sections}</div>{script}</body></html>'.encode()


def numbered(found: ParsedText) -> list[tuple[str, str]]:
    return [(p.number, p.text) for p in found.provisions]


PARAGRAPHS = (
    words("Na podstawie ustawy o pszczołach zarządza się, co następuje:")
    + unit("para", "1", "§&nbsp;1.", words("Ul ma dach."))
    + unit(
        "para", "2", "§&nbsp;2.", words("Ul ma dno.") + unit("pint", "1", "1)", words("płaskie"))
    )
)


def test_the_paragraphs_of_a_regulation_with_its_legal_basis_and_annex() -> None:
    annex = ("Załącznik nr 2&nbsp;-&nbsp;Wzór", "<table><tr><td>dach</td><td>dno</td></tr></table>")
    body = page(
        REGULATION, ("Treść rozporządzenia", PARAGRAPHS), annex, listed=(("para_1", "para_2"), ())
    )
    assert numbered(read(body, ASK)) == [
        ("preambuła", "Na podstawie ustawy o pszczołach zarządza się, co następuje:"),
        ("1", "Ul ma dach."),
        ("2", "Ul ma dno.\n1) płaskie"),
        ("załacznik-nr-2", "dach dno"),
    ]


def test_articles_in_an_annex_are_not_those_of_the_act() -> None:
    act = unit("arti", "1", "Art.&nbsp;1.", words("Umowa wiąże."))
    treaty = unit("arti", "7", "Art.&nbsp;7.", words("Strony hodują pszczoły."))
    body = page(
        "Ustawa o umowie pszczelej", ("Treść ustawy", act), ("Załącznik", treaty),
        listed=(("arti_1",), ("arti_7",)),
    )  # fmt: skip
    assert numbered(read(body, ASK)) == [
        ("1", "Umowa wiąże."),
        ("załacznik", "Art. 7. Strony hodują pszczoły."),
    ]


def test_paragraphs_of_articles_are_no_provisions() -> None:
    act = unit(
        "arti", "1", "Art.&nbsp;1.", unit("para", "1", "§&nbsp;1.", words("Ul jest drewniany."))
    )
    body = page("Kodeks pszczeli", ("Treść ustawy", act), listed=(("arti_1",),))
    assert numbered(read(body, ASK)) == [("1", "§ 1. Ul jest drewniany.")]


@pytest.mark.parametrize(
    ("listed", "says"),
    [
        ((("para_1", "para_2", "para_3"),), "1 of 4 parts and units that the page lists"),
        ((("para_1", "para_2"), ()), "missing, first part_2"),
        ((), "lists 0 parts and units and holds 3"),
        ((("para_1",),), "lists 2 parts and units and holds 3"),
    ],
)
def test_a_text_that_differs_from_its_own_list_is_refused(
    listed: Sequence[Sequence[str]], says: str
) -> None:
    body = page(REGULATION, ("Treść rozporządzenia", PARAGRAPHS), listed=listed)
    with pytest.raises(FormatError, match=says):
        read(body, ASK)


def test_a_text_that_was_closed_where_it_breaks_off_is_refused() -> None:
    whole = page(REGULATION, ("Treść rozporządzenia", PARAGRAPHS), listed=(("para_1", "para_2"),))
    half = whole[: whole.index("§&nbsp;2.".encode())] + b"</body></html>"
    with pytest.raises(FormatError, match="breaks off before the list of its contents"):
        read(half, ASK)


def test_an_announcement_without_the_text_it_announces_is_refused() -> None:
    body = page("Obwieszczenie o ulach", ("Treść", unit("arti", "1", "Art. 1.", "")), listed=())
    with pytest.raises(FormatError, match="without the text it announces"):
        read(body, ASK)


def test_quotation_marks_and_dashes_stand_with_what_they_mark() -> None:
    quoted = (
        words("otrzymuje brzmienie:")
        + '<div class="cite-box"><div class="qmark-opn">„&nbsp;</div><div class="cite-body">'
        + unit("pint", "5", "5)", words("ul letni"))
        + '</div><div class="qmark-cls">&nbsp;”</div><div class="trailer">&nbsp;;</div></div>'
        + "<ul><li><div>&nbsp;-&nbsp;</div><div>ul zimowy</div></li></ul>"
    )
    body = page(
        REGULATION, ("Treść", unit("para", "1", "§&nbsp;1.", quoted)), listed=(("para_1",),)
    )
    assert read(body, ASK).provisions[0].text.split("\n") == [
        "otrzymuje brzmienie:", "„5) ul letni”;", "- ul zimowy",
    ]  # fmt: skip
