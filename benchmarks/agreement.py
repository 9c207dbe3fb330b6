"""Compares two codings of the buyer offences, field by field; prints a table or each difference.

Both folders hold states as `corpus/states` does. Records are paired by the provision and the kind
of person; the versions that hold on the day are compared. A record that only one reader has counts
as one difference in the field `record`.
"""

from __future__ import annotations

import argparse
import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.coded.offences import OffenceVersion
from corpus.coded.penalties import PenaltyCase
from corpus.coded.state import CodedState, Known, load_state
from corpus.numbers import citing_number
from corpus.verification.facts import family
from corpus.yamlfile import CorpusError


class _Anything(frozenset[str]):
    """What a coding may refer to is checked where it is kept, not here."""

    def __contains__(self, name: object) -> bool:
        return True


_KNOWN = Known(*[_Anything()] * 5)
_RELATED = 2.0
"""Two versions that have fewer points in common are not the same rule."""


@dataclass(frozen=True)
class Difference:
    """A field of a record in which two readers differ, with what each has."""

    record: str
    field: str
    first: str
    second: str


def read_coding(home: Path, code: str) -> CodedState:
    """Return the coded law of a state from a folder.

    Raises:
        CorpusError: it is not valid.
    """
    return load_state(code, _KNOWN, home)


def compare(
    first: CodedState, second: CodedState, day: dt.date
) -> tuple[Counter[str], list[Difference]]:
    """Return how often each field was compared, and where the two codings differ."""
    compared: Counter[str] = Counter()
    differences: list[Difference] = []
    ours, theirs = dict(_versions(first, day)), dict(_versions(second, day))
    pairs = _pairs(ours, theirs, first.code)
    for name, other in pairs.items():
        one, two = _fields(ours[name]), _fields(theirs[other])
        for field in {**one, **two}:
            compared[family(field)] += 1
            if one.get(field, "-") != two.get(field, "-"):
                values = one.get(field, "-"), two.get(field, "-")
                differences.append(Difference(name, field, *values))
    ours_only, theirs_only = set(ours) - set(pairs), set(theirs) - set(pairs.values())
    differences += [Difference(n, "record", "coded", "missing") for n in sorted(ours_only)]
    differences += [Difference(n, "record", "missing", "coded") for n in sorted(theirs_only)]
    compared["record"] = len(ours) + len(theirs) - len(pairs)
    return compared, differences


def _pairs(
    ours: dict[str, OffenceVersion], theirs: dict[str, OffenceVersion], code: str
) -> dict[str, str]:
    """Pair the versions that are nearest to one another first; those too far apart stay single."""
    near = sorted(
        (
            (_nearness(one, two, code), name, other)
            for name, one in ours.items()
            for other, two in theirs.items()
        ),
        reverse=True,
    )
    pairs: dict[str, str] = {}
    for points, name, other in near:
        if points >= _RELATED and name not in pairs and other not in pairs.values():
            pairs[name] = other
    return pairs


def _versions(state: CodedState, day: dt.date) -> Iterator[tuple[str, OffenceVersion]]:
    for offence in state.offences:
        for version in offence.versions:
            if version.holds(day) and "buyer" in version.liable:
                yield offence.id, version


def _nearness(one: OffenceVersion, other: OffenceVersion, code: str) -> float:
    """How much two versions look like one rule; two points for a provision that both read."""
    ours, theirs = _provisions(one, code), _provisions(other, code)
    shared: set[str] = {*one.conduct} & {*other.conduct}
    signs = (
        (2.0, bool(set(ours) & set(theirs))),
        (1.5, ours[:1] == theirs[:1]),
        (1.5, one.person.kind == other.person.kind),
        (1.0, one.person.under == other.person.under),
        (0.5, one.reach.territory == other.reach.territory),
    )
    points = sum(weight for weight, holds in signs if holds)
    return points + 0.5 * len(shared) / len(one.conduct)


def _provisions(version: OffenceVersion, code: str) -> list[tuple[str, str | None]]:
    """The provisions that state the rule itself, the main one first."""
    return [
        (r.instrument, citing_number(r.provision, code)) for r in version.readings if not r.for_
    ]


