"""Text whose letters were replaced by marks is refused; questions and Greek repairs are not."""

from __future__ import annotations

import pytest

from crawler.formats import lost_letters
from crawler.parsing import FormatError

WORDS = "Bees are kept in a hive " * 20


@pytest.mark.parametrize(
    "damaged",
    ["L?gea ocrote?te albinele", "Les abeilles, ? savoir o? elles volent", "\ufffdn stup \ufffd"],
)
def test_letters_that_were_lost_are_found(damaged: str) -> None:
    with pytest.raises(FormatError, match="letters were lost: 2 words"):
        lost_letters.refuse(damaged)


@pytest.mark.parametrize(
    "text",
    [
        "Is this a hive?",
        f"{WORDS} Is it? Why?",
        "πορ?νεία και μέ?λισσα και κυψέ?λη",
        "https://bees.example/?p=1 https://bees.example/a?p=2 https://bees.example/?p=3",
        "",
    ],
)
def test_questions_divided_greek_words_and_addresses_are_left_alone(text: str) -> None:
    lost_letters.refuse(text)


def test_the_mark_is_counted_against_the_words() -> None:
    with pytest.raises(FormatError):
        lost_letters.refuse(f"{WORDS} L?gea ocrote?te albin?le")
