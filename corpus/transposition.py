"""Which national rules answer which articles of Union law, and what was seen of transposition.

The files `union/{counterparts,transposition}.yaml` say it field by field; nothing is taken from
prose. They never say whether a state complies with an article: a rule answers it because a national
text names the article (`stated`), or because it covers the same ground (`substance`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pydantic import Field, model_validator

from corpus.coded.basics import Id
from corpus.coded.state import CodedState
from corpus.dates import PartialDate
from corpus.lists import listed
from corpus.model import Citation, Jurisdiction
from corpus.penalty import Strict
from corpus.policy import ArticleNumber, DirectiveNumber, Obligation
from corpus.yamlfile import YamlFile
from corpus.yamlparts import YamlParts

FILES = ("union/counterparts.yaml", "union/transposition.yaml")
Where = tuple[list[str | int], str]


class Counterpart(Strict):
    """A coded offence or scheme that answers articles of a directive.

    `by: stated` needs the national provision that names the article (`where`) and what it says.
    """

    record: Id
    directive: DirectiveNumber
    articles: tuple[ArticleNumber, ...] = Field(min_length=1)
    by: listed("counterpart-basis")  # type: ignore[valid-type]
    where: Citation | None = None
    says: str | None = None
    note: str | None = None

    @model_validator(mode="after")
    def _check(self) -> Counterpart:
        has_both = self.where is not None and self.says is not None
        if (self.by == "stated") != has_both or (self.where is None) != (self.says is None):
            raise ValueError("'where' and 'says' go with by: stated, which needs both")
        return self

    @property
    def state(self) -> str:
        """The code of the state whose rule it is."""
        return self.record.split("-")[0]


class Statement(Strict):
    """A national act that says that it, or part of it, serves a directive."""

    where: Citation
    directives: tuple[DirectiveNumber, ...] = Field(min_length=1)
    says: str = Field(min_length=10)
    state: PartialDate

    @property
    def country(self) -> str:
        """The code of the state whose act it is."""
        return self.where.instrument.split("-")[0]


class Search(Strict):
    """What was seen of the transposition, in one state, of the directive in `looked_for`.

    `up_to` is the last day covered by the text or collection that would have shown it.
    """

    state: str
    seen: listed("transposition-seen")  # type: ignore[valid-type]
    up_to: PartialDate
    note: str | None = None


class Transposition(Strict):
    """Everything known of the national side of Union law."""

    looked_for: DirectiveNumber | None = None
    counterparts: tuple[Counterpart, ...] = ()
    statements: tuple[Statement, ...] = ()
    searches: tuple[Search, ...] = ()

    def search(self, state: str) -> Search | None:
        """Return what was seen in a state, or None if nobody looked."""
        return next((entry for entry in self.searches if entry.state == state), None)

    def answering(self, obligation: Obligation, state: str) -> tuple[Counterpart, ...]:
        """Return the rules of a state that answer an article of an obligation."""
        asked = set(obligation.articles)
        return tuple(
            c
            for c in self.counterparts
            if c.state == state and c.directive == obligation.directive and asked & set(c.articles)
        )


def load_transposition(
    home: Path,
    jurisdictions: Mapping[str, Jurisdiction],
    coded: Mapping[str, CodedState],
    obligations: Iterable[Obligation],
) -> tuple[Transposition, list[str]]:
    """Read the files under `home`, empty if they are missing; return the content and its faults.

    Raises:
        CorpusError: a file does not fit its model.
    """
    files = [YamlFile(home / p, f"{home.name}/{p}") for p in FILES if (home / p).exists()]
    if not files:
        return Transposition(), []
    file = YamlParts(files)
    transposition = file.parse(Transposition)
    places = [
        *_of_counterparts(transposition, jurisdictions, coded, tuple(obligations)),
        *_of_statements(transposition, jurisdictions),
        *_of_searches(transposition, jurisdictions),
    ]
    return transposition, [file.fault(where, text) for where, text in places]


def _of_counterparts(
    transposition: Transposition,
    jurisdictions: Mapping[str, Jurisdiction],
    coded: Mapping[str, CodedState],
    obligations: tuple[Obligation, ...],
) -> Iterator[Where]:
    asked = {(o.directive, article) for o in obligations for article in o.articles}
    outside = {
        (o.directive, article, state)
        for o in obligations
        for article in o.articles
        for state in o.not_bound
    }
    records = {entry.id for state in coded.values() for entry in (*state.offences, *state.schemes)}
    seen: set[tuple[str, str, str]] = set()
    for i, entry in enumerate(transposition.counterparts):
        at: list[str | int] = ["counterparts", i]
        if entry.record not in records:
            yield [*at, "record"], f"there is no offence or scheme '{entry.record}'"
        for article in entry.articles:
            if (entry.directive, article) not in asked:
                yield [*at, "articles"], f"no obligation is of Article {article}"
            if (entry.directive, article, entry.state) in outside:
                yield [*at, "record"], f"'{entry.state}' is not bound by Article {article}"
            key = (entry.record, entry.directive, article)
            if key in seen:
                yield [*at, "articles"], f"Article {article} stands twice for '{entry.record}'"
            seen.add(key)
        if entry.where and not _known(entry.where, entry.state, jurisdictions):
            yield [*at, "where"], f"no such instrument: {entry.where.instrument}"


def _of_statements(
    transposition: Transposition, jurisdictions: Mapping[str, Jurisdiction]
) -> Iterator[Where]:
    for i, entry in enumerate(transposition.statements):
        if not _known(entry.where, entry.country, jurisdictions):
            yield ["statements", i, "where"], f"no such instrument: {entry.where.instrument}"


def _of_searches(
    transposition: Transposition, jurisdictions: Mapping[str, Jurisdiction]
) -> Iterator[Where]:
    named = [entry.state for entry in transposition.searches]
    states = [code for code in jurisdictions if code != "eu"]
    for i, state in enumerate(named):
        if state not in states or state in named[:i]:
            yield ["searches", i, "state"], f"no such state, or a second time: {state}"
    for state in states:
        if transposition.looked_for and state not in named:
            yield ["searches"], f"nothing is said of '{state}'"


def _known(place: Citation, state: str, jurisdictions: Mapping[str, Jurisdiction]) -> bool:
    held = jurisdictions.get(state)
    return held is not None and place.instrument in {i.id for i in held.instruments}
