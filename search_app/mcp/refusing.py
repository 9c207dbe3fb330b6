"""A server that refuses a call whose arguments do not fit, in the same words as its tools do.

The library behind it ignores an argument that a tool does not know, so that a misspelt
`country` would ask for all countries, and answers a wrong type with the text of its validator.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from mcp.server.mcpserver import Context, MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import CallToolResult, InputRequiredResult, TextContent
from pydantic import ValidationError

from search_app.mcp.room import nearest


class RefusingServer(MCPServer[Any]):
    """Refuses arguments with the outcome `bad-question`, the reason, and the arguments there are.

    Args:
        release: the release of the data, which every result names.
        given: what `MCPServer` takes.
    """

    def __init__(self, *given: Any, release: str, **named: Any) -> None:
        super().__init__(*given, **named)
        self._release = release

    async def call_tool(
        self, name: str, arguments: dict[str, Any], context: Context[Any, Any] | None = None
    ) -> CallToolResult | InputRequiredResult:
        """Call a tool; arguments that do not fit are refused without calling it."""
        schema = next((t.input_schema for t in await self.list_tools() if t.name == name), None)
        known: Mapping[str, Any] = (schema or {}).get("properties", {})
        unknown = [given for given in arguments if schema is not None and given not in known]
        if unknown:
            why = f"'{name}' has no argument '{unknown[0][:40]}'."
            return self._refused(why, nearest(unknown[0], known))
        try:
            return await super().call_tool(name, arguments, context)
        except ToolError as error:
            if not isinstance(error.__cause__, ValidationError):
                raise
            return self._refused(_reason(name, error.__cause__), known)

    def _refused(self, why: str, allowed: Iterable[str]) -> CallToolResult:
        told = {
            "outcome": "bad-question",
            "why": why,
            "allowed": list(allowed),
            "release": self._release,
        }
        text = TextContent(type="text", text=json.dumps(told, ensure_ascii=False))
        return CallToolResult(content=[text], structured_content=told, is_error=True)


def _reason(tool: str, error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    where = ".".join(map(str, first["loc"])) or "arguments"
    if first["type"] == "missing":
        return f"'{tool}' needs the argument '{where}'."
    return f"'{tool}' cannot take this '{where}': {first['msg']}."
