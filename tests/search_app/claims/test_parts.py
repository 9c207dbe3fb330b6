"""The parts of the engine: phrases are validated, truth values combine, quantities count."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.yamlfile import CorpusError, YamlFile
from search_app.claims.counting import quantity_holds
from search_app.claims.phrases import HERE, PhraseBook, languages, phrase_book
from search_app.claims.statement import Subjects
from search_app.claims.truth import Truth, all_of, negated

YES, PARTLY, NO, UNKNOWN = Truth.YES, Truth.PARTLY, Truth.NO, Truth.UNKNOWN


def test_every_language_has_phrases_and_english_comes_first() -> None:
    assert languages() == ("en", "de", "fr", "sv")
    for language in languages():
        book = phrase_book(language)
        assert book.language == language
        assert not book.small & book.blocked


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{BUY} {SEX}", "{NOWHERE} {SEX}"),
        ("{BUY} {SEX}", "(unclosed"),
        ("  begins:", "  no-such-kind:"),
    ],
)
def test_a_faulty_book_is_refused(tmp_path: Path, old: str, new: str) -> None:
    text = (HERE / "en.yaml").read_text()
    assert old in text
    file = tmp_path / "en.yaml"
    file.write_text(text.replace(old, new, 1))
    with pytest.raises(CorpusError):
        YamlFile(file, "en.yaml").parse(PhraseBook)


def test_truth_values() -> None:
    assert all_of([YES, UNKNOWN, NO]) is NO
    assert all_of([YES, PARTLY, UNKNOWN]) is UNKNOWN
    assert all_of([]) is YES
    assert [negated(v) for v in (YES, PARTLY, NO, UNKNOWN)] == [NO, PARTLY, YES, UNKNOWN]


@pytest.mark.parametrize(
    ("subjects", "truth"),
    [
        (Subjects("count", (), 2), YES),
        (Subjects("count", (), 3), UNKNOWN),
        (Subjects("count", (), 4), NO),
        (Subjects("count", (), 1), NO),
        (Subjects("count", ("de",), 2), NO),
        (Subjects("least", (), 2), YES),
        (Subjects("least", (), 4), NO),
        (Subjects("most", (), 1), NO),
        (Subjects("all"), NO),
        (Subjects("none"), NO),
        (Subjects("only", ("se", "fr")), YES),
        (Subjects("only", ("se",)), NO),
        (Subjects("only", ("se", "de")), NO),
        (Subjects("each", ("se", "fi")), PARTLY),
    ],
)
def test_quantities(subjects: Subjects, truth: Truth) -> None:
    values = {"se": YES, "fr": YES, "fi": PARTLY, "de": NO}
    assert quantity_holds(subjects, values) is truth
