"""LexDania, the XML of Retsinformation in Denmark.

A consolidated act ends with the entry into force of the acts that are worked into it (`Ikraft…`);
these are no provisions of the act, as they are of an amending act. An annex is a provision, unless
it is the table of contents.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from corpus.numbers import heading_number, slug
from corpus.texts import Form, Provision
from crawler.formats import days, markup
from crawler.parsing import Ask, FormatError, ParsedText, check_identity

_FORMS: dict[str, Form] = {"LBK": "consolidated", "LOV": "as-enacted", "BEK": "as-enacted"}
_AMENDING = frozenset({"AendringCentreretParagraf", "IkraftCentreretParagraf", "Paragraf"})
_SKIPPED = frozenset({"Nota", "NotaHenvisning", "Fodnote", "Meta", "UnderskriftGruppe"})


def read(body: bytes, ask: Ask) -> ParsedText:
    """Read an act, a consolidation or a regulation.

    Raises:
        FormatError: it is another document, or has no paragraphs.
    """
    root = markup.xml(body)
    about = markup.first(root, "Meta")
    if markup.name(root) != "Dokument" or about is None:
        raise FormatError(f"the answer is no LexDania document but {markup.name(root)}")
    said = {markup.name(e): markup.line(e) for e in reversed(list(about))}
    number = f"{said.get('Number', '')}/{said.get('Year', '')}"
    names = [said.get(key, "") for key in ("DocumentTitle", "PopularTitle", "AccessionNumber")]
    check_identity(ask, *names, number)
    amending = markup.first(root, "AendringCentreretParagraf") is not None
    units = _AMENDING if amending else frozenset({"Paragraf"})
    provisions = tuple(_walk(root, units, ()))
    if not provisions:
        raise FormatError(f"{ask.identifier}: the document has no paragraphs")
    return ParsedText(
        provisions=provisions,
        title=" ".join(names[0].split()),
        language="da",
        adopted=days.iso(said.get("DiesSigni")),
        published=days.iso(said.get("DiesEdicti")),
        in_force=days.iso(said.get("StartDate")),
        form="amending" if amending else _FORMS.get(said.get("DocumentType", "")[:3]),
        status="historic" if said.get("Status") == "Historic" else "",
    )


def _walk(parent: Any, units: frozenset[str], context: tuple[str, ...]) -> Iterator[Provision]:
    for element in parent:
        name = markup.name(element)
        if name in units:
            yield _provision(element, context)
        elif name == "Bilag":
            annex = _provision(element, ())
            if "indholdsfortegnelse" not in f"{annex.heading} {annex.rubric}".lower():
                yield annex
        elif name not in _SKIPPED and name not in ("Ikraft", "IkraftCentreretParagraf"):
            heading = " ".join(_headed(element)) if name != "TitelGruppe" else ""
            yield from _walk(element, units, (*context, heading) if heading else context)


def _headed(element: Any) -> list[str]:
    """Return number and title of a division or provision, as far as it has them."""
    parts = [e for e in element if markup.name(e) in ("Explicatus", "Rubrica")]
    return [line for e in parts if (line := " ".join(_text(e)))]


def _provision(element: Any, context: tuple[str, ...]) -> Provision:
    first = [e for e in element if markup.name(e) == "Explicatus"]
    heading = " ".join(_text(first[0])) if first else markup.name(element)
    rubric = " ".join(part for part in _headed(element) if part != heading)
    return Provision(
        number=heading_number(heading.rstrip("."), "dk") or slug(heading),
        heading=heading,
        rubric=rubric,
        context=context,
        text="\n".join(line for e in element if e not in first for line in _block(e)),
    )


def _block(element: Any) -> list[str]:
    return [] if markup.name(element) == "Rubrica" else _text(element)


def _text(element: Any) -> list[str]:
    """Return the lines of an element: what is numbered or said in one go is one line."""
    name = markup.name(element)
    if name in ("Explicatus", "Char"):
        return [line] if (line := " ".join(_inline(element).split())) else []
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
            said = " ".join(_inline(child).split())
            if said and joined:
                lines[-1] += f" {said}"
            elif said:
                lines.append(said)
            joined = joined or bool(said)
            continue
        more = _text(child)
        if more and kind != "Explicatus" and _numbered(element) and len(lines) == 1 and not joined:
            more = [f"{lines.pop()} {more[0]}", *more[1:]]
            joined = True
        lines += more
    return lines


def _numbered(element: Any) -> bool:
    return any(markup.name(child) == "Explicatus" for child in element)


def _inline(element: Any) -> str:
    if markup.name(element) in _SKIPPED:
        return ""
    inner = (element.text or "").strip("\n") if markup.name(element) == "Char" else ""
    inner += "".join(_inline(child) for child in element)
    if markup.name(element) == "Explicatus":
        inner = (element.text or "") + inner
    raised = "sup" in element.get("formaChar", "").lower()
    return f"^{inner.strip()}" if raised and inner.strip().isdigit() else inner
