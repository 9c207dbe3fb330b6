"""Provisions that newer texts changed, with their concepts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from corpus.evidence import Change
from corpus.library import Knowledge
from corpus.replacing import Replaced
from corpus.store import Library, public_id

_OF_THE_LAW = ("newer", "amended")


@dataclass(frozen=True)
class ChangedProvision:
    """One provision that a newer text added, removed or changed.

    `concepts` are those of its current text, or of its last one when it was removed; empty when it
    was not tagged yet. `id` is its address on the site.
    """

    seen_at: str
    country: str
    instrument: str
    number: str
    what: Literal["added", "removed", "changed"]
    id: str
    concepts: tuple[str, ...]
    buyer_liable: bool


def changed_provisions(
    knowledge: Knowledge, library: Library, *, tagged_only: bool = False
) -> Iterator[ChangedProvision]:
    """Yield changed provisions, newest change first; with `tagged_only`, those with concepts."""
    for change in changed_places(knowledge, library):
        found = with_tags(change, library)
        if found.concepts or not tagged_only:
            yield found


def changed_places(knowledge: Knowledge, library: Library) -> Iterator[ChangedProvision]:
    """Yield changed provisions, newest change first, without what the tagger says of them.

    Where a copy was only replaced by a fuller, smaller or older one, the law did not change, and
    none is yielded.
    """
    for replaced in replaced_texts(knowledge, library):
        if replaced.copies is None or replaced.copies.by in _OF_THE_LAW:
            yield from replaced.provisions


@dataclass(frozen=True)
class ReplacedText:
    """A text that another one replaced, with the provisions in which they differ, without tags.

    `copies` is None where the library no longer has both.
    """

    instrument: str
    seen_at: str
    provisions: tuple[ChangedProvision, ...]
    copies: Replaced | None


def replaced_texts(knowledge: Knowledge, library: Library) -> Iterator[ReplacedText]:
    """Yield the texts of known jurisdictions that another one replaced, the newest change first."""
    country_of = {instrument: country for instrument, country, _ in library.instruments()}
    for change in library.changes():
        country = country_of.get(change.instrument)
        if country is not None and country in knowledge.jurisdictions:
            provisions = tuple(_of(change, country))
            yield ReplacedText(change.instrument, change.seen_at, provisions, change.copies)


def with_tags(change: ChangedProvision, library: Library) -> ChangedProvision:
    """Return a changed provision with its concepts."""
    stored = library.provision(change.id)
    tags = stored.tags if stored else None
    if tags is None:
        return change
    return replace(change, concepts=tags.concepts, buyer_liable=tags.buyer_liable)


def _of(change: Change, country: str) -> Iterator[ChangedProvision]:
    kinds: tuple[tuple[Literal["added", "removed", "changed"], tuple[str, ...]], ...] = (
        ("changed", change.changed),
        ("added", change.added),
        ("removed", change.removed),
    )
    for what, numbers in kinds:
        for number in numbers:
            yield ChangedProvision(
                seen_at=change.seen_at,
                country=country,
                instrument=change.instrument,
                number=number,
                what=what,
                id=public_id(change.instrument, number, change.language, country),
                concepts=(),
                buyer_liable=False,
            )
