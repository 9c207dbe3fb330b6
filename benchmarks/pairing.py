"""Pairs the records of two codings that state the same rule, the nearest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from corpus.coded.offences import OffenceVersion
from corpus.coded.schemes import DemandVersion, MonitoringVersion, SchemeVersion
from corpus.numbers import citing_number

_Record = TypeVar("_Record")
_RELATED = 2.0
"""Two offences that have fewer points in common are not the same rule."""


@dataclass(frozen=True)
class CodedScheme:
    """A version of a scheme with the question that it answers."""

    question: str
    version: SchemeVersion


def pair_offences(
    first: Mapping[str, OffenceVersion], second: Mapping[str, OffenceVersion], code: str
) -> dict[str, str]:
    """Return name in the first coding → name in the second; those too far apart stay single."""
    return _pair(first, second, lambda one, two: _offence_points(one, two, code), _RELATED)


def pair_schemes(
    first: Mapping[str, CodedScheme], second: Mapping[str, CodedScheme], code: str
) -> dict[str, str]:
    """Return name in the first coding → name in the second, for schemes of one question.

    They must share a provision, an instrument, a body or a plan; but where a question has one
    scheme left on either side, these two are a pair.
    """
    pairs = _pair(first, second, lambda one, two: _scheme_points(one, two, code), 0.5)
    left: dict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for name in first.keys() - pairs.keys():
        left[first[name].question][0].append(name)
    for name in second.keys() - set(pairs.values()):
        left[second[name].question][1].append(name)
    return pairs | {
        ours[0]: theirs[0] for ours, theirs in left.values() if len(ours) == len(theirs) == 1
    }


def _pair(
    first: Mapping[str, _Record],
    second: Mapping[str, _Record],
    points: Callable[[_Record, _Record], float],
    least: float,
) -> dict[str, str]:
    by_nearness = sorted(
        (
            (points(one, two), name, other)
            for name, one in first.items()
            for other, two in second.items()
        ),
        reverse=True,
    )
    pairs: dict[str, str] = {}
    for nearness, name, other in by_nearness:
        if nearness >= least and name not in pairs and other not in pairs.values():
            pairs[name] = other
    return pairs


def _offence_points(one: OffenceVersion, other: OffenceVersion, code: str) -> float:
    """How much two versions look like one rule; two points for a provision that both read."""
    first, second = _provisions(one, code), _provisions(other, code)
    shared: set[str] = {*one.conduct} & {*other.conduct}
    signs = (
        (2.0, bool(set(first) & set(second))),
        (1.5, first[:1] == second[:1]),
        (1.5, one.person.kind == other.person.kind),
        (1.0, one.person.under == other.person.under),
        (0.5, one.reach.territory == other.reach.territory),
    )
    points = sum(weight for weight, holds in signs if holds)
    return points + 0.5 * len(shared) / len(one.conduct)


def _scheme_points(one: CodedScheme, other: CodedScheme, code: str) -> float:
    """How near two schemes are: 0 for different questions or nothing in common."""
    if one.question != other.question:
        return 0.0
    first, second = _read_anywhere(one.version, code), _read_anywhere(other.version, code)
    either = first | second
    acts = {act for act, _ in first} & {act for act, _ in second}
    points = 2.0 * len(first & second) / len(either) if either else 0.0
    return points + 0.5 * bool(acts) + 1.0 * bool(_named(one.version) & _named(other.version))


def _provisions(version: OffenceVersion, code: str) -> list[tuple[str, str | None]]:
    """The provisions that state the rule itself, the main one first."""
    return [
        (r.instrument, citing_number(r.provision, code)) for r in version.readings if not r.for_
    ]


def _read_anywhere(version: SchemeVersion, code: str) -> set[tuple[str, str | None]]:
    """Every provision read for a scheme, also for single fields: readers weigh these freely."""
    return {(r.instrument, citing_number(r.provision, code)) for r in version.readings}


def _named(version: SchemeVersion) -> set[str]:
    """The policy-layer ids that a scheme names: its body, or its plans."""
    if isinstance(version, MonitoringVersion):
        return {version.body}
    if isinstance(version, DemandVersion):
        return {plan.policy for plan in version.plans}
    return set()
