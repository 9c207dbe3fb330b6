"""axe-core finds no fault (WCAG 2.0 to 2.2, A and AA) on any kind of page, in light and in dark."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

import pytest
from selenium import webdriver

from search_app.paths import DataFolder
from tests.search_app.browsing import chromium
from tests.search_app.serving.running import running

pytestmark = pytest.mark.browser
AXE = (files("selenium_axe_python") / "axe-core" / "axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# axe leaves out target size (WCAG 2.2, 2.5.8) unless it is asked for.
RUN = """
const done = arguments[arguments.length - 1];
const asked = {runOnly: arguments[0], rules: {'target-size': {enabled: true}}};
axe.run(asked).then(found => done(found.violations.map(
  v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.html).join(' | '))));
"""
WIDTHS = {"light": 1280, "dark": 375}
"""Pixels."""
PAGES = (
    *("/", "/compare", "/search?q=prostitution", "/country/se", "/country/eu", "/timeline"),
    *("/answer/se/purchase-adult", "/provision/se-sfs-2001-1.2-1", "/eu", "/eu/eu-knowing-use"),
    *("/policy", "/bodies", "/positions", "/unknown?country=se", "/changes", "/deadlines"),
    *("/facts", "/facts/offences?question=purchase-exploited", "/method", "/about", "/accuracy"),
    *("/count/purchase-adult", "/embed", "/embed/map", "/embed/table", "/embed/cell?country=se"),
    *("/embed/timeline", "/briefing", "/briefing?template=knowing-use", "/data/", "/api"),
    "/briefing?pin=timeline:purchase-adult&pin=map:residence",
    *("/contact", "/corrections", "/check?text=In+Sweden+buying+sex+is+a+crime.", "/no-such-page"),
)


@pytest.fixture(scope="module")
def address(built: DataFolder) -> Iterator[str]:
    """The site on a free port, as `demandside serve` serves it."""
    with running(built, "--workers", "1") as site:
        yield f"http://127.0.0.1:{site.port}"


@pytest.fixture(scope="module")
def browser() -> Iterator[webdriver.Chrome]:
    with chromium() as chrome:
        yield chrome


def faults(browser: webdriver.Chrome, url: str, scheme: str) -> list[str]:
    """What axe finds on a page in a colour scheme: the rule and the first elements.

    Each scheme has a width of its own, so that both the wide and the narrow layout are looked at.
    """
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": WIDTHS[scheme], "height": 1000, "deviceScaleFactor": 1, "mobile": False},
    )
    browser.execute_cdp_cmd(
        "Emulation.setEmulatedMedia",
        {"features": [{"name": "prefers-color-scheme", "value": scheme}]},
    )
    browser.get(url)
    browser.execute_script(AXE)
    found: list[str] = browser.execute_async_script(RUN, RULES)
    return found


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("scheme", list(WIDTHS))
def test_axe_finds_nothing(browser: webdriver.Chrome, address: str, path: str, scheme: str) -> None:
    assert faults(browser, address + path, scheme) == []


def test_axe_sees_what_is_wrong(browser: webdriver.Chrome, address: str) -> None:
    browser.get(address)
    browser.execute_script("document.documentElement.lang = ''; " + AXE)
    found = browser.execute_async_script(RUN, RULES)
    assert any(fault.startswith("html-has-lang") for fault in found)
