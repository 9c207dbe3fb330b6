"""Lithuania's register of legal acts through data.gov.lt: JSON records with plain text.

The record of an act leads to the list of its consolidated versions, that list to the one in force
on the day asked for, or to the original text where there is none. Superscripts are lost in the
text (147² is 1472); they are put back by the article before. Acts without articles (plans, orders)
are read by their points.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from corpus.numbers import heading_number, restore_superscript
from corpus.texts import Form, Provision
from crawler.formats import days, fields, markup
from crawler.parsing import Ask, Follow, FormatError, ParsedText, check_identity

_ARTICLE = re.compile(r"(\d+\S{0,3}) straipsnis\.?\s*(.*)$")
_POINT = re.compile(r"(\d{1,5})\.\s+(?=\D)")
_LEVELS = ("DALIS", "SKYRIUS", "SKIRSNIS", "POSKIRSNIS")
_DIVISION = re.compile(
    rf"(?:[IVXLC]+\S?|\w+(?:OJI|ASIS|TAS|AS))\s+({'|'.join(_LEVELS)})\.?$", re.IGNORECASE
)
_CHANGE = re.compile(r"Nr\. [\w/-]+, \d{4}-\d{2}-\d{2},? ")
_CLOSING = re.compile(
    r"Skelbiu šį|Pakeitimai:$|PATVIRTINT|SUDERINTA|_{5,}|\S.*?(?<! ) {8,}+\S|(?:.{0,80}\s)?priedas$"
)
_LABEL = re.compile(r".{3,110}:$|Lietuvos Respublikos .*, (?:Nutarimas|Sprendimas|Įstatymas)$")
_LISTED = "&select(suvestines_id,galioja_nuo,galioja_iki)&limit(500)"


def read(body: bytes, ask: Ask) -> ParsedText:
    """Read a record (`instrument`), the list of versions (`list`), a text (`text`, `original`)."""
    rows = _rows(body, ask)
    base = ask.url.split("/teises_aktai/")[0] + "/teises_aktai"
    wanted = re.search(r"dokumento_id=([^&]+)", ask.url)
    query = f"dokumento_id={wanted[1] if wanted else ''}"
    if ask.role == "list":
        return _list(rows, ask, base, query)
    if not rows:
        raise FormatError(f"{ask.identifier}: the register knows no such act")
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
    answer = markup.data(body)
    if errors := fields.parts(answer, "errors"):
        said = "; ".join(fields.words(each, "message") or str(each) for each in errors)
        raise FormatError(f"{ask.identifier}: the register says: {said}")
    if not isinstance(answer, dict) or answer.get("_data") is None:
        raise FormatError(f"{ask.identifier}: the answer holds no records of the register")
    return fields.rows(answer, "_data")


def _list(rows: list[dict[str, Any]], ask: Ask, base: str, query: str) -> ParsedText:
    """Choose the version in force on the day asked for, the newest when several claim to be."""
    known = [
        (days.iso(each.get("galioja_nuo")) or "", fields.words(each, "suvestines_id"))
        for each in rows
        if (days.iso(each.get("galioja_iki")) or "9999-12-31") >= ask.today
    ]
    current = max((each for each in known if each[0] <= ask.today), default=None)
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
    walk = _Walk(amending="pakeitim" in f"{title}{raw[:600]}".lower())
    articles = any(_ARTICLE.match(line.strip()) for line in lines)
    for line in lines:
        if line.strip():
            walk.take(line.strip(), articles)
    original = ask.role == "original"
    return ParsedText(
        provisions=tuple(_provision(each) for each in walk.found),
        language="lt",
        in_force=days.iso(row.get("isigalioja")) if original else None,
        form=_form(original, walk.amending),
    )


def _form(original: bool, amending: bool) -> Form:
    """The record of an act has its first text; what is in force is another record (Suvestine)."""
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
class _Walk:
    """The walk through the lines of a text."""

    amending: bool
    found: list[_Open] = field(default_factory=list)
    above: dict[int, str] = field(default_factory=dict)
    open: _Open | None = None
    titled: int | None = None
    quoted: int = 0

    def take(self, line: str, articles: bool) -> None:
        """Take the next line in."""
        opening = None if self.quoted else self._opening(line, articles)
        division = _DIVISION.match(line) if len(line) < 80 else None
        if opening:
            self.open, self.titled = opening, None
            self.found.append(opening)
        elif division and not self.quoted:
            level = _LEVELS.index(division[1].upper())
            self.above = {each: text for each, text in self.above.items() if each < level}
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
        before = self.found[-1].number if self.found else "0"
        context = tuple(text for _, text in sorted(self.above.items()))
        if articles:
            heading = f"{match[1]} straipsnis"
            written = heading_number(re.sub(r"\((\d+)\)", r"^\1", heading), "lt") or match[1]
            number = restore_superscript(written, before)
            return _Open(heading, number, match[2].strip(), context)
        if int(match[1]) not in (int(before) + 1, 1):
            return None
        return _Open(f"{match[1]}.", match[1], "", context, [line[match.end() :]])

    def _line(self, line: str) -> None:
        """Add a line, but no note of a change: `Nr. X-1, 2005-06-23, …` and the label before."""
        lines = self.open.lines if self.open else []
        if not _CHANGE.match(line):
            lines.append(" ".join(line.split()))
            return
        while lines and _LABEL.match(lines[-1]):
            lines.pop()


def _provision(each: _Open) -> Provision:
    return Provision(
        number=each.number,
        heading=each.heading,
        rubric=each.rubric,
        context=each.context,
        text="\n".join(each.lines),
    )
