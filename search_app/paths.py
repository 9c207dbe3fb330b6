"""The data folder, where the program keeps everything it writes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path

VARIABLE = "DEMANDSIDE_DATA"


@dataclass(frozen=True)
class DataFolder:
    """The data folder and the paths in it."""

    root: Path

    @property
    def library(self) -> Path:
        """The library file of collected texts."""
        return self.root / "library.db"

    @property
    def index(self) -> Path:
        """The folder of index generations."""
        return self.root / "index"

    @property
    def archives(self) -> Path:
        """The folder of raw responses, with a folder for each source."""
        return self.root / "archive"

    @property
    def repositories(self) -> Path:
        """The folder of copies of law-as-git repositories."""
        return self.root / "git"

    @property
    def findings(self) -> Path:
        """The file with the finding of verification for each coded fact."""
        return self.root / "findings.json"

    @property
    def update(self) -> Path:
        """The file that an update leaves for the next one."""
        return self.root / "update.json"

    @property
    def lemmas(self) -> Path:
        """The folder of word lists, stored as tries."""
        return self.root / "lemmas"

    @property
    def compiled(self) -> Path:
        """The folder of curated data in validated, compiled form."""
        return self.root / "compiled"

    @property
    def releases(self) -> Path:
        """The folder of editions, with a folder for each."""
        return self.root / "releases"


def default_folder() -> Path:
    """Return the platform's user-data folder for this program."""
    return user_data_path("demandside", appauthor=False)
