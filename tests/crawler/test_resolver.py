"""Names are looked up once; connections go only to public addresses that were checked."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from crawler import resolver as module
from crawler.resolver import PrivateAddressError, PublicResolver, is_public

PUBLIC = ("93.184.215.14", "2606:2800:21f::1")
PRIVATE = (
    *("127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "100.64.0.1", "0.0.0.0"),  # noqa: S104
    *("169.254.169.254", "169.254.170.2", "224.0.0.251", "240.0.0.1", "255.255.255.255"),
    *("::", "::1", "fe80::1", "fe80::1%2", "fd00:ec2::254", "ff02::1", "2001:db8::1"),
    *("::ffff:127.0.0.1", "::ffff:169.254.169.254", "::ffff:10.0.0.1"),
    *("64:ff9b::a9fe:a9fe", "64:ff9b::7f00:1", "2002:7f00:1::", "2002:a9fe:a9fe::"),
)


class Receiver:
    """Notes what a connection is given."""

    def __init__(self) -> None:
        self.given: list[tuple[str, int]] = []
        self.complete = False

    def resolutionBegan(self, _: Any) -> None:  # noqa: N802
        pass

    def addressResolved(self, address: Any) -> None:  # noqa: N802
        self.given.append((address.host, address.port))

    def resolutionComplete(self) -> None:  # noqa: N802
        self.complete = True


class Changing(PublicResolver):
    """Gives another answer each time that a name is looked up."""

    def __init__(self, *answers: Sequence[str]) -> None:
        super().__init__(reactor=None)
        self._answers: Iterator[Sequence[str]] = iter(answers)
        self.looked_up = 0

    def look_up(self, host: str) -> tuple[str, ...]:  # noqa: ARG002
        self.looked_up += 1
        return tuple(next(self._answers))


@pytest.fixture(autouse=True)
def without_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look names up at once: there is no reactor here."""

    async def at_once(work: Any, *arguments: Any) -> Any:
        return work(*arguments)

    monkeypatch.setattr(module, "deferToThread", at_once)
    monkeypatch.setattr(module, "maybe_deferred_to_future", lambda work: work)


def connected(resolver: PublicResolver, host: str, port: int = 443) -> list[tuple[str, int]]:
    receiver = Receiver()
    resolver.resolveHostName(receiver, host, port)
    assert receiver.complete
    return receiver.given


@pytest.mark.parametrize("address", PRIVATE)
def test_what_is_not_public_is_refused_in_any_form(address: str) -> None:
    assert not is_public(address)
    resolver = Changing([*PUBLIC, address])
    with pytest.raises(PrivateAddressError, match="has the private address"):
        asyncio.run(resolver.addresses("law.example"))
    assert connected(resolver, "law.example") == []


def test_a_name_that_turns_private_after_the_check_is_still_the_public_one() -> None:
    resolver = Changing(PUBLIC, ["127.0.0.1"])
    for _ in range(2):
        assert asyncio.run(resolver.addresses("law.example")) == PUBLIC
    assert connected(resolver, "LAW.example", 443) == [(address, 443) for address in PUBLIC]
    assert resolver.looked_up == 1


def test_a_connection_to_what_was_not_checked_gets_no_address() -> None:
    resolver = Changing(PUBLIC)
    asyncio.run(resolver.addresses("law.example"))
    assert connected(resolver, "other.example") == []
    assert connected(resolver, "127.0.0.1") == []
