"""Finds the publisher's address of a provision: number → address, by the rules of a data file.

`corpus/addresses.yaml` has the rules; each names its proof, and addresses without one are not used:

    - name: riigi-teataja-paragraph
      act: 'https://www\\.riigiteataja\\.ee/akt/\\w+'
      address: "{act}#para{n}"

Where no number gives the address, a rule needs what the publisher calls the provision (`{id}`),
which came with its text. Some publishers also address the wording of a day (`dated`).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Literal, NamedTuple, Self

from pydantic import Field, model_validator

from corpus.numbers import citing_number
from corpus.penalty import Strict
from corpus.yamlfile import YamlFile

_FILE = Path(__file__).with_suffix(".yaml")
# "{act}#para{n}": the names of the parts
_PART = re.compile(r"\{(\w+)\}")
AddressReach = Literal["provision", "unproved", "act"]
"""What an official address leads to: the provision; or the act, because an address of the provision
is `unproved`, or because none is known."""


@dataclass(frozen=True)
class OfficialAddress:
    """The official address of a provision: `url` is that of the provision, or else of its act.

    `dated` is the address of its wording as of a day, which stands as `{day}` in it; empty where
    the publisher has no such address, or none is proved.
    """

    url: str
    act_url: str
    reach: AddressReach
    dated: str = ""

    def on(self, day: dt.date) -> str | None:
        """Return the publisher's address of the wording as of a day; None if there is none."""
        return self.dated.replace("{day}", day.isoformat()) or None


class AddressProof(Strict):
    """How it is known that the addresses of a rule lead to the provision."""

    how: Literal["response", "links", "none"]
    where: str = Field(min_length=10)
    day: dt.date


class AddressExample(Strict):
    """A provision as it is cited, with the addresses of its act, of itself and of a past wording.

    `id` is what the publisher calls it, where the rule needs that; `dated` is the address of its
    wording as of `day`.
    """

    provision: str
    act: str
    address: str
    id: str = ""
    day: dt.date | None = None
    dated: str | None = None


class DatedAddress(Strict):
    """How a publisher addresses the wording of a day, and how that is known."""

    address: str
    proof: AddressProof


class _Writing(Strict):
    case: Literal["as-is", "upper"] = "as-is"
    replace: dict[str, str] = Field(default_factory=dict)
    counted: bool = False

    def of(self, part: str) -> str:
        """Return a part of a number as the publisher writes it."""
        for old, new in self.replace.items():
            part = part.replace(old, new)
        if self.counted:
            part = _by_first_digit(int(part))
        return part.upper() if self.case == "upper" else part


def _by_first_digit(number: int) -> str:
    """Return the first digit of a number and how many numbers up to it begin with that digit.

    The first one is written without a count: 3 is `3`, 30 is `3-2`, 31 is `3-3`, 300 is `3-12`.
    """
    digits = str(number)
    count = sum(
        min(number, (int(digits[0]) + 1) * 10**power - 1) - int(digits[0]) * 10**power + 1
        for power in range(len(digits))
    )
    return digits[0] if count == 1 else f"{digits[0]}-{count}"


class _Shapes(NamedTuple):
    """The regular expressions of a rule, compiled."""

    act: re.Pattern[str]
    number: re.Pattern[str]
    cited: re.Pattern[str]
    id: re.Pattern[str]


