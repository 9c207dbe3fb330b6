"""Reads and validates the curated knowledge; the house's one way to it.

`load_knowledge()` reads taxonomy, questions and jurisdictions and checks what needs the whole:
every citation, concept, question and source resolves, and no two answers hold at one time.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import Field

from corpus.dates import first_day
from corpus.model import Answer, Concept, Instrument, Jurisdiction, Question, Status
from corpus.numbers import citing_number
from corpus.penalty import Strict
from corpus.yamlfile import CorpusError, YamlFile

HOME = Path(__file__).parent
COVERED_FROM = dt.date(1998, 1, 1)
"""First day that the comparison covers: the year before the first offence of buying in the EU."""


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
        """Return the answer that is known to hold on a day, None when none is known.

        An answer without commencement is known only from the state of the text that was read;
        one without any text state, only from the day it was checked.
        """
        for answer in self.jurisdictions[country].answers.get(question, ()):
            if known_from(answer) <= as_of and (
                answer.until is None or as_of < first_day(answer.until)
            ):
                return answer
        return None


def known_from(answer: Answer) -> dt.date:
    """Return the first day on which an answer is known to hold.

    An open beginning that ends with a dated change (`until`) is a statement about the time before
    that change, so it is taken to hold from the first day that the comparison covers.
    """
    if answer.since:
        return first_day(answer.since)
    if answer.until:
        return COVERED_FROM
    return first_day(answer.text_state) if answer.text_state else answer.checked


def load_knowledge(home: Path = HOME) -> Knowledge:
    """Load and validate the knowledge in a folder (by default the packaged one).

    Raises:
        CorpusError: one line per fault, each with file, line and path.
    """
    taxonomy = _file(home / "taxonomy.yaml", home).parse(_Taxonomy)
    table = _file(home / "questions.yaml", home).parse(_Questions)
    questions = {
        q.id: q.model_copy(update={"statuses": table.lists[q.kind]}) for q in table.questions
    }
    knowledge = Knowledge(
        concepts={c.id: c for c in taxonomy.concepts},
        questions=questions,
        statuses={s.id: s for s in table.statuses},
        groups={g.id: g.label for g in table.groups},
        jurisdictions={},
    )
    faults: list[str] = []
    jurisdictions: dict[str, Jurisdiction] = {}
    for path in sorted((home / "jurisdictions").glob("*.yaml")):
        try:
            source = _file(path, home)
            jurisdiction = source.parse(Jurisdiction)
            jurisdictions[jurisdiction.code] = jurisdiction
            faults.extend(_faults(source, jurisdiction, knowledge))
            if path.stem != jurisdiction.code:
                faults.append(source.fault(["code"], f"the file is called {path.name}"))
        except CorpusError as error:
            faults.extend(error.lines)
    if faults:
        raise CorpusError(faults)
    ordered = dict(sorted(jurisdictions.items(), key=lambda item: item[1].name))
    return Knowledge(
        concepts=knowledge.concepts,
        questions=questions,
        statuses=knowledge.statuses,
        groups=knowledge.groups,
        jurisdictions=ordered,
    )


@cache
def packaged_knowledge() -> Knowledge:
    """Return the packaged knowledge, loaded once per process."""
    return load_knowledge()


def _file(path: Path, home: Path) -> YamlFile:
    return YamlFile(path, f"{home.name}/{path.relative_to(home)}")


def _faults(file: YamlFile, jurisdiction: Jurisdiction, knowledge: Knowledge) -> Iterator[str]:
    yield from _unknown_names(file, jurisdiction, knowledge)
    yield from _dangling(file, jurisdiction)
    yield from _overlaps(file, jurisdiction)


def _unknown_names(file: YamlFile, j: Jurisdiction, knowledge: Knowledge) -> Iterator[str]:
    for question, answers in j.answers.items():
        known = knowledge.questions.get(question)
        if known is None:
            yield file.fault(["answers", question], "no such question")
            continue
        for i, answer in enumerate(answers):
            if answer.status not in known.statuses:
                yield file.fault(
                    ["answers", question, i, "status"],
                    f"'{answer.status}' is not one of {', '.join(known.statuses)}",
                )
    for i, rendering in enumerate(j.renderings):
        for concept in rendering.concepts:
            if concept not in knowledge.concepts:
                yield file.fault(["renderings", i, "concepts"], f"no such concept: {concept}")
    for i, event in enumerate(j.events):
        for question in event.questions:
            if question not in knowledge.questions:
                yield file.fault(["events", i, "questions"], f"no such question: {question}")


def _dangling(file: YamlFile, j: Jurisdiction) -> Iterator[str]:
    instruments = {instrument.id for instrument in j.instruments}
    sources = {source.id for source in j.sources}
    for path, instrument, provision in _citations(j):
        if instrument not in instruments:
            yield file.fault([*path, "instrument"], f"no such instrument: {instrument}")
        if citing_number(provision, j.code) is None:
            yield file.fault([*path, "provision"], f"no number in '{provision}'")
    for path, source in _source_uses(j):
        if source not in sources:
            yield file.fault([*path, "sources"], f"no such source: {source}")
    for i, entry in enumerate(j.instruments):
        if not entry.id.startswith(f"{j.code}-"):
            yield file.fault(["instruments", i, "id"], f"must begin with '{j.code}-'")


def _citations(j: Jurisdiction) -> Iterator[tuple[list[str | int], str, str]]:
    for question, answers in j.answers.items():
        for i, answer in enumerate(answers):
            for k, cited in enumerate(answer.citations):
                path: list[str | int] = ["answers", question, i, "citations", k]
                yield path, cited.instrument, cited.provision
    for i, event in enumerate(j.events):
        for k, cited in enumerate(event.citations):
            yield ["events", i, "citations", k], cited.instrument, cited.provision
    for i, rendering in enumerate(j.renderings):
        yield ["renderings", i], rendering.instrument, rendering.provision


def _source_uses(j: Jurisdiction) -> Iterator[tuple[list[str | int], str]]:
    for question, answers in j.answers.items():
        for i, answer in enumerate(answers):
            for source in answer.sources:
                yield ["answers", question, i], source
    for i, event in enumerate(j.events):
        for source in event.sources:
            yield ["events", i], source
    for i, opinion in enumerate(j.opinions):
        for source in opinion.sources:
            yield ["opinions", i], source


def _overlaps(file: YamlFile, j: Jurisdiction) -> Iterator[str]:
    for question, answers in j.answers.items():
        for i in range(1, len(answers)):
            before, after = answers[i - 1], answers[i]
            if before.until is None:
                text = "an earlier answer of this question has no 'until': two answers at one time"
                yield file.fault(["answers", question, i], text)
            elif after.since is not None and first_day(after.since) < first_day(before.until):
                text = f"begins {after.since}, before the one above ends ({before.until})"
                yield file.fault(["answers", question, i], text)


if __name__ == "__main__":
    try:
        print(f"{len(load_knowledge().jurisdictions)} jurisdictions are valid")  # noqa: T201
    except CorpusError as problem:
        print(problem, file=sys.stderr)  # noqa: T201
        sys.exit(2)
