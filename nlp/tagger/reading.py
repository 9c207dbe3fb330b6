"""Reads text outside the pipelines: the words of any language, without their accents."""

from __future__ import annotations

from nlp.tagger.renewed import RenewedPipeline
from nlp.tagger.tokenizer import blank
from nlp.tagger.words import DocWords, WordReader

_MOST_STRINGS = 100_000
_pipeline = RenewedPipeline(blank, _MOST_STRINGS)


def read_plain(text: str) -> DocWords:
    """Return the words of a text, folded and without accents, as readers type them.

    The tokenizer is made anew once it has met 100,000 strings, so that a site which serves many
    queries does not grow. Several threads may call it at once.
    """
    return WordReader(accents=False).read_once(_pipeline.get().make_doc(text))
