"""Paging of WordPress posts, which the answers of a small site do not show."""

from __future__ import annotations

import json

from crawler.formats import wordpress
from crawler.parsing import Ask

URL = "https://bees.example/wp-json/wp/v2/posts?per_page=2&offset={}&_fields=id,link,title"


def ask(offset: int, role: str = "instrument") -> Ask:
    return Ask("se", "ngo-bees", "en", URL.format(offset), role, ("bees.example",))


def posts(*names: str) -> bytes:
    return json.dumps(
        [
            {"link": f"https://bees.example/{n}/", "title": {"rendered": n}, "date_gmt": ""}
            for n in names
        ]
    ).encode()


def test_a_full_page_asks_for_the_next_and_a_short_one_does_not() -> None:
    (follow,) = wordpress.read(posts("a", "b"), ask(0)).follow
    assert (follow.url, follow.role) == (URL.format(2), "page")
    assert wordpress.read(posts("c"), ask(2, "page")).follow == ()


def test_an_empty_further_page_is_the_end() -> None:
    assert wordpress.read(b"[]", ask(4, "page")).provisions == ()


def test_paging_ends_at_two_thousand_posts() -> None:
    assert wordpress.read(posts("a", "b"), ask(1_998, "page")).follow == ()
