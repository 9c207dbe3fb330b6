"""Measures the tagger against gold labels: per concept, per language, and per both.

Precision, recall and F1 count provisions. A label whose language has no lexicon is counted as not
tagged and left out of the averages; a label whose heading is not in its statute is listed.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from corpus.markdown import StatuteError, read_statute
from corpus.texts import Provision, ProvisionTags, Version
from nlp.gold import GoldError, Label, read_labels, stated_penalty
from nlp.tagger.lexicon import languages


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class Score(_Frozen):
    """Counts of one concept or language; the measures are None where nothing was to be found."""

    true_positive: int = 0
    false_positive: int = 0
    false_negative: int = 0

    @property
    def support(self) -> int:
        """How many provisions carry it."""
        return self.true_positive + self.false_negative

    @property
    def precision(self) -> float | None:
        """Share of the found that is right."""
        return _share(self.true_positive, self.true_positive + self.false_positive)

    @property
    def recall(self) -> float | None:
        """Share of what is there that was found."""
        return _share(self.true_positive, self.support)

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall."""
        return _share(2 * self.true_positive, 2 * self.true_positive + self.false_positive
                      + self.false_negative)  # fmt: skip


class Confusion(_Frozen):
    """A provision on which tagger and readers differ."""

    statute: str
    provision: str
    language: str
    gold: tuple[str, ...]
    predicted: tuple[str, ...]
    gold_buyer_liable: bool
    predicted_buyer_liable: bool
    evidence: tuple[str, ...]
    why: str


class PenaltyAgreement(_Frozen):
    """How far the basic scales agree, on provisions that carry a concept.

    `parsed` of `stated` gold penalties could be compared; elsewhere the gate reads no penalty.
    """

    stated: int
    parsed: int
    imprisonment_agrees: int
    fine_agrees: int
    differing: tuple[tuple[str, str, str, str], ...]


class Evaluation(_Frozen):
    """All figures of one run."""

    labels: int
    tagged: int
    not_tagged: dict[str, int]
    missing: tuple[str, ...]
    concepts: dict[str, Score]
    languages: dict[str, Score]
    by_language: dict[str, dict[str, Score]]
    by_country: dict[str, dict[str, Score]]
    buyer_liable: Score
    together: Score
    macro_f1: float | None
    gate_recall: float | None
    gate_lost: tuple[str, ...]
    penalty: PenaltyAgreement
    confusions: tuple[Confusion, ...]

    def to_json(self) -> str:
        """The figures with the measures spelled out, as JSON."""
        data = self.model_dump(mode="json")
        data["concepts"] = {name: _measures(score) for name, score in self.concepts.items()}
        data["languages"] = {name: _measures(score) for name, score in self.languages.items()}
        for part, groups in (("by_language", self.by_language), ("by_country", self.by_country)):
            data[part] = {
                group: {name: _measures(score) for name, score in scores.items()}
                for group, scores in groups.items()
            }
        data["buyer_liable"] = _measures(self.buyer_liable)
        data["together"] = _measures(self.together)
        return json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True)


class Case(_Frozen):
    """A label beside what the tagger says."""

    label: Label
    language: str
    provision: Provision
    tags: ProvisionTags
    gate_open: bool


def evaluate(gold_dir: Path, statutes_dir: Path) -> Evaluation:
    """Tag every statute that has labels and compare.

    Raises:
        GoldError: the labels, or a statute that has some, cannot be read.
    """
    cases: list[Case] = []
    missing: list[str] = []
    not_tagged: Counter[str] = Counter()
    labels = read_labels(gold_dir)
    for statute, group in _by_statute(labels).items():
        version = labelled_statute(statutes_dir / statute)
        if version.language not in languages():
            not_tagged[version.language] += len(group)
            continue
        found, lost = _compare(version, group)
        cases += found
        missing += lost
    return evaluation_of(cases, not_tagged, missing)


def labelled_statute(path: Path) -> Version:
    """Read a statute that labels or judgments name.

    Raises:
        GoldError: it cannot be read.
    """
    try:
        return read_statute(path)
    except (StatuteError, OSError) as error:
        raise GoldError(f"{path}: {error}") from error


def _by_statute(labels: Iterable[Label]) -> dict[str, list[Label]]:
    groups: dict[str, list[Label]] = defaultdict(list)
    for label in labels:
        groups[label.statute].append(label)
    return groups


def _compare(version: Version, labels: list[Label]) -> tuple[list[Case], list[str]]:
    from nlp.tagger.gate import passes  # here, as pages show figures without tagging
    from nlp.tagger.tagging import heading_of, tag_version

    place = places(version)
    tags = tag_version(version)
    cases, missing = [], []
    for label in labels:
        index = place.get(label.provision)
        if index is None:
            missing.append(f"{label.statute} {label.provision}")
            continue
        provision = version.provisions[index]
        heading = heading_of(provision)
        entry = (provision.text, heading, (version.title, *provision.context))
        opened = any(passes([entry], version.language))
        cases.append(
            Case(label=label, language=version.language, provision=provision, tags=tags[index],
                 gate_open=opened)
        )  # fmt: skip
    return cases, missing


