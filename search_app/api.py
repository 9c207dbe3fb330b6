"""The data of the pages, as the reference documents it: path, formats, parameters, content."""

from __future__ import annotations

from dataclasses import dataclass

_NAMES = "`country`, `question`"
FACTS = f"{_NAMES}, `as_of`, `history=1`"
"""The parameters of every table of facts; all others of a table stand in `/facts.json`."""


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
    Page("/facts", JSON, "", "the codebook: fields, filters and values of the tables of facts"),
    Page(
        "/facts/offences",
        BOTH,
        f"{FACTS}, `liable`, `conduct`, `person`, `groups`, `sanction`, `fault_of`, `fault`,"
        " `fault_below`, `burden`, `attempt`, `abroad_reach`, `case` …",
        "one row per version of an offence; without `history=1` those of the day",
    ),
    Page(
        "/facts/penalties",
        BOTH,
        f"{FACTS}, `case`, `track`, `unit`, `relation`, `or_else`, `on_top`, `prison_years` …",
        "one row per case and track of each version of an offence",
    ),
    Page(
        "/facts/schemes",
        BOTH,
        f"{FACTS}, `basis`, `open_to`, `harm_gate`, `right`, `gate`, `nationality` …",
        "one row per version of a right, a duty or a body",
    ),
    Page("/facts/absences", BOTH, f"{FACTS}, `finding`", "what was searched and not found"),
    Page("/method", JSON, "", "the rules from facts to statuses; the agreement of two readers"),
    Page("/about", JSON, "", "questions, statuses and concepts"),
)
