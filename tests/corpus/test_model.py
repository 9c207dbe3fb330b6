"""What the models of the curated knowledge refuse."""

from __future__ import annotations

import pytest

from corpus.model import Rendering

WRAPPED = (
    "(1) An offence is committed by anyone who pays or gives, or offers or promises to pay, money\n"
    "or another reward to some person.\n"
    "A further sentence that is as long as an editor makes a line, and that is wrapped within any\n"
    "other sentence."
)
LIST = (
    "A person who commits one of these deeds within an attack on the civilian population, one of\n"
    "a) another inhuman deed,\n"
    "is punished by imprisonment."
)


def _rendering(text: str) -> Rendering:
    return Rendering(
        instrument="ie-act",
        provision="s. 1",
        heading="Heading",
        text=text,
        state="2022-12-22",
        concepts=("purchase",),
    )


def test_a_rendering_that_was_wrapped_in_mid_sentence_is_refused() -> None:
    with pytest.raises(ValueError, match=r"a line ends in mid-sentence: '….*wrapped within any'"):
        _rendering(WRAPPED)


def test_the_items_of_a_list_stand_on_lines_of_their_own() -> None:
    assert _rendering(LIST).text == LIST
    joined = WRAPPED.replace("\n", " ")
    assert _rendering(joined).text == joined
