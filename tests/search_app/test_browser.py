"""The main job in a real browser: search, open, add a country, compare, download."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from search_app.paths import DataFolder
from tests.search_app.browsing import chromium
from tests.search_app.serving.running import running

pytestmark = pytest.mark.browser
PATIENCE = 30


@pytest.fixture(scope="module")
def address(built: DataFolder) -> Iterator[str]:
    """The site on a free port, as `demandside serve` serves it."""
    with running(built, "--workers", "1") as site:
        assert site.get("/")[0] == 200
        yield f"http://127.0.0.1:{site.port}"


@pytest.fixture(scope="module")
def downloads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("downloads")


@pytest.fixture(scope="module")
def browser(downloads: Path) -> Iterator[webdriver.Chrome]:
    with chromium(downloads) as chrome:
        yield chrome


def test_search_open_compare_download(
    browser: webdriver.Chrome, address: str, downloads: Path
) -> None:
    wait = WebDriverWait(browser, PATIENCE)
    browser.get(address)
    assert "Who answers in law for buying sex" in browser.find_element(By.TAG_NAME, "h1").text

    box = browser.find_element(By.CSS_SELECTOR, "main input[name=q], header input[name=q]")
    box.send_keys("köp av sexuell tjänst")
    box.submit()
    wait.until(lambda b: "/search" in b.current_url)
    hit = browser.find_element(By.CSS_SELECTOR, "main a[href='/provision/se-sfs-2001-1.2-1']")
    hit.click()
    wait.until(lambda b: "/provision/" in b.current_url)
    original = browser.find_element(By.CSS_SELECTOR, "main [lang=sv] mark")
    assert original.text

    browser.get(f"{address}/compare?country=se&question=purchase-adult")
    assert "Sweden" in browser.find_element(By.CSS_SELECTOR, "main table").text
    france = browser.find_element(By.CSS_SELECTOR, "main form [name=country][value=fr]")
    browser.execute_script("arguments[0].closest('details')?.setAttribute('open', '')", france)
    if france.tag_name == "option":
        browser.execute_script("arguments[0].selected = true", france)
    else:
        browser.execute_script("arguments[0].checked = true", france)
    browser.execute_script("arguments[0].closest('form').requestSubmit()", france)
    wait.until(lambda b: "country=fr" in b.current_url)
    table = browser.find_element(By.CSS_SELECTOR, "main table").text
    assert "Sweden" in table
    assert "France" in table

    link = browser.find_element(By.CSS_SELECTOR, "main a[href*='/compare.csv']")
    browser.get(link.get_attribute("href") or "")
    wait.until(lambda _: list(downloads.glob("*.csv")))
    (saved,) = downloads.glob("*.csv")
    with saved.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["country"] for row in rows} == {"se", "fr"}


WIDE = [
    *("/", "/compare", "/search?q=prostitution", "/country/se", "/country/eu", "/timeline"),
    *("/compare?as_of=2010-01-01&status=criminal&sort=status", "/eu", "/eu/eu-knowing-use"),
    *("/policy", "/policy/se-plan", "/bodies", "/positions", "/unknown?country=se"),
]


def test_history_and_union_law_need_no_script(browser: webdriver.Chrome, address: str) -> None:
    browser.get(f"{address}/timeline?question=purchase-adult")
    strip = browser.find_element(By.CSS_SELECTOR, "main svg[role=img]")
    assert strip.accessible_name
    assert strip.size["width"] > 300
    assert strip.find_elements(By.TAG_NAME, "rect")
    browser.find_element(By.CSS_SELECTOR, "main details summary").click()
    assert "Sweden" in browser.find_element(By.CSS_SELECTOR, "main details table").text

    browser.get(f"{address}/eu")
    browser.find_element(By.CSS_SELECTOR, "#eu-knowing-use h3 a").click()
    WebDriverWait(browser, PATIENCE).until(lambda b: "/eu/eu-knowing-use" in b.current_url)
    rows = browser.find_elements(By.CSS_SELECTOR, "main table.states tbody tr")
    assert len(rows) == 27
    denmark = next(row.text for row in rows if row.text.startswith("Denmark"))
    assert "not bound" in denmark


@pytest.mark.parametrize("path", WIDE)
@pytest.mark.parametrize("width", [1280, 375])
def test_no_page_is_wider_than_the_screen(
    browser: webdriver.Chrome, address: str, path: str, width: int
) -> None:
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600},
    )
    browser.get(address + path)
    wide = browser.execute_script("return document.documentElement.scrollWidth")
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert wide <= width
