"""How to embed a view: the page `/embed` with the snippet, and oEmbed for programs."""

from __future__ import annotations

from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from flask import Blueprint, Flask, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from werkzeug.datastructures import MultiDict

from search_app.contract.embedding import (
    EmbedData,
    EmbedParameters,
    OembedData,
    OembedParameters,
    ViewParameters,
)
from search_app.labels import ids
from search_app.web.counts import LICENCE
from search_app.web.embedded import EMBED_VIEWS, address
from search_app.web.errors import NotHeldError
from search_app.web.family import PageFamily
from search_app.web.formats import json_response
from search_app.web.site import knowledge, public_url, scope, site
from search_app.wording import gettext

WIDTH = 700
CACHE_SECONDS = 86_400
pages = Blueprint("embedding", __name__)


def snippet(view: str, asked: ViewParameters, width: int = WIDTH, height: int = 0) -> str:
    """Return the HTML that embeds a view.

    Args:
        view: `map`, `table`, `cell` or `timeline`.
        asked: what it shows.
        width: pixels.
        height: pixels; that of the whole view by default.
    """
    shown = EMBED_VIEWS[view]
    template = Markup(
        '<iframe src="{src}" title="{title}" width="{width}" height="{height}"'
        ' style="max-width: 100%; border: 0" loading="lazy"></iframe>'
    )
    return str(
        template.format(
            src=address(view, asked),
            title=shown.title(asked),
            width=width,
            height=height or shown.height(asked),
        )
    )


def complete(asked: EmbedParameters) -> EmbedParameters:
    """Return the parameters with a country where a cell needs one: the first member state."""
    if asked.view != "cell" or asked.country:
        return asked
    return asked.model_copy(update={"country": (next(iter(knowledge().states)),)})


def page(asked: EmbedParameters) -> str:
    """Show how to embed a view."""
    chosen = complete(asked)
    return render_template(
        "embed.html",
        asked=chosen,
        embed=data(chosen),
        preview=urlsplit(address(chosen.view, chosen)),
        views=ids("embed-view"),
        themes=ids("embed-theme"),
        json_url=f"/embed.json?{urlencode(list(request.args.items(multi=True)))}",
    )


def data(asked: EmbedParameters) -> EmbedData:
    """Return the snippet of a view."""
    chosen = complete(asked)
    shown = EMBED_VIEWS[chosen.view]
    return EmbedData(
        title=shown.title(chosen),
        address=address(chosen.view, chosen),
        html=snippet(chosen.view, chosen),
        width=WIDTH,
        height=shown.height(chosen),
        oembed=oembed_address(address(chosen.view, chosen)),
        licence=LICENCE,
    )


def oembed_address(url: str) -> str:
    """Return the public address of the oEmbed response for an address."""
    return public_url(oembed_path(url))


def oembed_path(url: str) -> str:
    """Return the path of the oEmbed response for an address."""
    return f"/oembed?url={quote(url, safe='')}&format=json"


def register(app: Flask) -> None:
    """Let templates name the oEmbed response for an address."""
    app.add_template_global(oembed_address)
    app.add_template_global(oembed_path)


@pages.get("/oembed")
def oembed() -> ResponseReturnValue:
    """Return the embed of an address of this site, as oEmbed 1.0 asks."""
    asked = OembedParameters.read(request.args, scope())
    if asked.format == "xml":
        return json_response({"error": gettext("There is no XML; ask for JSON.")}, 501)
    view, shown = _view_at(asked.url)
    height = min(asked.maxheight, EMBED_VIEWS[view].height(shown))
    width = min(asked.maxwidth, WIDTH)
    return json_response(
        OembedData(
            title=EMBED_VIEWS[view].title(shown),
            provider_name="demandside",
            provider_url=public_url("/"),
            cache_age=CACHE_SECONDS,
            html=snippet(view, shown, width, height),
            width=width,
            height=height,
        )
    )


def _view_at(url: str) -> tuple[str, ViewParameters]:
    """The view at an address: of an embed, or the map of a count page.

    Raises:
        NotHeldError: there is nothing to embed at it.
    """
    base = site().base_url
    own = url.startswith(f"{base}/") if base else True
    parts = urlsplit(url.removeprefix(base) if own else "")
    given = MultiDict(parse_qsl(parts.query))
    family, _, name = parts.path.lstrip("/").partition("/")
    if family == "count" and name in knowledge().questions:
        given["question"] = name
        return "map", ViewParameters.read(given, scope())
    if family == "embed" and name in EMBED_VIEWS:
        asked = EmbedParameters.read(given, scope()).model_copy(update={"view": name})
        return name, complete(asked)
    raise NotHeldError(gettext("There is nothing to embed at this address."))


EMBED = PageFamily(
    path="/embed",
    about="the snippet that shows a map, a table, a cell or a timeline on another site",
    parameters=EmbedParameters,
    response=EmbedData,
    page=page,
    data=data,
)
EMBED.add_to(pages)
