"""Differences between reader and machine that a person has examined: `explained.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pydantic import Field

from corpus.coded.basics import Id
from corpus.penalty import Strict
from corpus.yamlfile import CorpusError, YamlFile

_FILE = Path(__file__).with_name("explained.yaml")

Key = tuple[str, str, str]
"""Record, period of its version (as named by `corpus.verification.seals.period_of`), field."""


class Explanation(Strict):
    """Why the coded value is right although the machine reads another one in the text.

    It applies only as long as neither value changes: `told` is the coded one, `read` the machine's.
    """

    record: Id
    since: str
    field: str
    told: str
    read: str
    why: str = Field(min_length=15)


class _Explanations(Strict):
    explained: tuple[Explanation, ...]


@cache
def explanations() -> Mapping[Key, Explanation]:
    """Return the packaged explanations.

    Raises:
        CorpusError: the file is not valid, or explains the same fact twice.
    """
    source = YamlFile(_FILE, "corpus/verification/explained.yaml")
    by_fact: dict[Key, Explanation] = {}
    for number, explanation in enumerate(source.parse(_Explanations).explained):
        key = (explanation.record, explanation.since, explanation.field)
        if key in by_fact:
            raise CorpusError([source.fault(["explained", number], "it is explained twice")])
        by_fact[key] = explanation
    return by_fact
