"""Only regular files are read, and no more of them than is allowed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from corpus.files import FileError, read_regular, read_start


def test_a_file_is_read_whole_or_refused(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"x" * 3_000_000)
    assert read_regular(path, 3_000_000) == b"x" * 3_000_000
    assert read_start(path, 10) == b"x" * 10
    with pytest.raises(FileError, match="3 MB is more than 2 MB"):
        read_regular(path, 2 * 2**20)


def test_what_grows_while_it_is_read_is_not_read_on() -> None:
    # a file of /proc says that it is empty and is not
    with pytest.raises(FileError, match="is more than"):
        read_regular(Path("/proc/self/status"), 10)


@pytest.mark.parametrize("reader", [lambda p: read_regular(p, 100), lambda p: read_start(p, 100)])
def test_other_kinds_are_not_opened(reader: object, tmp_path: Path) -> None:
    assert callable(reader)
    os.mkfifo(tmp_path / "pipe")
    for path, says in (
        (tmp_path / "pipe", "a named pipe, not a regular file"),
        (tmp_path, "a folder, not a regular file"),
        (Path("/dev/zero"), "a device, not a regular file"),
        (tmp_path / "no", "cannot be read: No such file"),
    ):
        with pytest.raises(FileError, match=says):
            reader(path)
