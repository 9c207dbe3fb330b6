"""A small site of its own: two states that were read, one that was not, and texts to attack it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from corpus.library import Knowledge, packaged_knowledge
from corpus.model import Jurisdiction
from corpus.store import Library
from corpus.texts import Provision, ProvisionTags, Span, Tag, Version
from search_app.index.query import Carried, FacetValue, Hit, SearchQuery, SearchResult
from search_app.understanding.parts import Part, Understanding
from search_app.web.factory import create_app
from search_app.web.site import Site
from tests.search_app.web.lands import TWOLAND, UNREAD
from tests.search_app.web.layers_data import UNION, make_policy, make_transposition

PAYLOAD = "<script>alert(1)</script>"
TEXT = f"1. Whoever pays for a sexual act is fined.\na) also if {PAYLOAD} & more.\n\n2. End."

ONELAND = {
    "code": "se",
    "name": "Oneland",
    "languages": ["sv"],
    "portal": {"name": "Gazette", "url": "https://law.example/"},
    "note": "A note on Oneland.",
    "instruments": [
        {
            "id": "se-kod",
            "title": f"Kod {PAYLOAD}",
            "title_en": "Code",
            "short": "Kd",
            "identifier": "SFS 1:2",
            "url": "https://law.example/kod",
            "language": "sv",
        }
    ],
    "sources": [
        {
            "id": "s1",
            "kind": "official-text",
            "title": "The code",
            "url": "https://law.example/kod",
            "state": "2020-01",
            "checked": "2026-01-02",
        },
        {"id": "s2", "kind": "memory", "title": "Known", "checked": "2026-01-02"},
    ],
    "answers": {
        "purchase-adult": [
            {
                "status": "none",
                "until": "1999-01-01",
                "since_note": "not looked for",
                "evidence": "Act X was searched for the words of buying.",
                "summary": "There was no such offence before.",
                "sources": ["s2"],
                "confidence": "memory",
                "checked": "2026-01-02",
            },
            {
                "status": "criminal",
                "since": "1999-01-01",
                "until": "2011-07-01",
                "penalty": {"fine": {"unit": "unspecified"}},
                "mens_rea": "intent",
                "citations": [{"instrument": "se-kod", "provision": "6 kap. 11 §"}],
                "summary": "Buying was an offence with a fine.",
                "sources": ["s1"],
                "confidence": "secondary",
                "checked": "2026-01-02",
            },
            {
                "status": "criminal",
                "since": "2011-07-01",
                "penalty": {
                    "imprisonment": {"max": {"value": 1, "unit": "years"}},
                    "others": [
                        {
                            "label": "aggravated",
                            "imprisonment": {"max": {"value": 4, "unit": "years"}},
                        }
                    ],
                },
                "mens_rea": "intent",
                "citations": [
                    {"instrument": "se-kod", "provision": "6 kap. 11 §"},
                    {"instrument": "se-kod", "provision": "26 kap. 1 §"},
                ],
                "summary": f"Buying is an offence {PAYLOAD}.",
                "note": "=1+1 is no formula here.",
                "sources": ["s1"],
                "confidence": "text-seen",
                "checked": "2026-01-02",
                "text_state": "2020-01",
            },
        ],
        "purchase-minor": [
            {
                "status": "unclear",
                "since": "2005",
                "age": 18,
                "evidence": "Two sources disagree about the scale.",
                "summary": "The scale is not certain at all.",
                "other_reading": {
                    "status": "criminal",
                    "why": f"One source reads it as an offence {PAYLOAD}.",
                },
                "sources": ["s1", "s2"],
                "confidence": "secondary",
                "checked": "2026-01-02",
            }
        ],
        "purchase-exploited": [
            {
                "status": "criminal",
                "since": "2020-01-01",
                "citations": [{"instrument": "se-kod", "provision": "6 kap. 12 §"}],
                "summary": "Whoever uses a victim is liable.",
                "note": "Act 5 recasts it to transpose Directive (EU) 2024/1712. In a new place.",
                "sources": ["s1"],
                "confidence": "text-seen",
                "checked": "2026-01-02",
                "text_state": "2025-11-13",
            }
        ],
    },
    "events": [
        {
            "date": "2011-07-01",
            "title": "Penalty raised",
            "text": "The maximum rose to one year.",
            "questions": ["purchase-adult"],
            "citations": [{"instrument": "se-kod", "provision": "6 kap. 11 §"}],
            "sources": ["s1"],
            "confidence": "text-seen",
        },
        {
            "date": "2025-11-13",
            "title": "A new act",
            "text": "It names Directive (EU) 2024/1712.",
            "sources": ["s1"],
            "confidence": "secondary",
        },
    ],
    "renderings": [
        {
            "instrument": "se-kod",
            "provision": "6 kap. 11 §",
            "heading": "Buying a sexual act",
            "text": "1. Whoever pays is fined.",
            "state": "2020-01",
            "concepts": ["purchase"],
            "buyer_liable": True,
        },
        {
            "instrument": "se-kod",
            "provision": "6 kap. 12 §",
            "heading": "Procuring",
            "text": "Whoever profits is punished.",
            "state": "2020-01",
            "concepts": ["procuring"],
        },
    ],
    "opinions": [
        {"model": "A model", "held_by": "Some", "note": "So they say.", "sources": ["s2"]},
        {"model": "No model", "held_by": "Others", "note": "They differ.", "sources": ["s1"]},
    ],
}


UNDERSTOOD = Understanding(
    "buying in oneland",
    ("en",),
    (
        Part("language", "en"),
        Part("country", "se", ((10, 17),)),
        Part("question", "purchase-adult"),
        Part("concept", "purchase", ((0, 6),)),
        Part("cue", "obtain", ((0, 6),)),
        Part("word", "buying", ((0, 6),)),
    ),
)


class FakeSearcher:
    """Finds the provision of Oneland whatever is asked; nothing for `zzz`."""

    def similar(self, wanted: Carried, limit: int) -> tuple[Hit, ...]:
        found = self.search(SearchQuery("")).hits[:limit]
        return found if "purchase" in wanted.concepts else ()

    def search(self, query: SearchQuery) -> SearchResult:
        if query.text == "zzz":
            return SearchResult(query, 0, ())
        hit = Hit(
            id="se-kod.6-11",
            country="se",
            instrument="se-kod",
            instrument_title=f"Kod {PAYLOAD}",
            provision="6:11",
            heading=f"6 kap. 11 § {PAYLOAD}",
            language="sv",
            kind="statute",
            concepts=("purchase",),
            buyer_liable=True,
            as_of="2020-01-01",
            passage=TEXT,
            passage_language="sv",
            marks=((3, 10), (8, 16)),
            reason="purchase",
            score=1.0,
            is_rendering=False,
            rendering_heading="Buying a sexual act",
        )
        facets = {
            "country": (FacetValue("se", 30, "se" in query.countries), FacetValue("de", 2)),
            "concept": (FacetValue("purchase", 30),),
            "actor": (FacetValue("buyer", 1),),
            "buyer": (FacetValue("1", 1), FacetValue("0", 29)),
            "lang": (FacetValue("sv", 30),),
            "kind": (FacetValue("statute", 30),),
        }
        return SearchResult(query, 45, (hit,), facets, UNDERSTOOD)


def make_knowledge() -> Knowledge:
    known = {d["code"]: Jurisdiction.model_validate(d) for d in (ONELAND, UNREAD, TWOLAND, UNION)}
    return dataclasses.replace(
        packaged_knowledge(),
        jurisdictions=known,
        policy=make_policy(),
        transposition=make_transposition(),
        coded={},
    )


def make_library(path: Path) -> Path:
    start = TEXT.index("pays")
    version = Version(
        country="se",
        identifier="SFS 1:2",
        title=f"Kod {PAYLOAD}",
        language="sv",
        as_of="2020-01-01",
        source_url="javascript:alert(1)",
        status=f"in force {PAYLOAD}",
        provisions=(
            Provision(
                number="6:11",
                heading="6 kap. 11 §",
                rubric=f"Köp {PAYLOAD}",
                context=(f"6 kap. {PAYLOAD}",),
                text=TEXT,
            ),
            Provision(number="7:1", heading="7 kap. 1 §", text="Only held, never cited."),
            Provision(number="8:9å", heading="8 kap. 9å §", text="Ett nummer med bokstav."),
        ),
    )
    tags = ProvisionTags(
        tags=(
            Tag(
                concept="purchase",
                actor="buyer",
                buyer_liable=True,
                spans=(
                    Span(start=start, end=start + 20, kind="cue", label="payment"),
                    Span(start=start + 9, end=start + 30, kind="concept", label="purchase"),
                ),
            ),
        ),
        penalty_spans=(Span(start=35, end=40, kind="penalty", label="fine"),),
    )
    with Library(path) as library:
        library.add(version, "se-kod", "2026-01-02T03:04:05Z")
        row = next(p.row for p in library.provisions() if p.id == "se-kod.6-11")
        library.save_tags("test", [(row, tags, {})])
    return path


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    folder = tmp_path_factory.mktemp("library")
    library = make_library(folder / "library.db")
    site = Site(
        make_knowledge(),
        FakeSearcher(),
        library,
        "generation-1",
        "https://site.example",
        home=folder,
    )
    return create_app(site)


@pytest.fixture
def client(app: Flask) -> Iterator[FlaskClient]:
    with app.test_client() as client:
        yield client
