"""What a provision said on a day: periods of the same words, and how sure that is."""

from __future__ import annotations

import datetime as dt

import pytest

from corpus.periods import ProvisionHistory, provision_history
from corpus.stored import StoredProvision, TextCopy
from corpus.texts import Form, Provision
from corpus.wordings import DatedWording


def dated(
    day: str, text: str | None, basis: str = "collection", source: str = "git", whole: str = ""
) -> DatedWording:
    return DatedWording(
        instrument="se-x",
        language="sv",
        source=source,
        day=day,
        basis=basis,
        reform=f"r {day}",
        place="c:f.md",
        extent="whole",
        content_hash=whole or f"{day}{source}",
        obtained_at="2026-11-30",
        heading="1 §",
        rubric="",
        text=text,
    )


def held(as_of: str | None, text: str, form: Form = "consolidated") -> StoredProvision:
    copy = TextCopy("whole", "in-force", form, "a file", "", "", retrieved=False, current=True)
    return StoredProvision(
        1, "se-x.1", "se", "se-x", "Lag", "statute", "sv", as_of, "", "https://law.example/",
        "2026-11-30", "h", Provision(number="1", heading="1 §", text=text), None, {}, copy,
    )  # fmt: skip


def words(history: ProvisionHistory) -> list[tuple[str, str, str | None, int]]:
    return [(p.first, p.last, p.text, p.texts) for p in history.periods]


def test_texts_with_the_same_words_are_one_period() -> None:
    history = provision_history(
        [dated("2014-01-01", "C."), dated("2012-01-01", "A."), dated("2010-01-01", "A.")], []
    )
    assert words(history) == [
        ("2010-01-01", "2012-01-01", "A.", 2),
        ("2014-01-01",) * 2 + ("C.", 1),
    ]
    assert history.periods[1].reform == "r 2014-01-01"


@pytest.mark.parametrize(
    "other",
    [
        "(1)  Den som köper – en *sexuell* tjänst\ndöms till böter.",
        "(1) Den som köper - en _sexuell_ [tjänst]\n\ndöms till böter .",
        "( 1 ) Den som köper − en sexuell\u00a0tjänst döms till bö\u00adter.",
    ],
)
def test_formatting_is_no_amendment(other: str) -> None:
    first = "(1) Den som köper – en sexuell tjänst döms till böter."
    assert (
        len(provision_history([dated("2010-01-01", first), dated("2011-01-01", other)], []).periods)
        == 1
    )


@pytest.mark.parametrize(
    "other",
    [
        "Den som köper döms till fängelse.",
        "Den som köper döms till böter 1.",
        "Den som köper döms till böter?",
    ],
)
def test_other_words_are_an_amendment(other: str) -> None:
    first = "Den som köper döms till böter."
    history = provision_history([dated("2010-01-01", first), dated("2011-01-01", other)], [])
    assert len(history.periods) == 2


def test_a_provision_begins_with_its_words_and_can_be_repealed() -> None:
    texts = [dated("2009-01-01", None), dated("2010-01-01", "A."), dated("2011-01-01", None)]
    assert words(provision_history(texts, [])) == [
        ("2010-01-01", "2010-01-01", "A.", 1), ("2011-01-01", "2011-01-01", None, 1)
    ]  # fmt: skip


def test_the_longer_history_counts_and_of_two_alike_that_of_the_portal() -> None:
    texts = [
        dated("2010-01-01", "A"),
        dated("2011-01-01", "B"),
        dated("2010-01-01", "c", source="x"),
    ]
    assert [p.text for p in provision_history(texts, []).periods] == ["A", "B"]
    portal = [dated("2012-01-01", "d", "portal", "a"), dated("2013-01-01", "e", "state", "a")]
    assert [p.text for p in provision_history([*texts, *portal], []).periods] == ["d", "e"]


def test_held_texts_go_on_where_the_history_ends() -> None:
    texts = [dated("2010-01-01", "A."), dated("2014-01-01", "B.")]
    versions = [
        held("2012", "A  ."),
        held("2020-05-01", "B."),
        held("2022", "C."),
        held(None, "D."),
    ]
    assert words(provision_history(texts, [*versions, held("2023", "E.", "amending")])) == [
        ("2010-01-01", "2010-01-01", "A.", 1), ("2014-01-01", "2020-05-01", "B.", 2),
        ("2022", "2022", "C.", 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "how", "text"),
    [
        ("2009-12-31", "before", None),
        ("2010-01-01", "sure", "A."),
        ("2011-06-01", "sure", "A."),
        ("2013-01-01", "dated", "A."),
        ("2014-01-01", "sure", "B."),
        ("2015-01-01", "between", "B."),
        ("2022-12-31", "sure", "C."),
        ("2023-01-01", "newest", "C."),
    ],
)
def test_a_day_has_a_wording_and_how_sure_it_is(day: str, how: str, text: str | None) -> None:
    texts = [dated("2010-01-01", "A."), dated("2012-01-01", "A."), dated("2014-01-01", "B.")]
    history = provision_history(texts, [held("2022", "C.")])
    found = history.on(dt.date.fromisoformat(day))
    assert (found.how, found.period.text if found.period else None) == (how, text)


def test_reforms_that_change_nothing_make_a_source_doubtful() -> None:
    texts = [
        dated("2010-01-01", "A.", whole="same"), dated("2012-01-01", "A.", whole="same"),
        dated("2014-01-01", "B."),
    ]  # fmt: skip
    history = provision_history(texts, [])
    assert (history.reforms, history.idle, history.doubtful) == (2, 1, True)
    assert history.on(dt.date(2011, 1, 1)).how == "doubtful"
    seen = [dated("2010-01-01", "A.", whole="s"), dated("2012-01-01", "A.", "seen", whole="s")]
    assert provision_history(seen, []).idle == 0


def test_one_reform_of_many_that_changes_nothing_is_no_reason_to_doubt() -> None:
    years = [dated(f"{year}-01-01", f"{year}.") for year in range(2010, 2016)]
    history = provision_history([*years, dated("2016-01-01", "2015.", whole="2015-01-01git")], [])
    assert (history.reforms, history.idle, history.doubtful) == (6, 1, False)


def test_without_texts_there_is_no_history() -> None:
    assert provision_history([], []).on(dt.date(2020, 1, 1)).how == "before"
