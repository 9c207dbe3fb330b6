"""The provisions that answers cite and the acts that were searched, with addresses, for paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.model import Instrument, Jurisdiction
from search_app.compare import Cell


@dataclass(frozen=True)
class ListedPlace:
    """A provision as it is labelled in the table, or the title of an act that was searched.

    `provision` is the id of its page; empty for an act.
    """

    label: str
    provision: str
    language: str


@dataclass(frozen=True)
class ListedAddress:
    """An official address with the places that it leads to."""

    url: str
    places: tuple[ListedPlace, ...]
    searched: bool = False


@dataclass(frozen=True)
class ListedState:
    """A state: the acts whose short forms stand in its labels, and its addresses."""

    jurisdiction: Jurisdiction
    acts: tuple[Instrument, ...]
    addresses: tuple[ListedAddress, ...]


def listed_states(rows: Iterable[Sequence[Cell]]) -> tuple[ListedState, ...]:
    """Return what the cells of each row cite or rest on, each address once; a row is a state."""
    states = (_state(row) for row in rows if row)
    return tuple(state for state in states if state.addresses)


def _state(row: Sequence[Cell]) -> ListedState:
    place = row[0].jurisdiction
    known = {act.id: act for act in place.instruments}
    searched = [known[name] for name in dict.fromkeys(_searched(row)) if name in known]
    cited = dict.fromkeys(c.citation.instrument for cell in row for c in cell.citations)
    acts = [known[name] for name in cited if name in known]
    short = tuple(act for act in dict.fromkeys([*acts, *searched]) if act.short)
    addresses = (*_cited(row, known), *map(_searched_act, searched))
    return ListedState(place, short, addresses)


def _cited(row: Sequence[Cell], known: dict[str, Instrument]) -> Iterator[ListedAddress]:
    by_url: dict[str, dict[ListedPlace, None]] = {}
    for cell in row:
        for cited in cell.citations:
            act = known[cited.citation.instrument]
            place = ListedPlace(cited.label, cited.provision_id, act.language)
            by_url.setdefault(cited.official_url, {})[place] = None
    for url, places in by_url.items():
        yield ListedAddress(url, tuple(places))


def _searched(row: Sequence[Cell]) -> Iterator[str]:
    """Yield the acts that were searched for what was not found."""
    for cell in row:
        if cell.status.id == "none" and cell.facts:
            for absence in cell.facts.absences:
                yield from (text.instrument for text in absence.searched)


def _searched_act(act: Instrument) -> ListedAddress:
    place = ListedPlace(act.short or act.title, "", act.language)
    return ListedAddress(str(act.url), (place,), searched=True)
