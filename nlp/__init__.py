"""Tags provisions with concepts, actors and penalties, each with its evidence."""

from nlp.lexicon import LexiconError, languages
from nlp.pipeline import load, provision_tags, tag_provision, tag_version

__all__ = [
    "LexiconError", "languages", "load", "provision_tags", "tag_provision", "tag_version",
]  # fmt: skip