def places(version: Version) -> dict[str, int]:
    """Return where each provision stands, by number and heading; the first and the heading win."""
    backwards = list(reversed(list(enumerate(version.provisions))))
    return {p.number: i for i, p in backwards} | {p.heading: i for i, p in backwards}


def evaluation_of(
    cases: Sequence[Case], not_tagged: Mapping[str, int] | None = None, missing: Sequence[str] = ()
) -> Evaluation:
    """Return the figures of labels beside what the tagger says.

    `not_tagged` counts labels in languages without a lexicon, `missing` names those whose provision
    was not found.
    """
    others = dict(sorted((not_tagged or {}).items()))
    concepts = _scores(cases)
    by_language = _grouped(cases, lambda case: case.language)
    positive = [case for case in cases if case.label.concepts]
    lost = tuple(f"{c.label.statute} {c.label.provision}" for c in positive if not c.gate_open)
    return Evaluation(
        labels=len(cases) + len(missing) + sum(others.values()),
        tagged=len(cases),
        not_tagged=others,
        missing=tuple(missing),
        concepts=concepts,
        languages={name: total(scores.values()) for name, scores in by_language.items()},
        by_language=by_language,
        by_country=_grouped(cases, lambda case: case.label.country),
        buyer_liable=_score((c.label.buyer_liable, c.tags.buyer_liable) for c in cases),
        together=total(concepts.values()),
        macro_f1=macro(concepts),
        gate_recall=_share(len(positive) - len(lost), len(positive)),
        gate_lost=lost,
        penalty=_penalties(cases),
        confusions=tuple(_confusion(case) for case in cases if _differs(case)),
    )


def _grouped(cases: Sequence[Case], key: Callable[[Case], str]) -> dict[str, dict[str, Score]]:
    groups: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        groups[key(case)].append(case)
    return {name: _scores(groups[name]) for name in sorted(groups)}


def _scores(cases: Sequence[Case]) -> dict[str, Score]:
    names = {c for case in cases for c in (*case.label.concepts, *case.tags.concepts)}
    return {
        name: _score((name in c.label.concepts, name in c.tags.concepts) for c in cases)
        for name in sorted(names)
    }


def _score(pairs: Iterable[tuple[bool, bool]]) -> Score:
    count = Counter(pairs)
    return Score(
        true_positive=count[True, True],
        false_positive=count[False, True],
        false_negative=count[True, False],
    )


def total(scores: Iterable[Score]) -> Score:
    """Return the counts of several scores together."""
    counts: Counter[str] = Counter()
    for score in scores:
        counts.update(score.model_dump())
    return Score(**counts)


def macro(scores: Mapping[str, Score]) -> float | None:
    """Return the mean F1 of the concepts that some label carries."""
    values = [score.f1 or 0.0 for score in scores.values() if score.support]
    return sum(values) / len(values) if values else None


def _differs(case: Case) -> bool:
    same_concepts = set(case.label.concepts) == set(case.tags.concepts)
    return not same_concepts or case.label.buyer_liable != case.tags.buyer_liable


def _confusion(case: Case) -> Confusion:
    text = case.provision.text
    evidence = [
        f"{tag.concept}/{span.label}: {text[span.start : span.end]}"
        for tag in case.tags.tags for span in tag.spans if span.kind == "cue"
    ]  # fmt: skip
    return Confusion(
        statute=case.label.statute,
        provision=case.label.provision,
        language=case.language,
        gold=tuple(sorted(case.label.concepts)),
        predicted=case.tags.concepts,
        gold_buyer_liable=case.label.buyer_liable,
        predicted_buyer_liable=case.tags.buyer_liable,
        evidence=tuple(evidence),
        why=case.label.why,
    )


def _penalties(cases: Sequence[Case]) -> PenaltyAgreement:
    stated = [case for case in cases if case.label.penalty and case.label.concepts]
    parsed = prison = fine = 0
    differing = []
    for case in stated:
        gold = stated_penalty(case.label.penalty or "")
        if gold is None:
            continue
        parsed += 1
        found = case.tags.penalty
        prison_agrees = (found.imprisonment if found else None) == gold.imprisonment
        fine_agrees = bool(found and found.fine) == gold.fine
        prison += prison_agrees
        fine += fine_agrees
        if not (prison_agrees and fine_agrees):
            shown = found.model_dump_json(exclude_none=True) if found else "none"
            differing.append(
                (case.label.statute, case.label.provision, case.label.penalty or "", shown)
            )
    return PenaltyAgreement(
        stated=len(stated), parsed=parsed, imprisonment_agrees=prison, fine_agrees=fine,
        differing=tuple(differing),
    )  # fmt: skip


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _measures(score: Score) -> dict[str, float | int | None]:
    return {
        "precision": score.precision, "recall": score.recall, "f1": score.f1,
        "support": score.support, **score.model_dump(),
    }  # fmt: skip
