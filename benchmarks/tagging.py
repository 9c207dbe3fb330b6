"""Times the tagger on whole codes against spaCy; prints a Markdown table.

All are measured in one run, text by text in turn, in one thread and in processor time, so that
other work on the machine weighs on all alike: (a) spaCy's blank tokenizer alone, (b) spaCy's
Matcher with all entries of the language's cues, ungated, on ready docs, and the tagger as
`demandside build` calls it, after a first run that fills its tables. The Matcher runs on a sample,
and with gaps of at most two words: longer ones take it all memory.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import platform
import re
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.tokens import Doc

import nlp
from corpus.markdown import StatuteError, read_statute
from corpus.texts import Version
from nlp.tagger.lexicon import lexicon_for
from nlp.tagger.patterns import Atom, Pattern, Step

WHOLE = 300_000
SAMPLE = 1_000
GAP = 2


@dataclass
class Timed:
    """Processor time, words between spaces and bytes in UTF-8."""

    seconds: float = 0.0
    words: int = 0
    bytes: int = 0

    def add(self, seconds: float, texts: Iterable[str]) -> None:
        """Count some texts and the time that they took."""
        self.seconds += seconds
        for text in texts:
            self.words += len(text.split())
            self.bytes += len(text.encode())

    @property
    def words_a_second(self) -> float:
        """Words a second."""
        return self.words / self.seconds


def main() -> None:
    """Run the benchmark and print its table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--statutes", type=Path, required=True, help="folder of statute files")
    parser.add_argument("--all", action="store_true", help="short acts too, not only whole codes")
    options = parser.parse_args()
    codes = [v for v in versions(options.statutes) if options.all or length(v) >= WHOLE]
    first = Timed()
    for code in codes:
        first.add(timed(partial(nlp.tag_version, code)), texts(code))
    figures = measure(codes)
    print(
        f"{dt.date.today()}, {os.cpu_count()} cores, Python {platform.python_version()}; ", end=""
    )
    print(f"{len(codes)} texts, {figures['tagger'].bytes / 1e6:.1f} MB\n")
    for line in table(figures | {"tagger, first run (tables empty)": first}):
        print(line)


def versions(folder: Path) -> list[Version]:
    """The statutes of a folder whose language has a lexicon, by path."""
    found = []
    for path in sorted(folder.rglob("*.md")):
        try:
            version = read_statute(path)
        except StatuteError:
            continue
        if version.language in nlp.languages():
            found.append(version)
    return found


def texts(version: Version) -> list[str]:
    """The texts of its provisions."""
    return [provision.text for provision in version.provisions]


def length(version: Version) -> int:
    """Characters of all its texts."""
    return sum(map(len, texts(version)))


def timed(work: Callable[[], object]) -> float:
    """Processor time of a piece of work."""
    started = time.process_time()
    work()
    return time.process_time() - started


def measure(codes: Sequence[Version]) -> dict[str, Timed]:
    """Time tagger, tokenizer and Matcher on the same texts in turn."""
    figures = {"tagger": Timed(), "tokenizer": Timed(), "matcher": Timed()}
    pipelines: dict[str, tuple[Language, Matcher]] = {}
    for code in codes:
        if code.language not in pipelines:
            pipeline = spacy_of(code.language)
            pipelines[code.language] = pipeline, matcher(code.language, pipeline)
        pipeline, matching = pipelines[code.language]
        every = texts(code)
        figures["tagger"].add(timed(partial(nlp.tag_version, code)), every)
        docs: list[Doc] = []
        tokenizing = timed(lambda: docs.extend(map(pipeline.make_doc, every)))  # noqa: B023
        figures["tokenizer"].add(tokenizing, every)
        sample = part(docs)
        matching_time = timed(lambda: [matching(doc) for doc in sample])  # noqa: B023
        figures["matcher"].add(matching_time, (doc.text for doc in sample))
    return figures


def spacy_of(language: str) -> Language:
    """spaCy's own rules for a language; general ones for Maltese, for which it has none."""
    return spacy.blank("xx" if language == "mt" else language)


def part(docs: Sequence[Doc]) -> list[Doc]:
    """Some docs from all over a text, with a thousand words together."""
    found: list[Doc] = []
    size = 0
    for doc in docs[:: max(1, len(docs) // 50)]:
        if size + len(doc) <= SAMPLE:
            found.append(doc)
            size += len(doc)
    return found


def matcher(language: str, pipeline: Language) -> Matcher:
    """A Matcher with every entry of every cue of a language, gaps as optional tokens."""
    found = Matcher(pipeline.vocab)
    for cue, patterns in lexicon_for(language).patterns.items():
        found.add(cue, [rows(pattern) for pattern in patterns])
    return found


def rows(pattern: Pattern) -> list[dict[str, object]]:
    """An entry in spaCy's notation."""
    row: list[dict[str, object]] = []
    for step in pattern.steps:
        row += [{"OP": "?"}] * min(step.gap, GAP)
        row.append({"LOWER": condition(step)})
    return row


def condition(step: Step) -> dict[str, object]:
    """What a token's lower form must be: a choice of words, or an expression."""
    if all(atom.kind == "word" for atom in step.atoms):
        return {"IN": [atom.value for atom in step.atoms]}
    return {"REGEX": "|".join(expression(atom) for atom in step.atoms)}


def expression(atom: Atom) -> str:
    """A word or stem as a regular expression."""
    value = re.escape(atom.value)
    before = "" if atom.kind in ("suffix", "infix") else "^"
    return before + value + ("" if atom.kind in ("prefix", "infix") else "$")


def table(figures: dict[str, Timed]) -> Iterable[str]:
    """The lines of the table."""
    names = {
        "tagger": "tagger, all concepts, spans and penalties",
        "tokenizer": "(a) spaCy's blank tokenizer alone",
        "matcher": "(b) spaCy's Matcher, all entries, on ready docs",
    }
    tagger = figures["tagger"]
    yield "| what | words/s | MB/s | the tagger is |"
    yield "|---|---|---|---|"
    for name, figure in figures.items():
        ratio = tagger.words_a_second / figure.words_a_second
        times = "" if figure is tagger else f"{ratio:.1f} x as fast"
        speed = f"{figure.words_a_second:,.0f} | {figure.bytes / figure.seconds / 1e6:.2f}"
        yield f"| {names.get(name, name)} | {speed} | {times} |"


if __name__ == "__main__":
    main()
