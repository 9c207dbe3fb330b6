"""Finds the publisher's address of a provision: number → address, by the rules of a data file.

`corpus/addresses.yaml` has the rules; each names its proof, and addresses without one are not used:

    - name: riigi-teataja-paragraph
      act: 'https://www\\.riigiteataja\\.ee/akt/\\w+'
      address: "{act}#para{n}"
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Literal, Self

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
    """The official address of a provision: `url` is that of the provision, or else of its act."""

    url: str
    act_url: str
    reach: AddressReach


class AddressProof(Strict):
    """How it is known that the addresses of a rule lead to the provision."""

    how: Literal["response", "links", "none"]
    where: str = Field(min_length=10)
    day: dt.date


class AddressExample(Strict):
    """A provision as it is cited, with the addresses of its act and of itself."""

    provision: str
    act: str
    address: str


class _Writing(Strict):
    case: Literal["as-is", "upper"] = "as-is"
    replace: dict[str, str] = Field(default_factory=dict)

    def of(self, part: str) -> str:
        """Return a part of a number as the publisher writes it."""
        for old, new in self.replace.items():
            part = part.replace(old, new)
        return part.upper() if self.case == "upper" else part


class AddressRule(Strict):
    """How one publisher addresses provisions; the data file explains the fields."""

    name: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    country: str = Field(pattern=r"^[a-z]{2}$")
    act: str
    cited: str = ""
    number: str
    write: _Writing = Field(default_factory=_Writing)
    address: str
    proof: AddressProof
    examples: tuple[AddressExample, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _check(self) -> Self:
        try:
            act_shape, number_shape, _ = self._shapes
        except re.error as error:
            raise ValueError(f"not a regular expression: {error}") from error
        known = {"act", *act_shape.groupindex, *number_shape.groupindex}
        if unknown := set(_PART.findall(self.address)) - known:
            raise ValueError(f"the address has parts without a group: {', '.join(unknown)}")
        return self

    @property
    def proved(self) -> bool:
        """Whether such addresses were seen to be in use."""
        return self.proof.how != "none"

    @cached_property
    def _shapes(self) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
        # `https://www\.riigiteataja\.ee/akt/\d+`, `(?P<n>\d+)`, `§`: from the data file
        return re.compile(self.act), re.compile(self.number), re.compile(self.cited, re.IGNORECASE)

    def address_of(self, act_url: str, provision: str) -> str | None:
        """Return the address of a provision of an act, or None if the rule does not fit."""
        act_shape, number_shape, cited_shape = self._shapes
        act = act_shape.fullmatch(act_url)
        number = number_shape.fullmatch(citing_number(provision, self.country) or "")
        if not act or not number or not cited_shape.search(provision):
            return None
        written = {name: self.write.of(part) for name, part in number.groupdict().items()}
        parts = {"act": act_url, **act.groupdict(), **written}
        return _PART.sub(lambda match: parts[match[1]], self.address)


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
def official_address(country: str, act_url: str, provision: str) -> OfficialAddress:
    """Return the official address of a provision: its own where that is proved, or that of its act.

    Args:
        country: code of the jurisdiction.
        act_url: official address of the act.
        provision: the number as lawyers of the state cite it, or the heading of the provision.

    Raises:
        CorpusError: the data file is not valid.
    """
    for rule in _rules_of(country):
        address = rule.address_of(act_url, provision)
        if address is not None:
            if rule.proved:
                return OfficialAddress(address, act_url, "provision")
            return OfficialAddress(act_url, act_url, "unproved")
    return OfficialAddress(act_url, act_url, "act")
