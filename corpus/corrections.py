"""Public corrections: which statuses this knowledge gave that it gives no longer, and why.

`corrections.yaml` has one entry a correction; a corrected status is never silently replaced.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

from pydantic import Field

from corpus.library import HOME, Knowledge
from corpus.penalty import Strict
from corpus.yamlfile import CorpusError, YamlFile

NAME = "corrections.yaml"
CorrectionCause = Literal["error", "same-rule", "text-read", "plan-not-read", "law-changed", "time"]


class Correction(Strict):
    """A status that was replaced.

    `was` and `now` are statuses; `cause` says what kind of reason `why` gives: `error` a mistake of
    ours, `same-rule` a published rule applied alike in every state, `text-read` a text that was
    read or read again, `plan-not-read` a plan in force that nobody had read, `law-changed` and
    `time` that the law or its proof did not last.
    """

    day: dt.date
    country: str = Field(pattern=r"^[a-z]{2}$")
    question: str
    was: str
    now: str
    cause: CorrectionCause
    why: str = Field(min_length=20)


class _Corrections(Strict):
    corrections: tuple[Correction, ...]


def load_corrections(home: Path = HOME) -> tuple[Correction, ...]:
    """Return the corrections of a folder, newest first; none where it has no such file.

    Raises:
        CorpusError: the file is not valid, or an entry replaces a status by itself.
    """
    path = home / NAME
    if not path.exists():
        return ()
    file = YamlFile(path, NAME)
    entries = file.parse(_Corrections).corrections
    if same := [n for n, entry in enumerate(entries) if entry.was == entry.now]:
        text = "'was' and 'now' are the same"
        raise CorpusError([file.fault(["corrections", n], text) for n in same])
    return tuple(sorted(entries, key=lambda entry: entry.day, reverse=True))


def unknown_names(entries: Iterable[Correction], knowledge: Knowledge) -> Iterator[str]:
    """Yield what entries name that the knowledge does not have, a line each."""
    for entry in entries:
        place = f"{NAME}: {entry.country} {entry.question}"
        if entry.country not in knowledge.jurisdictions:
            yield f"{place}: there is no jurisdiction '{entry.country}'"
        if entry.question not in knowledge.questions:
            yield f"{place}: there is no question '{entry.question}'"
        for status in (entry.was, entry.now):
            if status not in knowledge.statuses:
                yield f"{place}: there is no status '{status}'"
