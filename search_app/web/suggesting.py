"""Suggestions while typing: the names of questions and concepts, and of acts.

The search field offers those of the page's language as a plain list; `/suggest.json` finds them in
all languages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from flask import Blueprint, Response, request

from corpus.glossary import SOURCE
from corpus.library import Knowledge
from search_app.index.analysis import normal, without_diacritics
from search_app.web import params
from search_app.web.formats import json_response
from search_app.web.language import page_language
from search_app.web.site import knowledge

pages = Blueprint("suggesting", __name__)
_MOST = 10


def offered() -> list[str]:
    """Return the first names of all questions and concepts in the page's language, sorted."""
    known, language = knowledge(), page_language()
    labels = [
        *(question.labels for question in known.questions.values()),
        *(concept.labels for concept in known.concepts.values()),
    ]
    return sorted({(named.get(language) or named[SOURCE])[0] for named in labels})


@pages.get("/suggest.json")
def data() -> Response:
    """Return names that complete what was typed, in any language."""
    typed = params.text(request.args, "q")
    return json_response({"q": typed, "suggestions": list(suggestions(knowledge(), typed))})


def suggestions(known: Knowledge, typed: str) -> Iterator[dict[str, str]]:
    """Yield names with all the words typed, the last of which may be only begun."""
    wanted = _words(typed)
    if not wanted:
        return
    *whole, begun = wanted
    count = 0
    for text, language, kind in _names(known):
        words = _words(text)
        if set(whole) <= set(words) and any(word.startswith(begun) for word in words):
            yield {"text": text, "language": language, "kind": kind}
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
