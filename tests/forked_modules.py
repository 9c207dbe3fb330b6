"""What the server of `tests/forked.py` has loaded when it forks; no reactor, no thread, no file."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import corpus.library
import search_app.commands.crawl
import tests.crawler.standin
import tests.faults.crawl_child
from corpus.compiled import keep_compiled_in

# not the sources: a process may be told to read others
with tempfile.TemporaryDirectory() as folder:
    keep_compiled_in(Path(folder))  # each process has its own data folder, the user's is left alone
    corpus.library.packaged_knowledge()
assert "twisted.internet.reactor" not in sys.modules, "each crawl has a reactor of its own"

__all__ = ["corpus", "search_app", "tests"]
