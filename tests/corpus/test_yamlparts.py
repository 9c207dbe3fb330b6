"""Several YAML files as one: joined lists and mappings, and faults where they really stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.yamlfile import CorpusError, YamlFile
from corpus.yamlparts import YamlParts


def parts(tmp_path: Path, *texts: str) -> YamlParts:
    files = []
    for number, text in enumerate(texts):
        path = tmp_path / f"{number}.yaml"
        path.write_text(text, "utf-8")
        files.append(YamlFile(path, path.name))
    return YamlParts(files)


def test_lists_are_joined_and_mappings_merged(tmp_path: Path) -> None:
    joined = parts(tmp_path, "a: [1, 2]\nb: {x: 1}\nc: 5\n", "b: {y: 2}\na: [3]\n")
    assert joined.data == {"a": [1, 2, 3], "b": {"x": 1, "y": 2}, "c": 5}


def test_faults_name_file_line_and_the_path_there(tmp_path: Path) -> None:
    joined = parts(tmp_path, "a:\n  - 1\n  - 2\nb: {x: 1}\n", "b:\n  y: 2\na:\n  - 3\n")
    assert joined.fault(["a", 1], "wrong") == "0.yaml:3: a[1]: wrong"
    assert joined.fault(["a", 2], "wrong") == "1.yaml:4: a[0]: wrong"
    assert joined.fault(["b", "y"], "wrong") == "1.yaml:2: b.y: wrong"
    assert joined.fault(["nowhere"], "wrong") == "0.yaml:1: nowhere: wrong"


def test_lines_count_in_the_joined_list(tmp_path: Path) -> None:
    joined = parts(tmp_path, "a:\n  - 1\n  - 2\n", "# more\na:\n  - 3\n")
    assert joined.lines("a", 1) == {
        "0.yaml": {"a": 1, "a[0]": 2, "a[1]": 3},
        "1.yaml": {"a": 2, "a[2]": 3},
    }


@pytest.mark.parametrize("text", ["c: 6\n", "b: {x: 2}\n", "a: {x: 2}\n", "- 1\n"])
def test_what_cannot_be_joined_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(CorpusError) as caught:
        parts(tmp_path, "a: [1]\nb: {x: 1}\nc: 5\n", text)
    assert len(caught.value.lines) == 1
    assert caught.value.lines[0].startswith("1.yaml:1: ")
