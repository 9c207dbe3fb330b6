"""Schemes: rights, duties and bodies, with the attributes that decide what they are worth."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from corpus.coded.basics import UNKNOWN, Dated, Id, OpenDate, Term
from corpus.dates import PartialDate, first_day
from corpus.lists import listed
from corpus.penalty import Strict

REPORT_AGE = dt.timedelta(days=3 * 366)
"""A report older than this no longer shows that a body reports."""


class SchemeVersion(Dated):
    """What all schemes have in one period; `needed` fields are given or named in `not_known`."""

    needed: ClassVar[tuple[str, ...]] = ()
    basis: listed("basis")  # type: ignore[valid-type]

    def own_days(self) -> Iterator[dt.date]:
        """Yield the days on which its status may change, apart from its beginning and end."""
        yield from ()

    @model_validator(mode="after")
    def _check_needed(self) -> SchemeVersion:
        for name in self.needed:
            if getattr(self, name) in (None, ()) and name not in self.not_known:
                raise ValueError(f"{name} is missing: give it or name it in not_known")
        return self


class RegulationElement(Strict):
    """One rule of a regulated business, and who makes it."""

    kind: listed("regulation-element")  # type: ignore[valid-type]
    level: listed("territory")  # type: ignore[valid-type]


class RegulationVersion(SchemeVersion):
    """Whether sex work is a lawful business nationally, and which rules it has."""

    needed = ("lawful", "elements")
    lawful: listed("told") | None = None  # type: ignore[valid-type]
    elements: tuple[RegulationElement, ...] = ()


class NonPunishmentVersion(SchemeVersion):
    """How victims are spared punishment, for which acts, and on which conditions.

    `names_victims` is "yes" if the rule is made for victims: it names them, or the persons whom the
    same text protects or takes to be exploited (a child who sells, whoever is made to commit
    offences of the chapter on trafficking). A rule for every offender is "no", even if victims may
    use it.
    """

    needed = ("form", "names_victims", "acts")
    form: listed("non-punishment-form") | None = None  # type: ignore[valid-type]
    names_victims: listed("told") | None = None  # type: ignore[valid-type]
    acts: listed("freed-acts") | None = None  # type: ignore[valid-type]
    conditions: tuple[listed("freed-condition"), ...] = ()  # type: ignore[valid-type]


class CapFact(Strict):
    """The maximum payment, as an amount or in the words of the law (`12 times the base amount`)."""

    amount: float | None = Field(default=None, gt=0)
    currency: str | None = Field(default=None, pattern=r"^[A-Z]{3}$")
    worded: str | None = None
    amount_of: PartialDate | None = None

    @model_validator(mode="after")
    def _check(self) -> CapFact:
        if (self.amount is None) == (self.worded is None):
            raise ValueError("a cap has an amount, or the words that give it")
        return self


class CompensationVersion(SchemeVersion):
    """Who can claim from the state, for which offences and harm, and what is paid.

    `others_open_to` says who else can claim if a scheme is for women, or for men. If `cap` or
    `deadline` is missing, the law has none, unless `not_known` names it. `offender_first` is "yes"
    if the victim must claim from the offender first, or if what the offender owes is deducted.
    """

    needed = ("open_to", "harm_gate", "offence_gate", "trafficking_named", "pays", "offender_first")
    open_to: listed("open-to") | None = None  # type: ignore[valid-type]
    others_open_to: listed("open-to") | None = None  # type: ignore[valid-type]
    harm_gate: listed("harm-gate") | None = None  # type: ignore[valid-type]
    harm_time: Term | None = None
    offence_gate: listed("offence-gate") | None = None  # type: ignore[valid-type]
    trafficking_named: listed("told") | None = None  # type: ignore[valid-type]
    pays: tuple[listed("pays"), ...] = ()  # type: ignore[valid-type]
    cap: CapFact | None = None
    deadline: Term | None = None
    must_report: listed("told") | None = None  # type: ignore[valid-type]
    offender_first: listed("told") | None = None  # type: ignore[valid-type]
    authority: str | None = None


class ReflectionFact(Strict):
    """The reflection period: its basis, its form, and its minimum length."""

    basis: listed("basis")  # type: ignore[valid-type]
    form: listed("reflection-form")  # type: ignore[valid-type]
    at_least: Term | None = None


class PermitFact(Strict):
    """A residence permit: how long it lasts, whether it must be granted, and what it depends on.

    `length` is how long it is granted for; with `length_to` it is the lower end of a range, and
    `at_least` says that the law sets no upper limit.
    """

    basis: listed("basis")  # type: ignore[valid-type]
    length: Term | None = None
    length_to: Term | None = None
    at_least: bool = False
    duty: listed("permit-duty")  # type: ignore[valid-type]
    tied_to_cooperation: listed("told-in-part")  # type: ignore[valid-type]
    minors_apart: listed("told") | None = None  # type: ignore[valid-type]


class ResidenceVersion(SchemeVersion):
    """Reflection period and permit; `lacks` names the part that was looked for and not found."""

    reflection: ReflectionFact | None = None
    permit: PermitFact | None = None
    lacks: tuple[listed("residence-part"), ...] = ()  # type: ignore[valid-type]

    @model_validator(mode="after")
    def _check_parts(self) -> ResidenceVersion:
        for name in ("reflection", "permit"):
            stated = (getattr(self, name) is not None, name in self.lacks, name in self.not_known)
            if sum(stated) != 1:
                raise ValueError(f"{name}: give it, or name it in lacks or in not_known")
        return self


class ExitFact(Strict):
    """An exit programme for people in prostitution who are not victims of an offence."""

    form: listed("exit-form")  # type: ignore[valid-type]
    name: str | None = None


class SupportVersion(SchemeVersion):
    """Assistance: how strong the right is, who has it, what it covers and what it depends on."""

    needed = ("right", "persons", "nationality", "contents", "shelter", "gate", "starts", "exit")
    right: listed("strength") | None = None  # type: ignore[valid-type]
    persons: tuple[listed("helped"), ...] = ()  # type: ignore[valid-type]
    nationality: listed("nationality") | None = None  # type: ignore[valid-type]
    contents: tuple[listed("help-content"), ...] = ()  # type: ignore[valid-type]
    shelter: listed("told-in-part") | None = None  # type: ignore[valid-type]
    gate: listed("help-gate") | None = None  # type: ignore[valid-type]
    starts: listed("help-start") | None = None  # type: ignore[valid-type]
    exit: ExitFact | None = None


class InformationVersion(SchemeVersion):
    """The language in which victims are informed, and what is interpreted and translated."""

    needed = ("language", "interpretation", "translation", "free", "stages")
    language: listed("language-understood") | None = None  # type: ignore[valid-type]
    interpretation: listed("told-in-part") | None = None  # type: ignore[valid-type]
    translation: listed("told-in-part") | None = None  # type: ignore[valid-type]
    free: listed("told") | None = None  # type: ignore[valid-type]
    stages: tuple[listed("stage"), ...] = ()  # type: ignore[valid-type]


class PlanFact(Strict):
    """A plan: its id among the policy texts, and whether it was read for measures on users."""

    policy: str
    from_: OpenDate = Field(alias="from")
    until: OpenDate | None = None
    for_users: listed("told")  # type: ignore[valid-type]


class DemandVersion(SchemeVersion):
    """A duty to discourage demand, plans to do so, or both."""

    duty: listed("demand-duty") | None = None  # type: ignore[valid-type]
    plans: tuple[PlanFact, ...] = ()

    @model_validator(mode="after")
    def _check_content(self) -> DemandVersion:
        if self.duty is None and not self.plans:
            raise ValueError("a duty or a plan is needed")
        return self

    def own_days(self) -> Iterator[dt.date]:
        """Yield the days on which a plan begins or ends."""
        for plan in self.plans:
            for day in (plan.from_, plan.until):
                if day and day != UNKNOWN:
                    yield first_day(day)


class MonitoringVersion(SchemeVersion):
    """A rapporteur, coordinator or equivalent; `body` is its id among the policy bodies.

    `reports` are the dates of the reports that were seen.
    """

    needed = ("designated_by", "independent", "duty_to_report")
    body: str
    designated_by: listed("designation") | None = None  # type: ignore[valid-type]
    mandate_until: PartialDate | None = None
    independent: listed("told") | None = None  # type: ignore[valid-type]
    duty_to_report: listed("told") | None = None  # type: ignore[valid-type]
    reports_to: tuple[str, ...] = ()
    every: Term | None = None
    reports: tuple[PartialDate, ...] = ()

    def own_days(self) -> Iterator[dt.date]:
        """Yield the days on which the mandate ends, or a report appears or grows too old."""
        if self.mandate_until:
            yield first_day(self.mandate_until)
        for report in self.reports:
            yield first_day(report)
            yield first_day(report) + REPORT_AGE


class _Scheme(Strict):
    id: Id
    title: str = Field(min_length=10)


class RegulationScheme(_Scheme):
    """Answers `regulation`; versions newest first."""

    question: Literal["regulation"]
    versions: tuple[RegulationVersion, ...] = Field(min_length=1)


class NonPunishmentScheme(_Scheme):
    """Answers `non-punishment`; versions newest first."""

    question: Literal["non-punishment"]
    versions: tuple[NonPunishmentVersion, ...] = Field(min_length=1)


class CompensationScheme(_Scheme):
    """Answers `compensation`; versions newest first."""

    question: Literal["compensation"]
    versions: tuple[CompensationVersion, ...] = Field(min_length=1)


class ResidenceScheme(_Scheme):
    """Answers `residence`; versions newest first."""

    question: Literal["residence"]
    versions: tuple[ResidenceVersion, ...] = Field(min_length=1)


class SupportScheme(_Scheme):
    """Answers `support-exit`; versions newest first."""

    question: Literal["support-exit"]
    versions: tuple[SupportVersion, ...] = Field(min_length=1)


class InformationScheme(_Scheme):
    """Answers `victim-information`; versions newest first."""

    question: Literal["victim-information"]
    versions: tuple[InformationVersion, ...] = Field(min_length=1)


class DemandScheme(_Scheme):
    """Answers `demand-reduction`; versions newest first."""

    question: Literal["demand-reduction"]
    versions: tuple[DemandVersion, ...] = Field(min_length=1)


class MonitoringScheme(_Scheme):
    """Answers `monitoring`; versions newest first."""

    question: Literal["monitoring"]
    versions: tuple[MonitoringVersion, ...] = Field(min_length=1)


Scheme = Annotated[
    RegulationScheme
    | NonPunishmentScheme
    | CompensationScheme
    | ResidenceScheme
    | SupportScheme
    | InformationScheme
    | DemandScheme
    | MonitoringScheme,
    Field(discriminator="question"),
]
"""A right, duty or body that answers one question, through time."""
