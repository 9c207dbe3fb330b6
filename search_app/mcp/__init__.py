"""The comparison for assistants, over the Model Context Protocol (`demandside mcp`).

Tools return the response models of the pages, each statement with its source, and say in a closed
list why something is missing: it was searched and not found, not read, not held, or the question
cannot be asked. `server` needs the package `mcp` (extra `[mcp]`); nothing else here does.
"""
