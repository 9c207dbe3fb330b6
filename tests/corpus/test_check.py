"""The librarian: each kind of finding, and rules about siblings that have no exception."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import get_args

import pytest

from corpus.check import KINDS, Kind, OpenPoint, check
from corpus.contradictions import contradictions
from corpus.library import load_knowledge

TODAY = dt.date(2026, 11, 24)
PLAIN = """
  {question}:
    - status: {status}
      since: 2001
      evidence: Code of Testland, read for the words of buying.
      summary: A summary that is long enough to be one.
      sources: [code]
      confidence: text-seen
      checked: 2026-11-24
"""


def rewrite(home: Path, *changes: tuple[str, str]) -> Path:
    path = home / "states/xx/answers.yaml"
    text = path.read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, "utf-8")
    return path


def findings(home: Path, kind: str) -> list[OpenPoint]:
    return [f for f in check(load_knowledge(home), home, TODAY) if f.kind == kind]


def clashes(home: Path, **statuses: str) -> list[tuple[str, str]]:
    """Return what contradicts when the made-up state answers like this."""
    entries = "".join(
        PLAIN.format(question=q.replace("_", "-"), status=f'"{s}"') for q, s in statuses.items()
    )
    (home / "states/xx/answers.yaml").write_text(f"answers:{entries}", "utf-8")
    found = contradictions(load_knowledge(home), "xx", TODAY)
    return [(c.question, c.text) for c in found]


def test_the_kinds_are_all_there() -> None:
    assert set(KINDS) == set(get_args(Kind))


def test_another_reading_is_contradictory(corpus_home: Path) -> None:
    reading = (
        "      text_state: 2020-01-01",
        "      text_state: 2020-01-01\n"
        "      other_reading: {status: partial, why: Some read the act as one of the towns.}",
    )
    rewrite(corpus_home, reading)
    (found,) = findings(corpus_home, "contradictory")
    assert found.question == "regulation"
    assert "read as yes; another reading is partial: Some read" in found.text


def test_a_gap_and_an_unknown_beginning_are_told(corpus_home: Path) -> None:
    rewrite(corpus_home, ("- status: criminal\n      since: 2010-05-01",
                          "- status: criminal\n      since: 2012-05-01"),
            ("- status: none\n      until", "- status: none\n      since: 2005\n      until"),
            ("      since_note: The act of 2010 made the first rule.\n", ""))  # fmt: skip
    texts = [f.text for f in findings(corpus_home, "unknown-date")]
    assert "Testland, purchase-adult: not known from 2010-05-01 until 2012-05-01" in texts
    assert "Testland, purchase-adult: not known before 2005-01-01" in texts


def test_victims_questions_need_renderings_too(corpus_home: Path) -> None:
    rewrite(corpus_home, ("  regulation:", "  compensation:"))
    assert tuple(sorted(str(f.question) for f in findings(corpus_home, "unrendered"))) == (
        "compensation",
        "purchase-adult",
    )


def test_a_weak_answer_says_when_it_names_no_provision(corpus_home: Path) -> None:
    rewrite(corpus_home, ("      citations:\n        - {instrument: xx-code, provision: Section 9}",
                          "      evidence: Two pages that describe the act."))  # fmt: skip
    (found,) = findings(corpus_home, "weak")
    assert found.text.endswith(
        "regulation: known from secondary sources only (yes), no provision named"
    )


def test_the_policy_layer_is_judged_with_its_lines(corpus_home: Path) -> None:
    (corpus_home / "policy").mkdir()
    (corpus_home / "policy" / "texts.yaml").write_text(
        "sources:\n"
        "  - {id: s, kind: memory, title: Known, checked: 2026-11-24}\n"
        "texts:\n"
        "  - {id: xx-plan, jurisdiction: xx, kind: plan, title: P, title_en: P, language: en,\n"
        "     publisher: G, status: not-known, summary: A plan that nobody has seen.,\n"
        "     url: 'https://plan.example/', sources: [s], confidence: memory}\n",
        "utf-8",
    )
    found = [f for f in check(load_knowledge(corpus_home), corpus_home, TODAY) if f.entry]
    assert {(f.kind, f.entry, f.country) for f in found} == {
        ("weak", "xx-plan", "xx"),
        ("stale", "xx-plan", "xx"),
        ("unknown-date", "xx-plan", "xx"),
    }
    assert {f.file for f in found} == {"corpus/policy/texts.yaml"}


SOUND = [
    {"purchase_adult": "criminal", "purchase_public": "criminal"},
    {"purchase_adult": "criminal", "purchase_exploited": "partial"},
    {"purchase_adult": "none", "purchase_public": "partial"},
    {"purchase_adult": "partial", "purchase_public": "administrative"},
    {"purchase_minor": "criminal", "purchase_attempt": "yes"},
    {"purchase_minor": "none", "purchase_attempt": "yes"},
]
CLASHES = [
    ({"purchase_adult": "criminal", "purchase_public": "none"}, "purchase-public"),
    ({"purchase_adult": "administrative", "purchase_public": "partial"}, "purchase-public"),
    ({"purchase_adult": "prohibited", "purchase_exploited": "none"}, "purchase-exploited"),
    ({"purchase_adult": "none", "purchase_public": "criminal"}, "purchase-adult"),
    ({"purchase_minor": "criminal", "purchase_abroad": "not-applicable"}, "purchase-abroad"),
    (
        {
            "purchase_adult": "none",
            "purchase_exploited": "none",
            "purchase_minor": "none",
            "purchase_public": "none",
            "purchase_attempt": "partial",
        },
        "purchase-attempt",
    ),
]


@pytest.mark.parametrize("statuses", SOUND)
def test_what_can_stand_together_is_not_listed(corpus_home: Path, statuses: dict[str, str]) -> None:
    assert clashes(corpus_home, **statuses) == []


@pytest.mark.parametrize(("statuses", "question"), CLASHES)
def test_what_cannot_stand_together_is_listed(
    corpus_home: Path, statuses: dict[str, str], question: str
) -> None:
    assert [q for q, _ in clashes(corpus_home, **statuses)] == [question]
