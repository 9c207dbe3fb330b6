"""RT XML of Riigi Teataja, the gazette of Estonia: one version of one instrument.

The namespace is that of the schema of the kind of instrument, so only local names are read. Numbers
carry their superscript in an attribute, and as escaped HTML in the number as shown. Texts without
paragraphs (amending regulations) are one provision.

    <paragrahv><paragrahvNr ylaIndeks="1">5</paragrahvNr><kuvatavNr>§ 5&lt;sup&gt;1&lt;/sup&gt;.
      </kuvatavNr><paragrahvPealkiri>Mesila</paragrahvPealkiri>
      <loige><kuvatavNr>(1)</kuvatavNr><sisuTekst><tavatekst>Mesila on …</tavatekst></sisuTekst> …

A search names the texts in force on a day, of which the one with the title asked for is read:

    {"staatus": "OK", "metaandmed": {"kokku": 1}, "aktid": [{"globaalID": 110022020001,
      "pealkiri": "Mesilaste seadus", "kehtivus": {"algus": "2020-02-10"}}]}
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

from corpus.numbers import heading_number, slug
from corpus.texts import Provision
from crawler.formats import days, fields, markup
from crawler.formats.marked import MarkedLines
from crawler.formats.markup import Element
from crawler.parsing import Ask, Follow, FormatError, ParsedText, check_identity

_SEARCH = "/api/oigusakt_otsing/"

_SKIPPED = frozenset((
    "muutmismarge", "normtehnmarkus", "veaparandus", "viideURID", "viideURI", "paragrahvNr",
    "loigeNr", "alampunktNr", "kuvatavNr", "paragrahvPealkiri", "alampunktPealkiri",
))  # fmt: skip
_LINES = frozenset({"loige", "sisuTekst", "alampunkt", "punkt", "tavatekst", "HTMLKonteiner"})


def read(body: bytes, ask: Ask) -> ParsedText:
    """Read an instrument, or the response of a search for the one in force on a day.

    Raises:
        FormatError: it is another instrument or has no text, or the search does not name it.
    """
    if _SEARCH in ask.url:
        return _found(body, ask)
    root = markup.xml(body)
    metadata = markup.first(root, "metaandmed")
    if markup.name(root) != "oigusakt" or metadata is None:
        raise FormatError(
            f"the response is not an instrument of Riigi Teataja but {markup.name(root)}"
        )
    title = _line(markup.first(root, "pealkiri"))
    keys = ("lyhend", "globaalID", "terviktekstiGrupiID")
    check_identity(ask, title, *(_line(markup.first(metadata, key)) for key in keys))
    content = markup.first(root, "sisu")
    provisions = () if content is None else tuple(_walk(content, ()))
    if content is not None and not provisions and (whole := "\n".join(_text(content))):
        provisions = (Provision(number="tekst", heading=title, text=whole),)
    if not provisions:
        raise FormatError(f"{ask.identifier}: the instrument has no paragraphs")
    original = _line(markup.first(metadata, "tekstiliik")) == "algtekst"
    end = days.iso(_line(markup.first(metadata, "kehtivuseLopp")))
    notice = markup.child(metadata, "avaldamismarge")
    return ParsedText(
        provisions=provisions,
        title=title,
        language=ask.language,
        adopted=_day(markup.first(metadata, "vastuvoetud"), "aktikuupaev"),
        published=_day(notice, "avaldamineKuupaev") if original else None,
        in_force=days.iso(_line(markup.first(metadata, "kehtivuseAlgus"))),
        form="as-enacted" if original else "consolidated",
        status="historic" if end and end < ask.today else "",
        body="" if content is None else "\n".join(_body(content)),
    )


def _found(body: bytes, ask: Ask) -> ParsedText:
    """Lead to the text that a search names under the title asked for, the one that began last."""
    response = markup.data(body)
    if not isinstance(response, dict) or fields.words(response, "staatus") != "OK":
        raise FormatError(f"{ask.identifier}: the response is none of the search of Riigi Teataja")
    title = parse_qs(urlsplit(ask.url).query).get("pealkiri", [""])[0].casefold()
    named = [
        (days.iso(fields.words(act, "kehtivus", "algus")) or "", fields.words(act, "globaalID"))
        for act in fields.rows(response, "aktid")
        if fields.words(act, "pealkiri").strip().casefold() == title
    ]
    begun = [act for act in named if act[0] <= ask.today and act[1].isdecimal()]
    if not begun:
        raise FormatError(f"{ask.identifier}: no text is named that was in force on {ask.today}")
    address = f"{ask.url.partition(_SEARCH)[0]}/akt/{max(begun)[1]}.xml"
    return ParsedText(follow=(Follow(address, "instrument"),))


def _body(element: Element) -> Iterator[str]:
    """Yield all text of the law: without the notes of changes, and each number once."""
    if markup.name(element) == "HTMLKonteiner":
        yield from _html(element.text or "")
        return
    yield _plain(element.text or "")
    for child in element:
        name = markup.name(child)
        if name in ("kuvatavNr", "alampunktPealkiri", "paragrahvPealkiri", "tavatekst"):
            yield _line(child)
        # `osaNr`, `peatykkNr`: the number as shown follows
        elif name not in _SKIPPED and not name.endswith("Nr"):
            yield from _body(child)
        yield _plain(child.tail or "")


def _walk(parent: Element, context: tuple[str, ...]) -> Iterator[Provision]:
    for element in parent:
        name = markup.name(element)
        if name == "paragrahv":
            yield _provision(element, context)
        elif name not in _SKIPPED:
            # `kuvatavNr`, `peatykkPealkiri`
            parts = [e for e in element if re.match(rf"kuvatavNr|{name}Pealkiri", markup.name(e))]
            heading = " ".join(filter(None, map(_line, parts)))
            yield from _walk(element, (*context, heading) if heading else context)


def _provision(element: Element, context: tuple[str, ...]) -> Provision:
    parts = {markup.name(e): e for e in element}
    heading = _line(parts.get("kuvatavNr"))
    plain = parts.get("paragrahvNr")
    if plain is not None and not heading:
        raised = plain.get("ylaIndeks")
        heading = f"§ {_line(plain)}" + (f"^{raised}" if raised else "")
    lines = _text(element)
    if not lines and _line(markup.first(element, "tavatekst")).startswith("Kehtet"):
        lines = [_line(markup.first(element, "tavatekst")).strip(" -–")]
    return Provision(
        number=heading_number(heading, "ee") or slug(heading),
        heading=heading,
        rubric=_line(parts.get("paragrahvPealkiri")),
        context=context,
        text="\n".join(lines),
    )


def _text(element: Element) -> list[str]:
    """Return the lines of an element; numbers of paragraphs and points stand before their text."""
    if markup.name(element) == "HTMLKonteiner":
        return _html(element.text or "")
    written = MarkedLines(lambda text: filter(None, [_plain(text)]))
    written.write(element.text)
    for child in element:
        name = markup.name(child)
        if name in _LINES:
            written.end_line()
            written.add(_text(child))
        elif name == "reavahetus":
            written.end_line()
        elif name not in _SKIPPED:
            written.write(_inline(child))
        written.write(child.tail)
    lines = written.close()
    shown = _line(markup.child(element, "kuvatavNr"))
    mark = "" if markup.name(element) == "paragrahv" else shown
    return [f"{mark} {lines[0]}", *lines[1:]] if mark and lines else lines


def _inline(element: Element) -> str:
    if markup.name(element) in _SKIPPED:
        return ""
    inner = (element.text or "") + "".join(_inline(c) + (c.tail or "") for c in element)
    return f"<sup>{inner}</sup>" if markup.name(element) == "sup" else inner


def _html(written: str) -> list[str]:
    return markup.text(markup.page(f"<div>{written}</div>".encode())).split("\n")


def _plain(text: str) -> str:
    """Return text on one line, with superscripts, which may be escaped HTML, as `^1`."""
    # `<sup>1</sup>`
    text = re.sub(r"<sup>\s*(\d+)\s*</sup>", r"^\1", markup.unescaped(text))
    # `<b>`, `</i>`, `<br />`
    return " ".join(re.sub(r"</?(?:sup|sub|i|b|em|strong|br)\s*/?>", "", text).split())


def _line(element: Element | None) -> str:
    if element is None:
        return ""
    return _plain((element.text or "") + "".join(_inline(c) + (c.tail or "") for c in element))


def _day(element: Element | None, name: str) -> str | None:
    return None if element is None else days.iso(_line(markup.first(element, name)))
