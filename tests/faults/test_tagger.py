"""The tagger on hostile provisions: it takes time in proportion to the text, and never fails."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import nlp
from nlp.tagger.cues import cues_of
from nlp.tagger.lexicon import languages
from tests.faults.conftest import LONG, Tally
from tests.faults.growth import MOST, growth

_FILES = sorted((Path(__file__).parents[1] / "nlp" / "tagger" / "properties").glob("*.yaml"))
SENTENCES = {
    path.stem: [
        text for texts in yaml.safe_load(path.read_text("utf-8"))["must"].values() for text in texts
    ]
    for path in _FILES
}
LANGUAGES = sorted(SENTENCES) if LONG else ["sv", "fr"]
_MONEY = "fine 100 EUR imprisonment 2 years or 3 to 4 months "
SHAPES: dict[str, Callable[[str], str]] = {
    "sentences": lambda text: text.rstrip(".") + ". ",
    "no stop": lambda text: text.replace(".", "") + " ",
    "paragraphs": lambda text: f"(1) {text}\n\n",
    "no space": lambda text: text.replace(" ", "."),
    "money": lambda text: f"{text.replace('.', '')} {_MONEY}",
    "abbreviations": lambda text: f"{text.rstrip('.')} art. § s. ",
}
BORING = ["(", ".", "a\u0301\u0327", "1", "1.", "§ ", "!a.", "\n", "2 ", "\u00ad", "'", "ﷺ"]


def test_every_language_is_tried() -> None:
    assert set(SENTENCES) == set(languages())


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_long_provision_is_tagged_in_linear_time(language: str, shape: str) -> None:
    once = "".join(map(SHAPES[shape], SENTENCES[language]))
    nlp.tag_provision(once, language)

    def run(size: int) -> None:
        text = (once * (size // len(once) + 1))[:size]
        nlp.tag_provision(text, language)
        cues_of(text, language)

    assert growth(run, 2000, 512_000) <= MOST


@pytest.mark.parametrize("unit", BORING)
def test_what_no_language_has_is_read_in_linear_time(unit: str) -> None:
    # the sentence opens the gate, so that the rest is read too
    sentence = SENTENCES["sv"][0]

    def run(size: int) -> None:
        nlp.tag_provision(f"{sentence} {unit * (size // len(unit))} {sentence}", "sv")

    assert growth(run, 2000, 512_000 if LONG else 64_000) <= MOST


_NUMBERS = st.sampled_from(
    ["0", "1", "½", "٣", "²", "1.5", "10" * 30, "1 000", "1.000,50", "-3", "1e9", "XIV", "二"]
)
_HOSTILE = st.sampled_from(
    ["\x00", "\x1b[2J", "\u202e", "\n\n", "(1) ", "…", "€", "$", "§", "kr", "..", ", ", " "]
)


def test_any_text_is_tagged(tally: Callable[[str], Tally]) -> None:
    counted = tally("tagging of random provisions")
    counted.note = "no exception, spans within the text, the same result twice"

    @given(st.data())
    @settings(max_examples=5000 if LONG else 50, deadline=None, database=None)
    def one(data: st.DataObject) -> None:
        language = data.draw(st.sampled_from(sorted(SENTENCES) if LONG else ["sv", "fr", "mt"]))
        words = sorted({word for text in SENTENCES[language] for word in text.split()})
        part = st.one_of(
            st.sampled_from(SENTENCES[language]), st.sampled_from(words), _NUMBERS, _HOSTILE,
            st.text(max_size=5),
        )  # fmt: skip
        text = " ".join(data.draw(st.lists(part, max_size=40)))
        counted.count()
        found = nlp.tag_provision(text, language)
        spans = [*found.penalty_spans, *(span for tag in found.tags for span in tag.spans)]
        assert all(0 <= span.start < span.end <= len(text) for span in spans)
        assert found == nlp.tag_provision(text, language)
        for places in cues_of(text, language).values():
            assert all(0 <= start < end <= len(text) for start, end in places)

    one()
