"""One provision and all that is known of it: text, own rendering, answers that cite it.

An id of `/provision/<id>` resolves when the library holds the text, or when the curated knowledge
renders or cites it, or coded law was read in it; so no citation and no reading leads nowhere.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from corpus.addresses import OfficialAddress, official_address
from corpus.layout import plain_superscripts
from corpus.library import Knowledge, known_from
from corpus.model import Citation, Instrument, Jurisdiction, Rendering
from corpus.numbers import citing_number
from corpus.periods import ProvisionHistory, provision_history
from corpus.policy import Obligation
from corpus.store import Library, StoredProvision
from search_app.compare import Cell, CitedProvision, cell_of, resolve
from search_app.textkinds import KindsRead, as_read, kinds_read


@dataclass(frozen=True)
class ProvisionRecord:
    """A provision as far as it is known. Without `stored`, its original text is not held.

    `number` is the number as the law is cited (`6 kap. 11 §`); `cited_in` are the periods of
    answers that cite it; `obligations` what it asks of the states, when it is Union law;
    `versions` every stored version, newest first.
    """

    id: str
    jurisdiction: Jurisdiction
    instrument: Instrument | None
    number: str
    stored: StoredProvision | None = None
    rendering: Rendering | None = None
    cited_in: tuple[Cell, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    versions: tuple[StoredProvision, ...] = ()

    @property
    def act(self) -> str:
        """The name of the instrument, in its own language."""
        if self.instrument:
            return self.instrument.title
        return self.stored.instrument_title if self.stored else self.id

    @property
    def cited_as(self) -> str:
        """The provision as national lawyers cite it, act first."""
        return f"{(self.instrument and self.instrument.short) or self.act}, {self.number}"

    @property
    def concepts(self) -> tuple[str, ...]:
        """Its concepts: those of the curated rendering, or else those of the tagger."""
        if self.rendering:
            return self.rendering.concepts
        return self.stored.tags.concepts if self.stored and self.stored.tags else ()

    @property
    def buyer_liable(self) -> bool:
        """Whether it makes a buyer liable, from the same source as `concepts`."""
        if self.rendering:
            return self.rendering.buyer_liable
        return bool(self.stored and self.stored.tags and self.stored.tags.buyer_liable)

    @property
    def official(self) -> OfficialAddress:
        """The official address; without a curated instrument, what the text held names as such."""
        held = self.stored.source_url if self.stored else ""
        act_url = str(self.instrument.url) if self.instrument else held
        own = self.stored.provision.portal_id if self.stored else ""
        return official_address(self.jurisdiction.code, act_url, self.number, own)

    @property
    def official_url(self) -> str:
        """The official address of the provision where it is proved, or else of its act."""
        return self.official.url


class Provisions:
    """Finds provisions by id. The knowledge is indexed by provision once, on first use."""

    def __init__(self, knowledge: Knowledge, library: Path | None) -> None:
        self._knowledge = knowledge
        self._library = library

    @cached_property
    def _curated(self) -> Mapping[str, ProvisionRecord]:
        return _Curated(self._knowledge).records

    @cached_property
    def _read(self) -> KindsRead:
        return kinds_read(self._knowledge)

    def find(self, public_id: str) -> ProvisionRecord | None:
        """Return what is known of a provision; None if nothing is.

        Raises:
            LibraryError: the library file cannot be read.
        """
        name = self._moved.get(public_id, public_id)
        curated = self._curated.get(name)
        versions = self._versions(name)
        if not versions:
            return curated
        stored = versions[0]
        if curated is None:
            curated = self._uncurated(stored)
        return replace(curated, stored=stored, versions=versions) if curated else None

    @cached_property
    def _moved(self) -> Mapping[str, str]:
        """Ids that ended in a dot, as those of provisions without a number once did."""
        bare = [
            record
            for record in reversed(tuple(self._curated.values()))
            if record.instrument and not citing_number(record.number, record.jurisdiction.code)
        ]
        return {f"{r.instrument.id}.": r.id for r in bare if r.instrument}

    def history(self, record: ProvisionRecord) -> ProvisionHistory:
        """Return what a provision said in the course of time, as far as texts of it are held.

        Raises:
            LibraryError: the library file cannot be read.
        """
        if self._library is None:
            return ProvisionHistory()
        with Library(self._library, readonly=True) as library:
            return provision_history(library.wordings(record.id), record.versions)

    def several(self, public_ids: Sequence[str]) -> Iterator[ProvisionRecord]:
        """Yield what is known of provisions, each with its current text only.

        Raises:
            LibraryError: the library file cannot be read.
        """
        stored = self._current(public_ids)
        for public_id in public_ids:
            text, curated = stored.get(public_id), self._curated.get(public_id)
            if curated is not None:
                yield replace(curated, stored=text)
            elif text is not None and (record := self._uncurated(text)) is not None:
                yield replace(record, stored=text)

    def in_languages(self, instrument: str, numbers: Collection[str]) -> list[StoredProvision]:
        """Return the current texts of provisions of an instrument, in every language held.

        Raises:
            LibraryError: the library file cannot be read.
        """
        if self._library is None:
            return []
        with Library(self._library, readonly=True) as library:
            return library.in_languages(instrument, numbers)

    def _current(self, public_ids: Sequence[str]) -> dict[str, StoredProvision]:
        if self._library is None:
            return {}
        with Library(self._library, readonly=True) as library:
            held = library.named(public_ids)
        return {name: as_read(stored, self._read) for name, stored in held.items()}

    def ids(self) -> tuple[str, ...]:
        """Return the ids of provisions that the knowledge names."""
        return tuple(self._curated)

    def _versions(self, public_id: str) -> tuple[StoredProvision, ...]:
        if self._library is None:
            return ()
        with Library(self._library, readonly=True) as library:
            first = library.provision(public_id)
            others = library.versions(public_id) if first else []
        versions = (first, *(v for v in others if v.row != first.row)) if first else ()
        return tuple(as_read(version, self._read) for version in versions)

    def _uncurated(self, stored: StoredProvision) -> ProvisionRecord | None:
        jurisdiction = self._knowledge.jurisdictions.get(stored.country)
        if jurisdiction is None:
            return None
        instrument = _instrument(jurisdiction, stored.instrument)
        number = display_heading(stored.provision.heading)
        return ProvisionRecord(stored.id, jurisdiction, instrument, number)


class _Curated:
    """Indexes the knowledge by provision."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.records: dict[str, ProvisionRecord] = {}
        for jurisdiction in knowledge.jurisdictions.values():
            for cited, found in _citations(knowledge, jurisdiction):
                self._add_citation(jurisdiction, cited, found)
            for rendering in jurisdiction.renderings:
                self._add_rendering(jurisdiction, rendering)
            for cited in _readings(knowledge, jurisdiction):
                self._add_citation(jurisdiction, cited, None)
        for jurisdiction, place in _union_places(knowledge):
            self._add_citation(jurisdiction, resolve(jurisdiction, place), None)
        self._add_obligations(knowledge)

    def _add_citation(
        self, jurisdiction: Jurisdiction, cited: CitedProvision, found: Cell | None
    ) -> None:
        record = self.records.get(cited.provision_id) or ProvisionRecord(
            id=cited.provision_id,
            jurisdiction=jurisdiction,
            instrument=_instrument(jurisdiction, cited.citation.instrument),
            number=cited.citation.provision,
        )
        cells = (*record.cited_in, found) if found else record.cited_in
        self.records[record.id] = replace(record, cited_in=cells)

    def _add_obligations(self, knowledge: Knowledge) -> None:
        union = knowledge.jurisdictions.get("eu")
        if union is None:
            return
        for duty in knowledge.policy.obligations:
            place = Citation(instrument=duty.instrument, provision=duty.provision)
            cited = resolve(union, place)
            self._add_citation(union, cited, None)
            record = self.records[cited.provision_id]
            self.records[record.id] = replace(record, obligations=(*record.obligations, duty))

    def _add_rendering(self, jurisdiction: Jurisdiction, rendering: Rendering) -> None:
        place = Citation(instrument=rendering.instrument, provision=rendering.provision)
        cited = resolve(jurisdiction, place)
        self._add_citation(jurisdiction, cited, None)
        record = self.records[cited.provision_id]
        self.records[record.id] = replace(record, rendering=rendering, number=rendering.provision)


