"""Suggestions while typing: the names of questions, concepts and instruments.

The search field offers those of the page's language as a plain list; `/suggest.json` finds them in
all languages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from flask import Blueprint

from corpus.glossary import SOURCE
from corpus.library import Knowledge
from search_app.contract.search import SuggestData, Suggestion, SuggestParameters
from search_app.index.analysis import normal, without_diacritics
from search_app.web.family import PageFamily
from search_app.web.language import page_language
from search_app.web.site import knowledge

_MOST = 10


def offered() -> list[str]:
    """Return the first names of all questions and concepts in the page's language, sorted."""
    known, language = knowledge(), page_language()
    labels = [
        *(question.labels for question in known.questions.values()),
        *(concept.labels for concept in known.concepts.values()),
    ]
    return sorted({(named.get(language) or named[SOURCE])[0] for named in labels})


def data(asked: SuggestParameters) -> SuggestData:
    """Return names that complete what was typed, in any language."""
    return SuggestData(q=asked.q, suggestions=tuple(suggestions(knowledge(), asked.q)))


def suggestions(known: Knowledge, typed: str) -> Iterator[Suggestion]:
    """Yield names that have all the words typed; the last word may be unfinished."""
    wanted = _words(typed)
    if not wanted:
        return
    *whole, begun = wanted
    count = 0
    for text, language, kind in _names(known):
        words = _words(text)
        if set(whole) <= set(words) and any(word.startswith(begun) for word in words):
            yield Suggestion(text=text, language=language, kind=kind)
            count += 1
            if count == _MOST:
                return


def _names(known: Knowledge) -> Iterable[tuple[str, str, str]]:
    named = [("question", question.labels) for question in known.questions.values()]
    named += [("concept", concept.labels) for concept in known.concepts.values()]
    for kind, labels in named:
        for language, texts in labels.items():
            yield from ((text, language, kind) for text in texts)
    for _, instrument in known.instruments():
        yield instrument.short or instrument.title, instrument.language, "instrument"


@lru_cache(maxsize=20_000)
def _words(text: str) -> tuple[str, ...]:
    return tuple(without_diacritics(word) for word in normal(text).split())


SUGGEST = PageFamily(
    path="/suggest",
    about="names of questions, concepts and instruments that complete a text",
    parameters=SuggestParameters,
    response=SuggestData,
    data=data,
)
pages = Blueprint("suggesting", __name__)
SUGGEST.add_to(pages)
