"""The embedded engine: tantivy, one folder per generation, nothing to install or run beside."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import tantivy

from search_app.index.analysis import forms, tokens
from search_app.index.documents import RENDERING_LANGUAGE, Document
from search_app.index.engine import Found, Raw
from search_app.index.plan import Plan
from search_app.index.query import FACETS, SearchQuery
from search_app.index.settings import settings
from search_app.index.similar import Likeness

_TOKENS = "demandside_tokens"
_HEAP = 256 * 1024 * 1024


def schema() -> Any:
    """Return the schema: raw fields for filters, token fields for words, one stored document."""
    builder = tantivy.SchemaBuilder()
    for name in ("id", *FACETS, "number", "cited_for"):
        builder.add_text_field(
            name, stored=False, fast=name in FACETS, tokenizer_name="raw",
            index_option="basic",
        )  # fmt: skip
    for name in ("text", "title", "rendering"):
        builder.add_text_field(name, tokenizer_name=_TOKENS, index_option="freq")
    builder.add_text_field("exact", tokenizer_name=_TOKENS, index_option="position")
    builder.add_unsigned_field("order", fast=True)
    builder.add_unsigned_field("as_of", fast=True, indexed=True)
    builder.add_text_field("doc", stored=True, tokenizer_name="raw", index_option="basic")
    return builder.build()


def write_index(folder: Path, documents: Iterable[Document]) -> int:
    """Write a new index of documents into an empty folder; return how many there are."""
    folder.mkdir(parents=True, exist_ok=False)
    index = _with_tokenizer(tantivy.Index(schema(), path=str(folder)))
    writer = index.writer(heap_size=_HEAP, num_threads=1)
    count = 0
    for count, document in enumerate(documents, start=1):
        writer.add_document(_entry(document, count))
    writer.commit()
    writer.wait_merging_threads()
    return count


class EmbeddedEngine:
    """Searches one generation."""

    def __init__(self, folder: Path) -> None:
        """Open the index in a folder.

        Raises:
            ValueError: there is no index.
        """
        self._index = _with_tokenizer(tantivy.Index.open(str(folder)))
        self._schema = self._index.schema
        self._searcher = self._index.searcher()

    @property
    def size(self) -> int:
        """How many documents the generation holds."""
        return int(self._searcher.num_docs)

    def find(self, plan: Plan) -> Found:
        """Return one page of raw hits, the exact total and the facet counts."""
        query = plan.query
        wanted = self._compile(plan)
        offset = (query.page - 1) * query.per_page
        result = self._searcher.search(
            self._filtered(wanted, query), limit=query.per_page, offset=offset, **_order(query)
        )
        hits = tuple(
            Raw(document=self._document(address), score=_score(score))
            for score, address in result.hits
        )
        return Found(total=int(result.count), hits=hits, facets=self._facets(wanted, query))

    def like(self, likeness: Likeness, limit: int) -> tuple[Raw, ...]:
        """Return the provisions of other countries that are nearest, the nearest first."""
        shared = [self._flag("concept", name, weight) for name, weight in likeness.concepts]
        extra = [self._flag("cited_for", name, weight) for name, weight in likeness.concepts]
        if likeness.buyer:
            extra.append(self._flag("buyer", "1", likeness.buyer))
        wanted = [
            (
                tantivy.Occur.Must,
                tantivy.Query.boolean_query([(tantivy.Occur.Should, part) for part in shared]),
            ),
            *((tantivy.Occur.Should, part) for part in extra),
            (tantivy.Occur.MustNot, self._flag("country", likeness.other_than, 1.0)),
        ]
        result = self._searcher.search(tantivy.Query.boolean_query(wanted), limit=limit)
        return tuple(Raw(self._document(place), _score(score)) for score, place in result.hits)

    def values(self, facet: str) -> dict[str, int]:
        """Return every value of a facet with its count over the whole index."""
        return self._count(tantivy.Query.all_query(), [facet])[facet]

    def _document(self, address: Any) -> Document:
        return Document.from_dict(json.loads(self._searcher.doc(address)["doc"][0]))

    def _facets(self, wanted: Any, query: SearchQuery) -> dict[str, dict[str, int]]:
        """Count each facet under all filters but its own (one pass for those without a filter)."""
        active = [name for name in FACETS if query.chosen(name)]
        passive = [name for name in FACETS if name not in active]
        counts = self._count(self._filtered(wanted, query), passive) if passive else {}
        for name in active:
            counts |= self._count(self._filtered(wanted, query, without=name), [name])
        return {name: counts[name] for name in FACETS}

    def _count(self, wanted: Any, facets: Sequence[str]) -> dict[str, dict[str, int]]:
        size = settings().limits.facet_values
        request = {name: {"terms": {"field": name, "size": size}} for name in facets}
        answer = self._searcher.aggregate(wanted, request)
        return {
            name: {str(b["key"]): int(b["doc_count"]) for b in answer[name]["buckets"]}
            for name in facets
        }

    def _filtered(self, wanted: Any, query: SearchQuery, without: str = "") -> Any:
        clauses = [(tantivy.Occur.Must, wanted)]
        for name in FACETS:
            if name != without and (chosen := query.chosen(name)):
                terms = tantivy.Query.term_set_query(self._schema, name, list(chosen))
                clauses.append((tantivy.Occur.Must, tantivy.Query.const_score_query(terms, 0.0)))
        if query.as_of_from:
            since = tantivy.Query.range_query(
                self._schema, "as_of", tantivy.FieldType.Unsigned,
                lower_bound=int(query.as_of_from.strftime("%Y%m%d")),
            )  # fmt: skip
            clauses.append((tantivy.Occur.Must, tantivy.Query.const_score_query(since, 0.0)))
        return tantivy.Query.boolean_query(clauses)

    def _compile(self, plan: Plan) -> Any:
        if plan.empty:
            return tantivy.Query.all_query()
        either = []
        if plan.clauses or plan.phrases:
            must = [self._word(clause.lemmas) for clause in plan.clauses]
            must += [self._phrase(phrase) for phrase in plan.phrases]
            both = tantivy.Query.boolean_query([(tantivy.Occur.Must, part) for part in must])
            either.append(both)
        boosts = settings().boosts
        either += [self._flag("number", number, boosts.number) for number in plan.numbers]
        either += [self._flag("concept", name, boosts.concept) for name in plan.concepts]
        matched = tantivy.Query.boolean_query([(tantivy.Occur.Should, part) for part in either])
        cited = [self._flag("cited_for", c, boosts.cited) for c in plan.concepts]
        extra = [(tantivy.Occur.Should, part) for part in cited]
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, matched), *extra])

    def _word(self, lemmas_by_language: tuple[tuple[str, str], ...]) -> Any:
        """One word in any language and any part; the best part counts."""
        boosts = settings().boosts
        asked = [f"{language}|{value}" for language, value in lemmas_by_language]
        parts = [self._term("text", t, boosts.text) for t in asked]
        parts += [self._term("title", t, boosts.title) for t in asked]
        english = [t for t in asked if t.startswith(f"{RENDERING_LANGUAGE}|")]
        parts += [self._term("rendering", t, boosts.rendering) for t in english]
        return tantivy.Query.disjunction_max_query(parts, tie_breaker=0.1)

    def _phrase(self, phrase: tuple[str, ...]) -> Any:
        boost = settings().boosts.phrase
        if len(phrase) == 1:
            return self._term("exact", phrase[0], boost)
        query = tantivy.Query.phrase_query(self._schema, "exact", list(phrase))
        return tantivy.Query.boost_query(query, boost)

    def _term(self, field: str, token: str, boost: float) -> Any:
        query = tantivy.Query.term_query(self._schema, field, token, index_option="freq")
        return tantivy.Query.boost_query(query, boost)

    def _flag(self, field: str, value: str, score: float) -> Any:
        query = tantivy.Query.term_query(self._schema, field, value, index_option="basic")
        return tantivy.Query.const_score_query(query, score)


def _with_tokenizer(index: Any) -> Any:
    analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer(_TOKENS, analyzer)
    return index


def _entry(document: Document, order: int) -> Any:
    entry = tantivy.Document()
    for name, value in (
        ("id", document.id),
        ("country", document.country),
        ("lang", document.language),
        ("kind", document.kind),
        ("number", document.number),
        ("buyer", "1" if document.buyer_liable else "0"),
        ("text", tokens(document.text, document.language)),
        ("title", tokens(document.title, document.language)),
        ("rendering", tokens(f"{document.rendering_heading} {document.rendering}", "en")),
        ("exact", " ".join(forms(f"{document.text}\n{document.rendering}"))),
        ("doc", json.dumps(document.as_dict(), ensure_ascii=False)),
    ):
        entry.add_text(name, value)
    for name, values in (
        ("concept", document.concepts),
        ("actor", document.actors),
        ("cited_for", document.cited_for),
    ):
        for value in values:
            entry.add_text(name, value)
    entry.add_unsigned("order", order)
    entry.add_unsigned("as_of", document.day)
    return entry


def _order(query: SearchQuery) -> dict[str, Any]:
    if query.sort == "country":
        return {"order_by_field": "order", "order": tantivy.Order.Asc}
    if query.sort == "newest":
        return {"order_by_field": "as_of", "order": tantivy.Order.Desc}
    return {}


def _score(value: Any) -> float:
    return float(value) if isinstance(value, float) else 0.0
