"""Pages that read the library answer 503 when it cannot be read, at whatever moment that shows."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from search_app.web.factory import create_app
from search_app.web.site import Site
from tests.search_app.web.conftest import FakeSearcher, make_knowledge, make_library


def _overwrite(path: Path) -> None:
    path.write_bytes(b"no library" * 900)


def _flip(path: Path) -> None:
    """Damage the rows of provisions, not what is read when a library is opened."""
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE provisions SET context = '[1'")


def _unsay(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("DROP TABLE tags")


def _older(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 2")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    library = tmp_path_factory.mktemp("trouble") / "library.db"
    return Site(make_knowledge(), FakeSearcher(), library, "generation-1", "https://site.example")


@pytest.fixture(scope="module")
def client(site: Site) -> FlaskClient:
    return create_app(site).test_client()


@pytest.mark.parametrize("address", ["/provision/se-kod.6-11", "/provision/se-kod.6-11.json"])
@pytest.mark.parametrize(
    "trouble", [_overwrite, _flip, _unsay, _older, Path.unlink, lambda path: path.write_bytes(b"")]
)
def test_trouble_with_the_library_is_503(
    site: Site, client: FlaskClient, trouble: Callable[[Path], object], address: str
) -> None:
    library = site.library
    assert library is not None
    for left in library.parent.iterdir():
        left.unlink()
    make_library(library)
    assert client.get(address).status_code == 200
    trouble(library)
    response = client.get(address)
    assert response.status_code == 503
    assert "cannot be read at the moment" in response.text
    assert "library.db" not in response.text
