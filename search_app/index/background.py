"""What a generation holds beside its documents: its words and its instruments."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from search_app.index.errors import DamagedIndexError, engine_faults
from search_app.index.shelf import IndexedInstrument, Shelf
from search_app.index.vocabulary import Vocabulary


@dataclass(frozen=True)
class Background:
    """The words and instruments of one generation."""

    vocabulary: Vocabulary
    acts: tuple[IndexedInstrument, ...]

    @classmethod
    def open(cls, folder: Path) -> Background:
        """Open the words and instruments in the folder of a generation.

        Raises:
            DamagedIndexError: they are missing or cannot be read.
        """
        with engine_faults(DamagedIndexError, f"{folder.name} cannot be opened"):
            return cls(Vocabulary.open(folder), tuple(Shelf(folder).acts()))
