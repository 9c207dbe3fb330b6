"""A room of tools on the packaged law, with one text of a Swedish provision in two versions."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from corpus.library import packaged_knowledge
from corpus.store import Library
from corpus.texts import Provision, TextKind, Version
from search_app.mcp.room import ToolRoom
from search_app.web.indexless import bare_site
from search_app.web.site import Site

DAY = dt.date(2026, 11, 30)
OLD = "Den som skaffar sig en tillfällig sexuell förbindelse mot ersättning, döms till böter."
NEW = (
    "Den som förmår en person att mot ersättning företa en »sexuell handling«, döms till fängelse."
)


def write_library(path: Path) -> None:
    """Write a library with two versions of one provision."""
    with Library(path) as library:
        for day, text, seen in (
            ("2020-01-01", OLD, "2026-11-01T08:00:00+00:00"),
            ("2026-04-16", NEW, "2026-11-20T08:00:00+00:00"),
        ):
            provision = Provision(number="6:11", heading="6 kap. 11 §", text=text)
            library.add(
                Version(
                    country="se",
                    identifier="SFS 1962:700",
                    title="Brottsbalk (1962:700)",
                    language="sv",
                    as_of=day,
                    source_url="https://law.example/brottsbalk",
                    text_kind=TextKind(force="in-force"),
                    provisions=(provision,),
                ),
                "se-brottsbalk",
                seen,
            )


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library file."""
    path = tmp_path_factory.mktemp("mcp") / "library.db"
    write_library(path)
    return path


@pytest.fixture(scope="session")
def room(library: Path) -> ToolRoom:
    """A room with texts and no index."""
    site = Site(
        packaged_knowledge(),
        bare_site(packaged_knowledge()).searcher,
        library,
        "",
        "https://d.example",
    )
    return ToolRoom(site, lambda: DAY)


@pytest.fixture(scope="session")
def coded_only() -> ToolRoom:
    """A room without a data folder."""
    return ToolRoom(bare_site(packaged_knowledge()), lambda: DAY)
