"""Measures the checker on sentences whose verdicts are known."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from corpus.library import Knowledge
from corpus.penalty import Strict
from corpus.yamlfile import YamlFile
from search_app.claims.check import check_claims

HERE = Path(__file__).parent / "evaluation"
Half = Literal["tuned", "held-out"]
VERDICTS = ("right", "wrong", "was-right-until", "undecidable")


class SeveralClaims(Strict):
    """A sentence of several claims, with a verdict for each."""

    text: str
    verdicts: tuple[str, ...]


class ClaimSet(Strict):
    """Sentences of a language by their verdict; "none": no claim that the corpus could judge."""

    as_of: dt.date
    language: str
    sentences: dict[Literal["right", "wrong", "was-right-until", "undecidable", "none"], list[str]]
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


def claim_set(language: str = "english") -> ClaimSet:
    """Return a set of sentences.

    Raises:
        CorpusError: the file is not valid.
    """
    return YamlFile(HERE / f"{language}.yaml", f"evaluation/{language}.yaml").parse(ClaimSet)


def half_of(text: str) -> Half:
    """Return the half to which a sentence belongs by its hash."""
    return "tuned" if hashlib.sha256(text.encode()).digest()[0] % 2 == 0 else "held-out"


def judged(claims: ClaimSet, knowledge: Knowledge, half: Half) -> list[Judged]:
    """Return every claim of a half with the verdict that is given; a claim not found has "none"."""
    made = []
    for text, wanted in claims.listed():
        if half_of(text) != half:
            continue
        given: list[str] = [c.verdict for c in check_claims(text, knowledge, claims.as_of)]
        if len(given) != len(wanted):
            given = ["none", *given] if not given else [max(given, key=_boldest)]
        padded = [*given, *["none"] * len(wanted)][: len(wanted)]
        made += [Judged(text, *pair) for pair in zip(wanted, padded, strict=True)]
    return made


def _boldest(verdict: str) -> int:
    return 0 if verdict == "undecidable" else 1


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
            "precision": hits / given if given else 1.0,
            "recall": hits / wanted if wanted else 1.0,
        }
    called = sum(n for (_, give), n in pairs.items() if give == "wrong")
    untrue = pairs["wrong", "wrong"] + pairs["was-right-until", "wrong"]
    made["wrong"]["not true"] = untrue / called if called else 1.0
    return made


def _plain(verdict: str) -> str:
    return "undecidable" if verdict == "none" else verdict
