"""The fingerprint of the tagger: it changes when tags may change, and only then."""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).parents[2]
"""The folder in which the packages `nlp` and `corpus` stand."""
_ROOMS = ("nlp", "corpus")
_START = "nlp.tagger"
_DATA = ("nlp/tagger/*.yaml", "nlp/lexicon/*.yaml")


def fingerprint(root: Path = ROOT) -> str:
    """Return a short hash of all that tags depend on.

    These are the tagger's modules, those of `corpus` and `nlp` that they import, directly or not,
    its rules and lexicons, and spaCy's version.
    """
    digest = hashlib.sha256(version("spacy").encode())
    for path in sorted({*_modules(root), *(p for glob in _DATA for p in root.glob(glob))}):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(root).as_posix()} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()[:16]


def _modules(root: Path) -> set[Path]:
    """The tagger's modules and what they import of the rooms."""
    waiting = list(root.joinpath(*_START.split(".")).rglob("*.py"))
    known: set[Path] = set()
    while waiting:
        path = waiting.pop()
        if path not in known:
            known.add(path)
            waiting += _imports(path, root)
    return known


def _imports(path: Path, root: Path) -> Iterator[Path]:
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        yield from (file for name in names if (file := _file(name, root)) is not None)


def _file(module: str, root: Path) -> Path | None:
    """The file of a module or package of the rooms; None for all others."""
    parts = module.split(".")
    if parts[0] not in _ROOMS:
        return None
    place = root.joinpath(*parts)
    candidates = (place.with_suffix(".py"), place / "__init__.py")
    return next((path for path in candidates if path.is_file()), None)
