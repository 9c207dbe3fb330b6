"""Measures the checker on sentences whose verdicts are known.

A set of sentences is a YAML file, here in `evaluation/` or anyone's own:

    as_of: 2026-11-30
    language: en
    sentences:
      wrong: [Sweden allows the purchase of sex.]
    several:
      - {text: "Selling sex is legal in Sweden, buying it is not.", verdicts: [right, right]}
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import Field

from corpus.library import Knowledge
from corpus.penalty import Strict
from corpus.yamlfile import YamlFile
from search_app.claims.check import check_claims

HERE = Path(__file__).parent / "evaluation"
Half = Literal["tuned", "held-out"]
HALVES: tuple[Half, ...] = ("tuned", "held-out")
VERDICTS = ("right", "wrong", "was-right-until", "undecidable")
WantedVerdict = Literal["right", "wrong", "was-right-until", "undecidable", "none"]
_BOLD = ("none", "undecidable", "right", "was-right-until", "wrong")
"""Verdicts, the one that does most harm where it is false last."""


class SeveralClaims(Strict):
    """A sentence of several claims, with a verdict for each."""

    text: str = Field(min_length=1)
    verdicts: tuple[WantedVerdict, ...] = Field(min_length=1)


class ClaimSet(Strict):
    """Sentences of a language by their verdict; "none": no claim that the corpus could judge."""

    as_of: dt.date
    language: Literal["en", "de", "fr", "sv"]
    sentences: dict[WantedVerdict, list[str]]
    several: tuple[SeveralClaims, ...] = ()

    def listed(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield every sentence with its verdicts."""
        for verdict, texts in self.sentences.items():
            yield from ((text, (verdict,)) for text in texts)
        yield from ((entry.text, entry.verdicts) for entry in self.several)


@dataclass(frozen=True)
class Judged:
    """A claim of the set: what it is, and what the checker says of it."""

    text: str
    wanted: str
    given: str


@dataclass(frozen=True)
class HalfMeasured:
    """The figures of one half of a set; `right_called_wrong` counts the worst of errors."""

    name: str
    half: Half
    sentences: int
    claims: tuple[Judged, ...]

    @property
    def right_called_wrong(self) -> int:
        """How many claims that are right are called wrong."""
        return sum(one.wanted == "right" and one.given == "wrong" for one in self.claims)

    def to_json(self) -> dict[str, object]:
        """Return the figures as JSON."""
        return {
            "set": self.name,
            "half": self.half,
            "sentences": self.sentences,
            "claims": len(self.claims),
            "right_called_wrong": self.right_called_wrong,
            "verdicts": figures(self.claims),
        }


def set_names() -> tuple[str, ...]:
    """Return the names of the sets that come with the program, English first."""
    names = sorted(path.stem for path in HERE.glob("*.yaml"))
    return tuple(sorted(names, key=lambda name: not name.startswith("english")))


def claim_set(name: str = "english") -> ClaimSet:
    """Return a set that comes with the program.

    Raises:
        CorpusError: the file is not valid.
    """
    return YamlFile(HERE / f"{name}.yaml", f"evaluation/{name}.yaml").parse(ClaimSet)


def read_claim_set(path: Path) -> ClaimSet:
    """Return a set from a file.

    Raises:
        CorpusError: the file is not valid; each line names file, line and field.
        OSError: the file cannot be read.
    """
    return YamlFile(path, str(path)).parse(ClaimSet)


def measure(name: str, claims: ClaimSet, knowledge: Knowledge) -> Iterator[HalfMeasured]:
    """Yield the figures of both halves of a set."""
    for half in HALVES:
        count = sum(half_of(text) == half for text, _ in claims.listed())
        yield HalfMeasured(name, half, count, tuple(judged(claims, knowledge, half)))


def half_of(text: str) -> Half:
    """Return the half to which a sentence belongs by its hash."""
    return "tuned" if hashlib.sha256(text.encode()).digest()[0] % 2 == 0 else "held-out"


def judged(claims: ClaimSet, knowledge: Knowledge, half: Half) -> list[Judged]:
    """Return every claim of a half with the verdict that is given; a claim not found has "none"."""
    made = []
    for text, wanted in claims.listed():
        if half_of(text) == half:
            given = [c.verdict for c in check_claims(text, knowledge, claims.as_of)]
            made += [Judged(text, *pair) for pair in paired(wanted, given)]
    return made


def paired(wanted: Sequence[str], given: Sequence[str]) -> list[tuple[str, str]]:
    """Pair the verdicts that a sentence has with those that it is given.

    Where their numbers differ, equal ones go together first. Of those left over, one that is wanted
    gets the boldest that is given; one that is given beyond them counts against "none".
    """
    if len(wanted) == len(given):
        return list(zip(wanted, given, strict=True))
    equal = list((Counter(wanted) & Counter(given)).elements())
    missed = list((Counter(wanted) - Counter(given)).elements())
    rest = (Counter(given) - Counter(wanted)).elements()
    others = sorted(rest, key=_BOLD.index, reverse=True)
    pairs = [(verdict, verdict) for verdict in equal]
    pairs += [(verdict, others.pop(0) if others else "none") for verdict in missed]
    return pairs + [("none", v) for v in others if v not in {*wanted, "undecidable"}]


def figures(found: Iterable[Judged]) -> dict[str, dict[str, float]]:
    """Return number, precision and recall of each verdict; "none" counts as undecidable.

    `not true` of "wrong" is the share of claims called wrong that are not true today: a claim that
    was right once and is called wrong is not exact, but no right claim was called wrong.
    """
    pairs = Counter((_plain(one.wanted), _plain(one.given)) for one in found)
    made: dict[str, dict[str, float]] = {}
    for verdict in VERDICTS:
        hits = pairs[verdict, verdict]
        wanted = sum(n for (want, _), n in pairs.items() if want == verdict)
        given = sum(n for (_, give), n in pairs.items() if give == verdict)
        made[verdict] = {
            "claims": wanted,
            "given": given,
            "precision": hits / given if given else 1.0,
            "recall": hits / wanted if wanted else 1.0,
        }
    called = sum(n for (_, give), n in pairs.items() if give == "wrong")
    untrue = pairs["wrong", "wrong"] + pairs["was-right-until", "wrong"]
    made["wrong"]["not true"] = untrue / called if called else 1.0
    return made


def _plain(verdict: str) -> str:
    return "undecidable" if verdict == "none" else verdict
