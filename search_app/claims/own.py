"""The site's own sentences: "In 4 of the 27 member states advertising … is an offence: …"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from search_app.claims.marks import marks_of
from search_app.claims.phrases import PhraseBook
from search_app.claims.statement import Assertion, Doubt, StatedClaim, Subjects
from search_app.claims.subjects import number_of
from search_app.counting import count_words

_COUNTED = (Assertion("counted"),)
# the 4 and the 27 of `In %(num)s of the %(total)s member states`
_PLACES = {"%(num)s": r"(?P<n>\d{1,2}|[a-z]+(?:-[a-z]+)?)", "%(total)s": "(?:27|twenty-seven)"}


def own_count(sentence: str, book: PhraseBook) -> StatedClaim | Doubt | None:
    """Return what a sentence says that is worded as the pages word their counts, else None."""
    if book.language != "en":
        return None
    for question, expression in _expressions():
        if not (match := expression.match(sentence)):
            continue
        named = marks_of(sentence[match.end() :], book)
        codes = tuple(dict.fromkeys(m.value for m in named if m.kind == "country"))
        number = _number(match, book)
        if number is None or (codes and len(codes) != number):
            return Doubt("It does not name as many states as it counts.")
        return StatedClaim(Subjects("counted", codes, number), (question,), _COUNTED)
    return None


def _number(match: re.Match[str], book: PhraseBook) -> int | None:
    """The number that is counted; 0 of the sentence that counts none."""
    told = match.groupdict().get("n")
    try:
        return number_of(told, book) if told else 0
    except KeyError:
        return None


@cache
def _expressions() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(_compiled())


def _compiled() -> Iterator[tuple[str, re.Pattern[str]]]:
    for question, words in count_words().questions.items():
        for text in (words.counted, words.none):
            plain = re.escape(text)
            for place, expression in _PLACES.items():
                plain = plain.replace(re.escape(place), expression)
            # `In (?P<n>…) of the (?:27|…) member states advertising sexual services is an offence`
            yield question, re.compile(rf"{plain}(?=[:.,]|$)", re.IGNORECASE)
