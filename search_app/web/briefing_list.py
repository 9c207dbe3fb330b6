"""Changes of the list of a briefing: rows of the form, and files that were saved."""

from __future__ import annotations

import json

from pydantic import BaseModel, ValidationError
from werkzeug.datastructures import MultiDict

from search_app.briefing.pins import LONGEST_HEADING, LONGEST_REMARK, pin_of, pin_text
from search_app.contract.briefing import BriefingParameter, BriefingParameters
from search_app.contract.refused import RefusedError
from search_app.wording import gettext

Pairs = list[tuple[str, str]]
_ROWS = ("row_pin", "row_heading", "row_remark")
_KEPT = tuple(n for n in BriefingParameters.model_fields if n not in ("pin", "heading", "remark"))


class SavedList(BaseModel):
    """The part of a saved briefing that makes it again; the rest of the file is left unread."""

    parameters: tuple[BriefingParameter, ...]


def opened(content: bytes) -> Pairs:
    """Return the parameters of a saved briefing.

    Raises:
        RefusedError: it is not a saved briefing.
    """
    try:
        saved = SavedList.model_validate(json.loads(content))
    except (ValueError, ValidationError) as error:
        name = content[:40].decode("utf-8", "replace")
        raise RefusedError("list", name, gettext("it is not a saved briefing")) from error
    names = BriefingParameters.model_fields
    return [(p.name, p.value) for p in saved.parameters if p.name in names]


def arranged(form: MultiDict[str, str]) -> Pairs:
    """Return the parameters of the list that a form asks for.

    The form has a row per pin (`row_pin`, `row_heading`, `row_remark`), what to add (`add`: a pin
    or the address of a page; `add_country` with `add_question`), and the button that was pressed
    (`do`: `up:2`, `down:2` or `drop:2`, counted from 0).

    Raises:
        RefusedError: what is to be added cannot be pinned.
    """
    rows = list(zip(*(form.getlist(name) for name in _ROWS), strict=False))
    rows = _moved(rows, form.get("do", ""))
    rows += [(pin, "", "") for pin in _added(form) if pin not in {row[0] for row in rows}]
    pairs = [(n, v) for n in _KEPT for v in form.getlist(n) if v.strip()]
    pairs += [("pin", pin) for pin, _, _ in rows]
    pairs += [
        ("heading", pin_text(p, h.strip()[:LONGEST_HEADING])) for p, h, _ in rows if h.strip()
    ]
    pairs += [("remark", pin_text(p, r.strip()[:LONGEST_REMARK])) for p, _, r in rows if r.strip()]
    return pairs


def _moved(rows: list[tuple[str, ...]], button: str) -> list[tuple[str, ...]]:
    what, _, place = button.partition(":")
    at = int(place) if place.isdecimal() and len(place) < 4 else len(rows)
    if at >= len(rows):
        return rows
    rest = rows[:at] + rows[at + 1 :]
    if what == "drop":
        return rest
    step = {"up": -1, "down": 1}.get(what, 0)
    to = min(max(at + step, 0), len(rest))
    return [*rest[:to], rows[at], *rest[to:]]


def _added(form: MultiDict[str, str]) -> list[str]:
    added = []
    if given := form.get("add", "").strip():
        pin = pin_of(given)
        if pin is None:
            reason = gettext("it is neither a pin nor the address of a page that can be pinned")
            raise RefusedError("add", given, reason)
        added.append(str(pin))
    country, question = form.get("add_country", ""), form.get("add_question", "")
    if country and question:
        added.append(f"cell:{country}/{question}")
    return added
