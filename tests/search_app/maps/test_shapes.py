"""The shapes and looks that are part of the package."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import search_app.web
from corpus.library import packaged_knowledge
from search_app.maps.patterns import look, looks, mark, theme
from search_app.maps.png import can_be_made, png
from search_app.maps.shapes import FILE, europe

STATIC = Path(search_app.web.__file__).parent / "static"
# "--w4: #1d2840;"
TOKEN = re.compile(r"--([\w-]+): ([^;]+);")


def tokens(css: str) -> dict[str, str]:
    return dict(TOKEN.findall(css))


def test_every_member_state_is_drawn_inside_the_map() -> None:
    drawn = europe()
    assert set(drawn.states) == set(packaged_knowledge().states)
    assert set(drawn.insets) == {"cy", "lu", "mt"}
    for shape in drawn.states.values():
        assert 0 < shape.x < drawn.width and 0 < shape.y < drawn.height
        assert shape.path.startswith("M") and shape.path.endswith("z")
    assert FILE.stat().st_size < 150_000


def test_neighbours_lie_where_they_should() -> None:
    states = europe().states
    assert states["pt"].x < states["es"].x < states["it"].x < states["gr"].x < states["cy"].x
    assert states["fi"].y < states["ee"].y < states["pl"].y < states["bg"].y < states["mt"].y


def test_every_status_of_the_states_has_a_look_of_its_own() -> None:
    statuses = set(packaged_knowledge().statuses) - {"union"}
    assert statuses == set(looks().statuses)
    seen = {(look(s).shade, look(s).mark) for s in statuses - {"yes", "not-checked"}}
    assert len(seen) == len(statuses) - 2
    assert mark("criminal") is None
    assert look("no-such-status") == look("not-known")


@pytest.mark.parametrize(("name", "place"), [("light", 0), ("dark", 1)])
def test_pictures_and_frames_have_the_colours_of_the_site(name: str, place: int) -> None:
    site = re.findall(r":root \{(.*?)\}", (STATIC / "site.css").read_text("utf-8"), re.DOTALL)
    ours = {k: v for k, v in tokens(site[place]).items() if k not in {"serif", "sans"}}
    colours = {k: v for k, v in theme(name).colours.items() if k != "land"}
    assert colours.items() <= ours.items()
    embed = (STATIC / "embed.css").read_text("utf-8")
    assert tokens(embed.split(f'[data-theme="{name}"]')[1].split("}")[0]) == ours


@pytest.mark.skipif(not can_be_made(), reason="the extra `pictures` is not installed")
def test_png_has_the_size_asked_for_and_is_the_same_each_time() -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30">'
        '<text y="20" font-family="sans-serif">Ωж</text></svg>'
    )
    blank = svg.replace("Ωж", "")
    twice = png(svg, 2)
    assert twice[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(twice[16:20]) == 80 and int.from_bytes(twice[20:24]) == 60
    assert twice == png(svg, 2) != png(blank, 2)
