"""The files of a generation: listed last when it is written, checked before it is used.

A folder without a manifest was not finished. Sizes are always compared; contents as far as they
can be read in a moment (the small files first), and all of them when asked.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, NonNegativeInt, ValidationError

from corpus.lasting import sync
from search_app.index.errors import DamagedIndexError

NAME = "manifest.json"
_HASHED = 512 * 1024 * 1024
"""The most bytes hashed on opening: 0.3 s of one core."""
_MOST = 1024 * 1024
# "9b27975622e14742bef4077fd7943bb0.fast", "documents.db"
Name = Annotated[str, Field(pattern=r"^\w[\w.-]{0,99}$")]


class File(BaseModel):
    """A file as it was written."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")

    size: NonNegativeInt
    sha256: str


class Manifest(BaseModel):
    """A generation as it was written.

    `layout` is a hash of what the program lays down in an index: a program that would lay down
    something else does not read it. `made_from` marks what the documents were made from and by
    which code (`search_app.index.code`), empty if it was not noted. `built` is the moment in UTC.
    """

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")

    format: Literal[1]
    layout: str
    made_from: str = ""
    built: str
    documents: NonNegativeInt
    files: dict[Name, File]

    @property
    def size(self) -> int:
        """The bytes of all files."""
        return sum(file.size for file in self.files.values())


def seal_generation(folder: Path, documents: int, layout: str, made_from: str = "") -> Manifest:
    """Write the manifest of a folder of files, all of them safely on the disk first.

    Raises:
        OSError: they cannot be read or written.
    """
    files = {path.name: _on_disk(path) for path in _contents(folder)}
    built = dt.datetime.now(dt.UTC).isoformat(timespec="microseconds")
    manifest = Manifest(
        format=1,
        layout=layout,
        made_from=made_from,
        built=built,
        documents=documents,
        files=files,
    )
    aside = folder / f".{NAME}"
    aside.write_text(manifest.model_dump_json(indent=1), encoding="utf-8")
    sync(aside)
    aside.replace(folder / NAME)
    sync(folder)
    sync(folder.parent)
    return manifest


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of a generation.

    Raises:
        DamagedIndexError: it is missing or damaged.
    """
    path = folder / NAME
    if not path.is_file():
        raise DamagedIndexError(
            f"{folder.name} has no {NAME} (not finished, or made by an earlier version)"
        )
    try:
        with path.open("rb") as file:
            return Manifest.model_validate_json(file.read(_MOST))
    except (OSError, ValidationError) as error:
        raise DamagedIndexError(f"{folder.name}: {NAME} is damaged") from error


def check_generation(
    folder: Path, layout: str | None = None, *, thorough: bool = False
) -> Manifest:
    """Check the files of a generation against its manifest, and return the manifest.

    Args:
        folder: the generation.
        layout: what the manifest must name; None to leave it.
        thorough: whether to read large files to the end as well.

    Raises:
        DamagedIndexError: a file is missing or damaged; the message names it.
    """
    manifest = read_manifest(folder)
    if layout is not None and manifest.layout != layout:
        raise DamagedIndexError(f"{folder.name} was built by another version of the program")
    for name, file in manifest.files.items():
        _check_size(folder, name, file)
    left = None if thorough else _HASHED
    for name, file in sorted(manifest.files.items(), key=lambda item: item[1].size):
        if left is not None:
            left -= file.size
            if left < 0:
                break
        _check_content(folder, name, file)
    return manifest


def _check_size(folder: Path, name: str, file: File) -> None:
    try:
        found = (folder / name).stat()
    except OSError as error:
        raise DamagedIndexError(f"{folder.name}: {name} is missing") from error
    if not stat.S_ISREG(found.st_mode):
        raise DamagedIndexError(f"{folder.name}: {name} is not a file")
    if found.st_size != file.size:
        raise DamagedIndexError(
            f"{folder.name}: {name} has {found.st_size} bytes instead of {file.size}"
        )


def _check_content(folder: Path, name: str, file: File) -> None:
    try:
        found = _hash(folder / name)
    except OSError as error:
        raise DamagedIndexError(
            f"{folder.name}: {name} cannot be read ({error.strerror or error})"
        ) from error
    if found != file.sha256:
        raise DamagedIndexError(f"{folder.name}: {name} is not as it was written")


def _contents(folder: Path) -> Iterator[Path]:
    """The files that count; tantivy's own notes and locks begin with a dot."""
    for path in sorted(folder.iterdir()):
        if path.is_file() and not path.name.startswith(".") and path.name != NAME:
            yield path


def _on_disk(path: Path) -> File:
    sync(path)
    return File(size=path.stat().st_size, sha256=_hash(path))


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
