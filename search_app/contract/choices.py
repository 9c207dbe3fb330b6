"""The closed lists that parameters name, each as a function of the scope of a request."""

from __future__ import annotations

from collections.abc import Collection

from corpus.official import official_languages
from search_app.contract.parameters import Names, Scope
from search_app.labels import ids
from search_app.languages import available


def jurisdiction_codes(scope: Scope) -> Collection[str]:
    """Return the codes of all jurisdictions."""
    return scope.knowledge.jurisdictions


def state_codes(scope: Scope) -> Collection[str]:
    """Return the codes of the member states."""
    return scope.knowledge.states


def place_codes(scope: Scope) -> Collection[str]:
    """Return `eu`, `coe` for the Council of Europe, and the codes of the member states."""
    return dict.fromkeys(("eu", "coe", *scope.knowledge.jurisdictions))


def question_ids(scope: Scope) -> Collection[str]:
    """Return the ids of the questions of the comparison."""
    return scope.knowledge.questions


def status_ids(scope: Scope) -> Collection[str]:
    """Return the ids of the statuses that a cell can have."""
    return scope.knowledge.statuses


def concept_ids(scope: Scope) -> Collection[str]:
    """Return the ids of the concepts of the taxonomy."""
    return scope.knowledge.concepts


def text_languages(scope: Scope) -> tuple[str, ...]:
    """Return the languages of texts: those of the jurisdictions, English, `xx` for not known."""
    known = {name for j in scope.knowledge.jurisdictions.values() for name in j.languages}
    return tuple(sorted(known | {"en", "xx"}))


def official_language_codes(_scope: Scope) -> Collection[str]:
    """Return the official languages of the Union."""
    return official_languages()


def interface_languages(_scope: Scope) -> Collection[str]:
    """Return the languages that the pages can be read in."""
    return available()


def label_ids(name: str) -> Names:
    """Return a closed list of `search_app/lists`, by its name."""
    return lambda _scope: ids(name)


def listed(*names: str) -> Names:
    """Return a closed list that is part of the program."""
    return lambda _scope: names
