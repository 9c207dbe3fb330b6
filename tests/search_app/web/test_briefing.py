"""The briefing builder: its list in the address, its form, and the documents that it makes."""

from __future__ import annotations

import io
import json
import zipfile
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from flask.testing import FlaskClient
from lxml import etree
from pypdf import PdfReader

from corpus.library import Knowledge, packaged_knowledge
from search_app.briefing.templates import briefing_templates
from search_app.web.factory import create_app
from search_app.web.indexless import bare_site
from tests.search_app.web.conftest import PAYLOAD

CELL = "cell:se/purchase-adult"
LIST = (
    f"/briefing?pin={CELL}&pin=provision:se-kod.6-11&pin=event:se/2011-07-01"
    "&pin=count:purchase-adult"
)


def pairs(address: str) -> list[tuple[str, str]]:
    return parse_qsl(urlsplit(address).query)


def test_pins_stand_in_the_order_of_the_address(client: FlaskClient) -> None:
    text = client.get(LIST.replace("?", ".md?")).text
    places = [
        text.index(words)
        for words in (
            "## Oneland: Buying sex from an adult",
            "## Oneland: Kd, 6 kap. 11 §",
            "## Oneland, 1 July 2011",
            "## Buying sex from an adult in the member states",
        )
    ]
    assert places == sorted(places)
    assert "[^1]:" in text and "Official text: <https://law.example/kod>" in text
    assert PAYLOAD not in text


def test_the_comparison_takes_the_parameters_of_compare(client: FlaskClient) -> None:
    told = client.get("/briefing.json?country=se&question=purchase-adult&as_of=2005-01-01").json
    assert told is not None
    said = [s["text"] for s in told["statements"] if s["text"].startswith("Oneland: Criminal")]
    assert len(said) == 1 and "with a fine" in said[0]
    assert told["as_of"] == "2005-01-01"


def test_the_permanent_address_makes_the_same_document(client: FlaskClient) -> None:
    told = client.get(LIST.replace("?", ".json?")).json
    assert told is not None
    again = told["url"].removeprefix("https://site.example")
    named = dict(pairs(again))
    assert named["release"] == told["release"] and named["as_of"] == told["as_of"]
    for form in ("md", "html"):
        address = again.replace("?", f".{form}?")
        assert client.get(address).data == client.get(address).data
    assert client.get(again.replace("?", ".md?")).text == client.get(LIST.replace("?", ".md?")).text


def test_another_release_is_told(client: FlaskClient) -> None:
    text = client.get(f"/briefing.md?pin={CELL}&release=0.0.1").text
    assert "made for release 0.0.1" in text


def test_a_list_that_was_saved_can_be_opened(client: FlaskClient) -> None:
    address = f"{LIST}&heading={CELL}|My%20words&remark={CELL}|So%20it%20is"
    saved = client.get(address.replace("?", ".json?")).data
    sent = {"list": (io.BytesIO(saved), "briefing.json")}
    response = client.post("/briefing/open", data=sent, content_type="multipart/form-data")
    assert response.status_code == 303
    assert [p for p in pairs(response.location) if p[0] == "pin"] == [
        p for p in pairs(LIST) if p[0] == "pin"
    ]
    page = client.get(response.location).text
    assert "My words" in page and "So it is" in page


@pytest.mark.parametrize("content", [b"", b"[1]", b"\xff\xfe", json.dumps({"a": 1}).encode()])
def test_another_file_is_refused(client: FlaskClient, content: bytes) -> None:
    sent = {"list": (io.BytesIO(content), "x.json")}
    response = client.post("/briefing/open", data=sent, content_type="multipart/form-data")
    assert response.status_code == 400


def test_the_form_moves_drops_adds_and_keeps_words(client: FlaskClient) -> None:
    rows = {
        "row_pin": [CELL, "count:purchase-adult"],
        "row_heading": ["", "Counted"],
        "row_remark": ["", ""],
        "as_of": "2020-01-01",
        "do": "up:1",
        "add": "https://site.example/provision/se-kod.6-11",
    }
    moved = pairs(client.post("/briefing/arrange", data=rows).location)
    assert [v for n, v in moved if n == "pin"] == [
        "count:purchase-adult",
        CELL,
        "provision:se-kod.6-11",
    ]
    assert ("heading", "count:purchase-adult|Counted") in moved and ("as_of", "2020-01-01") in moved
    dropped = pairs(client.post("/briefing/arrange", data={**rows, "do": "drop:0"}).location)
    assert ("pin", CELL) not in dropped


