"""Detects the language of a text that does not name it, in states with several languages.

A file or portal that names the language is trusted. Otherwise only the official languages of the
jurisdiction are considered, so that a short text is not mistaken for a neighbouring language.
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
"""The language to assume for texts of each jurisdiction, ISO 639-1."""

SEVERAL = {
    "be": ("fr", "nl", "de"),
    "eu": tuple(sorted({*PRIMARY.values(), "ga"} - {"mt"})),
    "fi": ("fi", "sv"),
    "ie": ("en", "ga"),
    "lu": ("fr", "de"),
}
"""The official languages of law, where there are several (the detector lacks Maltese)."""

_ENOUGH = 6_000


def primary_language(country: str) -> str:
    """Return the language to assume for texts of a jurisdiction, `xx` if it is unknown."""
    return PRIMARY.get(country, "xx")


def language_of(text: str, country: str) -> str:
    """Return the language (ISO 639-1) of a text, judged by its first 6,000 characters.

    If there is only one official language, or the text gives no clue, return the primary one.
    """
    if country not in SEVERAL:
        return primary_language(country)
    detected = _detector(country).detect_language_of(text[:_ENOUGH])
    return detected.iso_code_639_1.name.lower() if detected else primary_language(country)


@lru_cache(maxsize=len(SEVERAL))
def _detector(country: str) -> LanguageDetector:
    codes = [getattr(IsoCode639_1, code.upper()) for code in SEVERAL[country]]
    return LanguageDetectorBuilder.from_iso_codes_639_1(*codes).build()
