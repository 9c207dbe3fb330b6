"""National forms of citation: every jurisdiction has one, and each writes what lawyers write."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from corpus.library import Knowledge
from corpus.model import Citation
from search_app.citing.forms import national_forms
from search_app.citing.provision import HeldWording, cite_provision, cite_words

SHORT = [
    ("at", "at-stgb", "§ 207b", "(1) no. 6", "§ 207b Abs 1 Z 6 StGB"),
    ("be", "be-code-penal-2024", "art. 133", None, "art. 133 CP"),
    ("bg", "bg-nakazatelen-kodeks", "чл. 155", "(1)", "чл. 155, ал. 1 НК"),
    ("cy", "cy-poinikos-kodikas", "άρθρο 164", "(1)", "άρθρο 164(1), Κεφ. 154"),
    ("cz", "cz-trestni-zakonik", "§ 14", "(2)", "§ 14 odst. 2 TZ"),
    ("de", "de-stgb", "§ 232a", "(6)", "§ 232a Abs. 6 StGB"),
    ("dk", "dk-straffeloven", "§ 224", "stk. 2", "strfl. § 224, stk. 2"),
    ("ee", "ee-karistusseadustik", "§ 133", "(1)", "KarS § 133 lg 1"),
    ("es", "es-codigo-penal", "art. 188", "4", "art. 188.4 CP"),
    ("eu", "eu-directive-2011-36", "Article 18(4)", None, "Article 18(4) of Directive 2011/36/EU"),
    ("fi", "fi-rikoslaki", "20 luku 8 §", "1 mom.", "RL 20 luvun 8 § 1 mom."),
    ("fr", "fr-code-penal", "art. 225-12-1", "al. 1", "C. pén., art. 225-12-1, al. 1"),
    ("gr", "gr-poinikos-kodikas", "άρθρο 323Α", "6", "άρθρο 323Α παρ. 6 ΠΚ"),
    ("hr", "hr-kazneni-zakon", "čl. 162", "(2)", "čl. 162. st. 2. KZ"),
    ("hu", "hu-szabstv", "184. §", "(1)", "Szabs. tv. 184. § (1) bek."),
    (
        *("ie", "ie-sexual-offences-act-1993", "s. 7A", "(1)"),
        "Criminal Law (Sexual Offences) Act 1993, s 7A(1)",
    ),
    ("it", "it-codice-penale", "art. 600-bis", None, "art. 600-bis c.p."),
    ("lt", "lt-baudziamasis-kodeksas", "8 straipsnis", "3 dalis", "BK 8 straipsnis, 3 dalis"),
    ("lu", "lu-code-penal", "art. 382-7", "(2)", "art. 382-7, paragraphe 2 CP"),
    ("lv", "lv-kriminallikums", "164. pants", "(2), (3)", "KL 164. pants, 2, 3. daļa"),
    ("mt", "mt-kodici-kriminali", "Artikolu 248F", "(2)", "Artikolu 248F(2), Kap. 9"),
    ("nl", "nl-wetboek-van-strafrecht", "art. 248b", "1, 3", "art. 248b lid 1, 3 Sr"),
    ("pl", "pl-kodeks-karny", "art. 199", "§ 3", "art. 199 § 3 k.k."),
    ("pt", "pt-codigo-penal", "art. 160.º", "n.º 6", "art. 160.º, n.º 6 do CP"),
    ("ro", "ro-cod-penal", "art. 182", "lit. c)", "art. 182 lit. c) C. pen."),
    ("se", "se-brottsbalk", "6 kap. 11 §", None, "6 kap. 11 § BrB"),
    ("si", "si-kazenski-zakonik", "175. člen", "(2)", "175. člen, 2. odstavek KZ-1"),
    ("sk", "sk-trestny-zakon", "§ 132", "(2)", "§ 132 ods. 2 TZ"),
]
FULL = [
    (
        *("se", "se-brottsbalk", "6 kap. 11 §", "2026-04-16"),
        "6 kap. 11 § brottsbalken (1962:700), i lydelse den 16 april 2026",
    ),
    (
        "fr",
        "fr-code-penal",
        "art. 611-1",
        "2026-04",
        "Code pénal, art. 611-1 (version : avril 2026)",
    ),
    (
        *("cz", "cz-trestni-zakonik", "§ 202", "2026-06-12"),
        "§ 202 zákona č. 40/2009 Sb., trestní zákoník, ve znění účinném ke dni 12. června 2026",
    ),
    (
        *("de", "de-stgb", "§ 232a", ""),
        "§ 232a des Strafgesetzbuches in der Fassung der Bekanntmachung vom 13. November 1998 "
        "(BGBl. I S. 3322)",
    ),
]
GOLDEN = yaml.safe_load((Path(__file__).parent / "citations.yaml").read_text("utf-8"))["citations"]
WORDINGS = [
    ("fr", HeldWording("1968-04-01"), "Code pénal, art. 1 (version : 1er avril 1968)"),
    (
        *("fr", HeldWording("2025-11-07", before="2025-11-08")),
        "Code pénal, art. 1 (version antérieure au 8 novembre 2025)",
    ),
    ("fr", HeldWording("2009-03-13", as_enacted=True), "Code pénal, art. 1 (version initiale)"),
    ("it", HeldWording("2024-05-08"), "art. 1 del codice penale (testo vigente all'8 maggio 2024)"),
    ("pl", HeldWording("2023"), "art. 1 kodeksu, według stanu na 2023 r."),
    ("pl", HeldWording("2023-12-05"), "art. 1 kodeksu, według stanu na dzień 5 grudnia 2023 r."),
    (
        "cz",
        HeldWording("2025-11-07", "2025-11-08"),
        "art. 1 zákona, ve znění účinném do 7. listopadu 2025",
    ),
    ("gr", HeldWording("2024-05-01"), "art. 1 του ν. 1/2024 (όπως ίσχυε την 1η Μαΐου 2024)"),
]
NAMED = {
    "fr": "Code pénal",
    "it": "del codice penale",
    "pl": "kodeksu",
    "cz": "zákona",
    "gr": "του ν. 1/2024",
}
UNDATED = {
    *("cy-poinikos-kodikas", "cy-ochliries-porneia", "de-evaluation-prostschg"),
    *("eu-report-com-2016-719", "nl-aanwijzing-mensenhandel", "nl-task-force-mensenhandel"),
    "nl-regeling-uitstapprogrammas",
}
"""Instruments that are cited without a day of their own, besides those of France and Malta."""
# "(39/1889) 20 … (39/1889)", "NN 36/24 … NN 36/24": a number with a stroke or a colon
_NUMBER = re.compile(r"\b\d++[/:]\d++\b")


def _cite(
    knowledge: Knowledge, code: str, act: str, number: str, part: str | None, state: str = ""
) -> tuple[str, str]:
    place = Citation(instrument=act, provision=number)
    form = cite_provision(knowledge.jurisdictions[code], place, part, state)
    return form.short, form.full


def test_every_jurisdiction_has_a_form(knowledge: Knowledge) -> None:
    assert set(national_forms()) == set(knowledge.jurisdictions)
    assert {case[0] for case in SHORT} == set(knowledge.jurisdictions)


@pytest.mark.parametrize(("code", "act", "number", "part", "wanted"), SHORT)
def test_short_form(
    knowledge: Knowledge, code: str, act: str, number: str, part: str | None, wanted: str
) -> None:
    assert _cite(knowledge, code, act, number, part)[0] == wanted


@pytest.mark.parametrize(("code", "act", "number", "state", "wanted"), FULL)
def test_full_form_with_the_day_of_the_text(
    knowledge: Knowledge, code: str, act: str, number: str, state: str, wanted: str
) -> None:
    assert _cite(knowledge, code, act, number, None, state)[1] == wanted


@pytest.mark.parametrize(("code", "held", "wanted"), WORDINGS)
def test_the_wording_is_named_in_the_words_of_the_state(
    knowledge: Knowledge, code: str, held: HeldWording, wanted: str
) -> None:
    act = knowledge.jurisdictions[code].instruments[0]
    named = act.model_copy(update={"cited_as": NAMED[code]})
    assert cite_words(code, named, "art. 1", state=held).full == wanted


@pytest.mark.parametrize(
    "case", GOLDEN, ids=lambda case: f"{case['instrument']}-{case['provision']}"
)
def test_reviewed_citation(knowledge: Knowledge, case: dict[str, Any]) -> None:
    place = Citation(instrument=case["instrument"], provision=case["provision"])
    held = HeldWording(
        case.get("state", ""), str(case.get("before", "")), case.get("enacted", False)
    )
    jurisdiction = knowledge.jurisdictions[case["instrument"][:2]]
    form = cite_provision(jurisdiction, place, case.get("part"), held)
    assert (form.short, form.full) == (case["short"], case["full"])


def test_three_citations_of_every_jurisdiction_were_reviewed(knowledge: Knowledge) -> None:
    reviewed = [case["instrument"][:2] for case in GOLDEN]
    assert {code: reviewed.count(code) for code in knowledge.jurisdictions} == dict.fromkeys(
        knowledge.jurisdictions, 3
    )


def test_no_instrument_is_cited_by_the_number_of_a_web_page_or_twice_by_its_own(
    knowledge: Knowledge,
) -> None:
    for jurisdiction, act in knowledge.instruments():
        form = cite_words(jurisdiction.code, act, "§ 1")
        assert not re.search(r"likumi\.lv|BWBR|NUMAC|BOE-A|TAR\.|\(repeal|\(amend", form.full), form
        if jurisdiction.code == "eu":
            continue
        assert jurisdiction.code == "ie" or " of " not in form.full, form
        numbers = _NUMBER.findall(form.full)
        assert len(numbers) == len(set(numbers)), form


def test_every_instrument_says_when_it_was_made(knowledge: Knowledge) -> None:
    silent = {act.id for _, act in knowledge.instruments() if act.made is None}
    assert {name for name in silent if name[:2] not in {"fr", "mt"}} == UNDATED


def test_a_part_described_in_english_is_marked_as_ours(knowledge: Knowledge) -> None:
    short, _ = _cite(knowledge, "nl", "nl-wetboek-van-strafrecht", "art. 9", "third paragraph")
    assert short == "art. 9 (third paragraph) Sr"


def test_every_cited_provision_of_the_coded_law_can_be_written(knowledge: Knowledge) -> None:
    for code, state in knowledge.coded.items():
        jurisdiction = knowledge.jurisdictions[code]
        acts = {instrument.id for instrument in jurisdiction.instruments}
        for record in (*state.offences, *state.schemes, *state.rules.values()):
            for reading in (r for v in record.versions for r in v.readings):
                if reading.instrument not in acts:
                    continue
                place = Citation(instrument=reading.instrument, provision=reading.provision)
                form = cite_provision(jurisdiction, place, reading.part)
                assert "{" not in form.short + form.full
                assert "  " not in form.short + form.full


def test_an_instrument_of_another_state_is_refused(knowledge: Knowledge) -> None:
    place = Citation(instrument="fr-code-penal", provision="art. 611-1")
    with pytest.raises(LookupError, match="se has no instrument fr-code-penal"):
        cite_provision(knowledge.jurisdictions["se"], place)
