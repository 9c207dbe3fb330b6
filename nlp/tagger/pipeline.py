"""The spaCy pipeline of a language."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import cast

from spacy.language import Language
from spacy.tokens import Doc

from nlp.tagger.components import Cues, Sentences
from nlp.tagger.lexicon import lexicon_for
from nlp.tagger.renewed import RenewedPipeline
from nlp.tagger.tokenizer import blank
from nlp.tagger.words import DocWords

COMPONENTS = ("sentences", "cues", "concepts", "actors", "penalties")
_MOST_STRINGS = 500_000
_renewed: dict[str, RenewedPipeline] = {}


def load(language: str) -> Language:
    """Return the spaCy pipeline of a language.

    It is built once, and anew when its vocabulary has grown beyond 500,000 strings, so that a long
    run does not fill the memory; docs made before stay valid. Several threads may use it at once.

    Raises:
        LexiconError: the language has no lexicon, or a broken one.
    """
    if language not in _renewed:
        lexicon_for(language)
        _renewed.setdefault(language, RenewedPipeline(partial(_build, language), _MOST_STRINGS))
    return _renewed[language].get()


def _build(language: str) -> Language:
    pipeline = blank()
    pipeline.meta |= {"name": f"demandside_{language}", "description": f"Tags law in '{language}'."}
    for name in COMPONENTS:
        pipeline.add_pipe(f"demandside_{name}", config={"language": language})
    return pipeline


def provision_doc(
    pipeline: Language,
    text: str,
    heading: str = "",
    context: Sequence[str] = (),
    rules: Sequence[str] | None = None,
) -> Doc:
    """Return the doc of a provision, ready for `pipeline.pipe([doc, …])`.

    Args:
        pipeline: one of `load`.
        text: its text.
        heading: its heading; its words count for the rules and yield no spans.
        context: the title of its act and the headings of books and chapters above it, likewise.
        rules: ids of the rules to try; all of them by default.
    """
    doc = pipeline.make_doc(text)
    if heading:
        doc._.heading = heading
    if context:
        doc._.context = tuple(context)
    if rules is not None:
        doc._.rules = tuple(rules)
    return doc


def words_of(text: str, language: str) -> DocWords:
    """Return the words of a text with their sentences, as the rules see them.

    Raises:
        LexiconError: the language has no lexicon.
    """
    pipeline = load(language)
    sentences = cast("Sentences", pipeline.get_pipe("demandside_sentences"))
    return sentences.read(pipeline.make_doc(text))


def cues_outside(text: str, language: str) -> frozenset[str]:
    """Return the cues of a heading or another text beside a provision.

    Raises:
        LexiconError: the language has no lexicon.
    """
    return cast("Cues", load(language).get_pipe("demandside_cues")).outside(text)
