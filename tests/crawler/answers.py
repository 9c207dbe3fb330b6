"""The self-written responses of each source (`answers/`): routes, and what they must give."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml

from corpus.texts import Version
from crawler.collect import Collector
from crawler.sources import SourceFile, WantedInstrument, sources
from crawler.sources.loading import HOME as SOURCES


def names() -> list[str]:
    """Return the sources that have answers."""
    routes = SOURCES.glob("*/answers/routes.yaml")
    return sorted(path.parents[1].name.replace("_", "-") for path in routes)


def folder(source: str) -> Path:
    """Return the folder of the answers of a source."""
    return SOURCES / source.replace("-", "_") / "answers"


def table(source: str) -> dict[str, Any]:
    """Return the routes of a source."""
    found: dict[str, Any] = yaml.safe_load((folder(source) / "routes.yaml").read_text("utf-8"))
    return found


def imaginary(source: str) -> tuple[SourceFile, WantedInstrument]:
    """Return a source that collects only the imaginary instrument of its answers."""
    instrument = WantedInstrument.model_validate(table(source)["instrument"])
    return sources()[source].model_copy(update={"instruments": (instrument,)}), instrument


def read(source: str, instead: dict[str, str] | None = None) -> tuple[Collector, Version]:
    """Read the answers of a source as a crawl would; `instead` replaces files by address."""
    origin, instrument = imaginary(source)
    bodies = {
        (route.get("method", "GET"), route["url"]): route["file"]
        for route in table(source)["routes"]
        if "file" in route
    }
    collector = Collector(origin, instrument)
    waiting = [((), origin.start(instrument))]
    while waiting:
        place, follow = waiting.pop(0)
        name = (instead or {}).get(follow.url) or bodies[follow.method, follow.url]
        body = (folder(source) / name).read_bytes()
        waiting += collector.take(place, follow.url, follow.role, body, follow.state)
    return collector, collector.version()


def plain(collector: Collector, version: Version) -> dict[str, Any]:
    """Return what `expected.json` holds."""
    parsed = [collector.parsed[place] for place in sorted(collector.parsed)]
    dates = {
        name: next((v for text in parsed if (v := getattr(text, name))), None)
        for name in ("adopted", "published")
    }
    return {
        "title": version.title,
        "language": version.language,
        "as_of": version.as_of,
        **dates,
        "status": version.status,
        "provisions": [
            {
                "number": p.number, "heading": p.heading, "rubric": p.rubric,
                "context": list(p.context), "text": p.text,
            }
            for p in version.provisions
        ],
    }  # fmt: skip


def expected(source: str) -> dict[str, Any]:
    """Return the reviewed result."""
    found: dict[str, Any] = json.loads((folder(source) / "expected.json").read_text("utf-8"))
    return found
