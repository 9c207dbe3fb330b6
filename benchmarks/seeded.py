"""Seeds errors into coded facts and into texts of law, and counts how many verification flags.

`python -m benchmarks.seeded --data FOLDER` changes 60 facts, one at a time, and 30 provisions of
the library (in memory only). A fact counts as flagged if verification has a new finding that does
not agree, on the right record and field; a text, if it has one on a record that reads it. Facts are
counted twice: with the seals, which see that a fact was changed after it was last read, and by the
machine's reading of the text alone.
"""

from __future__ import annotations

import argparse
import dataclasses
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from corpus.coded.offences import OffenceVersion
from corpus.coded.state import CodedState
from corpus.digest import digest
from corpus.library import HOME, Knowledge, packaged_knowledge
from corpus.store import Library
from corpus.verification.explained import explanations
from corpus.verification.finding import AGREES, Finding
from corpus.verification.held import HeldText, HeldTexts
from corpus.verification.room import verify_state
from corpus.verification.seals import Seals, read_seals, seals_of
from corpus.verification.words import bind
from nlp.tagger.every_scale import every_scale
from search_app.paths import DataFolder
from search_app.verification import texts_of

FACTS, TEXTS = 60, 30
# "§ 5" -> 5; "up to 2 years" -> 2
_DIGITS = re.compile(r"\d+")
Change = Callable[[dict[str, Any]], str | None]
"""Changes the data of a version; returns the field's name, None where it does not apply."""


def _prison(data: dict[str, Any]) -> str | None:
    for case in data["penalties"]:
        if case["imprisonment"] and case["imprisonment"]["max"] not in (None, "life"):
            number, unit = case["imprisonment"]["max"].split()
            case["imprisonment"]["max"] = f"{int(number) + 7} {unit.rstrip('s')}s"
            return "prison to"
    return None


def _fine(data: dict[str, Any]) -> str | None:
    for case in data["penalties"]:
        if case["fine"] and case["fine"]["unit"] == "amount" and case["fine"]["max"]:
            case["fine"]["max"] = str(float(case["fine"]["max"]) * 3)
            return "fine to"
    return None


def _age(data: dict[str, Any]) -> str | None:
    under = data["person"]["under"]
    if under is None:
        return None
    data["person"]["under"] = 17 if under != 17 else 13
    return "age"


def _fault(data: dict[str, Any]) -> str | None:
    for fault in data["fault"]:
        if fault["rule"] is None and fault["standard"] != "negligence":
            fault["standard"] = "negligence"
            return "fault"
    return None


def _date(data: dict[str, Any]) -> str | None:
    if data["from"] == "unknown":
        return None
    data["from"] = f"{int(data['from'][:4]) - 1}{data['from'][4:]}".replace("-02-29", "-02-28")
    return "from"


def _liable(data: dict[str, Any]) -> str | None:
    if data["liable"] != ["buyer"]:
        return None
    data["liable"], data["conduct"] = ["seller"], ["sell"]
    return "liable"


def _sanction(data: dict[str, Any]) -> str | None:
    other = {"criminal": "administrative", "administrative": "criminal"}
    if data["sanction"] not in other:
        return None
    data["sanction"] = other[data["sanction"]]
    return "sanction"


def _citation(data: dict[str, Any]) -> str | None:
    for reading in data["readings"]:
        if reading["sha256"] and not reading["for"]:
            reading["provision"] = _DIGITS.sub(
                lambda m: str(int(m[0]) + 5000), reading["provision"]
            )
            return "citation"
    return None


CHANGES: tuple[Change, ...] = (
    _prison, _fine, _age, _fault, _date, _liable, _sanction, _citation,
)  # fmt: skip


@dataclasses.dataclass
class Bench:
    """A state with what its facts are held against, and the findings before anything is seeded."""

    state: CodedState
    held: HeldTexts
    seals: Seals
    before: frozenset[Finding]

    def after(
        self, state: CodedState, held: HeldTexts | None = None, seals: Seals | None = None
    ) -> set[Finding]:
        """Return the findings that are new, and do not agree, with another state or texts."""
        found = verify_state(
            state, held or self.held, self.seals if seals is None else seals, explanations(),
            every_scale,
        )  # fmt: skip
        return {f for f in found if f.outcome != AGREES} - self.before


def benches(knowledge: Knowledge, library: Library) -> Iterator[Bench]:
    """Yield a bench for each state whose texts are held."""
    for code, state in sorted(knowledge.coded.items()):
        held = texts_of(state, library)
        seals = read_seals(HOME / "states" / code)
        before = frozenset(verify_state(state, held, seals, explanations(), every_scale))
        yield Bench(state, held, seals, before)