@pytest.mark.parametrize(
    "query",
    [
        "pin=cell:xx/purchase-adult",
        "pin=cell:se/none",
        "pin=provision:no-such",
        "pin=event:se/1900-01-01",
        "pin=fact:se-none",
        "pin=script:x",
        f"remark={CELL}",
        f"remark={CELL}|{'x' * 1201}",
    ],
)
def test_what_cannot_be_pinned_is_refused(client: FlaskClient, query: str) -> None:
    assert client.get(f"/briefing?{query}").status_code == 400


def test_remarks_are_told_from_the_law(client: FlaskClient) -> None:
    page = client.get("/briefing", query_string={"pin": CELL, "remark": f"{CELL}|{PAYLOAD}"}).text
    assert "Remark of the author of this briefing" in page
    assert PAYLOAD not in page


def test_files_of_word_and_pdf_can_be_saved_and_are_the_same_again(client: FlaskClient) -> None:
    for form, begins in (("docx", b"PK"), ("pdf", b"%PDF-1.7")):
        response = client.get(LIST.replace("?", f".{form}?"))
        assert response.status_code == 200 and response.data.startswith(begins)
        assert response.headers["Content-Disposition"].endswith(f'.{form}"')
        assert client.get(LIST.replace("?", f".{form}?")).data == response.data


