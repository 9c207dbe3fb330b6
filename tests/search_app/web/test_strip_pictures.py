"""The timeline of a question as a picture, and as a chart of a briefing."""

from __future__ import annotations

import io
import zipfile

import pytest
from flask.testing import FlaskClient
from lxml import etree
from pypdf import PdfReader

from corpus.library import Knowledge
from search_app.web.factory import create_app
from search_app.web.indexless import bare_site

SVG = {"s": "http://www.w3.org/2000/svg"}


@pytest.fixture(scope="module")
def real(knowledge: Knowledge) -> FlaskClient:
    return create_app(bare_site(knowledge)).test_client()


def test_a_picture_has_a_strip_for_each_state_and_says_what_it_shows(real: FlaskClient) -> None:
    response = real.get("/timeline/purchase-adult.svg?as_of=2016-12-31")
    assert response.content_type == "image/svg+xml; charset=utf-8"
    name = 'inline; filename="demandside-timeline-purchase-adult-2016-12-31.svg"'
    assert response.headers["Content-Disposition"] == name
    picture = etree.fromstring(response.data)
    strips = picture.findall("s:g", SVG)
    assert len(strips) == 27
    france = next(g for g in strips if g.findtext("s:title", "", SVG).startswith("France: "))
    assert "Criminal offence since 15 April 2016" in france.findtext("s:title", "", SVG)
    before, after = france.findall("s:rect", SVG)
    assert float(before.get("width")) > 15 * float(after.get("width"))
    assert before.get("fill") != after.get("fill")
    said = " ".join(picture.itertext())
    for words in ("1 January 1998 to 31 December 2016", "Data: CC BY 4.0", "release ", "2015"):
        assert words in said
    assert "2020" not in said
    fills = {rect.get("fill") for rect in picture.iterfind(".//s:rect", SVG)}
    assert {"url(#p-partial)", "url(#p-administrative)"} <= fills


def test_strips_fill_the_whole_time_without_gaps(real: FlaskClient) -> None:
    picture = etree.fromstring(real.get("/timeline/purchase-adult.svg").data)
    ends = set()
    for strip in picture.iterfind("s:g", SVG):
        at = 180.0
        for bar in strip.iterfind("s:rect", SVG):
            assert float(bar.get("x")) == pytest.approx(at, abs=0.1)
            at += float(bar.get("width"))
        ends.add(round(at))
    assert ends == {970}


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/timeline/purchase-adult.svg?as_of=1998-01-01", 400),
        ("/timeline/purchase-adult.svg?theme=pink", 400),
        ("/timeline/no-such.svg", 404),
    ],
)
def test_what_cannot_be_drawn_is_refused(client: FlaskClient, path: str, code: int) -> None:
    assert client.get(path).status_code == code


def test_png_and_the_page(client: FlaskClient) -> None:
    picture = client.get("/timeline/purchase-adult.png")
    assert picture.content_type == "image/png" and picture.data.startswith(b"\x89PNG")
    page = client.get("/timeline/purchase-adult")
    assert page.status_code == 302 and page.location.endswith("/timeline?question=purchase-adult")
    links = etree.HTML(client.get(page.location).text).xpath("//a/@href")
    assert "/timeline/purchase-adult.svg" in links
    assert "/briefing?pin=timeline:purchase-adult" in links


@pytest.mark.parametrize(
    ("added", "pin"),
    [
        ("/timeline?question=purchase-adult", "timeline:purchase-adult"),
        ("/timeline?question=purchase-adult&country=se", "timeline:se/purchase-adult"),
        ("/timeline/purchase-adult.svg?theme=dark", "timeline:purchase-adult"),
    ],
)
def test_addresses_of_timelines_are_pins(client: FlaskClient, added: str, pin: str) -> None:
    response = client.post("/briefing/arrange", data={"add": added})
    assert response.location == f"/briefing?pin={pin.replace(':', '%3A').replace('/', '%2F')}"


@pytest.mark.parametrize("added", ["/timeline", "/timeline?question=a&question=b"])
def test_a_page_of_several_timelines_is_no_pin(client: FlaskClient, added: str) -> None:
    assert client.post("/briefing/arrange", data={"add": added}).status_code == 400


def test_a_briefing_has_the_chart_and_the_same_in_words(real: FlaskClient) -> None:
    query = "pin=timeline:purchase-adult&as_of=2016-12-31"
    page = etree.HTML(real.get(f"/briefing.html?{query}").text)
    (image,) = page.xpath("//figure//img")
    assert image.get("alt").startswith("Timeline with a strip for each member state")
    assert real.get(image.get("src")).content_type.startswith("image/svg")
    lines = ["".join(li.itertext()) for li in page.xpath("//figure/following-sibling::ul[1]/li")]
    assert len(lines) == 27
    assert "France: None found in 1998 already; Criminal offence since 15 April 2016." in lines[9]
    with zipfile.ZipFile(io.BytesIO(real.get(f"/briefing.docx?{query}").data)) as file:
        word = etree.fromstring(file.read("word/document.xml"))
    assert [p.get("descr")[:8] for p in word.iterfind(".//{*}docPr")] == ["Timeline"]
    pdf = PdfReader(io.BytesIO(real.get(f"/briefing.pdf?{query}").data))
    text = " ".join(" ".join(one.extract_text() for one in pdf.pages).split())
    assert "the law from 1 January 1998 to 31 December 2016. Source: demandside" in text


def test_a_briefing_of_the_day_on_which_the_timeline_begins_says_so(client: FlaskClient) -> None:
    text = client.get("/briefing.md?pin=timeline:purchase-adult&as_of=1998-01-01").text
    assert "The timeline begins after this day." in text
