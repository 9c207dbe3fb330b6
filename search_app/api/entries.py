"""The lists that no page has as data of its own: jurisdictions, provisions, events, sources."""

from __future__ import annotations

from corpus.library import Knowledge
from corpus.model import Event, Jurisdiction, Source
from corpus.store import Library
from search_app.api.collections import Window
from search_app.api.models import (
    CountryEntry,
    CountryParameter,
    EventEntry,
    ProvisionEntry,
    SourceEntry,
)
from search_app.changes import changed_places, with_tags
from search_app.compare import resolve
from search_app.contract.cells import citation_data
from search_app.contract.changes import ChangesParameters, change_data
from search_app.contract.provision import provision_text_data
from search_app.provisions import ProvisionRecord
from search_app.web.changes import changed, meets
from search_app.web.site import knowledge, provisions, public_url, site


def countries(asked: CountryParameter) -> list[Jurisdiction]:
    """Return the jurisdictions asked for, in the order of the corpus."""
    return [j for j in knowledge().jurisdictions.values() if _wanted(asked, j.code)]


def country_entry(jurisdiction: Jurisdiction) -> CountryEntry:
    """Return a jurisdiction as an entry."""
    return CountryEntry(
        code=jurisdiction.code,
        name=jurisdiction.name,
        languages=jurisdiction.languages,
        portal=jurisdiction.portal,
        note=jurisdiction.note,
        url=f"/country/{jurisdiction.code}",
    )


def provision_window(asked: CountryParameter, start: int, limit: int) -> Window:
    """Return provisions in the order of their ids: those held, and those only cited."""
    names = [name for name in provision_ids() if _wanted(asked, name.partition("-")[0])]
    records = provisions().several(names[start : start + limit])
    return Window(len(names), map(_provision_entry, records))


def provision_ids() -> list[str]:
    """Return the ids of all provisions that are held or that the knowledge names, sorted."""
    known = set(provisions().ids())
    path = site().library
    if path is not None:
        with Library(path, readonly=True) as library:
            known.update(library.current_ids())
    return sorted(known)


def _provision_entry(record: ProvisionRecord) -> ProvisionEntry:
    return ProvisionEntry(
        id=record.id,
        country=record.jurisdiction.code,
        act=record.act,
        number=record.number,
        cited_as=record.cited_as,
        concepts=record.concepts,
        buyer_liable=record.buyer_liable,
        official_url=record.official.url,
        official_act_url=record.official.act_url,
        official_reach=record.official.reach,
        text=provision_text_data(record.stored) if record.stored else None,
        url=f"/provision/{record.id}",
    )


def change_window(asked: ChangesParameters, start: int, limit: int) -> Window:
    """Return changed provisions; tags are read of those of the window where no tag is asked for."""
    path, base = site().library, public_url("")
    if path is None or asked.concept or asked.question or asked.tagged:
        changes = changed(asked)
        return Window(
            len(changes), (change_data(one, base) for one in changes[start : start + limit])
        )
    with Library(path, readonly=True) as library:
        places = [one for one in changed_places(knowledge(), library) if meets(asked, one)]
        shown = [with_tags(one, library) for one in places[start : start + limit]]
    return Window(len(places), (change_data(one, base) for one in shown))


def events(asked: CountryParameter) -> list[tuple[Jurisdiction, Event]]:
    """Return the dated changes of the law, newest first."""
    every = [(j, event) for j in countries(asked) for event in j.events]
    return sorted(every, key=lambda pair: (pair[1].date, pair[0].code), reverse=True)


def event_entry(pair: tuple[Jurisdiction, Event]) -> EventEntry:
    """Return a dated change as an entry."""
    jurisdiction, event = pair
    same = {name: value for name, value in event if name != "citations"}
    return EventEntry(
        **same,
        country=jurisdiction.code,
        citations=tuple(citation_data(resolve(jurisdiction, c)) for c in event.citations),
        url=f"/country/{jurisdiction.code}",
    )


def sources(asked: CountryParameter) -> list[tuple[str | None, Source]]:
    """Return the sources of the jurisdictions asked for, then those of the policy layer."""
    own: list[tuple[str | None, Source]] = [
        (j.code, source) for j in countries(asked) for source in j.sources
    ]
    shared = () if asked.country else _shared(knowledge())
    return own + [(None, source) for source in shared]


def _shared(known: Knowledge) -> tuple[Source, ...]:
    return tuple(known.policy.sources.values())


def source_entry(pair: tuple[str | None, Source]) -> SourceEntry:
    """Return a source as an entry."""
    code, source = pair
    same = {name: value for name, value in source if name != "url"}
    return SourceEntry(
        **same,
        country=code,
        official_url=str(source.url) if source.url else None,
        url=f"/country/{code}" if code else "/policy",
    )


def _wanted(asked: CountryParameter, code: str) -> bool:
    return not asked.country or code in asked.country
