"""Offences: rules that make a buyer, a seller or a third party liable, with all their versions."""

from __future__ import annotations

from pydantic import Field, model_validator

from corpus.coded.basics import Dated, Id
from corpus.coded.penalties import PenaltyCase
from corpus.lists import closed_list, listed
from corpus.penalty import Strict


class PersonFact(Strict):
    """The person whom the rule protects or is about; ages in years."""

    kind: listed("person")  # type: ignore[valid-type]
    under: int | None = Field(default=None, ge=6, le=21)
    at_least: int | None = Field(default=None, ge=6, le=21)
    groups: tuple[listed("groups"), ...] = ()  # type: ignore[valid-type]

    @model_validator(mode="after")
    def _check(self) -> PersonFact:
        if (self.kind == "minor") != (self.under is not None):
            raise ValueError("a minor needs 'under', and only a minor has it")
        if (self.kind == "exploited") != bool(self.groups):
            raise ValueError("an exploited person needs 'groups', and only such a person has them")
        return self


class OffenderFact(Strict):
    """Who can commit the offence, if not everyone of the age of criminal responsibility."""

    over: int = Field(ge=12, le=21)


class Reach(Strict):
    """Where the rule applies; by default everywhere in the state."""

    territory: listed("territory") = "national"  # type: ignore[valid-type]
    where: tuple[str, ...] = ()
    places: tuple[listed("places"), ...] = ()  # type: ignore[valid-type]


class FaultFact(Strict):
    """The fault required, and for which element; `rule` names a general rule it follows from."""

    of: tuple[listed("fault-of"), ...] = Field(min_length=1)  # type: ignore[valid-type]
    standard: listed("fault-standard")  # type: ignore[valid-type]
    case: listed("case") | None = None  # type: ignore[valid-type]
    for_conduct: listed("conduct") | None = None  # type: ignore[valid-type]
    burden: listed("burden") = "prosecution"  # type: ignore[valid-type]
    rule: Id | None = None


class Exemption(Strict):
    """Who goes unpunished, and how far."""

    kind: listed("exemption")  # type: ignore[valid-type]
    effect: listed("exemption-effect")  # type: ignore[valid-type]


class AttemptFact(Strict):
    """Whether an attempt is punished; "no" needs the general rule or a reason."""

    value: listed("attempt")  # type: ignore[valid-type]
    rule: Id | None = None
    part: str | None = None
    why: str | None = None

    @model_validator(mode="after")
    def _check(self) -> AttemptFact:
        if self.value == "no" and not (self.rule or self.why):
            raise ValueError("attempt 'no' needs the general rule or 'why'")
        return self


class AbroadFact(Strict):
    """Whether acts abroad are punishable: under a general rule, not at all, or case by case.

    `cases` maps each case to the id of a general rule, or to `none`.
    """

    rule: Id | None = None
    none: bool = False
    cases: dict[str, str] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _check(self) -> AbroadFact:
        if (self.rule is not None) + self.none + bool(self.cases) != 1:
            raise ValueError("abroad is one of: a rule, none, or cases")
        if unknown := set(self.cases) - set(closed_list("case")):
            raise ValueError(f"abroad: {', '.join(sorted(unknown))} is not a case of a penalty")
        return self


_REQUIRED_OF_BUYERS = ("payment", "attempt", "abroad")


class OffenceVersion(Dated):
    """An offence in one period, complete in itself: nothing is inherited from other versions.

    `remote` says whether acts at a distance count, None if the law says nothing.
    `reaches_buyer_unclear` marks a rule worded for anyone, where no decision against a buyer was
    found.
    """

    liable: tuple[listed("liable"), ...] = Field(min_length=1)  # type: ignore[valid-type]
    conduct: tuple[listed("conduct"), ...] = Field(min_length=1)  # type: ignore[valid-type]
    payment: listed("payment") | None = None  # type: ignore[valid-type]
    reaches_buyer_unclear: bool = False
    person: PersonFact
    offender: OffenderFact | None = None
    remote: bool | None = None
    means: listed("means") | None = None  # type: ignore[valid-type]
    minors_without_means: listed("minors-without-means") | None = None  # type: ignore[valid-type]
    reach: Reach = Reach()
    circumstances: tuple[listed("circumstances"), ...] = ()  # type: ignore[valid-type]
    exceptions: tuple[listed("exception"), ...] = ()  # type: ignore[valid-type]
    sanction: listed("sanction")  # type: ignore[valid-type]
    grade: str | None = None
    fault: tuple[FaultFact, ...] = ()
    penalties: tuple[PenaltyCase, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
    attempt: AttemptFact | None = None
    abroad: AbroadFact | None = None
    subsidiary_to: str | None = None

    @model_validator(mode="after")
    def _check_fields(self) -> OffenceVersion:
        wanted = ["fault"]
        if self.sanction in {"criminal", "administrative"}:
            wanted.append("penalties")
        if "buyer" in self.liable:
            wanted += _REQUIRED_OF_BUYERS
        if "third-party" in self.liable and "buyer" not in self.liable:
            wanted.append("means")
        unread = {name.split(".")[0] for name in self.not_known}
        for name in wanted:
            if not getattr(self, name) and name not in unread:
                raise ValueError(f"'{name}' is missing: code it, or name it in not_known")
        if "buyer" in self.liable and "buyer" not in self.sides:
            raise ValueError("the buyer is liable, but no conduct is a buyer's")
        return self

    @property
    def sides(self) -> frozenset[str]:
        """Whose conduct the rule names: buyer, seller, third-party."""
        conduct = closed_list("conduct")
        return frozenset(conduct[name].side or "" for name in self.conduct)


class Offence(Strict):
    """A rule through time, versions newest first; the id says what it is about, not its number."""

    id: Id
    title: str = Field(min_length=10)
    versions: tuple[OffenceVersion, ...]

    @model_validator(mode="after")
    def _check(self) -> Offence:
        if not self.versions:
            raise ValueError("an offence needs a version")
        return self
