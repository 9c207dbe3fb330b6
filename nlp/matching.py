"""Finds cues in a row of words, in time that does not grow with the number of entries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from nlp.patterns import Atom, Pattern

_MEMO_SIZE = 200_000


@dataclass(frozen=True, order=True)
class Hit:
    """A cue on the words `first` to `last`, both included."""

    first: int
    last: int
    cue: str


@dataclass
class _AtomTable:
    """Which atoms a word satisfies; every word is looked up once and remembered."""

    lemma: Callable[[str], str] | None
    exact: dict[str, list[int]] = field(default_factory=dict)
    prefix: dict[str, list[int]] = field(default_factory=dict)
    suffix: dict[str, list[int]] = field(default_factory=dict)
    infix: dict[str, list[int]] = field(default_factory=dict)
    lemmas: dict[str, list[int]] = field(default_factory=dict)
    ids: dict[Atom, int] = field(default_factory=dict)
    memo: dict[str, frozenset[int]] = field(default_factory=dict)

    def add(self, atom: Atom) -> int:
        if atom in self.ids:
            return self.ids[atom]
        number = self.ids[atom] = len(self.ids)
        tables = {
            "word": self.exact, "prefix": self.prefix, "suffix": self.suffix,
            "infix": self.infix, "lemma": self.lemmas,
        }  # fmt: skip
        tables[atom.kind].setdefault(atom.value, []).append(number)
        return number

    def of(self, word: str) -> frozenset[int]:
        found = self.memo.get(word)
        if found is None:
            if len(self.memo) >= _MEMO_SIZE:
                self.memo.clear()
            found = self.memo[word] = frozenset(self._search(word))
        return found

    def _search(self, word: str) -> Iterable[int]:
        yield from self.exact.get(word, ())
        for length in range(1, len(word) + 1):
            yield from self.prefix.get(word[:length], ())
            yield from self.suffix.get(word[-length:], ())
        for part, numbers in self.infix.items():
            if part in word:
                yield from numbers
        if self.lemmas and self.lemma is not None:
            yield from self.lemmas.get(self.lemma(word), ())


@dataclass(frozen=True)
class _Compiled:
    cue: str
    steps: tuple[tuple[frozenset[int], int], ...]


class CueMatcher:
    """All cues of one language, compiled."""

    def __init__(
        self, cues: dict[str, tuple[Pattern, ...]], lemma: Callable[[str], str] | None = None
    ) -> None:
        self._table = _AtomTable(lemma)
        self._by_atom: dict[int, list[_Compiled]] = {}
        for cue, patterns in cues.items():
            for pattern in patterns:
                self._add(cue, pattern)

    def _add(self, cue: str, pattern: Pattern) -> None:
        steps = tuple(
            (frozenset(self._table.add(atom) for atom in step.atoms), step.gap)
            for step in pattern.steps
        )
        compiled = _Compiled(cue, steps)
        for atom in steps[0][0]:
            self._by_atom.setdefault(atom, []).append(compiled)

    def find(self, words: Sequence[str], breaks: Sequence[int]) -> list[Hit]:
        """Return every cue; no entry reaches over a change of the number in `breaks`."""
        atoms = [self._table.of(word) for word in words]
        hits: set[Hit] = set()
        for start, here in enumerate(atoms):
            for atom in here:
                for entry in self._by_atom.get(atom, ()):
                    last = _last(entry.steps, 1, start, atoms, breaks)
                    if last is not None:
                        hits.add(Hit(start, last, entry.cue))
        return sorted(hits)


def _last(
    steps: tuple[tuple[frozenset[int], int], ...],
    step: int,
    at: int,
    atoms: Sequence[frozenset[int]],
    breaks: Sequence[int],
) -> int | None:
    """The last word of an entry whose word `step - 1` stands at `at`, or None."""
    if step == len(steps):
        return at
    wanted, gap = steps[step]
    for position in range(at + 1, min(at + 2 + gap, len(atoms))):
        if breaks[position] != breaks[at]:
            return None
        if not wanted.isdisjoint(atoms[position]):
            last = _last(steps, step + 1, position, atoms, breaks)
            if last is not None:
                return last
    return None
