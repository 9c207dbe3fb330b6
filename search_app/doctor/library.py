"""The library: whether it opens, is sound, and is tagged by this version of the tagger."""

from __future__ import annotations

from collections.abc import Iterator

import nlp
from corpus.integrity import examine
from corpus.store import Library
from search_app.doctor.symptom import Symptom
from search_app.paths import DataFolder

_COLLECT = "run 'demandside import' or 'demandside crawl'"


def look_at_library(folder: DataFolder) -> Iterator[Symptom]:
    """Report whether the library is sound, how much is in it, and what is not tagged.

    Raises:
        LibraryError: it cannot be opened, or is damaged.
    """
    path = folder.library
    if not path.exists():
        said = f"{path} is not there: no texts were collected"
        yield Symptom("library", "warning", said, _COLLECT)
        return
    examine(path, lambda *_: None)
    with Library(path, readonly=True) as library:
        counts = library.counts()
        tagger = nlp.fingerprint()
        untagged = library.count_untagged(tagger)
    held = ", ".join(f"{count} {name}" for name, count in counts.items())
    yield Symptom("library", "ok", f"whole: {held}")
    said = f"{untagged} current provisions were not seen by this tagger ({tagger})"
    if untagged:
        yield Symptom("tags", "warning", said, "run 'demandside build'")
    else:
        yield Symptom("tags", "ok", said)
