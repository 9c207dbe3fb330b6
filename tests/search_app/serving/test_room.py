"""A bounded number works, a bounded number waits, all others are sent away at once."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from search_app.serving.room import BusyError, Room


def test_no_more_than_the_seats_work_at_a_time_and_places_are_bounded() -> None:
    room, gate, guard = Room(2, 3), threading.Event(), threading.Lock()
    inside = [0, 0]

    def work(_: int) -> str:
        try:
            with room.seat("/eu"):
                with guard:
                    inside[0] += 1
                    inside[1] = max(inside)
                gate.wait(30)
                with guard:
                    inside[0] -= 1
        except BusyError:
            if sent.is_last():
                gate.set()
            return "away"
        return "done"

    sent = _Countdown(7)
    with ThreadPoolExecutor(12) as pool:
        ended = list(pool.map(work, range(12)))
    assert (ended.count("done"), ended.count("away")) == (5, 7)
    assert inside == [0, 2]


class _Countdown:
    """Tells the last of so many."""

    def __init__(self, number: int) -> None:
        self._left, self._guard = number, threading.Lock()

    def is_last(self) -> bool:
        with self._guard:
            self._left -= 1
            return self._left == 0


def test_one_that_waited_too_long_is_sent_away_and_leaves_its_place() -> None:
    room = Room(1, 1, patience=0.05)
    with room.seat("/eu"):
        for _ in range(3):
            with pytest.raises(BusyError), room.seat("/eu"):
                pass
    with room.seat("/eu"), room.seat("/healthz"):
        pass


def test_an_error_gives_the_seat_back() -> None:
    room = Room(1, 0)
    for _ in range(3):
        with pytest.raises(ValueError, match="broken"), room.seat("/eu"):
            raise ValueError("broken")
    with room.seat("/eu"):
        pass
