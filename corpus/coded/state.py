"""Loads the coded law of a state from its folder and checks references between records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from corpus.coded.absences import Absence
from corpus.coded.basics import Dated, Read
from corpus.coded.general import GeneralRule
from corpus.coded.offences import Offence, OffenceVersion
from corpus.coded.schemes import DemandVersion, MonitoringVersion, Scheme
from corpus.dates import first_day
from corpus.penalty import Strict
from corpus.yamlfile import CorpusError, YamlFile

_Fault = tuple[list[str | int], str]
"""Where in an entry something is wrong, and a sentence."""
SIDES = ("buyer", "seller", "third-party")


class GeneralFile(Strict):
    """General rules of a state: `general.yaml`."""

    read: Read
    rules: tuple[GeneralRule, ...]


class OffenceFile(Strict):
    """Offences of one side: `offences/<side>.yaml`, or some of them: `<side>-<part>.yaml`."""

    read: Read
    offences: tuple[Offence, ...]


class SchemeFile(Strict):
    """Rights, duties and bodies: `schemes.yaml`."""

    read: Read
    schemes: tuple[Scheme, ...]


class AbsenceFile(Strict):
    """What was looked for and not found: `absences.yaml`."""

    read: Read
    absences: tuple[Absence, ...]


@dataclass(frozen=True)
class CodedState:
    """The coded law of a state.

    `reads` says who read each file (by file name), `files` which file a record is in (by id).
    """

    code: str
    rules: dict[str, GeneralRule] = field(default_factory=dict)
    offences: tuple[Offence, ...] = ()
    schemes: tuple[Scheme, ...] = ()
    absences: tuple[Absence, ...] = ()
    reads: dict[str, Read] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)

    def read_of(self, record: str) -> Read | None:
        """Return who read the file that an offence, a scheme or a general rule is in."""
        return self.reads.get(self.files.get(record, ""))


@dataclass(frozen=True)
class Known:
    """The ids of the rest of the corpus that records may refer to."""

    instruments: frozenset[str]
    sources: frozenset[str]
    questions: frozenset[str]
    bodies: frozenset[str] = frozenset()
    policies: frozenset[str] = frozenset()


@dataclass(frozen=True)
class _CodedFile:
    """One file of a state: its name in the folder, its list under `key`, and who read it."""

    name: str
    source: YamlFile
    key: str
    read: Read
    entries: Sequence[Any]


def load_state(code: str, known: Known, home: Path) -> CodedState:
    """Return the coded law of a state.

    Raises:
        CorpusError: one line per fault, each with file, line and path.
    """
    faults: list[str] = []
    files = list(_opened(home / code, f"states/{code}", faults))
    state = _joined(code, files)
    for file in files:
        for number, entry in enumerate(file.entries):
            faults += [
                file.source.fault([file.key, number, *where], text)
                for where, text in _faults(entry, state, known)
            ]
    faults += [f"states/{code}: the id '{name}' stands twice" for name in _doubles(state)]
    if faults:
        raise CorpusError(faults)
    return state


def _opened(folder: Path, shown_as: str, faults: list[str]) -> Iterator[_CodedFile]:
    """Yield the files of a state; the lines of those that are not valid go into `faults`."""
    for path, model, key in coded_files(folder):
        name = str(path.relative_to(folder))
        try:
            source = YamlFile(path, f"{shown_as}/{name}")
            content: Any = source.parse(model)
        except CorpusError as error:
            faults.extend(error.lines)
            continue
        yield _CodedFile(name, source, key, content.read, getattr(content, key))


def _joined(code: str, files: Sequence[_CodedFile]) -> CodedState:
    """Return the content of the files as one state."""
    by_key: dict[str, list[Any]] = {"rules": [], "offences": [], "schemes": [], "absences": []}
    for file in files:
        by_key[file.key].extend(file.entries)
    return CodedState(
        code=code,
        rules={rule.id: rule for rule in by_key["rules"]},
        offences=tuple(by_key["offences"]),
        schemes=tuple(by_key["schemes"]),
        absences=tuple(by_key["absences"]),
        reads={file.name: file.read for file in files},
        files={e.id: file.name for file in files if file.key != "absences" for e in file.entries},
    )


def has_coded_law(code: str, home: Path) -> bool:
    """Return whether the folder of a state under `home` holds any file of coded law."""
    return any(True for _ in coded_files(home / code))


def coded_files(folder: Path) -> Iterator[tuple[Path, type[Strict], str]]:
    """Yield the files of coded law in a state's folder, each with its model and its list's name.

    A side whose offences are many may have several: `buyer.yaml`, `buyer-child.yaml`.
    """
    wanted: list[tuple[str, type[Strict], str]] = [("general.yaml", GeneralFile, "rules")]
    wanted += [(f"offences/{side}*.yaml", OffenceFile, "offences") for side in SIDES]
    wanted.append(("schemes.yaml", SchemeFile, "schemes"))
    wanted.append(("absences.yaml", AbsenceFile, "absences"))
    for pattern, model, key in wanted:
        for path in sorted(folder.glob(pattern), key=lambda path: path.stem):
            yield path, model, key


def _doubles(state: CodedState) -> list[str]:
    names = [*state.rules, *(entry.id for entry in (*state.offences, *state.schemes))]
    return sorted({name for name in names if names.count(name) > 1})


def _faults(
    entry: GeneralRule | Offence | Scheme | Absence, state: CodedState, known: Known
) -> Iterator[_Fault]:
    """Yield the faults of an entry in view of the others: path within the entry, and sentence."""
    if isinstance(entry, Absence):
        yield from _absence_faults(entry, known)
        return
    if not entry.id.startswith(f"{state.code}-"):
        yield ["id"], f"the id must begin with '{state.code}-'"
    versions: tuple[Dated, ...] = entry.versions
    yield from _overlaps(versions)
    for number, version in enumerate(versions):
        place: list[str | int] = ["versions", number]
        for where, text in _version_faults(version, state, known):
            yield [*place, *where], text


def _absence_faults(absence: Absence, known: Known) -> Iterator[_Fault]:
    if absence.question not in known.questions:
        yield ["question"], f"there is no question '{absence.question}'"
    for text in absence.searched:
        if text.instrument not in known.instruments:
            yield ["searched"], f"'{text.instrument}' is not an instrument of this state"


def _version_faults(version: Dated, state: CodedState, known: Known) -> Iterator[_Fault]:
    for reading in version.readings:
        if reading.instrument not in known.instruments:
            yield ["readings"], f"'{reading.instrument}' is not an instrument of this state"
    for source in version.sources:
        if source not in known.sources:
            yield ["sources"], f"'{source}' is not a source of this state"
    if not version.readings and not version.sources:
        yield [], "a version needs a reading, or the sources that it is known from"
    if isinstance(version, MonitoringVersion) and version.body not in known.bodies:
        yield ["body"], f"there is no body '{version.body}' in the policy layer"
    if isinstance(version, DemandVersion):
        for plan in version.plans:
            if plan.policy not in known.policies:
                yield ["plans"], f"there is no policy text '{plan.policy}'"
    if isinstance(version, OffenceVersion):
        yield from _offence_faults(version, state)


def _offence_faults(version: OffenceVersion, state: CodedState) -> Iterator[_Fault]:
    for name, kinds in _rules_named(version):
        if name not in state.rules:
            yield [], f"there is no general rule '{name}'"
        elif state.rules[name].kind not in kinds:
            yield [], f"'{name}' is a rule of kind '{state.rules[name].kind}'"
    graver = version.subsidiary_to
    if graver and graver not in {"graver-offence", *(offence.id for offence in state.offences)}:
        yield ["subsidiary_to"], f"there is no offence '{graver}'"


def _overlaps(versions: tuple[Dated, ...]) -> Iterator[_Fault]:
    """Check that versions are listed newest first, and end before the next younger one begins."""
    for number, (younger, older) in enumerate(pairwise(versions), start=1):
        if older.ends is None:
            yield ["versions", number, "until"], "an older version needs an end"
        elif younger.from_ != "unknown" and first_day(older.ends) > first_day(younger.from_):
            yield ["versions", number, "until"], "it overlaps the next younger version"


def _rules_named(version: OffenceVersion) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the general rules that a version refers to, each with the kinds it may have."""
    for fault in version.fault:
        if fault.rule:
            yield fault.rule, ("fault-default",)
    if version.attempt and version.attempt.rule:
        yield version.attempt.rule, ("attempt-default", "grade")
    if version.abroad:
        for name in (version.abroad.rule, *version.abroad.cases.values()):
            if name and name != "none":
                yield name, ("abroad",)
    for penalty in version.penalties:
        if penalty.scale:
            yield penalty.scale, ("prison-scale", "fine-scale")
        if penalty.rule:
            yield penalty.rule, ("repeat", "fine-scale", "prison-scale")
        if penalty.fine and penalty.fine.scale:
            yield penalty.fine.scale, ("fine-scale",)
        if penalty.fine and penalty.fine.rule:
            yield penalty.fine.rule, ("fine-conversion", "fine-scale")
