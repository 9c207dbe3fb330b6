"""What an update leaves for the next one, in `update.json` of the data folder.

    {"finished_at": "2026-11-30T04:12:09+00:00", "cluster": "9f2c…"}

Without the file, or if it is damaged, the next update does all its steps as if it were the first.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
from dataclasses import asdict, dataclass
from pathlib import Path

from corpus.lasting import replace_text

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class UpdateMemory:
    """When the last update finished (ISO 8601, UTC), and what the index in the cluster holds.

    `cluster` is the mark of what the documents in Elasticsearch were made from. Both are empty if
    they are not known.
    """

    finished_at: str = ""
    cluster: str = ""

    @property
    def moment(self) -> dt.datetime | None:
        """The time of the last update."""
        return dt.datetime.fromisoformat(self.finished_at) if self.finished_at else None


def recall(path: Path) -> UpdateMemory:
    """Return what the last update left; an empty memory if there is none, or it is damaged."""
    try:
        kept = json.loads(path.read_bytes())
        memory = UpdateMemory(str(kept["finished_at"]), str(kept["cluster"]))
        if memory.moment is not None and memory.moment.tzinfo is None:
            raise ValueError("a time without a zone")
    except (OSError, ValueError, KeyError, TypeError) as error:
        _log.debug("%s is not used: %s", path, error)
        return UpdateMemory()
    return memory


def remember(path: Path, memory: UpdateMemory) -> None:
    """Write the memory in one step.

    Raises:
        OSError: the folder cannot be written.
    """
    replace_text(path, json.dumps(asdict(memory)))
