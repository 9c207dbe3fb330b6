"""How a query was understood: each part in words, with the address of the search without it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace

from search_app.contract.search import UnderstoodPart
from search_app.index.query import SearchQuery, SearchResult
from search_app.labels import label
from search_app.understanding.parts import Part, PartKind
from search_app.web.facets import page_address
from search_app.web.part_words import part_label

FIRST: tuple[PartKind, ...] = (
    *("country", "instrument", "number", "phrase", "date", "question", "concept"),
)
"""What readers want to see at once; languages, actors, cues and words are folded away."""

_MOST_QUESTIONS = 2


@dataclass(frozen=True)
class PartView:
    """A part in words, and the address of the search without it (or with it again)."""

    kind: PartKind
    value: str
    title: str
    label: str
    address: str
    removed: bool = False

    def data(self) -> UnderstoodPart:
        """Return the part as data."""
        return UnderstoodPart(**asdict(self))


@dataclass(frozen=True)
class UnderstoodView:
    """The parts of a query as shown."""

    first: tuple[PartView, ...]
    more: tuple[PartView, ...]
    removed: tuple[PartView, ...]

    @property
    def everything(self) -> tuple[PartView, ...]:
        """All parts, the removed ones last."""
        return (*self.first, *self.more, *self.removed)


def understood_view(result: SearchResult) -> UnderstoodView:
    """Return what the page shows of how a query was understood."""
    query, understood = result.query, result.understood
    later = understood.of("question")[_MOST_QUESTIONS:]
    first = [part for part in understood.of(*FIRST) if part not in later]
    more = (*later, *understood.of("language", "actor", "cue", "word"))
    return UnderstoodView(
        first=tuple(_views(query, sorted(first, key=lambda p: FIRST.index(p.kind)))),
        more=tuple(_views(query, more)),
        removed=tuple(_views(query, understood.removed, removed=True)),
    )


def _views(
    query: SearchQuery, parts: Iterable[Part], *, removed: bool = False
) -> Iterable[PartView]:
    for part in parts:
        kept = tuple(key for key in query.removed if key != part.key)
        changed = replace(query, page=1, removed=kept if removed else (*kept, part.key))
        yield PartView(
            part.kind, part.value, label(part.kind, "query-part"), part_label(part),
            page_address(changed), removed,
        )  # fmt: skip
