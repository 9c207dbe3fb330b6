"""Justel, the consolidated law of Belgium: an ISO-8859-1 page with anchors before articles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from corpus.numbers import heading_number
from corpus.texts import Provision
from crawler.formats import days, markup, whole
from crawler.parsing import Ask, Follow, FormatError, ParsedText, check_identity

_MONTHS = {
    name: number
    for names in (
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "januari februari maart april mei juni juli augustus september oktober november december",
        "januar februar märz april mai juni juli august september oktober november dezember",
    )
    for number, name in enumerate(names.split(), 1)
}
_ARTICLE, _DIVISION = "\x01", "\x02"
_LEVELS = (
    ("livre", "boek", "buch"),
    ("partie", "deel", "teil"),
    ("titre", "titel"),
    ("chapitre", "hoofdstuk", "kapitel"),
    ("section", "afdeling", "abschnitt"),
    ("sous-section", "onderafdeling", "unterabschnitt"),
)
_HEADING = re.compile(r"((?:Article|Artikel|Art\.)\s*[^\s.<\[]+(?:\.\d[^\s.<\[]*)*)\.?\s*")
# `<L 2000-01-01/33, art. 5, 003; En vigueur : 01-02-2000>`, what breaks of it leave, `(NOTE : …`
_NOTE = re.compile(
    r"<(?=[^<>]*?\d-\d++-\d|\s*+Erratum)[^<>]*+(?:>|$)"
    r"|\bL \d{4}-\d\d-\d\d/\d+, art[^<>]{0,500}+>|(?:En vigueur|Inwerkingtreding) : [\d-]+>"
    r"|-\d\d-\d{4}, art\. \d+>"
    r"|\((?:NOTE|NOTA)\b.*"
)
_EMPTY = re.compile(r"\((?:ins[ée]r[ée]+|ingevoegd)\s+(?:par|bij)\s*(?:\)|$)", re.IGNORECASE)
_REPEALED = re.compile(r"<\s*(abrogé|opgeheven|aufgehoben|annulé|vernietigd)", re.IGNORECASE)
# "dossiernummer", "publicatie", "inwerkingtreding", "numéro"
_LABELS = {
    "dossier": re.compile(r"dossiernum|dossier num|aktenum"),
    "publication": re.compile(r"publication|publicatie|veröffentlichung"),
    "force": re.compile(r"entrée en vigueur|inwerkingtreding|inkrafttreten"),
    "number": re.compile(r"numéro|nummer"),
}
_IN_FORCE = re.compile(r"(?:en vigueur|inwerkingtreding)\s*:\s*(\d{2}-\d{2}-\d{4})", re.IGNORECASE)


def read(body: bytes, ask: Ask) -> ParsedText:
    """Return the act that a Justel page holds, or for a list of a year the pages of its acts.

    Raises:
        FormatError: the page is the empty shell for an unknown number, another act, or has no
            text.
    """
    root = markup.page(body, _encoding(body))
    if ask.role == "list":
        whole.page(body)
        return _listed(root, ask)
    titles = root.xpath("//*[@id='list-title-1']//p[contains(@class,'list-item--title')]")
    texts = root.xpath("//*[@id='list-title-3']")
    if not titles or not texts:
        raise FormatError("Justel has no act under this number: the page has no title and text")
    whole.page(body)
    title = markup.line(titles[0])
    facts = _facts(root)
    check_identity(ask, title, *facts.values())
    lines = _lines(texts[0])
    provisions = tuple(_provisions(lines, ask))
    if not provisions:
        raise FormatError("the page of Justel has a text without a single article anchor")
    shown = root.xpath("//a[contains(@class,'nav__language-button') and contains(@class,'active')]")
    notes = [days.iso(found) for found in _IN_FORCE.findall("\n".join(lines))]
    since = [day for day in (*notes, _day(facts.get("force", ""))) if day]
    return ParsedText(
        provisions=provisions,
        title=re.split(r"\((?:NOTE|NOTA)\s*+:", title, maxsplit=1)[0].rstrip(),
        language=markup.line(shown[0]).lower() if shown else ask.language,
        adopted=days.iso(facts.get("dossier")),
        published=_day(facts.get("publication", "")),
        in_force=max(since, default=None),
    )


def _encoding(body: bytes) -> str:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return "iso-8859-1"
    return "utf-8"  # more than one accent of Latin 1 that reads as UTF-8 is UTF-8


def _listed(root: Any, ask: Ask) -> ParsedText:
    links = [str(link).strip() for link in root.xpath("//a/@href")]
    found = dict.fromkeys(link for link in links if link.endswith("/justel"))
    if not found:
        raise FormatError("the list of Justel names no act")
    return ParsedText(
        language=ask.language,
        follow=tuple(Follow(re.sub(r"^http:", "https:", link), "instrument") for link in found),
    )


def _facts(root: Any) -> dict[str, str]:
    facts: dict[str, str] = {}
    for each in root.xpath("//*[@id='list-title-1']//div[contains(@class,'plain-text')]/p"):
        label, _, value = markup.line(each).partition(":")
        for name, pattern in _LABELS.items():
            if pattern.match(label.strip().lower()):
                facts.setdefault(name, value.strip())
    return facts


def _day(written: str) -> str | None:
    return days.in_words(written, _MONTHS) or days.iso(written)


def _lines(text: Any) -> list[str]:
    """Return the lines of the text; those with an anchor begin with a mark of its kind."""
    pieces: list[str] = []
    _collect(text, pieces)
    return markup.tidy("".join(pieces)).split("\n")


def _collect(element: Any, pieces: list[str]) -> None:
    anchor = element.get("name", "") if element.tag == "a" else ""
    if element.tag == "sup" and element.find(".//font") is not None:
        # [<sup>1</sup> … ]<sup>1</sup> marks what an amendment put in: the brackets go with it
        pieces[-1] = re.sub(r"[\[\]]\s*$", "", pieces[-1])
        return
    if element.tag in ("h2", "script"):
        return
    if element.tag in ("br", "p", "div", "tr", "table"):
        pieces.append("\n")
    elif element.tag == "sup":
        pieces.append("^")
    elif anchor.startswith(("Art", "LNK")):
        pieces.append(f"\n{_ARTICLE if anchor.startswith('Art') else _DIVISION}")
    pieces.append((element.text or "").replace("\n", " ").replace("\r", " "))
    for child in element:
        _collect(child, pieces)
        pieces.append((child.tail or "").replace("\n", " ").replace("\r", " "))


def _provisions(lines: list[str], ask: Ask) -> Iterator[Provision]:
    context: list[tuple[int, str]] = []
    article: list[str] = []
    for line in [*lines, _DIVISION]:
        if line[:1] in (_ARTICLE, _DIVISION):
            if article:
                yield _provision(article, tuple(name for _, name in context), ask)
            article = [line[1:].strip()] if line[0] == _ARTICLE else []
        if line[:1] == _DIVISION and (name := _clean(line[1:])):
            level = _level(name)
            context = [each for each in context if each[0] < level] + [(level, name)]
        elif article and line[:1] != _ARTICLE:
            article.append(line)


def _level(division: str) -> int:
    word = re.split(r"[\s.]", division.lstrip("[(").lower())[0]
    return next((i for i, names in enumerate(_LEVELS) if word in names), len(_LEVELS))


def _provision(lines: list[str], context: tuple[str, ...], ask: Ask) -> Provision:
    found = _HEADING.match(lines[0])
    if not found:
        raise FormatError(f"an article of Justel has no heading: {lines[0][:40]}")
    heading, lines = found[1], [lines[0][found.end() :], *lines[1:]]
    number = _number(heading, ask.country)
    rule = next((i for i, line in enumerate(lines) if re.fullmatch(r"-{5,}", line)), len(lines))
    repealed = next((m[1].lower() for line in lines if (m := _REPEALED.search(line))), "")
    kept = [clean for line in lines[:rule] if (clean := _clean(line))]
    rubric = ""
    if len(kept) > 1 and len(kept[0]) < 200 and not re.search(r"[.:;,]\)?$", kept[0]):
        rubric, kept = kept[0], kept[1:]
    return Provision(
        number=number,
        heading=heading,
        rubric=rubric,
        context=context,
        text="\n".join(kept) or (f"({repealed})" if repealed else ""),
    )


def _number(heading: str, country: str) -> str:
    """Return the citing number: 433quater/1 is 433-quater/1, 37octies is 37-octies."""
    last = heading.split()[-1].strip(".")
    suffixed = re.fullmatch(r"(\d+)([a-z]{3,})((?:/\d+)*)", last)
    if suffixed:
        return f"{heading_number(f'Art. {suffixed[1]}', country)}-{suffixed[2]}{suffixed[3]}"
    return heading_number(heading, country) or last.lower()


def _clean(line: str) -> str:
    clean = re.sub(r"\s+", " ", _EMPTY.sub("", _NOTE.sub("", line))).strip()
    return "" if re.fullmatch(r"[.…\s]*", clean) else clean
