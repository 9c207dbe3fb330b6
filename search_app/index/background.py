"""What is known of a generation beside its documents: its words and its acts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from search_app.index.errors import DamagedIndexError, engine_faults
from search_app.index.shelf import Act, Shelf
from search_app.index.vocabulary import Vocabulary


@dataclass(frozen=True)
class Background:
    """The words and acts of one generation."""

    vocabulary: Vocabulary
    acts: tuple[Act, ...]

    @classmethod
    def open(cls, folder: Path) -> Background:
        """Open what the folder of a generation holds.

        Raises:
            DamagedIndexError: it holds none, or what cannot be read.
        """
        with engine_faults(DamagedIndexError, f"{folder.name} cannot be opened"):
            return cls(Vocabulary.open(folder), tuple(Shelf(folder).acts()))
