"""RT XML of Riigi Teataja, the gazette of Estonia: one version of one act.

The namespace is that of the schema of the kind of act, so that only local names are read. Numbers
carry their superscript in an attribute, and as escaped HTML in the number as shown. Texts without
paragraphs (amending regulations) are one provision.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from corpus.numbers import heading_number, slug
from corpus.texts import Provision
from crawler.formats import days, markup
from crawler.parsing import Ask, FormatError, ParsedText, check_identity

_SKIPPED = frozenset((
    "muutmismarge", "normtehnmarkus", "veaparandus", "viideURID", "viideURI", "paragrahvNr",
    "loigeNr", "alampunktNr", "kuvatavNr", "paragrahvPealkiri", "alampunktPealkiri",
))  # fmt: skip
_LINES = frozenset({"loige", "sisuTekst", "alampunkt", "punkt", "tavatekst", "HTMLKonteiner"})


def read(body: bytes, ask: Ask) -> ParsedText:
    """Read an act.

    Raises:
        FormatError: it is another act or has no text.
    """
    root = markup.xml(body)
    about = markup.first(root, "metaandmed")
    if markup.name(root) != "oigusakt" or about is None:
        raise FormatError(f"the answer is not an act of Riigi Teataja but {markup.name(root)}")
    title = _line(markup.first(root, "pealkiri"))
    keys = ("lyhend", "globaalID", "terviktekstiGrupiID")
    check_identity(ask, title, *(_line(markup.first(about, key)) for key in keys))
    content = markup.first(root, "sisu")
    provisions = () if content is None else tuple(_walk(content, ()))
    if content is not None and not provisions and (whole := "\n".join(_text(content))):
        provisions = (Provision(number="tekst", heading=title, text=whole),)
    if not provisions:
        raise FormatError(f"{ask.identifier}: the act has no paragraphs")
    original = _line(markup.first(about, "tekstiliik")) == "algtekst"
    end = days.iso(_line(markup.first(about, "kehtivuseLopp")))
    made = [e for e in about if markup.name(e) == "avaldamismarge"]
    return ParsedText(
        provisions=provisions,
        title=title,
        language=ask.language,
        adopted=_day(markup.first(about, "vastuvoetud"), "aktikuupaev"),
        published=_day(made[0], "avaldamineKuupaev") if made and original else None,
        in_force=days.iso(_line(markup.first(about, "kehtivuseAlgus"))),
        form="as-enacted" if original else "consolidated",
        status="historic" if end and end < ask.today else "",
    )


def _walk(parent: Any, context: tuple[str, ...]) -> Iterator[Provision]:
    for element in parent:
        name = markup.name(element)
        if name == "paragrahv":
            yield _provision(element, context)
        elif name not in _SKIPPED:
            parts = [e for e in element if re.match(rf"kuvatavNr|{name}Pealkiri", markup.name(e))]
            heading = " ".join(filter(None, map(_line, parts)))
            yield from _walk(element, (*context, heading) if heading else context)


def _provision(element: Any, context: tuple[str, ...]) -> Provision:
    parts = {markup.name(e): e for e in element}
    heading = _line(parts.get("kuvatavNr"))
    plain = parts.get("paragrahvNr")
    if plain is not None and not heading:
        raised = plain.get("ylaIndeks")
        heading = f"§ {_line(plain)}" + (f"^{raised}" if raised else "")
    lines = _text(element)
    if not lines and _line(markup.first(element, "tavatekst")).startswith("Kehtet"):
        lines = [_line(markup.first(element, "tavatekst")).strip(" -–")]
    return Provision(
        number=heading_number(heading, "ee") or slug(heading),
        heading=heading,
        rubric=_line(parts.get("paragrahvPealkiri")),
        context=context,
        text="\n".join(lines),
    )


def _text(element: Any) -> list[str]:
    """Return the lines of an element; numbers of paragraphs and points stand before their text."""
    if markup.name(element) == "HTMLKonteiner":
        return _html(element.text or "")
    lines: list[str] = []
    run = [element.text or ""]
    shown = [e for e in element if markup.name(e) == "kuvatavNr"]
    mark = _line(shown[0]) if shown and markup.name(element) != "paragrahv" else ""

    def flush() -> None:
        lines.extend([line] if (line := _plain("".join(run))) else [])
        run.clear()

    for child in element:
        name = markup.name(child)
        if name in _LINES:
            flush()
            lines += _text(child)
        elif name == "reavahetus":
            flush()
        elif name not in _SKIPPED:
            run.append(_inline(child))
        run.append(child.tail or "")
    flush()
    return [f"{mark} {lines[0]}", *lines[1:]] if mark and lines else lines


def _inline(element: Any) -> str:
    if markup.name(element) in _SKIPPED:
        return ""
    inner = (element.text or "") + "".join(_inline(c) + (c.tail or "") for c in element)
    return f"<sup>{inner}</sup>" if markup.name(element) == "sup" else inner


def _html(written: str) -> list[str]:
    return markup.text(markup.page(f"<div>{written}</div>".encode())).split("\n")


def _plain(text: str) -> str:
    """Return text on one line, with superscripts, which may be escaped HTML, as `^1`."""
    text = re.sub(r"<sup>\s*(\d+)\s*</sup>", r"^\1", markup.unescaped(text))
    return " ".join(re.sub(r"</?(?:sup|sub|i|b|em|strong|br)\s*/?>", "", text).split())


def _line(element: Any | None) -> str:
    if element is None:
        return ""
    return _plain((element.text or "") + "".join(_inline(c) + (c.tail or "") for c in element))


def _day(element: Any | None, name: str) -> str | None:
    return None if element is None else days.iso(_line(markup.first(element, name)))
