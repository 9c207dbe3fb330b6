"""Every format reads its answers as expected, and refuses those that are not the instrument."""

from __future__ import annotations

from typing import Any

import pytest

from crawler.parsing import FormatError
from crawler.sources import sources
from crawler.spiders import SourceSpiderLoader
from tests.crawler import answers

BROKEN = [(name, case) for name in answers.names() for case in answers.cases(name, "broken")]
VARIANTS = [(name, case) for name in answers.names() for case in answers.cases(name, "variants")]


def test_every_source_has_a_spider_and_answers() -> None:
    loader = SourceSpiderLoader()
    assert loader.list() == sorted(sources())
    assert all(loader.load(name).source == source for name, source in sources().items())
    assert answers.names() == sorted(sources())


@pytest.mark.parametrize("source", answers.names())
def test_the_answers_are_read_as_expected(source: str) -> None:
    found = answers.plain(*answers.read(source))
    wanted = answers.expected(source)
    assert {key: found[key] for key in wanted} == wanted
    assert found["provisions"]


@pytest.mark.parametrize(
    ("source", "case"), BROKEN, ids=[f"{name}: {case['what']}" for name, case in BROKEN]
)
def test_an_answer_that_is_not_the_act_is_refused(source: str, case: dict[str, Any]) -> None:
    if case["status"] != 200:
        pytest.skip("the status tells; tried with the spider")
    with pytest.raises(FormatError) as caught:
        answers.read(source, {case["url"]: answers.body(source, case)})
    assert case.get("says", "").casefold() in str(caught.value).casefold()


@pytest.mark.parametrize(
    ("source", "case"), VARIANTS, ids=[f"{name}: {case['what']}" for name, case in VARIANTS]
)
def test_a_variant_is_read_like_the_usual_form(source: str, case: dict[str, Any]) -> None:
    found = answers.plain(*answers.read(source, {case["url"]: answers.body(source, case)}))
    wanted = case.get("expected") or answers.expected(source)
    assert {key: found[key] for key in wanted} == wanted


@pytest.mark.parametrize("source", answers.names())
def test_each_source_has_the_broken_answers_that_matter(source: str) -> None:
    assert len(answers.table(source)["broken"]) >= 2


def test_every_file_is_a_response_or_what_must_come_of_them() -> None:
    for source in answers.names():
        routes = answers.table(source)
        cases = [*routes["broken"], *routes.get("variants", ())]
        named = {c[k] for c in [*routes["routes"], *cases] for k in ("file", "from") if k in c}
        held = {path.name for path in answers.folder(source).iterdir()}
        assert held == named | {"routes.yaml", "expected.json"}, source


@pytest.mark.parametrize(
    ("source", "number", "portal_id"),
    [
        ("es", "2-bis", "a2bis"),
        ("fi", "2:1", "chp_2__sec_1v20220211"),
        ("fr", "2-1", "LEGIARTI990000000002"),
        ("lu", "2-bis", "art_2bis"),
        ("ro", "2^1", "901#id_artA112"),
        ("dk", "2", "2020/77#p"),
    ],
)
def test_a_provision_keeps_what_the_publisher_calls_it(
    source: str, number: str, portal_id: str
) -> None:
    _, version = answers.read(source)
    assert {p.number: p.portal_id for p in version.provisions}[number] == portal_id


@pytest.mark.parametrize(
    ("source", "force", "form"),
    [
        ("eu", "in-force", "consolidated"),
        ("fi", "in-force", "consolidated"),
        ("de", "in-force", "consolidated"),
        ("lu", "in-force", "consolidated"),
        ("dk", "unknown", "consolidated"),
        ("gr", "unknown", "as-enacted"),
        ("hr", "unknown", "as-enacted"),
        ("pl", "unknown", "consolidated"),
    ],
)
def test_a_version_says_what_kind_of_text_it_is_and_whose(
    source: str, force: str, form: str
) -> None:
    collector, version = answers.read(source)
    kind = version.text_kind
    assert (kind.extent, kind.force, kind.form) == ("whole", force, form)
    assert version.origin == collector.source.publisher
    assert version.licence == collector.source.licence
