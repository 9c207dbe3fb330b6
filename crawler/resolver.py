"""Turns names into addresses: a name is looked up once, and connections go only where was checked.

Scrapy installs the resolver for the whole process. A connection never looks up a name itself: it
gets the addresses that `addresses` has found to be public, or none, so that a name that resolves
differently after the check (DNS rebinding) leads nowhere else.
"""

from __future__ import annotations

import ipaddress
import socket
from typing import Any

from scrapy.utils.defer import maybe_deferred_to_future
from twisted.internet._resolver import HostResolution
from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.interfaces import IHostnameResolver
from twisted.internet.threads import deferToThread
from zope.interface import implementer

_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class PrivateAddressError(Exception):
    """A name has an address that is not public; the message is one sentence."""


@implementer(IHostnameResolver)
class PublicResolver:
    """Gives connections the public addresses of names that were looked up before."""

    def __init__(self, reactor: Any) -> None:
        self._reactor = reactor
        self._known: dict[str, tuple[str, ...]] = {}

    @classmethod
    def from_crawler(cls, crawler: Any, reactor: Any) -> PublicResolver:  # noqa: ARG003
        """Make it for a process (called by Scrapy)."""
        return cls(reactor)

    def install_on_reactor(self) -> None:
        """Take the place of the reactor's resolver (called by Scrapy)."""
        self._reactor.installNameResolver(self)

    async def addresses(self, host: str) -> tuple[str, ...]:
        """Return the addresses of a name, the same ones from now on.

        Raises:
            PrivateAddressError: one of them is not public.
            OSError: it has none.
        """
        if host not in self._known:
            addresses = await maybe_deferred_to_future(deferToThread(self.look_up, host))
            for address in addresses:
                if not is_public(address):
                    raise PrivateAddressError(f"{host} has the private address {address}")
            self._known.setdefault(host, addresses)
        return self._known[host]

    def look_up(self, host: str) -> tuple[str, ...]:
        """Ask the system for the addresses of a name (blocks)."""
        entries = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
        return tuple(dict.fromkeys(str(entry[4][0]) for entry in entries))

    def resolveHostName(  # noqa: N802 - the name is Twisted's
        self,
        resolutionReceiver: Any,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: object = None,  # noqa: ARG002, N803
        transportSemantics: str = "TCP",  # noqa: ARG002, N803
    ) -> Any:
        """Give a connection the addresses that were checked, none for a name that was not."""
        resolution = HostResolution(hostName)
        resolutionReceiver.resolutionBegan(resolution)
        for address in self._known.get(hostName.lower(), ()):
            kind = IPv6Address if ":" in address else IPv4Address
            resolutionReceiver.addressResolved(kind("TCP", address, portNumber))
        resolutionReceiver.resolutionComplete()
        return resolution


def is_public(text: str) -> bool:
    """Whether an address belongs to the public internet, even if it is embedded in another.

    Private, shared, loopback, link-local (cloud metadata), reserved and multicast addresses do not.
    """
    address = ipaddress.ip_address(text)
    if isinstance(address, ipaddress.IPv6Address) and (inner := _inside(address)) is not None:
        return is_public(str(inner))
    return address.is_global and not (address.is_multicast or address.is_reserved)


def _inside(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """Return the IPv4 address that an IPv6 address stands for: mapped, 6to4, or through NAT64."""
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour
