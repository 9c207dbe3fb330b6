"""A mutation makes the fault that it is named for, and one that makes none fails."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest

from tests.crawler import answers
from tests.crawler.mutations import MUTATIONS, mutated

JSON = b'{"acts": [{"title": "Bees", "names": {"short": "B"}}, {"title": "Wax", "names": {}}]}'


@pytest.mark.parametrize(
    ("body", "made", "result"),
    [
        ("<p>wax</p>", {"cut": 0.5}, "<p>wa"),
        ("<p>wax</p>", {"replace": {"p>": "q>", "wax": "bee"}}, "<q>bee</q>"),
        ("<a><b>x</b></a><a>y</a>", {"remove": [["<b>", "</a>"]]}, "<a></a><a>y</a>"),
        ("abc", {"remove": [["b", ""]]}, "a"),
        ("abc", {"sent": "KO"}, "KO"),
        ("<p/>", {"replace": {"p": "q"}, "cut": 0.75}, "<q/"),
    ],
)
def test_text_is_mutated(body: str, made: dict[str, Any], result: str) -> None:
    assert mutated(body.encode(), made, "utf-8") == result.encode()


@pytest.mark.parametrize(
    ("made", "result"),
    [
        ({"fields": {"acts/0/title": None}}, b'{"title": null, "names"'),
        ({"lacks": ["acts/0/names/short"]}, b'{"title": "Bees", "names": {}}'),
        ({"lacks": ["acts/1"]}, b'"B"}}]}'),
        ({"listed": ["acts/*/names"]}, b'"names": [{"short": "B"}]'),
        ({"lacks": ["acts/1"], "unlisted": ["acts"]}, b'{"acts": {"title": "Bees"'),
    ],
)
def test_json_is_mutated(made: dict[str, Any], result: bytes) -> None:
    assert result in mutated(JSON, made, "utf-8")


def test_the_first_file_of_a_zip_is_mutated_and_the_others_stay() -> None:
    packed = mutated("é".encode(), {"zipped": "a.xml"}, "utf-8")
    with zipfile.ZipFile(io.BytesIO(packed), "a") as archive:
        assert archive.namelist() == ["a.xml"]
    assert mutated(packed, {"encode": "latin-1", "unzipped": ""}, "utf-8") == b"\xe9"
    whole = mutated(
        (answers.folder("de") / "act.zip").read_bytes(), {"replace": {"norm": "rule"}}, "utf-8"
    )
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        assert len(archive.namelist()) == 2


@pytest.mark.parametrize(
    "made", [{"replace": {"q": "p"}}, {"encode": "utf-8"}, {"cut": 1.0}, {"replace": {"p": "p"}}]
)
def test_a_mutation_that_changes_nothing_fails(made: dict[str, Any]) -> None:
    with pytest.raises(AssertionError):
        mutated(b"<p>", made, "utf-8")


def test_every_mutation_is_used_and_says_what_it_does() -> None:
    used = {
        mutation
        for name in answers.names()
        for kind in ("broken", "variants")
        for case in answers.cases(name, kind)
        for mutation in case.get("made", ())
    }
    assert used == set(MUTATIONS)
    assert all((mutation.__doc__ or "").count("\n") == 0 for mutation in MUTATIONS.values())
    assert all(mutation.__doc__ for mutation in MUTATIONS.values())
