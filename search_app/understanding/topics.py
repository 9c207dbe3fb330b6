"""Finds the topics of a query: concepts by their labels, questions by its cues."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from corpus.library import Knowledge
from search_app.index.analysis import known_by, words
from search_app.understanding.lists import asking_rules
from search_app.understanding.tongue import is_stopword

_MOST_DROPPED = 2
"""One word remains of "What is prostitution?", which would match too many queries."""


class LabelFinder:
    """Finds concepts and questions whose label occurs in a query, its words in any order."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._labels: dict[str, list[tuple[str, str, tuple[str, ...]]]] = {}
        for kind, named in (("concept", knowledge.concepts), ("question", knowledge.questions)):
            for name, item in named.items():
                for language, labels in item.labels.items():
                    for label in labels:
                        forms = tuple(word.form for word in words(label))
                        kept = content(forms, language)
                        if len(kept) > 1 or len(forms) - len(kept) < _MOST_DROPPED:
                            self._labels.setdefault(language, []).append((kind, name, kept))

    def find(
        self, forms: Iterable[str], languages: Sequence[str]
    ) -> Iterator[tuple[str, str, bool]]:
        """Yield each label of some languages in a query: concept or question, its id, and whether
        the label is all that the query says."""
        typed = tuple(forms)
        for language in languages:
            said = content(typed, language)
            known = {key for form in typed for key in known_by(form, language)}
            for kind, name, label in self._labels.get(language, ()):
                if label and all(not known_by(form, language).isdisjoint(known) for form in label):
                    yield kind, name, len(label) >= len(said)


def content(forms: tuple[str, ...], language: str) -> tuple[str, ...]:
    """Return words without function words, or all of them if there are no others."""
    kept = tuple(form for form in forms if not is_stopword(form, language))
    return kept or forms


def concluded(cues: Iterable[str], asked: Mapping[str, int] | None = None) -> list[tuple[str, int]]:
    """Return the questions that cues ask and the weight of the rule, the greatest first.

    `asked` adds to questions that the query names itself.
    """
    had = frozenset(cues)
    found = dict(asked or {})
    for question, rules in asking_rules().questions.items():
        for rule in rules:
            if had.isdisjoint(rule.unless) and all(not had.isdisjoint(g) for g in rule.needs):
                found[question] = max(found.get(question, 0), len(rule.needs))
    order = list(asking_rules().questions)
    return sorted(found.items(), key=lambda item: (-item[1], order.index(item[0])))
