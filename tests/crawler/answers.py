"""The self-written answers of `tests/crawler/answers`: sources, routes and expected results."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml

from corpus.texts import Version
from crawler.collect import Collector
from crawler.sources import Act, SourceFile, sources

HOME = Path(__file__).parent / "answers"


def names() -> list[str]:
    """Return the sources that have answers."""
    return sorted(path.parent.name for path in HOME.glob("*/routes.yaml"))


def table(source: str) -> dict[str, Any]:
    """Return the routes of a source."""
    found: dict[str, Any] = yaml.safe_load((HOME / source / "routes.yaml").read_text("utf-8"))
    return found


def imaginary(source: str) -> tuple[SourceFile, Act]:
    """Return a source that collects only the imaginary act of its answers."""
    act = Act.model_validate(table(source)["act"])
    return sources()[source].model_copy(update={"acts": (act,)}), act


def read(source: str, instead: dict[str, str] | None = None) -> tuple[Collector, Version]:
    """Read the answers of a source as a crawl would; `instead` replaces files by address."""
    origin, act = imaginary(source)
    bodies = {
        (route.get("method", "GET"), route["url"]): route["file"]
        for route in table(source)["routes"]
        if "file" in route
    }
    collector = Collector(origin, act)
    waiting = [((), origin.start(act))]
    while waiting:
        place, follow = waiting.pop(0)
        name = (instead or {}).get(follow.url) or bodies[follow.method, follow.url]
        body = (HOME / source / name).read_bytes()
        waiting += collector.take(place, follow.url, follow.role, body)
    return collector, collector.version()


def plain(collector: Collector, version: Version) -> dict[str, Any]:
    """Return what `expected.json` holds."""
    readings = [collector.readings[place] for place in sorted(collector.readings)]
    dates = {
        name: next((v for r in readings if (v := getattr(r, name))), None)
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
    found: dict[str, Any] = json.loads((HOME / source / "expected.json").read_text("utf-8"))
    return found
