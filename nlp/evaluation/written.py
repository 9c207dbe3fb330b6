"""Measures the tagger on provisions written for the purpose, in all languages.

Half of them are kept apart: nothing was ever improved with their help (see `written/README.md`).
"""

from __future__ import annotations

from pathlib import Path

from pydantic import Field

from corpus.penalty import Strict
from corpus.texts import Provision
from nlp.evaluation.evaluate import Evaluation, evaluation_of
from nlp.evaluation.gold import Label, read_by_language
from nlp.evaluation.tagged_labels import TaggedLabel, TaggedLabels

WRITTEN = Path(__file__).parent / "written"


class WrittenProvision(Strict):
    """A provision as a legislator might write it, and the concepts that it carries.

    `kept`: it is in the half that is kept apart. `gist` says in English what it is about.
    """

    id: int = Field(ge=1)
    gist: str = Field(min_length=1)
    heading: str = ""
    text: str = Field(min_length=1)
    concepts: tuple[str, ...]
    buyer_liable: bool
    kept: bool = False


class _File(Strict):
    provisions: tuple[WrittenProvision, ...] = Field(min_length=1)


def read_written(folder: Path = WRITTEN) -> dict[str, tuple[WrittenProvision, ...]]:
    """Return the provisions by language.

    Raises:
        GoldError: there is no file, one cannot be read, or a provision lacks a field.
    """
    return {name: file.provisions for name, file in read_by_language(folder, _File).items()}


def measure_written(*, kept: bool) -> Evaluation:
    """Return the figures of one half of the provisions: the one kept apart, or the other.

    Each is tagged alone, under its heading. The language stands for the country of other labels.

    Raises:
        GoldError: a file cannot be read.
    """
    tagged = tuple(
        _tag(language, written)
        for language, provisions in read_written().items()
        for written in provisions
        if written.kept == kept
    )
    return evaluation_of(TaggedLabels(tagged=tagged))


def _tag(language: str, written: WrittenProvision) -> TaggedLabel:
    from nlp.tagger.gate import passes  # here, as pages show figures without tagging
    from nlp.tagger.tagging import tag_provision

    label = Label(
        statute=f"{language}/written",
        provision=str(written.id),
        concepts=written.concepts,
        buyer_liable=written.buyer_liable,
        why=written.gist,
    )
    return TaggedLabel(
        label=label,
        language=language,
        provision=Provision(number=label.provision, heading=written.heading, text=written.text),
        tags=tag_provision(written.text, language, written.heading),
        gate_open=any(passes([(written.text, written.heading, ())], language)),
    )
