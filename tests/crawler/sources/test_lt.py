"""Lithuanian orders: signatures and marks of approval are no words of a provision."""

from __future__ import annotations

import json

from crawler.formats.whole import unread
from crawler.parsing import Ask
from crawler.sources.lt.format import read

SIGNED = "Bičių ministrė                Ona Avilienė"
ORDER = [
    "BIČIŲ MINISTRAS",
    "ĮSAKYMAS",
    "DĖL AVILIŲ",
    "1. Tvirtinu avilių aprašą (pridedama).",
    SIGNED,
    "SUDERINTA",
    "Medaus ministerijos raštu Nr. 5K-1",
    "PATVIRTINTA",
    "Bičių ministro įsakymu",
    "AVILIŲ APRAŠAS",
    "1. Avilys statomas saulėje.",
    "2. Avilys dažomas geltonai.",
]


def test_only_points_and_what_belongs_to_them_are_the_body() -> None:
    row = {"pavadinimas": "Dėl avilių", "tekstas_lt": "\n".join(ORDER), "isigalioja": "2024-01-01"}
    ask = Ask("lt", "lt-x", "lt", "https://law.example/teises_aktai/Dokumentas", "original")
    text = read(json.dumps({"_data": [row]}).encode(), ask)
    assert [p.text for p in text.provisions] == [
        "Tvirtinu avilių aprašą (pridedama).",
        "Avilys statomas saulėje.",
        "Avilys dažomas geltonai.",
    ]
    assert text.body.split("\n") == [ORDER[3], ORDER[10], ORDER[11]]
    assert unread([text]) == ""
