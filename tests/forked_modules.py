"""What the server of `tests/forked.py` has loaded when it forks; no reactor, no thread, no file."""

from __future__ import annotations

import sys

import corpus.library
import search_app.commands.crawl
import tests.crawler.standin
import tests.faults.crawl_child

# not the sources: a process may be told by its environment to read others
corpus.library.packaged_knowledge()
assert "twisted.internet.reactor" not in sys.modules, "each crawl has a reactor of its own"

__all__ = ["corpus", "search_app", "tests"]
