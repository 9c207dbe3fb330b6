"""The count in words: the sentence with its number, and what the other states have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from search_app import wording
from search_app.compare import Cell
from search_app.counting import StateCount, count_words, text_state
from search_app.labels import enumerated
from search_app.web.language import country_name
from search_app.wording import gettext, ngettext

MOST_NAMED = 9
"""A sentence names no more states than this; the list under it names all."""


def sentence(counted: StateCount) -> str:
    """Return the main sentence: `In 4 of the 27 member states … : France, Ireland, … .`"""
    words = count_words().questions[counted.question.id]
    total, number = len(counted.cells), len(counted.counted)
    if not number:
        return gettext("%(finding)s.", finding=gettext(words.none, total=total))
    finding = ngettext(words.counted, words.counted, number, total=total)
    if number > MOST_NAMED:
        return gettext("%(finding)s.", finding=finding)
    names = enumerated(state_names(counted.counted))
    return gettext("%(finding)s: %(states)s.", finding=finding, states=names)


def also(counted: StateCount) -> Iterator[str]:
    """Yield a sentence for each status that does not count."""
    for group in counted.others:
        message = count_words().also.get(group.status.id)
        if message:
            names = enumerated(state_names(group.cells))
            yield ngettext(message, message, len(group.cells), states=names)
        if group.status.id == "none":
            yield from old_text_words(counted.old)


def old_text_words(old: Sequence[Cell]) -> Iterator[str]:
    """Yield how many findings of "none" rest on old texts, with the oldest; nothing for none."""
    if old:
        yield ngettext(
            "%(num)s of these rests on a text that is more than %(years)s years older, that of"
            " %(state)s on one of %(day)s.",
            "%(num)s of these rest on texts that are more than %(years)s years older, that of"
            " %(state)s, the oldest, on one of %(day)s.",
            len(old),
            years=count_words().old_text_years,
            state=country_name(old[0].jurisdiction),
            day=wording.date_in_words(text_state(old[0]) or ""),
        )


def state_names(cells: Sequence[Cell]) -> list[str]:
    """Return the names of the states of cells, in the page's language and its order."""
    return sorted(country_name(c.jurisdiction) for c in cells)
