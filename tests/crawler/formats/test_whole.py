"""What proves that a response is whole, and how much of its words ended in provisions."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.texts import Provision
from crawler.formats import formats, whole
from crawler.parsing import Ask, FormatError, ParsedText
from crawler.sources import sources
from tests.crawler import answers

ASK = Ask("be", "be-abeilles", "fr", "https://law.example/")
BEES = Provision(
    number="1", heading="Art. 1", rubric="Of bees", context=("Book I", "Title 1"),
    text="Bees fly where they like, and nobody may keep them from it.",
)  # fmt: skip
HIVES = BEES.model_copy(update={"number": "2", "heading": "Art. 2", "text": "Hives stand still."})
BODY = "\n".join(
    ("Book I", "Title 1", "Art. 1", "Of bees", BEES.text, "Art. 2", "Of bees", HIVES.text)
)
READ = ParsedText(provisions=(BEES, HIVES), body=BODY)


def test_a_text_of_which_nothing_is_lost_makes_no_warning() -> None:
    assert whole.unread([READ]) == ""
    hyphens = replace(READ, body=BODY.replace("nobody", "no\u00adbody").upper())
    assert whole.unread([hyphens]) == ""
    assert whole.unread([replace(READ, body="")]) == ""
    assert whole.unread([]) == ""


def test_the_share_that_is_lost_is_told_with_its_words() -> None:
    said = whole.unread([replace(READ, body=BODY + "\nAnnex: clover, thyme")])
    assert said == (
        "90.0% of the words of the text ended in provisions, expected at least 98%; missing are:"
        " annex clover thyme …"
    )


def test_a_word_that_stands_twice_must_be_read_twice() -> None:
    assert whole.unread([replace(READ, body=f"{BODY} {HIVES.text}")])
    again = HIVES.model_copy(update={"number": "3", "heading": ""})
    assert not whole.unread(
        [replace(READ, body=f"{BODY} {HIVES.text}", provisions=(BEES, HIVES, again))]
    )


def test_the_heading_of_a_division_counts_once_for_all_below_it() -> None:
    body = BODY.replace("Art. 2", "Title 1 Art. 2")
    assert "missing are: title" in whole.unread([replace(READ, body=body)])


def test_the_responses_of_an_instrument_are_measured_together() -> None:
    long = ParsedText(provisions=(BEES,) * 40, body=f"{BEES.text} " * 40)
    short = ParsedText(body="Annex")
    assert whole.unread([short]).startswith("0.0% of the words")
    assert whole.unread([long, short]) == ""


def test_a_crawl_warns_of_what_was_lost() -> None:
    act = answers.folder("nl") / "act.xml"
    url = answers.table("nl")["routes"][1]["url"]
    lost = "<wijzigingen><p>Niemand las deze woorden, die toch in de wet staan.</p></wijzigingen>"
    body = act.read_bytes().replace(b"</wettekst>", f"{lost}</wettekst>".encode())
    assert answers.read("nl")[0].warnings(answers.read("nl")[1]) == []
    collector, version = answers.read("nl", {url: body})
    (warning,) = collector.warnings(version)
    assert "niemand las woorden die toch" in warning


def test_a_contents_list_is_held_against_the_text() -> None:
    listed = [str(number) for number in range(1, 201)]
    assert whole.contents(ASK, listed, listed) == ()
    assert whole.contents(ASK, [], listed) == ()
    few = whole.contents(ASK, listed, [n for n in listed if n != "33"])
    assert few == ("1 of 200 entries of the contents list are not in the text: 33.",)
    with pytest.raises(FormatError, match="1 of 200 entries"):
        whole.contents(ASK, listed, listed[:-1])
    with pytest.raises(FormatError, match="be-abeilles: 5 of 200 entries"):
        whole.contents(ASK, listed, [*listed[:50], *listed[55:]])


@pytest.mark.parametrize("source", answers.names())
def test_every_format_tells_its_body_and_is_read_to_the_last_word(source: str) -> None:
    """Or says why the share of its words would mean nothing."""
    collector, _ = answers.read(source)
    measured = any(text.body for text in collector.parsed.values())
    assert measured or sources()[source].format in whole.UNMEASURED
    assert whole.unread(collector.parsed.values()) == ""


def test_every_format_says_what_proves_that_a_response_is_whole() -> None:
    assert set(whole.PROOFS) == set(formats())
    assert set(whole.UNMEASURED) < set(formats())
