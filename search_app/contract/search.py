"""The contract of `/search` and `/suggest`: hits, facets, how a query was understood."""

from __future__ import annotations

from typing import Annotated, get_args

from pydantic import Field

from corpus.model import InstrumentKind
from corpus.texts import Actor
from search_app.contract.base import CsvRow, Data, Spaced, YesNo
from search_app.contract.cells import CellData
from search_app.contract.choices import concept_ids, jurisdiction_codes, listed, text_languages
from search_app.contract.fields import (
    AsOf,
    CitedAddress,
    Code,
    ConceptIds,
    InstrumentId,
    LanguageCode,
    PagePath,
    PartialDay,
    QuestionId,
    Total,
)
from search_app.contract.parameters import (
    MAX_PAGE,
    FreeText,
    Keys,
    OneOf,
    Parameters,
    WholeNumber,
    YesOrNo,
)
from search_app.index.query import Hit, SearchQuery, Sort
from search_app.understanding.lists import languages as reader_languages
from search_app.understanding.parts import PartKind

KINDS: tuple[str, ...] = get_args(InstrumentKind)
ACTORS: tuple[str, ...] = get_args(Actor)
SORTS: tuple[Sort, ...] = get_args(Sort)


class SearchParameters(Parameters):
    """A search. Several values of one filter mean any of them."""

    q: Annotated[str, FreeText()] = Field("", description="The query; exact words in quotes.")
    country: Annotated[tuple[str, ...], OneOf(jurisdiction_codes)] = Field(
        (), description="Jurisdictions of the provisions."
    )
    concept: Annotated[tuple[str, ...], OneOf(concept_ids)] = Field(
        (), description="Concepts that they carry."
    )
    actor: Annotated[tuple[str, ...], OneOf(listed(*ACTORS))] = Field(
        (), description="Whom they are addressed to."
    )
    buyer: Annotated[bool | None, YesOrNo()] = Field(
        None, description="`1`: those that make a buyer liable; `0`: all others."
    )
    lang: Annotated[tuple[str, ...], OneOf(text_languages)] = Field(
        (), description="Languages of the texts; `xx`: not known."
    )
    kind: Annotated[tuple[str, ...], OneOf(listed(*KINDS))] = Field(
        (), description="Kinds of instruments."
    )
    sort: Annotated[tuple[str, ...], OneOf(listed(*SORTS))] = Field(
        (), description="The order, `relevance` by default."
    )
    page: Annotated[int, WholeNumber(1, MAX_PAGE)] = Field(1, description="The page, from 1.")
    hl: Annotated[tuple[str, ...], OneOf(lambda _scope: reader_languages())] = Field(
        (), description="Language that the query is typed in."
    )
    without: Annotated[tuple[str, ...], Keys(get_args(PartKind))] = Field(
        (), description="A part of the query not to use: `country:se`."
    )

    def query(self) -> SearchQuery:
        """Return the parameters as the index takes them."""
        return SearchQuery(
            text=self.q,
            countries=self.country,
            concepts=self.concept,
            actors=self.actor,
            buyer=self.buyer,
            languages=self.lang,
            kinds=self.kind,
            sort=next((name for name in SORTS if name in self.sort), "relevance"),
            page=self.page,
            language=next(iter(self.hl), ""),
            removed=self.without,
        )


class OtherLanguageData(Data):
    """The same provision in another language."""

    language: LanguageCode
    url: PagePath


