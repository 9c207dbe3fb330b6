"""Lithuania's register of legal acts through data.gov.lt: JSON records with plain text.

The record of an instrument leads to the list of its consolidated versions, that list to the one in
force on the day asked for, or to the original text where there is none. Superscripts are lost in
the text (147² is 1472); they are put back by the article before. Instruments without articles
(plans, orders) are read by their points.

    {"_data": [{"pavadinimas": "Bičių įstatymas", "atv_dok_nr": "IX-99", "priimtas": "2001-05-03"}]}
    {"_data": [{"suvestines_id": "a1", "galioja_nuo": "2024-01-01", "galioja_iki": null}]}
    {"_data": [{"tekstas_lt": "II SKYRIUS\\nAVILIAI\\n2 straipsnis. Avilio vieta\\n1. Avilys …"}]}
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from corpus.numbers import heading_number, restore_superscript
from corpus.texts import Form, Provision
from crawler.formats import days, fields, markup
from crawler.parsing import Ask, Follow, FormatError, ParsedText, check_identity

# `2 straipsnis. Avilio vieta`, `2(1) straipsnis`, `1472 straipsnis`
_ARTICLE = re.compile(r"(\d+\S{0,3}) straipsnis\.?\s*(.*)$")
# `12. Avilys …`
_POINT = re.compile(r"(\d{1,5})\.\s+(?=\D)")
_LEVELS = ("DALIS", "SKYRIUS", "SKIRSNIS", "POSKIRSNIS")
# `II SKYRIUS`, `PIRMASIS SKIRSNIS`, `BENDROJI DALIS`
_DIVISION = re.compile(
    rf"(?:[IVXLC]+\S?|\w+(?:OJI|ASIS|TAS|AS))\s+({'|'.join(_LEVELS)})\.?$", re.IGNORECASE
)
# `Nr. X-99, 2005-06-23, Žin., …`
_CHANGE = re.compile(r"Nr\. [\w/-]+, \d{4}-\d{2}-\d{2},? ")
# `Skelbiu šį …`, `PATVIRTINTA`, `____`, `PREZIDENTAS        VALDAS …`, `Įstatymo priedas`
_CLOSING = re.compile(
    r"Skelbiu šį|Pakeitimai:$|PATVIRTINT|SUDERINTA|_{5,}|\S.*?(?<! ) {8,}+\S|(?:.{0,80}\s)?priedas$"
)
# `Straipsnio pakeitimai:`, `Lietuvos Respublikos Seimas, Įstatymas`
_LABEL = re.compile(r".{3,110}:$|Lietuvos Respublikos .*, (?:Nutarimas|Sprendimas|Įstatymas)$")
# `Skelbiu šį Lietuvos Respublikos Seimo …`, `Pakeitimai:`: what stands below the last article
_AFTER = re.compile(r"Skelbiu šį|Pakeitimai:$")
_LISTED = "&select(suvestines_id,galioja_nuo,galioja_iki)&limit(500)"


def read(body: bytes, ask: Ask) -> ParsedText:
    """Read a record (`instrument`), the list of versions (`list`), a text (`text`, `original`).

    Raises:
        FormatError: it is an error, another instrument, or a record without text.
    """
    rows = _rows(body, ask)
    base = ask.url.split("/teises_aktai/")[0] + "/teises_aktai"
    # `dokumento_id=%2299%22` in the address
    wanted = re.search(r"dokumento_id=([^&]+)", ask.url)
    query = f"dokumento_id={wanted[1] if wanted else ''}"
    if ask.role == "list":
        return _list(rows, ask, base, query)
    if not rows:
        raise FormatError(f"{ask.identifier}: the register knows no such instrument")
    row = rows[0]
    if ask.role in {"text", "original"}:
        return _text(row, ask)
    title = markup.tidy(fields.words(row, "pavadinimas"))
    check_identity(ask, title, fields.words(row, "atv_dok_nr"), fields.words(row, "tar_kodas"))
    return ParsedText(
        title=title,
        language="lt",
        adopted=days.iso(row.get("priimtas")),
        published=days.iso(row.get("paskelbta_tar")),
        status="repealed" if row.get("galioj_busena") == "negalioja" else "",
        kind="" if fields.words(row, "rusis") in {"Įstatymas", "Kodeksas", ""} else "regulation",
        follow=(Follow(f"{base}/Suvestine?{query}{_LISTED}", "list"),),
    )


def _rows(body: bytes, ask: Ask) -> list[dict[str, Any]]:
    response = markup.data(body)
    if errors := fields.parts(response, "errors"):
        message = "; ".join(fields.words(error, "message") or str(error) for error in errors)
        raise FormatError(f"{ask.identifier}: the register says: {message}")
    if not isinstance(response, dict) or response.get("_data") is None:
        raise FormatError(f"{ask.identifier}: the response holds no records of the register")
    return fields.rows(response, "_data")


def _list(rows: list[dict[str, Any]], ask: Ask, base: str, query: str) -> ParsedText:
    """Choose the version in force on the day asked for, the newest when several claim to be."""
    versions = [
        (days.iso(row.get("galioja_nuo")) or "", fields.words(row, "suvestines_id"))
        for row in rows
        if (days.iso(row.get("galioja_iki")) or "9999-12-31") >= ask.today
    ]
    current = max((version for version in versions if version[0] <= ask.today), default=None)
    if current is None:
        return ParsedText(follow=(Follow(f"{base}/Dokumentas?{query}&limit(1)", "original"),))
    if not current[1]:
        raise FormatError(f"{ask.identifier}: the version in force has no number")
    address = f"{base}/Suvestine?{query}&suvestines_id=%22{current[1]}%22&limit(1)"
    return ParsedText(in_force=current[0] or None, follow=(Follow(address, "text"),))


def _text(row: dict[str, Any], ask: Ask) -> ParsedText:
    raw, title = fields.words(row, "tekstas_lt"), fields.words(row, "pavadinimas")
    if not raw.strip():
        raise FormatError(f"{ask.identifier}: the record has no text")
    check_identity(ask, title, fields.words(row, "atv_dok_nr"), raw[:5000])
    lines = raw.replace("\r", "\n").replace("\xa0", " ").split("\n")
    walk = _TextWalk(amending="pakeitim" in f"{title}{raw[:600]}".lower())
    articles = any(_ARTICLE.match(line.strip()) for line in lines)
    for line in lines:
        if line.strip():
            walk.take(line.strip(), articles)
    original = ask.role == "original"
    return ParsedText(
        provisions=tuple(_provision(unit) for unit in walk.units),
        language="lt",
        in_force=days.iso(row.get("isigalioja")) if original else None,
        form=_form(original, walk.amending),
        body="\n".join(_body([line.strip() for line in lines if line.strip()])),
    )


def _body(lines: list[str]) -> Iterator[str]:
    """Yield the lines of the articles or points and of annexes.

    Notes of changes are left out, and so are signatures and marks of approval with what follows
    them up to the next point.
    """
    begun = False
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if _AFTER.match(line) or (_CLOSING.match(line) and not line.endswith("priedas")):
            begun = False
        elif _ARTICLE.match(line) or line.endswith("priedas") or _POINT.match(line):
            begun = True
        note = _CHANGE.match(line) or (_LABEL.match(line) and _CHANGE.match(following))
        if begun and not note:
            yield line


def _form(original: bool, amending: bool) -> Form:
    """Return the form: a record holds the first text, a Suvestine the one in force."""
    if not original:
        return "consolidated"
    return "amending" if amending else "as-enacted"


@dataclass
class _Open:
    """An article or point while its lines come in."""

    heading: str
    number: str
    rubric: str
    context: tuple[str, ...]
    lines: list[str] = field(default_factory=list)


@dataclass
class _TextWalk:
    """The walk through the lines of a text."""

    amending: bool
    units: list[_Open] = field(default_factory=list)
    above: dict[int, str] = field(default_factory=dict)
    open: _Open | None = None
    titled: int | None = None
    quoted: int = 0

    def take(self, line: str, articles: bool) -> None:
        """Take in the next line."""
        opening = None if self.quoted else self._opening(line, articles)
        division = _DIVISION.match(line) if len(line) < 80 else None
        if opening:
            self.open, self.titled = opening, None
            self.units.append(opening)
        elif division and not self.quoted:
            level = _LEVELS.index(division[1].upper())
            self.above = {rank: text for rank, text in self.above.items() if rank < level}
            self.above[level] = line
            self.open, self.titled = None, level
        elif self.titled is not None:
            if _CHANGE.match(line) or line.endswith(":"):
                return
            self.above[self.titled] = f"{self.above[self.titled]} {' '.join(line.split())}"
        elif len(line) < 200 and _CLOSING.match(line) and not self.quoted:
            self.open = None
        elif self.open is not None:
            self._line(line)
        if self.amending:
            self.quoted = max(0, self.quoted + line.count("„") - line.count("“"))

    def _opening(self, line: str, articles: bool) -> _Open | None:
        match = _ARTICLE.match(line) if articles else _POINT.match(line)
        if not match:
            return None
        before = self.units[-1].number if self.units else "0"
        context = tuple(text for _, text in sorted(self.above.items()))
        if articles:
            heading = f"{match[1]} straipsnis"
            # `2(1) straipsnis` is written 2^1
            written = heading_number(re.sub(r"\((\d+)\)", r"^\1", heading), "lt") or match[1]
            number = restore_superscript(written, before)
            return _Open(heading, number, match[2].strip(), context)
        if int(match[1]) not in (int(before) + 1, 1):
            return None
        return _Open(f"{match[1]}.", match[1], "", context, [line[match.end() :]])

    def _line(self, line: str) -> None:
        """Add a line, unless it is a note of a change (`Nr. X-1, 2005-06-23, …`) or its label."""
        lines = self.open.lines if self.open else []
        if not _CHANGE.match(line):
            lines.append(" ".join(line.split()))
            return
        while lines and _LABEL.match(lines[-1]):
            lines.pop()


def _provision(unit: _Open) -> Provision:
    return Provision(
        number=unit.number,
        heading=unit.heading,
        rubric=unit.rubric,
        context=unit.context,
        text="\n".join(unit.lines),
    )
