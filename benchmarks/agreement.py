"""Compares two codings of the same law, field by field; prints rows for `corpus/agreement.yaml`.

Both folders hold states as `corpus/states` does. What holds on the day is compared: the offences
of buyers or, with `--schemes`, the rights, duties and bodies. A record that only one reader has
counts as one difference in the field `record`.
"""

from __future__ import annotations

import argparse
import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from benchmarks.pairing import CodedScheme, pair_offences, pair_schemes
from corpus.coded.offences import OffenceVersion
from corpus.coded.state import CodedState, Known, load_state
from corpus.verification.facts import NOTHING, facts_of, family, scheme_details
from corpus.yamlfile import CorpusError

_Record = TypeVar("_Record")
_Fields = dict[str, str]
_SHARED = {"from", "basis"}
"""Fields of every scheme; the others are counted by question."""


class _Anything(frozenset[str]):
    """What a coding may refer to is checked where it is kept, not here."""

    def __contains__(self, name: object) -> bool:
        return True


_KNOWN = Known(*[_Anything()] * 5)


@dataclass(frozen=True)
class FieldDifference:
    """A field of a record in which two readers differ, with what each has."""

    record: str
    field: str
    first: str
    second: str


Comparison = tuple[Counter[str], list[FieldDifference]]
"""How often each field was compared, and where the two codings differ."""


def read_coding(home: Path, code: str) -> CodedState:
    """Return the coded law of a state from a folder.

    Raises:
        CorpusError: it is not valid.
    """
    return load_state(code, _KNOWN, home)


def compare_offences(first: CodedState, second: CodedState, day: dt.date) -> Comparison:
    """Compare the versions that make a buyer liable on a day."""
    ours, theirs = dict(_offences(first, day)), dict(_offences(second, day))
    return _compare(ours, theirs, pair_offences(ours, theirs, first.code), _offence_fields)


def compare_schemes(first: CodedState, second: CodedState, day: dt.date) -> Comparison:
    """Compare the schemes that hold on a day; most fields are named `residence: permit.length`."""
    ours, theirs = dict(_schemes(first, day)), dict(_schemes(second, day))
    return _compare(ours, theirs, pair_schemes(ours, theirs, first.code), _scheme_fields)


def _compare(
    ours: Mapping[str, _Record],
    theirs: Mapping[str, _Record],
    pairs: Mapping[str, str],
    fields_of: Callable[[_Record], _Fields],
) -> Comparison:
    compared: Counter[str] = Counter()
    differences: list[FieldDifference] = []
    for name, other in pairs.items():
        one, two = fields_of(ours[name]), fields_of(theirs[other])
        for field in _comparable({**one, **two}):
            compared[family(field)] += 1
            values = _value(one, field), _value(two, field)
            if values[0] != values[1]:
                differences.append(FieldDifference(name, field, *values))
    only_ours, only_theirs = set(ours) - set(pairs), set(theirs) - set(pairs.values())
    differences += [FieldDifference(n, "record", "coded", "missing") for n in sorted(only_ours)]
    differences += [FieldDifference(n, "record", "missing", "coded") for n in sorted(only_theirs)]
    compared["record"] = len(ours) + len(theirs) - len(pairs)
    return compared, differences


def _comparable(fields: _Fields) -> Iterator[str]:
    """Leave out `permit.length` and its like where a reader has no `permit` at all."""
    for field in fields:
        whole, dot, _ = field.rpartition(".")
        if not dot or whole not in fields:
            yield field


def _value(fields: _Fields, field: str) -> str:
    if any(name.startswith(f"{field}.") for name in fields):
        return "coded"
    return fields.get(field, NOTHING)


def _offences(state: CodedState, day: dt.date) -> Iterator[tuple[str, OffenceVersion]]:
    for offence in state.offences:
        for version in offence.versions:
            if version.holds(day) and "buyer" in version.liable:
                yield offence.id, version


def _schemes(state: CodedState, day: dt.date) -> Iterator[tuple[str, CodedScheme]]:
    for scheme in state.schemes:
        for version in scheme.versions:
            if version.holds(day):
                yield scheme.id, CodedScheme(scheme.question, version)


def _offence_fields(version: OffenceVersion) -> _Fields:
    """Return the facts of an offence; what readers group or name freely is brought to one form."""
    by_part = (f"{part}: {fault.standard}" for fault in version.fault for part in fault.of)
    return facts_of(version) | {"fault": _set(by_part), "abroad": _abroad(version)}


def _scheme_fields(scheme: CodedScheme) -> _Fields:
    return {
        name if name in _SHARED else f"{scheme.question}: {name}": value
        for name, value in scheme_details(scheme.version).items()
    }


def _abroad(version: OffenceVersion) -> str:
    """Return whether each case has a rule: the ids of general rules are the reader's own."""
    fact = version.abroad
    if fact is None:
        return NOTHING
    if fact.cases:
        return _set(
            f"{case}: {'none' if rule == 'none' else 'rule'}" for case, rule in fact.cases.items()
        )
    return "none" if fact.none else "rule"


def _set(values: Iterable[str]) -> str:
    return ", ".join(sorted(values)) or NOTHING


def main() -> None:
    """Compare the states that both folders hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--first", type=Path, required=True)
    parser.add_argument("--second", type=Path, required=True)
    parser.add_argument("--day", type=dt.date.fromisoformat, default=dt.date.today())
    parser.add_argument("--schemes", action="store_true", help="compare schemes, not offences")
    parser.add_argument("--list", action="store_true", help="print each difference")
    parser.add_argument("codes", nargs="*", help="states; all that both folders hold by default")
    arguments = parser.parse_args()
    first, second = arguments.first, arguments.second
    codes = arguments.codes or sorted(
        folder.name for folder in first.iterdir() if (second / folder.name).is_dir()
    )
    compare = compare_schemes if arguments.schemes else compare_offences
    compared, differences = _compare_all(first, second, arguments.day, codes, compare)
    if arguments.list:
        for one in differences:
            print(f"# {one.record}: {one.field}: {one.first} | {one.second}")
    print(*rows(compared, differences), sep="\n")


def _compare_all(
    first: Path,
    second: Path,
    day: dt.date,
    codes: Sequence[str],
    compare: Callable[[CodedState, CodedState, dt.date], Comparison],
) -> Comparison:
    compared: Counter[str] = Counter()
    differences: list[FieldDifference] = []
    for code in codes:
        try:
            codings = read_coding(first, code), read_coding(second, code)
        except CorpusError as error:
            print(*(f"# {line}" for line in error.lines), sep="\n")
            continue
        counts, found = compare(*codings, day)
        compared += counts
        differences += found
    return compared, differences


def rows(compared: Counter[str], differences: Sequence[FieldDifference]) -> Iterator[str]:
    """Yield the lines of `rows` in `corpus/agreement.yaml`, records first; the total as comment."""
    differing = Counter(family(difference.field) for difference in differences)
    yield "rows:"
    for field, number in sorted(compared.items(), key=lambda item: (item[0] != "record", item)):
        name = f'"{field}"' if ":" in field else field
        yield f"  - {{field: {name}, compared: {number}, equal: {number - differing[field]}}}"
    total, equal = compared.total(), compared.total() - differing.total()
    yield f"# all: {equal} of {total} equal, {equal / max(total, 1):.2f}"


if __name__ == "__main__":
    main()
