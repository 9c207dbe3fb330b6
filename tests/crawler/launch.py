"""Runs the command `demandside` with other sources, and a stand-in for all publishers if one runs.

    python -m tests.crawler.launch SOURCES ADDRESS crawl se …

SOURCES is a folder like `crawler/sources`, ADDRESS that of the stand-in, or `-` for the network
itself. The product has no switch for either; both are put in place here.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from crawler.sources import loading
from search_app.cli import main
from search_app.commands import crawl as commands
from tests.crawler.standin import network

IN_EARNEST = "-"


def run(files: str, address: str, arguments: Sequence[str]) -> None:
    """Run the command with these sources and a stand-in; ends in SystemExit, as commands do."""
    loading.HOME = Path(files)
    if address != IN_EARNEST:
        commands.crawl = partial(commands.crawl, network=network(address))
    main(list(arguments), prog_name="demandside")


if __name__ == "__main__":
    run(sys.argv[1], sys.argv[2], sys.argv[3:])
