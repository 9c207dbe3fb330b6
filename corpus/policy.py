"""The words of the policy layer: EU obligations, policy texts, bodies and labelled positions.

Law and policy are kept apart: nothing here ever becomes an answer in the comparison. Files:
`union/obligations/` and `policy/{texts,bodies,positions}.yaml`; `corpus.library` loads them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import Field, HttpUrl

from corpus.dates import PartialDate
from corpus.model import Confidence, Source
from corpus.penalty import Strict
from corpus.yamlfile import YamlFile
from corpus.yamlparts import YamlParts

Force = Literal["must", "must-consider", "may", "encouraged"]
PolicyKind = Literal[
    "resolution", "strategy", "report", "evaluation", "plan", "bill", "petition", "conclusions"
]
TextStatus = Literal["adopted", "in-force", "ended", "draft", "pending", "rejected", "not-known"]
BodyRole = Literal["rapporteur", "equivalent", "coordinator", "network", "platform", "monitoring"]
Stance = Literal["equality-model", "decriminalisation", "rights-based", "none"]
OBLIGATIONS = tuple(
    f"union/obligations/{part}.yaml" for part in ("sources", "offences", "victims", "prevention")
)
"""The files of the obligations, in the order in which they are shown."""
DirectiveNumber = Annotated[str, Field(pattern=r"^(19|20)\d{2}-\d{1,4}$")]
"""The number of a directive as year and number: `2011-36`."""
ArticleNumber = Annotated[str, Field(pattern=r"^\d{1,3}[a-z]?$")]
"""The number of an article: `18a`."""


class Entry(Strict):
    """What all entries of the policy layer have; `id` is also the address on the site."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    sources: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()
    jurisdiction: str = "eu"


class Obligation(Entry):
    """What one article of EU law requires of the states.

    `question` is the column of the comparison that shows the national counterpart, `until` the end
    of a rule that was replaced, and `not_bound` the states that are not bound. `directive` and
    `articles` name what national rules answer (`corpus.transposition`), whatever the version.
    """

    instrument: str
    provision: str
    directive: DirectiveNumber | None = None
    articles: tuple[ArticleNumber, ...] = ()
    title: str
    force: Force
    obliges: str = Field(min_length=20)
    question: str | None = None
    since: PartialDate
    until: PartialDate | None = None
    deadline: PartialDate | None = None
    not_bound: tuple[str, ...] = ()
    note: str | None = None
    confidence: Confidence

    @property
    def article_numbers(self) -> tuple[str, ...]:
        """The numbers of the articles that it stands in, in their order, without paragraphs."""
        # `(3)` of `Articles 2(3) and 4(2)`
        plain = re.sub(r"\(\w+\)", "", self.provision)
        numbers: dict[str, None] = {}
        # `13 to 16`, `18a`
        for first, last in re.findall(r"(\d{1,3}[a-z]?)(?: to (\d{1,3}))?", plain):
            several = range(int(first), int(last) + 1) if last and first.isdigit() else (first,)
            numbers |= dict.fromkeys(map(str, several))
        return tuple(numbers)


class PolicyText(Entry):
    """A resolution, strategy, report, plan, bill or petition, with a summary in our own words.

    `jurisdiction` is a country code, "eu", or "coe" for the Council of Europe. `period` gives the
    years that a plan covers; `status` is "not-known" if nobody checked whether it still applies.
    """

    kind: PolicyKind
    title: str
    title_en: str
    language: str
    publisher: str
    reference: str | None = None
    celex: str | None = None
    date: PartialDate | None = None
    period: str | None = None
    status: TextStatus
    summary: str = Field(min_length=20)
    url: HttpUrl
    note: str | None = None
    confidence: Confidence


class Body(Entry):
    """An office or network that reports, coordinates or monitors; office holders are not named.

    `language` is that of `name`, if it is not the first language of the jurisdiction.
    """

    name: str
    language: str | None = None
    name_en: str
    roles: tuple[BodyRole, ...] = Field(min_length=1)
    independent: bool | None = None
    since: PartialDate | None = None
    mandate: str = Field(min_length=20)
    url: HttpUrl
    note: str | None = None
    confidence: Confidence


