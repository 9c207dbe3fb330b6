"""BOE, consolidated law of Spain: metadata (role `instrument`), then all versions (role `text`).

Metadata come as XML or JSON; they lead to the text. The text is a row of blocks, each with every
version that it ever had; the last that holds today is taken. An index (`index`) leads to its
blocks (`text`), the gazette of a day (`gazette`) to the metadata of its general dispositions.

    <metadatos><identificador>BOE-A-2001-99</identificador><titulo>Ley 9/2001, …</titulo> …
    <bloque id="a2" tipo="precepto" titulo="Artículo 2"><version id_norma="BOE-A-2001-99"
      fecha_vigencia="20010601"><p class="articulo">Artículo 2. Colmenas.</p><p>Toda …</p></version>
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from corpus.numbers import heading_number, slug
from corpus.texts import Provision
from crawler.formats import days, fields, markup
from crawler.formats.markup import Element
from crawler.parsing import Ask, Follow, FormatError, ParsedText, check_identity

API = "https://www.boe.es/datosabiertos/api/legislacion-consolidada/id"
_RANKS = {"libro": 1, "parte": 1, "titulo": 2, "capitulo": 3, "seccion": 4, "subseccion": 5}
_ABOUT = (
    *("identificador", "titulo", "numero_oficial", "estatus_derogacion", "estatus_anulacion"),
    *("vigencia_agotada", "fecha_disposicion", "fecha_publicacion", "fecha_vigencia"),
)
# classes of paragraphs that are no text: `nota_pie`, `articulo`, `capitulo_num`
_NO_TEXT = re.compile(r"nota|pie_|articulo|anexo|(?:libro|titulo|capitulo|seccion)(?:_|$)")


def read(body: bytes, ask: Ask) -> ParsedText:
    """Read a response of the open data of BOE.

    Raises:
        FormatError: it is an error, another instrument, or a text without articles.
    """
    if ask.role == "text":
        return _instrument(markup.xml(body), ask)
    if ask.role == "instrument" and body.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"<":
        metadata = markup.first(markup.xml(body), "metadatos")
        facts = [] if metadata is None else list(metadata)
        return _metadata({markup.name(fact): markup.line(fact) for fact in facts}, ask)
    response = markup.data(body)
    data = response.get("data") if isinstance(response, dict) else None
    if not data:
        raise FormatError(f"{ask.identifier}: {_trouble(response)}")
    if ask.role == "gazette":
        return ParsedText(follow=tuple(_gazette(data)))
    record = fields.parts(response, "data")[0]
    if ask.role == "index":
        return _index(record, ask)
    return _metadata({key: fields.words(record, key) for key in _ABOUT}, ask)


def _index(record: dict[str, Any], ask: Ask) -> ParsedText:
    blocks = [fields.words(block, "url") for block in fields.parts(record, "bloque")]
    if not blocks or not all(blocks):
        raise FormatError(f"{ask.identifier}: the index does not name its blocks")
    return ParsedText(follow=tuple(Follow(url, "text") for url in blocks))


def _trouble(response: Any) -> str:
    status = response.get("status") if isinstance(response, dict) else None
    message = status.get("text") if isinstance(status, dict) else None
    return f"BOE replies “{message or 'nothing'}”"


def _metadata(about: dict[str, str], ask: Ask) -> ParsedText:
    code, title = about.get("identificador", ""), about.get("titulo", "")
    if not code or not title:
        raise FormatError(f"{ask.identifier}: the response describes no instrument")
    check_identity(ask, code, title, about.get("numero_oficial", ""))
    states = {about.get(k) for k in ("estatus_derogacion", "estatus_anulacion", "vigencia_agotada")}
    return ParsedText(
        title=title.rstrip("."),
        language="es",
        adopted=days.iso(about.get("fecha_disposicion")),
        published=days.iso(about.get("fecha_publicacion")),
        in_force=days.iso(about.get("fecha_vigencia")),
        status="repealed" if states & {"S", "T"} else "",
        follow=(Follow(f"{API}/{code}/texto", "text"),),
    )


def _instrument(root: Element, ask: Ask) -> ParsedText:
    blocks = markup.find(root, "bloque")
    if not blocks:
        code = markup.line(markup.first(root, "text"))
        raise FormatError(f"{ask.identifier}: no text but “{code or markup.name(root)}”")
    makers = " ".join(e.get("id_norma", "") for e in markup.find(root, "version"))
    codes = tuple(word for word in ask.expect if word.startswith("BOE-"))
    if missing := [code for code in codes if code not in makers]:
        raise FormatError(f"this is not {ask.identifier}: no version is of {missing[0]}")
    chosen = [(block, version) for block in blocks for version in _today(block, ask.today)]
    provisions = tuple(_provisions(chosen))
    if not provisions:
        raise FormatError(f"{ask.identifier}: the text has no articles")
    dates = [day for _, v in chosen if (day := days.iso(v.get("fecha_vigencia")))]
    law = [version for block, version in chosen if block.get("tipo") in ("precepto", "encabezado")]
    return ParsedText(
        provisions=provisions,
        language="es",
        in_force=max(dates, default=None),
        body="\n".join(line for version in law for line in _body(version)),
    )


def _body(version: Element) -> Iterator[str]:
    """Yield all text of a version: of paragraphs and of rows, without notes."""
    for element in markup.find(version, "p", "tr"):
        note = (element.get("class") or "").startswith(("nota", "pie_"))
        if not note and not (markup.name(element) == "p" and _in_row(element)):
            yield markup.text(element)


def _today(block: Element, today: str) -> list[Element]:
    """Return the version of a block that holds today, in a list that is otherwise empty."""
    versions = [e for e in block if markup.name(e) == "version"]
    return [e for e in versions if (days.iso(e.get("fecha_vigencia")) or "") <= today][-1:]


def _provisions(chosen: list[tuple[Element, Element]]) -> Iterator[Provision]:
    above: dict[int, str] = {}
    for block, version in chosen:
        name, kind = " ".join(block.get("titulo", "").split()), block.get("tipo")
        lines = list(_lines(version))
        # `anexo-i`
        annex = kind == "encabezado" and re.match(r"anexo", slug(name)) and lines
        if kind == "precepto" or annex:
            above_it = () if annex else _context(name, above)
            yield _provision(name, block.get("id", ""), version, lines, above_it)
        elif kind == "encabezado":
            heading = " ".join(markup.line(e) for e in _paragraphs(version)) or name
            rank = _RANKS.get(slug(heading).split("-")[0], 0)
            above = {r: h for r, h in above.items() if r < rank} | {rank: heading}


def _context(name: str, above: dict[int, str]) -> tuple[str, ...]:
    """Return the headings above; dispositions stand after the last title and not below it."""
    return () if slug(name).startswith("disposicion") else tuple(above[r] for r in sorted(above))


def _provision(
    name: str, portal_id: str, version: Element, lines: list[str], context: tuple[str, ...]
) -> Provision:
    # the classes `articulo`, `anexo_num`
    titles = [e for e in _paragraphs(version) if re.match(r"articulo|anexo", e.get("class", ""))]
    title = " ".join(markup.line(e) for e in titles)
    heading = name or title
    return Provision(
        number=heading_number(heading, "es") or slug(heading)[:80],
        heading=heading,
        rubric=_rubric(heading, title),
        context=context,
        text="\n".join(lines),
        portal_id=portal_id,
    )


def _rubric(heading: str, title: str) -> str:
    """Return what the title of an article says besides its heading, which may be written otherwise.

    Of `Artículo 30. Cómputo de plazos.` under the heading `Art. 30` it is `Cómputo de plazos`.
    """
    rest = title[len(heading) :]
    if title.casefold().startswith(heading.casefold()) and not rest[:1].isalnum():
        return rest.strip(" .:-")
    first, _, rest = title.partition(". ")
    number = heading_number(heading, "es")
    named = number is not None and heading_number(first, "es") == number
    return (rest if named else title).strip(" .:-")


def _paragraphs(version: Element) -> list[Element]:
    return [e for e in markup.find(version, "p") if not e.get("class", "").startswith("nota")]


def _lines(version: Element) -> Iterator[str]:
    for element in markup.find(version, "p", "tr"):
        if markup.name(element) == "tr":
            line = " | ".join(cell for e in element if (cell := markup.line(e)))
        elif _NO_TEXT.match(element.get("class", "")) or _in_row(element):
            continue
        else:
            line = markup.line(element)
        if line:
            yield line


def _in_row(element: Element) -> bool:
    return any(markup.name(e) == "tr" for e in element.iterancestors())


def _gazette(data: Any) -> Iterator[Follow]:
    """Yield the instruments of section 1; whatever has one member is an object, else a list."""
    if isinstance(data, list):
        for part in data:
            yield from _gazette(part)
    elif isinstance(data, dict):
        if "identificador" in data and "titulo" in data:
            yield Follow(f"{API}/{data['identificador']}/metadatos", "instrument")
        elif str(data.get("codigo", "1")) == "1" or "departamento" not in data:
            for part in data.values():
                yield from _gazette(part)
