"""Text that was encoded as UTF-8 twice is refused, whoever sent it; what looks alike is not."""

from __future__ import annotations

import pytest

from crawler.formats import doubled
from crawler.parsing import FormatError
from tests.crawler import answers

CODE_PAGES = ("latin-1", "cp1252", "cp1250", "cp1251", "cp1253", "cp1257")
ENGLISH = "The keeper’s “hive” costs € 5."
TEXTS = {
    "de": "Für Bienenstöcke gilt: Größe und Gewicht sind frei.",
    "fr": "L’abeille « légère » butine à côté ; l’œuvre a coûté 5 €.",
    "et": "Mesilaste pidamine käib jõe ääres, väljaspool küla.",
    "bg": "Кошерът стои на сянка, № 5.",
    "el": "Άρθρο 5. Οι μέλισσες πετούν.",
    "cs": "Včely létají příště až večer.",
}
FINE = (
    "",
    "Bees fly.",
    "QUALITÉ », CAFÉ »",
    "»Ä« ist ein Buchstabe wie ö und ü",
    "Vosí hnízdo, šťáva, žluť, Ěžžž Šťž",
    "«Á», «É» e «Â» não são letras de abelhas; ÃO também",
    "Кошер «А» № 5, §7",
    "ο Νόμος «Α» ή «Β»",
    *TEXTS.values(),
    ENGLISH,
)


def twice(text: str, code_page: str) -> str:
    """Return text as it comes from the bytes of UTF-8 read in a code page."""
    read = []
    for byte in text.encode():
        try:
            read.append(bytes([byte]).decode(code_page))
        except UnicodeDecodeError:
            read.append(chr(byte))
    return "".join(read)


@pytest.mark.parametrize("code_page", CODE_PAGES)
@pytest.mark.parametrize("text", [*TEXTS.values(), ENGLISH])
def test_text_encoded_twice_is_refused(text: str, code_page: str) -> None:
    with pytest.raises(FormatError, match="encoded as UTF-8 twice"):
        doubled.refuse(twice(text, code_page))


@pytest.mark.parametrize("text", FINE)
def test_good_text_is_let_through(text: str) -> None:
    doubled.refuse(text)


def test_half_a_text_is_enough() -> None:
    good = "Stöcke und Körbe. "
    doubled.refuse(good * 20 + twice("ä", "latin-1"))
    with pytest.raises(FormatError):
        doubled.refuse(good * 5 + twice(good, "latin-1") * 5)


@pytest.mark.parametrize("source", answers.names())
def test_no_format_takes_answers_that_were_encoded_twice(source: str) -> None:
    charset = answers.table(source).get("charset", "utf-8")
    home = answers.folder(source)
    bodies = {
        route["url"]: (home / route["file"]).read_bytes()
        for route in answers.table(source)["routes"]
        if route.get("file")
    }
    if any(body.startswith((b"%PDF", b"PK")) for body in bodies.values()):
        pytest.skip("its texts come in PDF or ZIP files")
    _, good = answers.read(source)
    if "".join(provision.text for provision in good.provisions).isascii():
        pytest.skip("nothing in its texts is outside ASCII")
    instead = {url: twice(body.decode(charset), "latin-1").encode() for url, body in bodies.items()}
    with pytest.raises(FormatError):
        answers.read(source, instead)
