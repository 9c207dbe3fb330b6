"""Settings of `scrapy crawl` for tests: the project's own, with a stand-in for all publishers."""

from __future__ import annotations

import os
from pathlib import Path

from crawler.settings import *  # noqa: F403
from crawler.sources import loading
from tests.crawler.standin import network

loading.HOME = Path(os.environ["TEST_SOURCES"])
_NETWORK = network(os.environ["TEST_STAND_IN"])
STAND_IN = _NETWORK["STAND_IN"]
DOWNLOAD_HANDLERS = _NETWORK["DOWNLOAD_HANDLERS"]
TWISTED_DNS_RESOLVER = _NETWORK["TWISTED_DNS_RESOLVER"]
