"""Examines one thing after the other; a failure of one does not stop the others."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable, Iterator, Mapping

from search_app.doctor.cluster import look_at_cluster
from search_app.doctor.folder import look_at_folder, look_at_lock
from search_app.doctor.generations import look_at_index
from search_app.doctor.library import look_at_library
from search_app.doctor.program import look_at_knowledge, look_at_versions
from search_app.doctor.symptom import Symptom
from search_app.index.errors import GenerationError, engine_faults
from search_app.paths import DataFolder

_log = logging.getLogger(__name__)


def examine(folder: DataFolder, environment: Mapping[str, str] = os.environ) -> Iterator[Symptom]:
    """Yield the symptoms of the program and a data folder, subject by subject.

    Args:
        folder: the data folder.
        environment: the variables with the settings of Elasticsearch.
    """
    looks: tuple[tuple[str, Callable[[], Iterable[Symptom]]], ...] = (
        ("versions", look_at_versions),
        ("knowledge", look_at_knowledge),
        ("data folder", lambda: look_at_folder(folder)),
        ("lock", lambda: look_at_lock(folder)),
        ("library", lambda: look_at_library(folder)),
        ("index", lambda: look_at_index(folder)),
        ("elasticsearch", lambda: look_at_cluster(folder, environment)),
    )
    for subject, look in looks:
        yield from _isolated(subject, look)


def _isolated(subject: str, look: Callable[[], Iterable[Symptom]]) -> Iterator[Symptom]:
    """The symptoms of one subject; an exception becomes a fault of that subject."""
    try:
        with engine_faults(GenerationError, "it cannot be looked at"):
            yield from look()
    except Exception as error:  # noqa: BLE001 - told as a fault, and the others are looked at
        _log.debug("%s", subject, exc_info=error)
        said = " ".join(str(error).split()) or type(error).__name__
        yield Symptom(subject, "fault", said)
