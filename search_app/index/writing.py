"""Writes a generation: several processes prepare entries; this one adds them in order."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, islice
from pathlib import Path
from typing import Any

import tantivy

from search_app.index.documents import Document
from search_app.index.embedded import opened, schema
from search_app.index.entries import IndexEntry, read_document
from search_app.index.shelf import NewShelf, packed
from search_app.index.vocabulary import GatheredWords, Vocabulary
from search_app.parallel import in_order

_HEAP = 256 * 1024 * 1024
_AT_ONCE = 250
_LOADING = 2_000
"""Loading the words of a language takes as long as preparing this many documents."""


@dataclass(frozen=True)
class _Batch:
    """Documents of one language with their places, and the run they belong to."""

    run: str
    language: str
    placed: tuple[tuple[int, Document], ...]


@dataclass(frozen=True)
class _Prepared:
    entries: list[IndexEntry]
    packed: list[str]
    words: GatheredWords


def write_index(folder: Path, documents: Iterable[Document], jobs: int = 1) -> int:
    """Write a new generation of documents into a folder; return how many there are.

    Args:
        folder: the new folder, which must not exist.
        documents: sorted by country.
        jobs: the number of processes that prepare them.
    """
    folder.mkdir(parents=True, exist_ok=False)
    index = opened(tantivy.Index(schema(), path=str(folder)))
    writer = index.writer(heap_size=_HEAP, num_threads=1)
    words = GatheredWords()
    groups = _Numbers()
    languages = _Numbers({"": 0})  # a provision that is held in one language has no group
    count = 0
    shelf = NewShelf(folder)
    batches = _batches(enumerate(documents, start=1), uuid.uuid4().hex)
    for batch, prepared in in_order(
        _prepare,
        batches,
        jobs,
        kind=lambda b: b.language,
        size=lambda b: len(b.placed),
        loading=_LOADING,
    ):
        for (place, document), entry in zip(batch.placed, prepared.entries, strict=True):
            writer.add_document(_fields(entry, place, document, groups, languages))
        shelf.add(
            (place, document, data)
            for (place, document), data in zip(batch.placed, prepared.packed, strict=True)
        )
        count += len(batch.placed)
        words.merge(prepared.words)
    with ThreadPoolExecutor(1) as beside:
        committed = beside.submit(writer.commit)
        shelf.close()
        Vocabulary.of(words).save(folder)
        committed.result()
    writer.wait_merging_threads()
    return count


class _Numbers(dict[str, int]):
    """Numbers names from 0 in the order in which they come."""

    def __missing__(self, name: str) -> int:
        number = self[name] = len(self)
        return number


def _batches(placed: Iterable[tuple[int, Document]], run: str) -> Iterator[_Batch]:
    """Group documents into batches of one language."""
    for language, group in groupby(placed, key=lambda item: item[1].language):
        while some := tuple(islice(group, _AT_ONCE)):
            yield _Batch(run, language, some)


def _prepare(batch: _Batch) -> _Prepared:
    """Prepare a batch; a process reports the stems of a word only once in a run."""
    words, told = GatheredWords(), _told(batch.run)
    made, data = [], []
    for _, document in batch.placed:
        indexed = read_document(document)
        made.append(indexed.entry)
        data.append(packed(document))
        words.add(indexed.forms, told)
    for language, new in words.stems.items():
        told.setdefault(language, set()).update(new)
    return _Prepared(made, data, words)


@lru_cache(maxsize=1)
def _told(run: str) -> dict[str, set[str]]:  # noqa: ARG001 - a new run begins with none
    """The words whose stems this process has already reported."""
    return {}


def _fields(
    entry: IndexEntry, place: int, document: Document, groups: _Numbers, languages: _Numbers
) -> Any:
    made = tantivy.Document()
    for name, text in (*entry.words.items(), ("exact", entry.exact)):
        made.add_text(name, text)
    for name, values in entry.values.items():
        for value in values if name != "group" else ():
            made.add_text(name, value)
    made.add_unsigned("order", place)
    made.add_unsigned("as_of", document.day)
    made.add_unsigned("group", languages[document.group])
    made.add_unsigned("act_group", groups[document.instrument])
    made.add_unsigned("country_group", groups[document.country])
    return made
