"""Counts, their maps as pictures, embeds and oEmbed."""

from __future__ import annotations

import datetime as dt
import json
import re
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import etree, html

from corpus.library import Knowledge, packaged_knowledge
from search_app.compare import cell
from search_app.counting import count_words, old_texts
from search_app.labels import ids
from search_app.maps.png import can_be_made
from search_app.web import pictures
from search_app.web.embedded import EMBED_VIEWS
from search_app.web.factory import create_app
from search_app.web.indexless import bare_site

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def real(knowledge: Knowledge) -> Flask:
    return create_app(bare_site(knowledge))


@pytest.fixture
def site(real: Flask) -> FlaskClient:
    return real.test_client()


def test_the_count_names_its_states_as_of_a_day(site: FlaskClient) -> None:
    then = site.get("/count/purchase-adult.json?as_of=2016-12-31").get_json()
    now = site.get("/count/purchase-adult.json?as_of=2026-11-01").get_json()
    assert then["sentence"] == (
        "In 3 of the 27 member states buying sex from an adult is an offence wherever it happens:"
        " France, Lithuania and Sweden."
    )
    assert (now["number"], now["total"]) == (4, 27)
    assert "Ireland" in now["sentence"]
    assert now["sentence"] in now["citation"] and "1 November 2026" in now["citation"]


def test_a_count_says_how_much_of_it_rests_on_old_texts(site: FlaskClient) -> None:
    day = "2026-11-30"
    told = site.get(f"/count/purchase-adult.json?as_of={day}").get_json()
    none = [c for c in told["cells"] if c["status"] == "none" and c["text_state"] < "2023-11-30"]
    words = (
        f"{len(none)} of these rest on texts that are more than 3 years older, that of Croatia,"
        " the oldest, on one of 7 November 2011."
    )
    assert words in told["more"]
    page = site.get(f"/count/purchase-adult?as_of={day}").text
    assert words in page and "What was searched in Croatia" in page
    early = site.get("/count/purchase-adult.json?as_of=2012-01-01").get_json()
    assert not any("Croatia, the oldest" in line for line in early["more"])
    home = site.get("/").text
    assert "that of Croatia, the oldest, on one of 7 November 2011" in home
    assert 'href="/answer/hr/purchase-adult">What was searched in Croatia' in home
    assert any("years older" in line for line in site.get("/index.json").get_json()["finding"])


def test_old_is_what_lies_more_than_the_years_before_the_day(knowledge: Knowledge) -> None:
    def old(*day: int) -> list[str]:
        read = (cell(knowledge, "hr", "purchase-adult", dt.date(2026, 11, 30)),)
        return [c.jurisdiction.code for c in old_texts(read, dt.date(*day))]

    assert old(2014, 11, 7) == []
    assert old(2014, 11, 8) == ["hr"]


def test_statuses_and_cells_of_a_count_agree(site: FlaskClient) -> None:
    for question in packaged_knowledge().questions:
        told = site.get(f"/count/{question}.json").get_json()
        assert sum(group["number"] for group in told["statuses"]) == told["total"] == 27
        assert told["number"] == sum(cell["counted"] for cell in told["cells"])
        counted = {c for g in told["statuses"] if g["counted"] for c in g["countries"]}
        assert counted == {cell["country"] for cell in told["cells"] if cell["counted"]}
        assert str(told["number"] or "none") in told["sentence"]
        assert "%(" not in json.dumps([told["sentence"], told["more"]])


def test_every_question_and_status_has_its_sentence() -> None:
    known = packaged_knowledge()
    words = count_words()
    assert list(words.questions) == list(known.questions)
    assert {*words.counted, *words.also, "union"} == set(known.statuses)
    for pair in words.questions.values():
        assert "%(num)s of the %(total)s" in pair.counted
        assert "%(total)s" in pair.none and "%(num)s" not in pair.none


def test_the_page_has_map_table_years_and_links(site: FlaskClient) -> None:
    page = html.fromstring(site.get("/count/purchase-adult?as_of=2016-12-31").text)
    links = page.xpath('//*[local-name()="svg"][@class="europe"]//*[local-name()="a"]')
    assert len(links) == 27
    assert "Sweden: Criminal offence" in {link.get("aria-label") for link in links}
    assert {link.get("href") for link in links} >= {"/answer/se/purchase-adult"}
    assert len(page.xpath("//table[@class='list']//tbody/tr")) == 27
    assert page.xpath("//nav[@class='years']//a[@aria-current]/text()") == ["2016"]
    hrefs = set(page.xpath("//a/@href"))
    assert "/changes.atom?question=purchase-adult" in hrefs
    assert "/map/purchase-adult.svg?as_of=2016-12-31" in hrefs


def test_unknown_questions_and_days_are_refused(site: FlaskClient) -> None:
    assert site.get("/count/nothing").status_code == 404
    assert site.get("/map/nothing.svg").status_code == 404
    assert site.get("/count/purchase-adult?as_of=yesterday").status_code == 400
    assert site.get("/map/purchase-adult.png?scale=9").status_code == 400
    assert site.get("/embed/map?theme=pink").status_code == 400
    assert site.get("/embed/cell?question=purchase-adult").status_code == 400


