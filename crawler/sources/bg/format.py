"""Instruments of the Bulgarian National Assembly as adopted: one JSON record with HTML out of Word.

There is no markup of structure: an article opens a line with `Чл. 1.`, a section of an amending
instrument or of the final provisions with `§ 1.`. From the first section on, articles are the new
wording of other laws, which stands in quotation marks, and belong to the section. The sections of
an instrument that has articles are cited with the initials of their part (`ПЗР § 1` stands under
`Преходни и заключителни разпоредби`), so that § 1 is not taken for article 1. The line that says
when parliament adopted the instrument ends it; annexes come after the signature.

    {"L_Act_id": 990, "L_Act_dv_iss": "12", "L_Act_dv_year": 2019, "L_ActL_final": "Закон за …",
     "L_ActL_final_body": "<p>ОБЩИ ПОЛОЖЕНИЯ</p><p>Чл. 1. Кошерът …</p><p>§ 1. В чл. 5 …</p>
      <p>Законът е приет от …</p><p>Приложение № 1 към чл. 1</p><p>Мерки на кошера</p>"}
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from corpus.numbers import heading_number
from corpus.texts import Provision
from crawler.formats import days, fields, markup
from crawler.parsing import Ask, FormatError, ParsedText, check_identity

# `Чл. 12а. `
_ARTICLE = re.compile(r"(Чл\.\s?(\d{1,5})([а-я]?)\.)\s*")
# `§ 3. `
_SECTION = re.compile(r"(§\s?(\d{1,5})([а-я]?)\.)\s*")
# `Глава втора`, `Раздел II. Кошери`
_DIVISION = re.compile(r"(Част|Дял|Глава|Раздел)\s+[^\s.]+\.?(\s.*[^.,;:])?$", re.IGNORECASE)
_LEVELS = ("част", "дял", "глава", "раздел")
# `Преходни и заключителни разпоредби`
_FINAL = re.compile(
    r"(?:Допълнителн|Преходн|Заключителн)[аи]\s(?:и\s\w+\s)?разпоредб[аи]\s*$", re.IGNORECASE
)
# `Законът е приет от 44-то Народно събрание …`
_END = re.compile(r"(?:Законът|Кодексът|Законопроектът) е приет от")
# `Законът е приет от …`, `Председател на Народното събрание: …`
_AROUND = re.compile(rf"{_END.pattern}|Председател на Народното събрание:")
# `Приложение`, `Приложение № 2 към чл. 4, ал. 1, т. 2`
_ANNEX = re.compile(r"Приложение(?:\s?№\s?(\d{1,3}))?(?:\s+към\s.{1,200})?$", re.IGNORECASE)
_UNTITLED = "ЗР"
"""The initials of a part that has no heading of its own."""


def read(body: bytes, ask: Ask) -> ParsedText:
    """Read the record of an instrument.

    Raises:
        FormatError: it is another instrument, is not adopted, or breaks off before its end.
    """
    record = markup.data(body)
    if not isinstance(record, dict) or not record.get("L_Act_id"):
        raise FormatError(f"{ask.identifier}: the response is not a record of an instrument")
    titles = (fields.words(record, name) for name in ("L_ActL_final", "L_ActL_title"))
    title = markup.tidy(next(filter(None, titles), ""))
    issue, year = (fields.words(record, f"L_Act_dv_{name}") for name in ("iss", "year"))
    gazette = f"ДВ бр. {issue}/{year}"
    check_identity(ask, title, gazette)
    text = fields.words(record, "L_ActL_final_body")
    if not text:
        raise FormatError(f"{ask.identifier}: the record has no text of the instrument as adopted")
    walk = _LineWalk()
    lines = markup.text(markup.page(text.encode())).split("\n")
    # `597`: the number that the gazette gave the instrument
    for line in lines[:-1] if lines[-1].isdecimal() else lines:
        walk.take(line)
    if not (walk.articles or walk.sections):
        raise FormatError(f"{ask.identifier}: the text has neither articles nor sections")
    if not walk.ended:
        raise FormatError(f"{ask.identifier}: the text breaks off before the line of its adoption")
    return ParsedText(
        provisions=tuple(_provision(unit) for unit in walk.units),
        title=title,
        language="bg",
        adopted=days.iso(record.get("L_Act_date2")),
        body="\n".join(walk.law),
        notes=(f"as adopted, {gazette}",),
    )


@dataclass
class _Unit:
    """An article, section or annex while its lines come in."""

    number: str
    heading: str
    rubric: str
    context: tuple[str, ...]
    lines: list[str] = field(default_factory=list)


@dataclass
class _LineWalk:
    """The walk through the lines of an instrument."""

    units: list[_Unit] = field(default_factory=list)
    law: list[str] = field(default_factory=list)
    above: list[tuple[int, str]] = field(default_factory=list)
    open: _Unit | None = None
    titles: list[str] = field(default_factory=list)
    last: tuple[int, str] = (0, "")
    part: str = ""
    articles: bool = False
    sections: bool = False
    ended: bool = False

    def take(self, line: str) -> None:
        """Take in the next line."""
        self._take(line)
        if (self.units or self.above) and not _AROUND.match(line):
            self.law.append(line)

    def _take(self, line: str) -> None:
        if self.ended:
            self._annex(line)
            return
        section, article = _SECTION.match(line), _ARTICLE.match(line)
        division = None if self.sections or len(line) > 200 else _DIVISION.match(line)
        if section and self._follows(section):
            rubric = "" if self.sections else self._rubric()
            self.sections = True
            # an amending instrument has no articles that its sections could be taken for
            apart = f"{self.part or _UNTITLED} " if self.articles else ""
            self._begin(section, line, rubric, apart)
        elif article and not self.sections and self._follows(article):
            self.articles = True
            self._begin(article, line, self._rubric())
        elif _FINAL.match(line):
            self._head()
            self.part = "".join(word[0] for word in line.upper().split() if len(word) > 1)
            self.above, self.open = [(0, line.strip())], None
        elif division:
            self._head()
            level = _LEVELS.index(division[1].lower())
            self.above = [*((n, text) for n, text in self.above if n < level), (level, line)]
            self.open = None
        elif _END.match(line):
            self.open, self.ended = None, True
        elif self.open is not None:
            self.open.lines.append(line)
        elif self.above and not _FINAL.match(self.above[-1][1]):
            self.titles.append(line)

    def _head(self) -> None:
        """Join the lines below the heading of a division to it."""
        if self.titles:
            level, text = self.above[-1]
            self.above[-1] = (level, " ".join((text, *self.titles)))
            self.titles = []

    def _follows(self, match: re.Match[str]) -> bool:
        """Tell whether a number continues the count, so that it is not a quoted one."""
        place = int(match[2]), match[3]
        if match[1].startswith("§"):
            before = self.last[0] if self.sections else 0
            return place[0] in {before, before + 1} and (not self.sections or place > self.last)
        return place > self.last

    def _rubric(self) -> str:
        """Take the title of the next article from the end of the one before."""
        if self.titles:
            division = _DIVISION.match(self.above[-1][1])
            titled = bool(division and division[2])
            rubric = self.titles.pop() if titled or len(self.titles) > 1 else ""
            self._head()
            return rubric
        lines = self.open.lines if self.open else []
        # `Място на кошерите`: a capital first, no full stop at the end
        if len(lines) > 1 and len(lines[-1]) < 160 and re.match(r"[А-Я].*\w$", lines[-1]):
            return lines.pop()
        return ""

    def _begin(self, match: re.Match[str], line: str, rubric: str, apart: str = "") -> None:
        self.last = (int(match[2]), match[3])
        number = heading_number(f"{apart}{match[1]}", "bg") or match[1]
        context = tuple(text for _, text in self.above)
        self.open = _Unit(number, match[1], rubric, context, [line[match.end() :]])
        self.units.append(self.open)

    def _annex(self, line: str) -> None:
        """Take in a line behind the end: an annex, or the signature, which belongs to nothing."""
        if annex := _ANNEX.match(line):
            number = f"приложение-{annex[1]}" if annex[1] else "приложение"
            self.open = _Unit(number, line, "", ())
            self.units.append(self.open)
        elif self.open is not None:
            self.open.lines.append(line)


def _provision(unit: _Unit) -> Provision:
    return Provision(
        number=unit.number,
        heading=unit.heading,
        rubric=unit.rubric,
        context=unit.context,
        text="\n".join(line for line in unit.lines if line),
    )
