"""A made-up state that was read in part, and one that was not."""

from __future__ import annotations

TWOLAND = {
    "code": "de",
    "name": "Twoland",
    "languages": ["de"],
    "portal": {"name": "Blatt", "url": "https://blatt.example/"},
    "sources": [{"id": "t1", "kind": "official-text", "title": "Alles", "checked": "2026-01-02"}],
    "answers": {
        "purchase-adult": [
            {
                "status": "none",
                "since": "2002",
                "evidence": "The whole code was searched for the words of buying.",
                "summary": "There is no such offence in general.",
                "sources": ["t1"],
                "confidence": "text-seen",
                "checked": "2026-01-02",
            }
        ],
        "purchase-exploited": [
            {
                "status": "none",
                "since_note": "there is no such rule",
                "evidence": "Directive (EU) 2024/1712 was searched for and not seen.",
                "summary": "No rule names the user of a victim.",
                "sources": ["t1"],
                "confidence": "secondary",
                "checked": "2026-01-02",
                "text_state": "2023-01-01",
            }
        ],
    },
}
UNREAD = {
    "code": "gr",
    "name": "Threeland",
    "languages": ["el"],
    "portal": {"name": "ΦΕΚ", "url": "https://fek.example/"},
}
