"""The answers that are spoiled: all self-written ones, each with the format and the question."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from corpus.texts import Version
from crawler.collect import Collector
from crawler.parsing import Ask, Follow
from crawler.sources import WantedInstrument
from tests.crawler import answers

OPEN = {"greta": "part-", "hu": "blocks"}
"""Formats, and how their files begin, of which it cannot be told that they break off between two
paragraphs (see `PROOFS`): anywhere else it must be told."""
MORE = Path(answers.__file__).parent / "more"


@dataclass(frozen=True)
class Seed:
    """An answer: its file or what it is, the format that reads it, and what was asked."""

    file: str
    format: str
    ask: Ask
    body: bytes
    expected: tuple[int, int] | None = None


@cache
def seeds() -> dict[str, list[Seed]]:
    """Return the answers by format: those of crawls, their variants, and `tests/crawler/more`."""
    found: dict[str, list[Seed]] = {}
    for seed in [*_more(), *(seed for name in answers.names() for seed in _of_source(name))]:
        found.setdefault(seed.format, []).append(seed)
    return found


def _more() -> list[Seed]:
    listed: list[dict[str, Any]] = yaml.safe_load((MORE / "seeds.yaml").read_text("utf-8"))
    found = []
    for each in listed:
        given = {"url": "https://portal.example/consult/x?a=1", "base": "https://portal.example"}
        given |= each["ask"]
        ask = Ask(**{**given, "expect": tuple(given.get("expect", ())), "today": "2026-11-01"})
        body = (MORE / each["file"]).read_bytes()
        counts = (each.get("provisions", 0), each.get("follows", 0))
        found.append(Seed(each["file"], each["format"], ask, body, counts))
    return found


def _of_source(name: str) -> list[Seed]:
    """Return the answers of a crawl with what was asked for each, then their variants."""
    source, instrument = answers.imaginary(name)
    asked = {follow.url: (follow, file) for follow, file in chain(name)}
    bodies = [
        (follow, file, (answers.folder(name) / file).read_bytes())
        for follow, file in asked.values()
    ]
    bodies += [
        (asked[case["url"]][0], case["what"], answers.body(name, case))
        for case in answers.cases(name, "variants")
        if case["url"] in asked
    ]
    return [
        Seed(
            f"{name}/{label}",
            source.format,
            replace(source.ask(instrument), url=follow.url, role=follow.role, state=follow.state),
            body,
        )
        for follow, label, body in bodies
    ]


@cache
def chain(name: str) -> list[tuple[Follow, str]]:
    """Return the requests of a crawl in their order, each with the file that answers it."""
    source, instrument = answers.imaginary(name)
    files = {
        (route.get("method", "GET"), route["url"]): route["file"]
        for route in answers.table(name)["routes"]
        if "file" in route
    }
    collector = Collector(source, instrument)
    waiting, found = [((), source.start(instrument))], []
    while waiting:
        place, follow = waiting.pop(0)
        file = files[follow.method, follow.url]
        found.append((follow, file))
        body = (answers.folder(name) / file).read_bytes()
        waiting += collector.take(place, follow.url, follow.role, body, follow.state)
    return found


def read_with(name: str, instead: tuple[str, str, bytes] | None = None) -> list[Any]:
    """Return the provisions of a crawl; `instead` is method, address and another answer to it.

    Nothing is expected of them but that each answer proves itself whole.

    Raises:
        FormatError: an answer, or what they are together, is refused.
    """
    _, instrument = answers.imaginary(name)
    bare = instrument.model_copy(update={"minimum": 1, "watch": ()})
    return list(collected(name, instead, bare)[1].provisions)


def collected(
    name: str,
    instead: tuple[str, str, bytes] | None = None,
    wanted: WantedInstrument | None = None,
) -> tuple[Collector, Version]:
    """Return what a crawl makes of the answers; `wanted` is what it expects of the instrument.

    Raises:
        FormatError: an answer, or what they are together, is refused.
    """
    source, instrument = answers.imaginary(name)
    bodies = {(f.method, f.url): (answers.folder(name) / file) for f, file in chain(name)}
    collector = Collector(source, wanted or instrument)
    waiting = [((), source.start(instrument))]
    while waiting:
        place, follow = waiting.pop(0)
        key = (follow.method, follow.url)
        body = instead[2] if instead and key == instead[:2] else _read(bodies, key)
        waiting += collector.take(place, follow.url, follow.role, body, follow.state)
    return collector, collector.version()


def _read(bodies: dict[tuple[str, str], Path], key: tuple[str, str]) -> bytes:
    path = bodies.get(key)
    return path.read_bytes() if path else b""
