"""Tags the provisions that labels name and sets the tags beside the labels.

A label whose language has no lexicon is counted as not tagged and left out of the averages; a label
whose provision is not in its statute is listed as missing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from corpus.markdown import StatuteError, read_statute
from corpus.texts import Provision, ProvisionTags, Version
from nlp.evaluation.gold import GoldError, Label, read_labels
from nlp.tagger.lexicon import languages


class TaggedLabel(BaseModel):
    """A label, its provision, and what the tagger says of it.

    `gate_open`: whether the gate passed the provision on to the tagger.
    """

    model_config = ConfigDict(frozen=True)

    label: Label
    language: str
    provision: Provision
    tags: ProvisionTags
    gate_open: bool


class TaggedLabels(BaseModel):
    """All labels of a folder whose provisions could be tagged, and those that could not.

    `not_tagged` counts labels by language where that has no lexicon; `missing` names labels whose
    provision is not in the statute.
    """

    model_config = ConfigDict(frozen=True)

    tagged: tuple[TaggedLabel, ...]
    not_tagged: dict[str, int] = {}
    missing: tuple[str, ...] = ()


def tag_labels(gold_dir: Path, statutes_dir: Path) -> TaggedLabels:
    """Tag every statute that has labels.

    Raises:
        GoldError: the labels, or a statute that they name, cannot be read.
    """
    tagged: list[TaggedLabel] = []
    missing: list[str] = []
    not_tagged: Counter[str] = Counter()
    for statute, labels in _by_statute(read_labels(gold_dir)).items():
        version = labelled_statute(statutes_dir / statute)
        if version.language not in languages():
            not_tagged[version.language] += len(labels)
            continue
        pairs, without_provision = _tag(version, labels)
        tagged += pairs
        missing += without_provision
    return TaggedLabels(tagged=tuple(tagged), not_tagged=dict(not_tagged), missing=tuple(missing))


def labelled_statute(path: Path) -> Version:
    """Read a statute that labels or judgments name.

    Raises:
        GoldError: it cannot be read.
    """
    try:
        return read_statute(path)
    except (StatuteError, OSError) as error:
        raise GoldError(f"{path}: {error}") from error


def places(version: Version) -> dict[str, int]:
    """Return the index of each provision by its number and by its heading.

    A heading wins over a number, the first of several over the others.
    """
    backwards = list(reversed(list(enumerate(version.provisions))))
    return {p.number: i for i, p in backwards} | {p.heading: i for i, p in backwards}


def _by_statute(labels: Iterable[Label]) -> dict[str, list[Label]]:
    groups: dict[str, list[Label]] = defaultdict(list)
    for label in labels:
        groups[label.statute].append(label)
    return groups


def _tag(version: Version, labels: list[Label]) -> tuple[list[TaggedLabel], list[str]]:
    from nlp.tagger.gate import passes  # here, as pages show figures without tagging
    from nlp.tagger.tagging import heading_of, tag_version

    index_of = places(version)
    tags = tag_version(version)
    tagged, missing = [], []
    for label in labels:
        index = index_of.get(label.provision)
        if index is None:
            missing.append(f"{label.statute} {label.provision}")
            continue
        provision = version.provisions[index]
        context = (version.title, *provision.context)
        entry = (provision.text, heading_of(provision), context)
        tagged.append(
            TaggedLabel(
                label=label,
                language=version.language,
                provision=provision,
                tags=tags[index],
                gate_open=any(passes([entry], version.language)),
            )
        )
    return tagged, missing
