"""What the program makes of a document, as a hash of the modules that decide it.

Nobody has to raise a number by hand: a generation that other code wrote is known by its mark.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

HOME = Path(__file__).parent
EMBEDDED = ("analysis", "documents", "embedded", "entries", "shelf", "vocabulary", "writing")
"""Modules that decide what a generation of the embedded engine holds."""
CLUSTER = ("analysis", "documents", "entries", "elastic/entry", "elastic/mapping")
"""Modules that decide what an index in Elasticsearch holds."""


@lru_cache
def code_mark(names: tuple[str, ...], home: Path = HOME) -> str:
    """Return a short hash of modules of this package, named without their ending."""
    digest = hashlib.sha256()
    for name in names:
        content = (home / f"{name}.py").read_bytes()
        digest.update(f"{name} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()[:16]


def marked(sources: str) -> str:
    """Return what a generation is made from: the hash of its sources, and that of the code."""
    return f"{sources} {code_mark(EMBEDDED)}"


def is_of_this_code(made_from: str) -> bool:
    """Return whether the code that wrote a generation is that of this program.

    True where a generation does not say so, as those of earlier releases do not.
    """
    _, _, code = made_from.partition(" ")
    return not code or code == code_mark(EMBEDDED)
