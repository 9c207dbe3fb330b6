"""The contract of copies: what kind of text a held version is, and where it came from.

A model that mixes in `CopyData` names it first among its bases: the fields of the later bases come
before those of the earlier ones.
"""

from __future__ import annotations

from typing import Any

from pydantic import Field

from corpus.store import StoredProvision, StoredVersion
from search_app.contract.base import Data
from search_app.contract.fields import InstrumentId, LanguageCode, Note, OfficialUrl, PartialDay


class CopyData(Data):
    """What kind of text a copy is, and where it came from."""

    extent: str = Field(description="`whole` or `excerpt`; empty: not recorded.")
    force: str = Field(description="Whether the text was in force on its date.")
    form: str = Field(description="Whether later changes are worked in; empty: not recorded.")
    origin: str = Field(description="Where the copy came from.")
    licence: str = Field(description="Licence of the copy.")
    note: Note
    obtained: str = Field(description="`retrieved` from the publisher, or `imported`.")
    obtained_at: str = Field(description="When it was obtained.")
    current: bool = Field(description="Whether no held text is nearer to the law in force.")


class _ProvisionVersion(Data):
    as_of: PartialDay | None
    status: str = Field(description="State of the text, in the words of its source.")
    content_hash: str = Field(description="SHA-256 of the version's provisions.")


class ProvisionVersionData(CopyData, _ProvisionVersion):
    """A version of a provision that is held."""


class _HeldVersion(Data):
    instrument: InstrumentId
    language: LanguageCode
    as_of: PartialDay | None
    status: str = Field(description="State of the text, in the words of its source.")
    source_url: OfficialUrl
    content_hash: str = Field(description="SHA-256 of its provisions.")


class HeldVersionData(CopyData, _HeldVersion):
    """A version of an instrument that is held."""


def copy_values(stored: StoredProvision | StoredVersion) -> dict[str, Any]:
    """Return the values of `CopyData` for a stored text."""
    copy = stored.copy
    return {
        "extent": copy.extent,
        "force": copy.force,
        "form": copy.form,
        "origin": copy.origin,
        "licence": copy.licence,
        "note": copy.note,
        "obtained": copy.obtained,
        "obtained_at": stored.retrieved_at,
        "current": copy.current,
    }


def held_version_data(stored: StoredVersion) -> HeldVersionData:
    """Return a version that is held."""
    return HeldVersionData(
        instrument=stored.instrument,
        language=stored.language,
        as_of=stored.as_of,
        status=stored.status,
        source_url=stored.source_url,
        content_hash=stored.content_hash,
        **copy_values(stored),
    )
