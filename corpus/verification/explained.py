"""Differences between reader and machine that a person looked at, one by one: `explained.yaml`."""

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
"""Record, period of its version (as `corpus.verification.seals.period_of` names it), field."""


class Explanation(Strict):
    """Why the coded value stands although the machine reads another one in the text.

    It holds only as long as both values are as they were: `told` is the coded one, `read` the
    machine's.
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
        CorpusError: the file is not valid, or explains one fact twice.
    """
    source = YamlFile(_FILE, "corpus/verification/explained.yaml")
    found: dict[Key, Explanation] = {}
    for number, each in enumerate(source.parse(_Explanations).explained):
        key = (each.record, each.since, each.field)
        if key in found:
            raise CorpusError([source.fault(["explained", number], "it is explained twice")])
        found[key] = each
    return found
