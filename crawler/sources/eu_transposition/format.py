"""National measures that transpose a directive, as Cellar's SPARQL lists them.

Each measure is one entry: its title in the national language, the country, its kind, dates, gazette
and national number. Cellar holds few of the texts: they stand in the national portals. Properties
have several values, so a measure comes in several rows, which are joined.

    {"results": {"bindings": [
      {"nimCelex": {"value": "72001L0099SWE_202100001"}, "title": {"value": "Biodlingslag"},
       "country": {"value": "http://…/country/SWE"}, "notified": {"value": "2021-03-01"}}, …]}}
"""

from __future__ import annotations

import re

from corpus.numbers import slug
from corpus.texts import Provision
from crawler.formats import days, fields, markup
from crawler.parsing import Ask, FormatError, ParsedText, check_identity

STATES = {
    **{"AUT": "Austria", "BEL": "Belgium", "BGR": "Bulgaria", "CYP": "Cyprus", "CZE": "Czechia"},
    **{"DEU": "Germany", "DNK": "Denmark", "EST": "Estonia", "ESP": "Spain", "FIN": "Finland"},
    **{"FRA": "France", "GRC": "Greece", "HRV": "Croatia", "HUN": "Hungary", "IRL": "Ireland"},
    **{"ITA": "Italy", "LTU": "Lithuania", "LUX": "Luxembourg", "LVA": "Latvia", "MLT": "Malta"},
    **{"NLD": "Netherlands", "POL": "Poland", "PRT": "Portugal", "ROU": "Romania"},
    **{"SWE": "Sweden", "SVN": "Slovenia", "SVK": "Slovakia"},
}
"""The member states by the code that Cellar gives them."""
# `72001L0099SWE_202100001`
_NUMBER = re.compile(r"7\d{4}[A-Z]{1,2}\d{4}([A-Z]{3})_\w+")
_MOST_ROWS = 2_000
"""How many rows the query in `source.yaml` asks for."""
_COLUMNS = ("title", "country", "type", "date", "notified", "journal", "local")
_FIELDS = (
    ("type", "Kind of act"),
    ("date", "Date"),
    ("notified", "Notified"),
    ("journal", "Official journal"),
    ("local", "National number"),
)


def read(body: bytes, ask: Ask) -> ParsedText:
    """Read the table of measures; those of former member states are left out.

    Raises:
        FormatError: it is no table of SPARQL, holds no measure, or is of another directive.
    """
    rows = fields.bindings(markup.data(body))
    if not rows:
        raise FormatError(f"{ask.identifier}: the table has no measure")
    measures: dict[str, dict[str, list[str]]] = {}
    for row in rows:
        _take(row, measures)
    if not measures:
        raise FormatError(f"{ask.identifier}: no row of the table has the number of a measure")
    check_identity(ask, *measures)
    provisions = [_provision(number, values) for number, values in sorted(measures.items())]
    notified = (day for values in measures.values() for day in map(days.iso, values["notified"]))
    return ParsedText(
        provisions=tuple(p for p in provisions if p is not None),
        title=f"National measures that transpose directive {_directive(next(iter(measures)))}",
        language=ask.language,
        in_force=max((day for day in notified if day), default=None),
        notes=_notes(rows, provisions),
    )


def _take(row: dict[str, str], measures: dict[str, dict[str, list[str]]]) -> None:
    """Add the values of a row to those of its measure."""
    number = row.get("nimCelex", "")
    if not _NUMBER.fullmatch(number):
        return
    measure = measures.setdefault(number, {name: [] for name in _COLUMNS})
    for name in _COLUMNS:
        value = markup.tidy(row.get(name, "")).replace("\n", " ")
        value = value.rsplit("/", 1)[-1] if name in {"country", "type"} else value
        if value and value not in measure[name]:
            measure[name].append(value)


def _directive(number: str) -> str:
    """Return the CELEX number of the directive of a measure."""
    # `72001L0099` of `72001L0099SWE_202100001`
    directive = re.match(r"7(\d{4}[A-Z]{1,2}\d{4})", number)
    return f"3{directive[1]}" if directive else number


def _provision(number: str, values: dict[str, list[str]]) -> Provision | None:
    """Return a measure, None when it is not of a member state."""
    parts = _NUMBER.fullmatch(number)
    code = values["country"][0] if values["country"] else parts[1] if parts else ""
    if code not in STATES:
        return None
    lines = [f"Country: {STATES[code]}"]
    for name, label in _FIELDS:
        given = values[name]
        if name in {"date", "notified"}:
            given = [days.iso(value) or value for value in given]
        lines += [f"{label}: {'; '.join(given)}"] if given else []
    return Provision(
        number=slug(number),
        heading=values["title"][0] if values["title"] else number,
        rubric=number,
        context=(STATES[code],),
        text="\n".join(lines),
    )


def _notes(rows: list[dict[str, str]], provisions: list[Provision | None]) -> tuple[str, ...]:
    foreign = sum(p is None for p in provisions)
    absent = [name for name in _COLUMNS if not any(row.get(name) for row in rows)]
    notes = [f"no row of the table has a value for {name}" for name in absent]
    notes += [f"{foreign} measures of states that are no members are left out"] if foreign else []
    if len(rows) >= _MOST_ROWS:
        notes.append("the table has as many rows as were asked for: there may be more")
    return tuple(notes)
