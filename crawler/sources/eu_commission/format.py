"""Documents of the Commission from Cellar (COM, SWD): one provision a section.

The pages are exported from Word; their classes tell headings (`Heading1`, `ManualHeading2`) from
text. Older pages have no classes: there a short numbered line is a heading. The cover, the table of
contents and footnotes are left out; text before the first heading is the introduction.
"""

from __future__ import annotations

import re

from corpus.numbers import slug
from corpus.texts import Provision
from crawler.formats import days
from crawler.formats.eurlex import PageLine, choices, lines, page, page_language
from crawler.parsing import Ask, FormatError, ParsedText, check_identity

_HEADING = re.compile(
    r"(?:Manual)?Heading(\d)?\d*$|Exposdesmotifstitre$|ti-grseq-(\d)$|(?:Section|Chapter)Title$"
    r"|(Titrearticle)$"
)
_COVER = re.compile(
    r"Emission|Rf[eé]?rence|Statut|Typedudocument|Titreobjet|Prliminaire|Confidentialit|Langue|IntrtEEE|Sousit"
)
_TITLE = re.compile(r"Statut|Typedudocument|Titreobjet|Prliminaire")
_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5})\.?\s+(?=[^\W\d_])")
_ARTICLE = 9
"""The level of an article of a proposal, below all headings; its title is on a line of its own."""
_CODE = re.compile(r"(COM|SWD|SEC|JOIN)\s?\((\d{4})\)\s?0*(\d+)")


def read(body: bytes, ask: Ask) -> ParsedText:
    """Read a document, one of its streams, or (status 300) a page of choices."""
    root = page(body, ask)
    if further := choices(root, ask):
        return further
    found = lines(root)
    exported = any(_HEADING.match(line.style) or _COVER.match(line.style) for line in found)
    plain = any(each.get("id") == "TexteOnly" for each in root.iter())
    if not exported and not plain:
        raise FormatError(f"{ask.identifier}: the page is not a document of the Commission")
    first = next((i for i, line in enumerate(found) if _level(line, plain=plain)), len(found))
    title = " ".join(dict.fromkeys(x.text for x in found[:first] if _TITLE.match(x.style)))
    title = title or next((x.text for x in found[:first] if len(x.text) > 60), "")
    code = next((m for line in found[:40] if (m := _CODE.search(line.text))), None)
    if ask.role != "stream":
        head = f"{code[1]}({code[2]}) {code[3]}" if code else ""
        check_identity(ask, title, head, *(line.text for line in found[:40]))
    provisions = _sections(found, plain=plain)
    if not provisions:
        raise FormatError(f"{ask.identifier}: the document has no section")
    dated = next((d for line in found[:40] if (d := days.iso(line.text))), None)
    return ParsedText(
        provisions=provisions,
        title="" if ask.role == "stream" else title,
        language=page_language(root) or ask.language,
        adopted=dated,
        in_force=dated,
    )


def _level(line: PageLine, *, plain: bool) -> int:
    """Return the level of a heading, 0 for other lines."""
    if found := _HEADING.match(line.style):
        return _ARTICLE if found[3] else int(found[1] or found[2] or 1)
    numbered = _NUMBERED.match(line.text)
    short = len(line.text) < 150 and line.text[-1] not in ".;:,"
    if plain and numbered and short and not line.inset:
        return numbered[1].count(".") + 1
    return 0


def _sections(found: list[PageLine], *, plain: bool) -> tuple[Provision, ...]:
    above: list[tuple[int, str]] = []
    drafts: list[tuple[str, tuple[str, ...], list[str]]] = []
    for line in found:
        level = _level(line, plain=plain)
        if (
            level == _ARTICLE
            and drafts
            and above[-1:] == [(level, drafts[-1][0])]
            and not drafts[-1][2]
        ):
            above[-1] = (level, f"{drafts[-1][0]} {line.text}")
            drafts[-1] = (above[-1][1], *drafts[-1][1:])
        elif level:
            heading = re.sub(r"^((?:\d{1,2}\.)+)(?=[^\W\d_])", r"\1 ", line.text)
            above = [each for each in above if each[0] < level]
            drafts.append((heading, tuple(name for _, name in above), []))
            above.append((level, heading))
        elif _COVER.match(line.style):
            continue
        elif drafts:
            drafts[-1][2].append(line.text)
        elif not plain and line.style:
            drafts.append(("", (), [line.text]))
    seen: dict[str, int] = {}
    return tuple(_provision(*each, seen) for each in drafts if each[2])


def _provision(
    heading: str, context: tuple[str, ...], text: list[str], seen: dict[str, int]
) -> Provision:
    numbered = _NUMBERED.match(heading)
    number = numbered[1].lower() if numbered else slug(heading)[:80].strip("-") or "introduction"
    seen[number] = seen.get(number, 0) + 1
    number = number if seen[number] == 1 else f"{number}-{seen[number]}"
    return Provision(number=number, heading=heading, context=context, text="\n".join(text))
