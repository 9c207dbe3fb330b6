"""Lists of BOE, which lead to texts and metadata, and versions that hold later."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from crawler.parsing import Ask, FormatError
from crawler.sources.es.format import read
from tests.crawler import answers

ANSWER = answers.folder("es") / "text.xml"
ASK = Ask("es", "es-prestamo", "es", "https://www.boe.es/", "text", today="2024-01-01")


def listed(data: object) -> bytes:
    return json.dumps({"status": {"code": "200", "text": "ok"}, "data": data}).encode()


@pytest.mark.parametrize("blocks", [[{"url": "https://www.boe.es/b/a1"}], {"url": "https://x/a1"}])
def test_an_index_leads_to_its_blocks(blocks: object) -> None:
    found = read(listed([{"bloque": blocks}]), replace(ASK, role="index"))
    assert [(f.url[-2:], f.role) for f in found.follow] == [("a1", "text")]


def test_a_gazette_leads_to_the_acts_of_its_first_section() -> None:
    act = {"identificador": "BOE-A-2001-1", "titulo": "Ley de libros"}
    other = {"identificador": "BOE-A-2001-2", "titulo": "Nombramiento"}
    sections = [
        {"codigo": "1", "departamento": {"codigo": "9", "epigrafe": [{"item": act}]}},
        {"codigo": "2A", "departamento": [{"codigo": "9", "epigrafe": {"item": [other]}}]},
    ]
    body = listed({"sumario": {"diario": [{"seccion": sections}]}})
    found = read(body, replace(ASK, role="gazette"))
    assert [f.url.split("/")[-2] for f in found.follow] == ["BOE-A-2001-1"]


def test_every_day_has_its_versions() -> None:
    body = ANSWER.read_bytes()
    before = read(body, replace(ASK, today="2018-01-01"))
    texts = {p.number: p.text for p in before.provisions}
    assert "tres semanas" in texts["2"] and "2-bis" not in texts
    assert before.in_force == "2001-07-01"
    after = {p.number: p.text for p in read(body, replace(ASK, today="2099-02-01")).provisions}
    assert after["2"] == "El libro no vuelve." and after["9"] == "Aún no."


def test_nothing_said_is_an_error() -> None:
    with pytest.raises(FormatError, match="BOE replies “nothing”"):
        read(b"[]", replace(ASK, role="index"))


@pytest.mark.parametrize(
    ("name", "title", "rubric"),
    [
        ("Artículo\u00a030", "Artículo 30. Cómputo de plazos.", "Cómputo de plazos"),
        ("Artículo 30", "Artículo\u00a030. Cómputo de plazos.", "Cómputo de plazos"),
        ("Art. 30", "Artículo 30. Cómputo de plazos.", "Cómputo de plazos"),
        ("Artículo 30", "ARTÍCULO 30", ""),
        ("Artículo 30", "Cómputo de plazos.", "Cómputo de plazos"),
    ],
)
def test_the_rubric_of_an_article_is_kept_whatever_the_blanks(
    name: str, title: str, rubric: str
) -> None:
    body = (
        f'<response><data><texto><bloque id="a30" tipo="precepto" titulo="{name}"><version'
        f' id_norma="BOE-A-2001-1" fecha_vigencia="20010701"><p class="articulo">{title}</p>'
        "<p>El plazo es de un mes.</p></version></bloque></texto></data></response>"
    )
    (article,) = read(body.encode(), ASK).provisions
    assert (article.number, article.rubric) == ("30", rubric)
    assert article.text == "El plazo es de un mes."
