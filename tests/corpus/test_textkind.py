"""Front matter says what kind of text a file holds; a word that is not known is refused."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import get_args

import pytest

from corpus.frontmatter import FrontMatterError, cut
from corpus.lists import closed_list
from corpus.markdown import NoStatuteError, StatuteError, parse_statute, read_statute
from corpus.textkind import force_of, licence_of, note_of, on_day, origin_of, text_kind
from corpus.texts import Extent, Force, Form

DAY = dt.date(2026, 11, 30)


def kind(
    front: str,
    *,
    country: str = "se",
    identifier: str = "SFS 1:1",
    as_of: str | None = "2026-01-01",
) -> tuple[str, str, str]:
    meta, _ = cut(f"---\n{front}\n---\n")
    found = text_kind(meta, country, identifier, as_of, DAY)
    return found.extent, found.force, found.form


@pytest.mark.parametrize(("name", "values"), [("extent", Extent), ("force", Force), ("form", Form)])
def test_the_axes_have_the_values_of_the_closed_lists(name: str, values: object) -> None:
    assert get_args(values) == tuple(closed_list(name))


@pytest.mark.parametrize(
    ("front", "found"),
    [
        ("title: T", ("whole", "unknown", "consolidated")),
        ("text_kind: in-force", ("whole", "in-force", "consolidated")),
        ("text_kind: In force", ("whole", "in-force", "consolidated")),
        ("text_kind: extract-in-force", ("excerpt", "in-force", "consolidated")),
        ("text_kind: excerpt", ("excerpt", "unknown", "consolidated")),
        ("excerpt: true\nstatus: in_force", ("excerpt", "in-force", "consolidated")),
        ("excerpt: false", ("whole", "unknown", "consolidated")),
        ("text_kind: as-enacted", ("whole", "unknown", "as-enacted")),
        ("text_kind: as-enacted\nstatus: in_force", ("whole", "in-force", "as-enacted")),
        ("text_kind: as-enacted\nstatus: repealed", ("whole", "repealed", "as-enacted")),
        ("text_kind: as-enacted\nstatus: amended", ("whole", "past", "as-enacted")),
        ("status: amended", ("whole", "unknown", "consolidated")),
        ("text_kind: amending\nstatus: in_force", ("whole", "in-force", "amending")),
        ("text_kind: future", ("whole", "future", "consolidated")),
        ("text_kind: repealed\nstatus: in_force", ("whole", "repealed", "consolidated")),
        ("text_kind: in-force\nstatus: superseded-version", ("whole", "past", "consolidated")),
        ("text_kind: extract-in-force\nstatus: past-version", ("excerpt", "past", "consolidated")),
        ("text_kind: unknown\nstatus: in_force", ("whole", "unknown", "consolidated")),
        ("text_kind: unknown\nstatus: expired", ("whole", "repealed", "consolidated")),
        ("text_state: as_enacted\nstatus: in_force", ("whole", "in-force", "as-enacted")),
        ("text_state: point_in_time", ("whole", "unknown", "consolidated")),
    ],
)
def test_front_matter_is_read_into_three_axes(front: str, found: tuple[str, str, str]) -> None:
    assert kind(front) == found


@pytest.mark.parametrize(
    ("country", "identifier", "front", "form"),
    [
        ("gr", "FEK-A-204-2003", "status: in_force", "as-enacted"),
        ("dk", "LBK nr 1294 af 2025-11-07", "title: T", "consolidated"),
        ("dk", "BEK nr 292 af 2020-03-27", "title: T", "as-enacted"),
        ("eu", "32011L0036", "title: T", "as-enacted"),
        ("eu", "32011L0036", "text_kind: in-force", "consolidated"),
        ("eu", "12012P", "title: T", "consolidated"),
    ],
)
def test_a_gazette_prints_acts_as_enacted(
    country: str, identifier: str, front: str, form: str
) -> None:
    assert kind(front, country=country, identifier=identifier)[2] == form


@pytest.mark.parametrize(
    ("country", "title", "form"),
    [
        ("fi", "Laki rikoslain muuttamisesta", "amending"),
        ("fi", "Laki rikoslain 20 luvun muuttamisesta (743/2006)", "amending"),
        ("fi", "Laki nimen muuttamisesta väestörekisterissä", "consolidated"),
        ("dk", "Lov om ændring af straffeloven", "amending"),
        ("cz", "Zákon, kterým se mění trestní zákoník", "amending"),
        ("cz", "Zákon č. 7/2020 Sb., kterým se mění trestní zákoník", "amending"),
        ("cz", "Zákon o včelách a kterým se mění zákon o medu", "consolidated"),
        ("ee", "Karistusseadustiku muutmise seadus", "amending"),
        ("pl", "Ustawa z dnia 5 maja 2024 r. o zmianie ustawy o pszczołach", "amending"),
        ("se", "Lag (2022:7) om ändring i brottsbalken", "amending"),
        ("se", "Lag om ändring i brottsbalken", "amending"),
        ("at", "Lag om ändring i brottsbalken", "consolidated"),
    ],
)
def test_the_title_of_an_act_that_only_amends(country: str, title: str, form: str) -> None:
    assert kind(f"title: '{title}'", country=country)[2] == form
    assert kind(f"title: '{title}'\ntext_kind: in-force", country=country)[2] == "consolidated"


def test_an_act_of_luxembourg_is_as_enacted_until_it_has_a_later_state() -> None:
    front = "title: Loi\npublication_date: 2018-02-28\nstatus: in_force"
    assert kind(front, country="lu", as_of="2018-02-28") == ("whole", "in-force", "as-enacted")
    assert kind(front, country="lu", as_of="2025-12-19")[2] == "consolidated"
    assert kind(front, country="se", as_of="2018-02-28")[2] == "consolidated"
    assert kind("title: Loi", country="lu", as_of=None)[2] == "consolidated"


def test_a_gazette_prints_no_state_to_come() -> None:
    data = (
        "---\ntitle: T\nidentifier: {}\ncountry: gr\nlast_updated: 2027-07-12\n"
        "publication_date: 2017-07-12\nstatus: in_force\n---\n### Άρθρο 1\n\nΑ.\n"
    )
    issue = parse_statute(data.format("FEK-A-99-2017").encode(), "t", DAY)
    assert (issue.as_of, issue.text_kind.force) == ("2017-07-12", "in-force")
    other = parse_statute(data.format("N 99/2017").encode(), "t", DAY)
    assert (other.as_of, other.text_kind.force) == ("2027-07-12", "future")


def test_a_mark_that_is_often_wrong_is_kept_and_doubted() -> None:
    meta, _ = cut("---\nstatus: repealed\nnote: One.\n---\n")
    assert note_of(meta, "fi").startswith("One. The collection marks this act as repealed")
    assert note_of(meta, "se") == "One."
    assert kind("status: repealed", country="fi")[1] == "repealed"
    stated, _ = cut("---\nstatus: repealed\ntext_kind: repealed\n---\n")
    assert note_of(stated, "fi") == ""


def test_a_state_to_come_is_future_law_until_its_day() -> None:
    assert kind("status: in_force", as_of="2026-12-01")[1] == "future"
    assert kind("title: T", as_of="2027")[1] == "future"
    assert kind("status: in_force", as_of="2026-11-30")[1] == "in-force"
    assert kind("status: repealed", as_of="2027-01-01")[1] == "repealed"
    assert on_day("in-force", "2026-12-01", dt.date(2026, 12, 1)) == "in-force"


@pytest.mark.parametrize("field", ["text_kind", "text_state", "status"])
def test_a_word_that_is_not_known_is_refused_with_its_line(field: str) -> None:
    with pytest.raises(FrontMatterError, match=rf"line 3: '{field}' says 'valid-ish', which is"):
        kind(f"title: T\n{field}: valid-ish")


def test_the_importer_says_it_of_a_file() -> None:
    head = "---\ntitle: T\nidentifier: X\ncountry: se\n{}\n---\n### 1 §\n\nA.\n"
    with pytest.raises(StatuteError, match=r"line 5: 'text_kind' says 'draft'.*in-force, extract"):
        parse_statute(head.format("text_kind: draft").encode(), "t")
    found = parse_statute(head.format("origin: {repo: a/b, path: c.md}\nnote: N").encode(), "t")
    assert (found.origin, found.licence, found.note) == ("a/b · c.md", "", "N")


def test_origin_licence_and_note() -> None:
    meta, _ = cut(
        "---\norigin:\n  repo: a/b\n  path: c/d.md\n"
        "  commit: 0123456789abcdef0123456789abcdef01234567\n"
        "license: CC0\nnote: One.\nversion_note: Two.\n---\n"
    )
    assert origin_of(meta) == "a/b · c/d.md · 0123456789ab"
    assert licence_of(meta) == "CC0"
    assert note_of(meta) == "One. Two."
    plain, _ = cut("---\norigin: A library\nlicence: free\nlicense: other\n---\n")
    assert (origin_of(plain), licence_of(plain), note_of(plain)) == ("A library", "free", "")


def test_what_publishers_say_of_acts() -> None:
    assert [force_of(w) for w in ("", "repealed", "historic", "in_force", "adopted", "odd")] == [
        "unknown", "repealed", "past", "in-force", "unknown", "unknown",
    ]  # fmt: skip


@pytest.mark.shared
def test_every_word_of_real_front_matter_is_known(shared: Path) -> None:
    forces = {"statutes": set[str](), "newer": set[str]()}
    for folder, found in forces.items():
        for path in sorted((shared / folder).rglob("*.md")):
            try:
                found.add(read_statute(path).text_kind.force)
            except NoStatuteError:
                continue
    assert forces["statutes"] == {"in-force", "past", "repealed", "unknown"}
    assert forces["newer"] == {"in-force", "past", "repealed", "unknown"}
