"""Reads gold labels and the English prose in which they state penalties."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from corpus.penalty import Duration, Imprisonment
from corpus.yamlfile import read_yaml
from nlp.files import LexiconError, explain, read_model

_M = TypeVar("_M", bound=BaseModel)

_LONGEST = 500
"""A penalty in a file of labels is read so far, in characters."""
# imprisonment up to 3 years; imprisonment (…) from 1 to 6 months
_PRISON = re.compile(
    r"(?P<word>imprisonment|life)? ?(?:\([^)]*\) ?)?(?P<bound>up to|at least|from)? ?"
    r"(?P<a>\d{1,4})? ?(?P<ua>days?|weeks?|months?|years?)? ?(?:-|to|–)? ?"
    r"(?P<b>\d{1,4})? ?(?P<ub>days?|weeks?|months?|years?)"
)


class GoldError(ValueError):
    """A file of labels that cannot be read."""


class Label(BaseModel):
    """What readers decided about one provision, named by its heading or its number.

    `sure` is false where good readers could decide otherwise; `why` says how.
    """

    model_config = ConfigDict(extra="ignore", frozen=True, coerce_numbers_to_str=True)

    statute: str
    provision: str
    concepts: tuple[str, ...]
    buyer_liable: bool = False
    penalty: str | None = None
    sure: bool = True
    why: str = ""

    @property
    def country(self) -> str:
        """The jurisdiction, from the statute's folder."""
        return self.statute.split("/")[0]


class StatedPenalty(BaseModel):
    """The part of a gold penalty that can be compared: its first scale."""

    model_config = ConfigDict(frozen=True)

    imprisonment: Imprisonment | None
    fine: bool


def read_labels(folder: Path) -> list[Label]:
    """Read all `<cc>.yaml` of a folder.

    Raises:
        GoldError: no file, or an entry lacks a field.
    """
    paths = sorted(folder.glob("*.yaml"))
    if not paths:
        raise GoldError(f"{folder}: no labels")
    labels = []
    for path in paths:
        try:
            _, entries = read_yaml(path.read_text("utf-8"))
            labels += [Label.model_validate(entry) for entry in entries or ()]
        except ValidationError as error:
            raise GoldError(f"{path.name}: {explain(error)}") from error
        except (OSError, TypeError, ValueError) as error:
            raise GoldError(f"{path.name}: {error}") from error
    return labels


def read_by_language(folder: Path, model: type[_M]) -> dict[str, _M]:
    """Return what each YAML mapping of a folder describes, by language, as the files are named.

    Raises:
        GoldError: no file, one cannot be read, or an entry is missing, unknown or wrong.
    """
    try:
        found = {path.stem: read_model(path, model) for path in sorted(folder.glob("*.yaml"))}
    except LexiconError as error:
        raise GoldError(str(error)) from error
    if not found:
        raise GoldError(f"{folder}: no file of any language")
    return found


def stated_penalty(prose: str) -> StatedPenalty | None:
    """Read the first scale of a gold penalty; None where the prose has another form."""
    text = " ".join(prose.lower().split())[:_LONGEST]
    text = re.sub(r"^(?:para \d+|summary|buyer|client)[^:;]*: ?", "", text)
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
    """Up to the next scale; `fine; imprisonment` and `imprisonment; life` are one scale."""
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
