"""Gesetze im Internet: gii-norm XML, in a ZIP with one XML file in it or bare.

The first norm is the instrument, every further one a paragraph (with `enbez`) or the heading of a
division (with `gliederungseinheit`, whose key has three digits a level). The number of a paragraph
holds BJNE, that of a division BJNG. Divisions of old instruments have text of their own: they are
articles. `Footnotes` belong to the promulgated text; `fussnoten` and `kommentar` are the
documentation's and are left out.

    <dokumente builddate="20240501213344"><norm><metadaten><jurabk>BienG</jurabk> …
    <norm><metadaten><enbez>§ 2</enbez><titel>Standort</titel></metadaten><textdaten><text>
      <Content><P>(1) Ein Stand ist<DL><DT>1.</DT><DD><LA>fest,</LA></DD></DL></P>
      <table><tgroup><tbody><row><entry>Höhe<FnR ID="F1"/></entry><entry>2 m</entry></row> …
      <Footnotes><Footnote FnZ="1" ID="F1">Ohne das Dach.</Footnote></Footnotes></Content> …
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.numbers import heading_number, slug
from corpus.texts import Provision
from crawler.formats import days, markup, zipped
from crawler.formats.marked import MarkedLines
from crawler.formats.markup import Element
from crawler.formats.wording import wording
from crawler.parsing import Ask, FormatError, ParsedText, check_identity
from crawler.sources.de.in_force import in_force

# `Inhaltsübersicht`: a table of contents stands as a paragraph
_CONTENTS = re.compile(r"Inhaltsübersicht|Inhaltsverzeichnis", re.IGNORECASE)
# `BJNR099.xml`
_XML = re.compile(r"\.xml$", re.IGNORECASE)
_SKIPPED = frozenset({"FnArea", "fussnoten", "TOC", "kommentar", "IMG", "FILE"})
_INLINE = frozenset({"SP", "B", "I", "U", "F", "SUB", "NB", "small", "noindex", "ABWFORMAT", "FnR"})
_LINES = frozenset((
    "P", "DL", "DD", "LA", "table", "pre", "Title", "Subtitle", "entry", "text", "Content",
    "tgroup", "thead", "tbody", "tfoot", "Footnotes",
))  # fmt: skip


def read(body: bytes, ask: Ask) -> ParsedText:
    """Read an instrument.

    Raises:
        FormatError: it is another instrument, no ZIP with one XML file, has no paragraphs, or one
            without its number.
    """
    root = markup.xml(_unzipped(body) if body.startswith(b"PK") else body)
    norms = [e for e in root if markup.name(e) == "norm"]
    if markup.name(root) != "dokumente" or not norms:
        raise FormatError(f"the response is not an instrument of gii-norm but {markup.name(root)}")
    head = norms[0]
    names = {name: _metadatum(head, name) for name in ("langue", "kurzue", "jurabk", "amtabk")}
    title = names["langue"] or names["kurzue"] or names["jurabk"]
    check_identity(ask, *names.values())
    _mark_references(root)
    if nameless := sum(not _metadatum(n, "enbez") for n in norms if _is(n, "E")):
        raise FormatError(f"{ask.identifier}: {nameless} paragraphs have no number")
    provisions = tuple(_provisions(norms))
    if not provisions:
        raise FormatError(f"{ask.identifier}: the instrument has no paragraphs")
    types = {markup.line(e) for e in markup.find(head, "standtyp")}
    states = tuple(markup.line(e) for e in markup.find(head, "standkommentar"))
    notes = [markup.line(e) for e in markup.find(root, "fussnoten")]
    day, doubt = in_force(root.get("builddate", ""), states, notes)
    return ParsedText(
        provisions=provisions,
        title=title,
        language="de",
        adopted=days.iso(_metadatum(head, "ausfertigung-datum")),
        in_force=day,
        status="repealed" if "Aufh" in types else "",
        body="\n".join(line for norm in norms[1:] for line in _law(norm)),
        notes=(*states, doubt) if doubt else states,
    )


def _unzipped(body: bytes) -> bytes:
    files = zipped.files(body, _XML)
    if len(files) != 1:
        raise FormatError(f"the ZIP holds {len(files)} XML files instead of one")
    return files[0]


def _is(norm: Element, kind: str) -> bool:
    """Tell by its number whether a norm is a paragraph (`E`) or a division (`G`)."""
    # `BJNR000770001BJNE000100000`
    return f"BJN{kind}" in norm.get("doknr", "")[4:]


def _metadatum(norm: Element, name: str) -> str:
    metadata = markup.child(norm, "metadaten")
    return "" if metadata is None else markup.line(markup.first(metadata, name))


def _provisions(norms: list[Element]) -> Iterator[Provision]:
    above: dict[str, str] = {}
    for norm in norms:
        own = ""
        if key := _metadatum(norm, "gliederungskennzahl"):
            above = {k: h for k, h in above.items() if key.startswith(k) and k != key}
            names = (_metadatum(norm, "gliederungsbez"), _metadatum(norm, "gliederungstitel"))
            # a dash stands for a division without a name
            above[key] = " ".join(name for name in names if name not in ("", "-"))
            own = key if _is(norm, "G") else ""
        heading, rubric = _metadatum(norm, "enbez"), _metadatum(norm, "titel")
        texts = [e for part in norm for e in part if markup.name(e) == "text"]
        # a division may hold nothing but a footnote to its heading
        contents = [e for text in texts for e in markup.find(text, "Content")]
        if own and not heading and any(map(_text, contents)):
            heading = _metadatum(norm, "gliederungsbez")
            rubric = _metadatum(norm, "gliederungstitel")
        if not heading or _CONTENTS.match(heading):
            continue
        yield Provision(
            number=_number(heading),
            heading=heading,
            rubric=rubric,
            context=tuple(h for k, h in sorted(above.items()) if h and k != own),
            text="\n".join(line for text in texts for line in _text(text)),
        )


def _law(norm: Element) -> Iterator[str]:
    """Yield all words of a norm that are law: its headings and its text, but for contents lists."""
    if not _CONTENTS.match(_metadatum(norm, "enbez")):
        headings = ("enbez", "titel", "gliederungsbez", "gliederungstitel")
        yield from (_metadatum(norm, heading) for heading in headings)
        yield from (
            wording(part, _SKIPPED, _INLINE)
            for part in norm.iterdescendants()
            if markup.name(part) == "text"
        )


def _number(heading: str) -> str:
    """Return the number of a paragraph; repealed ones stand together, as `(XXXX) §§ 5 bis 7`."""
    # `(XXXX) `
    plain = re.sub(r"^\(X+\)\s*", "", heading)
    return heading_number(plain, "de") or slug(plain)[:80]


def _text(element: Element) -> list[str]:
    """Return the lines of an element; the mark of a list item stands before its first line."""
    lines = MarkedLines()
    lines.write(element.text)
    for child in element:
        name = markup.name(child)
        if name == "DT":
            lines.end_line()
            lines.add([lines.mark] if lines.mark else [])
            lines.mark = " ".join(_text(child))
        elif name == "row":
            lines.end_line()
            lines.add([" | ".join(cell for entry in child if (cell := " ".join(_text(entry))))])
        elif name in _LINES:
            lines.end_line()
            lines.add(_text(child))
        elif name == "BR":
            lines.end_line()
        elif name == "Footnote":
            lines.end_line()
            lines.add([" ".join((_mark(child), *_text(child)))])
        elif name not in _SKIPPED:
            lines.write(_inline(child))
        lines.write(child.tail)
    return lines.close()


def _mark_references(root: Element) -> None:
    """Give every reference to a footnote the mark of that footnote."""
    marks = {note.get("ID"): note.get("FnZ") or "*" for note in markup.find(root, "Footnote")}
    for reference in markup.find(root, "FnR"):
        reference.set("FnZ", marks.get(reference.get("ID"), "*"))


def _mark(element: Element) -> str:
    """Return the mark of a footnote, or of a reference to one: `[1]`."""
    return f"[{element.get('FnZ') or '*'}]"


def _inline(element: Element) -> str:
    if markup.name(element) in _SKIPPED:
        return ""
    if markup.name(element) == "FnR":
        return f" {_mark(element)}"
    if markup.name(element) == "BR":
        return " "
    inner = (element.text or "") + "".join(_inline(c) + (c.tail or "") for c in element)
    raised = markup.name(element) == "SUP" and inner.strip().isdigit()
    return f"^{inner.strip()}" if raised else inner
