"""TLS and credentials: who is trusted, what is sent, and that messages keep secrets."""

from __future__ import annotations

import base64
import hashlib
import logging
import ssl
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import trustme

from search_app.index.documents import Document
from search_app.index.elastic.client import connect
from search_app.index.elastic.config import ElasticSettings, elastic_settings
from search_app.index.elastic.engine import ElasticEngine
from search_app.index.elastic.errors import ClusterError, ElasticError
from search_app.index.elastic.reindex import reindex
from tests.elasticsearch.tls import Proxy, tls

pytest_plugins = ["tests.elasticsearch.fixtures"]

SECRET = "not-to-be-seen"  # noqa: S105 - made up
MODEL = Document(
    id="se-1", country="se", instrument="se-x", instrument_title="Lag", number="1", heading="1 §",
    title="Lag 1 §", text="Böcker lånas ut.", language="sv", kind="act", as_of="2001-01-01",
)  # fmt: skip


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def index(elasticsearch_url: str) -> str:
    """An index with one document, made without TLS."""
    given = {"ELASTICSEARCH_URL": elasticsearch_url, "ELASTICSEARCH_INDEX": "tls"}
    reindex(elastic_settings(given), [MODEL])
    return "tls"


@pytest.fixture
def proxy(elasticsearch_url: str, authority: trustme.CA, index: str) -> Iterator[Proxy]:
    with tls(elasticsearch_url, authority) as running:
        yield running


@pytest.fixture
def ca(authority: trustme.CA, tmp_path: Path) -> Path:
    return written(authority, tmp_path / "ca.pem")


def written(authority: trustme.CA, path: Path) -> Path:
    authority.cert_pem.write_to_path(path)
    return path


def settings(proxy: Proxy, **given: str) -> ElasticSettings:
    values = {f"ELASTICSEARCH_{name.upper()}": value for name, value in given.items()}
    base = {"ELASTICSEARCH_URL": proxy.url, "ELASTICSEARCH_INDEX": "tls"}
    return elastic_settings(base | {"ELASTICSEARCH_SEARCH_TIMEOUT": "20"} | values)


def fingerprint(proxy: Proxy) -> str:
    port = int(proxy.url.rsplit(":", 1)[1])
    pem = ssl.get_server_certificate(("localhost", port))
    return hashlib.sha256(ssl.PEM_cert_to_DER_cert(pem)).hexdigest()


def test_the_authority_of_a_file_is_trusted(proxy: Proxy, ca: Path) -> None:
    assert ElasticEngine(settings(proxy, ca=str(ca))).size == 1


@pytest.mark.parametrize(
    "spelt", [str, lambda f: ":".join(f[n : n + 2] for n in range(0, 64, 2)).upper()]
)
def test_the_certificate_of_a_fingerprint_is_trusted(
    proxy: Proxy, spelt: Callable[[str], str]
) -> None:
    assert ElasticEngine(settings(proxy, fingerprint=spelt(fingerprint(proxy)))).size == 1


def other_authority(folder: Path) -> dict[str, str]:
    return {"ca": str(written(trustme.CA(), folder / "other.pem"))}


@pytest.mark.parametrize(
    "given", [other_authority, lambda _: {"fingerprint": "ab" * 32}, lambda _: {}]
)
def test_others_are_not_trusted(
    proxy: Proxy, tmp_path: Path, given: Callable[[Path], dict[str, str]]
) -> None:
    engine = ElasticEngine(settings(proxy, api_key=SECRET, **given(tmp_path)))
    with pytest.raises(
        ClusterError, match=r"ELASTICSEARCH_CA.*ELASTICSEARCH_FINGERPRINT"
    ) as caught:
        _ = engine.size
    assert "\n" not in str(caught.value)
    assert SECRET not in str(caught.value)
    assert not any(SECRET in credentials for credentials in proxy.seen)


@pytest.mark.parametrize(
    ("given", "header"),
    [
        ({"api_key": SECRET}, f"ApiKey {SECRET}"),
        (
            {"user": "reader", "password": SECRET},
            f"Basic {base64.b64encode(f'reader:{SECRET}'.encode()).decode()}",
        ),
        ({}, ""),
    ],
)
def test_credentials_arrive(proxy: Proxy, ca: Path, given: dict[str, str], header: str) -> None:
    assert ElasticEngine(settings(proxy, ca=str(ca), **given)).size == 1
    assert set(proxy.seen) == {header}


@pytest.mark.parametrize("given", [{"api_key": SECRET}, {"user": "reader", "password": SECRET}])
def test_refused_credentials_are_told_without_them(
    elasticsearch_url: str, authority: trustme.CA, ca: Path, given: dict[str, str],
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    caplog.set_level(logging.DEBUG)
    with tls(elasticsearch_url, authority, wanted="ApiKey another") as guarded:
        known = settings(guarded, ca=str(ca), **given)
        for action in (lambda: ElasticEngine(known).size, lambda: reindex(known, [MODEL])):
            with pytest.raises(ElasticError, match="refuses the credentials") as caught:
                action()
            assert SECRET not in f"{caught.value!r} {known!r} {connect(known)!r}"
        assert SECRET not in caplog.text
        assert len(guarded.seen) >= 2
