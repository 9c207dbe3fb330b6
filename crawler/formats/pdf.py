"""The text of PDF files, by pypdf.

BT /F1 11 Tf 72 700 Td (Article 1) Tj ET    11 points, 72 from the left, 700 from below
BT /F2 8 Tf 60 690 Td (Short title) Tj ET   smaller print: a note in the margin
startxref 1234 %%EOF                        the end, with the place of the table of objects
"""

from __future__ import annotations

import io
import logging
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from pypdf import PageObject, PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import NumberObject

from crawler.formats.limits import MAX_BYTES, MAX_PAGES
from crawler.formats.markup import tidy
from crawler.parsing import PYTHON_FAULTS, FormatError

# it warns of fonts that hold no words of the text (barcodes of gazettes)
logging.getLogger("pypdf").setLevel(logging.ERROR)
T = TypeVar("T")
_WIDE = -2_000
"""A shift to the right that is wider than any blank, in thousandths of the size of the print."""
# what pypdf raises on wrong bytes, besides its own errors
_BROKEN = (*PYTHON_FAULTS, PyPdfError, zlib.error, struct.error)


@dataclass(frozen=True)
class PdfPiece:
    """A piece of text: where it begins on its page (from the left, from below) and its size.

    All three are in points, 1/72 inch.
    """

    x: float
    y: float
    size: float
    text: str


def pages(body: bytes, gap: int | None = None) -> list[str]:
    """Return the text of each page.

    Files may have no blanks, but leave room between words, as in `[<21> -250 <22>] TJ`. `gap` is
    the room that is taken for a blank, in thousandths of the size of the print; None leaves it to
    what the fonts say of the width of a blank.

    Raises:
        FormatError: it is not a PDF, is encrypted, too large, or holds pictures instead of text.
    """
    widen = None if gap is None else partial(_widen, gap)
    texts = _read(body, lambda page: tidy(page.extract_text(visitor_operand_before=widen)))
    if not any(texts):
        raise FormatError("the PDF holds no text (scanned pages?)")
    return texts


def placed(body: bytes) -> list[list[PdfPiece]]:
    """Return the pieces of text of each page with their places, for pages with margins.

    Raises:
        FormatError: it is not a PDF, is encrypted, too large, or holds pictures instead of text.
    """
    sheets = _read(body, _pieces)
    if not any(sheets):
        raise FormatError("the PDF holds no text (scanned pages?)")
    return sheets


def _read(body: bytes, of_page: Callable[[PageObject], T]) -> list[T]:
    if not body.startswith(b"%PDF"):
        raise FormatError("the response is not a PDF")
    if len(body) > MAX_BYTES:
        raise FormatError(f"the response has {len(body)} bytes, more than {MAX_BYTES}")
    try:
        reader = PdfReader(io.BytesIO(body))
        if reader.is_encrypted or len(reader.pages) > MAX_PAGES:
            raise FormatError("the PDF is encrypted or has too many pages")
        return [of_page(page) for page in reader.pages]
    except _BROKEN as error:
        raise FormatError(f"the PDF cannot be read: {error}") from error


def _widen(gap: int, operator: bytes, operands: list[Any], *_: Any) -> None:
    """Make room between words so wide that it counts as a blank, whatever the font says."""
    if operator == b"TJ" and operands and isinstance(operands[0], list):
        shown = operands[0]
        for place, shift in enumerate(shown):
            if isinstance(shift, (int, float)) and shift <= -gap:
                shown[place] = NumberObject(_WIDE)


def _pieces(page: PageObject) -> list[PdfPiece]:
    pieces: list[PdfPiece] = []

    def seen(text: str, user: list[float], matrix: list[float], _font: Any, size: float) -> None:
        if text.strip():
            x = matrix[4] * user[0] + matrix[5] * user[2] + user[4]
            y = matrix[4] * user[1] + matrix[5] * user[3] + user[5]
            pieces.append(PdfPiece(x, y, abs(size * matrix[3] * user[3]), text.strip()))

    page.extract_text(visitor_text=seen)
    return pieces
