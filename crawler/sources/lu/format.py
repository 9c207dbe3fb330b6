"""Legilux: the SPARQL endpoint, or the ELI of an instrument, leads to its Akoma Ntoso file.

The endpoint names the XML files of an instrument and of its consolidations, each with the day from
which it applies; the newest that applies today is asked for. The RDF of one ELI names that text
only.

    {"results": {"bindings": [{"date": {"value": "2023-07-31"}, "file": {"value": "http://…xml"}}]}}
    <rdf:Description><jolux:format rdf:resource="…/file-type/XML"/>
      <jolux:isExemplifiedBy rdf:resource="http://data.legilux.public.lu/filestore/…/loi.xml"/> …
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from corpus.texts import Form
from crawler.formats import akoma_ntoso, days, fields, markup
from crawler.formats.markup import Element
from crawler.parsing import Ask, Follow, FormatError, ParsedText


def read(body: bytes, ask: Ask) -> ParsedText:
    """Read a list of files (`list`), the RDF of an ELI (`rdf`) or the text (`instrument`).

    Raises:
        FormatError: nothing of it is an XML file, or it is not the instrument.
    """
    if ask.role == "instrument":
        form: Form = "as-enacted" if "/jo/" in ask.url else "consolidated"
        return replace(akoma_ntoso.parse(body, ask), form=form)
    file = _newest(markup.data(body), ask) if ask.role == "list" else _file(markup.xml(body))
    if not file:
        raise FormatError(f"{ask.identifier}: Legilux has no XML file of this instrument")
    return ParsedText(follow=(Follow(file.replace("http://", "https://", 1), "instrument"),))


def _newest(response: Any, ask: Ask) -> str:
    """Return the file that applies today; the first text is older than its consolidations."""
    rows = fields.bindings(response)
    files = [(days.iso(row.get("date")) or "", row.get("file", "")) for row in rows]
    if not all(file for _, file in files):
        raise FormatError(f"{ask.identifier}: a row of the response names no file")
    return max((dated for dated in files if dated[0] <= ask.today), default=("", ""))[1]


def _file(root: Element) -> str:
    if markup.name(root) != "RDF":
        raise FormatError(f"the response is no RDF but {markup.name(root)}")
    resources = (
        {markup.name(fact): value for fact in resource for value in fact.attrib.values()}
        for resource in markup.find(root, "Description")
    )
    xml = (r for r in resources if r.get("format", "").endswith("/file-type/XML"))
    return next((r["isExemplifiedBy"] for r in xml if r.get("isExemplifiedBy")), "")