class AddressRule(Strict):
    """How one publisher addresses provisions; the data file explains the fields."""

    name: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    country: str = Field(pattern=r"^[a-z]{2}$")
    act: str
    cited: str = ""
    number: str
    id: str = ""
    write: _Writing = Field(default_factory=_Writing)
    address: str
    proof: AddressProof
    dated: DatedAddress | None = None
    examples: tuple[AddressExample, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _check(self) -> Self:
        try:
            shapes = self._shapes
        except re.error as error:
            raise ValueError(f"not a regular expression: {error}") from error
        known = {"act", *shapes.act.groupindex, *shapes.number.groupindex}
        known |= {"id"} if self.id else set()
        parts = set(_PART.findall(self.address))
        if unknown := (parts | self._dated_parts - {"day"}) - known:
            raise ValueError(f"the address has parts without a group: {', '.join(unknown)}")
        if self.dated and "day" not in self._dated_parts:
            raise ValueError("the address of a past wording names no day")
        return self

    @property
    def _dated_parts(self) -> set[str]:
        return set(_PART.findall(self.dated.address)) if self.dated else set()

    @property
    def proved(self) -> bool:
        """Whether such addresses were seen to be in use."""
        return self.proof.how != "none"

    @cached_property
    def _shapes(self) -> _Shapes:
        # `https://www\.riigiteataja\.ee/akt/\d+`, `(?P<n>\d+)`, `§`: from the data file
        return _Shapes(
            re.compile(self.act),
            re.compile(self.number),
            re.compile(self.cited, re.IGNORECASE),
            re.compile(self.id),
        )

    def address_of(self, act_url: str, provision: str, portal_id: str = "") -> str | None:
        """Return the address of a provision of an act, or None if the rule does not fit."""
        parts = self._parts(act_url, provision, portal_id)
        return None if parts is None else _filled(self.address, parts)

    def dated_of(self, act_url: str, provision: str, portal_id: str = "") -> str:
        """Return the address of the wording of a `{day}`; empty if none is proved or fits."""
        parts = self._parts(act_url, provision, portal_id)
        if parts is None or self.dated is None or self.dated.proof.how == "none":
            return ""
        return _filled(self.dated.address, {**parts, "day": "{day}"})

    def _parts(self, act_url: str, provision: str, portal_id: str) -> dict[str, str] | None:
        """Return what the parts of the address stand for, or None if the rule does not fit."""
        shapes = self._shapes
        act = shapes.act.fullmatch(act_url)
        number = shapes.number.fullmatch(citing_number(provision, self.country) or "")
        if not act or not number or not shapes.cited.search(provision):
            return None
        if self.id and not shapes.id.fullmatch(portal_id):
            return None
        written = {name: self.write.of(part) for name, part in number.groupdict().items()}
        return {"act": act_url, "id": portal_id, **act.groupdict(), **written}


def _filled(address: str, parts: Mapping[str, str]) -> str:
    return _PART.sub(lambda match: parts[match[1]], address)


class _Rules(Strict):
    rules: tuple[AddressRule, ...]
    without: dict[str, str]

    @model_validator(mode="after")
    def _check(self) -> Self:
        names = [rule.name for rule in self.rules]
        if doubles := {name for name in names if names.count(name) > 1}:
            raise ValueError(f"rules stand twice: {', '.join(sorted(doubles))}")
        return self


@cache
def _read() -> _Rules:
    return YamlFile(_FILE, f"corpus/{_FILE.name}").parse(_Rules)


def address_rules() -> tuple[AddressRule, ...]:
    """Return all rules, in the order in which they are tried.

    Raises:
        CorpusError: the data file is not valid.
    """
    return _read().rules


def reasons_without() -> dict[str, str]:
    """Return by jurisdiction why links to provisions that no proved rule covers go to the act."""
    return _read().without


@cache
def _rules_of(country: str) -> tuple[AddressRule, ...]:
    return tuple(rule for rule in address_rules() if rule.country == country)


@lru_cache(maxsize=16_384)
def official_address(
    country: str, act_url: str, provision: str, portal_id: str = ""
) -> OfficialAddress:
    """Return the official address of a provision: its own where that is proved, or that of its act.

    Args:
        country: code of the jurisdiction.
        act_url: official address of the act.
        provision: the number as lawyers of the state cite it, or the heading of the provision.
        portal_id: what the publisher calls the provision, if that is known.

    Raises:
        CorpusError: the data file is not valid.
    """
    for rule in _rules_of(country):
        address = rule.address_of(act_url, provision, portal_id)
        if address is not None:
            dated = rule.dated_of(act_url, provision, portal_id)
            if rule.proved:
                return OfficialAddress(address, act_url, "provision", dated)
            return OfficialAddress(act_url, act_url, "unproved", dated)
    return OfficialAddress(act_url, act_url, "act")
