"""Documents of the Commission from Cellar (COM, SWD): one provision a section.

The pages are exported from Word; their classes tell headings (`Heading1`, `ManualHeading2`) from
text. Older pages have no classes: there, a short numbered line is a heading. The cover, the table
of contents and footnotes are left out; text before the first heading is the introduction.

    <p class="Typedudocument">REPORT FROM THE COMMISSION</p><p class="Titreobjet">on bees</p>
    <p class="Rfrenceinstitutionnelle">COM(2001) 99 final</p>
    <p class="ManualHeading1"><span>1.</span><span>Hives</span></p><p class="Normal">There are …</p>
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from corpus.numbers import slug
from corpus.texts import Provision
from crawler.formats import days
from crawler.formats.eurlex import PageLine, choices, lines, page, page_language
from crawler.parsing import Ask, FormatError, ParsedText, check_identity

# classes: `Heading1`, `ManualHeading2`, `ti-grseq-1`, `SectionTitle`, `Titrearticle`
_HEADING = re.compile(
    r"(?:Manual)?Heading(\d)?\d*$|Exposdesmotifstitre$|ti-grseq-(\d)$|(?:Section|Chapter)Title$"
    r"|(Titrearticle)$"
)
# classes: `Emission`, `Rfrenceinstitutionnelle`, `Statut`, `Typedudocument`
_COVER = re.compile(
    r"Emission|Rf[eé]?rence|Statut|Typedudocument|Titreobjet|Prliminaire|Confidentialit|Langue|IntrtEEE|Sousit"
)
# classes: `Statut`, `Typedudocument`, `Titreobjet`
_TITLE = re.compile(r"Statut|Typedudocument|Titreobjet|Prliminaire")
# `2.1 Hives`, `IV. Hives`
_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5})\.?\s+(?=[^\W\d_])")
_HEAD = 40
"""How many of the first lines may hold the number and day of a document."""
_ARTICLE = 9
"""The level of an article of a proposal, below all headings; its title is on a line of its own."""
# `COM(2001) 99`, `SWD (2001) 0099`
_CODE = re.compile(r"(COM|SWD|SEC|JOIN)\s?\((\d{4})\)\s?0*(\d+)")


def read(body: bytes, ask: Ask) -> ParsedText:
    """Read a document, one of its streams, or (status 300) a page of choices.

    Raises:
        FormatError: it is no document of the Commission, another one, or has no section.
    """
    root = page(body, ask)
    if further := choices(root, ask):
        return further
    page_lines = lines(root)
    exported = any(_HEADING.match(x.style) or _COVER.match(x.style) for x in page_lines)
    plain = any(element.get("id") == "TexteOnly" for element in root.iter())
    if not exported and not plain:
        raise FormatError(f"{ask.identifier}: the page is not a document of the Commission")
    title = _title(page_lines, plain=plain)
    if ask.role != "stream":
        start = page_lines[:_HEAD]
        check_identity(ask, title, _code(start), *(line.text for line in start))
    provisions = _sections(page_lines, plain=plain)
    if not provisions:
        raise FormatError(f"{ask.identifier}: the document has no section")
    dated = next((day for line in page_lines[:_HEAD] if (day := days.iso(line.text))), None)
    return ParsedText(
        provisions=provisions,
        title="" if ask.role == "stream" else title,
        language=page_language(root) or ask.language,
        adopted=dated,
        in_force=dated,
        body="\n".join(_body(page_lines, plain=plain)),
    )


def _body(page_lines: list[PageLine], *, plain: bool) -> Iterator[str]:
    """Yield the lines that are not of the cover; of a plain page those from the first heading."""
    begun = not plain
    for line in page_lines:
        begun = begun or _level(line, plain=plain) > 0
        if (begun and line.style and not _COVER.match(line.style)) or (begun and plain):
            yield line.text


def _title(page_lines: list[PageLine], *, plain: bool) -> str:
    """Return the title on the cover, or the first long line before the first heading."""
    headings = (i for i, line in enumerate(page_lines) if _level(line, plain=plain))
    cover = page_lines[: next(headings, len(page_lines))]
    title = " ".join(dict.fromkeys(line.text for line in cover if _TITLE.match(line.style)))
    return title or next((line.text for line in cover if len(line.text) > 60), "")


def _code(start: list[PageLine]) -> str:
    """Return the number of the document as it is cited: `COM(2001) 99`."""
    code = next((match for line in start if (match := _CODE.search(line.text))), None)
    return f"{code[1]}({code[2]}) {code[3]}" if code else ""


def _level(line: PageLine, *, plain: bool) -> int:
    """Return the level of a heading, 0 for other lines."""
    if heading := _HEADING.match(line.style):
        return _ARTICLE if heading[3] else int(heading[1] or heading[2] or 1)
    numbered = _NUMBERED.match(line.text)
    short = len(line.text) < 150 and line.text[-1] not in ".;:,"
    if plain and numbered and short and not line.inset:
        return numbered[1].count(".") + 1
    return 0


@dataclass
class _Section:
    """A section while its lines come in."""

    heading: str
    context: tuple[str, ...] = ()
    lines: list[str] = field(default_factory=list)


def _sections(page_lines: list[PageLine], *, plain: bool) -> tuple[Provision, ...]:
    above: list[tuple[int, str]] = []
    sections: list[_Section] = []
    for line in page_lines:
        level = _level(line, plain=plain)
        if level == _ARTICLE and sections and _lacks_title(sections[-1], above):
            sections[-1].heading = f"{sections[-1].heading} {line.text}"
            above[-1] = (level, sections[-1].heading)
        elif level:
            # `2.1.Hives`, which lacks its space
            heading = re.sub(r"^((?:\d{1,2}\.)+)(?=[^\W\d_])", r"\1 ", line.text)
            above = [division for division in above if division[0] < level]
            sections.append(_Section(heading, tuple(name for _, name in above)))
            above.append((level, heading))
        elif _COVER.match(line.style):
            continue
        elif sections:
            sections[-1].lines.append(line.text)
        elif not plain and line.style:
            sections.append(_Section("", lines=[line.text]))
    seen: dict[str, int] = {}
    return tuple(_provision(section, seen) for section in sections if section.lines)


def _lacks_title(section: _Section, above: list[tuple[int, str]]) -> bool:
    """Tell whether a section is an article of a proposal that has nothing but its number yet."""
    return above[-1:] == [(_ARTICLE, section.heading)] and not section.lines


def _provision(section: _Section, seen: dict[str, int]) -> Provision:
    """Return a section; `seen` counts the sections of the same number so far."""
    numbered = _NUMBERED.match(section.heading)
    plain = slug(section.heading)[:80].strip("-") or "introduction"
    number = numbered[1].lower() if numbered else plain
    seen[number] = seen.get(number, 0) + 1
    return Provision(
        number=number if seen[number] == 1 else f"{number}-{seen[number]}",
        heading=section.heading,
        context=section.context,
        text="\n".join(section.lines),
    )
