"""What a journalist, a researcher, an advocate and a data scientist take away, in a browser."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import anyio
import frictionless
import openpyxl
import pytest
from lxml import etree
from pypdf import PdfReader
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from search_app.paths import DataFolder
from tests.search_app.browsing import chromium
from tests.search_app.serving.running import running

pytestmark = pytest.mark.browser
PATIENCE = 30
WORD = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}


@pytest.fixture(scope="module")
def address(built: DataFolder) -> Iterator[str]:
    """The site on a free port, as `demandside serve` serves it."""
    with running(built, "--workers", "1") as site:
        yield f"http://127.0.0.1:{site.port}"


@pytest.fixture(scope="module")
def downloads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("downloads")


@pytest.fixture(scope="module")
def browser(downloads: Path) -> Iterator[webdriver.Chrome]:
    with chromium(downloads) as chrome:
        yield chrome


def link(browser: webdriver.Chrome, begins: str) -> str:
    """The address of the first link in the page whose path begins like this."""
    anchor = browser.find_element(By.CSS_SELECTOR, f"main a[href^='{begins}']")
    return anchor.get_attribute("href") or ""


def fetched(url: str) -> bytes:
    with urlopen(url, timeout=PATIENCE) as response:
        body: bytes = response.read()
    return body


def follow(browser: webdriver.Chrome, begins: str) -> None:
    browser.get(link(browser, begins))


def test_a_journalist_counts_maps_embeds_and_cites(browser: webdriver.Chrome, address: str) -> None:
    browser.get(address)
    follow(browser, "/count/")
    assert "of the 27 member states" in browser.find_element(By.TAG_NAME, "main").text
    pictures = {}
    for day in ("2016-12-31", "today"):
        if day != "today":
            follow(browser, f"/count/purchase-adult?as_of={day}")
        pictures[day] = fetched(link(browser, "/map/purchase-adult.svg")).decode()
        assert fetched(link(browser, "/map/purchase-adult.png"))[:8] == b"\x89PNG\r\n\x1a\n"
        named = browser.find_element(By.TAG_NAME, "main").text.split("of the 27 member states")[1]
        assert "Sweden" in named.split(".")[0]
        assert ("Ireland" in named.split(".")[0]) == (day == "today")  # since 2017
        browser.get(f"{address}/count/purchase-adult")
    assert "2016" in pictures["2016-12-31"] and "2016" not in pictures["today"]
    follow(browser, "/embed")
    snippet = browser.find_element(By.CSS_SELECTOR, "pre.snippet").text
    (source,) = re.findall(r'src="([^"]+)"', snippet)
    browser.get(unescape(source))
    frame = browser.find_element(By.TAG_NAME, "body").text
    assert "demandside" in frame and "CC BY 4.0" in frame
    browser.get(f"{address}/count/purchase-adult")
    assert fetched(link(browser, "/cite/count/purchase-adult.bib")).lstrip().startswith(b"@")
    assert fetched(link(browser, "/cite/count/purchase-adult.ris")).startswith(b"TY  - ")


def test_a_researcher_filters_downloads_and_reproduces(
    browser: webdriver.Chrome, address: str, downloads: Path
) -> None:
    browser.get(f"{address}/facts/offences?question=purchase-exploited")
    for standard in ("should-have-known", "negligence", "gross-negligence", "reason-to-suspect"):
        for box in browser.find_elements(By.CSS_SELECTOR, f"[name=fault][value={standard}]"):
            browser.execute_script("arguments[0].checked = true", box)
    day = browser.find_element(By.CSS_SELECTOR, "main [name=as_of]")
    browser.execute_script("arguments[0].value = '2016-01-01'", day)
    browser.execute_script("arguments[0].form.requestSubmit()", day)
    WebDriverWait(browser, PATIENCE).until(lambda b: "as_of=2016-01-01" in b.current_url)
    browser.get(link(browser, "/facts/offences.xlsx"))
    WebDriverWait(browser, PATIENCE).until(lambda _: list(downloads.glob("*.xlsx")))
    (saved,) = downloads.glob("*.xlsx")
    book = openpyxl.load_workbook(saved)
    sheet = next(one for one in book if one.title != "About")
    names, *rows = sheet.iter_rows(values_only=True)
    states = {row[names.index("country")] for row in rows}
    data = link(browser, "/facts/offences.json")
    once, again = (json.loads(fetched(data)) for _ in range(2))
    assert once == again
    assert states == {row["country"] for row in once["rows"]}
    assert "fi" in states and "fr" not in states  # Finland: since 2015 it is enough to have reason
    licence = " ".join(
        str(cell) for row in book["About"].iter_rows(values_only=True) for cell in row
    )
    assert "CC BY 4.0" in licence


def test_an_advocate_makes_a_briefing_with_footnotes(
    browser: webdriver.Chrome, address: str
) -> None:
    pytest.importorskip("typst")
    pytest.importorskip("pypandoc")
    states = "country=se&country=fr&country=de"
    browser.get(f"{address}/briefing?template=comparison&{states}")
    shown = browser.find_elements(By.CSS_SELECTOR, "main a[href^='#note-']")
    document = zipfile.ZipFile(io.BytesIO(fetched(link(browser, "/briefing.docx"))))
    notes = etree.fromstring(document.read("word/footnotes.xml"))
    texts = ["".join(note.itertext()) for note in notes.findall("w:footnote", WORD)]
    body = etree.fromstring(document.read("word/document.xml"))
    references = body.findall(".//w:footnoteReference", WORD)
    assert len(references) == len({anchor.get_attribute("href") for anchor in shown}) > 10
    assert any("6 kap. 11 §" in text for text in texts)
    assert any("legifrance.gouv.fr" in text for text in texts)
    pdf = PdfReader(io.BytesIO(fetched(link(browser, "/briefing.pdf"))))
    words = " ".join(page.extract_text() for page in pdf.pages)
    assert all(name in words for name in ("Sweden", "France", "Germany", "611-1"))
    assert pdf.xmp_metadata is not None
    assert b"pdfuaid:part" in pdf.xmp_metadata.stream.get_data()  # declares PDF/UA
    assert "/StructTreeRoot" in pdf.trailer["/Root"]  # type: ignore[operator] # and is tagged


def test_a_data_scientist_validates_walks_and_connects(
    browser: webdriver.Chrome, address: str, built: DataFolder, tmp_path: Path
) -> None:
    command = "from search_app.cli import main; main()"
    subprocess.run(
        [sys.executable, "-c", command, "release", "--data", built.root, "--out", tmp_path],
        check=True,
        capture_output=True,
    )
    (package,) = tmp_path.rglob("datapackage.json")
    assert frictionless.validate(str(package)).valid
    browser.get(f"{address}/api")
    assert "/api/v1/cells" in browser.find_element(By.TAG_NAME, "main").text
    cells = list(_walked(f"{address}/api/v1/cells?limit=200"))
    compared = json.loads(fetched(f"{address}/compare.json?questions=all"))["cells"]
    assert len(cells) == len({(c["country"], c["question"]) for c in cells}) == len(compared)
    assert all(c["provenance"]["release"] for c in cells)
    pytest.importorskip("mcp")
    anyio.run(_ask_five_questions, built)


def _walked(url: str | None) -> Iterator[dict[str, Any]]:
    while url:
        page = json.loads(fetched(url))
        yield from page["items"]
        url = page["next"]


async def _ask_five_questions(built: DataFolder) -> None:
    from mcp import Client, StdioServerParameters
    from mcp.client.stdio import stdio_client

    from tests.search_app.mcp.test_server import asking, five_questions

    command = "from search_app.cli import main; main()"
    server = StdioServerParameters(
        command=sys.executable, args=["-c", command, "mcp", "--data", str(built.root)]
    )
    async with Client(stdio_client(server)) as client:
        await five_questions(asking(client))
