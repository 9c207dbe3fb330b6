"""Leaves out what a page does not need, once, when its template is compiled.

HTML closes a cell, a row or an item of a list by itself where the next one begins or the parent
ends, and takes any run of spaces and line ends as one. Templates stay easy to read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

# "</td>", "</li>"
_OPTIONAL = re.compile(r"</(?:td|th|tr|li|option)>")
# "\n    ", "  \n"
_LINE_END = re.compile(r"\s*\n\s*")


class Trimmed(Extension):
    """Trims the fixed text of templates; what is filled in stays as it is."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """Yield the tokens of a template, with their fixed text trimmed."""
        for token in stream:
            if token.type == "data":
                yield Token(token.lineno, token.type, trimmed(token.value))
            else:
                yield token


def trimmed(text: str) -> str:
    """Return HTML without closing tags that are optional and without spaces beside line ends."""
    return _LINE_END.sub("\n", _OPTIONAL.sub("", text))
