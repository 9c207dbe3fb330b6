"""Penalties as laws of many times and countries state them, in self-written sentences."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from corpus.penalty import Duration, Fine, Imprisonment
from nlp.tagger.lexicon import languages, lexicon_for
from nlp.tagger.penalties.reader import PenaltyReader
from nlp.tagger.pipeline import words_of

STATEMENTS = Path(__file__).parent / "penalty_statements"


def cases() -> list[Any]:
    found = []
    for path in sorted(STATEMENTS.glob("*.yaml")):
        for number, entry in enumerate(yaml.safe_load(path.read_text("utf-8")), 1):
            marks = [pytest.mark.xfail(strict=True)] if entry.pop("open", False) else []
            found.append(pytest.param(path.stem, entry, id=f"{path.stem}-{number}", marks=marks))
    return found


def imprisonment(stated: dict[str, Any] | None) -> Imprisonment | None:
    if stated is None:
        return None
    bounds = {
        end: Duration(value=stated[end][0], unit=stated[end][1])
        for end in ("min", "max") if end in stated
    }  # fmt: skip
    return Imprisonment(life=stated.get("life", False), **bounds)


def fine(stated: dict[str, Any] | None) -> Fine | None:
    if stated is None:
        return None
    return Fine(**{k: Decimal(str(v)) if k in ("min", "max") else v for k, v in stated.items()})


@cache
def reader(language: str) -> PenaltyReader:
    return PenaltyReader(lexicon_for(language))


@pytest.mark.parametrize(("language", "entry"), cases())
def test_a_statement_is_read_whole(language: str, entry: dict[str, Any]) -> None:
    reading = words_of(entry["text"], language)
    found = reader(language).read(reading, frozenset(reading.sentences)).penalty
    wanted = imprisonment(entry.get("imprisonment")), fine(entry.get("fine")), entry.get("relation")
    got = (found.imprisonment, found.fine, found.relation) if found else (None, None, None)
    assert got == wanted


def test_every_language_has_statements() -> None:
    assert {path.stem for path in STATEMENTS.glob("*.yaml")} == set(languages())
