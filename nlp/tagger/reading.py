"""Reads text outside the pipelines: the words of any language, without their accents."""

from __future__ import annotations

from spacy.language import Language

from nlp.tagger.tokenizer import blank
from nlp.tagger.words import DocWords, WordReader

_MOST_STRINGS = 100_000
_pipelines: list[Language] = []


def read_plain(text: str) -> DocWords:
    """Return the words of a text, folded and without accents, as readers type them.

    The tokenizer is made anew once it has met 100,000 strings, so that a site which serves many
    queries does not grow. Safe in several threads: the words of one call are not shared.
    """
    if not _pipelines or len(_pipelines[0].vocab.strings) > _MOST_STRINGS:
        _pipelines[:] = [blank()]
    return WordReader(accents=False).read(_pipelines[0].make_doc(text))
