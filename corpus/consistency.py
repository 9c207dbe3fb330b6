"""Checks on a whole jurisdiction: every name and source resolves, and no answers overlap."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from corpus.dates import first_day
from corpus.model import Jurisdiction, Question
from corpus.numbers import citing_number
from corpus.yamlfile import YamlDocument


def faults_of(
    file: YamlDocument,
    jurisdiction: Jurisdiction,
    questions: Mapping[str, Question],
    concepts: frozenset[str],
) -> Iterator[str]:
    """Yield a line per fault: unknown questions and concepts, dangling ids, overlaps."""
    yield from _unknown_names(file, jurisdiction, questions, concepts)
    yield from _dangling(file, jurisdiction)
    yield from _overlaps(file, jurisdiction)


def _unknown_names(
    file: YamlDocument, j: Jurisdiction, questions: Mapping[str, Question], concepts: frozenset[str]
) -> Iterator[str]:
    for question, answers in j.answers.items():
        known = questions.get(question)
        if known is None:
            yield file.fault(["answers", question], "no such question")
            continue
        for i, answer in enumerate(answers):
            if answer.status not in known.statuses:
                yield file.fault(
                    ["answers", question, i, "status"],
                    f"'{answer.status}' is not one of {', '.join(known.statuses)}",
                )
            other = answer.other_reading
            if other is not None and other.status not in known.statuses:
                yield file.fault(
                    ["answers", question, i, "other_reading"],
                    f"'{other.status}' is not one of {', '.join(known.statuses)}",
                )
    for i, rendering in enumerate(j.renderings):
        for concept in rendering.concepts:
            if concept not in concepts:
                yield file.fault(["renderings", i, "concepts"], f"no such concept: {concept}")
    for i, event in enumerate(j.events):
        for question in event.questions:
            if question not in questions:
                yield file.fault(["events", i, "questions"], f"no such question: {question}")


def _dangling(file: YamlDocument, j: Jurisdiction) -> Iterator[str]:
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


def _overlaps(file: YamlDocument, j: Jurisdiction) -> Iterator[str]:
    for question, answers in j.answers.items():
        for i in range(1, len(answers)):
            before, after = answers[i - 1], answers[i]
            if before.until is None:
                text = "the answer above has no 'until': two answers for the same days"
                yield file.fault(["answers", question, i], text)
            elif after.since is not None and first_day(after.since) < first_day(before.until):
                text = f"begins {after.since}, before the one above ends ({before.until})"
                yield file.fault(["answers", question, i], text)
