"""The data of the pages, as the reference documents it: path, formats, parameters, content."""

from __future__ import annotations

from dataclasses import dataclass

_NAMES = "`country`, `question`"


@dataclass(frozen=True)
class Page:
    """A page that is data too; `parameters` are those of its query."""

    path: str
    formats: tuple[str, ...]
    parameters: str
    holds: str


JSON = ("json",)
BOTH = ("json", "csv")
PAGES = (
    Page("/index", JSON, "`year`", "the finding on buying from an adult and its cells"),
    Page(
        "/search",
        BOTH,
        "`q`, `country`, `concept`, `actor`, `buyer`, `lang`, `kind`, `sort`, `page`,"
        " `hl` (language of the query), `without` (a part not to use, e.g. `country:se`)",
        "provisions of the collected texts, with facets, how the query was understood and the cell"
        " that it asks for",
    ),
    Page("/suggest", JSON, "`q`", "names of questions, concepts and acts that complete a text"),
    Page(
        "/compare",
        BOTH,
        f"{_NAMES}, `questions=all`, `as_of` (YYYY-MM-DD), `status`, `only=differences`,"
        " `sort=status`",
        "one cell per country and question as of a day; `not-known` where that day is not known;"
        " the page opens on the buyer questions, the data have all questions",
    ),
    Page(
        "/timeline",
        BOTH,
        _NAMES,
        "periods of one status per country and question since 1998, without gaps",
    ),
    Page("/country/<code>", JSON, "", "cells, events, instruments, sources, policy, bodies"),
    Page(
        "/answer/<code>/<question>",
        JSON,
        "",
        "one cell with the facts behind it in full, its computed history and obligations",
    ),
    Page("/provision/<id>", JSON, "", "text, rendering, tags, versions, answers that cite it"),
    Page("/eu", BOTH, "", "obligations from Union law, each with the answers of the 27 states"),
    Page("/eu/<id>", BOTH, "", "one obligation with the answers of the 27 states"),
    Page("/policy", BOTH, "`kind`, `jurisdiction`, `status`", "policy texts: not law"),
    Page("/policy/<id>", BOTH, "", "one policy text"),
    Page("/bodies", BOTH, "`jurisdiction`, `roles`", "rapporteurs, coordinators, networks"),
    Page("/positions", BOTH, "", "what organisations ask for: labelled opinions"),
    Page("/unknown", BOTH, "`country`, `kind`", "the findings of `demandside check`"),
    Page("/about", JSON, "", "questions, statuses and concepts"),
)
