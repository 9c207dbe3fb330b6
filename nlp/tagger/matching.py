"""Finds cues in a row of words, in time that does not grow with the number of entries.

Each different word is compared with the entries once. What it fits is remembered as numbers (of
atoms, as `nlp.tagger.patterns` calls the parts of an entry), so a row is read by looking up its
words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, reduce
from operator import or_
from typing import NamedTuple

from nlp.tagger.patterns import Atom, Pattern, Step

_MEMO_SIZE = 100_000
_LONGEST = 500
"""A longer word is not remembered."""
_Steps = tuple[tuple[frozenset[int], int], ...]


class CueHit(NamedTuple):
    """A cue on the words `first` to `last`, both included."""

    first: int
    last: int
    cue: str


class CompiledCues(NamedTuple):
    """Entries as plain data, fit to be kept in a file; numbers are indexes into the other lists.

    A step is the numbers of its atoms with its gap, an entry the number of its cue with its steps.
    """

    cues: tuple[str, ...]
    atoms: tuple[tuple[str, str], ...]
    steps: tuple[tuple[tuple[int, ...], int], ...]
    entries: tuple[tuple[int, tuple[int, ...]], ...]


class _Compiled(NamedTuple):
    cue: str
    bit: int
    steps: _Steps


class _Known(NamedTuple):
    """What the entries say of a word.

    The atoms that it satisfies; the cues of which it is a whole entry; the entries that it begins,
    by the atoms of their second word; these atoms, and how many words away one may stand at most;
    the bits of all their cues, and of the cues with entries of several words.
    """

    atoms: frozenset[int]
    whole: tuple[tuple[str, int], ...]
    begun: dict[int, list[_Compiled]]
    seconds: frozenset[int]
    reach: int
    bits: int
    going_on: int


_NOTHING = _Known(frozenset(), (), {}, frozenset(), 0, 0, 0)


@dataclass
class _AtomTable:
    """Which atoms a word satisfies."""

    tables: dict[str, dict[str, list[int]]] = field(default_factory=dict)
    lengths: dict[str, set[int]] = field(default_factory=dict)

    def add(self, number: int, kind: str, value: str) -> None:
        self.tables.setdefault(kind, {}).setdefault(value, []).append(number)
        self.lengths.setdefault(kind, set()).add(len(value))

    def of(self, word: str) -> Iterable[int]:
        tables = self.tables
        yield from tables.get("word", {}).get(word, ())
        prefixes, suffixes = tables.get("prefix", {}), tables.get("suffix", {})
        for length in self.lengths.get("prefix", ()):
            if length <= len(word):
                yield from prefixes.get(word[:length], ())
        for length in self.lengths.get("suffix", ()):
            if length <= len(word):
                yield from suffixes.get(word[-length:], ())
        for part, numbers in tables.get("infix", {}).items():
            if part in word:
                yield from numbers


def compile_cues(cues: Mapping[str, Sequence[Pattern]]) -> CompiledCues:
    """Return the entries of cues as plain data."""
    atoms: dict[Atom, int] = {}
    steps: dict[tuple[str, int], int] = {}
    made: list[tuple[tuple[int, ...], int]] = []
    entries: list[tuple[int, tuple[int, ...]]] = []

    def number(step: Step) -> int:
        """The number of a step; steps written alike share one."""
        key = (step.source, step.gap)
        if key not in steps:
            steps[key] = len(steps)
            numbers = dict.fromkeys(atoms.setdefault(atom, len(atoms)) for atom in step.atoms)
            made.append((tuple(numbers), step.gap))
        return steps[key]

    for cue, patterns in enumerate(cues.values()):
        entries += [(cue, tuple(map(number, pattern.steps))) for pattern in patterns]
    return CompiledCues(tuple(cues), tuple((a.kind, a.value) for a in atoms), tuple(made),
                        tuple(entries))  # fmt: skip


class _Memo(dict[str, _Known]):
    """Looks up each word once and remembers it."""

    def __init__(self, know: Callable[[str], _Known]) -> None:
        super().__init__()
        self._know = know

    def __missing__(self, word: str) -> _Known:
        if len(self) >= _MEMO_SIZE:
            self.clear()
        known = self._know(word)
        if len(word) <= _LONGEST:
            self[word] = known
        return known


class CueMatcher:
    """All cues of one language, compiled."""

    def __init__(self, cues: Mapping[str, Sequence[Pattern]] | CompiledCues) -> None:
        made = cues if isinstance(cues, CompiledCues) else compile_cues(cues)
        self._table = _AtomTable()
        self._by_atom: dict[int, list[int]] = {}
        self._bits = {cue: 1 << i for i, cue in enumerate(made.cues)}
        self._mask = lru_cache(maxsize=4096)(self._find_mask)
        for number, (kind, value) in enumerate(made.atoms):
            self._table.add(number, kind, value)
        steps = [(frozenset(atoms), gap) for atoms, gap in made.steps]
        self._entries = [
            _Compiled(made.cues[cue], 1 << cue, tuple(steps[step] for step in row))
            for cue, row in made.entries
        ]
        for number, (_, row) in enumerate(made.entries):
            for atom in made.steps[row[0]][0]:
                self._by_atom.setdefault(atom, []).append(number)
        self._memo = _Memo(self._know)

    def _know(self, word: str) -> _Known:
        atoms = frozenset(self._table.of(word))
        if not atoms:
            return _NOTHING
        numbers = {number for atom in atoms for number in self._by_atom.get(atom, ())}
        entries = [self._entries[number] for number in sorted(numbers)]
        longer = [entry for entry in entries if len(entry.steps) > 1]
        begun: dict[int, list[_Compiled]] = {}
        for entry in longer:
            for atom in entry.steps[1][0]:
                begun.setdefault(atom, []).append(entry)
        return _Known(
            atoms,
            tuple({(entry.cue, entry.bit): None for entry in entries if len(entry.steps) == 1}),
            begun,
            frozenset(begun),
            max((entry.steps[1][1] for entry in longer), default=0),
            reduce(or_, (entry.bit for entry in entries), 0),
            reduce(or_, (entry.bit for entry in longer), 0),
        )

    def _find_mask(self, cues: frozenset[str]) -> int:
        return sum(self._bits.get(cue, 0) for cue in cues)

    def find(
        self, words: Sequence[str], breaks: Sequence[int], cues: frozenset[str] | None = None
    ) -> list[CueHit]:
        """Return every cue, or every one of `cues`, in order.

        `breaks` numbers the sentence of each word; no cue reaches from one into the next.
        """
        row = list(map(self._memo.__getitem__, words))
        wanted = -1 if cues is None else self._mask(cues)
        hits: set[CueHit] = set()
        marked = [(place, known) for place, known in enumerate(row) if known is not _NOTHING]
        for number, (start, known) in enumerate(marked):
            if not known.bits & wanted:
                continue
            for cue, bit in known.whole:
                if bit & wanted:
                    hits.add(CueHit(start, start, cue))
            if known.going_on & wanted:
                hits.update(_begun(number, marked, row, breaks, wanted))
        return sorted(hits)


def _begun(
    number: int,
    marked: Sequence[tuple[int, _Known]],
    row: Sequence[_Known],
    breaks: Sequence[int],
    wanted: int,
) -> Iterator[CueHit]:
    """The entries of several words that begin at a marked word, each with its nearest words."""
    start, known = marked[number]
    end, sentence = start + 1 + known.reach, breaks[start]
    complete: set[int] = set()
    for following in range(number + 1, len(marked)):
        position, second = marked[following]
        if position > end or breaks[position] != sentence:
            return
        if known.seconds.isdisjoint(second.atoms):
            continue
        for entry in _entries_with(second, known, wanted):
            if position - start - 1 <= entry.steps[1][1] and id(entry) not in complete:
                last = _last(entry.steps, 2, position, row, breaks)
                if last is not None:
                    complete.add(id(entry))
                    yield CueHit(start, last, entry.cue)


def _entries_with(second: _Known, first: _Known, wanted: int) -> Iterator[_Compiled]:
    """The wanted entries that one word begins and another may go on with."""
    for atom in second.atoms & first.seconds:
        for entry in first.begun[atom]:
            if entry.bit & wanted:
                yield entry


def _last(
    steps: _Steps, step: int, at: int, row: Sequence[_Known], breaks: Sequence[int]
) -> int | None:
    """Where an entry ends whose word `step - 1` stands at `at`; None if its other words miss."""
    if step == len(steps):
        return at
    wanted, gap = steps[step]
    for position in range(at + 1, min(at + 2 + gap, len(row))):
        if breaks[position] != breaks[at]:
            return None
        if not wanted.isdisjoint(row[position].atoms):
            last = _last(steps, step + 1, position, row, breaks)
            if last is not None:
                return last
    return None
