"""Letters of a wrong script, and words that a source divided."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.markdown import parse_statute
from corpus.repair import divided, mended, one_script


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("νoμoς τoυ", "νομος του"), ("vα", "να"), ("τov", "τον"), ("NOMOΣ", "ΝΟΜΟΣ"),
        ("зaкoн", "закон"), ("Chambre Α", "Chambre Α"), ("Βusiness", "Βusiness"),
        ("ΙV", "ΙV"), ("αé", "αé"), ("éοo", "éοο"),
        ("straße", "straße"), ("κόμμα TV", "κόμμα TV"), ("", ""),
    ],
)  # fmt: skip
def test_a_word_has_one_script(written: str, meant: str) -> None:
    assert one_script(written) == meant


@given(st.text(alphabet="αβνοΝΣaonvTs зкоaн?.\u00ad ", max_size=40))
def test_every_character_keeps_its_place(text: str) -> None:
    found = mended(text)
    assert len(found) == len(text)
    assert mended(found) == found


@given(st.text(alphabet="abcdefgXYZ .,?", max_size=40))
def test_a_text_in_latin_letters_stays(text: str) -> None:
    assert mended(text) == text


def test_a_divided_word_gets_a_soft_hyphen() -> None:
    assert divided("η προ?στασία; Ποιος; τι?") == "η προ\u00adστασία; Ποιος; τι?"
    assert divided("what?who") == "what?who"


@pytest.mark.parametrize(
    ("text", "rubric", "left"),
    [
        ("Στέγη προσώπων\n\n7. Το πρόσωπο έχει στέγη.", "Στέγη προσώπων", "7. Το πρόσωπο"),
        ("Στέγη προσώπων\n\n7Α.-(1) Το πρόσωπο.", "Στέγη προσώπων", "7Α.-(1)"),
        ("Το πρόσωπο έχει στέγη.\n\n2. Άλλο.", "", "Το πρόσωπο"),
        ("Όποιος αγοράζει τιμωρείται", "", "Όποιος"),
    ],
)
def test_the_first_line_of_a_greek_article_is_its_rubric(text: str, rubric: str, left: str) -> None:
    head = "---\ntitle: Ν\nidentifier: N 1\ncountry: cy\nlanguage: el\n---\n\n"
    (provision,) = parse_statute(f"{head}## Άρθρο 7\n\n{text}\n".encode(), "n").provisions
    assert provision.rubric == rubric
    assert provision.text.startswith(left)
