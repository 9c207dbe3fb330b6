"""Markdown of a briefing, as a golden text and against texts that would be markup."""

from __future__ import annotations

import re
from pathlib import Path

import pypandoc  # type: ignore[import-untyped]
import pytest

from search_app.briefing.markdown import markdown
from search_app.briefing.markup import markup
from tests.search_app.briefing.samples import SHOWN, make_document, make_pictured

GOLDEN = Path(__file__).with_name("golden.md").read_text(encoding="utf-8")


def test_golden() -> None:
    assert markdown(make_document()) == GOLDEN


@pytest.mark.parametrize("reader", ["gfm+footnotes", "markdown", "commonmark_x"])
def test_readers_of_markdown_see_the_text(reader: str) -> None:
    seen = pypandoc.convert_text(GOLDEN, "plain", format=reader, extra_args=["--wrap=none"])
    assert SHOWN in seen
    assert "1. One" in seen


def test_html_escapes_and_links_footnotes_both_ways() -> None:
    body = str(markup(make_document()))
    assert "<script>" not in body
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in body
    for number in (1, 2):
        assert f'href="#note-{number}"' in body and f'href="#ref-{number}"' in body
    assert '<span lang="sv">6 kap. 11 § brottsbalken (1962:700)</span>' in body


def test_markdown_names_the_permanent_address_of_a_picture() -> None:
    text = markdown(make_pictured())
    address = "https://site.example/map/procuring.svg?as_of=2016-12-31&lang=en"
    assert f"](<{address}>)" in text and f"<{address}>" in text
    seen = pypandoc.convert_text(text, "native", format="gfm+footnotes")
    assert seen.count("Image") == 1 and "alert" in seen and "RawInline" not in seen


def test_html_shows_a_picture_by_its_address_with_words_and_a_dark_one() -> None:
    body = str(markup(make_pictured()))
    (image,) = re.findall(r"<img [^>]+>", body)
    assert 'src="https://site.example/map/procuring.svg?as_of=2016-12-31&amp;lang=en"' in image
    assert 'alt="A map # $x$' in image and "&lt;script&gt;" in image and 'width="40"' in image
    assert "theme=dark" in body and "prefers-color-scheme: dark" in body
    assert "<figcaption><strong>Procuring.</strong> Source: <a href=" in body
