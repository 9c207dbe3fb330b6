"""Loads the coded law of a state from its folder and checks what one record cannot know alone."""

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

    `reads` tells who read each file, by its name; `files` in which of them a record stands, by id.
    """

    code: str
    rules: dict[str, GeneralRule] = field(default_factory=dict)
    offences: tuple[Offence, ...] = ()
    schemes: tuple[Scheme, ...] = ()
    absences: tuple[Absence, ...] = ()
    reads: dict[str, Read] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)

    def read_of(self, record: str) -> Read | None:
        """Return who read the file of an offence, a scheme or a general rule."""
        return self.reads.get(self.files.get(record, ""))


@dataclass(frozen=True)
class Known:
    """What the rest of the corpus names: records may refer to these only."""

    instruments: frozenset[str]
    sources: frozenset[str]
    questions: frozenset[str]
    bodies: frozenset[str] = frozenset()
    policies: frozenset[str] = frozenset()


def load_state(code: str, known: Known, home: Path) -> CodedState:
    """Return the coded law of a state.

    Raises:
        CorpusError: one line per fault, each with file, line and path.
    """
    faults: list[str] = []
    reads: dict[str, Read] = {}
    files: dict[str, str] = {}
    rules: dict[str, GeneralRule] = {}
    offences: list[Offence] = []
    schemes: tuple[Scheme, ...] = ()
    absences: tuple[Absence, ...] = ()
    opened: list[tuple[YamlFile, str, Sequence[Any]]] = []
    for path, model, key in coded_files(home / code):
        source = YamlFile(path, f"states/{code}/{path.relative_to(home / code)}")
        try:
            content: Any = source.parse(model)
        except CorpusError as error:
            faults.extend(error.lines)
            continue
        entries = getattr(content, key)
        opened.append((source, key, entries))
        name = str(path.relative_to(home / code))
        reads[name] = content.read
        files |= {entry.id: name for entry in entries if key != "absences"}
        if key == "rules":
            rules = {rule.id: rule for rule in entries}
        elif key == "offences":
            offences.extend(entries)
        elif key == "schemes":
            schemes = entries
        else:
            absences = entries
    state = CodedState(code, rules, tuple(offences), schemes, absences, reads, files)
    for source, key, entries in opened:
        for number, entry in enumerate(entries):
            faults += [
                source.fault([key, number, *where], text)
                for where, text in _faults(entry, state, known)
            ]
    faults += [f"states/{code}: the id '{name}' stands twice" for name in _doubles(state)]
    if faults:
        raise CorpusError(faults)
    return state


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
) -> Iterator[tuple[list[str | int], str]]:
    """Yield what is wrong with an entry in view of the others: where in it, and a sentence."""
    if isinstance(entry, Absence):
        if entry.question not in known.questions:
            yield ["question"], f"there is no question '{entry.question}'"
        for text in entry.searched:
            if text.instrument not in known.instruments:
                yield ["searched"], f"'{text.instrument}' is not an instrument of this state"
        return
    if not entry.id.startswith(f"{state.code}-"):
        yield ["id"], f"the id must begin with '{state.code}-'"
    versions: tuple[Dated, ...] = entry.versions
    yield from _overlaps(versions)
    for number, version in enumerate(versions):
        place: list[str | int] = ["versions", number]
        for reading in version.readings:
            if reading.instrument not in known.instruments:
                yield (
                    [*place, "readings"],
                    f"'{reading.instrument}' is not an instrument of this state",
                )
        for source in version.sources:
            if source not in known.sources:
                yield [*place, "sources"], f"'{source}' is not a source of this state"
        if not version.readings and not version.sources:
            yield place, "a version needs a reading, or the sources that it is known from"
        if isinstance(version, MonitoringVersion) and version.body not in known.bodies:
            yield [*place, "body"], f"there is no body '{version.body}' in the policy layer"
        if isinstance(version, DemandVersion):
            for plan in version.plans:
                if plan.policy not in known.policies:
                    yield [*place, "plans"], f"there is no policy text '{plan.policy}'"
        if isinstance(version, OffenceVersion):
            ids = {offence.id for offence in state.offences}
            for name, kind in _rules_named(version):
                if name not in state.rules:
                    yield place, f"there is no general rule '{name}'"
                elif state.rules[name].kind not in kind:
                    yield place, f"'{name}' is a rule of kind '{state.rules[name].kind}'"
            graver = version.subsidiary_to
            if graver and graver not in ids | {"graver-offence"}:
                yield [*place, "subsidiary_to"], f"there is no offence '{graver}'"


def _overlaps(versions: tuple[Dated, ...]) -> Iterator[tuple[list[str | int], str]]:
    """Versions stand newest first, and each ends no later than the next younger one begins."""
    for number, (younger, older) in enumerate(pairwise(versions), start=1):
        if older.ends is None:
            yield ["versions", number, "until"], "an older version needs an end"
        elif younger.from_ != "unknown" and first_day(older.ends) > first_day(younger.from_):
            yield ["versions", number, "until"], "it overlaps the next younger version"


def _rules_named(version: OffenceVersion) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the general rules that a version points to, each with the kinds that it may be."""
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
