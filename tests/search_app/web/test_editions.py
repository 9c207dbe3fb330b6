"""The page of the data: what it lists, what it serves, and what it refuses."""

from __future__ import annotations

import dataclasses
import hashlib
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from corpus.library import packaged_knowledge
from search_app.editions.edition import Edition, make_edition
from search_app.editions.shelf import editions_in, file_of
from search_app.web.factory import create_app
from search_app.web.indexless import bare_site


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """An edition of one state."""
    known = packaged_knowledge()
    kept = {code: j for code, j in known.jurisdictions.items() if code in ("lu", "eu")}
    small = dataclasses.replace(known, jurisdictions=kept, coded={"lu": known.coded["lu"]})
    return make_edition(small, tmp_path_factory.mktemp("data") / "releases")


@pytest.fixture(scope="module")
def visitor(edition: Edition) -> FlaskClient:
    """A client of a site with one edition."""
    site = dataclasses.replace(
        bare_site(packaged_knowledge()), releases=edition.folder.parent,
        base_url="https://site.example",
    )  # fmt: skip
    return create_app(site).test_client()


def test_without_editions_it_says_how_to_make_one(client: FlaskClient) -> None:
    text = client.get("/data/").text
    assert "demandside release" in text
    assert "/facts/offences.xlsx?history=1" in text
    assert client.get("/data.json").get_json()["editions"] == []


def test_it_lists_editions_with_licence_and_citation(
    visitor: FlaskClient, edition: Edition
) -> None:
    told = visitor.get("/data.json").get_json()
    assert told["licence"] == "CC BY 4.0"
    (listed,) = told["editions"]
    assert listed["release"] == edition.release.id
    assert edition.release.id in listed["cite"]
    text = visitor.get("/data/").text
    assert f"Release {edition.release.id}" in text
    assert f"/data/{edition.folder.name}/demandside.sqlite" in text
    assert f"/data/{edition.folder.name}/SHA256SUMS" in text


def test_every_listed_file_is_served_whole(visitor: FlaskClient) -> None:
    (listed,) = visitor.get("/data.json").get_json()["editions"]
    assert len(listed["files"]) > 25
    for file in listed["files"]:
        response = visitor.get(file["url"])
        assert response.status_code == 200, file["url"]
        body = response.get_data()
        assert len(body) == file["size"]
        assert hashlib.sha256(body).hexdigest() == file["sha256"]
        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    "path",
    [
        *("../library.db", "%2e%2e/library.db", "data/../../library.db", "no-such.csv"),
        *("data", "/etc/passwd"),
    ],
)
def test_nothing_else_is_served(visitor: FlaskClient, edition: Edition, path: str) -> None:
    (edition.folder.parent.parent / "library.db").write_text("secret", encoding="utf-8")
    response = visitor.get(f"/data/{edition.folder.name}/{path}")
    assert response.status_code in (404, 308)
    assert b"secret" not in response.get_data()
    assert visitor.get(f"/data/../{path}").status_code in (404, 308)


def test_an_edition_that_is_being_made_is_not_listed(edition: Edition, tmp_path: Path) -> None:
    (tmp_path / ".demandside-1.42").mkdir()
    (tmp_path / ".demandside-1.42/SHA256SUMS").write_text("", encoding="utf-8")
    (tmp_path / "other").mkdir()
    assert editions_in(tmp_path) == ()
    assert editions_in(None) == ()
    assert file_of(tmp_path, ".demandside-1.42", "SHA256SUMS") is None
    assert file_of(None, edition.folder.name, "SHA256SUMS") is None


def test_a_list_cannot_name_files_outside(tmp_path: Path) -> None:
    place = tmp_path / "releases" / "an-edition"
    place.mkdir(parents=True)
    (tmp_path / "library.db").write_text("secret", encoding="utf-8")
    lines = "".join(f"{'0' * 64}  {path}\n" for path in ("../../library.db", "/etc/hostname"))
    (place / "SHA256SUMS").write_text(lines, encoding="utf-8")
    assert file_of(tmp_path / "releases", "an-edition", "../../library.db") is None
    assert file_of(tmp_path / "releases", "an-edition", "/etc/hostname") is None
