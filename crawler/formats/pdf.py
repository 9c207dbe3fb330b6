"""The text of PDF files, by pypdf."""

from __future__ import annotations

import io

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from crawler.formats.markup import MAX_BYTES, tidy
from crawler.reading import FormatError

MAX_PAGES = 2_000


def pages(body: bytes) -> list[str]:
    """Return the text of each page.

    Raises:
        FormatError: it is no PDF, is encrypted, too large, or holds pictures instead of text.
    """
    if not body.startswith(b"%PDF"):
        raise FormatError("the answer is no PDF")
    if len(body) > MAX_BYTES:
        raise FormatError(f"the answer has {len(body)} bytes, more than {MAX_BYTES}")
    try:
        reader = PdfReader(io.BytesIO(body))
        if reader.is_encrypted or len(reader.pages) > MAX_PAGES:
            raise FormatError("the PDF is encrypted or has too many pages")
        found = [tidy(page.extract_text()) for page in reader.pages]
    except (PyPdfError, ValueError, KeyError) as error:
        raise FormatError(f"the PDF cannot be read: {error}") from error
    if not any(found):
        raise FormatError("the PDF holds no text (scanned pages?)")
    return found
