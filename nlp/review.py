"""Lists tags on provisions that nobody has labelled, for a reader to judge.

Of every statute the tags with the highest confidence are candidates; a sample of them, drawn with
a seed, is read. Confidence counts the independent evidence that a tag shows: two for each cue that
can start a concept, one for each other cue, and one for each further sentence (three at most) that
carries the concept too.
"""

from __future__ import annotations

import logging
import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from corpus.markdown import StatuteError, read_statute
from corpus.texts import Provision, Tag, Version
from nlp.gold import read_labels
from nlp.tagger.lexicon import inventory
from nlp.tagger.tagging import tag_version

PER_STATUTE = 100
_MOST_WAYS = 3
_LOG = logging.getLogger(__name__)
_AROUND = 160


class Candidate(BaseModel):
    """A tag to judge, with the words that made it; the words are for the reader's eyes only."""

    model_config = ConfigDict(frozen=True)

    statute: str
    provision: str
    concept: str
    buyer_liable: bool
    confidence: int
    cues: tuple[str, ...]
    heading: str
    context: tuple[str, ...]
    passages: tuple[str, ...]

    @property
    def key(self) -> tuple[str, str, str]:
        """Statute, provision and concept: what a judgment is filed under."""
        return self.statute, self.provision, self.concept


def confidence(tag: Tag) -> int:
    """Return how much independent evidence a tag shows."""
    kinds = inventory()
    labels = {span.label for span in tag.spans if span.kind == "cue"}
    cues = sum(2 if label not in kinds or kinds[label].gate else 1 for label in labels)
    ways = sum(span.kind == "concept" for span in tag.spans)
    return cues + min(max(ways - 1, 0), _MOST_WAYS)


def candidates(
    gold_dir: Path,
    statutes_dir: Path,
    most: int = PER_STATUTE,
    *,
    skip: Callable[[str], object] = _LOG.warning,
) -> list[Candidate]:
    """Return the candidates of all statutes of a folder, by statute, the most confident first.

    `skip` is told each file that is not a statute, and why.

    Raises:
        GoldError: the labels cannot be read.
    """
    labelled = {(label.statute, label.provision) for label in read_labels(gold_dir)}
    found: list[Candidate] = []
    for path in sorted(statutes_dir.rglob("*.md")):
        name = path.relative_to(statutes_dir).as_posix()
        try:
            version = read_statute(path)
        except StatuteError as error:
            skip(f"{path}: {error}")
            continue
        unlabelled = [c for c in _of(name, version) if (name, c.heading) not in labelled]
        found += sorted(unlabelled, key=lambda c: (-c.confidence, c.provision, c.concept))[:most]
    return found


def sample(found: Sequence[Candidate], size: int, seed: int) -> list[Candidate]:
    """Return a random sample, the same for the same candidates and seed, in their order."""
    chosen = random.Random(seed).sample(range(len(found)), min(size, len(found)))  # noqa: S311
    return [found[i] for i in sorted(chosen)]


def to_markdown(found: Sequence[Candidate]) -> str:
    """Return candidates as a list to read."""
    return "\n\n".join(map(_entry, found)) + "\n"


def _of(statute: str, version: Version) -> Iterator[Candidate]:
    for provision, tags in zip(version.provisions, tag_version(version), strict=True):
        for tag in tags.tags:
            yield Candidate(
                statute=statute,
                provision=provision.number,
                concept=tag.concept,
                buyer_liable=tag.buyer_liable,
                confidence=confidence(tag),
                cues=tuple(sorted({s.label for s in tag.spans if s.kind == "cue"})),
                heading=provision.heading,
                context=(version.title, *provision.context, provision.rubric),
                passages=tuple(_passages(provision, tag)),
            )


def _passages(provision: Provision, tag: Tag) -> Iterator[str]:
    """The text around each way in which the concept was found, what overlaps joined."""
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
        f"({candidate.confidence}: {', '.join(candidate.cues)})",
        above,
        *(f"… {passage} …" for passage in candidate.passages),
    ]
    return "  \n".join(lines)
