"""BWB, the consolidated law of the Netherlands: SRU lists of versions (`list`) and toestand XML.

A list names a record for every period of every act asked for; of each act the version that holds
today is followed. Articles are provisions; texts without articles (circulars) are cut into their
divisions. Older files have no `toestand` around the act.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from corpus.numbers import heading_number, slug
from corpus.texts import Provision
from crawler.formats import days, fields, markup
from crawler.parsing import Ask, Follow, FormatError, ParsedText, check_identity

_ARTICLES = frozenset({"artikel", "enig-artikel", "wijzig-artikel"})
_DIVISIONS = frozenset({"circulaire.divisie", "divisie"})
_WHOLE = frozenset({"circulaire-tekst"})
_SKIPPED = frozenset(
    ("meta-data", "noot", "noot.nr", "noot.al", "kop", "officiele-inhoudsopgave", "toelichting")
)
_MARKS = frozenset({"lidnr", "li.nr"})
_INLINE = frozenset(
    {"nadruk", "extref", "intref", "redactie", "sup", "inf", "extref-groep", "intref-groep", "br"}
)


def read(body: bytes, ask: Ask) -> ParsedText:
    """Read a list of versions or an act.

    Raises:
        FormatError: the list names no version that holds today, or it is not the act.
    """
    root = markup.xml(body)
    if ask.role == "list":
        return ParsedText(follow=tuple(_versions(root, ask)))
    law = markup.first(root, "wetgeving")
    if law is None:
        raise FormatError(f"{ask.identifier}: the answer holds no act but {markup.name(root)}")
    named = [_line(markup.first(law, name)) for name in ("citeertitel", "intitule")]
    check_identity(ask, *named, root.get("bwb-id", ""))
    kinds = (_ARTICLES, _DIVISIONS, _WHOLE)
    units = next((u for u in kinds if markup.first(law, *u) is not None), _WHOLE)
    provisions = tuple(_walk(law, units, ()))
    if not any(p.text for p in provisions):
        raise FormatError(f"{ask.identifier}: the act has neither articles nor divisions")
    made = markup.first(law, "oorspronkelijk")
    signed = markup.find(law, "dagtekening", "datum") if made is None else [made]
    return ParsedText(
        provisions=provisions,
        title=next(filter(None, named), ""),
        language="nl",
        adopted=_day(signed, "ondertekeningsdatum", "datum"),
        published=_day([made] if made is not None else [], "uitgiftedatum"),
        in_force=days.iso(root.get("inwerkingtreding")),
        status="repealed" if law.get("status") == "vervallen" else "",
    )


def _versions(root: Any, ask: Ask) -> Iterator[Follow]:
    if markup.name(root) != "searchRetrieveResponse":
        raise FormatError(f"the answer is no SRU list but {markup.name(root)}")
    best: dict[str, tuple[str, str, str]] = {}
    records = markup.find(root, "record")
    for record in records:
        said = {markup.name(e): (e.text or "").strip() for e in record.iter("{*}*")}
        begin, seen = (
            days.iso(said.get(f"{k}periode_startdatum")) for k in ("geldigheids", "zicht")
        )
        end = days.iso(said.get("geldigheidsperiode_einddatum")) or "9999"
        place, act = said.get("locatie_toestand", ""), said.get("identifier", "")
        if place and begin and begin <= ask.today <= end:
            best[act] = max(best.get(act, ("", "", "")), (begin, seen or "", place))
    said = {"numberOfRecords": _line(markup.first(root, "numberOfRecords"))}
    total = fields.count(said, "numberOfRecords")
    if not best:
        raise FormatError(f"{ask.identifier}: none of {total} versions holds today")
    yield from (Follow(place, "instrument") for _, _, place in best.values())
    start = int(found[1]) if (found := re.search(r"[?&]startRecord=(\d{1,9})", ask.url)) else 1
    if start - 1 + len(records) < total:
        rest = re.sub(r"&startRecord=\d+", "", ask.url)
        yield Follow(f"{rest}&startRecord={start + len(records)}", "list")


def _walk(
    parent: Iterable[Any], units: frozenset[str], context: tuple[str, ...]
) -> Iterator[Provision]:
    for element in parent:
        name = markup.name(element)
        if name in units or name == "bijlage" or (name == "tekst" and units is _DIVISIONS):
            yield _provision(element, context)
            if name in _DIVISIONS:
                inner = [e for e in element if markup.name(e) in _DIVISIONS]
                yield from _walk(inner, units, (*context, _heading(element)))
        elif name not in _SKIPPED:
            heading = _heading(element)
            yield from _walk(element, units, (*context, heading) if heading else context)


def _heading(element: Any) -> str:
    head = next((e for e in element if markup.name(e) == "kop"), None)
    return "" if head is None else " ".join(filter(None, (_line(e) for e in head)))


def _provision(element: Any, context: tuple[str, ...]) -> Provision:
    head = next((e for e in element if markup.name(e) == "kop"), ())
    parts = [(markup.name(e), _line(e)) for e in head]
    heading = " ".join(said for name, said in parts if name in ("label", "nr") and said)
    rubric = " ".join(said for name, said in parts if name not in ("label", "nr") and said)
    if not heading:
        heading, rubric = rubric or element.get("label", "") or markup.name(element), ""
    ending = re.search(r"\b(\d+o)$", heading)  # not the ordinal that a final o is elsewhere
    number = ending[1] if ending else heading_number(heading, "nl") or slug(heading)[:80]
    text = "\n".join(_text(element))
    return Provision(number=number, heading=heading, rubric=rubric, context=context, text=text)


def _text(element: Any) -> list[str]:
    """Return the lines of an element; numbers of paragraphs and items stand before their text."""
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
        if name in _MARKS:
            flush()
            mark = _line(child)
        elif name == "row":
            flush()
            add([" | ".join(cell for e in child if (cell := " ".join(_text(e))))])
        elif name in _INLINE:
            run.append(_inline(child))
        elif name not in _SKIPPED and name not in _DIVISIONS:
            flush()
            add(_text(child))
        run.append(child.tail or "")
    flush()
    return [*lines, mark] if mark else lines


def _inline(element: Any) -> str:
    if markup.name(element) in _SKIPPED:
        return ""
    inner = (element.text or "") + "".join(_inline(c) + (c.tail or "") for c in element)
    raised = markup.name(element) == "sup" and inner.strip().isdigit()
    return f"^{inner.strip()}" if raised else inner


def _line(element: Any | None) -> str:
    return "" if element is None else " ".join(_inline(element).split())


def _day(elements: list[Any], *names: str) -> str | None:
    dated = (e.get("isodatum") for held in elements for e in markup.find(held, *names))
    return next((day for day in map(days.iso, dated) if day), None)
