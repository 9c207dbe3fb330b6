"""The two enacted forms of an Irish act: XML with signs as elements, and the print page."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crawler.formats import whole
from crawler.parsing import Ask, FormatError
from crawler.sources.ie.format import read

ASK = Ask("ie", "ie-lending-act-2002", "en", "https://x.ie/xml", expect=("2002/act/99", "Lending"))

XML = b"""<?xml version="1.0"?>
<act><metadata><title>Lending of Books Act 2002</title><number>99</number><year>2002</year>
<dateofenactment>20020305</dateofenactment></metadata>
<frontmatter><acttoc><p><xref href="SEC1">1. Interpretation</xref></p></acttoc></frontmatter>
<body>
<part id="PART1"><title><p>PART 1</p><p>Preliminary</p></title>
<sect id="SEC1"><number>1.</number><title><p><b>Interpretation</b></p></title>
<p><b>1.</b> (1) <odq/>Book<cdq/> means a leabhar<emdash/>bound <ofada/>r loose.</p>
<p>(2) It costs <euro/>2.</p></sect></part>
<sect id="SEC1A"><number>1A.</number><title><p><b>Short title</b></p></title>
<p><b>1A.</b> This is the Lending Act.</p></sect>
</body></act>"""

ROW = """ <tr><td valign="top" class="language_link">
</td><td valign="top">
<a name="sec{n}"></a>
<p style="display:block;">
<small>{note}</small></p>
</td><td valign="top">
<p style="display:block;text-indent:1.00em;">
<b>{n}.</b>&mdash;{text}</p>
"""
CENTRED = '<tr><td></td><td></td><td><p style="display:block;text-align:center;">{}</p>\n'
PRINT = (
    '<html><body><div class="act-content" id="act"><table> <tr><td></td><td></td><td>'
    + CENTRED.format("<i>Number</i> 99 <i>of</i> 2002.")
    + CENTRED.format("<b>LENDING OF BOOKS ACT, 2002.</b>")
    + '<tr><td><p><a href="print.html#sec1">1.</a></p></td><td><p>Interpretation.</p></td></tr>'
    + "<tr><td></td><td></td><td><p>AN ACT TO LEND BOOKS. [5<i>th March</i>, 2002.]</p>"
    + CENTRED.format("PART I")
    + CENTRED.format("<small>Preliminary</small>")
    + ROW.format(n=1, note="Interpretation.", text="(1) A book is bound.")
    + "<tr><td></td><td></td><td><p>(2) A map is no book.</p>"
    + CENTRED.format("PART II")
    + CENTRED.format("Lending")
    + ROW.format(n=2, note="Lending.", text="A book is lent.")
    + CENTRED.format("SCHEDULE")
    + "<tr><td></td><td></td><td><p>Forms that are no section.</p>"
    + "<!--End Content--></table></div></body></html>"
)


def test_signs_of_the_xml_become_text() -> None:
    found = read(XML, ASK)
    assert [p.number for p in found.provisions] == ["1", "1a"]
    assert found.provisions[0].text == (
        "(1) “Book” means a leabhar—bound ór loose.\n(2) It costs €2."
    )
    assert found.provisions[0].context == ("PART 1 Preliminary",)
    assert (found.adopted, found.in_force) == ("2002-03-05", None)


def test_a_print_page_is_read_by_its_rows() -> None:
    found = read(PRINT.encode(), ASK)
    assert [(p.number, p.rubric, p.context, p.text) for p in found.provisions] == [
        (
            "1",
            "Interpretation",
            ("PART I Preliminary",),
            "(1) A book is bound.\n(2) A map is no book.",
        ),
        ("2", "Lending", ("PART II Lending",), "A book is lent."),
        ("schedule", "", (), "Forms that are no section."),
    ]
    assert (found.title, found.adopted) == ("LENDING OF BOOKS ACT, 2002", "2002-03-05")


NEW_PRINT = """<html><body><div id="act"><p>Number 99 of 2015</p><p>Lending of Books Act 2015</p>
<p><a href="#sec1">1. Short title</a></p><p>An Act to lend books. [<i>5th March</i>, 2015]</p>
<p style="text-align: center"><b>PART 1</b></p>
<p style="text-align: center"><b>Preliminary and General</b></p>
<a name="sec1"></a><p><b>Short title</b></p><p><b>1.</b> (1) This Act may be cited as the Lending
of Books Act 2015.</p><p>(2) <b>It</b> binds all.</p>
<p><b>Interpretation</b></p><p><a name="sec2a"></a><b>2A.</b> In this Act&mdash;</p>
<p>&ldquo;book&rdquo; has <a href="/1999/act/1/print.html#sec77">covers</a>.</p>
<p style="text-align:center"><b>SCHEDULE 1</b></p><p style="text-align:center">Books not lent</p>
<p>Atlases.</p></div></body></html>"""


def test_a_newer_print_page_has_bold_notes_and_a_title_in_mixed_case() -> None:
    read_text = read(NEW_PRINT.encode(), replace(ASK, expect=("2015/act/99", "Lending")))
    assert [(p.number, p.rubric, p.context, p.text) for p in read_text.provisions] == [
        (
            "1",
            "Short title",
            ("PART 1 Preliminary and General",),
            "(1) This Act may be cited as the Lending of Books Act 2015.\n(2) It binds all.",
        ),
        (
            "2a",
            "Interpretation",
            ("PART 1 Preliminary and General",),
            "In this Act—\n“book” has covers.",
        ),
        ("schedule-1", "", (), "Books not lent\nAtlases."),
    ]
    assert (read_text.title, read_text.adopted) == ("Lending of Books Act 2015", "2015-03-05")
    assert whole.unread([read_text]) == ""


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (XML[:-30], "not well-formed"),
        (XML.replace(b">99<", b">98<"), "this is not"),
        (PRINT.replace('name="sec', 'id="sec').encode(), "has no section"),
        (PRINT[:-40].encode(), "breaks off"),
        (PRINT.replace("#sec1", "#sec3").encode(), "not in the text: 3"),
    ],
)
def test_what_is_not_the_act_is_refused(body: bytes, says: str) -> None:
    with pytest.raises(FormatError, match=says):
        read(body, ASK)
