"""Tags provisions with concepts, actors and penalties, each with its evidence.

    import nlp

    pipeline = nlp.load("sv")  # a spaCy pipeline
    doc = pipeline("Den som köper en sexuell tjänst döms till böter.")
    [(span.label_, span.text) for span in doc.spans["concepts"]]
    nlp.provision_tags(doc)

`tag_provision` and `tag_version` do the same behind a gate, which spares the pipeline all text that
cannot carry a concept.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nlp.files import LexiconError
    from nlp.tagger.cues import cues_of
    from nlp.tagger.document import provision_tags
    from nlp.tagger.every_scale import every_scale
    from nlp.tagger.fingerprint import fingerprint
    from nlp.tagger.lexicon import languages
    from nlp.tagger.pipeline import load, provision_doc
    from nlp.tagger.tagging import heading_of, tag_provision, tag_version

__all__ = [
    "LexiconError", "cues_of", "every_scale", "fingerprint", "heading_of", "languages", "load",
    "provision_doc", "provision_tags", "tag_provision", "tag_version",
]  # fmt: skip

_HOMES = {
    "LexiconError": "nlp.files",
    "cues_of": "nlp.tagger.cues",
    "every_scale": "nlp.tagger.every_scale",
    "fingerprint": "nlp.tagger.fingerprint",
    "heading_of": "nlp.tagger.tagging",
    "languages": "nlp.tagger.lexicon",
    "load": "nlp.tagger.pipeline",
    "provision_doc": "nlp.tagger.pipeline",
    "provision_tags": "nlp.tagger.document",
    "tag_provision": "nlp.tagger.tagging",
    "tag_version": "nlp.tagger.tagging",
}


def __getattr__(name: str) -> object:
    """Import a name when it is first used: whoever only reads lexicons does not load spaCy."""
    if name not in _HOMES:
        raise AttributeError(f"module 'nlp' has no attribute '{name}'")
    return getattr(import_module(_HOMES[name]), name)
