"""Reads and validates the curated knowledge; everything else gets it from here.

`load_knowledge()` reads taxonomy, questions and jurisdictions and checks them together: every
citation, concept, question and source resolves, and no two answers hold on the same day.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import Field, TypeAdapter

from corpus.coded.state import CodedState, Known, has_coded_law, load_state
from corpus.compiled import code_of, compiled
from corpus.consistency import faults_of
from corpus.dates import first_day
from corpus.glossary import read_glossary
from corpus.jurisdictions import folders, read_jurisdiction
from corpus.model import Answer, Concept, Instrument, Jurisdiction, Question, Status
from corpus.penalty import Strict
from corpus.policy import Names, Policy, load_policy
from corpus.transposition import Transposition, load_transposition
from corpus.verdict.table import verdict_table
from corpus.yamlfile import CorpusError, YamlFile

HOME = Path(__file__).parent
COVERED_FROM = dt.date(1998, 1, 1)
"""The first day the comparison covers, a year before the first purchase offence in the EU."""


class _Taxonomy(Strict):
    concepts: tuple[Concept, ...]


class _Group(Strict):
    id: str
    label: str


class _Questions(Strict):
    statuses: tuple[Status, ...]
    groups: tuple[_Group, ...]
    lists: dict[str, tuple[str, ...]]
    questions: tuple[Question, ...] = Field(min_length=1)


@dataclass(frozen=True)
class Knowledge:
    """The curated knowledge, validated; mappings keep the order of the files."""

    concepts: Mapping[str, Concept]
    questions: Mapping[str, Question]
    statuses: Mapping[str, Status]
    groups: Mapping[str, str]
    jurisdictions: Mapping[str, Jurisdiction]
    policy: Policy = dataclasses.field(default_factory=Policy)
    transposition: Transposition = dataclasses.field(default_factory=Transposition)
    coded: Mapping[str, CodedState] = dataclasses.field(default_factory=dict)
    """The coded law, by the code of the state; states without coded law are left out."""
    lines: Mapping[str, Mapping[str, int]] = dataclasses.field(default_factory=dict)
    """Where answers and policy entries are: file → dotted path → line (from 1)."""

    @property
    def states(self) -> Mapping[str, Jurisdiction]:
        """The member states, without the EU."""
        return {code: j for code, j in self.jurisdictions.items() if code != "eu"}

    def instruments(self) -> Iterator[tuple[Jurisdiction, Instrument]]:
        """Yield every instrument with its jurisdiction."""
        for jurisdiction in self.jurisdictions.values():
            for instrument in jurisdiction.instruments:
                yield jurisdiction, instrument

    def answer(self, country: str, question: str, as_of: dt.date) -> Answer | None:
        """Return the answer that is known to hold on a day, or None.

        An answer without a commencement date is known only from the state of the text that was
        read or, without such a state, from the day it was checked.
        """
        for answer in self.jurisdictions[country].answers.get(question, ()):
            if known_from(answer) <= as_of and (
                answer.until is None or as_of < first_day(answer.until)
            ):
                return answer
        return None


def known_from(answer: Answer) -> dt.date:
    """Return the first day on which an answer is known to hold.

    An answer with only an end (`until`) describes the time before a change, so it is taken to hold
    from the first day that the comparison covers.
    """
    if answer.since:
        return first_day(answer.since)
    if answer.until:
        return COVERED_FROM
    return first_day(answer.text_state) if answer.text_state else answer.checked


def load_knowledge(home: Path = HOME) -> Knowledge:
    """Load and validate the knowledge in a folder, by default the packaged one.

    Raises:
        CorpusError: one line per fault, each with file, line and path.
    """
    faults: list[str] = []
    lines: dict[str, dict[str, int]] = {}
    tables = _tables(home)
    jurisdictions = dict(_jurisdictions(home, tables, lines, faults))
    names = Names(frozenset(tables.concepts), frozenset(tables.questions), frozenset(jurisdictions))
    policy, transposition = Policy(), Transposition()
    with _collecting(faults):
        policy, policy_faults = load_policy(home, names, lines)
        faults.extend(policy_faults)
    coded = dict(_coded(home, jurisdictions.values(), policy, tables.questions, faults))
    faults.extend(_undecided(tables.questions) if coded else ())
    with _collecting(faults):
        obligations = policy.obligations
        transposition, more = load_transposition(home, jurisdictions, coded, obligations)
        faults.extend(more if not faults else ())
    if faults:
        raise CorpusError(faults)
    return dataclasses.replace(
        tables,
        jurisdictions=dict(sorted(jurisdictions.items(), key=lambda item: item[1].name)),
        policy=policy,
        transposition=transposition,
        coded=coded,
        lines=lines,
    )


@contextmanager
def _collecting(faults: list[str]) -> Iterator[None]:
    """Add the lines of a `CorpusError` to the faults, and go on after the block."""
    try:
        yield
    except CorpusError as error:
        faults.extend(error.lines)


def _tables(home: Path) -> Knowledge:
    """Return the concepts, questions and statuses, as knowledge without jurisdictions."""
    taxonomy = _file(home / "taxonomy.yaml", home).parse(_Taxonomy)
    table = _file(home / "questions.yaml", home).parse(_Questions)
    concept_labels, question_labels = read_glossary(
        home, [c.id for c in taxonomy.concepts], [q.id for q in table.questions]
    )
    questions = (
        q.model_copy(update={"statuses": table.lists[q.kind], "labels": question_labels[q.id]})
        for q in table.questions
    )
    concepts = (c.model_copy(update={"labels": concept_labels[c.id]}) for c in taxonomy.concepts)
    return Knowledge(
        concepts={c.id: c for c in concepts},
        questions={q.id: q for q in questions},
        statuses={s.id: s for s in table.statuses},
        groups={g.id: g.label for g in table.groups},
        jurisdictions={},
    )


def _jurisdictions(
    home: Path, tables: Knowledge, lines: dict[str, dict[str, int]], faults: list[str]
) -> Iterator[tuple[str, Jurisdiction]]:
    """Yield the jurisdictions by code; add lines of answers and faults to what is passed in."""
    concepts = frozenset(tables.concepts)
    for code, folder in folders(home):
        with _collecting(faults):
            jurisdiction, files = read_jurisdiction(code, folder, home, list(tables.questions))
            lines |= files.lines("answers", 2)
            faults.extend(faults_of(files, jurisdiction, tables.questions, concepts))
            yield code, jurisdiction


def _coded(
    home: Path,
    jurisdictions: Iterable[Jurisdiction],
    policy: Policy,
    questions: Mapping[str, Question],
    faults: list[str],
) -> Iterator[tuple[str, CodedState]]:
    """Yield the coded law of each state that has some; what is wrong goes into `faults`."""
    for jurisdiction in jurisdictions:
        if not has_coded_law(jurisdiction.code, home / "states"):
            continue
        known = _known(jurisdiction, policy, questions)
        try:
            yield jurisdiction.code, load_state(jurisdiction.code, known, home / "states")
        except CorpusError as error:
            faults.extend(error.lines)


def _undecided(questions: Iterable[str]) -> Iterator[str]:
    """Yield a fault for each question whose status no rule decides."""
    rules = verdict_table().questions
    for name in questions:
        if name not in rules:
            yield f"corpus/questions.yaml: no rule in corpus/verdicts.yaml decides '{name}'"


def _known(j: Jurisdiction, policy: Policy, questions: Mapping[str, Question]) -> Known:
    """Return the ids that the coded law of a state may refer to."""
    return Known(
        instruments=frozenset(i.id for i in j.instruments),
        sources=frozenset({*(s.id for s in j.sources), *policy.sources}),
        questions=frozenset(questions),
        bodies=frozenset(body.id for body in policy.bodies),
        policies=frozenset(text.id for text in policy.texts),
    )


@cache
def packaged_knowledge() -> Knowledge:
    """Return the packaged knowledge, loaded once per process and compiled from YAML only once.

    Raises:
        CorpusError: it is not valid, as for `load_knowledge`.
    """
    sources = (*code_of(HOME, HOME / "coded"), *sorted(HOME.rglob("*.yaml")))
    return compiled("knowledge", TypeAdapter(Knowledge), sources, load_knowledge)


def _file(path: Path, home: Path) -> YamlFile:
    return YamlFile(path, f"{home.name}/{path.relative_to(home)}")


if __name__ == "__main__":
    try:
        print(f"{len(load_knowledge().jurisdictions)} jurisdictions are valid")  # noqa: T201
    except CorpusError as problem:
        print(problem, file=sys.stderr)  # noqa: T201
        sys.exit(2)
