"""English texts of law that are official themselves, so that no rendering stands in for them.

Where English is an official language of a jurisdiction (the Union, Ireland, Malta), an English text
is a text of the law. What the editors wrote beside it is a summary, and is called so.
"""

from __future__ import annotations

from collections.abc import Callable

from corpus.model import Jurisdiction
from corpus.store import StoredProvision
from search_app.provisions import ProvisionRecord

ENGLISH = "en"


def is_english_official(jurisdiction: Jurisdiction) -> bool:
    """Return whether the law of a jurisdiction is published officially in English."""
    return ENGLISH in jurisdiction.languages


def official_english(
    record: ProvisionRecord, find: Callable[[str], ProvisionRecord | None]
) -> StoredProvision | None:
    """Return the official English text of a provision, None where it is not held or there is none.

    Args:
        record: what is known of the provision, in whatever language.
        find: looks a provision up by its id.
    """
    if not is_english_official(record.jurisdiction):
        return None
    if record.stored and record.stored.language == ENGLISH:
        return record.stored
    own = record.stored.language if record.stored else ""
    # the text in the first language of the jurisdiction has no language in its id
    names = (f"{record.id}.{ENGLISH}", record.id.removesuffix(f".{own}"))
    for name in names:
        other = find(name)
        if other and other.stored and other.stored.language == ENGLISH:
            return other.stored
    return None
