"""An index that other code wrote is known without a number that somebody raises."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.library import Knowledge
from corpus.store import Library
from search_app import build
from search_app.build import index_mark, is_indexed
from search_app.commands.site import open_site
from search_app.index import code
from search_app.index.code import CLUSTER, EMBEDDED, HOME, code_mark, is_of_this_code, marked
from search_app.index.elastic.mapping import VERSION
from search_app.paths import DataFolder


def test_the_mark_changes_with_a_module_and_only_with_it(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("1")
    (tmp_path / "b.py").write_text("1")
    both = code_mark(("a", "b"), tmp_path)
    code_mark.cache_clear()
    assert code_mark(("a", "b"), tmp_path) == both
    (tmp_path / "b.py").write_text("2")
    code_mark.cache_clear()
    assert code_mark(("a", "b"), tmp_path) != both
    assert code_mark(("a",), tmp_path) != both


def test_all_named_modules_are_there_and_the_layout_is_a_number_that_a_template_may_have() -> None:
    assert all((HOME / f"{name}.py").is_file() for name in (*EMBEDDED, *CLUSTER))
    assert 0 <= VERSION < 2**31


def test_a_generation_tells_which_code_wrote_it() -> None:
    assert is_of_this_code(marked("texts"))
    assert is_of_this_code("0f4a3aa2"), "earlier releases say nothing"
    assert not is_of_this_code("texts 0123456789abcdef")


def test_an_index_of_other_code_is_built_anew_and_a_site_says_so(
    built: DataFolder,
    knowledge: Knowledge,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with Library(built.library, readonly=True) as library:
        assert is_indexed(built, library)
        open_site(built, knowledge)
        assert "another version of the program" not in capsys.readouterr().err
        before = index_mark(library)
        monkeypatch.setattr(code, "code_mark", lambda _: "0123456789abcdef")
        assert build.index_mark(library) != before
        assert not is_indexed(built, library)
    open_site(built, knowledge)
    assert "was written by another version of the program" in capsys.readouterr().err
