"""The contract of `/provision/<id>`: a provision with its text, tags, versions and citations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Annotated

from pydantic import Field

from corpus.model import Instrument, Rendering
from corpus.periods import ProvisionHistory
from corpus.store import StoredProvision
from corpus.texts import ProvisionTags
from search_app.contract.base import Data, Sparse
from search_app.contract.cells import CellData, cell_data
from search_app.contract.copies import CopyData, ProvisionVersionData, copy_values
from search_app.contract.fields import (
    Code,
    ConceptIds,
    LanguageCode,
    OfficialActUrl,
    OfficialPlaceUrl,
    OfficialReach,
    OfficialUrl,
    PagePath,
    PartialDay,
)
from search_app.contract.wordings import (
    WordingData,
    WordingOnDayData,
    wording_on_day_data,
    wordings_data,
)
from search_app.index.query import Hit
from search_app.provisions import ProvisionRecord


class _Text(Data):
    number: str = Field(description="Number of the provision in normal form.")
    heading: str = Field(description="The heading as it stands.")
    rubric: str = Field(description="The rubric; empty: it has none.")
    context: tuple[str, ...] = Field(description="Headings above it, the outermost first.")
    text: str = Field(description="The original text.")
    language: LanguageCode
    as_of: PartialDay | None
    status: str = Field(description="State of the text, in the words of its source.")
    source_url: OfficialUrl
    retrieved_at: str | None = Field(
        description="When it was retrieved from the publisher; null: it was imported."
    )
    content_hash: str = Field(description="SHA-256 of the version's provisions.")


class _CopiedText(CopyData, _Text):
    """The text with the copy that it stands in."""


class ProvisionTextData(_CopiedText):
    """The text of a provision as it is held, with what the tagger says of it."""

    tags: Annotated[ProvisionTags, Sparse] | None = Field(
        description="Concepts and penalty with the ranges of text that show them."
    )


class SimilarData(Data):
    """The nearest provision of another country."""

    country: Code
    concepts: ConceptIds
    url: PagePath


class ProvisionData(Data):
    """All that is known of a provision."""

    id: str = Field(description="Id of the provision.")
    country: Code
    act: str = Field(description="Title of the instrument in its own language.")
    number: str = Field(description="Number of the provision, as lawyers of the state cite it.")
    cited_as: str = Field(description="The citation in full.")
    official_url: OfficialPlaceUrl
    official_act_url: OfficialActUrl
    official_reach: OfficialReach
    instrument: Instrument | None
    text: ProvisionTextData | None = Field(description="The text; null: none is held.")
    rendering: Rendering | None = Field(description="Our own English rendering.")
    versions: tuple[ProvisionVersionData, ...] = Field(description="Versions held, newest first.")
    history: tuple[WordingData, ...] = Field(
        description="Its wordings in the order of time, the newest first."
    )
    wording: WordingOnDayData | None = Field(description="The wording of `as_of`, if one is asked.")
    similar: tuple[SimilarData, ...]
    cited_in: tuple[CellData, ...] = Field(description="The periods of answers that cite it.")
    obligations: tuple[str, ...] = Field(description="Paths of the obligations that it states.")
    url: PagePath


def provision_data(
    record: ProvisionRecord,
    similar: Iterable[Hit],
    history: ProvisionHistory,
    as_of: dt.date | None,
) -> ProvisionData:
    """Return a provision with its history and with those of other countries that are like it."""
    return ProvisionData(
        id=record.id,
        country=record.jurisdiction.code,
        act=record.act,
        number=record.number,
        cited_as=record.cited_as,
        official_url=record.official.url,
        official_act_url=record.official.act_url,
        official_reach=record.official.reach,
        instrument=record.instrument,
        text=provision_text_data(record.stored) if record.stored else None,
        rendering=record.rendering,
        versions=tuple(map(_version, record.versions)),
        history=wordings_data(history),
        wording=wording_on_day_data(history.on(as_of)) if as_of else None,
        similar=tuple(map(_similar, similar)),
        cited_in=tuple(map(cell_data, record.cited_in)),
        obligations=tuple(f"/eu/{obligation.id}" for obligation in record.obligations),
        url=f"/provision/{record.id}",
    )


def provision_text_data(stored: StoredProvision) -> ProvisionTextData:
    """Return the text of a provision as it is held."""
    return ProvisionTextData(
        **stored.provision.model_dump(exclude={"portal_id"}),
        language=stored.language,
        as_of=stored.as_of,
        status=stored.status,
        source_url=stored.source_url,
        retrieved_at=stored.retrieved_at if stored.copy.retrieved else None,
        content_hash=stored.content_hash,
        **copy_values(stored),
        tags=stored.tags,
    )


def _version(stored: StoredProvision) -> ProvisionVersionData:
    return ProvisionVersionData(
        as_of=stored.as_of,
        status=stored.status,
        content_hash=stored.content_hash,
        **copy_values(stored),
    )


def _similar(hit: Hit) -> SimilarData:
    return SimilarData(country=hit.country, concepts=hit.concepts, url=f"/provision/{hit.id}")
