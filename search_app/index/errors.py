"""Errors of an index, and the one place that turns an engine's faults into them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

_FAULTS = (
    *(ValueError, TypeError, LookupError, RuntimeError, MemoryError, OSError),
    sqlite3.Error,
)
"""What tantivy, marisa-trie, sqlite3 and json raise on damaged files."""


class GenerationError(Exception):
    """No index can be used; the message says what to do."""


class DamagedIndexError(GenerationError):
    """One generation is damaged; another may be sound."""


class EngineError(GenerationError):
    """The index in use has failed: its files were changed while it was open."""


@contextmanager
def engine_faults(
    error: type[GenerationError] = EngineError, said: str = "the search index cannot be read"
) -> Iterator[None]:
    """Turn whatever an engine raises in the block (or decorated function) into one error.

    Rust's panics are among them. They are no `Exception`, so that a server that looks for those
    neither answers nor closes the connection.

    Args:
        error: the error to raise instead.
        said: the beginning of its message.
    """
    try:
        yield
    except GenerationError:
        raise
    except _FAULTS as fault:
        raise error(f"{said} ({_in_words(fault)})") from fault
    except BaseException as fault:
        if not _panicked(fault):
            raise
        raise error(f"{said} ({_in_words(fault)})") from fault


def _panicked(fault: BaseException) -> bool:
    """Whether the error is a Rust panic, whose class cannot be imported."""
    return type(fault).__module__ == "pyo3_runtime"


def _in_words(fault: BaseException) -> str:
    lines = str(fault).splitlines() or [""]
    return f"{type(fault).__name__}: {lines[0][:200]}".rstrip(": ")
