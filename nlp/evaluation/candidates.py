"""Lists tags on provisions that nobody has labelled, for a reader to judge.

The candidates are the tags with the most evidence of every statute; a random sample of them is
read. Evidence is counted as points: two for each cue that can start a concept, one for each other
cue, and one for each further sentence (three at most) that carries the concept too.
"""

from __future__ import annotations

import logging
import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from corpus.markdown import StatuteError, read_statute
from corpus.texts import Provision, Tag, Version
from nlp.evaluation.gold import read_labels
from nlp.tagger.lexicon import inventory
from nlp.tagger.tagging import tag_version

PER_STATUTE = 100
"""Candidates of each statute, unless told otherwise."""
_MOST_FURTHER_SENTENCES = 3
_LOG = logging.getLogger(__name__)
_AROUND = 160
"""Characters that are shown before and after what made a tag."""


class Candidate(BaseModel):
    """A tag to judge, with the passages that made it, which are shown and never kept."""

    model_config = ConfigDict(frozen=True)

    statute: str
    provision: str
    concept: str
    buyer_liable: bool
    evidence: int
    cues: tuple[str, ...]
    heading: str
    context: tuple[str, ...]
    passages: tuple[str, ...]

    @property
    def key(self) -> tuple[str, str, str]:
        """Statute, provision and concept, under which a judgment is filed."""
        return self.statute, self.provision, self.concept


def evidence_points(tag: Tag) -> int:
    """Return how much independent evidence a tag shows, counted as above."""
    kinds = inventory()
    labels = {span.label for span in tag.spans if span.kind == "cue"}
    cues = sum(2 if label not in kinds or kinds[label].gate else 1 for label in labels)
    sentences = sum(span.kind == "concept" for span in tag.spans)
    return cues + min(max(sentences - 1, 0), _MOST_FURTHER_SENTENCES)


def candidates(
    gold_dir: Path,
    statutes_dir: Path,
    most: int = PER_STATUTE,
    *,
    skip: Callable[[str], object] = _LOG.warning,
) -> list[Candidate]:
    """Return up to `most` candidates of each statute of a folder, those with most evidence first.

    `skip` is called with the name of each file that is not a statute, and the reason.

    Raises:
        GoldError: the labels cannot be read.
    """
    labelled = {(label.statute, label.provision) for label in read_labels(gold_dir)}
    chosen: list[Candidate] = []
    for path in sorted(statutes_dir.rglob("*.md")):
        name = path.relative_to(statutes_dir).as_posix()
        try:
            version = read_statute(path)
        except StatuteError as error:
            skip(f"{path}: {error}")
            continue
        unlabelled = [c for c in _of(name, version) if (name, c.heading) not in labelled]
        chosen += sorted(unlabelled, key=lambda c: (-c.evidence, c.provision, c.concept))[:most]
    return chosen


def sample(listed: Sequence[Candidate], size: int, seed: int) -> list[Candidate]:
    """Return a random sample in the order of the candidates; the same seed draws the same one."""
    drawn = random.Random(seed).sample(range(len(listed)), min(size, len(listed)))  # noqa: S311
    return [listed[i] for i in sorted(drawn)]


def to_markdown(listed: Sequence[Candidate]) -> str:
    """Return candidates as a list to read, in Markdown."""
    return "\n\n".join(map(_entry, listed)) + "\n"


def _of(statute: str, version: Version) -> Iterator[Candidate]:
    for provision, tags in zip(version.provisions, tag_version(version), strict=True):
        for tag in tags.tags:
            yield Candidate(
                statute=statute,
                provision=provision.number,
                concept=tag.concept,
                buyer_liable=tag.buyer_liable,
                evidence=evidence_points(tag),
                cues=tuple(sorted({s.label for s in tag.spans if s.kind == "cue"})),
                heading=provision.heading,
                context=(version.title, *provision.context, provision.rubric),
                passages=tuple(_passages(provision, tag)),
            )


def _passages(provision: Provision, tag: Tag) -> Iterator[str]:
    """The text around each span of the concept, overlapping ones joined."""
    last = -1
    start = 0
    for span in sorted((s for s in tag.spans if s.kind == "concept"), key=lambda s: s.start):
        if last >= 0 and span.start > last + 2 * _AROUND:
            yield _cut(provision.text, start, last)
            last = -1
        start = span.start if last < 0 else start
        last = max(last, span.end)
    yield _cut(provision.text, start, max(last, 0))


def _cut(text: str, start: int, end: int) -> str:
    return " ".join(text[max(0, start - _AROUND) : end + _AROUND].split())


def _entry(candidate: Candidate) -> str:
    above = " › ".join(part for part in (*candidate.context, candidate.heading) if part)
    liable = ", buyer liable" if candidate.buyer_liable else ""
    lines = [
        f"**{candidate.statute} {candidate.provision}** {candidate.concept}{liable} "
        f"({candidate.evidence}: {', '.join(candidate.cues)})",
        above,
        *(f"… {passage} …" for passage in candidate.passages),
    ]
    return "  \n".join(lines)
