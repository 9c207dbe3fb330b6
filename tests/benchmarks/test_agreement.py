"""Two readers' schemes are paired by question and nearest reading, and compared field by field."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import yaml

from benchmarks.agreement import FieldDifference, compare_schemes, read_coding, rows
from corpus.agreement import FieldAgreement

DAY = dt.date(2026, 1, 1)
PERMIT = """
  - id: xx-{name}
    title: Permit for victims of trafficking
    question: residence
    versions:
      - from: 2010-01-01
        basis: statute
        reflection: {{basis: statute, form: permit, at_least: 30 days}}
        {permit}
        readings: [{{instrument: xx-{act}, provision: "{provision}", state: 2025-01-01}}]
"""
SUPPORT = """
  - id: xx-{name}
    title: Support for victims of crime
    question: support-exit
    versions:
      - from: 2010-01-01
        basis: statute
        right: duty
        persons: [crime-victims]
        nationality: any
        contents: [{contents}]
        shelter: "yes"
        gate: none
        starts: request
        not_known: [exit]
        readings: [{{instrument: xx-act, provision: "9", state: 2025-01-01}}]
"""
SIX_MONTHS = 'permit: {basis: statute, length: 6 months, duty: must, tied_to_cooperation: "yes"}'
ONE_YEAR = 'permit: {basis: statute, length: 1 year, duty: must, tied_to_cooperation: "yes"}'


def coding(home: Path, *schemes: str) -> Path:
    (home / "xx").mkdir(parents=True)
    head = "read: {checked: 2026-01-01}\nschemes:"
    (home / "xx" / "schemes.yaml").write_text(head + "".join(schemes), encoding="utf-8")
    return home


def permit(name: str, permit: str = SIX_MONTHS, act: str = "act", provision: str = "5") -> str:
    return PERMIT.format(name=name, permit=permit, act=act, provision=provision)


def compared(
    tmp_path: Path, first: list[str], second: list[str]
) -> tuple[dict[str, int], list[FieldDifference]]:
    homes = coding(tmp_path / "first", *first), coding(tmp_path / "second", *second)
    counts, differences = compare_schemes(*(read_coding(home, "xx") for home in homes), DAY)
    return dict(counts), differences


def test_fields_of_a_part_are_compared_one_by_one(tmp_path: Path) -> None:
    counts, differences = compared(tmp_path, [permit("stay")], [permit("permit", ONE_YEAR)])
    assert differences == [
        FieldDifference("xx-stay", "residence: permit.length", "6 months", "1 year")
    ]
    assert counts["residence: permit.duty"] == counts["residence: reflection.form"] == 1
    assert counts["from"] == counts["record"] == 1


def test_a_part_that_one_reader_lacks_is_one_difference(tmp_path: Path) -> None:
    counts, differences = compared(tmp_path, [permit("stay")], [permit("b", "lacks: [permit]")])
    assert {one.field for one in differences} == {"residence: permit", "residence: lacks"}
    assert "residence: permit.length" not in counts


def test_sets_have_no_order_and_what_is_not_known_is_said(tmp_path: Path) -> None:
    first = SUPPORT.format(name="a", contents="shelter, legal")
    second = SUPPORT.format(name="b", contents="legal, shelter")
    counts, differences = compared(tmp_path, [first], [second])
    assert not differences
    assert counts["support-exit: contents"] == counts["support-exit: exit"] == 1


def test_the_nearest_reading_decides_among_schemes_of_one_question(tmp_path: Path) -> None:
    first = [permit("a", SIX_MONTHS, provision="5"), permit("b", ONE_YEAR, provision="6")]
    second = [permit("c", ONE_YEAR, provision="6"), permit("d", SIX_MONTHS, provision="5")]
    counts, differences = compared(tmp_path, first, second)
    assert counts["record"] == 2
    assert not differences


def test_schemes_of_different_questions_stay_single(tmp_path: Path) -> None:
    second = SUPPORT.format(name="b", contents="legal")
    counts, differences = compared(tmp_path, [permit("a")], [second])
    assert counts == {"record": 2}
    assert [(one.record, one.first) for one in differences] == [
        ("xx-a", "coded"),
        ("xx-b", "missing"),
    ]


def test_the_rows_are_those_of_the_agreement_file(tmp_path: Path) -> None:
    counts, differences = compared(tmp_path, [permit("stay")], [permit("permit", ONE_YEAR)])
    printed = yaml.safe_load("\n".join(rows(Counter(counts), differences)))["rows"]
    by_field = {row["field"]: FieldAgreement.model_validate(row) for row in printed}
    assert next(iter(by_field)) == "record"
    assert by_field["residence: permit.length"].equal == 0
    assert by_field["residence: permit.duty"].equal == 1
