"""What makes pages light: trimmed templates, words and addresses made once, signs in one place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from lxml import html

import search_app.web
from corpus.library import packaged_knowledge
from search_app.compare import cell
from search_app.web import remembering
from search_app.web.factory import create_app
from search_app.web.indexless import bare_site
from search_app.web.trimming import trimmed

PAGES = ("/", "/eu", "/compare", "/compare?questions=all", "/accuracy", "/timeline")
STATIC = Path(search_app.web.__file__).parent / "static"


def shape(page: str) -> list[tuple[str, str, tuple[tuple[str, str], ...]]]:
    """The elements of a page in order, with their own text and attributes."""
    return [
        (str(node.tag), " ".join((node.text or "").split()), tuple(sorted(node.attrib.items())))
        for node in html.fromstring(page).iter()
        if isinstance(node.tag, str)
    ]


@pytest.mark.parametrize("path", PAGES)
def test_a_trimmed_page_is_the_same_document(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    site = bare_site(packaged_knowledge())
    light = create_app(site).test_client().get(path).text
    monkeypatch.setattr("search_app.web.trimming.trimmed", lambda text: text)
    full = create_app(site).test_client().get(path).text
    assert "</td>" in full or "</li>" in full
    assert "</td>" not in light and "</li>" not in light
    assert len(light) < len(full)
    assert shape(light) == shape(full)


def test_only_fixed_text_is_trimmed() -> None:
    assert trimmed("<td>1</td>\n    <td>2</td>\n") == "<td>1\n<td>2\n"
    assert trimmed("<b>x</b>  <p>y</p>") == "<b>x</b>  <p>y</p>"


def test_the_large_pages_say_each_thing_once(client: FlaskClient) -> None:
    """Cells carry neither the name of their column nor a role that a table has by itself."""
    strips = client.get("/timeline").text
    assert strips.count('<g id="years">') == 1
    assert 1 <= strips.count("<line ") <= 6
    assert strips.count('<use href="#years"/>') == strips.count("role=img") > 0
    figures = client.get("/accuracy").text
    assert "data-label" not in figures.split("<main")[1].split("</main>")[0]
    grid = (
        create_app(bare_site(packaged_knowledge())).test_client().get("/compare?questions=all").text
    )
    assert "data-label" not in grid and 'role="cell"' not in grid
    assert grid.count("<td class=s-") == 28 * 20


def test_every_status_has_its_sign_in_small_cells() -> None:
    css = (STATIC / "data.css").read_text("utf-8")
    rules = re.findall(r"((?:\.compact \.s-[\w-]+ > a::before[, ]*)+)\{ content: \"(.)\\a0\";", css)
    found = {name: sign for row, sign in rules for name in re.findall(r"\.s-([\w-]+)", row)}
    assert found == {s.id: s.sign for s in packaged_knowledge().statuses.values()}


def test_the_answers_of_the_states_are_one_link_from_union_law() -> None:
    client = create_app(bare_site(packaged_knowledge())).test_client()
    section = client.get("/eu").text.split('id="states"')[1].split("</section>")[0]
    address = re.findall(r'href="(/compare\?[^"]+)"', section)[0].replace("&amp;", "&")
    grid = client.get(address).text
    asked = re.findall(r"question=([\w-]+)", address)
    assert len(asked) > 5
    states = packaged_knowledge().states
    assert all(f"/answer/{code}/{name}" in grid for code in states for name in asked)


def test_a_cell_is_made_once() -> None:
    knowledge = packaged_knowledge()
    day = next(iter(knowledge.jurisdictions["se"].answers["purchase-adult"])).checked
    first = cell(knowledge, "se", "purchase-adult", day)
    assert cell(knowledge, "se", "purchase-adult", day) is first
    assert cell(knowledge, "fr", "purchase-adult", day).jurisdiction.code == "fr"


def test_what_a_reader_types_is_not_remembered(client: FlaskClient) -> None:
    client.get("/search?q=zebracorn+law&country=se")
    assert "zebracorn" not in repr(remembering._known("en"))
    before = remembering._made.cache_info().currsize
    client.get("/search?q=zebracorn+paper&country=se")
    client.get("/answer/se/zebracorn-1")
    client.get("/provision/zebracorn-2")
    assert remembering._made.cache_info().currsize == before


def test_addresses_follow_the_prefix_under_which_the_site_is_mounted(client: FlaskClient) -> None:
    plain = client.get("/eu").text
    mounted = client.get("/eu", environ_overrides={"SCRIPT_NAME": "/law"}).text
    assert 'href="/country/eu"' in plain and 'href="/law/country/eu"' not in plain
    assert 'href="/law/country/eu"' in mounted and 'href="/country/eu"' not in mounted
