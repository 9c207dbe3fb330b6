"""The languages that the interface speaks."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from corpus.glossary import SOURCE

TRANSLATIONS = Path(__file__).parent / "translations"


@cache
def available() -> list[str]:
    """Return the languages that the interface speaks: English and every translation found."""
    translated = {path.parent.parent.name for path in TRANSLATIONS.glob("*/LC_MESSAGES/*.mo")}
    return [SOURCE, *sorted(translated - {SOURCE})]
