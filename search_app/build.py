"""The main job: tag what the library holds, then build a new generation of the index."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import nlp
from corpus.instruments import adopt
from corpus.lemmas import prepare_lemmas
from corpus.library import Knowledge
from corpus.store import Library, StoredProvision
from corpus.texts import ProvisionTags, Version
from search_app.index.documents import Document, documents
from search_app.index.embedded import write_index
from search_app.index.generation import build_aside
from search_app.paths import DataFolder

Progress = Callable[[str, int, int], None]
"""Called with the step's name, how much of it is done and how much there is (0: unknown)."""


@dataclass(frozen=True)
class Built:
    """What a build did: provisions tagged anew, documents indexed, seconds per step."""

    tagged: int
    documents: int
    generation: str
    seconds: dict[str, float]


def build(
    folder: DataFolder,
    knowledge: Knowledge,
    progress: Progress,
    jobs: int = 1,
    *,
    anew: bool = False,
) -> Built:
    """Tag new provisions and build the index aside; the old index serves until the swap.

    Args:
        folder: the data folder.
        knowledge: the curated corpus.
        progress: told about each step.
        jobs: processes that tag.
        anew: tag everything again.

    Raises:
        GenerationError: the new index would be empty.
    """
    started = time.perf_counter()
    with Library(folder.library) as library:
        adopt(knowledge, library)
        prepare_languages(library.languages(), progress, jobs)
        tagged = tag_library(library, progress, jobs, anew=anew)
        tagging = time.perf_counter() - started
        total = library.counts()["provisions"]
        target, size = build_aside(
            folder.index,
            lambda aside: write_index(
                aside, _counted(documents(knowledge, library), total, progress)
            ),
        )
    seconds = {"tag": tagging, "index": time.perf_counter() - started - tagging}
    return Built(tagged, size, target.name, seconds)


def prepare_languages(languages: Sequence[str], progress: Progress, jobs: int) -> None:
    """Make the word lists of languages ready, which takes a while the first time only."""
    with ProcessPoolExecutor(max(1, jobs)) as pool:
        for done, _ in enumerate(pool.map(prepare_lemmas, languages), start=1):
            progress("words", done, len(languages))


def tag_library(library: Library, progress: Progress, jobs: int = 1, *, anew: bool = False) -> int:
    """Tag the provisions that this tagger has not seen; return how many.

    Each batch is stored in one transaction, so that a killed run goes on where it stopped.
    """
    tagger = fingerprint()
    waiting = list(library.untagged("" if anew else tagger))
    done = 0
    batches = [list(batch) for batch in batched_by_version(waiting)]
    for batch, tags in _tagged(batches, jobs):
        library.save_tags(tagger, zip((p.row for p in batch), tags, strict=True))
        done += len(batch)
        progress("tag", done, len(waiting))
    return done


def fingerprint() -> str:
    """Return a short hash of the tagger: its code, rules and lexicons."""
    digest = hashlib.sha256()
    home = Path(nlp.__file__).parent
    for path in sorted((*home.rglob("*.py"), *home.rglob("*.yaml"))):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def batched_by_version(waiting: list[StoredProvision]) -> Iterator[list[StoredProvision]]:
    """Cut provisions into batches of one text in one language, in stored order."""
    for _, group in groupby(waiting, key=lambda p: (p.instrument, p.language, p.content_hash)):
        yield list(group)


def _tagged(
    batches: list[list[StoredProvision]], jobs: int
) -> Iterator[tuple[list[StoredProvision], list[ProvisionTags]]]:
    if jobs <= 1:
        for batch in batches:
            yield batch, _tag_batch(batch)
        return
    with ProcessPoolExecutor(jobs) as pool:
        yield from zip(batches, pool.map(_tag_batch, batches), strict=True)


def _tag_batch(batch: list[StoredProvision]) -> list[ProvisionTags]:
    first = batch[0]
    version = Version.model_construct(
        country=first.country,
        identifier=first.instrument,
        title=first.instrument_title,
        language=first.language,
        as_of=first.as_of,
        source_url=first.source_url,
        kind=first.kind,
        status=first.status,
        provisions=tuple(p.provision for p in batch),
    )
    return nlp.tag_version(version)


def _counted(found: Iterator[Document], total: int, progress: Progress) -> Iterator[Document]:
    for count, document in enumerate(found, start=1):
        if count % 500 == 0:
            progress("index", count, total)
        yield document
