"""Asks something in a process of its own, which may be killed by what it meets, or hang."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import TypeVar

Answer = TypeVar("Answer")
PATIENCE = 120
_VERSION_3 = 0x20080522
_MAY_ALL = (1 << 1) | (1 << 2)  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH


class BrokenError(Exception):
    """The process gave no answer; the message says how it ended."""


def in_child(ask: Callable[[], Answer]) -> Answer:
    """Return what a function returns in a forked process.

    Raises:
        BrokenError: it raised something, was killed, or did not end in time.
    """
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=_tell, args=(ask, sender))
    child.start()
    sender.close()
    try:
        if not receiver.poll(PATIENCE):
            raise BrokenError("it hung")
        good, answer = receiver.recv()
    except EOFError as error:
        child.join()
        raise BrokenError(f"it ended with {child.exitcode}") from error
    finally:
        child.kill()
        child.join()
    if not good:
        raise BrokenError(str(answer))
    found: Answer = answer
    return found


def _tell(ask: Callable[[], object], sender: Connection) -> None:
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123 - Rust tells its panics there
        os.dup2(nowhere.fileno(), 2)
    try:
        sender.send((True, ask()))
    except BaseException as error:  # noqa: BLE001 - panics are no Exception; it is told
        sender.send((False, f"{type(error).__name__}: {error}"))


def obey_modes() -> str:
    """Let this process obey the modes of files, root or not; return why it cannot."""
    if not sys.platform.startswith("linux"):
        return "" if os.geteuid() else "root obeys no modes here"
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(_VERSION_3, 0)
    held = (ctypes.c_uint32 * 6)()
    if libc.capget(header, held):
        return os.strerror(ctypes.get_errno())
    for place in (0, 1):  # effective and permitted
        held[place] &= ~_MAY_ALL
    return os.strerror(ctypes.get_errno()) if libc.capset(header, held) else ""
