"""The map and the frames in a real browser: keyboard, framing by another site, width."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from wsgiref.types import WSGIApplication

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from werkzeug.serving import make_server
from werkzeug.wrappers import Response

from corpus.library import Knowledge
from search_app.web.factory import create_app
from search_app.web.indexless import bare_site
from tests.search_app.browsing import chromium

pytestmark = pytest.mark.browser
PATHS = (
    "/count/purchase-adult",
    "/embed",
    "/embed/map",
    "/embed/table?question=residence",
    "/embed/cell?country=se",
    "/embed/timeline",
)


@contextmanager
def served(app: WSGIApplication) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.fixture(scope="module")
def address(knowledge: Knowledge) -> Iterator[str]:
    with served(create_app(bare_site(knowledge))) as url:
        yield url


@pytest.fixture(scope="module")
def browser() -> Iterator[webdriver.Chrome]:
    with chromium() as chrome:
        yield chrome


def test_states_are_reached_by_keyboard(browser: webdriver.Chrome, address: str) -> None:
    browser.get(f"{address}/count/purchase-adult")
    links = browser.find_elements(By.CSS_SELECTOR, ".europe a")
    names = [link.accessible_name for link in links]
    assert len(names) == 27 and "Sweden: Criminal offence" in names
    browser.execute_script("arguments[0].focus()", links[0])
    for _ in range(3):
        browser.switch_to.active_element.send_keys(Keys.TAB)
    assert browser.switch_to.active_element == links[3]
    shape = links[3].find_element(By.CSS_SELECTOR, ".map-outline")
    assert shape.value_of_css_property("stroke-width") == "4px"
    browser.switch_to.active_element.send_keys(Keys.ENTER)
    assert "/answer/" in browser.current_url


@pytest.mark.parametrize(
    ("path", "shown"), [("/embed/map", True), ("/count/purchase-adult", False)]
)
def test_another_site_can_frame_embeds_only(
    browser: webdriver.Chrome, address: str, path: str, *, shown: bool
) -> None:
    frame = f'<iframe src="{address}{path}" title="A map" width="700" height="900"></iframe>'
    page = f"<!doctype html><title>Another site</title>{frame}"
    with served(Response(page, content_type="text/html")) as other:
        browser.get(other)
        browser.switch_to.frame(0)
        drawn = browser.find_elements(By.CSS_SELECTOR, ".europe a")
        browser.switch_to.default_content()
    assert bool(drawn) == shown


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("width", [1280, 320])
def test_nothing_is_wider_than_the_screen(
    browser: webdriver.Chrome, address: str, path: str, width: int
) -> None:
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    browser.get(address + path)
    assert browser.execute_script("return document.documentElement.scrollWidth") <= width
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
