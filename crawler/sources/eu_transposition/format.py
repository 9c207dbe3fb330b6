"""National measures that transpose a directive, as Cellar's SPARQL lists them.

Each measure is one entry: its title in the national language, the country, its kind, dates, gazette
and national number. The texts themselves are mostly not held: they stand in the national portals.
Properties have several values, so that a measure comes in several rows, which are joined.
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
_NUMBER = re.compile(r"7\d{4}[A-Z]{1,2}\d{4}([A-Z]{3})_\w+")
_FIELDS = (
    ("type", "Kind of act"),
    ("date", "Date"),
    ("notified", "Notified"),
    ("journal", "Official journal"),
    ("local", "National number"),
)


def read(body: bytes, ask: Ask) -> ParsedText:
    """Read the table of measures; those of former member states are left out."""
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
    found = sorted(
        d for values in measures.values() for d in map(days.iso, values["notified"]) if d
    )
    return ParsedText(
        provisions=tuple(p for p in provisions if p is not None),
        title=f"National measures that transpose directive {_directive(next(iter(measures)))}",
        language=ask.language,
        in_force=found[-1] if found else None,
        notes=_notes(rows, provisions),
    )


def _take(values: dict[str, str], measures: dict[str, dict[str, list[str]]]) -> None:
    number = values.get("nimCelex", "")
    if not _NUMBER.fullmatch(number):
        return
    names = ("title", "country", "type", "date", "notified", "journal", "local")
    held = measures.setdefault(number, {name: [] for name in names})
    for name in names:
        value = markup.tidy(values.get(name, "")).replace("\n", " ")
        value = value.rsplit("/", 1)[-1] if name in {"country", "type"} else value
        if value and value not in held[name]:
            held[name].append(value)


def _directive(number: str) -> str:
    found = re.match(r"7(\d{4}[A-Z]{1,2}\d{4})", number)
    return f"3{found[1]}" if found else number


def _provision(number: str, values: dict[str, list[str]]) -> Provision | None:
    found = _NUMBER.fullmatch(number)
    code = values["country"][0] if values["country"] else found[1] if found else ""
    if code not in STATES:
        return None
    lines = [f"Country: {STATES[code]}"]
    for name, label in _FIELDS:
        given = (
            [days.iso(v) or v for v in values[name]]
            if name in {"date", "notified"}
            else values[name]
        )
        lines += [f"{label}: {'; '.join(given)}"] if given else []
    return Provision(
        number=slug(number),
        heading=values["title"][0] if values["title"] else number,
        rubric=number,
        context=(STATES[code],),
        text="\n".join(lines),
    )


def _notes(rows: list[dict[str, str]], provisions: list[Provision | None]) -> tuple[str, ...]:
    left = sum(p is None for p in provisions)
    said = [f"{left} measures of states that are no members are left out"] if left else []
    if len(rows) >= 2_000:
        said.append("the table has as many rows as were asked for: there may be more")
    return tuple(said)
