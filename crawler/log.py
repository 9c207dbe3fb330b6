"""The log of crawls: tracebacks and warnings go to a file in the data folder, not to the screen."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path

NAME = "crawl.log"
_LARGEST = 4 * 1024 * 1024
_KEPT = 3


@contextmanager
def logged(home: Path) -> Iterator[Path]:
    """Write what is logged during the block to `crawl.log` in a folder; yield the path.

    The file is created with its first line; at 4 MB it is rotated, and three older ones are kept.
    """
    path = home / NAME
    handler = _File(path, maxBytes=_LARGEST, backupCount=_KEPT, encoding="utf-8", delay=True)
    handler.setLevel(logging.WARNING)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    try:
        yield path
    finally:
        root.removeHandler(handler)
        handler.close()


class _File(RotatingFileHandler):
    """Says once, in one line, that the log cannot be written, instead of printing a traceback."""

    _said = False

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        if not self._said:
            self._said = True
            line = (
                f"{self.baseFilename} cannot be written: {sys.exc_info()[1]}; {record.getMessage()}"
            )
            sys.stderr.write(line + "\n")
