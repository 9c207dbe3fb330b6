"""Errors of a cluster, each as one clear sentence."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING

from search_app.index.errors import GenerationError, engine_faults

if TYPE_CHECKING:
    from elasticsearch import ApiError


class ElasticError(GenerationError):
    """Elasticsearch cannot be used as asked; the message says why."""


class OldLayoutError(ElasticError):
    """The generation that serves was laid out by other code; only a new one can take its place."""


class ClusterError(ElasticError):
    """The cluster does not respond, or cannot serve now: worth another try later."""


class QueryError(ElasticError):
    """The cluster is healthy but refuses this query."""


TRANSIENT = frozenset({408, 429, 500, 502, 503, 504})
"""Statuses after which the same request may succeed."""


@contextmanager
def translated() -> Iterator[None]:
    """Turn the client's errors into those of this module.

    Raises:
        ClusterError: no response, no index, no permission or an overloaded cluster.
        QueryError: the request itself was refused.
    """
    from elastic_transport import ConnectionTimeout, TlsError, TransportError
    from elasticsearch import ApiError

    try:
        yield
    except ConnectionTimeout as error:
        raise ClusterError("Elasticsearch did not answer in time") from error
    except TlsError as error:
        raise ClusterError(
            "Elasticsearch's certificate is not trusted: check ELASTICSEARCH_CA or "
            "ELASTICSEARCH_FINGERPRINT"
        ) from error
    except TransportError as error:
        raise ClusterError(f"Elasticsearch cannot be reached ({type(error).__name__})") from error
    except ApiError as error:
        raise _of_status(error) from error


def understood() -> AbstractContextManager[None]:
    """Return a block in which an answer is taken apart; one of another form is a `ClusterError`.

    Something else may answer at the address of the cluster: a proxy, or another server.
    """
    return engine_faults(ClusterError, "Elasticsearch answers in a form that is not known")


def _of_status(error: ApiError) -> ElasticError:
    status = error.status_code
    if status == 404:
        return ClusterError("Elasticsearch holds no index: run 'demandside index build' first")
    if status in (401, 403):
        return ClusterError(f"Elasticsearch refuses the credentials (status {status})")
    if status == 400:
        return QueryError(f"Elasticsearch refuses the request: {error.error}")
    return ClusterError(f"Elasticsearch answers with status {status}: {error.error}")
