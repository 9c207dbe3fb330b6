"""Markdown of a briefing, as a golden text and against texts that would be markup."""

from __future__ import annotations

from pathlib import Path

import pypandoc  # type: ignore[import-untyped]
import pytest

from search_app.briefing.markdown import markdown
from search_app.briefing.markup import markup
from tests.search_app.briefing.samples import SHOWN, make_document

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
