"""The command `mcp`: the comparison as tools for assistants."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from search_app.commands.common import Refused, data_option, knowledge, refusals
from search_app.commands.saying import say
from search_app.paths import DataFolder

if TYPE_CHECKING:
    from search_app.web.site import Site


@click.command("mcp")
@data_option
@click.option("--http", is_flag=True, help="Listen on this machine instead of standard streams.")
@click.option(
    "--port",
    default=8001,
    show_default=True,
    type=click.IntRange(1, 65_535),
    help="Port of --http.",
)
@click.option("--public-url", default="", help="Address of the site that results cite.")
def mcp_command(folder: DataFolder, http: bool, port: int, public_url: str) -> None:
    """Serve the comparison to assistants by the Model Context Protocol.

    Without a data folder it answers from the coded law, and says of texts that none are held.
    """
    try:
        from search_app.mcp.server import LOOPBACK, mcp_server
    except ModuleNotFoundError as error:
        raise Refused(
            f"the package '{error.name}' is missing: install demandside with the extra [mcp]"
        ) from error
    from search_app.mcp.room import ToolRoom

    with refusals():
        server = mcp_server(ToolRoom(tool_site(folder, public_url.rstrip("/"))))
    if http:
        say(f"starting at http://{LOOPBACK}:{port}/mcp", err=True)
        server.run("streamable-http", host=LOOPBACK, port=port)
    else:
        server.run("stdio")


def tool_site(folder: DataFolder, base_url: str) -> Site:
    """Return the site of a data folder; without an index or a library, one without texts.

    Raises:
        GenerationError: there is an index, and none of its generations is good.
    """
    from dataclasses import replace

    from search_app.commands.site import open_site
    from search_app.textkinds import with_library_kinds
    from search_app.web.indexless import bare_site

    corpus = knowledge()
    if folder.index.exists():
        return open_site(folder, corpus, public_url=base_url)
    library = folder.library if folder.library.exists() else None
    told = with_library_kinds(corpus, library)
    return replace(bare_site(told), library=library, base_url=base_url)
