"""Lines of a text whose items have their mark in an element of its own.

<li><li.nr>a.</li.nr><al>a hive;</al></li>            the line `a. a hive;`
<DL><DT>1.</DT><DD><LA>a swarm</LA></DD></DL>         the line `1. a swarm`
<num>(2)</num><content><p>Wax.</p></content>          the line `(2) Wax.`
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field


def one_line(text: str) -> list[str]:
    """Return text as one line with single spaces; no line for no words."""
    return [line] if (line := " ".join(text.split())) else []


@dataclass
class MarkedLines:
    """The lines so far, the text that will make the next ones, and the mark that waits for them.

    `cut` makes lines of running text.
    """

    cut: Callable[[str], Iterable[str]] = one_line
    mark: str = ""
    _lines: list[str] = field(default_factory=list)
    _text: list[str] = field(default_factory=list)

    def write(self, text: str | None) -> None:
        """Go on with running text."""
        self._text.append(text or "")

    def add(self, lines: list[str]) -> None:
        """Add whole lines; the mark that waits stands before the first of them."""
        if lines and self.mark:
            lines, self.mark = [f"{self.mark} {lines[0]}", *lines[1:]], ""
        self._lines.extend(lines)

    def end_line(self) -> None:
        """Make lines of the running text."""
        self.add(list(self.cut("".join(self._text))))
        self._text.clear()

    def close(self) -> list[str]:
        """Return all lines; a mark that nothing followed is the last one."""
        self.end_line()
        return [*self._lines, self.mark] if self.mark else self._lines
