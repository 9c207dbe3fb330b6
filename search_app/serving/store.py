"""A page cache in memory that all processes of a server share; nothing is written to disk.

One anonymous piece of shared memory holds an index and a ring. A page is appended to the ring and
overwrites the oldest ones; readers take no lock, and know by a checksum what was overwritten while
they read it.
"""

from __future__ import annotations

import mmap
import struct
import tempfile
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

try:
    import fcntl
except ImportError:  # Windows has one process only
    fcntl = None  # type: ignore[assignment]

KEY_BYTES = 16
_HEAD = struct.Struct("<Q")
_SLOT = struct.Struct(f"<{KEY_BYTES}sQII")
"""Key, position in the stream of all bytes ever written, length, checksum."""
_WAYS = 8
_TYPICAL = 2048
_LARGEST_SHARE = 8


class SharedStore:
    """A bounded store of bytes by key, shared by threads and by processes forked after it is made.

    The oldest values go first. A value larger than an eighth of the store is not kept.
    """

    def __init__(self, size: int) -> None:
        """Allocate memory for values.

        Args:
            size: bytes for values; 0 keeps nothing. The index takes 2 % more.
        """
        self._size = size
        self._buckets = max(1, size // (_TYPICAL * _WAYS))
        self._data = _HEAD.size + self._buckets * _WAYS * _SLOT.size
        self._memory = mmap.mmap(-1, self._data + size)
        _HEAD.pack_into(self._memory, 0, size)  # so that no position is that of an empty slot
        self._threads = threading.Lock()
        self._processes = tempfile.TemporaryFile()  # noqa: SIM115 - open as long as the store

    def get(self, key: bytes) -> bytes | None:
        """Return the value of a 16-byte key; None if it is not stored, or no longer."""
        for place in self._places(key):
            found, position, length, checksum = _SLOT.unpack_from(self._memory, place)
            if found == key and self._holds(position, length):
                start = self._data + position % self._size
                value = self._memory[start : start + length]
                return value if _checksum(key, value) == checksum else None
        return None

    def put(self, key: bytes, value: bytes) -> None:
        """Store a value; it may push out others."""
        if not value or len(value) > self._size // _LARGEST_SHARE:
            return
        with self._writing():
            position = self._reserve(len(value))
            start = self._data + position % self._size
            self._memory[start : start + len(value)] = value
            slot = _SLOT.pack(key, position, len(value), _checksum(key, value))
            place = self._place_for(key)
            self._memory[place : place + _SLOT.size] = slot

    def _places(self, key: bytes) -> range:
        bucket = int.from_bytes(key[:8], "little") % self._buckets
        start = _HEAD.size + bucket * _WAYS * _SLOT.size
        return range(start, start + _WAYS * _SLOT.size, _SLOT.size)

    def _place_for(self, key: bytes) -> int:
        """Return the place of the key, or else that of the oldest slot in its bucket."""
        slots = {place: _SLOT.unpack_from(self._memory, place) for place in self._places(key)}
        own = (place for place, slot in slots.items() if slot[0] == key)
        return next(own, min(slots, key=lambda place: slots[place][1]))

    def _reserve(self, length: int) -> int:
        """Move the head past a new value before it is written, so readers take no old bytes."""
        (position,) = _HEAD.unpack_from(self._memory, 0)
        left = self._size - position % self._size
        if left < length:
            position += left
        _HEAD.pack_into(self._memory, 0, position + length)
        return int(position)

    def _holds(self, position: int, length: int) -> bool:
        (head,) = _HEAD.unpack_from(self._memory, 0)
        return length > 0 and position + self._size >= head

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Let one thread of one process write; the lock of a killed process is released at once."""
        with self._threads:
            if fcntl:
                fcntl.lockf(self._processes, fcntl.LOCK_EX)
            try:
                yield
            finally:
                if fcntl:
                    fcntl.lockf(self._processes, fcntl.LOCK_UN)


def _checksum(key: bytes, value: bytes) -> int:
    return zlib.crc32(value, zlib.crc32(key))
