"""What goes into the index: one document per provision, from the library and the renderings."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from corpus.library import Knowledge
from corpus.model import Instrument, Jurisdiction, Rendering
from corpus.numbers import citing_number
from corpus.store import Library, StoredProvision, public_id

RENDERING_LANGUAGE = "en"


@dataclass(frozen=True)
class Document:
    """One provision as both engines index and show it.

    `text` is empty when only the rendering is held. `cited_for` names the concepts for which an
    answer of the knowledge base cites the provision.
    """

    id: str
    country: str
    instrument: str
    instrument_title: str
    number: str
    heading: str
    title: str
    text: str
    language: str
    kind: str
    as_of: str | None
    concepts: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    buyer_liable: bool = False
    cited_for: tuple[str, ...] = ()
    rendering_heading: str = ""
    rendering: str = ""

    @property
    def is_rendering(self) -> bool:
        """Whether only the rendering is held."""
        return not self.text

    @property
    def day(self) -> int:
        """The state of the text as a number that sorts (20260416), 0 when it is not known."""
        return int((self.as_of or "0").replace("-", "").ljust(8, "0"))

    @property
    def fingerprint(self) -> str:
        """A hash of everything that the index holds of the document."""
        packed = json.dumps(self.as_dict(), ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(packed.encode()).hexdigest()[:32]

    def as_dict(self) -> dict[str, object]:
        """Return the document as plain values."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Document:
        """Return the document of such values; lists become tuples."""
        values: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value for key, value in data.items()
        }
        return cls(**values)


@dataclass(frozen=True)
class _Curated:
    rendering: dict[str, Rendering] = field(default_factory=dict)
    cited: dict[str, set[str]] = field(default_factory=dict)


def documents(knowledge: Knowledge, library: Library | None) -> Iterator[Document]:
    """Yield all documents: stored provisions, then renderings whose original is not held."""
    curated = _curated(knowledge)
    titles = {instrument.id: instrument for _, instrument in knowledge.instruments()}
    held: set[str] = set()
    if library is not None:
        for stored in library.provisions():
            held.add(stored.id)
            yield _from_library(stored, titles, curated)
    for jurisdiction in knowledge.jurisdictions.values():
        for rendering in jurisdiction.renderings:
            name = _id(jurisdiction, rendering.instrument, rendering.provision)
            if name not in held:
                held.add(name)
                yield _from_rendering(name, jurisdiction, rendering, titles, curated)


def _id(jurisdiction: Jurisdiction, instrument: str, provision: str) -> str:
    language = next(i.language for i in jurisdiction.instruments if i.id == instrument)
    number = citing_number(provision, jurisdiction.code) or ""
    return public_id(instrument, number, language, jurisdiction.code)


def _curated(knowledge: Knowledge) -> _Curated:
    found = _Curated()
    for jurisdiction in knowledge.jurisdictions.values():
        for rendering in jurisdiction.renderings:
            name = _id(jurisdiction, rendering.instrument, rendering.provision)
            found.rendering[name] = rendering
        for question, answers in jurisdiction.answers.items():
            concept = knowledge.questions[question].concept
            for answer in answers:
                if answer.until is not None or answer.status == "none":
                    continue
                for cited in answer.citations:
                    name = _id(jurisdiction, cited.instrument, cited.provision)
                    found.cited.setdefault(name, set()).add(concept)
    return found


def _from_library(
    stored: StoredProvision, titles: Mapping[str, Instrument], curated: _Curated
) -> Document:
    provision, tags = stored.provision, stored.tags
    known = titles.get(stored.instrument)
    rendering = curated.rendering.get(stored.id)
    above = " ".join((*provision.context, provision.heading, provision.rubric))
    return Document(
        id=stored.id,
        country=stored.country,
        instrument=stored.instrument,
        instrument_title=known.title if known else stored.instrument_title,
        number=provision.number,
        heading=provision.heading,
        title=f"{known.short or known.title} {above}" if known else above,
        text=provision.text or provision.heading,
        language=stored.language,
        kind=known.kind if known else stored.kind,
        as_of=stored.as_of,
        concepts=tags.concepts if tags else (),
        actors=tuple(sorted({tag.actor for tag in tags.tags})) if tags else (),
        buyer_liable=tags.buyer_liable if tags else False,
        cited_for=tuple(sorted(curated.cited.get(stored.id, ()))),
        rendering_heading=rendering.heading if rendering else "",
        rendering=rendering.text if rendering else "",
    )


def _from_rendering(
    name: str,
    jurisdiction: Jurisdiction,
    rendering: Rendering,
    titles: Mapping[str, Instrument],
    curated: _Curated,
) -> Document:
    instrument = titles[rendering.instrument]
    return Document(
        id=name,
        country=jurisdiction.code,
        instrument=instrument.id,
        instrument_title=instrument.title,
        number=citing_number(rendering.provision, jurisdiction.code) or "",
        heading=rendering.provision,
        title=f"{instrument.short or instrument.title} {rendering.provision}",
        text="",
        language=RENDERING_LANGUAGE,
        kind=instrument.kind,
        as_of=rendering.state,
        concepts=tuple(sorted(rendering.concepts)),
        actors=("buyer",) if rendering.buyer_liable else (),
        buyer_liable=rendering.buyer_liable,
        cited_for=tuple(sorted(curated.cited.get(name, ()))),
        rendering_heading=rendering.heading,
        rendering=rendering.text,
    )
