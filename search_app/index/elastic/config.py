"""Settings of the cluster, read from the environment and checked before anything is sent."""

from __future__ import annotations

import re
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from search_app.index.elastic.errors import ElasticError

PREFIX = "ELASTICSEARCH_"
_NAME = re.compile(r"[a-z][a-z0-9_-]{0,60}")
_FINGERPRINT = re.compile(r"|([0-9A-Fa-f]{2}:?){31}[0-9A-Fa-f]{2}")
_REFRESH = re.compile(r"-1|\d{1,6}(ms|s|m)")


@dataclass(frozen=True)
class ElasticSettings:
    """How to reach the cluster and lay out the index; times in seconds.

    `search_timeout` is short, because a reader is then answered by the embedded engine; `timeout`
    is for the requests of a reindex. `index` is the alias that searches go to.
    """

    urls: tuple[str, ...]
    ca: Path | None = None
    fingerprint: str | None = None
    api_key: str | None = field(default=None, repr=False)
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    index: str = "demandside"
    shards: int = 1
    replicas: int = 0
    refresh: str = "30s"
    search_timeout: float = 1.5
    timeout: float = 60.0
    retries: int = 5


def wanted(environment: Mapping[str, str]) -> bool:
    """Whether the environment asks for Elasticsearch."""
    return bool(environment.get(f"{PREFIX}URL", "").strip())


def elastic_settings(environment: Mapping[str, str]) -> ElasticSettings:
    """Return the settings of an environment.

    Raises:
        ElasticError: a value is missing or makes no sense; the message names the variable.
    """
    values = _Values(environment)
    urls = tuple(url.strip().rstrip("/") for url in values.text("URL").split(",") if url.strip())
    if not urls:
        raise ElasticError(f"{PREFIX}URL is not set: give the address of a node")
    for url in urls:
        if not re.fullmatch(r"https?://[^\s/@]+(/\S*)?", url):
            raise ElasticError(
                f"{PREFIX}URL: {url.split('@')[-1]!r} is not an http(s) address without credentials"
            )
    user, password = values.text("USER"), values.text("PASSWORD")
    if bool(user) != bool(password):
        raise ElasticError(f"{PREFIX}USER and {PREFIX}PASSWORD belong together")
    if user and values.text("API_KEY"):
        raise ElasticError(f"give either {PREFIX}API_KEY or {PREFIX}USER, not both")
    return ElasticSettings(
        urls=urls,
        ca=values.certificates("CA"),
        fingerprint=values.matching("FINGERPRINT", _FINGERPRINT, "") or None,
        api_key=values.text("API_KEY") or None,
        user=user or None,
        password=password or None,
        index=values.matching("INDEX", _NAME, "demandside"),
        shards=int(values.number("SHARDS", 1, 1, 1024)),
        replicas=int(values.number("REPLICAS", 0, 0, 10)),
        refresh=values.matching("REFRESH", _REFRESH, "30s"),
        search_timeout=values.number("SEARCH_TIMEOUT", 1.5, 0.05, 60),
        timeout=values.number("TIMEOUT", 60, 1, 3600),
        retries=int(values.number("RETRIES", 5, 0, 20)),
    )


@dataclass(frozen=True)
class _Values:
    environment: Mapping[str, str]

    def text(self, name: str) -> str:
        return self.environment.get(PREFIX + name, "").strip()

    def matching(self, name: str, pattern: re.Pattern[str], default: str) -> str:
        value = self.text(name) or default
        if not pattern.fullmatch(value):
            raise ElasticError(f"{PREFIX}{name}: {value!r} is not allowed")
        return value

    def certificates(self, name: str) -> Path | None:
        if not self.text(name):
            return None
        path = Path(self.text(name))
        if not path.is_file():
            raise ElasticError(f"{PREFIX}{name}: there is no file {path}")
        try:
            ssl.create_default_context(cafile=str(path))
        except (ssl.SSLError, OSError) as error:
            raise ElasticError(f"{PREFIX}{name}: {path} holds no certificate (PEM)") from error
        return path

    def number(self, name: str, default: float, least: float, most: float) -> float:
        try:
            value = float(self.text(name) or default)
        except ValueError as error:
            raise ElasticError(f"{PREFIX}{name}: {self.text(name)!r} is not a number") from error
        if not least <= value <= most:
            raise ElasticError(f"{PREFIX}{name}: {value:g} is not between {least:g} and {most:g}")
        return value
