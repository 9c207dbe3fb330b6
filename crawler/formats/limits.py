"""How much of a response is read: what is larger is refused in one sentence, never read in part.

The largest response kept beside the project (a penal code) has 1.1 MB and 884 provisions; the
deepest page has 100 elements inside one another.
"""

from __future__ import annotations

MAX_BYTES = 64 * 1024 * 1024
"""Bytes of a response, and of all files of a ZIP together when they are unpacked."""
MAX_DEPTH = 200
"""Elements inside one another, in XML and HTML; lists and objects inside one another, in JSON.

Parsers descend into an element with at most three calls, so Python's own limit is not reached."""
MAX_PROVISIONS = 50_000
"""Provisions that one response may hold."""
MAX_PAGES = 2_000
"""Pages of a PDF."""
MAX_FILES = 64
"""Files of a ZIP."""
MAX_CELLS = 1_000_000
"""Cells of a statistical table, those without a figure counted too."""
