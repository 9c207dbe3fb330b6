"""The client of the cluster, and retries with jitter for what is safe to repeat."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import Any, TypeVar

from elastic_transport import TransportError
from elasticsearch import ApiError, Elasticsearch

from search_app.index.elastic.config import ElasticSettings
from search_app.index.elastic.errors import TRANSIENT

Answer = TypeVar("Answer")
_LONGEST_PAUSE = 30.0


def connect(settings: ElasticSettings) -> Elasticsearch:
    """Return a client; nothing is sent yet.

    A request goes to the next address when one refuses the connection, and is not repeated after
    a timeout: what may be repeated goes through `retrying`.
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
    action: Callable[[], Answer],
    retries: int,
    pause: Callable[[float], None] = time.sleep,
    told: Callable[[], None] = lambda: None,
) -> Answer:
    """Return what `action` returns; repeat it after a failure that may pass.

    Waits between repetitions grow and are random, so that several clients do not come back at
    once; `told` is called before each. The last failure is raised.
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
    """Return the seconds to wait after an attempt (counted from 0): random, growing, bounded."""
    return random.uniform(0.1, min(_LONGEST_PAUSE, 0.5 * 2.0**attempt))  # noqa: S311 - no secret
