"""A ZIP that is wrong somewhere is refused in one sentence or read as it was."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.formats import zipped
from crawler.parsing import FormatError

XML = re.compile(r"\.xml$")
TEXT = "<act>" + "".join(f"<p>Wax is kept for {n} days.</p>" for n in range(200)) + "</act>"
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)


def packed(method: int) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        archive.writestr("b.xml", TEXT)
        archive.writestr("a.xml", "<act/>")
        archive.writestr("note.txt", "no XML")
    return file.getvalue()


@pytest.mark.parametrize("method", METHODS)
def test_wanted_files_come_by_name(method: int) -> None:
    assert zipped.files(packed(method), XML) == [b"<act/>", TEXT.encode()]


@settings(max_examples=400, deadline=None)
@given(
    st.sampled_from(METHODS),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), max_size=4),
)
def test_wrong_bytes_are_refused_or_do_no_harm(
    method: int, changes: list[tuple[float, int]]
) -> None:
    body = bytearray(packed(method))
    for where, byte in changes:
        body[int(where * len(body))] = byte
    try:
        found = zipped.files(bytes(body), XML)
    except FormatError as error:
        assert "ZIP" in str(error)
    else:
        assert set(found) <= {b"<act/>", TEXT.encode()}


def test_a_size_that_is_understated_or_overstated_is_refused() -> None:
    body = packed(zipfile.ZIP_DEFLATED)
    size = len(TEXT).to_bytes(4, "little")
    for said in (len(TEXT) - 7, len(TEXT) + 7):
        with pytest.raises(FormatError, match="broken"):
            zipped.files(body.replace(size, said.to_bytes(4, "little")), XML)


def test_too_many_files_are_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for number in range(70):
            archive.writestr(f"{number}.xml", "<act/>")
    with pytest.raises(FormatError, match="more than is read"):
        zipped.files(file.getvalue(), XML)