def test_a_map_without_a_format_leads_to_its_count(site: FlaskClient) -> None:
    response = site.get("/map/purchase-adult?as_of=2016-12-31")
    assert response.status_code == 302
    assert response.location == "/count/purchase-adult?as_of=2016-12-31"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_picture_stands_alone(site: FlaskClient, theme: str) -> None:
    response = site.get(f"/map/purchase-adult.svg?as_of=2016-12-31&theme={theme}")
    assert response.content_type == "image/svg+xml; charset=utf-8"
    picture = etree.fromstring(response.data)
    texts = " ".join(" ".join(picture.itertext()).split())
    for part in ("Buying sex from an adult", "31 December 2016", "CC BY 4.0", "Natural Earth"):
        assert part in texts
    assert not picture.findall(f".//{SVG}style") and not picture.findall(f".//{SVG}a")
    filled = [path.get("fill") for path in picture.iter(f"{SVG}path")]
    assert all(filled)
    used = set(re.findall(r"url\(#([\w-]+)\)", response.text))
    assert used <= {p.get("id") for p in picture.iter(f"{SVG}pattern")}


@pytest.mark.skipif(not can_be_made(), reason="the extra `pictures` is not installed")
def test_the_picture_as_png_is_the_same_each_time(site: FlaskClient) -> None:
    address = "/map/purchase-adult.png?as_of=2016-12-31"
    once, twice = site.get(address).data, site.get(f"{address}&scale=2").data
    assert once == site.get(address).data
    assert int.from_bytes(twice[16:20]) == 2 * int.from_bytes(once[16:20])


def test_without_the_extra_no_png_is_offered(
    site: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "can_be_made", lambda: False)
    response = site.get("/map/purchase-adult.png")
    assert response.status_code == 501
    assert "pictures" in response.text


def test_every_view_can_be_shown() -> None:
    assert tuple(EMBED_VIEWS) == ids("embed-view")


@pytest.mark.parametrize("view", ids("embed-view"))
def test_only_embeds_may_be_framed(site: FlaskClient, view: str) -> None:
    framed = site.get(f"/embed/{view}?question=purchase-adult&country=se&theme=dark")
    assert framed.status_code == 200
    assert framed.headers["Content-Security-Policy"].endswith("frame-ancestors *")
    assert "X-Frame-Options" not in framed.headers
    assert "Set-Cookie" not in framed.headers
    page = html.fromstring(framed.text)
    assert page.get("data-theme") == "dark"
    assert not page.xpath("//script")
    inside = [a for a in page.iter("a", "{*}a") if not a.get("href", "").startswith("#")]
    assert inside
    assert all(a.get("target") == "_blank" or "external" in a.get("rel", "") for a in inside)


def test_only_the_page_of_snippets_may_hold_a_frame(site: FlaskClient) -> None:
    policy = site.get("/embed").headers["Content-Security-Policy"]
    assert policy.endswith("frame-ancestors 'none'; frame-src 'self'")
    assert "frame-src" not in site.get("/").headers["Content-Security-Policy"]
    page = html.fromstring(site.get("/embed?view=timeline").text)
    assert page.xpath("string(//iframe/@src)") == "/embed/timeline?question=purchase-adult"


@pytest.mark.parametrize("path", ["/", "/embed.json", "/embedded", "/count/purchase-adult"])
def test_other_pages_may_not_be_framed(site: FlaskClient, path: str) -> None:
    headers = site.get(path).headers
    assert headers["Content-Security-Policy"].endswith("frame-ancestors 'none'")
    assert headers["X-Frame-Options"] == "DENY"


def test_the_snippet_frames_what_is_chosen(site: FlaskClient) -> None:
    query = "view=cell&question=purchase-adult&country=se&theme=dark"
    told = site.get(f"/embed.json?{query}").get_json()
    frame = html.fromstring(told["html"])
    assert frame.tag == "iframe"
    assert frame.get("title") == told["title"] == "Sweden: Buying sex from an adult"
    assert site.get(frame.get("src")).status_code == 200
    shown = html.fromstring(site.get(f"/embed?{query}").text)
    assert shown.xpath("string(//pre)") == told["html"]


def test_oembed_gives_the_frame_of_an_address(site: FlaskClient) -> None:
    url = quote("/embed/map?question=residence&as_of=2016-12-31", safe="")
    told = site.get(f"/oembed?url={url}&format=json&maxwidth=320").get_json()
    assert (told["type"], told["version"], told["width"]) == ("rich", "1.0", 320)
    source = html.fromstring(told["html"]).get("src")
    assert source == "/embed/map?question=residence&as_of=2016-12-31"
    count = site.get("/oembed?url=/count/residence").get_json()
    assert "/embed/map?question=residence" in count["html"]


def test_oembed_refuses_what_it_does_not_have(site: FlaskClient) -> None:
    assert site.get("/oembed?url=/about").status_code == 404
    assert site.get("/oembed").status_code == 404
    assert site.get("/oembed?url=/embed/map&format=xml").status_code == 501
