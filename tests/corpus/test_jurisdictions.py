"""A jurisdiction is read from its folder: a file or a folder for each list, faults with place."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.jurisdictions import folders
from corpus.library import load_knowledge
from corpus.yamlfile import CorpusError


def faults(home: Path) -> tuple[str, ...]:
    with pytest.raises(CorpusError) as caught:
        load_knowledge(home)
    return caught.value.lines


def move_regulation(home: Path) -> Path:
    """Spread the answers of the made-up state over two files; return the second."""
    whole = home / "states/xx/answers.yaml"
    first, second = whole.read_text("utf-8").split("  regulation:")
    (home / "states/xx/answers").mkdir()
    (home / "states/xx/answers/a.yaml").write_text(first, "utf-8")
    target = home / "states/xx/answers/b.yaml"
    target.write_text(f"answers:\n  regulation:{second}", "utf-8")
    whole.unlink()
    return target


def test_a_long_list_may_stand_in_several_files(corpus_home: Path) -> None:
    before = load_knowledge(corpus_home).jurisdictions
    move_regulation(corpus_home)
    assert load_knowledge(corpus_home).jurisdictions == before


def test_a_fault_names_the_file_of_several_and_its_line(corpus_home: Path) -> None:
    path = move_regulation(corpus_home)
    path.write_text(path.read_text("utf-8").replace("sources: [code]", "sources: [coed]"), "utf-8")
    (fault,) = faults(corpus_home)
    assert fault.startswith("corpus/states/xx/answers/b.yaml:8: answers.regulation[0].sources:")


def test_an_answer_in_two_files_is_refused(corpus_home: Path) -> None:
    path = move_regulation(corpus_home)
    path.write_text(path.read_text("utf-8").replace("regulation:", "purchase-adult:"), "utf-8")
    (fault,) = faults(corpus_home)
    assert fault == (
        "corpus/states/xx/answers/b.yaml:2: answers.purchase-adult: it stands in another file too"
    )


def test_each_list_belongs_in_its_own_file(corpus_home: Path) -> None:
    path = corpus_home / "states/xx/sources.yaml"
    path.write_text(path.read_text("utf-8") + "events: []\n", "utf-8")
    (fault,) = faults(corpus_home)
    assert fault.endswith("events: it belongs in events.yaml")


def test_a_folder_without_its_main_file_is_a_fault(corpus_home: Path) -> None:
    (corpus_home / "states/yy").mkdir()
    assert faults(corpus_home) == ("corpus/states/yy/jurisdiction.yaml: missing",)


def test_the_folder_bears_the_code(corpus_home: Path) -> None:
    (corpus_home / "states/xx").rename(corpus_home / "states/yy")
    assert faults(corpus_home) == (
        "corpus/states/yy/jurisdiction.yaml:2: code: the folder is that of 'yy'",
    )


def test_the_union_has_a_folder_of_its_own(corpus_home: Path) -> None:
    (corpus_home / "states/xx").rename(corpus_home / "union")
    assert [code for code, _ in folders(corpus_home)] == ["eu"]
