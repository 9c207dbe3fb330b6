"""What it means that one copy of an instrument replaced another."""

from __future__ import annotations

import pytest

from corpus.replacing import Replaced, ReplacedBy, ReplacedCopy


def copy(as_of: str | None, extent: str = "whole", *, retrieved: bool = True) -> ReplacedCopy:
    return ReplacedCopy(as_of, extent, "2026-11-01T10:00:00+00:00", retrieved)


@pytest.mark.parametrize(
    ("before", "after", "by"),
    [
        (copy("2022-03-26"), copy("2026-03-20"), "newer"),
        (copy("2020-11-19", "excerpt"), copy("2021-02-23"), "newer"),
        (copy("2022-03-26", "excerpt"), copy("2026-03-20", "excerpt"), "newer"),
        # a whole text is no older than the excerpt that stands in its place
        (copy("2025-08-09"), copy("2026-07-16", "excerpt"), "copy"),
        # "2023" may be any day of that year
        (copy("2023"), copy("2023-08-29"), "copy"),
        (copy("2012-11-14", retrieved=False), copy("2012-11-14", retrieved=False), "copy"),
        (copy("2012-11-14", "excerpt"), copy("2012-11-14"), "fuller"),
        (copy(None, "excerpt"), copy(None), "fuller"),
        (copy(None), copy(None), "amended"),
        (copy("2026-01-01"), copy("2026-01-01"), "amended"),
        (copy(None, retrieved=False), copy(None), "copy"),
        (copy("2026-01-01"), copy("2025-01-01"), "copy"),
    ],
)
def test_only_a_later_text_that_is_no_smaller_is_newer(
    before: ReplacedCopy, after: ReplacedCopy, by: ReplacedBy
) -> None:
    assert Replaced(before, after).by == by