def display_heading(heading: str) -> str:
    """Return a heading of a stored provision without Markdown marks."""
    return plain_superscripts(heading).replace("*", "").replace("_", "").strip()


def _citations(
    knowledge: Knowledge, jurisdiction: Jurisdiction
) -> Iterator[tuple[CitedProvision, Cell | None]]:
    for question, answers in jurisdiction.answers.items():
        for answer in reversed(answers):
            found = cell_of(
                knowledge, jurisdiction, knowledge.questions[question], answer, known_from(answer)
            )
            for cited in found.citations:
                yield cited, found
    for event in jurisdiction.events:
        for citation in event.citations:
            yield resolve(jurisdiction, citation), None


def _readings(knowledge: Knowledge, jurisdiction: Jurisdiction) -> Iterator[CitedProvision]:
    """Yield the provisions that were read for the coded law of a state."""
    state = knowledge.coded.get(jurisdiction.code)
    if state is None:
        return
    acts = {instrument.id for instrument in jurisdiction.instruments}
    for record in (*state.offences, *state.schemes, *state.rules.values()):
        for version in record.versions:
            for reading in version.readings:
                if reading.instrument in acts:
                    place = Citation(instrument=reading.instrument, provision=reading.provision)
                    yield resolve(jurisdiction, place)


def _union_places(knowledge: Knowledge) -> Iterator[tuple[Jurisdiction, Citation]]:
    """Yield the provisions that name a directive or an article of Union law."""
    held = knowledge.transposition
    for counterpart in held.counterparts:
        if counterpart.where:
            yield knowledge.jurisdictions[counterpart.state], counterpart.where
    for statement in held.statements:
        yield knowledge.jurisdictions[statement.country], statement.where


def _instrument(jurisdiction: Jurisdiction, name: str) -> Instrument | None:
    return next((i for i in jurisdiction.instruments if i.id == name), None)