class Position(Entry):
    """What an organisation demands, labelled with its stance: an opinion, not the law.

    `labelled` is the day the label was assigned, `evidence` the page it is based on.
    """

    organisation: str
    seat: str
    stance: Stance
    asks: str = Field(min_length=20)
    languages: tuple[str, ...] = Field(min_length=1)
    url: HttpUrl
    evidence: HttpUrl
    labelled: PartialDate
    note: str | None = None
    confidence: Confidence


class _File(Strict):
    sources: tuple[Source, ...] = ()

    @property
    def key(self) -> str:
        """The name of the list in the file."""
        return next(name for name in type(self).model_fields if name != "sources")

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The entries of the list, under whatever name."""
        entries: tuple[Entry, ...] = getattr(self, self.key)
        return entries


class _Union(_File):
    obligations: tuple[Obligation, ...] = ()


class _Texts(_File):
    texts: tuple[PolicyText, ...] = ()


class _Bodies(_File):
    bodies: tuple[Body, ...] = ()


class _Positions(_File):
    positions: tuple[Position, ...] = ()


F = TypeVar("F", bound=_File)


@dataclass(frozen=True)
class Names:
    """The ids that policy files may refer to."""

    concepts: frozenset[str]
    questions: frozenset[str]
    places: frozenset[str]


class Policy(Strict):
    """The whole policy layer; `sources` has those of all its files, by id."""

    sources: Mapping[str, Source] = Field(default_factory=dict)
    obligations: tuple[Obligation, ...] = ()
    texts: tuple[PolicyText, ...] = ()
    bodies: tuple[Body, ...] = ()
    positions: tuple[Position, ...] = ()


Lines = dict[str, dict[str, int]]
"""File → dotted path → line."""


def load_policy(home: Path, names: Names, lines: Lines) -> tuple[Policy, list[str]]:
    """Read the policy layer under `home`; return it and its faults, one line each.

    The lines of the entries are added to `lines`. A missing file counts as empty: knowledge without
    a policy layer is valid.

    Raises:
        CorpusError: a file does not fit its model.
    """
    faults: list[str] = []
    union = _read(OBLIGATIONS, home, _Union(), names, lines, faults)
    texts = _read(["policy/texts.yaml"], home, _Texts(), names, lines, faults)
    bodies = _read(["policy/bodies.yaml"], home, _Bodies(), names, lines, faults)
    positions = _read(["policy/positions.yaml"], home, _Positions(), names, lines, faults)
    every = (*union.sources, *texts.sources, *bodies.sources)
    policy = Policy(
        sources={source.id: source for source in every},
        obligations=union.obligations,
        texts=texts.texts,
        bodies=bodies.bodies,
        positions=positions.positions,
    )
    return policy, faults


def _read(
    paths: Iterable[str], home: Path, empty: F, names: Names, lines: Lines, faults: list[str]
) -> F:
    files = [YamlFile(home / p, f"{home.name}/{p}") for p in paths if (home / p).exists()]
    if not files:
        return empty
    file = YamlParts(files)
    content = file.parse(type(empty))
    lines |= file.lines(content.key, 1)
    known = {source.id for source in content.sources}
    seen: set[str] = set()
    for i, entry in enumerate(content.entries):
        at: list[str | int] = [content.key, i]
        if entry.id in seen:
            faults.append(file.fault([*at, "id"], f"a second entry with the id {entry.id}"))
        seen.add(entry.id)
        faults.extend(file.fault(at, text) for text in _unknown(entry, known, names))
    return content


def _unknown(entry: Entry, sources: set[str], names: Names) -> Iterator[str]:
    yield from (f"no such source: {s}" for s in entry.sources if s not in sources)
    yield from (f"no such concept: {c}" for c in entry.concepts if c not in names.concepts)
    if entry.jurisdiction not in names.places | {"eu", "coe"}:
        yield f"no such jurisdiction: {entry.jurisdiction}"
    if not isinstance(entry, Position) and not entry.sources:
        yield f"{entry.id} names no source"
    if isinstance(entry, Obligation) and entry.question not in {None, *names.questions}:
        yield f"no such question: {entry.question}"
