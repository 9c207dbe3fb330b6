"""No regular expression and no loop over foreign text costs more than its length."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress

import pytest

from corpus.changes import compare
from corpus.layout import clean, plain_superscripts, without_links
from corpus.letters import normalized
from corpus.markdown import StatuteError, parse_statute
from corpus.numbers import citing_number, heading_number, plain, slug
from corpus.repair import mended
from corpus.texts import Provision
from tests.faults.conftest import LONG, Tally
from tests.faults.growth import MOST, growth
from tests.faults.patterns import heading_patterns, patterns

_COMMON = (" ", "\n", "1", "a", "(", "[", "-", ".", "[a](", "<sup> ", "1.", "1 ", "a ", "\n ")
_UNITS = _COMMON if not LONG else (
    *_COMMON, "A", "#", "*", "§", "^", "\u0301", "<sup>", "1-", "a.", "\n\n(", "](", "1 a ", "to ",
    "sections ", ";",
)  # fmt: skip
_BEGINNINGS = ("", "1", "# ", "<sup>", "sections ", "imprisonment ") if LONG else ("", "1")
_ENDS = ("", "x", "\x00", ")") if LONG else ("\x00",)
_HOSTILE = ("[a](", "<sup> ", "a\u0301\u0327", "\u0327\u0301", "1.", "ﷺ ")
_MOST = 256_000 if LONG else 64_000
_SUSPICIOUS = 0.006
_SIZE = 1500
_MOST_SIZE = 48_000
BOUNDED = {
    "nlp.evaluation.gold_penalty": 500,
    "nlp.tagger.penalties.numerals": 100,
    "nlp.tagger.sentences._LIST_STOP": 40,
    "nlp.tagger.sentences._MONTH_AND_YEAR": 40,
    "nlp.tagger.references": 1000,
    "corpus.numbers:citations": 400,
    "corpus.numbers:headings": 400,
}
"""So long is what these are used on, at most, in characters: their modules see to it."""

ONLY_AT_THE_BEGINNING = (
    "corpus.layout._LIST_ITEM",
    "corpus.markdown._RUBRIC_LINE",
)
"""These are matched at the beginning of a line or word and looked for nowhere else."""


def bound(name: str) -> int:
    return next((size for known, size in BOUNDED.items() if name.startswith(known)), _MOST_SIZE)


def test_every_regular_expression_takes_linear_time(tally: Callable[[str], Tally]) -> None:
    counted = tally("regular expressions of corpus and nlp on hostile text")
    counted.note = "CPU time at most tripled when the text doubled"
    found = {**patterns("corpus"), **patterns("nlp")}
    for kind, several in heading_patterns().items():
        found |= {f"corpus.numbers:{kind} {i}": p for i, p in enumerate(several)}
    assert len(found) > 60
    for name, pattern in found.items():
        most = bound(name)
        for unit in _UNITS:
            for begin in _BEGINNINGS:
                for end in _ENDS:

                    def run(size: int, text: tuple[str, str, str] = (begin, unit, end)) -> None:
                        built = text[0] + text[1] * (size // len(text[1])) + text[2]
                        pattern.match(built)  # noqa: B023 - is run at once
                        if name not in ONLY_AT_THE_BEGINNING:  # noqa: B023
                            deque(pattern.finditer(built), 0)  # noqa: B023

                    start = time.process_time()
                    run(min(_SIZE, most))
                    slow = time.process_time() - start > _SUSPICIOUS
                    grows = growth(run, min(_SIZE, most), most) if slow else 0.0
                    text = f"{begin!r} + {unit!r} * n + {end!r}"
                    counted.count(*[f"{name}: {text} x {grows:.1f}"] if grows > MOST else ())


HEAD = "---\ntitle: T\nidentifier: X 1\ncountry: {cc}\n---\n"
BODIES = {
    "spaces in a heading": ("se", "# a" + " " * 40, " b\n"),
    "a heading of hashes": ("se", "# ", "#"),
    "a heading of spaces": ("se", "# a", " "),
    "openings of links": ("se", "### 1 §\n", "[a]("),
    "brackets": ("se", "### 1 §\n", "["),
    "superscripts": ("se", "### 1 §\n", "<sup> "),
    "spaces in a superscript": ("se", "### 1 §<sup>", " "),
    "headings": ("se", "", "## 1 §\n\nText.\n"),
    "headings without text": ("cz", "", "## § 1\n"),
    "headings below an empty provision": ("cz", "## § 1\n" + "\n" * 20_000, "### x\n"),
    "headings without a number": ("se", "", "## Text\n\nText.\n"),
    "short lines of one paragraph": ("se", "### 1 §\n\n" + "a" * 90 + "\n", "a\n"),
    "one long line": ("se", "### 1 §\n\n", "a "),
    "digits of a heading": ("lt", "## ", "1"),
    "numbers and stops of a heading": ("lv", "## ", "1."),
    "combining marks": ("fr", "## Article 1\n\na", "\u0301\u0327"),
    "combining marks in a heading": ("fr", "## Article 1 a", "\u0301\u0327"),
    "a rubric that does not end": ("cy", "## 1\n\n", "α"),
    "empty lines": ("se", "### 1 §\n", "\n"),
    "unclosed front matter": ("se", "", "--- \n"),
    "Greek words with Latin letters": ("gr", "## Άρθρο 1\n\n", "νoμoς"),
}


@pytest.mark.parametrize("name", BODIES)
def test_a_statute_is_read_in_linear_time(name: str) -> None:
    country, begin, unit = BODIES[name]

    def run(size: int) -> None:
        with suppress(StatuteError):  # that it is refused is another test; here its cost counts
            parse_statute((HEAD.format(cc=country) + begin + unit * size).encode(), "t")

    assert growth(run, 1000, _MOST) <= MOST


TEXTS: dict[str, Callable[[str], object]] = {
    "clean": lambda text: clean(text.splitlines()),
    "links": without_links,
    "superscripts": plain_superscripts,
    "plain": plain,
    "slug": slug,
    "mended": mended,
    "heading": lambda text: heading_number(text, "se"),
    "citation": lambda text: citing_number(text, "fr"),
    "normal form": lambda text: normalized("NFC", text),
    "compatibility form": lambda text: normalized("NFKD", text),
}


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("unit", _HOSTILE if LONG else _HOSTILE[:3])
def test_helpers_take_linear_time(name: str, unit: str) -> None:
    assert growth(lambda size: TEXTS[name](unit * size), 2000, _MOST) <= MOST


def test_one_number_many_times_is_compared_in_linear_time() -> None:
    def run(size: int) -> None:
        many = [Provision(number="1", heading="1 §", text="a ä" * 500) for _ in range(size)]
        compare(
            many, many[1:], instrument="x", language="sv", seen_at="2026-01-01", hashes=("a", "b")
        )

    assert growth(run, 100, 8000) <= MOST
