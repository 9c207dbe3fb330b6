"""Cutting statute files into provisions."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from corpus.layout import plain_heading
from corpus.markdown import MAX_BYTES, StatuteError, parse_statute, read_statute

HEAD = "---\ntitle: T\nidentifier: X 1\ncountry: {cc}\n---\n"


def parse(body: str, country: str = "se") -> list[tuple[str, str, str]]:
    version = parse_statute((HEAD.format(cc=country) + body).encode(), "t")
    return [(p.number, p.rubric, p.text) for p in version.provisions]


def test_front_matter(statutes: Path) -> None:
    version = read_statute(statutes / "se" / "provlag.md")
    assert (version.country, version.language, version.as_of) == ("se", "sv", "2026-01-01")
    assert version.identifier == "SFS 2001:1"
    assert [p.number for p in version.provisions] == ["1:1", "2:1", "2:1a"]
    assert version.provisions[1].context == ("Provlag (2001:1)", "2 kap. Om köp av sex")


def test_wrapped_lines_are_joined_and_lists_are_not(statutes: Path) -> None:
    text = read_statute(statutes / "se" / "provlag.md").provisions[0].text
    assert text == "En bok ska lånas ut till alla som vill läsa den. Ingen får ta betalt för lånet."
    body = "### 1 §\n\nEn rad som är lång nog för att kunna vara bruten, se\n1. första\n2. andra\n"
    assert parse(body)[0][2].count("\n") == 2


def test_language_is_the_jurisdictions_when_the_file_has_none(statutes: Path) -> None:
    assert read_statute(statutes / "cz" / "zakon.md").language == "cs"


def test_a_rubric_below_an_empty_provision_belongs_to_it(statutes: Path) -> None:
    provisions = read_statute(statutes / "cz" / "zakon.md").provisions
    assert [(p.number, p.rubric) for p in provisions] == [
        ("1", "Knihy"),
        ("2", ""),
        ("3a", "Čtenáři"),
    ]
    assert provisions[2].context[-1] == "Díl 2"


def test_a_rubric_above_a_provision_belongs_to_it(statutes: Path) -> None:
    provisions = read_statute(statutes / "hr" / "zakon.md").provisions
    assert [(p.number, p.rubric) for p in provisions] == [("1", "Posudba knjiga"), ("2a", "Povrat")]


def test_deeper_headings_stay_in_the_provision() -> None:
    body = "### 1 §\n\nA.\n\n#### Lista\n\nB.\n\n### 2 §\n\nC.\n"
    assert parse(body) == [("1", "", "A.\n\nLista\n\nB."), ("2", "", "C.")]


def test_text_under_a_heading_without_number_is_kept() -> None:
    body = "## Övergångsbestämmelser\n\nD.\n\n## 2 kap. X\n\n### 2 kap. 1 §\n\nE.\n"
    assert [n for n, _, _ in parse(body)] == ["overgangsbestammelser", "2:1"]


def test_a_text_without_numbered_provisions_is_cut_at_its_headings() -> None:
    assert parse("## A\n\n#### Doel\n\nEen.\n\n#### Slot\n\nTwee.\n", "nl") == [
        ("doel", "", "Een."),
        ("slot", "", "Twee."),
    ]


def test_markup_goes_and_words_stay() -> None:
    body = "### 1 §\n\n**Fet** [länk](https://a.example/b) x<sup>2</sup>\n"
    assert parse(body)[0][2] == "Fet länk x²"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"# T\n", "no front matter"),
        (b"---\ntitle: T\n", "not closed"),
        (b"---\na: [1\n---\n# T\n", "not YAML"),
        (b"---\n- a\n---\n# T\n", "no fields"),
        (b"---\ntitle: T\n---\n# T\n", "lacks 'country'"),
        (b"---\ncountry: se\n---\n### 1 \xc2\xa7\n\nx\n", "lacks 'identifier'"),
        (
            b"---\ncountry: se\nidentifier: x\nlast_updated: soon\n---\n### 1 \xc2\xa7\n\nx",
            "'soon'",
        ),
        (b"---\ncountry: se\nidentifier: x\n---\nno heading\n", "no provision"),
        (b"x" * (MAX_BYTES + 1), "more than 32 MB"),
    ],
)
def test_what_is_no_statute_is_said(data: bytes, says: str) -> None:
    with pytest.raises(StatuteError, match=says):
        parse_statute(data, "t")


@pytest.mark.shared
def test_every_labelled_provision_is_found_by_its_heading(shared: Path) -> None:
    missing = []
    for labels in sorted((shared / "gold" / "dev").glob("*.yaml")):
        versions: dict[str, set[str]] = {}
        for label in yaml.safe_load(labels.read_text("utf-8")):
            name = label["statute"]
            if name not in versions:
                version = read_statute(shared / "statutes" / name)
                versions[name] = {p.heading for p in version.provisions}
            if plain_heading(str(label["provision"])) not in versions[name]:
                missing.append((name, label["provision"]))
    assert missing == []


def test_numbers_carry_the_chapter_where_the_law_is_cited_so() -> None:
    body = (
        "## I OSA. YLEISTÄ\n\n### 1 luku. Kirjat\n\n##### 1 § Laina\n\nA.\n\n##### 2 a §\n\nB.\n\n"
        "### 2 a luku. Kartat\n\n##### 1 §\n\nC.\n\n##### 3 luku 4 §\n\nD.\n"
    )
    assert [number for number, _, _ in parse(body, "fi")] == ["1:1", "1:2a", "2a:1", "3:4"]
    assert [number for number, _, _ in parse("##### 7 §\n\nA.\n", "fi")] == ["7"]


def test_in_sweden_only_sections_that_are_counted_anew_carry_the_chapter() -> None:
    body = "## 1 kap. Böcker\n\n### 1 §\n\nA.\n\n## 2 kap. Kartor\n\n### {} §\n\nB.\n"
    assert [number for number, _, _ in parse(body.format(1))] == ["1:1", "2:1"]
    assert [number for number, _, _ in parse(body.format(2))] == ["1", "2"]


@pytest.mark.parametrize(
    ("written", "heading"),
    [
        ("§ 133<sup>1</sup>. Laenutus", "§ 133¹. Laenutus"),
        ("3A. **F8[ Loans: certain books.**", "3A. Loans: certain books."),
        ("3A. F8[**Loans**]", "3A. Loans"),
        ("4. **Books [and maps]**", "4. Books [and maps]"),
        ("Art. 1<sup>er</sup>. `Livres` _vieux_", "Art. 1er. Livres vieux"),
        ("§ 161 <sup>", "§ 161"),
        ("§ 76a [k § 76](#paragraf-76)", "§ 76a k § 76"),
        ("Article\u00a07 snake_case", "Article\u00a07 snake_case"),
    ],
)
def test_headings_hold_no_marks(written: str, heading: str) -> None:
    assert plain_heading(written) == plain_heading(heading) == heading
    data = (HEAD.format(cc="ie") + f"### {written}\n\nA.\n").encode()
    assert [p.heading for p in parse_statute(data, "t").provisions] == [heading]
