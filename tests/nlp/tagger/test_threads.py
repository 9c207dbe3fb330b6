"""Several threads read and tag at once, as those of the site do, and get what one alone gets."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
import yaml
from spacy.language import Language

import nlp
from nlp.tagger.reading import read_plain
from nlp.tagger.renewed import RenewedPipeline
from nlp.tagger.tokenizer import blank
from nlp.tagger.words import WordReader

THREADS = 8
PROPERTIES = Path(__file__).parent / "properties"


def sentences(language: str) -> list[str]:
    data = yaml.safe_load((PROPERTIES / f"{language}.yaml").read_text("utf-8"))
    return [text for texts in data["must"].values() for text in texts]


@pytest.fixture(autouse=True)
def _often_in_turn() -> Iterator[None]:
    """Let threads change places every few microseconds."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def test_threads_that_ask_at_once_get_one_pipeline() -> None:
    built: list[Language] = []
    barrier = Barrier(THREADS)

    def build() -> Language:
        built.append(blank())
        return built[-1]

    def ask(renewed: RenewedPipeline) -> Language:
        barrier.wait()
        return renewed.get()

    with ThreadPoolExecutor(THREADS) as pool:
        given = list(pool.map(ask, [RenewedPipeline(build, 10**6)] * THREADS))
    assert len(built) == 1
    assert {id(pipeline) for pipeline in given} == {id(built[0])}


def test_a_reader_shared_by_threads_reads_what_one_alone_reads(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("nlp.tagger.words._MEMO_SIZE", 5)
    texts = [f"pro\u00ad{a}sti {b}\u0301x word{a * b % 7}" for a in range(20) for b in range(20)]
    pipeline, shared = blank(), WordReader(accents=True)
    docs = [pipeline.make_doc(text) for text in texts]
    alone = [WordReader(accents=True).read(doc).words for doc in docs]
    with ThreadPoolExecutor(THREADS) as pool:
        together = list(pool.map(lambda doc: shared.read(doc).words, docs * 4))
    assert together == alone * 4


def test_tags_and_cues_are_those_of_one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nlp.tagger.words._MEMO_SIZE", 20)
    work = [(text, language) for language in ("sv", "fr", "en") for text in sentences(language)]

    def both(item: tuple[str, str]) -> object:
        return nlp.tag_provision(*item), nlp.cues_of(*item), read_plain(item[0]).words

    alone = [both(item) for item in work]
    assert any(tags.tags for tags in (nlp.tag_provision(*item) for item in work))
    with ThreadPoolExecutor(THREADS) as pool:
        assert list(pool.map(both, work * 2)) == alone * 2
