"""Generations: aside, swapped by one pointer, and nothing left over after an error."""

from __future__ import annotations

from pathlib import Path

import pytest

from search_app.index.generation import GenerationError, build_aside, current


def writes(size: int) -> object:
    def write(folder: Path) -> int:
        folder.mkdir()
        (folder / "data").write_text("x")
        return size

    return write


def test_the_pointer_names_the_new_generation(tmp_path: Path) -> None:
    first, _ = build_aside(tmp_path, writes(1))  # type: ignore[arg-type]
    second, size = build_aside(tmp_path, writes(2))  # type: ignore[arg-type]
    assert current(tmp_path) == second != first
    assert size == 2
    assert first.exists()
    build_aside(tmp_path, writes(3))  # type: ignore[arg-type]
    assert not first.exists()


def test_an_error_leaves_the_old_generation(tmp_path: Path) -> None:
    good, _ = build_aside(tmp_path, writes(1))  # type: ignore[arg-type]

    def fails(folder: Path) -> int:
        folder.mkdir()
        raise RuntimeError("disk")

    with pytest.raises(RuntimeError, match="disk"):
        build_aside(tmp_path, fails)
    with pytest.raises(GenerationError, match="empty"):
        build_aside(tmp_path, writes(0))  # type: ignore[arg-type]
    assert current(tmp_path) == good
    assert [f.name for f in tmp_path.glob("generation-*")] == [good.name]


def test_nothing_built_yet_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(GenerationError, match="demandside build"):
        current(tmp_path)


def test_a_lost_generation_says_so(tmp_path: Path) -> None:
    (tmp_path / "current").write_text("generation-gone")
    with pytest.raises(GenerationError, match="build again"):
        current(tmp_path)
