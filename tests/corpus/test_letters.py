"""Normal forms are Unicode's for all that is written, and linear for all that is not."""

from __future__ import annotations

import sys
import unicodedata
from typing import Literal, get_args

from hypothesis import given
from hypothesis import strategies as st

from corpus import letters
from corpus.letters import normalized

Form = Literal["NFC", "NFD", "NFKC", "NFKD"]


MARKS = st.characters(min_codepoint=0x300, max_codepoint=0x36F)


@given(st.sampled_from(get_args(Form)), st.text(st.one_of(st.sampled_from("aeoAöéﷺ가"), MARKS)))
def test_the_form_is_that_of_unicode(form: Form, text: str) -> None:
    short = text[:30]
    assert normalized(form, short) == unicodedata.normalize(form, short)
    joined = " ".join([short] * 5)
    assert normalized(form, joined) == unicodedata.normalize(form, joined)


def test_no_mark_is_lost_where_too_many_follow_each_other() -> None:
    marks = "\u0301\u0327" * 500
    assert sorted(normalized("NFD", "a" + marks)) == sorted("a" + marks)


def test_all_combining_marks_are_known() -> None:
    marks = [c for c in map(chr, range(sys.maxunicode + 1)) if unicodedata.combining(c)]
    assert not [c for c in marks if not letters._mark().match(c)]
