"""The server as the official client sees it: in memory, and over standard streams."""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import anyio
import pytest

pytest.importorskip("mcp")

from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client

from search_app.mcp.room import ToolRoom
from search_app.mcp.server import mcp_server

TOOLS = {
    *("coverage", "compare", "cell_as_of", "absence_evidence", "facts", "what_changed"),
    *("search", "provision", "verify_quote"),
}
MOST_LISTED = 90_000
Ask = Callable[..., Awaitable[dict[str, Any]]]


def asking(client: Client) -> Ask:
    async def ask(name: str, **arguments: object) -> dict[str, Any]:
        result = await client.call_tool(name, arguments)
        assert not result.is_error, result.content
        assert result.structured_content is not None
        return result.structured_content

    return ask


async def five_questions(ask: Ask) -> None:
    """Who punishes buyers; what held in 2010; why Italy has none; what changed; is it quoted."""
    table = await ask("compare", countries=["se", "de", "fr"], questions=["purchase-adult"])
    assert [c["cell"]["status"] for c in table["cells"]] == ["criminal", "none", "criminal"]
    assert all(c["sources"] for c in table["cells"])
    then = await ask("cell_as_of", country="fr", question="purchase-adult", as_of="2010-01-01")
    assert (then["outcome"], then["cell"]["cell"]["status"]) == ("grounded-none", "none")
    why = await ask("absence_evidence", country="Italy", question="purchase-adult")
    assert why["searches"][0]["absence"]["terms"]
    changed = await ask("what_changed", since="2016-01-01", countries=["fr"])
    assert changed["total"] > 0
    quote = await ask(
        "verify_quote", provision_id="se-brottsbalk.6-11", quote="mot ersättning företa en"
    )
    assert quote["outcome"] in {"found", "not-held"}


def test_the_official_client_asks_five_questions(room: ToolRoom) -> None:
    async def run() -> None:
        async with Client(mcp_server(room)) as client:
            listed = (await client.list_tools()).tools
            assert {tool.name for tool in listed} >= TOOLS
            assert sum(len(tool.model_dump_json()) for tool in listed) < MOST_LISTED
            for tool in listed:
                assert tool.output_schema is not None
                assert tool.annotations is not None
                assert tool.annotations.read_only_hint
            await five_questions(asking(client))

    anyio.run(run)


@pytest.mark.parametrize(
    ("tool", "arguments", "why", "first"),
    [
        ("provision", {"provision_id": "x", "start": -1}, "cannot take this 'start'", ""),
        ("provision", {}, "needs the argument 'provision_id'", ""),
        # the library behind the server would ignore it and compare all countries
        ("compare", {"country": ["se"]}, "has no argument 'country'", "countries"),
        ("compare", {"countries": "se"}, "cannot take this 'countries'", ""),
    ],
)
def test_arguments_that_do_not_fit_are_refused_in_words(
    room: ToolRoom, tool: str, arguments: dict[str, object], why: str, first: str
) -> None:
    async def run() -> None:
        async with Client(mcp_server(room)) as client:
            result = await client.call_tool(tool, arguments)
            assert result.is_error
            told = result.structured_content
            assert told is not None and told["outcome"] == "bad-question"
            assert why in told["why"] and "pydantic" not in str(result.content)
            assert told["allowed"] and told["release"] == room.release
            assert told["allowed"][0] == first or not first

    anyio.run(run)


def test_it_serves_over_standard_streams_without_a_data_folder(tmp_path: Path) -> None:
    command = ["-m", "search_app.cli", "mcp", "--data", str(tmp_path / "none")]

    async def run() -> None:
        transport = stdio_client(StdioServerParameters(command=sys.executable, args=command))
        async with Client(transport) as client:
            await five_questions(asking(client))

    anyio.run(run)


def test_it_reads_a_library_and_writes_nothing_into_it(library: Path) -> None:
    before = library.read_bytes()
    command = ["-m", "search_app.cli", "mcp", "--data", str(library.parent)]

    async def run() -> None:
        transport = stdio_client(StdioServerParameters(command=sys.executable, args=command))
        async with Client(transport) as client:
            quote = await asking(client)(
                "verify_quote", provision_id="se-brottsbalk.6-11", quote="mot ersättning företa en"
            )
            assert quote["verdict"] == "exact"

    anyio.run(run)
    assert library.read_bytes() == before
