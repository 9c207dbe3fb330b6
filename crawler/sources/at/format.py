"""Austria's RIS: a JSON list of the documents of an instrument, then one XML document a paragraph.

The list holds every version of every paragraph; those in force on the day asked for are followed.
Headings of divisions stand only in the document of the first paragraph below them, so the context
of the others is empty.

    {"OgdSearchResult": {"OgdDocumentResults": {"Hits": {"@pageNumber": "1", "#text": "12"}, …
    <absatz ct="artikel_anlage">§ 2a</absatz><absatz ct="ikra">01.07.2021</absatz>
    <ueberschrift ct="text" typ="para">Standort</ueberschrift><absatz ct="text">Ein Stand …</absatz>
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from corpus.numbers import heading_number
from corpus.texts import Provision
from crawler.formats import days, fields, markup
from crawler.formats.markup import Element
from crawler.formats.wording import wording
from crawler.parsing import Ask, Follow, FormatError, ParsedText, check_identity

_BLOCKS = ("absatz", "listelem", "schlussteil")
# ` (Anm.: aufgehoben durch BGBl. (alt) Nr. 3)`
_NOTE = re.compile(r"(?<!\s)\s*+\((?:Anm|Anmerkung)\.?:?\s(?:[^()]++|\([^()]*+\))*+\)")
_KINDS = frozenset({"Paragraph", "Artikel"})
_PAGING = ("@pageNumber", "@pageSize", "#text")
_IDENTIFYING = ("Gesetzesnummer", "Kundmachungsorgan", "StammnormBgblnummer")
_INLINE = frozenset({"i", "b", "n", "f", "k", "u", "sub", "span"})
_SIGNS = {"nbsp": "\u00a0", "gdash": "–", "tab": " "}


def read(body: bytes, ask: Ask) -> ParsedText:
    """Read a list of documents (roles `instrument` and `list`) or one paragraph (role `part`)."""
    return _part(body, ask) if ask.role == "part" else _list(body, ask)


def _list(body: bytes, ask: Ask) -> ParsedText:
    results = _results(markup.data(body), ask)
    documents = _documents(results, ask)
    wanted = [document for document in documents if document.is_of(ask)]
    if not wanted and ask.role == "instrument":
        check_identity(ask, documents[0].words)
    hits = fields.record(results, "Hits")
    page, size, total = (fields.count(hits, name) for name in _PAGING)
    if len(documents) != min(size, max(0, total - (page - 1) * size)):
        raise FormatError(
            f"{ask.identifier}: page {page} has {len(documents)} of {total} documents"
        )
    parts = [d for d in wanted if fields.words(d.facts, "Dokumenttyp") in _KINDS]
    current = [part for part in parts if part.start <= ask.today <= part.end]
    repealed = not current and total <= size
    if repealed:
        last = max((part.end for part in parts), default="")
        current = [part for part in parts if part.end == last]
    follow = [Follow(part.xml(ask), "part") for part in current]
    if page * size < total:
        follow.append(Follow(_page(ask.url, page + 1), "list"))
    titles = [document.title for document in wanted if document.title]
    return ParsedText(
        title=next((document.short for document in wanted if document.short), ""),
        language="de",
        adopted=days.in_words(titles[0], "de_AT", "de") if titles else None,
        status="repealed" if repealed else "",
        follow=tuple(follow),
        total=len(current),
    )


def _results(response: Any, ask: Ask) -> dict[str, Any]:
    """Return the results of a search, unless it is an error."""
    search = response.get("OgdSearchResult") if isinstance(response, dict) else None
    if not isinstance(search, dict):
        raise FormatError(f"{ask.identifier}: the response is not a list of RIS documents")
    if error := search.get("Error"):
        raise FormatError(f"{ask.identifier}: RIS says: {_message(error)}")
    return fields.part(search, "OgdDocumentResults")


def _documents(results: dict[str, Any], ask: Ask) -> list[_Document]:
    """Return the documents of a page of results, all of them of consolidated law."""
    references = fields.parts(results, "OgdDocumentReference")
    documents = [_Document(reference) for reference in references]
    if not documents:
        raise FormatError(f"{ask.identifier}: RIS knows no document of it")
    if not all(document.facts for document in documents):
        raise FormatError(f"{ask.identifier}: the documents are not consolidated law")
    return documents


class _Document:
    """One document of the list: a version of a paragraph."""

    def __init__(self, reference: dict[str, Any]) -> None:
        data = fields.part(reference, "Data")
        about = fields.part(data, "Metadaten")
        law = fields.part(about, "Bundesrecht") or fields.part(about, "Landesrecht")
        self.facts = fields.part(law, "BrKons") or fields.part(law, "LrKons")
        self.short = fields.words(law, "Kurztitel").strip()
        # `<br/>`
        self.title = re.sub(r"<[^<>]*+>", " ", fields.words(law, "Titel"))
        self.words = " ".join(
            (self.short, self.title, *(fields.words(self.facts, k) for k in _IDENTIFYING))
        )
        self.start = days.iso(self.facts.get("Inkrafttretensdatum")) or ""
        self.end = days.iso(self.facts.get("Ausserkrafttretensdatum")) or "9999-12-31"
        self.addresses = [
            fields.words(url, "Url")
            for content in fields.parts(data, "Dokumentliste", "ContentReference")
            if content.get("ContentType") == "MainDocument"
            for url in fields.parts(content, "Urls", "ContentUrl")
            if url.get("DataType") == "Xml"
        ]

    def is_of(self, ask: Ask) -> bool:
        """Tell whether the document belongs to the instrument that was asked for."""
        try:
            check_identity(ask, self.words)
        except FormatError:
            return False
        return True

    def xml(self, ask: Ask) -> str:
        """Return the address of its XML."""
        if not self.addresses or not self.addresses[0]:
            raise FormatError(f"{ask.identifier}: a document of the list has no XML")
        return self.addresses[0]


def _message(error: Any) -> str:
    return str(error.get("Message") or error) if isinstance(error, dict) else str(error)


def _page(url: str, number: int) -> str:
    # `&Seitennummer=1` in the address
    plain = re.sub(r"&?Seitennummer=\d+", "", url)
    return f"{plain}&Seitennummer={number}"


def _part(body: bytes, ask: Ask) -> ParsedText:
    root = markup.xml(body)
    if markup.name(root) != "risdok":
        raise FormatError(f"{ask.identifier}: the response is not a document of RIS")
    meta = {e.get("ct"): markup.line(e) for e in markup.find(root, "absatz")}
    check_identity(ask, *(meta.get(k, "") for k in ("kurztitel", "kundmachungsorgan", "gesnr")))
    heading = meta.get("artikel_anlage", "")
    if not heading:
        raise FormatError(f"{ask.identifier}: the document names no paragraph")
    _plain_marks(root)
    law = "\n".join(wording(element, (), _INLINE) for element in _law(root))
    titles = [e for e in markup.find(root, "ueberschrift") if e.get("ct") == "text"]
    rubrics = [markup.line(e) for e in titles if e.get("typ") in {"para", "art"}]
    lines = [_line(e) for e in markup.find(root, *_BLOCKS) if e.get("ct") == "text"]
    if not any(lines):
        raise FormatError(f"{ask.identifier}: {heading} has no text")
    whole = "\n".join(line for line in lines if line)
    text = markup.tidy(_NOTE.sub("", whole))
    # `(Anm.: aufgehoben …)` is all that is left of some paragraphs
    text = text if re.search(r"[^\W\d_]", text) else whole
    provision = Provision(
        number=heading_number(heading, "at") or heading.lower().replace(" ", ""),
        heading=heading,
        rubric=" ".join(rubrics),
        context=tuple(markup.line(e) for e in titles if str(e.get("typ")).startswith("g")),
        text=text,
    )
    return ParsedText(
        provisions=(provision,),
        language="de",
        in_force=days.iso(meta.get("ikra")),
        body=_NOTE.sub("", law),
    )


def _law(root: Element) -> Iterator[Element]:
    """Yield the elements that hold law, each with all that is in it."""
    for element in root.iter():
        above = (outer.get("ct") for outer in element.iterancestors())
        if element.get("ct") == "text" and "text" not in above:
            yield element


def _plain_marks(root: Element) -> None:
    """Turn signs that are elements into characters, and `super` into the `sup` of other formats."""
    for element in root.iter("{*}super", *("{*}" + sign for sign in _SIGNS)):
        name = markup.name(element)
        if name == "super":
            element.tag = "sup"
        else:
            element.text = _SIGNS[name]


def _line(block: Element) -> str:
    """Return the text of a block without the blocks inside it and without the paragraph's sign."""
    block.tag = "span"
    marker = markup.first(block, "symbol")
    text = markup.line(block, (*_BLOCKS, "liste", "gldsym", "symbol"))
    return f"{markup.line(marker)} {text}".strip() if marker is not None else text
