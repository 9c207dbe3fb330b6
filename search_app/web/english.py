"""Official English texts as pages show them."""

from __future__ import annotations

from flask import Flask

from corpus.store import StoredProvision
from search_app.english import is_english_official
from search_app.web.marks import Paragraph, paragraphs
from search_app.web.provision import MAX_SHOWN


def law_text(stored: StoredProvision | None) -> list[Paragraph]:
    """Return the text of a provision as paragraphs without marks; nothing for None."""
    return paragraphs(stored.provision.text[:MAX_SHOWN], []) if stored else []


def init_app(app: Flask) -> None:
    """Let templates ask whether English is an official language of a jurisdiction."""
    app.add_template_test(is_english_official, "english_law")
