"""Two wordings of one part of an act of Finlex in its XML: which one is in force on a day.

What the notes say is read by `corpus.twofold`; a note of repeal is a part of the same kind as the
wording that it repeals, or stands between two of them.

    <section><num>3 §</num>… newer …</section> <hcontainer name="noteAuthorial">L:lla 7/2025
      muutettu 3 § tulee voimaan 1.6.2025. Aiempi sanamuoto kuuluu:</hcontainer>
    <section><num>3 §</num>… earlier …</section>
    <section><num>4 §</num>4 § on kumottu L:lla 9.5.2025/8, joka tuli voimaan 1.6.2025. Aiempi
      sanamuoto kuuluu:</section> <section><num>4 §</num>… repealed …</section>
"""

from __future__ import annotations

import datetime as dt

from corpus.twofold import WordingNote, note_alone, wording_note
from crawler.formats import markup
from crawler.formats.markup import Element

_NAMES = frozenset({"num", "heading"})
_HOLDERS = frozenset({"hcontainer", "block"})
_MOST = 2_000
"""A part that is a note has fewer characters than this, white space included."""


def in_force(parent: Element, today: str) -> list[Element]:
    """Return the children of an element, of two wordings of a part only the one in force.

    Notes are left out, except one of a repeal that holds and stands in the place of the part.
    """
    kept: list[Element] = []
    dropping = 0
    day = dt.date.fromisoformat(today)
    for child in parent:
        between = _is_note(child)
        note = wording_note(markup.line(child) if between else _own_text(child))
        if note is None:
            if dropping:
                dropping -= 1
            elif not between:
                kept.append(child)
            continue
        dropping, holds = 0, note.holds(day)
        if not between and (holds or not note.earlier):
            kept.append(child)
        if note.earlier and holds:
            dropping = note.parts
        elif not note.repeals and not holds:
            del kept[len(kept) - _newer(kept, note) :]
    return kept


def note_of_repeal(element: Element) -> str:
    """Return the note of a part that is repealed, without the words that lead to its old wording.

    Empty for a part that is law.
    """
    text = _own_text(element)
    return note_alone(text) if wording_note(text) else ""


def _newer(kept: list[Element], note: WordingNote) -> int:
    """Return how many of the last parts are the newer wording that a note speaks of.

    Without an earlier wording to fall back on, only a part that is marked as a later version is.
    """
    count = min(note.parts, len(kept))
    if note.earlier or not count:
        return count
    marked = (markup.local(key) == "originalVersion" for key in kept[-1].attrib)
    return count if any(marked) else 0


def _is_note(element: Element) -> bool:
    return (
        markup.name(element) in ("hcontainer", "block") and element.get("name") == "noteAuthorial"
    )


def _own_text(element: Element) -> str:
    """Return the text of an element without number and heading on one line; nothing if it is long.

    Only short texts are notes.
    """
    length = 0
    for piece in element.itertext():
        length += len(piece)
        if length > _MOST:
            return ""
    parts = [markup.line(child) for child in element if markup.name(child) not in _NAMES]
    return " ".join(" ".join([element.text or "", *parts]).split())
