"""Brings citing numbers into one normal form, so that a citation matches the heading it means.

A heading has designators (`Article`, `§`, `luku` …), a number with letters or superscripts, and
often a title. The normal form keeps the numbers with their suffixes, in lower case, with `:`
between levels: `6 kap. 11 §` is `6:11`, `Article R625-8` is `r625-8`, `§ 133<sup>1</sup>` is
`133^1`. `headings.yaml` describes the headings of each jurisdiction.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import yaml

from corpus.letters import normalized
from corpus.official import union_number

_LATIN = (
    "bis|ter|quater|quinquies|sexies|septies|octies|novies|nonies|decies|undecies|duodecies|"
    "terdecies|quaterdecies|quinquiesdecies|sexiesdecies|septiesdecies|octiesdecies|"
    "duodevicies|undevicies|vicies"
)
# 225-4-1 · R625-8 · 133^1 · 1.º-A · 12bis · 77o · 7 A · XIV
_NUMBER = (
    r"((?:[LRDA]\.?\s?)?\d+(?:[.:]\d+)*(?:\^\d+)?(?:[-\u2011\u2013/]\d+)*"
    rf"(?:\.?º(?:-[A-Z](?![^\W_]))?|(?:er|re|o)\b|[-.\s]?(?:{_LATIN})\b(?!\s\d)(?:[./]\d+)?)?"
    r"(?:(?:/|\.)?[^\W\d_]{1,3}(?![^\W_])|\s[a-zA-ZΑ-Ω](?![^\W_]|[.)]))?"
    r"|[IVX]+(?![^\W_]))"
)
# `<sup>er</sup>`, `<sup> 2 </sup>`
_SUP = re.compile(r"<sup>([^<]*+)</sup>", re.IGNORECASE)
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
# what may stand before a heading: „ or « or (
_LEAD = r"^[„«“\"'(\s]*"
_LONG = 400
"""A heading with more characters is not cached."""
_LONGEST = 80
"""A number with more characters is not taken for a number."""
_ORDINALS = {"er", "re", "o", "ère"}
_ORDINAL_O = frozenset({"be", "es", "fr", "it", "lu", "pt", "ro"})


@dataclass(frozen=True)
class Grammar:
    """How a jurisdiction heads its provisions: one entry of `headings.yaml`, compiled.

    `rubric` says where a provision's title is (above, below, on the line), `flattened` that the
    source loses superscripts. `chapter` matches the heading of a chapter whose number goes before
    that of its provisions, `chapter_always` also where they are counted through. `twofold` says
    that parts that change stand in two wordings.
    """

    headings: tuple[re.Pattern[str], ...]
    citations: tuple[re.Pattern[str], ...]
    divisions: re.Pattern[str]
    rubric: str
    flattened: bool
    chapter: re.Pattern[str] | None
    chapter_always: bool
    twofold: bool


def plain(text: str) -> str:
    """Return a heading without Markdown marks, its superscripts written as `^1`."""
    return _kept_plain(text) if len(text) <= _LONG else _plain(text)


def _plain(text: str) -> str:
    text = _SUP.sub(lambda m: _superscript(m[1].strip()), text)
    text = re.sub(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+", lambda m: "^" + m[0].translate(_SUPERSCRIPTS), text)
    return normalized("NFC", re.sub(r"[*_`]+", "", text)).strip()


_kept_plain = lru_cache(maxsize=4096)(_plain)


def _superscript(text: str) -> str:
    return "" if text.lower() in _ORDINALS else f"^{text}"


@cache
def _shapes() -> dict[str, Any]:
    text = files("corpus").joinpath("headings.yaml").read_text("utf-8")
    shapes: dict[str, Any] = yaml.load(text, yaml.CSafeLoader)
    return shapes


@cache
def grammar(country: str) -> Grammar:
    """Return the heading grammar of a jurisdiction, or the default one."""
    data = _shapes()
    entry = {**data["default"], **data["jurisdictions"].get(country, {})}
    words = "|".join(re.escape(word) for word in entry["prefix"])
    shapes = [shape.replace("{N}", _NUMBER) for shape in entry["patterns"]]
    if words:
        shapes.append(rf"(?:{words})\s*{_NUMBER}")
    lenient = [*shapes, rf"(?:§§?|\b(?:art|arts|s|ss|sec|cl|čl|p|pt)\b\.?)\s*{_NUMBER}", _NUMBER]
    divisions = "|".join(re.escape(word) for word in entry["divisions"])
    chapter = entry.get("chapter", {})
    heading = chapter.get("heading", "").replace("{N}", _NUMBER)
    return Grammar(
        headings=tuple(re.compile(_LEAD + shape, re.IGNORECASE) for shape in shapes),
        citations=tuple(re.compile(shape, re.IGNORECASE) for shape in lenient),
        divisions=re.compile(rf"\b(?:{divisions})", re.IGNORECASE),
        rubric=entry.get("rubric", ""),
        flattened=entry.get("flattened", False),
        # `2 luku`, `6 kap.`
        chapter=re.compile(_LEAD + heading, re.IGNORECASE) if heading else None,
        chapter_always=chapter.get("always", False),
        twofold=entry.get("twofold", False),
    )


def _joined(match: re.Match[str], country: str) -> str | None:
    number = ":".join(_level(group, country) for group in match.groups() if group)
    return number if len(number) <= _LONGEST else None


def _level(number: str, country: str) -> str:
    number = number.lower().replace("\u2011", "-").replace("\u2013", "-")
    if number.isdigit():
        return number
    # Only Romance languages write an ordinal `o`; in the Netherlands it is a letter (77o).
    ordinal = "er|re|o" if country in _ORDINAL_O else "er|re"
    # "1er", "1o", "1.º-A" lose the ordinal
    number = re.sub(rf"(?<=\d)(?:(?:{ordinal})$|\.?º(?=-|$))", "", number)
    # "12.a" becomes "12a"
    number = re.sub(r"(?<=\d)\.(?=[^\W\d])", "", number)
    # "12 bis" and "12.bis" become "12-bis"
    number = re.sub(rf"(?<=\d)[\s.]*(?:-\s*)?({_LATIN})\b", r"-\1", number)
    # "r. 625-8" becomes "r625-8"
    return re.sub(r"\s|^([lrda])\.\s?", lambda m: m[1] or "", number).strip(".")


def heading_number(heading: str, country: str) -> str | None:
    """Return the normal form of the number in a heading, or None.

    An article of Union law has the number that it has in English, whatever the language.
    """
    text = plain(heading)[:_LONG]
    if country == "eu" and (number := union_number(text)):
        return number
    for pattern in grammar(country).headings:
        if match := pattern.match(text):
            return _joined(match, country)
    return None


def chapter_number(heading: str, country: str) -> str | None:
    """Return the normal form of the number of a chapter that goes before its provisions', or None.

    Only some jurisdictions count so: in Finland `20 luku. Seksuaalirikoksista` is `20`.
    """
    pattern = grammar(country).chapter
    match = pattern.match(plain(heading)[:_LONG]) if pattern else None
    return _joined(match, country) if match else None


def restore_superscript(number: str, before: str) -> str:
    """Restore the superscript that a heading's number has lost, given the number before it.

    After 147, the heading 1471 means 147¹ (written `147^1`), and 1472 after that means 147².
    """
    base = before.split("^")[0]
    lost = number.isdecimal() and base.isdecimal() and len(base) < len(number) <= _LONGEST
    if lost and number.startswith(base) and int(number) > int(base) + 1:
        return f"{base}^{number[len(base) :]}"
    return number


@lru_cache(maxsize=16_384)
def citing_number(provision: str, country: str) -> str | None:
    """Return the normal form of the number in a citation such as `art. 225-4-1`, or None.

    More lenient than `heading_number`: the designator may be abbreviated or missing.
    """
    text = plain(provision)[:_LONG]
    for pattern in grammar(country).citations:
        if match := pattern.search(text):
            return _joined(match, country)
    return None


def provision_number(provision: str, country: str) -> str:
    """Return the number under which a cited provision is kept: a provision without one has a slug.

    `6 kap. 11 §` is `6:11`, `Övergångsbestämmelser` is `overgangsbestammelser`.
    """
    return citing_number(provision, country) or slug(plain(provision))[:_LONGEST].strip("-")


def slug(text: str) -> str:
    """Return a text as lower-case letters, digits and single hyphens, for use in addresses."""
    folded = normalized("NFKD", normalized("NFKD", text).casefold())
    kept = "".join(c if c.isalnum() else "-" for c in folded if not unicodedata.combining(c))
    return re.sub(r"-+", "-", kept).strip("-")
