"""BWB, the consolidated law of the Netherlands: SRU lists of versions (`list`) and toestand XML.

A list names a record for every period of every instrument asked for; of each instrument, the
version that holds today is followed. Articles are provisions; texts without articles (circulars)
are cut into their divisions. Older files have no `toestand` around the instrument.

    <record> … <identifier>BWBR0000099</identifier><geldigheidsperiode_startdatum>2024-01-01</…>
    <toestand bwb-id="BWBR0000099" inwerkingtreding="2024-01-01"><wetgeving><citeertitel>Bijenwet …
    <artikel><kop><label>Artikel</label><nr>2</nr></kop><lid><lidnr>1</lidnr><al>Een kast …</al>
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from corpus.numbers import heading_number, slug
from corpus.texts import Provision
from crawler.formats import days, fields, markup
from crawler.formats.marked import MarkedLines
from crawler.formats.markup import Element
from crawler.parsing import Ask, Follow, FormatError, ParsedText, check_identity

_ARTICLES = frozenset({"artikel", "enig-artikel", "wijzig-artikel"})
_DIVISIONS = frozenset({"circulaire.divisie", "divisie"})
_WHOLE = frozenset({"circulaire-tekst"})
_SKIPPED = frozenset(
    ("meta-data", "noot", "noot.nr", "noot.al", "kop", "officiele-inhoudsopgave", "toelichting")
)
_AROUND = frozenset(
    ("citeertitel", "intitule", "aanhef", "wetsluiting", "besluit-sluiting", "regeling-sluiting")
)
"""What stands around the law: titles, the preamble with its recitals, the signatures."""
_MARKS = frozenset({"lidnr", "li.nr"})
# `2o`, which elsewhere would be an ordinal; `10a.1`, which elsewhere would be article 10a
_OWN_NUMBER = re.compile(r"(?<![\w.])(?:\d++o|\d++[a-z]*+(?:\.\d++[a-z]*+)++)$")
_INLINE = frozenset(
    {"nadruk", "extref", "intref", "redactie", "sup", "inf", "extref-groep", "intref-groep", "br"}
)


def read(body: bytes, ask: Ask) -> ParsedText:
    """Read a list of versions or an instrument.

    Raises:
        FormatError: the list names no version that holds today, or it is not the instrument.
    """
    root = markup.xml(body)
    if ask.role == "list":
        return ParsedText(follow=tuple(_versions(root, ask)))
    law = markup.first(root, "wetgeving")
    if law is None:
        raise FormatError(
            f"{ask.identifier}: the response holds no instrument but {markup.name(root)}"
        )
    names = [_line(markup.first(law, name)) for name in ("citeertitel", "intitule")]
    check_identity(ask, *names, root.get("bwb-id", ""))
    kinds = (_ARTICLES, _DIVISIONS, _WHOLE)
    units = next((kind for kind in kinds if markup.first(law, *kind) is not None), _WHOLE)
    provisions = tuple(_walk(law, units, ()))
    if not any(p.text for p in provisions):
        raise FormatError(f"{ask.identifier}: the instrument has neither articles nor divisions")
    made = markup.first(law, "oorspronkelijk")
    signed = markup.find(law, "dagtekening", "datum") if made is None else [made]
    return ParsedText(
        provisions=provisions,
        title=next(filter(None, names), ""),
        language="nl",
        adopted=_day(signed, "ondertekeningsdatum", "datum"),
        published=_day([made] if made is not None else [], "uitgiftedatum"),
        in_force=days.iso(root.get("inwerkingtreding")),
        status="repealed" if law.get("status") == "vervallen" else "",
        body="".join(_body(law)),
    )


def _versions(root: Element, ask: Ask) -> Iterator[Follow]:
    """Yield the requests for each instrument's version that holds today, and for the next page."""
    if markup.name(root) != "searchRetrieveResponse":
        raise FormatError(f"the response is no SRU list but {markup.name(root)}")
    newest: dict[str, tuple[str, str, str]] = {}
    records = markup.find(root, "record")
    for record in records:
        facts = {markup.name(e): (e.text or "").strip() for e in record.iter("{*}*")}
        place, number = facts.get("locatie_toestand", ""), facts.get("identifier", "")
        begin = days.iso(facts.get("geldigheidsperiode_startdatum"))
        seen = days.iso(facts.get("zichtperiode_startdatum")) or ""
        end = days.iso(facts.get("geldigheidsperiode_einddatum")) or "9999"
        if place and begin and begin <= ask.today <= end:
            newest[number] = max(newest.get(number, ("", "", "")), (begin, seen, place))
    written = {"numberOfRecords": _line(markup.first(root, "numberOfRecords"))}
    total = fields.count(written, "numberOfRecords")
    if not newest:
        raise FormatError(f"{ask.identifier}: none of {total} versions holds today")
    yield from (Follow(place, "instrument") for _, _, place in newest.values())
    # `&startRecord=101` in the address
    asked = re.search(r"[?&]startRecord=(\d{1,9})", ask.url)
    start = int(asked[1]) if asked else 1
    if start - 1 + len(records) < total:
        rest = re.sub(r"&startRecord=\d+", "", ask.url)
        yield Follow(f"{rest}&startRecord={start + len(records)}", "list")


