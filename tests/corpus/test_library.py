"""Loading the curated knowledge: everything is validated, every fault is one clear line."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from corpus.check import check
from corpus.library import Knowledge, load_knowledge
from corpus.verdict.table import verdict_table
from corpus.yamlfile import CorpusError


def replace(home: Path, old: str, new: str) -> None:
    """Change the one file of the made-up jurisdiction that begins with, or holds, a text."""
    path = next(
        p for p in sorted((home / "states/xx").glob("*.yaml")) if old in p.read_text("utf-8")
    )
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")


def broken(home: Path, old: str, new: str) -> str:
    """Return the one line that loading says after a replacement in the made-up jurisdiction."""
    replace(home, old, new)
    with pytest.raises(CorpusError) as caught:
        load_knowledge(home)
    assert len(caught.value.lines) == 1
    return caught.value.lines[0]


def test_the_packaged_corpus_is_valid(knowledge: Knowledge) -> None:
    assert len(knowledge.jurisdictions) == 28
    assert len(knowledge.states) == 27
    assert len(knowledge.questions) == 20
    assert len(knowledge.concepts) == 22


def test_the_made_up_corpus_is_valid(corpus_home: Path) -> None:
    assert list(load_knowledge(corpus_home).jurisdictions) == ["xx"]


FAULTS = [
    ("languages: [en]", "languages: [en]\ncolour: red", "colour: unknown key"),
    ("name: Testland\n", "", "name: this key is missing"),
    ("instrument: xx-code, provision: Section 7", "instrument: xx-cod, provision: Section 7",
     "answers.purchase-adult[1].citations[0].instrument: no such instrument: xx-cod"),
    ("provision: Section 7}", "provision: Somewhere}", "no number in 'Somewhere'"),
    ("since: 2010-05-01", "since: 2010-13-01", "month must be in 1..12"),
    ("since: 2010-05-01", "since: 2009-05-01", "begins 2009-05-01, before the one above ends"),
    ("      until: 2010-05-01\n", "", "two answers for the same days"),
    ("until: 2010-05-01", "since: 2011\n      until: 2010-05-01", "since 2011 is not before"),
    ("purchase-adult:", "purchase-grown-up:", "no such question"),
    ("- status: criminal", "- status: forbidden", "'forbidden' is not one of criminal,"),
    ("sources: [code]", "sources: [coed]", "no such source: coed"),
    ("        relation: alternative\n", "", "'relation' goes with a fine and imprisonment"),
    ("      since_note: The act does not say when it began.\n", "", "say why in 'since_note'"),
    ("      evidence: Code of Testland, version of 2009, searched for every word of buying.\n", "",
     "needs a citation or"),
    ("name: Testland", "name: Testland\nname: Testland", "key 'name' stands twice"),
    ("code: xx", "code: [", ""),
    ("id: xx-code", "id: yy-code", ""),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "says"), FAULTS[:-2])
def test_a_fault_is_one_clear_line(corpus_home: Path, old: str, new: str, says: str) -> None:
    line = broken(corpus_home, old, new)
    assert line.startswith("corpus/states/xx/")
    assert says in line


@pytest.mark.parametrize(("old", "new", "says"), FAULTS[-2:])
def test_worse_faults_still_name_the_file(corpus_home: Path, old: str, new: str, says: str) -> None:
    replace(corpus_home, old, new)
    with pytest.raises(CorpusError) as caught:
        load_knowledge(corpus_home)
    assert all(line.startswith("corpus/states/xx/") for line in caught.value.lines)


def test_an_unknown_concept_of_a_rendering_is_a_fault(corpus_home: Path) -> None:
    path = corpus_home / "states/xx/renderings.yaml"
    path.write_text(
        "renderings:\n  - {instrument: xx-code, provision: Section 7, heading: H, text: T,"
        " state: 2026, concepts: [buying]}\n"
    )
    with pytest.raises(CorpusError, match="no such concept: buying"):
        load_knowledge(corpus_home)


@pytest.mark.parametrize(
    ("day", "status"),
    [
        ("1997-12-31", None),
        ("1998-01-01", "none"),
        ("2010-04-30", "none"),
        ("2010-05-01", "criminal"),
    ],
)
def test_answers_as_of_a_day(corpus_home: Path, day: str, status: str | None) -> None:
    found = load_knowledge(corpus_home).answer("xx", "purchase-adult", dt.date.fromisoformat(day))
    assert (found.status if found else None) == status


def test_an_answer_without_commencement_is_known_from_its_text_on(corpus_home: Path) -> None:
    knowledge = load_knowledge(corpus_home)
    assert knowledge.answer("xx", "regulation", dt.date(2019, 12, 31)) is None
    assert knowledge.answer("xx", "regulation", dt.date(2020, 1, 1)) is not None


@pytest.mark.parametrize(
    ("country", "first_day"), [("se", "1999-01-01"), ("fr", "2016-04-15"), ("ie", "2017-03-27")]
)
def test_when_buying_became_an_offence_everywhere(
    knowledge: Knowledge, country: str, first_day: str
) -> None:
    day = dt.date.fromisoformat(first_day)
    now = knowledge.answer(country, "purchase-adult", day)
    before = knowledge.answer(country, "purchase-adult", day - dt.timedelta(days=1))
    assert now is not None
    assert now.status == "criminal"
    assert now.citations or now.evidence
    assert before is None or before.status != "criminal"


def test_the_librarian_lists_what_is_weak_with_file_and_line(corpus_home: Path) -> None:
    findings = check(load_knowledge(corpus_home), corpus_home, dt.date(2026, 11, 24))
    kinds = {(f.kind, f.question) for f in findings}
    assert ("weak", "regulation") in kinds
    assert ("stale", "regulation") in kinds
    assert ("unknown-date", "regulation") in kinds
    assert ("unrendered", "purchase-adult") in kinds
    assert ("empty", "brothel") in kinds
    weak = next(f for f in findings if f.kind == "weak")
    assert weak.file == "corpus/states/xx/answers.yaml"
    line = (corpus_home / "states/xx/answers.yaml").read_text().splitlines()[weak.line - 1]
    assert 'status: "yes"' in line


def test_a_question_that_no_rule_decides_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    table = verdict_table()
    known = {name: rules for name, rules in table.questions.items() if name != "brothel"}
    monkeypatch.setattr(
        "corpus.library.verdict_table", lambda: table.model_copy(update={"questions": known})
    )
    with pytest.raises(CorpusError, match=r"no rule in corpus/verdicts\.yaml decides 'brothel'"):
        load_knowledge()
