"""Three dates of a record: since when the rule, its present scale and its wording exist."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TypeVar

from corpus.coded.basics import UNKNOWN, Dated
from corpus.coded.offences import OffenceVersion
from corpus.coded.penalties import FineFact, PenaltyCase
from corpus.dates import first_day

_Version = TypeVar("_Version", bound=Dated)


@dataclass(frozen=True)
class Beginning:
    """A beginning: `day` as the law gives it, None where it is not known.

    `known_from` is the first day for which the rule is known; `basis` says where the day is from
    when it was not seen in an official text; `why` says why it is not known.
    """

    day: str | None
    known_from: str | None
    basis: str | None = None
    why: str | None = None


@dataclass(frozen=True)
class Dates:
    """Since when a rule, its present scale, and the wording that was read exist."""

    exists: Beginning
    scale: Beginning | None = None
    wording: str | None = None


def dates_of(versions: Sequence[Dated], version: Dated) -> Dates:
    """Return the three dates of a version among all versions, which stand newest first.

    Only offences have a scale; it is None too where the penalty is not known.
    """
    exists = _beginning(unbroken(versions, version, lambda _: True))
    scale = _scale(versions, version) if isinstance(version, OffenceVersion) else None
    wording = next((r.wording_since for r in version.readings if not r.for_), None)
    return Dates(exists, scale, wording)


def unbroken(
    versions: Sequence[_Version], version: _Version, same: Callable[[_Version], bool]
) -> tuple[_Version, ...]:
    """Return a version and those before it without a gap, oldest last."""
    chain = [version]
    for older in versions[list(versions).index(version) + 1 :]:
        begins = chain[-1].from_
        if begins == UNKNOWN or older.ends is None or not same(older):
            break
        if first_day(older.ends) != first_day(begins):
            break
        chain.append(older)
    return tuple(chain)


def _beginning(chain: Sequence[Dated]) -> Beginning:
    oldest = chain[-1]
    if oldest.from_ != UNKNOWN:
        return Beginning(oldest.from_, oldest.from_, oldest.from_basis)
    known = next((v.known_from for v in reversed(chain) if v.known_from), None)
    return Beginning(None, known, why=oldest.why)


def _scale(versions: Sequence[Dated], version: OffenceVersion) -> Beginning | None:
    if "penalties" in version.not_known:
        return None
    own = [case.in_force_from for case in version.penalties if case.case == "basic"]
    if UNKNOWN in own:
        return Beginning(None, penalties_seen(version))
    if dated := [day for day in own if day]:
        return Beginning(max(dated, key=first_day), max(dated, key=first_day))

    def same(older: Dated) -> bool:
        return (
            isinstance(older, OffenceVersion)
            and older.sanction == version.sanction
            and same_penalties(older, version)
        )

    return _beginning(unbroken(versions, version, same))


def same_penalties(one: OffenceVersion, other: OffenceVersion) -> bool:
    """Whether two versions have the same scales, whichever general rules their bounds point to."""
    pairs = zip_longest(one.penalties, other.penalties)
    return all(a is not None and b is not None and _same_scale(a, b) for a, b in pairs)


def _same_scale(one: PenaltyCase, other: PenaltyCase) -> bool:
    """Whether scales are equal; general minimums and bounds of fines are not part of them."""
    fines = (one.fine, other.fine)
    if any(_general(fine) for fine in fines) and all(_unbound(fine) for fine in fines):
        one, other = (case.model_copy(update={"fine": None}) for case in (one, other))
    return _own(one) == _own(other)


def _own(case: PenaltyCase) -> PenaltyCase:
    update: dict[str, None] = {"known_from": None, "in_force_from": None}
    if case.level is None:
        update["scale"] = None
    return case.model_copy(update=update)


def _general(fine: FineFact | None) -> bool:
    """Whether the law says only "fine"."""
    return fine is not None and fine.unit == "unspecified"


def _unbound(fine: FineFact | None) -> bool:
    return fine is not None and fine.min is None and fine.max is None and fine.class_ is None


def penalties_seen(version: Dated) -> str | None:
    """Return the day of the oldest text in which the scale was read; None without one."""
    of_scale = [r for r in version.readings if "penalties" in r.for_]
    texts = of_scale or [r for r in version.readings if not r.for_]
    return min((r.state for r in texts if r.state != UNKNOWN), default=None, key=first_day)
