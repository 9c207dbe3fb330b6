"""A mark waits for the first line behind it, and stands alone when there is none."""

from __future__ import annotations

from crawler.formats.marked import MarkedLines, one_line


def test_a_mark_stands_before_the_first_line_only() -> None:
    lines = MarkedLines()
    lines.mark = "1."
    lines.add(["a hive", "a swarm"])
    lines.write("and\n  honey")
    lines.write(None)
    assert lines.close() == ["1. a hive", "a swarm", "and honey"]


def test_a_mark_waits_over_empty_text_and_stays_alone_at_the_end() -> None:
    lines = MarkedLines()
    lines.write(" \n ")
    lines.mark = "a)"
    lines.end_line()
    lines.add([])
    assert lines.close() == ["a)"]


def test_running_text_is_cut_as_told() -> None:
    lines = MarkedLines(cut=lambda text: text.split("/"))
    lines.mark = "(2)"
    lines.write("wax/")
    lines.write("honey")
    assert lines.close() == ["(2) wax", "honey"]
    assert one_line(" \u00a0 ") == []
