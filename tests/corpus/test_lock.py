from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from corpus.lock import HOLDER, LockedError, writing

HOLD = """
import sys, time
from pathlib import Path
from corpus.lock import writing
with writing(Path(sys.argv[1]), "import"):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_writer_is_told_who_holds_the_folder(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with (
            pytest.raises(LockedError, match=f"process {holder.pid} runs 'demandside import'"),
            writing(tmp_path, "build"),
        ):
            pass
    finally:
        holder.kill()
        holder.wait()
    with writing(tmp_path, "build"):  # the lock of a killed process is gone, its note is not obeyed
        assert "build" in (tmp_path / HOLDER).read_text("utf-8")


def test_the_lock_is_free_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), writing(tmp_path, "import"):
        raise RuntimeError
    with writing(tmp_path, "tag"):
        pass
    assert not (tmp_path / HOLDER).exists()


def test_a_folder_with_any_legal_name_can_be_locked(tmp_path: Path) -> None:
    folder = tmp_path / "a ?#%20 \N{SNOWMAN}"
    with writing(folder, "tag"):
        assert (folder / HOLDER).is_file()
    assert not (folder / HOLDER).exists()
