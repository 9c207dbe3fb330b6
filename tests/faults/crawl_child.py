"""A crawl in a process of its own, to be killed and starved: one JSON argument says all about it.

It leaves out the command line and the curated corpus, which take longer to load than a crawl runs.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from corpus.library import Knowledge
from corpus.lock import LockedError, writing
from crawler.crawl import crawl
from crawler.plan import CrawlError, plan
from crawler.sink import StoreError
from crawler.sources import loading
from crawler.warc import ArchiveError
from tests.crawler.standin import network
from tests.faults.names import live


def main(told: dict[str, Any]) -> int:
    """Crawl as `demandside crawl` does; print the reports, or the one sentence of a refusal."""
    loading.HOME = Path(told["files"])
    home = Path(told["data"])
    archive = Path(told["archive"]) if told.get("archive") else None
    try:
        with writing(home, "crawl"):
            reports = crawl(
                plan(told["sources"], home / "library.db"),
                home=home,
                library=home / "library.db",
                knowledge=Knowledge({}, {}, {}, {}, {}),
                tell=lambda line: sys.stderr.write(line + "\n") and None,
                only_archive=archive,
                network=live(**told["live"]) if "live" in told else network(told["stand_in"]),
            )
    except (CrawlError, ArchiveError, StoreError, LockedError) as error:
        sys.stdout.write(json.dumps({"refused": str(error)}))
        return 2
    sys.stdout.write(json.dumps([report.to_json() for report in reports]))
    return 0 if all(report.good for report in reports) else 1


if __name__ == "__main__":
    raise SystemExit(main(json.loads(sys.argv[1])))