def _walk(
    parent: Iterable[Element], units: frozenset[str], context: tuple[str, ...]
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


def _heading(element: Element) -> str:
    head = markup.child(element, "kop")
    return "" if head is None else " ".join(filter(None, (_line(e) for e in head)))


def _provision(element: Element, context: tuple[str, ...]) -> Provision:
    head = markup.child(element, "kop")
    parts = [] if head is None else [(markup.name(part), _line(part)) for part in head]
    heading = " ".join(words for name, words in parts if name in ("label", "nr") and words)
    rubric = " ".join(words for name, words in parts if name not in ("label", "nr") and words)
    if not heading:
        heading, rubric = rubric or element.get("label", "") or markup.name(element), ""
    own = _OWN_NUMBER.search(heading)
    number = own[0] if own else heading_number(heading, "nl") or slug(heading)[:80]
    text = "\n".join(_text(element))
    return Provision(number=number, heading=heading, rubric=rubric, context=context, text=text)


def _text(element: Element) -> list[str]:
    """Return the lines of an element; numbers of paragraphs and items stand before their text."""
    lines = MarkedLines()
    lines.write(element.text)
    for child in element:
        name = markup.name(child)
        if name in _MARKS:
            lines.end_line()
            lines.mark = _line(child)
        elif name == "row":
            lines.end_line()
            lines.add([" | ".join(cell for entry in child if (cell := " ".join(_text(entry))))])
        elif name in _INLINE:
            lines.write(_inline(child))
        elif name not in _SKIPPED and name not in _DIVISIONS:
            lines.end_line()
            lines.add(_text(child))
        lines.write(child.tail)
    return lines.close()


def _inline(element: Element) -> str:
    if markup.name(element) in _SKIPPED:
        return ""
    inner = (element.text or "") + "".join(_inline(c) + (c.tail or "") for c in element)
    raised = markup.name(element) == "sup" and inner.strip().isdigit()
    return f"^{inner.strip()}" if raised else inner


def _body(element: Element) -> Iterator[str]:
    """Yield all text of the law: without titles, notes and signatures, but with all headings."""
    yield element.text or ""
    for child in element:
        name = markup.name(child)
        if name in _INLINE:
            yield _inline(child)
        elif name not in (_SKIPPED - {"kop"}) | _AROUND:
            yield from ("\n", *_body(child), "\n")
        yield child.tail or ""


def _line(element: Element | None) -> str:
    return "" if element is None else " ".join(_inline(element).split())


def _day(elements: list[Element], *names: str) -> str | None:
    dates = (date.get("isodatum") for each in elements for date in markup.find(each, *names))
    return next((day for day in map(days.iso, dates) if day), None)
