"""Pipelines that many threads share, each made anew before its vocabulary fills the memory."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock

from spacy.language import Language


class RenewedPipeline:
    """A spaCy pipeline, built when it is first asked for, and again when it has grown too large.

    Args:
        build: makes a new one.
        most_strings: how many strings its vocabulary may hold.
    """

    def __init__(self, build: Callable[[], Language], most_strings: int) -> None:
        self._build = build
        self._most_strings = most_strings
        self._lock = Lock()
        self._pipeline: Language | None = None

    def get(self) -> Language:
        """Return the pipeline; threads that ask at the same time get the same one.

        Docs made by an earlier one stay valid.
        """
        pipeline = self._pipeline
        if pipeline is not None and not self._is_full(pipeline):
            return pipeline
        with self._lock:
            if self._pipeline is None or self._is_full(self._pipeline):
                self._pipeline = self._build()
            return self._pipeline

    def _is_full(self, pipeline: Language) -> bool:
        return len(pipeline.vocab.strings) > self._most_strings
