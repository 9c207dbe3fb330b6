"""Tries a linear model over cues beside the rules; prints a Markdown table.

For each wide concept a logistic regression learns from features that mean the same in every
language: the rules that fired, which cues stand in text, first sentence, heading and context, how
often, how near the cues of a pair stand to each other, and how much of the statute is about
victims. Each country is predicted by a model that has seen no label of it. scikit-learn is not
among the project's dependencies: `pip install scikit-learn`.
"""

from __future__ import annotations

import argparse
import datetime as dt
import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from corpus.markdown import read_statute
from corpus.texts import Provision, Version
from nlp.evaluation.gold import Label, read_labels
from nlp.evaluation.published import SETS
from nlp.evaluation.tagged_labels import places
from nlp.tagger.deciding import ProvisionCues, decide, plan_of
from nlp.tagger.finder import finder_for
from nlp.tagger.pipeline import cues_outside, words_of
from nlp.tagger.tagging import heading_of, tag_version

CONCEPTS = ("support", "victim-information", "compensation", "residence", "monitoring")
NEAR = (
    ("information", "victim"), ("language_help", "victim"), ("support", "victim"),
    ("support", "trafficking_victim"), ("compensation", "victim"),
    ("residence", "trafficking_victim"), ("monitor", "trafficking"),
)  # fmt: skip
ABOUT = ("victim", "trafficking_victim", "suspect", "prostitution")
STRENGTH = 0.3
Features = dict[str, float]


@dataclass
class Row:
    """A labelled provision: its set, its features, the rules that fired, the tagger's concepts."""

    set: str
    label: Label
    features: Features
    rules: dict[str, list[str]]
    tagged: frozenset[str]

    def of(self, concept: str) -> Features:
        """The features for one concept."""
        rules = {f"rule {name}": 1.0 for name in self.rules.get(concept, ())}
        return {**self.features, **rules, "tagged": float(concept in self.tagged)}


def main() -> None:
    """Run the trial and print its table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, required=True, help="folder of labels")
    parser.add_argument("--statutes", type=Path, required=True, help="folder of statute files")
    options = parser.parse_args()
    folders = {"first labels": options.gold, **{p.name: p for p in SETS.iterdir() if p.is_dir()}}
    found = [row for name, path in folders.items() for row in rows(name, path, options.statutes)]
    print(f"{dt.date.today()}; {len(found)} labels, each country left out in turn\n")
    print("| concept | set | F1 of the rules | F1 of the model |\n|---|---|---:|---:|")
    for concept in CONCEPTS:
        predicted = leave_countries_out(found, concept)
        for name in folders:
            here = np.array([row.set == name for row in found])
            wanted = np.array([concept in row.label.concepts for row in found])[here]
            by_rules = np.array([concept in row.tagged for row in found])[here]
            scores = f1(by_rules, wanted), f1(predicted[here], wanted)
            print(f"| {concept} | {name} | {scores[0]:.3f} | {scores[1]:.3f} |")


def rows(name: str, labels: Path, statutes: Path) -> Iterator[Row]:
    """Yield the rows of a set of labels."""
    groups: dict[str, list[Label]] = defaultdict(list)
    for label in read_labels(labels):
        groups[label.statute].append(label)
    for statute, group in groups.items():
        version = read_statute(statutes / statute)
        tags, place, about = tag_version(version), places(version), shares(version)
        for label in group:
            if (index := place.get(label.provision)) is not None:
                features, rules = features_of(version, version.provisions[index])
                tagged = frozenset(tags[index].concepts)
                yield Row(name, label, {**features, **about}, rules, tagged)


def shares(version: Version) -> Features:
    """How many of a statute's provisions name what it may be about."""
    finder = finder_for(version.language)
    seen: Counter[str] = Counter()
    for provision in version.provisions:
        hits = finder.find(words_of(provision.text, version.language), frozenset(ABOUT))
        seen.update({hit.cue for hit in hits})
    return {f"act {cue}": seen[cue] / len(version.provisions) for cue in ABOUT}


def features_of(version: Version, provision: Provision) -> tuple[Features, dict[str, list[str]]]:
    """The features of a provision and the rules that fire on it, by concept."""
    language = version.language
    words = words_of(provision.text, language)
    over = (version.title, *provision.context)
    above = frozenset().union(*(cues_outside(text, language) for text in over))
    heading = cues_outside(heading_of(provision), language)
    cues = ProvisionCues(words, finder_for(language).find(words), heading, above)
    rules = {item.concept: item.rules for item in decide(cues, plan_of(None))}
    places_of: dict[str, list[int]] = defaultdict(list)
    for hit in cues.text:
        places_of[hit.cue].append(hit.first)
    size = max(len(words.words), 1)
    found: Features = {"length": math.log(size) / 6}
    for cue, at in places_of.items():
        found |= {f"text {cue}": 1.0, f"often {cue}": min(1.0, math.sqrt(12 * len(at) / size))}
        if words.sentences[at[0]] == 0:
            found[f"first {cue}"] = 1.0
    found |= {f"heading {cue}": 1.0 for cue in heading} | {f"context {cue}": 1.0 for cue in above}
    for one, other in NEAR:
        if places_of[one] and places_of[other]:
            gap = min(abs(a - b) for a in places_of[one] for b in places_of[other])
            found[f"near {one} {other}"] = 1 / (1 + gap / 6)
    return found, rules


def leave_countries_out(found: Sequence[Row], concept: str) -> NDArray[np.bool_]:
    """Whether a model that knows all other countries gives each row the concept."""
    matrix = DictVectorizer().fit_transform([row.of(concept) for row in found])
    wanted = np.array([concept in row.label.concepts for row in found])
    countries = np.array([row.label.country for row in found])
    predicted = np.zeros(len(found), dtype=np.bool_)
    for country in sorted(set(countries)):
        out = countries == country
        model = LogisticRegression(C=STRENGTH, max_iter=2000).fit(matrix[~out], wanted[~out])
        predicted[out] = model.predict(matrix[out])
    return predicted


def f1(predicted: NDArray[np.bool_], wanted: NDArray[np.bool_]) -> float:
    """F1 of a yes or no."""
    right = int((predicted & wanted).sum())
    return 2 * right / max(int(predicted.sum() + wanted.sum()), 1)


if __name__ == "__main__":
    main()
