"""The figures of labels beside tags: per concept, per language and per country."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from nlp.evaluation.gold_penalty import stated_penalty
from nlp.evaluation.score import Score, macro, ratio, score_of, total
from nlp.evaluation.tagged_labels import TaggedLabel, TaggedLabels, tag_labels


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class Confusion(_Frozen):
    """A provision on which the tagger and the readers differ."""

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
    """How often the basic penalties agree, on provisions whose label has a concept.

    Labels state a penalty on `stated` of them; `parsed` of these are in a form that can be
    compared. `differing` rows: statute, provision, the label's prose, the tagger's JSON.
    """

    stated: int
    parsed: int
    imprisonment_agrees: int
    fine_agrees: int
    differing: tuple[tuple[str, str, str, str], ...]


class Evaluation(_Frozen):
    """All figures of one run.

    `gate_lost` names the provisions that carry a concept and that the gate did not pass on.
    """

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
        """Return the figures as JSON, each score with its measures."""
        data = self.model_dump(mode="json")
        data["concepts"] = _with_measures(self.concepts)
        data["languages"] = _with_measures(self.languages)
        data["by_language"] = {k: _with_measures(v) for k, v in self.by_language.items()}
        data["by_country"] = {k: _with_measures(v) for k, v in self.by_country.items()}
        data["buyer_liable"] = self.buyer_liable.with_measures()
        data["together"] = self.together.with_measures()
        return json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True)


def evaluate(gold_dir: Path, statutes_dir: Path) -> Evaluation:
    """Tag every statute that has labels and return how well tags and labels agree.

    Raises:
        GoldError: the labels, or a statute that they name, cannot be read.
    """
    return evaluation_of(tag_labels(gold_dir, statutes_dir))


def evaluation_of(labels: TaggedLabels) -> Evaluation:
    """Return the figures of labels beside what the tagger says."""
    tagged = labels.tagged
    concepts = _scores(tagged)
    by_language = _grouped(tagged, lambda pair: pair.language)
    positive = [pair for pair in tagged if pair.label.concepts]
    lost = tuple(f"{p.label.statute} {p.label.provision}" for p in positive if not p.gate_open)
    not_tagged = dict(sorted(labels.not_tagged.items()))
    return Evaluation(
        labels=len(tagged) + len(labels.missing) + sum(not_tagged.values()),
        tagged=len(tagged),
        not_tagged=not_tagged,
        missing=labels.missing,
        concepts=concepts,
        languages={name: total(scores.values()) for name, scores in by_language.items()},
        by_language=by_language,
        by_country=_grouped(tagged, lambda pair: pair.label.country),
        buyer_liable=score_of((p.label.buyer_liable, p.tags.buyer_liable) for p in tagged),
        together=total(concepts.values()),
        macro_f1=macro(concepts),
        gate_recall=ratio(len(positive) - len(lost), len(positive)),
        gate_lost=lost,
        penalty=_penalties(tagged),
        confusions=tuple(_confusion(pair) for pair in tagged if _differs(pair)),
    )


def _with_measures(scores: Mapping[str, Score]) -> dict[str, dict[str, float | int | None]]:
    return {name: score.with_measures() for name, score in scores.items()}


def _grouped(
    tagged: Sequence[TaggedLabel], key: Callable[[TaggedLabel], str]
) -> dict[str, dict[str, Score]]:
    groups: dict[str, list[TaggedLabel]] = defaultdict(list)
    for pair in tagged:
        groups[key(pair)].append(pair)
    return {name: _scores(groups[name]) for name in sorted(groups)}


def _scores(tagged: Sequence[TaggedLabel]) -> dict[str, Score]:
    names = {c for pair in tagged for c in (*pair.label.concepts, *pair.tags.concepts)}
    return {
        name: score_of((name in p.label.concepts, name in p.tags.concepts) for p in tagged)
        for name in sorted(names)
    }


def _differs(pair: TaggedLabel) -> bool:
    same_concepts = set(pair.label.concepts) == set(pair.tags.concepts)
    return not same_concepts or pair.label.buyer_liable != pair.tags.buyer_liable


def _confusion(pair: TaggedLabel) -> Confusion:
    text = pair.provision.text
    evidence = [
        f"{tag.concept}/{span.label}: {text[span.start : span.end]}"
        for tag in pair.tags.tags for span in tag.spans if span.kind == "cue"
    ]  # fmt: skip
    return Confusion(
        statute=pair.label.statute,
        provision=pair.label.provision,
        language=pair.language,
        gold=tuple(sorted(pair.label.concepts)),
        predicted=pair.tags.concepts,
        gold_buyer_liable=pair.label.buyer_liable,
        predicted_buyer_liable=pair.tags.buyer_liable,
        evidence=tuple(evidence),
        why=pair.label.why,
    )


def _penalties(tagged: Sequence[TaggedLabel]) -> PenaltyAgreement:
    stated = [pair for pair in tagged if pair.label.penalty and pair.label.concepts]
    parsed = prison = fine = 0
    differing = []
    for pair in stated:
        prose, tagger = pair.label.penalty or "", pair.tags.penalty
        gold = stated_penalty(prose)
        if gold is None:
            continue
        parsed += 1
        prison_agrees = (tagger.imprisonment if tagger else None) == gold.imprisonment
        fine_agrees = bool(tagger and tagger.fine) == gold.fine
        prison += prison_agrees
        fine += fine_agrees
        if not (prison_agrees and fine_agrees):
            as_json = tagger.model_dump_json(exclude_none=True) if tagger else "none"
            differing.append((pair.label.statute, pair.label.provision, prose, as_json))
    return PenaltyAgreement(
        stated=len(stated), parsed=parsed, imprisonment_agrees=prison, fine_agrees=fine,
        differing=tuple(differing),
    )  # fmt: skip
