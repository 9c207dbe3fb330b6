"""Names of a test and where they lead: public ones to one local server, all others to a trap.

The check of the product stands in between as it is; only the look-up and the last step, from an
address to a socket, are of the test. What passes the check wrongly ends in the trap.
"""

from __future__ import annotations

import json
from typing import Any

from twisted.internet.address import IPv4Address

from crawler.resolver import PublicResolver
from crawler.settings import Network

PUBLIC = "93.184.215.14"


def live(*, server: int, trap: int, names: dict[str, list[str]]) -> Network:
    """Return the settings of a crawl over plain sockets: ports, and the answers for each name.

    Of several answers for a name each look-up gets the next one; the last one stays.
    """
    return {
        "TWISTED_DNS_RESOLVER": f"{__name__}.NamesOfTest",
        "NAMES": json.dumps({"server": server, "trap": trap, "names": names}),
        "DOWNLOAD_DELAY": 0,
        "AUTOTHROTTLE_ENABLED": False,
        "HTTPCACHE_ENABLED": False,
        "RETRY_TIMES": 0,
    }


class NamesOfTest(PublicResolver):
    """Looks names up in the setting `NAMES`, and leads addresses to local ports."""

    @classmethod
    def from_crawler(cls, crawler: Any, reactor: Any) -> NamesOfTest:
        made = cls(reactor)
        told = json.loads(crawler.settings["NAMES"])
        made.server, made.trap = told["server"], told["trap"]
        made.names = told["names"]
        return made

    server: int
    trap: int
    names: dict[str, list[str]]

    def look_up(self, host: str) -> tuple[str, ...]:
        answers = self.names[host]
        return (answers.pop(0) if len(answers) > 1 else answers[0],)

    def resolveHostName(self, receiver: Any, *rest: Any, **more: Any) -> Any:  # noqa: N802
        return super().resolveHostName(_Led(receiver, self.server, self.trap), *rest, **more)


class _Led:
    """Stands before the receiver of addresses."""

    def __init__(self, receiver: Any, server: int, trap: int) -> None:
        self._receiver, self._server, self._trap = receiver, server, trap

    def __getattr__(self, name: str) -> Any:
        return getattr(self._receiver, name)

    def addressResolved(self, address: Any) -> None:  # noqa: N802
        port = self._server if address.host == PUBLIC else self._trap
        self._receiver.addressResolved(IPv4Address("TCP", "127.0.0.1", port))
