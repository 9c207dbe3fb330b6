"""The published figures are whole, and say no more than they can."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.library import packaged_knowledge
from nlp.buyers import KINDS, LIABLE
from nlp.evaluate import evaluate
from nlp.files import read_yaml
from nlp.national import national_law
from nlp.page import accuracy
from nlp.published import (
    FIRST_LOOK,
    PUBLISHED,
    Published,
    buyer_figures,
    measure_sets,
    publish,
    published,
    published_figures,
    written_figures,
)
from nlp.reviewed import reviewed, still_made
from nlp.tagger.lexicon import languages

SHARED = Path(__file__).parents[3] / "shared"


def test_the_packaged_figures_cover_all_concepts() -> None:
    found = published()
    assert set(found.concepts) == set(packaged_knowledge().concepts)
    assert set(found.without_country) == set(found.countries)
    assert set(found.without_language) == set(found.languages)
    assert set(found.first_look) < set(found.languages)
    for score in (*found.concepts.values(), *found.languages.values(), found.buyer_liable):
        if score.precision and score.recall and score.f1 is not None:
            mean = 2 * score.precision * score.recall / (score.precision + score.recall)
            assert score.f1 == pytest.approx(mean, abs=0.001)


def test_every_language_has_a_first_look_or_a_reason() -> None:
    data = read_yaml(FIRST_LOOK)
    kinds = [set(data["measured"]), set(data["not_measured"]), set(data["no_labels"])]
    assert set.union(*kinds) == set(languages())
    assert sum(map(len, kinds)) == len(languages())
    assert published().first_look == data["measured"]


def test_figures_are_written_and_read_again(tmp_path: Path) -> None:
    target = tmp_path / "evaluation.json"
    publish(published(), target)
    assert Published.model_validate_json(target.read_text("utf-8")) == published()
    assert target.read_text("utf-8") == PUBLISHED.read_text("utf-8")
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.shared
def test_the_figures_are_those_of_this_tagger() -> None:
    gold, statutes = SHARED / "gold" / "dev", SHARED / "statutes"
    if not (gold.is_dir() and statutes.is_dir()):
        pytest.skip("labels and statutes are not beside the project")
    found = published_figures(
        evaluate(gold, statutes),
        measure_sets(statutes),
        still_made(statutes),
        published().measured,
    )
    assert found == published()


def test_scores_when_opened_add_up() -> None:
    looks = [found.first for found in published().sets.values()]
    for other in published().elsewhere.values():
        looks += [other.first, *([other.after] if other.after else [])]
    for look in looks:
        assert sum(s.support for s in look.concepts.values()) == look.together.support
        groups = look.countries or look.languages
        assert sum(s.support for s in groups.values()) == look.together.support


def test_the_figures_of_written_provisions_are_those_of_this_tagger() -> None:
    assert written_figures(published().measured) == published().written


def test_the_figures_of_sentences_about_buyers_are_those_of_this_tagger() -> None:
    assert buyer_figures(published().measured) == published().buyers


def test_buyers_stand_on_the_page() -> None:
    page = accuracy(published(), reviewed(), national_law())
    first, now = published().buyers.first, published().buyers.now
    assert f"seen, and\n{first.score.precision:.3f} of those" in page
    assert f"{now.score.recall:.3f} and {now.score.precision:.3f}. They stand" in page
    for kind in KINDS:
        tally = now.tally(kind)
        assert f"| {kind} | {tally.of} | {first.tally(kind).tagged} | {tally.tagged} |" in page
    for language in now.languages:
        tallies = [look.tally(*LIABLE, language=language) for look in (now, first)]
        of, today, opened = tallies[0].of, tallies[0].tagged, tallies[1].tagged
        assert f"| {language} | {of} | {opened} | {today} |" in page


def test_other_acts_stand_on_the_page() -> None:
    figures = published()
    page = accuracy(figures, reviewed(), national_law())
    for name in ("other acts", "further acts, half kept apart"):
        assert f"| {name}, when opened |" in page
    kept = figures.elsewhere["acts-kept"]
    assert f"| further acts, half kept apart, after the mending | {kept.labels} |" in page
    assert f"| written, half kept apart, today | {figures.written['kept'].labels} |" in page
    assert f"| still made today | {figures.still_made.right} | {figures.still_made.read} |" in page


def test_the_reading_over_national_law_stands_on_the_page() -> None:
    law = national_law()
    page = accuracy(published(), reviewed(), law)
    before, after, again = law.before.buyers, law.after.buyers, law.again.together()
    assert f"liable, {before.right} were right and {before.wrong} wrong" in page
    assert f"{after.right} and {after.wrong} after" in page
    assert f"drawn and judged: {again.share}" in page
    for reading in (law.before, law.after):
        for name, found in reading.by_concept().items():
            assert f"| {name} | " in page
            if found.share is not None:
                assert f"{found.made} | {found.share:.2f}" in page
