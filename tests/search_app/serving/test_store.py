"""The store: bounded, whole values or none, shared by threads and processes, never stuck."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from search_app.serving.store import SharedStore

MEGABYTE = 1024 * 1024


def key(name: object) -> bytes:
    return hashlib.blake2b(str(name).encode(), digest_size=16).digest()


def value(name: object, length: int) -> bytes:
    return (str(name).encode() + b" ") * (length // (len(str(name)) + 1) + 1)


def test_a_value_comes_back_whole_and_can_be_replaced() -> None:
    store = SharedStore(MEGABYTE)
    assert store.get(key("a")) is None
    store.put(key("a"), b"first")
    store.put(key("a"), b"second")
    assert store.get(key("a")) == b"second"
    assert store.get(key("b")) is None


def test_the_oldest_go_first_and_the_memory_stays_the_same() -> None:
    store = SharedStore(MEGABYTE)
    size = len(store._memory)
    for number in range(1000):
        store.put(key(number), value(number, 10_000))
    kept = [number for number in range(1000) if store.get(key(number)) is not None]
    assert kept == list(range(kept[0], 1000))
    assert 80 <= len(kept) <= 105
    assert all(store.get(key(n)) == value(n, 10_000) for n in kept)
    assert len(store._memory) == size < 1.05 * MEGABYTE


def test_the_first_of_all_stays_while_there_is_room_beside_it() -> None:
    """Eight keys that fall together: the first one's place was once taken for an empty one."""
    store = SharedStore(MEGABYTE)
    together = [bytes(8) + bytes([number]) * 8 for number in range(1, 9)]
    for one in together:
        store.put(one, one)
    assert [store.get(one) for one in together] == together


@pytest.mark.parametrize("size", [0, 1000])
def test_what_is_too_large_is_not_kept(size: int) -> None:
    store = SharedStore(size)
    store.put(key("a"), b"x" * 126)
    assert store.get(key("a")) is None


def test_a_process_forked_later_sees_and_adds_values() -> None:
    store = SharedStore(MEGABYTE)
    store.put(key("parent"), b"from the parent")
    child = os.fork()
    if child == 0:
        seen = store.get(key("parent")) == b"from the parent"
        store.put(key("child"), b"from the child")
        os._exit(0 if seen else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert store.get(key("child")) == b"from the child"


def test_a_process_killed_while_it_writes_blocks_nobody() -> None:
    store = SharedStore(MEGABYTE)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        with store._writing():
            os.write(writing, b"x")
            time.sleep(60)
        os._exit(1)
    os.read(reading, 1)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    store.put(key("a"), b"still written")
    assert store.get(key("a")) == b"still written"


def test_values_overwritten_while_they_are_read_are_never_mixed() -> None:
    """Two processes and four threads write and read a store that is far too small for them."""
    store = SharedStore(256 * 1024)
    child = os.fork()
    seed = os.getpid() if child else 7
    wrong = _write_and_read(store, seed)
    if child == 0:
        os._exit(min(wrong, 1))
    assert os.waitpid(child, 0)[1] == 0
    assert wrong == 0


def _write_and_read(store: SharedStore, seed: int) -> int:
    def work(number: int) -> int:
        chance = random.Random(seed + number)
        wrong = 0
        for _ in range(1500):
            name = chance.randrange(60)
            found = store.get(key(name))
            if found is None:
                store.put(key(name), value(name, chance.randrange(100, 20_000)))
            else:
                wrong += set(found.split()) != {str(name).encode()}
        return wrong

    with ThreadPoolExecutor(4) as pool:
        return sum(pool.map(work, range(4)))
