"""The tools on texts: search, provision, verify_quote."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from corpus.model import Rendering
from corpus.store import Library, StoredProvision
from search_app.contract.base import Data
from search_app.contract.copies import ProvisionVersionData, copy_values
from search_app.contract.fields import Code, ConceptIds, LanguageCode, PartialDay, Total
from search_app.contract.search import HitData, hit_data
from search_app.index.query import SearchQuery
from search_app.mcp.arguments import Names, ProvisionId
from search_app.mcp.outcomes import ToolResult, WithoutResultError, tool
from search_app.mcp.quotes import LEAST, QuoteMatch, match_quote
from search_app.mcp.room import ToolRoom
from search_app.mcp.sources import SourceCited, source_of_provision
from search_app.provisions import ProvisionRecord

MOST_TEXT = 20_000
MOST_PAGES = 50
_NO_TEXTS = "No collected texts are here: this server knows the coded law only."


class CitedHit(Data):
    """A provision that was found, with its citation."""

    hit: HitData
    source: SourceCited | None


class SearchResultData(ToolResult):
    """A page of provisions."""

    total: Total = 0
    page: int = Field(1, description="The page, from 1.")
    pages: int = Field(0, description="The last page.")
    hits: tuple[CitedHit, ...] = ()


class ProvisionText(Data):
    """A provision with its original text."""

    id: str = Field(description="Id of the provision.")
    country: Code
    act: str = Field(description="Title of the instrument in its own language.")
    cited_as: str = Field(description="The citation in full.")
    language: LanguageCode | None
    heading: str
    context: tuple[str, ...] = Field(description="Headings above it, the outermost first.")
    text: str = Field(description="The original text, or a part of it.")
    next_start: int | None = Field(description="Where the next part begins; null: this is the end.")
    rendering: Rendering | None = Field(description="Our own, unofficial English rendering.")
    concepts: ConceptIds
    versions: tuple[ProvisionVersionData, ...] = Field(description="Versions held, newest first.")
    cited_in: tuple[str, ...] = Field(description="Pages of the answers that cite it.")
    source: SourceCited


class ProvisionResult(ToolResult):
    """A provision."""

    provision: ProvisionText | None = None


class QuoteResult(ToolResult):
    """Whether a quotation is in the text of a provision."""

    verdict: Literal["exact", "normalised", "not-found", "rendering"] | None = Field(
        None,
        description="`exact`; `normalised`: the same but for typography and letter case;"
        " `not-found`; `rendering`: these are our own English words, not those of the law.",
    )
    nearest: str = Field("", description="The passage of the text that is most like it.")
    score: float | None = Field(None, description="How like they are, from 0 to 100.")
    state: PartialDay | None = Field(None, description="Date of the version compared.")
    current: bool | None = Field(None, description="False: only an older version has these words.")
    source: SourceCited | None = None


class TextTools:
    """The tools on texts."""

    def __init__(self, room: ToolRoom) -> None:
        self._room = room

    @property
    def release(self) -> str:
        """The release of the data."""
        return self._room.release

    @tool(SearchResultData)
    def search(
        self,
        query: Annotated[str, Field(description="Words in any EU language; phrases in quotes.")],
        countries: Annotated[Names, Field(description="Codes or names; empty: all.")] = [],  # noqa: B006
        concepts: Annotated[Names, Field(description="Ids of concepts.")] = [],  # noqa: B006
        page: Annotated[int, Field(ge=1, le=MOST_PAGES)] = 1,
    ) -> SearchResultData:
        """Search the provisions of the collected laws, in any language of the EU.

        `grounded-none` means that no provision held matches; it does not mean that the law has no
        such rule: ask cell_as_of or absence_evidence for that.
        """
        room = self._room
        codes = room.countries(countries)
        wanted = SearchQuery(
            text=query[:400],
            countries=codes,
            concepts=tuple(map(room.concept, concepts)),
            page=page,
        )
        if not room.site.generation:
            raise WithoutResultError("not-held", _NO_TEXTS)
        self._check_held(codes)
        result = room.site.searcher.search(wanted)
        return SearchResultData(
            outcome="found" if result.total else "grounded-none",
            why="" if result.total else "No provision of the texts held matches.",
            release=self.release,
            total=result.total,
            page=page,
            pages=result.pages,
            hits=tuple(CitedHit(hit=hit_data(h), source=self._source(h.id)) for h in result.hits),
        )

    @tool(ProvisionResult)
    def provision(
        self,
        provision_id: ProvisionId,
        start: Annotated[int, Field(ge=0, description="First character of the text.")] = 0,
    ) -> ProvisionResult:
        """Give the original text of a provision, our English rendering, its versions and source.

        `not-held` comes with the official address of a text of which no copy is here.
        """
        record = self._room.provision(provision_id)
        if record.stored is None and record.rendering is None:
            raise WithoutResultError("not-held", _not_held(record))
        return ProvisionResult(
            outcome="found",
            release=self.release,
            provision=_provision(record, start, self._room.base_url),
        )

    @tool(QuoteResult)
    def verify_quote(
        self,
        provision_id: ProvisionId,
        quote: Annotated[str, Field(description="The words, in the language of the text.")],
    ) -> QuoteResult:
        """Tell whether a quotation is in the text of a provision, in this version or an older one.

        Words left out may be marked with […]. Quote a law only after `exact` or `normalised`.
        """
        if len(quote.strip()) < LEAST:
            why = f"A quotation of fewer than {LEAST} characters proves nothing."
            raise WithoutResultError("bad-question", why)
        record = self._room.provision(provision_id)
        source = source_of_provision(record, self._room.base_url)
        if not record.versions:
            raise WithoutResultError("not-held", _not_held(record))
        stored, match = _best(quote, record.versions)
        own = record.rendering.text if record.rendering else ""
        rendered = match.likeness == "not-found" and match_quote(quote, own).likeness != "not-found"
        return QuoteResult(
            outcome="grounded-none" if match.likeness == "not-found" else "found",
            why="" if match.likeness != "not-found" else "The texts held do not have these words.",
            release=self.release,
            verdict="rendering" if rendered else match.likeness,
            nearest=match.passage,
            score=match.score,
            state=stored.as_of,
            current=stored.copy.current,
            source=source,
        )

    def _source(self, provision_id: str) -> SourceCited | None:
        record = self._room.provisions.find(provision_id)
        return source_of_provision(record, self._room.base_url) if record else None

    def _check_held(self, codes: tuple[str, ...]) -> None:
        path = self._room.site.library
        if path is None or not codes:
            return
        with Library(path, readonly=True) as library:
            if not any(library.held(code) for code in codes):
                raise WithoutResultError("not-held", "No text of these countries is held.")


def _best(quote: str, versions: tuple[StoredProvision, ...]) -> tuple[StoredProvision, QuoteMatch]:
    """Return the first version that has a quotation, or else the first with its nearest passage."""
    matches = [(stored, match_quote(quote, _whole(stored))) for stored in versions]
    return next((m for m in matches if m[1].likeness != "not-found"), matches[0])


def _whole(stored: StoredProvision) -> str:
    parts = (stored.provision.heading, stored.provision.rubric, stored.provision.text)
    return "\n".join(filter(None, parts))


def _not_held(record: ProvisionRecord) -> str:
    return f"No text of {record.cited_as} is held. The official text is at {record.official_url}"


def _provision(record: ProvisionRecord, start: int, base_url: str) -> ProvisionText:
    stored = record.stored
    text = stored.provision.text if stored else ""
    end = start + MOST_TEXT
    return ProvisionText(
        id=record.id,
        country=record.jurisdiction.code,
        act=record.act,
        cited_as=record.cited_as,
        language=stored.language if stored else None,
        heading=stored.provision.heading if stored else "",
        context=stored.provision.context if stored else (),
        text=text[start:end],
        next_start=end if end < len(text) else None,
        rendering=record.rendering,
        concepts=record.concepts,
        versions=tuple(map(_version, record.versions)),
        cited_in=tuple(
            dict.fromkeys(f"/answer/{c.jurisdiction.code}/{c.question.id}" for c in record.cited_in)
        ),
        source=source_of_provision(record, base_url),
    )


def _version(stored: StoredProvision) -> ProvisionVersionData:
    return ProvisionVersionData(
        as_of=stored.as_of,
        status=stored.status,
        content_hash=stored.content_hash,
        **copy_values(stored),
    )
