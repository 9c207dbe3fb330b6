"""The names under which a site answers: a request under any other name is refused.

Pages do not depend on the name, so a wrong one could do no harm today; refusing it keeps it so, and
keeps pages of other sites from reading a site on a reader's own machine by a name that they move to
it (DNS rebinding).
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Iterable
from urllib.parse import urlsplit

LOOPBACK = ("localhost", "127.0.0.1", "::1")
"""Names of the local machine; a site always responds to them."""

ANYWHERE = frozenset({"", "0.0.0.0", "::"})  # noqa: S104 - to be told from an address, not bound
"""Listening addresses that stand for every address of the machine, so none is a name."""

# "law.example.org", "127.0.0.1:8000", "[::1]:8000"
_HEADER = re.compile(r"(?:([A-Za-z0-9._-]{1,253})|\[([0-9A-Fa-f:.]{2,45})\])(?::[0-9]{1,5})?")
# one part of a name: "law", "xn--bcher-kva"
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")


def named(header: str) -> str | None:
    """Return the name in a `Host` header as names are compared, None when it is malformed."""
    match = _HEADER.fullmatch(header)
    if match is None:
        return None
    return host_name(match[1] or match[2])


def host_name(text: str) -> str | None:
    """Return a name or address in its one form (lower case, IDNA), None when it is neither."""
    try:
        return ipaddress.ip_address(text.strip("[]")).compressed
    except ValueError:
        pass
    try:
        name = text.lower().removesuffix(".").encode("idna").decode("ascii")
    except UnicodeError:
        return None
    if len(name) > 253 or not all(_LABEL.fullmatch(label) for label in name.split(".")):
        return None
    return name


def names(given: Iterable[str], public_url: str) -> frozenset[str]:
    """Return the names under which a site answers, in the form of `host_name`."""
    public = urlsplit(public_url).hostname or ""
    names = (host_name(name) for name in (*LOOPBACK, *given, public) if name)
    return frozenset(name for name in names if name)


def listening_names(host: str) -> tuple[str, ...]:
    """Return the names that follow from the address listened on: it, or the machine's own name."""
    return (socket.gethostname(),) if host in ANYWHERE else (host,)


def listening_url(host: str, port: int) -> str:
    """Return the address of a site that has no public one, empty where it has none of its own."""
    if host in ANYWHERE:
        return ""
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
