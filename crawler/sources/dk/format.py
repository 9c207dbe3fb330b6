"""LexDania, the XML of Retsinformation in Denmark.

A consolidated instrument ends with the entry into force of the instruments worked into it
(`Ikraft…`); these are provisions of an amending instrument, but not of a consolidated one. An annex
is a provision, unless it is the table of contents. A consolidation (LBK) is dated by `StartDate`;
any other instrument enters into force when its text says so.

    <Dokument><Meta><DocumentType>LBK H</DocumentType><Number>99</Number><Year>2024</Year> …
    <Paragraf><Explicatus>§ 2.</Explicatus><Stk><Exitus><Linea><Char>Et bistade</Char> …
    <IkraftCentreretParagraf><Explicatus>§ 3</Explicatus> …
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.numbers import heading_number, slug
from corpus.texts import Form, Provision
from crawler.formats import days, markup
from crawler.formats.marked import one_line
from crawler.formats.markup import Element
from crawler.formats.wording import wording
from crawler.parsing import Ask, FormatError, ParsedText, check_identity
from crawler.sources.dk.commencement import commencement

_FORMS: dict[str, Form] = {"LBK": "consolidated", "LOV": "as-enacted", "BEK": "as-enacted"}
_AMENDING = frozenset({"AendringCentreretParagraf", "IkraftCentreretParagraf", "Paragraf"})
_SKIPPED = frozenset({"Nota", "NotaHenvisning", "Fodnote", "Meta", "UnderskriftGruppe"})
_AROUND = frozenset({"TitelGruppe", "Indledning", "Ikraft"})
"""What stands around the law: the title, the opening words, and commencements worked in."""

# `/eli/lta/2025/1294`: the number of a document in its address
_DOCUMENT = re.compile(r"/eli/lta/(\d+/\d+)")


def read(body: bytes, ask: Ask) -> ParsedText:
    """Read an instrument, a consolidation or a regulation.

    Raises:
        FormatError: it is another document, or has no paragraphs.
    """
    root = markup.xml(body)
    meta = markup.first(root, "Meta")
    if markup.name(root) != "Dokument" or meta is None:
        raise FormatError(f"the response is no LexDania document but {markup.name(root)}")
    facts = {markup.name(e): markup.line(e) for e in reversed(list(meta))}
    number = f"{facts.get('Number', '')}/{facts.get('Year', '')}"
    names = [facts.get(key, "") for key in ("DocumentTitle", "PopularTitle", "AccessionNumber")]
    check_identity(ask, *names, number)
    amending = markup.first(root, "AendringCentreretParagraf") is not None
    units = _AMENDING if amending else frozenset({"Paragraf"})
    document = _DOCUMENT.search(ask.url)
    provisions = tuple(_walk(root, units, (), document[1] if document else ""))
    if not provisions:
        raise FormatError(f"{ask.identifier}: the document has no paragraphs")
    form: Form | None = "amending" if amending else _FORMS.get(facts.get("DocumentType", "")[:3])
    published = days.iso(facts.get("DiesEdicti"))
    day, note = days.iso(facts.get("StartDate")), ""
    if form != "consolidated":
        day, note = commencement((provision.text for provision in provisions), published)
    return ParsedText(
        provisions=provisions,
        title=" ".join(names[0].split()),
        language="da",
        adopted=days.iso(facts.get("DiesSigni")),
        published=published,
        in_force=day,
        form=form,
        status="historic" if facts.get("Status") == "Historic" else "",
        body=_law(root, units),
        notes=(note,) if note else (),
    )


def _walk(
    parent: Element, units: frozenset[str], context: tuple[str, ...], document: str
) -> Iterator[Provision]:
    for element in parent:
        name = markup.name(element)
        if name in units:
            yield _provision(element, context, document)
        elif name == "Bilag":
            if not _lists_contents(element):
                yield _provision(element, (), document)
        elif name not in _SKIPPED and name not in ("Ikraft", "IkraftCentreretParagraf"):
            heading = " ".join(_headed(element)) if name != "TitelGruppe" else ""
            within = (*context, heading) if heading else context
            yield from _walk(element, units, within, document)


def _law(root: Element, units: frozenset[str]) -> str:
    """Return all words that are law, the contents list and all that stands around it left out."""
    left_out = _SKIPPED | _AROUND | (frozenset({"IkraftCentreretParagraf"}) - units)
    parts = (e for e in root if markup.name(e) not in left_out and not _lists_contents(e))
    return "\n".join(wording(part, left_out, {"Char"}) for part in parts)


def _lists_contents(element: Element) -> bool:
    """Tell whether an element is the annex that lists the contents."""
    named = " ".join(_headed(element)).lower()
    return markup.name(element) == "Bilag" and "indholdsfortegnelse" in named


def _headed(element: Element) -> list[str]:
    """Return the number and title of a division or provision, where it has them."""
    parts = [e for e in element if markup.name(e) in ("Explicatus", "Rubrica")]
    return [line for e in parts if (line := " ".join(_text(e)))]


def _provision(element: Element, context: tuple[str, ...], document: str) -> Provision:
    first = [e for e in element if markup.name(e) == "Explicatus"]
    heading = " ".join(_text(first[0])) if first else markup.name(element)
    rubric = " ".join(part for part in _headed(element) if part != heading)
    return Provision(
        number=heading_number(heading.rstrip("."), "dk") or slug(heading),
        heading=heading,
        rubric=rubric,
        context=context,
        text="\n".join(line for e in element if e not in first for line in _block(e)),
        portal_id=f"{document}#{own}" if document and (own := element.get("id")) else "",
    )


def _block(element: Element) -> list[str]:
    return [] if markup.name(element) == "Rubrica" else _text(element)


def _text(element: Element) -> list[str]:
    """Return the lines of an element: what is numbered or said in one go is one line."""
    name = markup.name(element)
    if name in ("Explicatus", "Char"):
        return one_line(_inline(element))
    if name == "Tr":
        cells = (" ".join(_text(cell)) for cell in element)
        return [row] if (row := " | ".join(cell for cell in cells if cell)) else []
    lines: list[str] = []
    joined = False
    for child in element:
        kind = markup.name(child)
        if kind in _SKIPPED:
            continue
        if kind == "Linea":
            words = " ".join(_inline(child).split())
            if words and joined:
                lines[-1] += f" {words}"
            elif words:
                lines.append(words)
            joined = joined or bool(words)
            continue
        more = _text(child)
        if more and kind != "Explicatus" and _numbered(element) and len(lines) == 1 and not joined:
            more = [f"{lines.pop()} {more[0]}", *more[1:]]
            joined = True
        lines += more
    return lines


def _numbered(element: Element) -> bool:
    return any(markup.name(child) == "Explicatus" for child in element)


def _inline(element: Element) -> str:
    if markup.name(element) in _SKIPPED:
        return ""
    inner = (element.text or "").strip("\n") if markup.name(element) == "Char" else ""
    inner += "".join(_inline(child) for child in element)
    if markup.name(element) == "Explicatus":
        inner = (element.text or "") + inner
    raised = "sup" in element.get("formaChar", "").lower()
    return f"^{inner.strip()}" if raised and inner.strip().isdigit() else inner
