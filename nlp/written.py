"""Provisions written for measuring, with what they carry, in all languages.

Half of them is kept apart: nothing was ever mended with its help (see the README in `written/`).
"""

from __future__ import annotations

from pathlib import Path

from pydantic import Field

from corpus.penalty import Strict
from corpus.texts import Provision
from nlp.evaluate import Case, Evaluation, evaluation_of
from nlp.files import HERE
from nlp.gold import Label, read_by_language

WRITTEN = HERE / "written"


class WrittenProvision(Strict):
    """A provision as a legislator might write it, and what it carries after the codebook.

    `kept`: it is of the half that is kept apart. `gist` tells in English what it says.
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
    """Return the written provisions by language.

    Raises:
        GoldError: there is no file, one cannot be read, or a provision lacks a field.
    """
    return {name: found.provisions for name, found in read_by_language(folder, _File).items()}


def measure_written(*, kept: bool) -> Evaluation:
    """Evaluate one half of the written provisions: that which is kept apart, or the other.

    Each is tagged alone, under its heading. Where labels name a country, these name a language.

    Raises:
        GoldError: a file cannot be read.
    """
    return evaluation_of(
        [
            _case(language, written)
            for language, provisions in read_written().items()
            for written in provisions
            if written.kept == kept
        ]
    )


def _case(language: str, written: WrittenProvision) -> Case:
    from nlp.tagger.gate import passes  # here, as pages show figures without tagging
    from nlp.tagger.tagging import tag_provision

    label = Label(
        statute=f"{language}/written",
        provision=str(written.id),
        concepts=written.concepts,
        buyer_liable=written.buyer_liable,
        why=written.gist,
    )
    return Case(
        label=label,
        language=language,
        provision=Provision(number=label.provision, heading=written.heading, text=written.text),
        tags=tag_provision(written.text, language, written.heading),
        gate_open=any(passes([(written.text, written.heading, ())], language)),
    )
