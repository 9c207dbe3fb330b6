"""The client of the cluster, and retries with jitter for requests that are safe to repeat."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import Any, TypeVar

from elastic_transport import TransportError
from elasticsearch import ApiError, Elasticsearch

from search_app.index.elastic.config import ElasticSettings
from search_app.index.elastic.errors import TRANSIENT

Result = TypeVar("Result")
_LONGEST_PAUSE = 30.0


def connect(settings: ElasticSettings) -> Elasticsearch:
    """Return a client; nothing is sent yet.

    A request moves on to the next address when one refuses the connection. It is not repeated
    after a timeout: requests that may be repeated go through `retrying`.
    """
    options: dict[str, Any] = {
        "request_timeout": settings.timeout,
        "max_retries": len(settings.urls) - 1,
        "retry_on_timeout": False,
        "retry_on_status": (502, 503, 504),
        "http_compress": False,
    }
    if settings.ca:
        options["ca_certs"] = str(settings.ca)
    if settings.fingerprint:
        options["ssl_assert_fingerprint"] = settings.fingerprint
    if settings.api_key:
        options["api_key"] = settings.api_key
    if settings.user:
        options["basic_auth"] = (settings.user, settings.password)
    return Elasticsearch(list(settings.urls), **options)


def retrying(
    action: Callable[[], Result],
    retries: int,
    pause: Callable[[float], None] = time.sleep,
    told: Callable[[], None] = lambda: None,
) -> Result:
    """Return what `action` returns; repeat it after a temporary failure.

    The waits between attempts grow and are random, so that clients do not all come back at once;
    `told` is called before each. The last failure is raised.
    """
    for attempt in range(retries):
        try:
            return action()
        except (TransportError, ApiError) as error:
            if isinstance(error, ApiError) and error.status_code not in TRANSIENT:
                raise
            told()
            pause(wait(attempt))
    return action()


def wait(attempt: int) -> float:
    """Return the seconds to wait after an attempt (counted from 0): random, growing, at most 30."""
    return random.uniform(0.1, min(_LONGEST_PAUSE, 0.5 * 2.0**attempt))  # noqa: S311 - no secret
