"""Legilux: what the SPARQL endpoint or the ELI of an act name leads to its Akoma Ntoso file.

The endpoint answers the XML files of an act and of its consolidations, each with the day from which
it applies; the newest that applies today is asked for. The RDF of one ELI names that text only.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from corpus.texts import Form
from crawler.formats import akoma_ntoso, days, fields, markup
from crawler.parsing import Ask, Follow, FormatError, ParsedText


def read(body: bytes, ask: Ask) -> ParsedText:
    """Read a list of files (`list`), the RDF of an act (`rdf`) or the act (`instrument`).

    Raises:
        FormatError: nothing of it is an XML file, or it is not the act.
    """
    if ask.role == "instrument":
        form: Form = "as-enacted" if "/jo/" in ask.url else "consolidated"
        return replace(akoma_ntoso.parse(body, ask), form=form)
    file = _newest(markup.data(body), ask) if ask.role == "list" else _file(markup.xml(body))
    if not file:
        raise FormatError(f"{ask.identifier}: Legilux has no XML file of this act")
    return ParsedText(follow=(Follow(file.replace("http://", "https://", 1), "instrument"),))


def _newest(answer: Any, ask: Ask) -> str:
    """Return the file that applies today; the act as made is older than its consolidations."""
    rows = fields.bindings(answer)
    held = [(days.iso(row.get("date")) or "", row.get("file", "")) for row in rows]
    if not all(file for _, file in held):
        raise FormatError(f"{ask.identifier}: a row of the answer names no file")
    return max((each for each in held if each[0] <= ask.today), default=("", ""))[1]


def _file(root: Any) -> str:
    if markup.name(root) != "RDF":
        raise FormatError(f"the answer is no RDF but {markup.name(root)}")
    resources = (
        {markup.name(e): value for e in described for value in e.attrib.values()}
        for described in markup.find(root, "Description")
    )
    xml = (r for r in resources if r.get("format", "").endswith("/file-type/XML"))
    return next((r["isExemplifiedBy"] for r in xml if r.get("isExemplifiedBy")), "")
