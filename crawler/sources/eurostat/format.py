"""Tables of Eurostat (JSON-stat 2.0): one provision a country, with its figures, flags and gaps.

Dimensions and codes are read from the response. `value` is sparse: a figure that is missing is not
zero. The order of the states is that of the table; recorded figures depend on national definitions
and recording, so nothing here ranks them. The cells are read here, not by a library: those that
read JSON-stat are no longer kept (pyjstat since 2023, jsonstat.py since 2017), or need pandas.

    {"class": "dataset", "id": ["sex", "geo", "time"], "size": [1, 2, 2],
     "dimension": {"geo": {"category": {"index": {"BE": 0, "SE": 1}, "label": {"BE": …}}}, …},
     "value": {"0": 12, "3": 7}, "status": {"3": "b"}}
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import prod
from typing import Any

from corpus.numbers import slug
from corpus.texts import Provision
from crawler.formats import days, fields, markup
from crawler.formats.limits import MAX_CELLS
from crawler.parsing import Ask, FormatError, ParsedText, check_identity

CAUTION = "Recorded cases: definitions and recording differ between states, so no ranking of them"
FLAGS = {
    "b": "break in series",
    "c": "confidential",
    "d": "definition differs",
    "e": "estimated",
    "n": "not significant",
    "p": "provisional",
    "r": "revised",
    "s": "estimated by Eurostat",
    "u": "low reliability",
    "z": "not applicable",
}
_MEMBERS = frozenset((
    "version", "class", "href", "label", "source", "updated", "id", "size", "role", "dimension",
    "value", "status", "extension", "note", "link", "error", "warning",
))  # fmt: skip
"""The members of a dataset of JSON-stat 2.0 (https://json-stat.org/full/)."""
_GEO, _TIME = "geo", "time"


@dataclass(frozen=True)
class TableFigure:
    """A cell: place, what is counted (labels of the other dimensions), year, figure and flags."""

    geo: str
    what: tuple[str, ...]
    time: str
    value: float | int | None
    flag: str = ""


@dataclass(frozen=True)
class Axis:
    """A dimension: its codes in order and their labels."""

    codes: tuple[str, ...]
    labels: dict[str, str]


def read(body: bytes, ask: Ask) -> ParsedText:
    """Read a table.

    Raises:
        FormatError: it is no table of JSON-stat 2.0, another one, too large, or has no figure.
    """
    response = _checked(markup.data(body), ask)
    label = fields.words(response, "label")
    check_identity(ask, label, str(response.get("extension", "")))
    axes = _axes(response, ask)
    rows: dict[str, dict[tuple[str, ...], list[TableFigure]]] = {}
    for figure in table(response, axes):
        rows.setdefault(figure.geo, {}).setdefault(figure.what, []).append(figure)
    provisions = [_provision(geo, axes[_GEO], cells) for geo, cells in rows.items()]
    kept = tuple(p for p in provisions if p is not None)
    if not kept:
        raise FormatError(f"{ask.identifier}: the table has no figure")
    updated = days.iso(response.get("updated"))
    return ParsedText(
        provisions=kept,
        title=label or ask.identifier,
        language=ask.language,
        published=updated,
        in_force=updated,
        notes=tuple(f"JSON-stat knows no “{name}”" for name in response if name not in _MEMBERS),
    )


def _checked(response: Any, ask: Ask) -> dict[str, Any]:
    if not isinstance(response, dict):
        raise FormatError(f"{ask.identifier}: the response is not a table")
    for name in ("warning", "error"):
        message = response.get(name)
        message = message[0] if isinstance(message, list) and message else message
        if isinstance(message, dict):
            status, label = message.get("status", ""), message.get("label", "")
            raise FormatError(f"{ask.identifier}: Eurostat replies {name} {status} {label}".strip())
    if response.get("class") != "dataset" or not isinstance(response.get("dimension"), dict):
        raise FormatError(f"{ask.identifier}: the response is not a table of JSON-stat 2.0")
    if not response.get("value"):
        raise FormatError(f"{ask.identifier}: the table has no figure")
    return response


def _axes(response: dict[str, Any], ask: Ask) -> dict[str, Axis]:
    axes = {name: _axis(response, name, ask) for name in fields.texts(response, "id")}
    sizes = [len(axis.codes) for axis in axes.values()]
    if _GEO not in axes or _TIME not in axes or sizes != response.get("size"):
        raise FormatError(f"{ask.identifier}: the dimensions of the table do not fit its size")
    if prod(sizes) > MAX_CELLS:
        raise FormatError(
            f"{ask.identifier}: the table has {prod(sizes)} cells, more than {MAX_CELLS}"
        )
    return axes


def _axis(response: dict[str, Any], name: str, ask: Ask) -> Axis:
    category = fields.record(response, "dimension", name, "category")
    labels = fields.part(category, "label")
    if isinstance(category.get("index"), list):
        codes = fields.texts(category, "index")
    else:
        index = fields.part(category, "index")
        codes = sorted(index, key=lambda code: fields.count(index, code)) or list(labels)
        if index and [index[code] for code in codes] != list(range(len(index))):
            raise FormatError(f"{ask.identifier}: the codes of {name} do not fit their places")
    return Axis(tuple(codes), {code: fields.words(labels, code) or code for code in codes})


def table(response: dict[str, Any], axes: dict[str, Axis]) -> Iterator[TableFigure]:
    """Yield every cell of a table in order, also those without a figure."""
    names = list(axes)
    total = prod(len(axis.codes) for axis in axes.values())
    values, flags = _sparse(response, "value", total), _sparse(response, "status", total)
    hidden = {_GEO, _TIME} | {
        name for name in names if name == "freq" and len(axes[name].codes) == 1
    }
    shown = [name for name in names if name not in hidden]
    for ordinal in range(total):
        rest, codes = ordinal, {}
        for name in reversed(names):
            rest, place = divmod(rest, len(axes[name].codes))
            codes[name] = axes[name].codes[place]
        yield TableFigure(
            geo=codes[_GEO],
            what=tuple(axes[name].labels[codes[name]] for name in shown),
            time=codes[_TIME],
            value=_figure(values.get(ordinal)),
            flag=str(flags.get(ordinal) or "").replace(":", ""),
        )


def _sparse(response: dict[str, Any], name: str, total: int) -> dict[int, Any]:
    """Return cells by their ordinal; JSON-stat writes them as an object or as a whole array.

    Raises:
        FormatError: an array has not one member a cell, or an object names a cell out of bounds.
    """
    written = response.get(name)
    if isinstance(written, list):
        if len(written) != total:
            raise FormatError(f"“{name}” of the response has {len(written)} members, not {total}")
        return {ordinal: value for ordinal, value in enumerate(written) if value is not None}
    cells = fields.part(response, name)
    if stray := next((key for key in cells if not _within(key, total)), None):
        raise FormatError(f"“{name}” of the response has a cell {stray[:20]}, of {total}")
    return {int(ordinal): value for ordinal, value in cells.items() if value is not None}


def _within(key: str, total: int) -> bool:
    return re.fullmatch(r"[0-9]{1,9}", key) is not None and int(key) < total


def _figure(value: Any) -> float | int | None:
    if value is not None and (isinstance(value, bool) or not isinstance(value, (int, float))):
        raise FormatError(f"a cell of the table is not a figure: {str(value)[:40]}")
    return value


def _provision(
    geo: str, places: Axis, rows: dict[tuple[str, ...], list[TableFigure]]
) -> Provision | None:
    lines: list[str] = []
    flags: set[str] = set()
    for what, figures in rows.items():
        if any(f.value is not None or f.flag for f in figures):
            cells = "; ".join(_cell(figure) for figure in figures)
            lines.append(f"{', '.join(what)}: {cells}" if what else cells)
            flags.update(letter for f in figures for letter in f.flag if letter in FLAGS)
    if not any(f.value is not None for figures in rows.values() for f in figures):
        return None
    lines += [f"({letter}) {FLAGS[letter]}" for letter in sorted(flags)]
    if any(f.value is None for figures in rows.values() for f in figures):
        lines.append("(:) not available")
    code = {"EL": "gr", "UK": "gb"}.get(geo, geo)
    heading = places.labels[geo]
    return Provision(
        number=slug(code), heading=heading, rubric=geo, context=(CAUTION,), text="\n".join(lines)
    )


def _cell(figure: TableFigure) -> str:
    value = ":" if figure.value is None else f"{figure.value:.10g}"
    return f"{figure.time} {value} ({figure.flag})" if figure.flag else f"{figure.time} {value}"
