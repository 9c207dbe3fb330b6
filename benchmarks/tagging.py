"""How fast whole codes are tagged, against spaCy's blank tokenizer and its Matcher without a gate.

    python -m benchmarks.tagging --statutes ../shared/statutes

prints a Markdown table. The Matcher has the same entries of the lexicon as patterns of tokens; it
runs on a part of the text only (`--matcher-share`), as it is slow.
"""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import spacy
from spacy.matcher import Matcher

import nlp
from corpus.markdown import StatuteError, read_statute
from corpus.texts import Version
from nlp.lexicon import lexicon_for
from nlp.patterns import Atom, Step

SHAPES = {"word": "^{}$", "prefix": "^{}", "infix": "{}", "suffix": "{}$", "lemma": "^{}$"}


@dataclass(frozen=True)
class Row:
    """The speeds of one jurisdiction, in words a second."""

    country: str
    words: int
    megabytes: float
    tagger: float
    tokenizer: float
    matcher: float

    def __str__(self) -> str:
        mega = self.megabytes * self.tagger / self.words
        return (
            f"| {self.country} | {self.words:,} | {self.tagger:,.0f} | {mega:.1f} |"
            f" {self.tokenizer:,.0f} | {self.matcher:,.0f} | {self.tagger / self.tokenizer:.1f} |"
            f" {self.tagger / self.matcher:.0f} |"
        )


def main() -> None:
    """Measure each jurisdiction that is named and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--statutes", type=Path, required=True)
    parser.add_argument("--country", nargs="*", default=["de", "fr", "pl", "se", "ie", "ee", "nl"])
    parser.add_argument("--matcher-share", type=int, default=50, help="one provision of so many")
    options = parser.parse_args()
    print("| jurisdiction | words | tagger words/s | MB/s | tokenizer words/s | Matcher words/s |"
          " tagger/tokenizer | tagger/Matcher |")  # fmt: skip
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    for country in options.country:
        print(measured(country, versions(options.statutes / country), options.matcher_share))


def versions(folder: Path) -> list[Version]:
    """Return the texts of a folder in its commonest language; what is no statute is left out."""
    found = []
    for path in sorted(folder.glob("*.md")):
        try:
            found.append(read_statute(path))
        except StatuteError as error:
            print(f"left out: {path.name}: {error}")
    languages = [version.language for version in found]
    return [v for v in found if v.language == max(set(languages), key=languages.count)]


def measured(country: str, texts: Sequence[Version], share: int) -> Row:
    """Measure one jurisdiction; everything is loaded before the clock starts."""
    language = texts[0].language
    held = [p.text for version in texts for p in version.provisions]
    words = sum(len(text.split()) for text in held)
    nlp.tag_version(texts[0])
    tagging = seconds(lambda: [nlp.tag_version(version) for version in texts])
    blank = spacy.blank(language)
    tokenizing = seconds(lambda: [blank.make_doc(text) for text in held])
    matcher, part = ungated(language), held[::share]
    matching = seconds(lambda: [matcher(blank.make_doc(text)) for text in part])
    size = sum(len(text.encode()) for text in held) / 1e6
    few = sum(len(text.split()) for text in part)
    return Row(country, words, size, words / tagging, words / tokenizing, few / matching)


def ungated(language: str) -> Matcher:
    """Return a Matcher with every entry of a lexicon as a pattern."""
    matcher = Matcher(spacy.blank(language).vocab)
    book = lexicon_for(language)
    for name, patterns in book.patterns().items():
        if patterns:
            matcher.add(name, [[t for step in p.steps for t in tokens(step)] for p in patterns])
    return matcher


def tokens(step: Step) -> list[dict[str, object]]:
    """Return the token patterns of one step: optional words before it, then the word."""
    word = "|".join(expression(atom) for atom in step.atoms)
    return [*({"OP": "?"} for _ in range(step.gap)), {"LOWER": {"REGEX": word}}]


def expression(atom: Atom) -> str:
    """Return the regular expression of an atom."""
    return SHAPES[atom.kind].format(re.escape(atom.value))


def seconds(action: Callable[[], object]) -> float:
    """Return the seconds that an action takes."""
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
