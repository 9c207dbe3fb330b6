"""The made-up Union and its policy layer: obligations, texts, bodies, positions of both sides."""

from __future__ import annotations

from corpus.policy import Policy
from corpus.transposition import Transposition

ATTACK = "<script>alert(2)</script>"
SOURCE = {"id": "p1", "kind": "secondary", "title": f"A page {ATTACK}", "checked": "2026-01-02"}
UNION = {
    "code": "eu",
    "name": "The Union",
    "languages": ["en", "sv"],
    "portal": {"name": "Journal", "url": "https://union.example/"},
    "note": "Only one directive was read.",
    "instruments": [
        {
            "id": name,
            "title": f"{title} on trafficking",
            "title_en": f"{title} in English",
            "short": title,
            "identifier": number,
            "url": f"https://union.example/{number}",
            "language": "en",
            "kind": "directive",
        }
        for name, title, number in (
            ("eu-directive-2011-36", "Directive One", "31999L0001"),
            ("eu-directive-2011-36-2024", "Directive One as amended", "01999L0001-2024"),
            ("eu-directive-2011-93", "Directive Two", "31999L0002"),
        )
    ],
    "renderings": [
        {
            "instrument": "eu-directive-2011-36-2024",
            "provision": "Article 18a",
            "heading": "Knowing use",
            "text": "Knowing use must be an offence.",
            "state": "2024-07-14",
            "concepts": ["purchase-exploited"],
        }
    ],
    "events": [
        {
            "date": "2024-07-14",
            "title": "A resolution",
            "text": "It was adopted and binds nobody.",
            "status": "adopted",
            "sources": [],
            "confidence": "memory",
        }
    ],
}
UNION["sources"] = [{"id": "u1", "kind": "memory", "title": "Known", "checked": "2026-01-02"}]
UNION["events"][0]["sources"] = ["u1"]  # type: ignore[index]


def _duty(name: str, instrument: str, provision: str, **more: object) -> dict[str, object]:
    return {
        "id": name,
        "instrument": instrument,
        "provision": provision,
        "title": f"Title of {name}",
        "force": "must",
        "obliges": f"What {name} obliges the states to do.",
        "since": "2024-07-14",
        "sources": ["p1"],
        "confidence": "secondary",
        **more,
    }


OBLIGATIONS = [
    _duty(
        "old-use",
        "eu-directive-2011-36",
        "Article 18(4)",
        force="must-consider",
        question="purchase-exploited",
        since="2011-04-15",
        until="2024-07-14",
        not_bound=["gr"],
    ),
    _duty(
        "new-use",
        "eu-directive-2011-36-2024",
        "Article 18a",
        directive="1999-1",
        articles=["18a"],
        question="purchase-exploited",
        deadline="2026-07-15",
        not_bound=["gr"],
    ),
    _duty("children", "eu-directive-2011-93", "Article 4(7)", question="purchase-minor"),
    _duty("plans", "eu-directive-2011-36-2024", "Article 19b", deadline="2999-01-01"),
]
TEXTS = [
    {
        "id": "se-plan",
        "jurisdiction": "se",
        "kind": "plan",
        "title": f"En plan {ATTACK}",
        "title_en": "A plan",
        "language": "sv",
        "publisher": "Government of Oneland",
        "date": "2024-05",
        "period": "2024-2027",
        "status": "in-force",
        "summary": "A plan with measures against demand.",
        "url": "https://plan.example/",
        "sources": ["p1"],
        "concepts": ["demand-reduction"],
        "confidence": "secondary",
    },
    {
        "id": "coe-report",
        "jurisdiction": "coe",
        "kind": "report",
        "title": "A report",
        "title_en": "A report",
        "language": "en",
        "publisher": "Experts",
        "status": "not-known",
        "summary": "A report whose recommendations were not read.",
        "url": "https://report.example/",
        "sources": ["p1"],
        "confidence": "memory",
    },
]
BODIES = [
    {
        "id": "se-body",
        "jurisdiction": "se",
        "name": "Myndigheten",
        "name_en": "The Authority",
        "roles": ["rapporteur", "coordinator"],
        "independent": True,
        "since": "2009",
        "mandate": "Reports to the Government every year.",
        "url": "https://body.example/",
        "sources": ["p1"],
        "confidence": "text-seen",
    },
    {
        "id": "coe-body",
        "jurisdiction": "coe",
        "name": "GR",
        "name_en": "Group of Experts",
        "roles": ["monitoring"],
        "mandate": "Evaluates the states in rounds of years.",
        "url": "https://experts.example/",
        "sources": ["p1"],
        "confidence": "secondary",
    },
]
POSITIONS = [
    {
        "id": name,
        "jurisdiction": country,
        "organisation": organisation,
        "seat": "Oneland",
        "stance": stance,
        "asks": f"Asks for what {name} asks for.",
        "languages": [language],
        "url": f"https://{name}.example/",
        "evidence": f"https://{name}.example/evidence",
        "labelled": "2026-01-02",
        "confidence": "secondary",
    }
    for name, country, organisation, stance, language in (
        ("one-side", "se", "Ena sidan", "equality-model", "sv"),
        ("other-side", "eu", "Other Side", "decriminalisation", "en"),
        ("third", "eu", "Third Way", "rights-based", "en"),
    )
]


def make_policy() -> Policy:
    return Policy.model_validate(
        {
            "sources": {"p1": SOURCE},
            "obligations": OBLIGATIONS,
            "texts": TEXTS,
            "bodies": BODIES,
            "positions": POSITIONS,
        }
    )


def make_transposition() -> Transposition:
    return Transposition.model_validate(
        {
            "looked_for": "2024-1712",
            "statements": [
                {
                    "where": {"instrument": "se-kod", "provision": "6 kap. 12 §"},
                    "directives": ["1999-1"],
                    "says": "The code serves the directive.",
                    "state": "2026-01-02",
                }
            ],
            "searches": [
                {"state": "se", "seen": "act", "up_to": "2026-01-02", "note": f"Act 5 {ATTACK}."},
                {"state": "de", "seen": "none", "up_to": "2026-02"},
                {"state": "gr", "seen": "not-bound", "up_to": "2026-03-01"},
            ],
        }
    )
