"""Runs the command `demandside` with a stand-in for all publishers: `launch.py ADDRESS crawl se …`.

The product has no switch for this; the network of a crawl is put in its place here.
"""

from __future__ import annotations

import sys
from functools import partial

from search_app.cli import main
from search_app.commands import crawl as commands
from tests.crawler.standin import network

if __name__ == "__main__":
    commands.crawl = partial(commands.crawl, network=network(sys.argv[1]))
    main(sys.argv[2:], prog_name="demandside")
