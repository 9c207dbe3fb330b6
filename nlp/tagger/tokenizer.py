"""spaCy's tokenizer for text in any language, safe on very long rows without a space.

spaCy has rules for most single languages, but none for Maltese. Its general ones (`xx`) cut nothing
differently that a cue could notice: no tag differs on all statutes collected.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import spacy
from spacy.language import Language
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]
from spacy.tokens import Doc, Token
from spacy.util import registry

TEXT = "demandside.text"
"""Key of a doc's text in its `user_data`: to put it together anew takes as long as to read it."""
_LONGEST = 500
"""A longer row without a space is not a word: spaCy would try each of its ends again and again."""
# 501 characters or more without a space between them
_LONG_ROW = re.compile(rf"\S{{{_LONGEST + 1},}}")
_MAX_CACHE_SIZE = 200_000
"""spaCy's default of 10,000 is filled by the first code, after which every new chunk costs its
regular expressions each time."""
_MAX_LENGTH = 5_000_000


class LawTokenizer(Tokenizer):  # type: ignore[misc]
    """spaCy's tokenizer with a cache for a whole code, which cuts very long rows into pieces.

    It has no special cases and no look at web addresses: laws have no emoticons, and words are cut
    out of tokens anyway (`nlp.tagger.words`). That halves its time.
    """

    def __call__(self, string: str) -> Doc:
        """Return the doc of a text."""
        if max(map(len, string.split()), default=0) <= _LONGEST:
            doc: Doc = super().__call__(string)
        else:
            doc = self._in_parts(string)
        doc.user_data[TEXT] = string
        return doc

    def _tokens(self, part: str) -> Iterator[Token]:
        yield from super().__call__(part)

    def _in_parts(self, text: str) -> Doc:
        tokens = [token for part in _parts(text) for token in self._tokens(part)]
        return Doc(
            self.vocab,
            words=[token.text for token in tokens],
            spaces=[bool(token.whitespace_) for token in tokens],
        )


def _parts(text: str) -> list[str]:
    """Cut a text where a row grows too long, and before and after such rows."""
    parts: list[str] = []
    end = 0
    for row in _LONG_ROW.finditer(text):
        parts.append(text[end : row.start()])
        parts += (row[0][at : at + _LONGEST] for at in range(0, len(row[0]), _LONGEST))
        end = row.end()
    return [*parts, text[end:]]


@registry.tokenizers("demandside.LawTokenizer.v1")  # type: ignore[untyped-decorator]
def create_law_tokenizer() -> Callable[[Language], LawTokenizer]:
    """Return the function that spaCy calls to make the tokenizer of a pipeline."""

    def make(nlp: Language) -> LawTokenizer:
        default = registry.tokenizers.get("spacy.Tokenizer.v1")()(nlp)
        return LawTokenizer(
            nlp.vocab,
            prefix_search=default.prefix_search,
            suffix_search=default.suffix_search,
            infix_finditer=default.infix_finditer,
            max_cache_size=_MAX_CACHE_SIZE,
        )

    return make


def blank() -> Language:
    """Return a new spaCy pipeline with this tokenizer and no component."""
    config = {"nlp": {"tokenizer": {"@tokenizers": "demandside.LawTokenizer.v1"}}}
    pipeline = spacy.blank("xx", config=config)
    pipeline.max_length = _MAX_LENGTH
    return pipeline
