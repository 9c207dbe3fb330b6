"""Gesetze im Internet: gii-norm XML, in a ZIP with one XML file in it or bare.

The first norm is the act, every further one a paragraph (with `enbez`) or the heading of a division
(with `gliederungseinheit`, whose key has three digits a level). The file does not say from when its
text holds; the day on which it was built stands for that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from corpus.numbers import heading_number, slug
from corpus.texts import Provision
from crawler.formats import days, markup, zipped
from crawler.parsing import Ask, FormatError, ParsedText, check_identity

_CONTENTS = re.compile(r"Inhaltsübersicht|Inhaltsverzeichnis", re.IGNORECASE)
_XML = re.compile(r"\.xml$", re.IGNORECASE)
_SKIPPED = frozenset({"FnR", "FnArea", "Footnotes", "fussnoten", "TOC", "kommentar", "IMG", "FILE"})
_LINES = frozenset({"P", "DL", "DD", "DT", "LA", "table", "pre", "Title", "Subtitle", "entry"})


def read(body: bytes, ask: Ask) -> ParsedText:
    """Read an act.

    Raises:
        FormatError: it is another act, no ZIP with one XML file, or has no paragraphs.
    """
    root = markup.xml(_unzipped(body) if body.startswith(b"PK") else body)
    norms = [e for e in root if markup.name(e) == "norm"]
    if markup.name(root) != "dokumente" or not norms:
        raise FormatError(f"the answer is not an act of gii-norm but {markup.name(root)}")
    head = norms[0]
    said = {name: _said(head, name) for name in ("langue", "kurzue", "jurabk", "amtabk")}
    title = said["langue"] or said["kurzue"] or said["jurabk"]
    check_identity(ask, *said.values())
    provisions = tuple(_provisions(norms))
    if not provisions:
        raise FormatError(f"{ask.identifier}: the act has no paragraphs")
    states = {markup.line(e) for e in markup.find(head, "standtyp")}
    return ParsedText(
        provisions=provisions,
        title=title,
        language="de",
        adopted=days.iso(_said(head, "ausfertigung-datum")),
        in_force=days.iso(root.get("builddate", "")[:8]),
        status="repealed" if "Aufh" in states else "",
        notes=tuple(markup.line(e) for e in markup.find(head, "standkommentar")),
    )


def _unzipped(body: bytes) -> bytes:
    found = zipped.files(body, _XML)
    if len(found) != 1:
        raise FormatError(f"the ZIP holds {len(found)} XML files instead of one")
    return found[0]


def _said(norm: Any, name: str) -> str:
    about = next((e for e in norm if markup.name(e) == "metadaten"), None)
    return "" if about is None else markup.line(markup.first(about, name))


def _provisions(norms: list[Any]) -> Iterator[Provision]:
    above: dict[str, str] = {}
    for norm in norms:
        if key := _said(norm, "gliederungskennzahl"):
            above = {k: h for k, h in above.items() if key.startswith(k) and k != key}
            names = (_said(norm, "gliederungsbez"), _said(norm, "gliederungstitel"))
            above[key] = " ".join(filter(None, names))
        heading, rubric = _said(norm, "enbez"), _said(norm, "titel")
        if not heading or _CONTENTS.match(heading):
            continue
        texts = [e for part in norm for e in part if markup.name(e) == "text"]
        yield Provision(
            number=_number(heading),
            heading=heading,
            rubric=rubric,
            context=tuple(h for _, h in sorted(above.items()) if h),
            text="\n".join(line for text in texts for line in _text(text)),
        )


def _number(heading: str) -> str:
    """Repealed paragraphs may stand together, as `(XXXX) §§ 5 bis 7`."""
    plain = re.sub(r"^\(X+\)\s*", "", heading)
    return heading_number(plain, "de") or slug(plain)[:80]


def _text(element: Any) -> list[str]:
    """Return the lines of an element; the mark of a list item stands before its first line."""
    lines: list[str] = []
    run, mark = [element.text or ""], ""

    def add(more: list[str]) -> None:
        nonlocal mark
        if more and mark:
            more, mark = [f"{mark} {more[0]}", *more[1:]], ""
        lines.extend(more)

    def flush() -> None:
        add([line] if (line := " ".join("".join(run).split())) else [])
        run.clear()

    for child in element:
        name = markup.name(child)
        if name == "DT":
            flush()
            add([mark] if mark else [])
            mark = " ".join(_text(child))
        elif name == "row":
            flush()
            add([" | ".join(cell for e in child if (cell := " ".join(_text(e))))])
        elif name in _LINES or name in ("text", "Content", "tgroup", "thead", "tbody", "tfoot"):
            flush()
            add(_text(child))
        elif name == "BR":
            flush()
        elif name not in _SKIPPED:
            run.append(_inline(child))
        run.append(child.tail or "")
    flush()
    return [*lines, mark] if mark else lines


def _inline(element: Any) -> str:
    if markup.name(element) in _SKIPPED:
        return ""
    if markup.name(element) == "BR":
        return " "
    inner = (element.text or "") + "".join(_inline(c) + (c.tail or "") for c in element)
    raised = markup.name(element) == "SUP" and inner.strip().isdigit()
    return f"^{inner.strip()}" if raised else inner
