"""Each rule gives the addresses of its examples, and none without a proof is linked to."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from corpus.addresses import (
    AddressExample,
    AddressRule,
    address_rules,
    official_address,
    reasons_without,
)
from corpus.library import Knowledge
from search_app.official_links import link_figures, total_links

SAMPLES = Path(__file__).parents[3] / "shared" / "portals" / "samples"
EXAMPLES = [(rule, example) for rule in address_rules() for example in rule.examples]
RIS = "https://www.ris.bka.gv.at/GeltendeFassung.wxe"
SHARE = 0.5
"""The least share of the cited provisions that have a proved address of their own."""
RULES = {rule.name: rule for rule in address_rules()}


@pytest.mark.parametrize(
    ("rule", "example"), EXAMPLES, ids=[f"{r.name} {e.provision}" for r, e in EXAMPLES]
)
def test_a_rule_gives_the_addresses_of_its_examples(
    rule: AddressRule, example: AddressExample
) -> None:
    cited = (example.act, example.provision)
    assert rule.address_of(*cited, example.id) == example.address
    found = official_address(rule.country, *cited, example.id)
    assert found.act_url == example.act
    if rule.proved:
        assert (found.url, found.reach) == (example.address, "provision")
    else:
        assert (found.url, found.reach) == (example.act, "unproved")
    if example.day:
        assert found.on(example.day) == example.dated
        assert example.dated is not None
    if rule.id:
        assert example.id
        assert official_address(rule.country, *cited).reach != "provision"


@pytest.mark.parametrize("rule", [r for r in address_rules() if r.dated], ids=lambda r: r.name)
def test_an_address_of_a_past_wording_has_an_example(rule: AddressRule) -> None:
    assert any(example.day and example.dated for example in rule.examples)


@pytest.mark.parametrize(
    ("country", "act", "provision"),
    [
        # neither a paragraph nor an article
        ("de", "https://www.gesetze-im-internet.de/stgb/", "Anlage 1"),
        # the rule is for paragraphs
        ("at", f"{RIS}?Abfrage=Bundesnormen&Gesetzesnummer=10005755", "Art. 1"),
        # a section inserted later has no page among the acts as enacted
        ("ie", "https://www.irishstatutebook.ie/eli/1998/act/22/enacted/en/html", "s. 4A"),
        # the sections of another act, which an amending act writes anew
        ("fi", "https://www.finlex.fi/fi/laki/alkup/2006/20060743", "20 luku 8 §"),
        ("lv", "https://likumi.lv/ta/id/88966", "informatīva atsauce"),
        # an address that merely begins like one of the publisher's
        ("de", "https://www.gesetze-im-internet.de/stgb/xml.zip", "§ 1"),
        ("se", "https://www.riksdagen.se.example/sv/dokument-och-lagar/dokument/x/y/", "1 §"),
        # the rules of another jurisdiction
        ("gr", "https://www.gesetze-im-internet.de/stgb/", "§ 1"),
        ("de", "", "§ 1"),
    ],
)  # fmt: skip
def test_without_a_rule_the_act_is_linked(country: str, act: str, provision: str) -> None:
    found = official_address(country, act, provision)
    assert (found.url, found.act_url, found.reach) == (act, act, "act")


def test_a_heading_is_understood_as_well_as_a_citation() -> None:
    act = "https://www.gesetze-im-internet.de/stgb/"
    heading = official_address("de", act, "§ 232a Zwangsprostitution")
    assert heading == official_address("de", act, "§ 232a")
    assert heading.reach == "provision"


def test_a_rule_that_cannot_work_is_refused() -> None:
    given = RULES["njt-section"].model_dump()
    with pytest.raises(ValidationError, match="parts without a group: m"):
        AddressRule.model_validate({**given, "address": "{act}#SZ{m}"})
    with pytest.raises(ValidationError, match="not a regular expression"):
        AddressRule.model_validate({**given, "number": "(?P<n>"})
    with pytest.raises(ValidationError, match=r"proof\.where"):
        AddressRule.model_validate({**given, "proof": {**given["proof"], "where": ""}})


def test_what_is_linked_by_act_has_a_reason(knowledge: Knowledge) -> None:
    figures = link_figures(knowledge)
    by_act = {code for code, figure in figures.items() if figure.unproved or figure.act}
    assert by_act == set(reasons_without())
    total = total_links(figures)
    assert total.every == sum(figure.every for figure in figures.values()) > 1500
    assert total.provision / total.every >= SHARE


def _read(name: str) -> str:
    path = SAMPLES / name
    if not path.exists():
        pytest.skip("the recorded responses of the portals are not at hand")
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return data.decode("latin-1" if name.startswith("be/") else "utf-8")


def _fragment(country: str, act: str, provision: str) -> str:
    return official_address(country, act, provision).url.partition("#")[2]


def _anchors(text: str) -> set[str]:
    """The values of `id`, `name` and `eId` in markup: `<A NAME='Art.380'`."""
    return set(re.findall(r"\b(?:id|name|eId)\s*=\s*\\?[\"']([^\"'\\]+)", text, re.IGNORECASE))


@pytest.mark.parametrize(
    ("sample", "country", "act", "provisions"),
    [
        (
            "be/code_penal_1867060850_justel.html.gz",
            "be",
            "https://www.ejustice.just.fgov.be/eli/loi/1867/06/08/1867060850/justel",
            ("art. 2", "art. 379", "art. 380bis", "art. 433quinquies", "art. 383bis/1"),
        ),
        (
            "ee/KarS_122122025002.xml.gz",
            "ee",
            "https://www.riigiteataja.ee/akt/122122025002",
            ("§ 133", "§ 133¹", "§ 145¹", "§ 268¹"),
        ),
        (
            "lv/ta_id_68488_socialo_pakalpojumu_likums.html",
            "lv",
            "https://likumi.lv/ta/id/68488",
            ("3. pants", "13. pants", "13.1 pants", "Pārejas noteikumu 16.1 punkts"),
        ),
        (
            "se/dokumentstatus_sfs-2018-218.json",
            "se",
            "https://www.riksdagen.se/sv/dokument-och-lagar/dokument/svensk-forfattningssamling/_sfs-2018-218/",
            ("1 kap. 1 §", "7 kap. 3 a §"),
        ),
        (
            "eu/celex_02019R2088-20240109_consolidated.xhtml",
            "eu",
            "http://data.europa.eu/eli/reg/2019/2088/2024-01-09",
            ("Article 1", "Article 2a", "Article 18a"),
        ),
        (
            "eu/celex_32013L0061_oj.xhtml",
            "eu",
            "http://data.europa.eu/eli/dir/2013/61/oj",
            ("Article 1", "Article 4"),
        ),
        (
            "pl/DU_2024_1976_text.html",
            "pl",
            "https://api.sejm.gov.pl/eli/acts/DU/2024/1976",
            ("art. 1", "art. 2"),
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and "/" in value[:3] else None,
)  # fmt: skip
def test_the_anchors_stand_in_recorded_responses(
    sample: str, country: str, act: str, provisions: tuple[str, ...]
) -> None:
    anchors = _anchors(_read(sample))
    for provision in provisions:
        assert _fragment(country, act, provision) in anchors, provision


@pytest.mark.parametrize(
    ("sample", "country", "act", "provision", "written"),
    [
        (
            "cz/sb_2009_40_fragmenty_p0.json",
            "cz",
            "https://e-sbirka.gov.cz/sb/2009/40",
            "§ 312a",
            '/sb/2009/40/2026-01-01#par_312a"',
        ),
        (
            "nl/BWBR0001823_toestand.xml",
            "nl",
            "https://wetten.overheid.nl/BWBR0001823",
            "art. 1",
            'jci1.3:c:BWBR0001823&amp;artikel=1"',
        ),
    ],
    ids=["cz", "nl"],
)
def test_the_publisher_writes_the_same_address(
    sample: str, country: str, act: str, provision: str, written: str
) -> None:
    url = official_address(country, act, provision).url
    own = written.replace("/2026-01-01", "").replace("&amp;", "&").strip('"')
    assert url.endswith(own)
    assert written in _read(sample)


def test_the_anchors_of_a_whole_spanish_act_are_counted_right() -> None:
    act = "https://www.boe.es/buscar/act.php?id=BOE-A-2018-16673"
    index = json.loads(_read("es/indice_BOE-A-2018-16673.json").removeprefix("\ufeff"))
    blocks = {block["titulo"]: block["id"] for block in index["data"][0]["bloque"]}
    # `Artículo 10`, with a no-break space in some indices
    articles = {t: i for t, i in blocks.items() if re.fullmatch(r"Artículo\s\d+", t)}
    assert len(articles) == 97
    assert {t: _fragment("es", act, t) for t in articles} == articles


@pytest.mark.parametrize(
    ("sample", "names", "rule", "head"),
    [
        (
            "fi/statute-consolidated_2024_224_fin.xml",
            r'<section eId="([^"]+)"',
            "finlex-identifier",
            "",
        ),
        (
            "fi/statute-consolidated_2025_51_fin.xml",
            r'<section eId="([^"]+)"',
            "finlex-identifier",
            "",
        ),
        ("fr/consult_lawDecree.json", r"(LEGIARTI\d+)", "legifrance-code-article", ""),
        ("es/indice_BOE-A-2018-16673.json", r'"id": "(a[^"]*)",\s+"titulo": "Art', "boe-block", ""),
        (
            "ro/DetaliiDocumentAfis_cod_civil.html",
            r'class="S_ART" [^>]*\bid="([^"]+)"',
            "legislatie-article",
            "47355#",
        ),
        (
            "dk/lta_2024_434_straffeloven.xml",
            r'<Paragraf id="([^"]+)"',
            "retsinformation-paragraph",
            "2024/434#",
        ),
    ],
    ids=lambda value: value.split("/")[0] if value.count("/") == 1 and "." in value else "",
)  # fmt: skip
def test_identifiers_of_recorded_texts_fit_their_rule(
    sample: str, names: str, rule: str, head: str
) -> None:
    held = re.findall(names, _read(sample))
    assert len(held) > 2
    shape = re.compile(RULES[rule].id)
    assert [name for name in held if not shape.fullmatch(head + name)] == []