class HitData(Data):
    """A provision that was found: once, in whichever languages it is held."""

    id: str = Field(description="Id of the provision.")
    country: Code
    instrument: InstrumentId
    instrument_title: str
    provision: str = Field(description="Number of the provision in normal form.")
    heading: str = Field(description="Heading of the provision, as it stands.")
    language: LanguageCode
    kind: str = Field(description="Kind of instrument.")
    concepts: ConceptIds
    buyer_liable: bool = Field(description="Whether it makes a buyer liable.")
    as_of: PartialDay | None
    passage: str = Field(description="The passage that answers the query.")
    passage_language: LanguageCode
    reason: str | None = Field(description="The first concept asked for that it carries.")
    cues: tuple[str, ...] = Field(description="Building blocks asked for that it has.")
    missing: tuple[str, ...] = Field(description="Words of the query that it has not.")
    rendering_only: bool = Field(description="Whether only our English rendering matched.")
    url: PagePath
    extent: str = Field(description="`whole` or `excerpt`; empty: not recorded.")
    force: str = Field(description="Whether the text was in force on its date.")
    form: str = Field(description="Whether later changes are worked in; empty: not recorded.")
    origin: str = Field(description="Where the copy came from.")
    obtained: str = Field(description="`retrieved` from the publisher, or `imported`.")
    obtained_on: str = Field(description="Day on which it was obtained.")
    other_languages: tuple[OtherLanguageData, ...] = Field(
        description="The other languages in which it is held."
    )


class UnderstoodPart(Data):
    """A part that the query was understood to have."""

    kind: str = Field(description="`country`, `concept`, `word` …")
    value: str = Field(description="A code, an id, or the words themselves.")
    title: str = Field(description="The kind in words.")
    label: str = Field(description="The value in words.")
    address: str = Field(description="The search without it; of a removed part, with it.")
    removed: bool = Field(description="Whether the reader took it away.")


class AnswerBoxData(Data):
    """The question that a query asks, with the cells that answer it."""

    question: QuestionId
    as_of: AsOf
    cells: tuple[CellData, ...] = Field(description="Those of the states that the query names.")
    compare: str = Field(description="Path of the comparison.")


class FacetCount(Data):
    """A value of a facet."""

    value: str
    count: int = Field(ge=0, description="How many provisions have it, under all other filters.")


class SearchData(Data):
    """A page of hits, with facets and what the query was understood to ask."""

    total: Total
    page: int = Field(ge=1, description="The page, from 1.")
    pages: int = Field(ge=1, description="The last page.")
    understood: tuple[UnderstoodPart, ...]
    answer: AnswerBoxData | None
    meant: str | None = Field(description="The query as it was probably meant.")
    left_out: int = Field(ge=0, description="How many words at the end were not used.")
    relaxed: bool = Field(description="Nothing had enough of the words; any of them counts.")
    hits: tuple[HitData, ...]
    facets: dict[str, tuple[FacetCount, ...]] = Field(description="By name of the parameter.")


class HitRow(CsvRow):
    """A provision that was found, as a row."""

    defined_by = HitData

    id: str
    country: Code
    instrument: InstrumentId
    provision: str
    heading: str = Field(description="Heading of the provision, as it stands.")
    language: LanguageCode
    kind: str
    concepts: Spaced
    buyer_liable: YesNo
    as_of: PartialDay | None
    passage: str
    reason: str | None
    cues: Spaced
    missing: Spaced
    url: CitedAddress
    extent: str
    force: str
    form: str
    origin: str
    obtained: str
    obtained_on: str


def hit_data(hit: Hit) -> HitData:
    """Return a hit as data."""
    same = {name: getattr(hit, name) for name in HitData.model_fields if hasattr(hit, name)}
    others = tuple(
        OtherLanguageData(language=other.language, url=f"/provision/{other.id}")
        for other in hit.others
    )
    return HitData(
        **same,
        rendering_only=hit.is_rendering,
        url=f"/provision/{hit.id}",
        other_languages=others,
    )


class SuggestParameters(Parameters):
    """What was typed so far."""

    q: Annotated[str, FreeText()] = Field("", description="What was typed.")


class Suggestion(Data):
    """A name that completes what was typed."""

    text: str = Field(description="The name.")
    language: LanguageCode
    kind: str = Field(description="`question`, `concept` or `instrument`.")


class SuggestData(Data):
    """Names that complete what was typed."""

    q: str = Field(description="What was typed.")
    suggestions: tuple[Suggestion, ...]
