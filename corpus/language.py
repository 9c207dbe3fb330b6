"""Tells the language of a text that does not name it, in states with several official languages.

A file or portal that names the language is believed. Elsewhere only the official languages of the
jurisdiction come into question, so that a short text is not taken for a neighbour's.
"""

from __future__ import annotations

from functools import lru_cache

from lingua import IsoCode639_1, LanguageDetector, LanguageDetectorBuilder

PRIMARY = {
    "at": "de", "be": "fr", "bg": "bg", "cy": "el", "cz": "cs", "de": "de", "dk": "da", "ee": "et",
    "es": "es", "eu": "en", "fi": "fi", "fr": "fr", "gr": "el", "hr": "hr", "hu": "hu", "ie": "en",
    "it": "it", "lt": "lt", "lu": "fr", "lv": "lv", "mt": "mt", "nl": "nl", "pl": "pl", "pt": "pt",
    "ro": "ro", "se": "sv", "si": "sl", "sk": "sk",
}  # fmt: skip
"""The language that texts of a jurisdiction have when nothing says otherwise."""

SEVERAL = {
    "be": ("fr", "nl", "de"),
    "eu": tuple(sorted({*PRIMARY.values(), "ga"} - {"mt"})),
    "fi": ("fi", "sv"),
    "ie": ("en", "ga"),
    "lu": ("fr", "de"),
}
"""Official languages of law where there are several (the detector has no Maltese)."""

_ENOUGH = 6_000


def primary_language(country: str) -> str:
    """Return the language that texts of a jurisdiction have when nothing says otherwise."""
    return PRIMARY.get(country, "xx")


def language_of(text: str, country: str) -> str:
    """Return the language of a text of a jurisdiction, ISO 639-1; its beginning is read.

    Where there is but one official language, or the text gives no sign, the primary one.
    """
    if country not in SEVERAL:
        return primary_language(country)
    found = _detector(country).detect_language_of(text[:_ENOUGH])
    return found.iso_code_639_1.name.lower() if found else primary_language(country)


@lru_cache(maxsize=len(SEVERAL))
def _detector(country: str) -> LanguageDetector:
    codes = [getattr(IsoCode639_1, code.upper()) for code in SEVERAL[country]]
    return LanguageDetectorBuilder.from_iso_codes_639_1(*codes).build()
