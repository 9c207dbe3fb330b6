"""All words of the part of a document that holds the law, whatever its markup is called.

`crawler.formats.whole` compares them with what a parser read. So elements that the parser does not
know are not left out, and do not run together: markup that changed shows as words that are missing.

    <P>(1) Bees<SP>wax</SP></P><NEU>is sold.</NEU>      (1) Beeswax / is sold.   (`SP` is inline)
    <P>Hives<Nota>1) Old ones.</Nota></P>               Hives                (`Nota` is left out)
    <row><entry>4</entry><entry>weeks</entry></row>     4 / weeks
"""

from __future__ import annotations

from collections.abc import Container, Iterator

from crawler.formats import markup
from crawler.formats.markup import Element


def wording(
    element: Element, left_out: Container[str] = (), inline: Container[str] = frozenset()
) -> str:
    """Return the text of an element, line by line.

    Args:
        element: the root, or the element that holds the law.
        left_out: names of elements that are no law: notes, metadata, lists of contents.
        inline: names of elements that stand inside a word or line.
    """
    return "".join(_pieces(element, left_out, inline))


def _pieces(element: Element, left_out: Container[str], inline: Container[str]) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        name = markup.name(child)
        if name and name not in left_out:
            gap = "" if name in inline else "\n"
            yield gap
            yield from _pieces(child, left_out, inline)
            yield gap
        yield child.tail or ""
