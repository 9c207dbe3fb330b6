"""The server of the Model Context Protocol: its tools, over standard streams or HTTP."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.metadata import version
from typing import Any

from mcp.server.mcpserver import MCPServer
from mcp_types import ToolAnnotations

from search_app.mcp.cells import CellTools
from search_app.mcp.claims import ClaimTools
from search_app.mcp.facts import FactTools
from search_app.mcp.reach import CoverageTools
from search_app.mcp.refusing import RefusingServer
from search_app.mcp.room import ToolRoom
from search_app.mcp.texts import TextTools

LOOPBACK = "127.0.0.1"
INSTRUCTIONS = (
    "demandside compares the law of the 27 member states of the European Union on prostitution:"
    " who is liable for buying sex, since when, with what penalty, and which official text says"
    " so. Call `coverage` first. State a rule only with its `sources`: name the provision, its"
    " official address and the date of the text. `outcome` tells apart what was searched and not"
    " found (`grounded-none`), what nobody read (`not-read`: say that it is not known), what no"
    " copy is held of (`not-held`), and what cannot be asked (`bad-question`). Check a quotation"
    " with `verify_quote` before you print it. Law is not policy, and neither is advice."
)


def mcp_server(room: ToolRoom) -> MCPServer[Any]:
    """Return a server with all tools on a room. Its tools only read."""
    server = RefusingServer(
        "demandside",
        release=room.release,
        title="demandside: EU prostitution law compared",
        instructions=INSTRUCTIONS,
        version=version("demandside"),
        website_url=room.base_url or None,
        log_level="WARNING",
    )
    reads = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)
    for function in tools_of(room):
        server.add_tool(function, annotations=reads, structured_output=True)
    return server


def tools_of(room: ToolRoom) -> Iterator[Callable[..., Any]]:
    """Yield the tools, the most useful first."""
    cells, texts, facts = CellTools(room), TextTools(room), FactTools(room)
    yield CoverageTools(room).coverage
    yield from (cells.compare, cells.cell_as_of, cells.absence_evidence)
    yield from (facts.facts, facts.what_changed)
    yield from (texts.search, texts.provision, texts.verify_quote)
    yield ClaimTools(room).check_claims
