"""What goes into the index: one document per provision, from the library and the renderings."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from corpus.library import Knowledge
from corpus.model import Instrument, Jurisdiction, Rendering
from corpus.numbers import provision_number
from corpus.store import Library, StoredProvision, public_id

RENDERING_LANGUAGE = "en"
# "eu-2011-36.18a.de", "eu-2011-36.18a.de.2"
_LANGUAGE = re.compile(r"^([^.]*\.[^.]*)(\.[a-z]{2,3})(\.\d+)?$")

TextRanges = tuple[tuple[int, int], ...]
"""Half-open ranges of a text."""


@dataclass(frozen=True)
class Document:
    """One provision as both engines index and show it.

    `text` is empty when only the rendering is held; `title` is what stands above it: chapter,
    heading, rubric. `cited_for` names the concepts for which an answer of the knowledge base cites
    the provision. `cues` says for each building block of the lexicons where it stands in the text
    (half-open ranges, the first few), or nowhere when only the heading has it. `extent`, `force`
    and `form` say what kind of text it is (`corpus.stored.TextCopy`), `origin` where the copy came
    from, and `obtained` how (`retrieved` or `imported`) with the day. `group` names the provision
    where it is in the index in several languages, each of which is a document; else it is empty.
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
    act_names: str = ""
    cues: Mapping[str, TextRanges] = field(default_factory=dict)
    extent: str = ""
    force: str = "unknown"
    form: str = ""
    origin: str = ""
    obtained: str = ""
    obtained_on: str = ""
    group: str = ""

    @property
    def is_rendering(self) -> bool:
        """Whether the library has the rendering only, not the original."""
        return not self.text

    @property
    def day(self) -> int:
        """The day of the text as a sortable number (20260416); 0 when it is not known."""
        return int((self.as_of or "0").replace("-", "").ljust(8, "0"))

    @property
    def fingerprint(self) -> str:
        """A hash of everything in the index about the document."""
        packed = json.dumps(self.as_dict(), ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(packed.encode()).hexdigest()[:32]

    def as_dict(self) -> dict[str, object]:
        """Return the document as plain values."""
        return dict(self.__dict__)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Document:
        """Return the document made of such values; lists become tuples."""
        values: dict[str, Any] = {
            k: tuple(v) if isinstance(v, list) else v for k, v in data.items()
        }
        cues = {cue: places_of(found) for cue, found in data.get("cues", {}).items()}
        return cls(**values | {"cues": cues})


@dataclass(frozen=True)
class _Curated:
    rendering: dict[str, Rendering] = field(default_factory=dict)
    cited: dict[str, set[str]] = field(default_factory=dict)


def places_of(found: Iterable[Iterable[int]]) -> TextRanges:
    """Return ranges read from JSON."""
    return tuple((start, end) for start, end in found)


def documents(knowledge: Knowledge, library: Library | None) -> Iterator[Document]:
    """Yield stored provisions, then renderings whose original is not in the library."""
    curated = _curated(knowledge)
    titles = {instrument.id: instrument for _, instrument in knowledge.instruments()}
    named = list(library.current_ids()) if library is not None else []
    groups = translated([*named, *_rendered(knowledge).difference(named)])
    held: set[str] = set()
    for found in _ungrouped(knowledge, library, curated, titles, held):
        base = without_language(found.id)
        yield replace(found, group=base) if base in groups else found


def _ungrouped(
    knowledge: Knowledge,
    library: Library | None,
    curated: _Curated,
    titles: Mapping[str, Instrument],
    held: set[str],
) -> Iterator[Document]:
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


def expected(knowledge: Knowledge, library: Library | None) -> int:
    """Count what `documents` would yield, without making it."""
    held = library.current_ids() if library is not None else []
    return len(held) + len(_rendered(knowledge).difference(held))


def _rendered(knowledge: Knowledge) -> set[str]:
    """Return the ids of all provisions that have an English rendering."""
    return {
        _id(jurisdiction, rendering.instrument, rendering.provision)
        for jurisdiction in knowledge.jurisdictions.values()
        for rendering in jurisdiction.renderings
    }


def without_language(name: str) -> str:
    """Return the id that a provision has in the first language of its jurisdiction.

    That of `eu-x.18a.de` is `eu-x.18a`, and that of `eu-x.18a.de.2` is `eu-x.18a.2`.
    """
    return _LANGUAGE.sub(r"\1\3", name, count=1)


def translated(names: Iterable[str]) -> frozenset[str]:
    """Return the provisions that ids name in more than one language, without the language."""
    kept = list(names)
    texts = Counter(base for name in kept if (base := without_language(name)) != name)
    texts.update(name for name in kept if name in texts)
    return frozenset(base for base, count in texts.items() if count > 1)


def _id(jurisdiction: Jurisdiction, instrument: str, provision: str) -> str:
    language = next(i.language for i in jurisdiction.instruments if i.id == instrument)
    number = provision_number(provision, jurisdiction.code)
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
        title=above,
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
        act_names=_names(known) if known else stored.instrument_title,
        cues=stored.cues,
        extent=stored.copy.extent,
        force=stored.copy.force,
        form=stored.copy.form,
        origin=stored.copy.origin,
        obtained=stored.copy.obtained,
        obtained_on=stored.retrieved_at[:10],
    )


def _names(instrument: Instrument) -> str:
    """The names of an instrument, one a line."""
    names = (instrument.short or "", instrument.title, instrument.title_en)
    return "\n".join(dict.fromkeys(filter(None, names)))


def _from_rendering(
    name: str,
    jurisdiction: Jurisdiction,
    rendering: Rendering,
    titles: Mapping[str, Instrument],
    curated: _Curated,
) -> Document:
    from nlp.tagger.cues import cues_of  # loads spaCy, which only who writes an index needs

    instrument = titles[rendering.instrument]
    return Document(
        id=name,
        country=jurisdiction.code,
        instrument=instrument.id,
        instrument_title=instrument.title,
        number=provision_number(rendering.provision, jurisdiction.code),
        heading=rendering.provision,
        title=rendering.provision,
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
        act_names=_names(instrument),
        cues=cues_of(rendering.text, RENDERING_LANGUAGE, rendering.heading),
    )
