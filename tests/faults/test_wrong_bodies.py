"""A response that is not the whole instrument is refused, or the crawl warns: for every source.

A wrong response passes only where nothing is wrong with what was read: at least 97 % of the words
are there (a crawl warns below 98 %, counted a little otherwise), and no more than 3 % are others.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Callable
from random import Random

import pytest

from corpus.texts import Version
from crawler.collect import Collector
from crawler.formats.whole import PROOFS
from crawler.parsing import FormatError, UnforeseenError
from tests.crawler import answers
from tests.faults.conftest import LONG, Tally
from tests.faults.format_seeds import OPEN, chain, collected
from tests.faults.wrong_bodies import MAKERS, wrong_bodies

_ALIKE = 0.97
_FAST = 0.08


@pytest.mark.parametrize("name", answers.names())
def test_no_wrong_response_is_taken_for_the_whole_instrument(
    name: str, tally: Callable[[str], Tally]
) -> None:
    told, ended = tally(f"wrong responses of {name}"), Counter[str]()
    whole, charset = collected(name), answers.table(name).get("charset", "utf-8")
    for follow, file in chain(name):
        if not (answers.folder(name) / file).stat().st_size:
            continue
        between = file.startswith(OPEN.get(format_of(name), "\0"))
        rng = Random(zlib.crc32(f"{name} {file}".encode()))
        body = (answers.folder(name) / file).read_bytes()
        share = 1.0 if LONG else _FAST
        for kind, wrong in wrong_bodies(body, charset, _others(name), rng, share):
            if between and (kind == "emptied list" or _ends_between(wrong, body)):
                continue
            how, failures = _tried(kind, name, (follow.method, follow.url, wrong), whole)
            ended[how] += 1
            told.count(*(f"{kind} of {file}: {failure}" for failure in failures))
    told.note = ", ".join(f"{count} {how}" for how, count in sorted(ended.items()))


@pytest.mark.parametrize("name", answers.names())
def test_another_instrument_is_refused_whichever_expected_word_it_lacks(name: str) -> None:
    _, instrument = answers.imaginary(name)
    for place in range(len(instrument.expect)):
        expect = [*instrument.expect]
        expect[place] = "act no. 4711 of another year"
        with pytest.raises(FormatError):
            collected(name, wanted=instrument.model_copy(update={"expect": tuple(expect)}))


def test_every_kind_of_wrong_response_says_what_it_is() -> None:
    assert all((make.__doc__ or "").strip() for _, make in MAKERS.values())
    assert sum(count for count, _ in MAKERS.values()) == 90


def _others(name: str) -> list[bytes]:
    """Return the responses of all other sources whose format is another."""
    return [
        (answers.folder(other) / file).read_bytes()
        for other in answers.names()
        if format_of(other) != format_of(name)
        for _, file in chain(other)
    ]


def format_of(name: str) -> str:
    """Return the format of a source."""
    return answers.imaginary(name)[0].format


def _ends_between(wrong: bytes, body: bytes) -> bool:
    """Tell whether a response breaks off behind an element."""
    return body.startswith(wrong.rstrip()) and wrong.rstrip().endswith(b">")


def _tried(
    kind: str, name: str, instead: tuple[str, str, bytes], whole: tuple[Collector, Version]
) -> tuple[str, list[str]]:
    """Read a wrong response; return how that ended, and what was wrong with it."""
    try:
        collector, version = collected(name, instead)
    except UnforeseenError as error:
        return "caught by the last net", [] if error.__cause__ else ["the cause is lost"]
    except FormatError as error:
        return "refused", [] if str(error).strip() else ["refused without a word"]
    except Exception as error:  # noqa: BLE001 - an untyped error is what is looked for
        return "untyped", [f"{type(error).__name__}: {error}"]
    if set(collector.warnings(version)) - set(whole[0].warnings(whole[1])):
        return "read with a warning", []
    good, read = _words(whole[1]), _words(version)
    lost = (good - read).total() / good.total()
    # notes whose markup changed may pass for text; then nothing of the text is lost
    foreign = 0 if kind == "changed markup" else (read - good).total() / read.total()
    if max(lost, foreign) > 1 - _ALIKE:
        return "taken for whole", [f"{lost:.0%} lost, {foreign:.0%} foreign"]
    return "read, nothing wrong", []


def _words(version: Version) -> Counter[str]:
    return Counter(
        word
        for provision in version.provisions
        for part in (provision.heading, provision.rubric, provision.text)
        for word in re.findall(r"\w+", part)
    )


def test_every_proof_is_named() -> None:
    assert {format_of(name) for name in answers.names()} <= set(PROOFS)
