"""The published figures are whole, and say no more than they can."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.library import packaged_knowledge
from nlp.evaluation.evaluate import evaluate
from nlp.evaluation.figures import Published
from nlp.evaluation.published import (
    FIRST_LOOK,
    PUBLISHED,
    buyer_figures,
    measure_sets,
    publish,
    published,
    published_figures,
    written_figures,
)
from nlp.evaluation.review import still_made
from nlp.files import read_yaml
from nlp.tagger.lexicon import languages

SHARED = Path(__file__).parents[4] / "shared"


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
