"""Tags provisions with concepts, actors and penalties, each with its evidence."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nlp.lexicon import LexiconError, languages
    from nlp.pipeline import load, provision_tags, tag_provision, tag_version

__all__ = [
    "LexiconError", "languages", "load", "provision_tags", "tag_provision", "tag_version",
]  # fmt: skip

_READING = frozenset({"LexiconError", "languages"})


def __getattr__(name: str) -> object:
    """Import what is asked for: whoever only reads lexicons does not load spaCy."""
    if name not in __all__:
        raise AttributeError(f"module 'nlp' has no attribute '{name}'")
    return getattr(import_module("nlp.lexicon" if name in _READING else "nlp.pipeline"), name)
