"""Reads the English prose in which labels state penalties."""

from __future__ import annotations

import re

from pydantic import BaseModel, ConfigDict

from corpus.penalty import Duration, Imprisonment

_LONGEST = 500
"""Characters of a penalty that are read."""
# para 2: imprisonment …; buyer (first sentence): fine
_SUBJECT = re.compile(r"^(?:para \d+|summary|buyer|client)[^:;]*: ?")
# imprisonment up to 3 years; imprisonment (…) from 1 to 6 months; imprisonment 6 months-2 years
_PRISON = re.compile(
    r"(?P<word>imprisonment|life)? ?(?:\([^)]*\) ?)?(?P<bound>up to|at least|from)? ?"
    r"(?P<a>\d{1,4})? ?(?P<ua>days?|weeks?|months?|years?)? ?(?:-|to|–)? ?"
    r"(?P<b>\d{1,4})? ?(?P<ub>days?|weeks?|months?|years?)"
)


class StatedPenalty(BaseModel):
    """The part of a label's penalty that can be compared: its first scale."""

    model_config = ConfigDict(frozen=True)

    imprisonment: Imprisonment | None
    fine: bool


def stated_penalty(prose: str) -> StatedPenalty | None:
    """Return the first scale of a label's penalty; None where the prose has another form."""
    text = " ".join(prose.lower().split())[:_LONGEST]
    text = _SUBJECT.sub("", text)
    text = text.replace("pecuniary punishment", "fine")
    if "level" in text or "as art" in text or "ban on" in text:
        return None
    head = _basic(text)
    fine = "fine" in head
    if "imprisonment" not in head:
        return StatedPenalty(imprisonment=None, fine=True) if fine else None
    match = _PRISON.search(head[head.index("imprisonment") :])
    prison = _imprisonment(match) if match else Imprisonment()
    if "life" in head:
        prison = prison.model_copy(update={"life": True})
    return StatedPenalty(imprisonment=prison, fine=fine) if match or prison.life else None


def _basic(text: str) -> str:
    """The first scale; `fine; imprisonment` and `imprisonment; life` are one."""
    parts = re.split(r" ?; ?", text)
    if len(parts) > 1 and parts[0].startswith("fine") and parts[1].startswith("imprisonment"):
        return " ".join(parts[:2])
    if parts[1:2] == ["life imprisonment"]:
        return " or ".join(parts[:2])
    return parts[0]


def _imprisonment(match: re.Match[str]) -> Imprisonment:
    first, last, unit = match["a"], match["b"], match["ub"]
    if first is None or last is None:
        single = _duration(last or first, match["ua"] or unit)
        return (
            Imprisonment(min=single) if match["bound"] == "at least" else Imprisonment(max=single)
        )
    return Imprisonment(min=_duration(first, match["ua"] or unit), max=_duration(last, unit))


def _duration(value: str | None, unit: str) -> Duration | None:
    if value is None:
        return None
    name = unit.rstrip("s") + "s"
    if name == "weeks":
        return Duration(value=int(value) * 7, unit="days")
    return Duration.model_validate({"value": int(value), "unit": name})
