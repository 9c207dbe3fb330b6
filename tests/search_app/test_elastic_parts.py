"""Parts of the Elasticsearch engine that need no server: settings, errors, loading, requests."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
import trustme
from elastic_transport import ApiResponseMeta, ConnectionTimeout, HttpHeaders, NodeConfig
from elastic_transport import ConnectionError as LostConnection
from elasticsearch import ApiError, Elasticsearch

from search_app.index.documents import Document
from search_app.index.elastic.bulk import CHUNK, Loader, LoadError
from search_app.index.elastic.client import connect, retrying, wait
from search_app.index.elastic.compile import REST, search_body
from search_app.index.elastic.config import ElasticSettings, elastic_settings, wanted
from search_app.index.elastic.entry import LONGEST_KEY, key
from search_app.index.elastic.errors import ClusterError, ElasticError, QueryError, translated
from search_app.index.query import SearchQuery
from tests.search_app.plans import bare_plan

URL = {"ELASTICSEARCH_URL": "https://one:9200, https://two:9200/"}
MODEL = Document(
    id="se-1", country="se", instrument="se-x", instrument_title="Lag", number="1", heading="1 §",
    title="Lag 1 §", text="Böcker lånas ut.", language="sv", kind="act", as_of="2001-01-01",
)  # fmt: skip


def status_error(status: int) -> ApiError:
    node = NodeConfig("http", "localhost", 9200)
    meta = ApiResponseMeta(status, "1.1", HttpHeaders(), 0.0, node)
    return ApiError("reason", meta, {"error": "reason"})


def test_settings_of_the_environment(tmp_path: Path) -> None:
    ca = tmp_path / "ca.pem"
    trustme.CA().cert_pem.write_to_path(ca)
    settings = elastic_settings(
        URL | {"ELASTICSEARCH_CA": str(ca), "ELASTICSEARCH_API_KEY": "secret",
               "ELASTICSEARCH_SHARDS": "3", "ELASTICSEARCH_SEARCH_TIMEOUT": "0.7"}
    )  # fmt: skip
    assert settings.urls == ("https://one:9200", "https://two:9200")
    assert (settings.ca, settings.shards, settings.search_timeout) == (ca, 3, 0.7)
    assert "secret" not in repr(settings)
    assert wanted(URL)
    assert not wanted({"ELASTICSEARCH_URL": " "})


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"ELASTICSEARCH_URL": ""}, "ELASTICSEARCH_URL is not set"),
        ({"ELASTICSEARCH_URL": "localhost:9200"}, "not an http"),
        ({"ELASTICSEARCH_URL": "http://a:b@host:9200"}, "without credentials"),
        ({"ELASTICSEARCH_CA": "/no/such/file"}, "there is no file"),
        ({"ELASTICSEARCH_CA": __file__}, "holds no certificate"),
        ({"ELASTICSEARCH_FINGERPRINT": "ab:cd"}, "ELASTICSEARCH_FINGERPRINT"),
        ({"ELASTICSEARCH_USER": "u"}, "belong together"),
        (
            {
                "ELASTICSEARCH_USER": "u",
                "ELASTICSEARCH_PASSWORD": "p",
                "ELASTICSEARCH_API_KEY": "k",
            },
            "not both",
        ),
        ({"ELASTICSEARCH_SHARDS": "many"}, "not a number"),
        ({"ELASTICSEARCH_REPLICAS": "99"}, "between 0 and 10"),
        ({"ELASTICSEARCH_INDEX": "Up/per"}, "ELASTICSEARCH_INDEX"),
        ({"ELASTICSEARCH_REFRESH": "soon"}, "ELASTICSEARCH_REFRESH"),
    ],
)
def test_wrong_settings_are_named(given: dict[str, str], message: str) -> None:
    with pytest.raises(ElasticError, match=message) as caught:
        elastic_settings(URL | given)
    assert "a:b" not in str(caught.value)


def test_a_client_knows_all_addresses() -> None:
    settings = ElasticSettings(urls=("http://one:9200", "http://two:9200"), user="u", password="p")  # noqa: S106
    assert len(connect(settings).transport.node_pool.all()) == 2
    assert connect(replace(settings, user=None, api_key="k"))
    assert (
        connect(ElasticSettings(urls=("https://one:9200",), fingerprint="ab" * 32))
        .transport.node_pool.get()
        .config.ssl_assert_fingerprint
    )


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (ConnectionTimeout("slow"), ClusterError),
        (LostConnection("gone"), ClusterError),
        (status_error(503), ClusterError),
        (status_error(404), ClusterError),
        (status_error(401), ClusterError),
        (status_error(400), QueryError),
    ],
)
def test_errors_become_one_sentence(error: Exception, kind: type[Exception]) -> None:
    with pytest.raises(kind), translated():
        raise error


def test_what_may_pass_is_repeated() -> None:
    failures = [LostConnection("gone"), status_error(429), ConnectionTimeout("slow")]
    pauses: list[float] = []

    def action() -> str:
        if failures:
            raise failures.pop()
        return "done"

    assert retrying(action, 3, pauses.append) == "done"
    assert len(pauses) == 3


def test_what_cannot_pass_is_not_repeated() -> None:
    def action() -> None:
        raise status_error(400)

    with pytest.raises(ApiError):
        retrying(action, 3, lambda _: pytest.fail("waited"))


def test_waits_grow_up_to_a_bound() -> None:
    assert all(0.1 <= wait(n) <= 30 for n in range(40))


class Cluster:
    """Answers bulk requests; `plan` tells the status of each item of each request in turn."""

    def __init__(self, plan: list[dict[str, int] | Exception]) -> None:
        self.plan = plan
        self.sent: list[list[str]] = []

    def bulk(self, *, index: str, operations: list[dict[str, Any]]) -> dict[str, Any]:
        names = [part["index"]["_id"] for part in operations[::2]]
        self.sent.append(names)
        step = self.plan.pop(0) if self.plan else {}
        if isinstance(step, Exception):
            raise step
        return {"items": [self._item(index, name, step.get(name, 201)) for name in names]}

    def _item(self, index: str, name: str, status: int) -> dict[str, Any]:
        result: dict[str, Any] = {"_index": index, "_id": name, "status": status}
        if status >= 300:
            result["error"] = {"reason": "no", "caused_by": {"reason": "because"}}
        return {"index": result}


def loader(cluster: Cluster, retries: int = 2) -> Loader:
    return Loader(cast(Elasticsearch, cluster), "x", retries, pause=lambda _: None)


def some(count: int) -> list[Document]:
    return [replace(MODEL, id=f"se-{n}") for n in range(count)]


def placed(count: int) -> list[tuple[float, Document]]:
    return [(float(n), document) for n, document in enumerate(some(count), start=1)]


def test_a_lost_chunk_is_sent_again_with_the_same_ids() -> None:
    cluster = Cluster([{}, LostConnection("gone")])
    report = loader(cluster).load(placed(CHUNK + 2))
    assert cluster.sent[1] == cluster.sent[2] == [f"se-{CHUNK}", f"se-{CHUNK + 1}"]
    assert (report.loaded, report.repeated_chunks) == (CHUNK + 2, 1)
    assert report.expected["country", "se"] == CHUNK + 2


def test_only_overloaded_items_are_sent_again() -> None:
    cluster = Cluster([{"se-1": 429}])
    report = loader(cluster).load(placed(3))
    assert cluster.sent == [["se-0", "se-1", "se-2"], ["se-1"]]
    assert (report.loaded, report.repeated_items) == (3, 1)


def test_refused_items_are_reported_each() -> None:
    with pytest.raises(LoadError, match=r"se-1: no \(because\)") as caught:
        loader(Cluster([{"se-1": 400}])).load(placed(3))
    assert caught.value.report.refused == [("se-1", "no (because)")]
    assert caught.value.report.loaded == 2


def test_a_cluster_that_stays_overloaded_ends_the_load() -> None:
    with pytest.raises(LoadError, match="stayed overloaded"):
        loader(Cluster([{"se-0": 429}] * 3)).load(placed(1))
    with pytest.raises(ClusterError):
        loader(Cluster([LostConnection("gone")] * 3)).load(placed(1))


def test_a_facet_ignores_its_own_filter() -> None:
    query = SearchQuery("x", countries=("se",), kinds=("act",))
    body = search_body(bare_plan(query))
    filters = {name: part["filter"]["bool"]["filter"] for name, part in body["aggs"].items()}
    assert filters["country"] == [{"terms": {"kind": ["act"]}}]
    assert filters["kind"] == [{"terms": {"country": ["se"]}}]
    assert len(filters[REST]) == len(body["post_filter"]["bool"]["filter"]) == 2


def test_keys_and_days() -> None:
    assert key("se-1") == "se-1"
    assert len(key("ö" * 300)) <= LONGEST_KEY < len(("ö" * 300).encode())
    dated = [replace(MODEL, as_of=value) for value in ("2001-02-03", "2001", None)]
    assert [document.day for document in dated] == [20010203, 20010000, 0]