def _fields(version: OffenceVersion) -> dict[str, str]:
    """Every coded field of a version as words that can be compared."""
    found = {
        "from": version.from_,
        "liable": _set(version.liable),
        "conduct": _set(version.conduct),
        "payment": version.payment or "-",
        "person": version.person.kind,
        "age": f"{version.person.at_least or ''}-{version.person.under or ''}",
        "groups": _set(version.person.groups),
        "territory": version.reach.territory,
        "places": _set(version.reach.places),
        "circumstances": _set(version.circumstances),
        "sanction": version.sanction,
        "fault": _set(f"{part}: {f.standard}" for f in version.fault for part in f.of),
        "burden": _set(f.burden for f in version.fault),
        "exemptions": _set(f"{e.kind}: {e.effect}" for e in version.exemptions),
        "attempt": version.attempt.value if version.attempt else "-",
        "abroad": _abroad(version),
        "words": "unclear" if version.reaches_buyer_unclear else "buyer",
    }
    for penalty in version.penalties:
        found |= _bounds(penalty)
    return found


def _bounds(penalty: PenaltyCase) -> dict[str, str]:
    at = f"penalty {penalty.case}"
    at += f" {penalty.track}" if penalty.track else ""
    at += f" under {penalty.under}" if penalty.under else ""
    found = {f"{at}: relation": penalty.relation or "-"}
    if penalty.imprisonment:
        found[f"{at}: prison from"] = penalty.imprisonment.min or "-"
        found[f"{at}: prison to"] = penalty.imprisonment.max or "-"
    if penalty.fine:
        fine = penalty.fine
        found[f"{at}: fine"] = fine.class_ or fine.level or fine.unit or "by scale"
        found[f"{at}: fine from"] = str(fine.min if fine.min is not None else "-")
        found[f"{at}: fine to"] = str(fine.max if fine.max is not None else "-")
    if penalty.relative:
        found[f"{at}: relative"] = f"{penalty.relative.how} {penalty.relative.by or ''}"
    return found


def _abroad(version: OffenceVersion) -> str:
    fact = version.abroad
    if fact is None:
        return "-"
    if fact.cases:
        return _set(
            f"{case}: {'none' if to == 'none' else 'rule'}" for case, to in fact.cases.items()
        )
    return "none" if fact.none else "rule"


def _set(values: object) -> str:
    return ", ".join(sorted(map(str, values)))  # type: ignore[call-overload]


def main() -> None:
    """Compare the states that both folders hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--first", type=Path, required=True)
    parser.add_argument("--second", type=Path, required=True)
    parser.add_argument("--day", type=dt.date.fromisoformat, default=dt.date.today())
    parser.add_argument("--list", action="store_true", help="print each difference")
    parser.add_argument("codes", nargs="*")
    arguments = parser.parse_args()
    _run(arguments.first, arguments.second, arguments.day, arguments.codes, arguments.list)


def _run(first: Path, second: Path, day: dt.date, codes: Sequence[str], each: bool) -> None:
    compared: Counter[str] = Counter()
    equal: Counter[str] = Counter()
    for code in codes or sorted(p.name for p in first.iterdir() if (second / p.name).is_dir()):
        try:
            counts, differences = compare(read_coding(first, code), read_coding(second, code), day)
        except CorpusError as error:
            print(*error.lines, sep="\n")
            continue
        compared += counts
        equal += counts
        equal.subtract(family(difference.field) for difference in differences)
        for found in differences if each else ():
            print(f"{found.record}: {found.field}: {found.first} | {found.second}")
    print("\n| field | compared | equal | share |\n|---|---:|---:|---:|")
    for field, number in sorted(compared.items()):
        print(f"| {field} | {number} | {equal[field]} | {equal[field] / number:.2f} |")
    total, same = compared.total(), equal.total()
    print(f"| all | {total} | {same} | {same / max(total, 1):.2f} |")


if __name__ == "__main__":
    main()
