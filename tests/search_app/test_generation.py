"""Generations: aside, swapped by one pointer, checked before use; an error leaves nothing over."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from search_app.index.errors import DamagedIndexError, GenerationError
from search_app.index.generation import build_aside, current, generations, use
from search_app.index.manifest import check_generation, read_manifest

LAYOUT = "as-now"


def writes(size: int) -> Callable[[Path], int]:
    def write(folder: Path) -> int:
        folder.mkdir()
        (folder / "data").write_text(f"words {size}")
        (folder / ".lock").touch()
        return size

    return write


def built(home: Path, size: int) -> Path:
    return build_aside(home, writes(size), LAYOUT)[0]


def used(home: Path) -> tuple[Path, str]:
    found = use(home, LAYOUT, lambda folder: folder)
    assert found.opened == found.folder
    return found.folder, found.left


def test_the_pointer_names_the_new_generation(tmp_path: Path) -> None:
    first = built(tmp_path, 1)
    second, size = build_aside(tmp_path, writes(2), LAYOUT)
    assert current(tmp_path) == second != first
    assert size == 2
    assert generations(tmp_path) == [second, first]
    built(tmp_path, 3)
    assert not first.exists()


def test_an_error_leaves_the_old_generation(tmp_path: Path) -> None:
    good = built(tmp_path, 1)

    def fails(folder: Path) -> int:
        folder.mkdir()
        raise RuntimeError("disk")

    with pytest.raises(RuntimeError, match="disk"):
        build_aside(tmp_path, fails, LAYOUT)
    with pytest.raises(GenerationError, match="empty"):
        built(tmp_path, 0)
    assert current(tmp_path) == good
    assert [f.name for f in tmp_path.glob("generation-*")] == [good.name]


def test_nothing_built_yet_says_what_to_do(tmp_path: Path) -> None:
    for home in (tmp_path, tmp_path / "none"):
        for open_it in (current, used):
            with pytest.raises(GenerationError, match="run 'demandside build' first"):
                open_it(home)


BAD_POINTERS = {
    "empty": b"",
    "absolute": b"/etc",
    "up": b"../library.db",
    "below": b"generation-a/generation-b",
    "binary": bytes(range(256)),
    "long": b"generation-" + b"a" * 100_000,
    "nothing": b"generation-gone",
    "a file": b"generation-file",
}


@pytest.mark.parametrize("name", BAD_POINTERS)
def test_a_damaged_pointer_is_one_sentence_or_left_for_the_newest(
    tmp_path: Path, name: str
) -> None:
    (tmp_path / "generation-file").touch()
    (tmp_path / "current").write_bytes(BAD_POINTERS[name])
    for open_it in (current, used):
        with pytest.raises(GenerationError, match=r"^[^\n]*\bcurrent\b[^\n]*'demandside build'$"):
            open_it(tmp_path)
    older, newer = built(tmp_path, 1), built(tmp_path, 2)
    (tmp_path / "current").write_bytes(BAD_POINTERS[name])
    folder, left = used(tmp_path)
    assert (folder, older.exists()) == (newer, True)
    assert "current" in left
    again = built(tmp_path, 3)
    assert used(tmp_path) == (again, "")


def test_a_pointer_that_is_a_folder_or_lost_is_said(tmp_path: Path) -> None:
    good = built(tmp_path, 1)
    (tmp_path / "current").unlink()
    assert used(tmp_path) == (good, "the pointer current to the search index is missing")
    (tmp_path / "current").mkdir()
    assert used(tmp_path) == (good, "the pointer current to the search index is not a file")


def shorten(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-1])


def flip(file: Path) -> None:
    held = bytearray(file.read_bytes())
    held[len(held) // 2] ^= 1
    file.write_bytes(held)


def lose(file: Path) -> None:
    file.unlink()


def replace(file: Path) -> None:
    file.unlink()
    file.mkdir()


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (shorten, "data has 6 bytes instead of 7"),
        (flip, "data is not as it was written"),
        (lose, "data is missing"),
        (replace, "data is not a file"),
    ],
)
def test_a_damaged_generation_is_left_for_the_one_before(
    tmp_path: Path, damage: Callable[[Path], None], said: str
) -> None:
    older, newer = built(tmp_path, 1), built(tmp_path, 2)
    damage(newer / "data")
    assert used(tmp_path) == (older, f"{newer.name}: {said}")
    damage(older / "data")
    with pytest.raises(GenerationError, match=f"{said}, and no other generation is good"):
        used(tmp_path)
    mended = built(tmp_path, 3)
    assert used(tmp_path) == (mended, "")
    assert generations(tmp_path) == [mended]


@pytest.mark.parametrize("damage", [shorten, lose, replace])
def test_a_generation_without_a_whole_manifest_is_not_used(
    tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    older, newer = built(tmp_path, 1), built(tmp_path, 2)
    damage(newer / "manifest.json")
    folder, left = used(tmp_path)
    assert (folder, newer.name in left, "manifest.json" in left) == (older, True, True)


def test_what_another_program_laid_down_is_not_read(tmp_path: Path) -> None:
    built(tmp_path, 1)
    with pytest.raises(GenerationError, match="built by another version of the program"):
        use(tmp_path, "otherwise", lambda folder: folder)


def test_a_generation_that_cannot_be_opened_is_left(tmp_path: Path) -> None:
    older, newer = built(tmp_path, 1), built(tmp_path, 2)

    def opener(folder: Path) -> str:
        if folder == newer:
            raise DamagedIndexError("not for me")
        return "opened"

    found = use(tmp_path, LAYOUT, opener)
    assert (found.folder, found.opened, found.left) == (older, "opened", "not for me")


def test_building_keeps_the_last_good_generation_not_the_last(tmp_path: Path) -> None:
    good, bad = built(tmp_path, 1), built(tmp_path, 2)
    flip(bad / "data")
    newest = built(tmp_path, 3)
    assert generations(tmp_path) == [newest, good]


def test_what_a_killed_build_left_is_cleared_away(tmp_path: Path) -> None:
    half = tmp_path / "generation-half"
    half.mkdir()
    (half / "data").write_text("words")
    assert generations(tmp_path) == []
    built(tmp_path, 1)
    assert not half.exists()


def test_a_large_file_is_read_to_its_end_only_when_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = built(tmp_path, 1)
    flip(folder / "data")
    monkeypatch.setattr("search_app.index.manifest._HASHED", 3)
    assert check_generation(folder, LAYOUT) == read_manifest(folder)
    with pytest.raises(DamagedIndexError, match="not as it was written"):
        check_generation(folder, LAYOUT, thorough=True)
    shorten(folder / "data")
    with pytest.raises(DamagedIndexError, match="bytes instead of"):
        check_generation(folder, LAYOUT)


def test_a_manifest_names_files_and_nothing_above_them(tmp_path: Path) -> None:
    folder = built(tmp_path, 1)
    assert set(read_manifest(folder).files) == {"data"}
    text = (folder / "manifest.json").read_text()
    for name in ("../data", "/etc/passwd", "", ".hidden", "a\\u0000b"):
        (folder / "manifest.json").write_text(text.replace('"data"', f'"{name}"'))
        with pytest.raises(DamagedIndexError, match=r"manifest\.json is damaged"):
            check_generation(folder)
