"""How Scrapy is set: politely towards publishers, and with no way out at all for a replay.

This is also the settings module of `scrapy.cfg`, so that `scrapy list` and `scrapy crawl se` work
from the checkout; a setting that Scrapy takes from here is written in capitals.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from crawler.sources import SourceFile

Network = Mapping[str, Any]
"""Scrapy settings that lead to the publishers by another way. Tests put their own server there; no
command and no environment variable does."""

BOT_NAME = "demandside"
SPIDER_LOADER_CLASS = "crawler.spiders.SourceSpiderLoader"
TWISTED_DNS_RESOLVER = "crawler.resolver.PublicResolver"
TELNETCONSOLE_ENABLED = False
LOG_LEVEL = "INFO"
DEMANDSIDE_DATA = os.environ.get("DEMANDSIDE_DATA", "")
DEMANDSIDE_CONTACT = os.environ.get("DEMANDSIDE_CONTACT", "")

QUIET: Network = {
    "LOG_LEVEL": "ERROR",
    "LOG_INSTALL_ROOT_HANDLER": False,
    "TELNETCONSOLE_ENABLED": False,
}
"""What keeps Scrapy's own log off the screen; `crawler.log` writes it to a file."""


def process_settings(network: Network) -> dict[str, Any]:
    """Return the settings of the process: where spiders come from, how names become addresses."""
    return {
        **QUIET,
        "SPIDER_LOADER_CLASS": SPIDER_LOADER_CLASS,
        "TWISTED_DNS_RESOLVER": TWISTED_DNS_RESOLVER,
        **network,
    }


def asking(source: SourceFile, home: Path, contact: str, network: Network) -> dict[str, Any]:
    """Return the settings with which a source is asked.

    The proxy variables of the environment are not followed: a proxy looks names up by itself, so
    the address that was checked would not be the one that is asked.
    """
    delay = source.limits.delay
    return {
        "USER_AGENT": f"demandside (+{contact})",
        "ROBOTSTXT_OBEY": True,
        "CONCURRENT_REQUESTS": 4,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_DELAY": delay,
        "DOWNLOAD_DELAY_JITTER": 0,
        "AUTOTHROTTLE_ENABLED": True,
        "AUTOTHROTTLE_START_DELAY": delay,
        "AUTOTHROTTLE_TARGET_CONCURRENCY": 1.0,
        "DOWNLOAD_TIMEOUT": 60,
        "DOWNLOAD_MAXSIZE": source.limits.response_limit,
        "DOWNLOAD_FAIL_ON_DATALOSS": True,
        "DOWNLOAD_VERIFY_CERTIFICATES": True,
        "HTTPPROXY_ENABLED": False,
        "COOKIES_ENABLED": source.cookies,
        "REFERRER_POLICY": "no-referrer",
        "RETRY_TIMES": 2,
        "HTTPCACHE_ENABLED": True,
        "HTTPCACHE_POLICY": "scrapy.extensions.httpcache.RFC2616Policy",
        "HTTPCACHE_DIR": str((home / "cache").resolve()),
        "TELNETCONSOLE_ENABLED": False,
        "DOWNLOADER_MIDDLEWARES": {
            "crawler.gate.HostGate": 40,
            "crawler.gate.FromArchive": 60,
            "crawler.gate.AddressGate": 70,
            "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
            "crawler.gate.Robots": 100,
            "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
            "crawler.gate.PatientRetry": 550,
        },
        **network,
    }


def replaying() -> dict[str, Any]:
    """Return the settings with which an archive is read again: nothing can be sent."""
    return {
        "ONLY_ARCHIVE": True,
        "ROBOTSTXT_OBEY": False,
        "HTTPCACHE_ENABLED": False,
        "HTTPPROXY_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "DOWNLOAD_HANDLERS": dict.fromkeys(("http", "https", "ftp", "file", "data", "s3")),
        "DOWNLOADER_MIDDLEWARES": {
            "crawler.gate.HostGate": 40,
            "crawler.gate.FromArchive": 60,
            "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
        },
    }
