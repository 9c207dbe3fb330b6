"""A private folder through which tantivy opens an index, as it must write beside what it opens.

Even to read, tantivy makes a lock file in the folder of the index and watches `meta.json` there.
Through this folder neither touches the generation, which may lie on a disk that cannot be written.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from search_app.index.errors import GenerationError

_META = "meta.json"


@contextmanager
def view(folder: Path) -> Iterator[Path]:
    """Yield a temporary folder with links to the files of an index.

    An index opened through it stays usable: it no longer needs the file names.

    Raises:
        GenerationError: there is no folder for temporary files.
        OSError: the index cannot be read.
    """
    try:
        made = tempfile.TemporaryDirectory(prefix="demandside-", ignore_cleanup_errors=True)
    except OSError as error:
        raise GenerationError(
            f"no temporary folder can be made ({error.strerror or error}): set TMPDIR to one"
        ) from error
    with made as name:
        home = Path(name)
        for file in folder.resolve().iterdir():
            if file.name == _META:
                shutil.copyfile(file, home / _META)
            elif not file.name.startswith("."):
                (home / file.name).symlink_to(file)
        yield home
