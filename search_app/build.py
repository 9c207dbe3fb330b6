"""The main job: tag the library, then build a new generation of the index."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from itertools import groupby
from pathlib import Path

import nlp
from corpus.instruments import adopt
from corpus.integrity import Progress
from corpus.lemmas import prepare_lemmas
from corpus.library import Knowledge
from corpus.store import Library, StoredProvision
from corpus.texts import Provision, ProvisionTags, Version
from nlp.tagger.cues import CuePlaces
from search_app.index.code import marked
from search_app.index.documents import RENDERING_LANGUAGE, Document, documents, expected
from search_app.index.embedded import layout
from search_app.index.generation import build_aside, is_made_from
from search_app.index.writing import write_index
from search_app.parallel import in_order, worker_pool
from search_app.paths import DataFolder
from search_app.release import files_hash
from search_app.understanding.lists import languages as understood
from search_app.understanding.ready import entries
from search_app.verification import renew

_LOADING = 5_000
"""Loading a language takes as long as tagging this many provisions."""


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
        progress: called with step, done and total.
        jobs: the number of processes that tag and prepare documents.
        anew: tag everything again.

    Raises:
        GenerationError: the new index would be empty.
        WorkerError: a worker process was killed.
    """
    started = time.perf_counter()
    with Library(folder.library) as library:
        adopt(knowledge, library)
        prepare_languages(searched_languages(knowledge, library), progress, jobs)
        tagged = tag_library(library, progress, jobs, anew=anew)
        tagging = time.perf_counter() - started
        renew(folder.findings, knowledge, library, progress)
        target, size = index_library(folder, knowledge, library, progress, jobs)
    seconds = {"tag": tagging, "index": time.perf_counter() - started - tagging}
    return Built(tagged, size, target.name, seconds)


def index_library(
    folder: DataFolder, knowledge: Knowledge, library: Library, progress: Progress, jobs: int = 1
) -> tuple[Path, int]:
    """Build a generation of the index aside and switch to it; return its folder and its size.

    Raises:
        GenerationError: the new index would be empty.
        WorkerError: a worker process was killed.
    """
    total = expected(knowledge, library)
    return build_aside(
        folder.index,
        lambda aside: write_index(
            aside, _counted(documents(knowledge, library), total, progress), jobs
        ),
        layout(),
        index_mark(library),
    )


def is_indexed(folder: DataFolder, library: Library) -> bool:
    """Return whether the current generation was made from this library and this corpus."""
    return is_made_from(folder.index, layout(), index_mark(library))


def index_mark(library: Library) -> str:
    """Return a mark of what an index is made from: program, corpus, tagger, texts and tags."""
    made_from = (version("demandside"), files_hash(), nlp.fingerprint(), library.mark())
    return marked(hashlib.sha256("\n".join(made_from).encode()).hexdigest())


def searched_languages(knowledge: Knowledge, library: Library) -> list[str]:
    """Return the languages of texts, renderings and labels, in which a search looks words up."""
    labels = {language for concept in knowledge.concepts.values() for language in concept.labels}
    return sorted({*library.languages(), RENDERING_LANGUAGE, *labels})


def prepare_languages(languages: Sequence[str], progress: Progress, jobs: int) -> None:
    """Prepare the word lists of languages, which takes a while the first time only.

    Readers' words are included, so that no process of a site prepares them during a search.
    """
    with worker_pool(max(1, jobs)) as pool:
        for done, _ in enumerate(pool.map(_prepare_language, languages), start=1):
            progress("words", done, len(languages))


def _prepare_language(language: str) -> None:
    prepare_lemmas(language)
    if language in understood():
        entries(language)


def tag_library(library: Library, progress: Progress, jobs: int = 1, *, anew: bool = False) -> int:
    """Tag the provisions that this version of the tagger has not seen; return their number.

    Each text is stored in one transaction, so a killed run resumes where it stopped.
    """
    tagger = nlp.fingerprint()
    seen = "" if anew else tagger
    total = library.count_untagged(seen)
    done = 0
    batches = map(_batch, batched_by_version(library.untagged(seen)))
    for batch, found in in_order(
        tag_batch,
        batches,
        jobs,
        kind=lambda b: b.language,
        size=lambda b: len(b.provisions),
        loading=_LOADING,
    ):
        library.save_tags(
            tagger, ((row, *each) for row, each in zip(batch.rows, found, strict=True))
        )
        done += len(batch.rows)
        progress("tag", done, total)
    return done


def batched_by_version(waiting: Iterable[StoredProvision]) -> Iterator[list[StoredProvision]]:
    """Cut provisions into batches of one text in one language, in stored order."""
    for _, group in groupby(waiting, key=lambda p: (p.instrument, p.language, p.content_hash)):
        yield list(group)


@dataclass(frozen=True)
class Batch:
    """A text to tag, in a form that is quick to send to another process."""

    language: str
    title: str
    rows: tuple[int, ...]
    provisions: tuple[tuple[str, str, str, tuple[str, ...], str], ...]


def _batch(stored: list[StoredProvision]) -> Batch:
    kept = [p.provision for p in stored]
    return Batch(
        language=stored[0].language,
        title=stored[0].instrument_title,
        rows=tuple(p.row for p in stored),
        provisions=tuple((p.number, p.heading, p.rubric, p.context, p.text) for p in kept),
    )


def tag_batch(batch: Batch) -> list[tuple[ProvisionTags, CuePlaces]]:
    """Return the tags and the cues of each provision of a batch, in its order."""
    text = Version.model_construct(
        country="", identifier="", title=batch.title, language=batch.language, as_of=None,
        source_url="",
        provisions=tuple(
            Provision.model_construct(
                number=number, heading=heading, rubric=rubric, context=context, text=text
            )
            for number, heading, rubric, context, text in batch.provisions
        ),
    )  # fmt: skip
    cues = (nlp.cues_of(p.text, text.language, nlp.heading_of(p)) for p in text.provisions)
    return list(zip(nlp.tag_version(text), cues, strict=True))


def _counted(found: Iterator[Document], total: int, progress: Progress) -> Iterator[Document]:
    for count, document in enumerate(found, start=1):
        if count % 500 == 0 or count == total:
            progress("index", count, total)
        yield document
