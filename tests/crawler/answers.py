"""The self-written responses of each source (`answers/`): routes, and what they must give.

`routes.yaml` names the good responses by address. Broken and variant ones say which good one they
stand in for (`of`) and how they are made from it (`made`, see `mutations`); what cannot be made has
a file of its own (`file`).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml

from corpus.texts import Version
from crawler.collect import Collector
from crawler.sources import SourceFile, WantedInstrument, sources
from crawler.sources.loading import HOME as SOURCES
from tests.crawler.mutations import mutated


def names() -> list[str]:
    """Return the sources that have answers."""
    routes = SOURCES.glob("*/answers/routes.yaml")
    return sorted(path.parents[1].name.replace("_", "-") for path in routes)


def folder(source: str) -> Path:
    """Return the folder of the answers of a source."""
    return SOURCES / source.replace("-", "_") / "answers"


def table(source: str) -> dict[str, Any]:
    """Return the routes of a source."""
    routes: dict[str, Any] = yaml.safe_load((folder(source) / "routes.yaml").read_text("utf-8"))
    return routes


def cases(source: str, kind: str) -> list[dict[str, Any]]:
    """Return the `broken` responses of a source, or its `variants`.

    Each has, besides what `routes.yaml` says of it, the address, method, type and status of the
    route that it stands in for, as far as it has none of its own.
    """
    routes = table(source)
    places = {route["file"]: route for route in reversed(routes["routes"])}
    defaults = {"status": 200, "charset": routes.get("charset", "utf-8")}
    return [{**defaults, **_place(places[case["of"]]), **case} for case in routes.get(kind, ())]


def _place(route: dict[str, Any]) -> dict[str, Any]:
    given = {name: route[name] for name in ("url", "method", "type") if name in route}
    return {"method": "GET", "type": "text/html", **given}


def body(source: str, case: dict[str, Any]) -> bytes:
    """Return the body of a broken or variant response."""
    home = folder(source)
    original = (home / case.get("file", case.get("from", case["of"]))).read_bytes()
    return mutated(original, case["made"], case["charset"]) if "made" in case else original


def imaginary(source: str) -> tuple[SourceFile, WantedInstrument]:
    """Return a source that collects only the imaginary instrument of its answers."""
    instrument = WantedInstrument.model_validate(table(source)["instrument"])
    return sources()[source].model_copy(update={"instruments": (instrument,)}), instrument


def read(source: str, instead: dict[str, bytes] | None = None) -> tuple[Collector, Version]:
    """Read the answers of a source as a crawl would; `instead` replaces bodies by address."""
    origin, instrument = imaginary(source)
    files = {
        (route.get("method", "GET"), route["url"]): folder(source) / route["file"]
        for route in table(source)["routes"]
        if "file" in route
    }
    replaced = instead or {}
    collector = Collector(origin, instrument)
    waiting = [((), origin.start(instrument))]
    while waiting:
        place, follow = waiting.pop(0)
        response = replaced.get(follow.url)
        response = files[follow.method, follow.url].read_bytes() if response is None else response
        waiting += collector.take(place, follow.url, follow.role, response, follow.state)
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
    result: dict[str, Any] = json.loads((folder(source) / "expected.json").read_text("utf-8"))
    return result
