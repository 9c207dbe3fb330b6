"""Entries of the LEGI dump: XML files of a text (TEXTE_VERSION, TEXTELR) and of its articles.

An article's file is one version of it: it gives a provision when it is in force on the day asked
for, and none otherwise. The headings above it stand in the same file.
"""

from __future__ import annotations

from typing import Any

from crawler.formats import days, markup
from crawler.formats.piste import provision
from crawler.reading import Ask, FormatError, Reading, check_identity

_OPEN = "9999-12-31"


def read(body: bytes, ask: Ask) -> Reading:
    """Read an article's file, or that of a text."""
    root = markup.xml(body)
    kind = markup.name(root)
    if kind == "ARTICLE":
        return _article(root, ask)
    if kind in {"TEXTE_VERSION", "TEXTELR"}:
        return _text(root, ask)
    raise FormatError(f"{ask.identifier}: {kind} is neither a text nor an article of LEGI")


def _text(root: Any, ask: Ask) -> Reading:
    title = _field(root, "TITREFULL") or _field(root, "TITRE") or _field(root, "TITRE_TEXTE")
    check_identity(ask, title, _field(root, "CID"), _field(root, "ID"))
    state = _field(root, "ETAT")
    return Reading(
        title=title,
        language="fr",
        adopted=days.iso(_field(root, "DATE_TEXTE")),
        published=days.iso(_field(root, "DATE_PUBLI")),
        in_force=days.iso(_field(root, "DATE_DEBUT")),
        status="repealed" if state.startswith("ABROGE") and state != "ABROGE_DIFF" else "",
        kind="regulation" if _field(root, "NATURE") in {"DECRET", "ARRETE"} else "",
    )


def _article(root: Any, ask: Ask) -> Reading:
    text = markup.first(root, "TEXTE")
    titles = [] if text is None else markup.find(text, "TITRE_TXT")
    named = [value for each in (*titles, text) if each is not None for value in each.values()]
    check_identity(ask, *named, *(markup.line(each) for each in titles))
    meta, content = markup.first(root, "META_ARTICLE"), markup.first(root, "BLOC_TEXTUEL")
    if meta is None or content is None:
        raise FormatError(f"{ask.identifier}: the article has no data or no text")
    start = days.iso(_field(meta, "DATE_DEBUT"))
    end = days.iso(_field(meta, "DATE_FIN")) or _OPEN
    if not start or not start <= ask.today < end:
        return Reading(language="fr", notes=("a version that is not in force",))
    context = [] if text is None else markup.find(text, "TITRE_TM")
    found = provision(_field(meta, "NUM"), "", tuple(markup.line(each) for each in context))
    words = markup.first(content, "CONTENU")
    lines = markup.text(words) if words is not None else ""
    return Reading(
        provisions=(found.model_copy(update={"text": lines}),), language="fr", in_force=start
    )


def _field(root: Any, name: str) -> str:
    return markup.line(markup.first(root, name))
