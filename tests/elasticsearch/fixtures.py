"""Fixtures: one real server for the session, and an index prefix of its own for each module."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.elasticsearch.server import Server, UnavailableError, lay_out


@pytest.fixture(scope="session")
def elasticsearch_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A laid-out server; the tests that need it are skipped where it cannot be had."""
    try:
        return lay_out(tmp_path_factory.mktemp("elasticsearch"))
    except UnavailableError as error:
        pytest.skip(f"no Elasticsearch: {error}")


@pytest.fixture(scope="session")
def elasticsearch_url(
    elasticsearch_home: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of a running node with data of its own; it ends with the session."""
    data = tmp_path_factory.mktemp("node")
    server = Server(elasticsearch_home, data, settings={"path.repo": str(data / "snapshots")})
    try:
        yield server.start()
    finally:
        server.stop()
