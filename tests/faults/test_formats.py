"""Whatever a publisher answers, a format reads it or refuses it in one sentence, and soon.

The answers that are spoiled are the self-written ones; how they are spoiled stands in `mutants`.
"""

from __future__ import annotations

import resource
import time
import zlib
from collections import Counter
from collections.abc import Callable
from random import Random

import pytest

from crawler.formats import formats, reader
from crawler.formats.whole import PROOFS
from crawler.parsing import FormatError, ParsedText, UnforeseenError
from tests.crawler import answers
from tests.faults.conftest import Tally
from tests.faults.format_seeds import MORE, OPEN, Seed, chain, read_with, seeds
from tests.faults.limited import TooLongError, limited
from tests.faults.mutants import mutant

SECONDS, MEGABYTES = 1.0, 200
_SPOILED = [seed.body for found in seeds().values() for seed in found]


def test_every_format_has_answers_and_says_what_proves_them_whole() -> None:
    assert set(seeds()) == set(formats()) == set(PROOFS)


@pytest.mark.parametrize("name", sorted(seeds()))
def test_the_answers_themselves_are_read(name: str) -> None:
    for seed in seeds()[name]:
        found = reader(name)(seed.body, seed.ask)
        assert found.provisions or found.follow or found.title
        if seed.expected is not None:
            assert (len(found.provisions), len(found.follow)) == seed.expected


@pytest.mark.parametrize("name", sorted(seeds()))
def test_a_spoiled_answer_is_read_or_refused(
    name: str, tally: Callable[[str], Tally], trials: Callable[[int, int], int]
) -> None:
    told, ended = tally(f"spoiled answers of {name}"), Counter[str]()
    for number in range(trials(10, 500)):
        rng = Random(zlib.crc32(f"{name} {number}".encode()))
        seed = rng.choice(seeds()[name])
        kind, body = mutant(seed.body, _SPOILED, rng)
        how, wrong = _tried(seed, body)
        ended[how] += 1
        told.count(*(f"trial {number}, {kind} of {seed.file}: {each}" for each in wrong))
    told.note = ", ".join(f"{count} {how}" for how, count in sorted(ended.items()))


def _tried(seed: Seed, body: bytes) -> tuple[str, list[str]]:
    """Read an answer; return how that ended and what was wrong with it."""
    wrong: list[str] = []
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    try:
        with limited(4 * SECONDS):
            found = reader(seed.format)(body, seed.ask)
        how = "read"
        wrong += [] if isinstance(found, ParsedText) else [f"returned {type(found).__name__}"]
    except UnforeseenError as error:
        how = "caught by the last net"
        wrong += [] if error.__cause__ is not None else ["the cause is lost"]
    except FormatError as error:
        how = "refused"
        wrong += [] if str(error).strip() else ["refused without a word"]
    except TooLongError:
        how = "without end"
        wrong.append(f"not done after {4 * SECONDS} CPU seconds")
    except Exception as error:  # noqa: BLE001
        how = "untyped"
        wrong.append(f"{type(error).__name__}: {error}")
    spent = time.process_time() - began
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    wrong += [f"{spent:.1f} CPU seconds"] if spent > SECONDS else []
    wrong += [f"{grown:.0f} MB more"] if grown > MEGABYTES else []
    return how, wrong


@pytest.mark.parametrize("name", answers.names())
def test_an_answer_that_breaks_off_is_not_read_as_whole(
    name: str, tally: Callable[[str], Tally], trials: Callable[[int, int], int]
) -> None:
    source, _ = answers.imaginary(name)
    told, whole = tally(f"answers of {name} that break off"), read_with(name)
    told.note = f"proof: {PROOFS[source.format]}"
    for follow, file in chain(name):
        between = file.startswith(OPEN.get(source.format, "\0"))
        body = (answers.folder(name) / file).read_bytes()
        steps = trials(9, 60)
        for step in range(steps):
            short = body[: int(len(body) * (0.02 + 0.96 * (step + 0.5) / steps))]
            if not (between and short.rstrip().endswith(b">")):
                told.count(*_read_short(name, (follow.method, follow.url, short), file, whole))


def _read_short(
    name: str, instead: tuple[str, str, bytes], file: str, whole: list[object]
) -> list[str]:
    """Return a failure if a text with an answer that breaks off is read, and lacks something."""
    try:
        found = read_with(name, instead)
    except FormatError:
        return []
    size = len(instead[2])
    return [] if found == whole else [f"{file} at {size}: {len(found)} of {len(whole)} provisions"]


@pytest.mark.parametrize("seed", [s for found in seeds().values() for s in found if s.expected])
def test_a_further_answer_that_breaks_off_is_not_read_as_whole(seed: Seed) -> None:
    whole = reader(seed.format)(seed.body, seed.ask)
    for step in range(1, 40):
        short = seed.body[: len(seed.body) * step // 41]
        try:
            found = reader(seed.format)(short, seed.ask)
        except FormatError:
            continue
        assert found == whole, f"{seed.file} at {len(short)} of {len(seed.body)}"


@pytest.mark.parametrize("name", sorted(OPEN))
def test_what_cannot_be_proved_is_said(name: str) -> None:
    assert "cannot be told" in PROOFS[name]


def test_the_further_answers_are_all_listed() -> None:
    listed = {seed.file for found in seeds().values() for seed in found if seed.expected}
    held = {path.name for path in MORE.iterdir() if path.suffix != ".yaml"}
    assert held <= listed