def test_a_site_without_the_tool_says_which_is_missing(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(name: str) -> object:
        raise ImportError(name)

    monkeypatch.setattr("search_app.briefing.tools.import_module", missing)
    response = client.get(LIST.replace("?", ".pdf?"))
    assert response.status_code == 501
    assert "package typst" in response.text
    assert response.headers["Cache-Control"] == "no-store" or "public" not in response.headers.get(
        "Cache-Control", ""
    )


def test_the_advocate_reads_the_footnotes_of_word_and_pdf(knowledge: Knowledge) -> None:
    client = create_app(bare_site(knowledge)).test_client()
    query = "template=comparison&country=se&country=fr&country=de&question=purchase-adult"
    told = client.get(f"/briefing.json?{query}").json
    assert told is not None
    notes = [note for statement in told["statements"] for note in statement["footnotes"]]
    assert notes[0].startswith("6 kap. 11 § brottsbalken (1962:700). Official text: https://")
    assert "Our text is that of" in notes[0] and "consolidated" in notes[0]
    assert "Law read on" in notes[0] and notes[0].endswith("/answer/se/purchase-adult")
    assert notes[1].startswith("Code pénal, art. 611-1")
    assert notes[2].startswith("Searched: Strafgesetzbuch")
    with zipfile.ZipFile(io.BytesIO(client.get(f"/briefing.docx?{query}").data)) as file:
        word = etree.fromstring(file.read("word/footnotes.xml"))
    in_word = [" ".join("".join(n.itertext("{*}t")).split()) for n in word][2:]
    assert in_word == [" ".join(note.split()) for note in notes]
    pdf = PdfReader(io.BytesIO(client.get(f"/briefing.pdf?{query}").data))
    in_pdf = "".join("".join(page.extract_text().split()) for page in pdf.pages)
    for note in notes:
        assert "".join(note.split())[:60] in in_pdf


@pytest.mark.parametrize(
    "added",
    [
        "map:purchase-adult",
        "/map/purchase-adult",
        "https://site.example/map/purchase-adult.svg?as_of=2016-12-31&theme=dark",
        "/map/purchase-adult.png?scale=2",
    ],
)
def test_a_map_is_pinned_by_its_name_and_by_its_addresses(client: FlaskClient, added: str) -> None:
    response = client.post("/briefing/arrange", data={"add": added, "as_of": "2016-12-31"})
    assert pairs(response.location) == [("as_of", "2016-12-31"), ("pin", "map:purchase-adult")]


def test_a_map_of_nothing_is_refused(client: FlaskClient) -> None:
    assert client.get("/briefing?pin=map:no-such").status_code == 400


@pytest.mark.parametrize(
    ("page", "day"), [("/count/purchase-adult?as_of=2016-12-31", "2016-12-31"), ("/", "")]
)
def test_pages_with_the_map_offer_it(client: FlaskClient, page: str, day: str) -> None:
    found = etree.HTML(client.get(page).text).xpath("//a[contains(@href, 'pin=map')]/@href")
    assert dict(pairs(found[0])) == {
        "pin": "map:purchase-adult",
        **({"as_of": day} if day else {}),
    }


def test_a_map_stands_in_every_file_with_day_source_and_licence(knowledge: Knowledge) -> None:
    client = create_app(bare_site(knowledge)).test_client()
    query = "pin=map:purchase-adult&as_of=2016-12-31&template=knowing-use"
    alternative = "Buying sex from an adult, the law as of 31 December 2016. In 3 of the 27 member"
    source = "Source: demandside, release "
    page = etree.HTML(client.get(f"/briefing.html?{query}").text)
    images = page.xpath("//figure//img")
    assert len(images) == 2 and alternative in images[1].get("alt")
    picture = client.get(images[1].get("src"))
    assert picture.content_type.startswith("image/svg") and "CC BY 4.0" in picture.text
    assert "Law as of" not in picture.text and "pattern" in picture.text
    caption = " ".join("".join(page.xpath("//figcaption")[1].itertext()).split())
    assert caption.startswith("Buying sex from an adult: the law as of 31 December 2016. Source:")
    assert source in caption and caption.endswith("Data: CC BY 4.0.")
    listed = page.xpath("//figure/following-sibling::ul[1]/li[1]")
    assert "Criminal offence: 2 – France, Sweden" in "".join(listed[-1].itertext())
    text = client.get(f"/briefing.md?{query}").text
    assert text.count("\n![Map of the member states") == 2
    assert "](</map/purchase-adult.svg?as_of=2016-12-31&head=no&lang=en>)" in text
    with zipfile.ZipFile(io.BytesIO(client.get(f"/briefing.docx?{query}").data)) as file:
        word = etree.fromstring(file.read("word/document.xml"))
        assert len([n for n in file.namelist() if n.startswith("word/media/")]) == 2
    described = [p.get("descr") for p in word.iterfind(".//{*}docPr")]
    assert len(described) == 2 and alternative in described[1]
    pdf = PdfReader(io.BytesIO(client.get(f"/briefing.pdf?{query}").data))
    in_pdf = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    assert source in in_pdf and "Criminal offence: 12" in in_pdf


@pytest.mark.parametrize("template", briefing_templates())
@pytest.mark.parametrize("form", ["pdf", "md"])
def test_every_ready_made_briefing_can_be_written(
    knowledge: Knowledge, template: str, form: str
) -> None:
    most = briefing_templates()[template].most
    query = urlencode(
        [("template", template), *(("country", c) for c in ("se", "fr", "de")[:most])]
    )
    response = create_app(bare_site(knowledge)).test_client().get(f"/briefing.{form}?{query}")
    assert response.status_code == 200
    if form == "md":
        assert "[^1]:" in response.text and "Choose" not in response.text


def test_a_fact_tells_its_scales_and_what_was_read(knowledge: Knowledge) -> None:
    offence = next(o for o in knowledge.coded["se"].offences if o.versions[0].penalties)
    client = create_app(bare_site(knowledge)).test_client()
    told = client.get(f"/briefing.json?pin=fact:{offence.id}").json
    assert told is not None
    said = next(s for s in told["statements"] if s["footnotes"])
    assert "imprisonment" in said["text"]
    assert "Official text: https://" in said["footnotes"][0]
    assert said["footnotes"][0].endswith(f"/facts/offences?record={offence.id}")


@pytest.mark.parametrize("path", ["/briefing/open", "/briefing/arrange"])
def test_reloading_a_form_leads_back_to_it(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    assert (response.status_code, response.location) == (303, "/briefing")


def test_the_web_page_of_a_briefing_links_its_licence(client: FlaskClient) -> None:
    text = client.get(f"/briefing.html?pin={CELL}").text
    assert '<link rel="license" href="https://creativecommons.org/licenses/by/4.0/">' in text


@pytest.mark.parametrize(
    ("page", "kind"),
    [
        ("/answer/se/purchase-adult", "timeline"),
        ("/provision/se-brottsbalk.6-11", "provision"),
        ("/count/purchase-adult", "map"),
        ("/timeline", "timeline"),
        ("/facts/offences?question=purchase-adult", "fact"),
        ("/country/se", "event"),
    ],
)
def test_what_a_page_offers_to_a_briefing_can_be_pinned(page: str, kind: str) -> None:
    client = create_app(bare_site(packaged_knowledge())).test_client()
    links = etree.HTML(client.get(page).text).xpath("//a[contains(@href, '/briefing?')]/@href")
    offered = [link for link in links if any(pin.startswith(f"{kind}:") for _, pin in pairs(link))]
    assert offered
    assert all(client.get(link).status_code == 200 for link in offered[:3])
