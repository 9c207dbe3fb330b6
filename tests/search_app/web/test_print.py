"""On paper, three countries by four questions take two pages with all official addresses."""

from __future__ import annotations

import base64
import io
import os
import re
import shutil
import threading
import unicodedata
from collections.abc import Iterator

import pytest
from pypdf import PdfReader
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from werkzeug.serving import make_server

from corpus.library import Knowledge
from search_app.compare import compare
from search_app.web.country import GLANCE
from search_app.web.factory import create_app
from search_app.web.indexless import bare_site

pytestmark = pytest.mark.browser
COUNTRIES = (("se", "fr", "de"), ("at", "gr", "it"), ("hr", "pl", "be"), ("lv", "hu", "nl"))
VICTIMS = ("procuring", "non-punishment", "compensation", "support-exit")
PAPERS = {
    "A4": {"paperWidth": 8.27, "paperHeight": 11.69, "preferCSSPageSize": True},
    "Letter": {"paperWidth": 8.5, "paperHeight": 11, "preferCSSPageSize": True},
}


@pytest.fixture(scope="module")
def address(knowledge: Knowledge) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, create_app(bare_site(knowledge)), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[webdriver.Chrome]:
    binary, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not (binary and driver):
        pytest.skip("no Chromium with its driver on this machine")
    options = Options()
    options.binary_location = binary
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"):
        options.add_argument(argument)
    chrome = webdriver.Chrome(options=options, service=Service(driver, env=dict(os.environ)))
    yield chrome
    chrome.quit()


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("countries", COUNTRIES, ids=" ".join)
@pytest.mark.parametrize("questions", [GLANCE, VICTIMS], ids=["buyers", "victims"])
def test_three_countries_by_four_questions_print_on_two_pages(
    browser: webdriver.Chrome,
    address: str,
    knowledge: Knowledge,
    questions: tuple[str, ...],
    countries: tuple[str, ...],
    paper: str,
) -> None:
    pairs = [f"country={c}" for c in countries] + [f"question={q}" for q in questions]
    browser.get(f"{address}/compare?{'&'.join(pairs)}")
    pdf = browser.execute_cdp_cmd("Page.printToPDF", PAPERS[paper])["data"]
    pages = PdfReader(io.BytesIO(base64.b64decode(pdf))).pages
    assert len(pages) <= 2
    text = plain("".join(page.extract_text() for page in pages))
    for cell in compare(knowledge, countries, questions).cells:
        assert plain(cell.jurisdiction.name) in text
        acts = {act.id: act for act in cell.jurisdiction.instruments}
        named = [acts[cited.citation.instrument] for cited in cell.citations]
        for cited in cell.citations:
            assert plain(cited.label) in text, cited.label
            assert plain(cited.official_url) in text, cited.official_url
        if cell.status.id == "none" and cell.facts:
            searched = {t.instrument for a in cell.facts.absences for t in a.searched}
            named += [acts[name] for name in searched]
            for name in searched:
                assert plain(str(acts[name].url)) in text, name
        for act in named:
            assert plain(act.title) in text, act.id


def plain(text: str) -> str:
    """A text without blanks and hyphens at the end of lines, its ligatures as letters."""
    return re.sub(r"[\s-]+", "", unicodedata.normalize("NFKC", text))