def _current(bench: Bench) -> list[tuple[int, OffenceVersion]]:
    """The offences of today all of whose readings are held word for word."""
    return [
        (place, offence.versions[0])
        for place, offence in enumerate(bench.state.offences)
        if offence.versions[0].ends is None
        and offence.versions[0].readings
        and {b.standing for b in bind(offence.versions[0], bench.held, bench.state.code)}
        == {"same"}
    ]


def _seeded(
    bench: Bench, change: Change, dice: random.Random
) -> tuple[CodedState, str, str] | None:
    """A state with one changed fact, the record and the field; None where none can be changed."""
    choice = _current(bench)
    dice.shuffle(choice)
    for place, version in choice:
        data = version.model_dump(mode="json", by_alias=True)
        field = change(data)
        if field is None:
            continue
        offence = bench.state.offences[place]
        try:
            changed = OffenceVersion.model_validate(data)
        except ValueError:
            continue
        versions = (changed, *offence.versions[1:])
        offences = list(bench.state.offences)
        offences[place] = offence.model_copy(update={"versions": versions})
        return dataclasses.replace(bench.state, offences=tuple(offences)), offence.id, field
    return None


def facts(all_benches: list[Bench], dice: random.Random) -> Counter[tuple[str, str]]:
    """Seed facts; return how many were seeded, flagged and seen by the machine, by field."""
    counts: Counter[tuple[str, str]] = Counter()
    turn = 0
    while counts["all", "seeded"] < FACTS:
        change = CHANGES[turn % len(CHANGES)]
        turn += 1
        bench = dice.choice(all_benches)
        seeded = _seeded(bench, change, dice)
        if seeded is None:
            continue
        state, record, field = seeded
        flagged = _is_flagged(bench.after(state), record, field)
        alone = _is_flagged(bench.after(state, seals=seals_of(state)), record, field)
        for name in (field, "all"):
            counts[name, "seeded"] += 1
            counts[name, "flagged"] += flagged
            counts[name, "machine"] += alone
    return counts


def _is_flagged(found: set[Finding], record: str, field: str) -> bool:
    return any(f.record == record and field in f.field for f in found)


def _amended(text: HeldText) -> HeldText | None:
    number = _DIGITS.search(text.text)
    if number is None:
        return None
    words = text.text[: number.start()] + str(int(number[0]) + 1) + text.text[number.end() :]
    return dataclasses.replace(text, text=words, sha256=digest(words))


def _repealed(text: HeldText) -> HeldText:
    return dataclasses.replace(text, text="–", sha256=digest("–"), tags=None)


def _moved(text: HeldText) -> HeldText:
    return dataclasses.replace(text, number=f"{text.number}-5000")


TEXT_CHANGES: dict[str, Callable[[HeldText], HeldText | None]] = {
    "amended": _amended,
    "repealed": _repealed,
    "moved": _moved,
    "deleted": lambda _: None,
}


def texts(all_benches: list[Bench], dice: random.Random) -> Counter[tuple[str, str]]:
    """Change provisions that are read; return how many were changed and flagged, by kind."""
    counts: Counter[tuple[str, str]] = Counter()
    turn = 0
    while counts["all", "seeded"] < TEXTS:
        kind = list(TEXT_CHANGES)[turn % len(TEXT_CHANGES)]
        turn += 1
        bench = dice.choice(all_benches)
        if not (choice := _current(bench)):
            continue
        place, version = dice.choice(choice)
        reading = version.readings[0]
        target = bench.held.provision(reading.instrument, reading.provision, bench.state.code)
        read = [t for t in target if t.sha256 == reading.sha256 and t.state == target[0].state]
        new = TEXT_CHANGES[kind](read[0])
        if kind == "amended" and new is None:
            continue
        held = HeldTexts()
        for text in bench.held:
            if text not in read:
                held.add(text)
        if new is not None:
            held.add(new)
        record = bench.state.offences[place].id
        flagged = any(f.record == record for f in bench.after(bench.state, held))
        for name in (kind, "all"):
            counts[name, "seeded"] += 1
            counts[name, "flagged"] += flagged
    return counts


def main() -> None:
    """Seed and print two Markdown tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=2026)
    arguments = parser.parse_args()
    dice = random.Random(arguments.seed)
    with Library(DataFolder(arguments.data).library, readonly=True) as library:
        found = [b for b in benches(packaged_knowledge(), library) if _current(b)]
    counted = facts(found, dice)
    print("| fact | seeded | flagged | by the machine alone |\n|---|---:|---:|---:|")
    for name in sorted({name for name, _ in counted}):
        row = (counted[name, "seeded"], counted[name, "flagged"], counted[name, "machine"])
        print(f"| {name} | {' | '.join(map(str, row))} |")
    changed = texts(found, dice)
    print("\n| text | changed | flagged |\n|---|---:|---:|")
    for name in sorted({name for name, _ in changed}):
        print(f"| {name} | {changed[name, 'seeded']} | {changed[name, 'flagged']} |")


if __name__ == "__main__":
    main()
