"""Caches validated data as JSON, under the hash of everything it was made from.

Reading and validating all YAML takes seconds; reading the cache takes a tenth of a second. A change
of a source, of the models' code, of Python or of pydantic gives another hash, and the data is made
anew. JSON cannot run code, and it is validated by the same models when it is read. A file that is
damaged, or that another user owns or could have changed, is not used.
"""

from __future__ import annotations

import hashlib
import logging
import os
import platform
import stat
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import pydantic
from platformdirs import user_cache_path
from pydantic import TypeAdapter

_T = TypeVar("_T")
_KEPT = 2
"""How many files of each name are kept: two versions of the program may share a folder."""
_LATIN = "latin-1"
_home: list[Path] = []
_log = logging.getLogger(__name__)


def keep_compiled_in(folder: Path) -> None:
    """Keep compiled data in this folder from now on, instead of the platform's cache folder."""
    _home[:] = [folder]


def code_of(*folders: Path) -> Iterator[Path]:
    """Yield the modules in some folders, sorted, to be named as sources."""
    for folder in folders:
        yield from sorted(folder.glob("*.py"))


def compiled(
    name: str,
    kind: TypeAdapter[_T],
    sources: Iterable[Path],
    make: Callable[[], _T],
    *versions: str,
) -> _T:
    """Return what `make` returns, or the cached result if nothing has changed.

    Args:
        name: the name of the file, in lower case.
        kind: the type of the result, which must survive a round trip through JSON.
        sources: all files that the result depends on.
        make: makes the result; if it raises an error, nothing is cached.
        versions: versions of libraries that matter, besides Python and pydantic.
    """
    key = _key(sources, versions)
    for folder in _folders():
        if (body := _body(folder / f"{name}-{key}.json")) is None:
            continue
        try:
            return kind.validate_json(body)
        except pydantic.ValidationError as error:
            _log.debug("%s in %s is made again: %s", name, folder, error)
    made = make()
    body = kind.dump_json(made, by_alias=True)
    for folder in _folders():
        if _written(folder, name, key, body):
            break
    return made


def _folders() -> Iterator[Path]:
    """Yield the folders to look in: the chosen one, if its parent exists, then the cache."""
    yield from (folder for folder in _home if folder.parent.is_dir())
    yield user_cache_path("demandside", appauthor=False) / "compiled"


def _key(sources: Iterable[Path], versions: Iterable[str]) -> str:
    """Return a hash of the names and bytes of the sources; modification times are not reliable."""
    digest = hashlib.blake2b(digest_size=16)
    for version in (platform.python_version(), pydantic.VERSION, *versions):
        digest.update(f"{version}\n".encode())
    for path in sources:
        content = path.read_bytes()
        digest.update(f"{path.parent.name}/{path.name} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


def _body(path: Path) -> bytes | None:
    """Return a file's content after its first line, the hash; None if the hash does not match."""
    try:
        if not (_is_own(path.parent.stat()) and _is_own(path.lstat())):
            _log.debug("%s is not used: another user could have written it", path)
            return None
        seal, _, body = path.read_bytes().partition(b"\n")
    except OSError as error:
        _log.debug("%s is not used: %s", path, error.strerror)
        return None
    if seal.decode(_LATIN) != _seal(body):
        _log.debug("%s is damaged and is made again", path)
        return None
    return body


def _is_own(status: os.stat_result) -> bool:
    """Return whether only this user or the administrator can have written a file or folder."""
    if os.name != "posix":
        return True
    others_write = status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    is_plain = stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)
    return is_plain and not others_write and status.st_uid in (0, os.geteuid())


def _seal(body: bytes) -> str:
    return hashlib.blake2b(body, digest_size=16).hexdigest()


def _written(folder: Path, name: str, key: str, body: bytes) -> bool:
    """Write a file aside and rename it, and delete older ones; return whether that worked."""
    aside = None
    try:
        folder.mkdir(mode=0o755, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".", delete=False) as opened:
            aside = Path(opened.name)
            opened.write(_seal(body).encode(_LATIN) + b"\n" + body)
        aside.chmod(0o644)
        aside.replace(folder / f"{name}-{key}.json")
    except OSError as error:
        _log.debug("%s is not kept in %s: %s", name, folder, error.strerror)
        if aside is not None:
            with suppress(OSError):
                aside.unlink()
        return False
    _clear(folder, name)
    return True


def _clear(folder: Path, name: str) -> None:
    """Delete all but the newest files of a name; temporary files have other names."""
    with suppress(OSError):
        files = [p for p in folder.glob(f"{name}-*.json") if p.stem.rpartition("-")[0] == name]
        for old in sorted(files, key=lambda p: p.stat().st_mtime)[:-_KEPT]:
            old.unlink()
