"""Justel, the consolidated law of Belgium: an ISO-8859-1 page with anchors before articles.

<a name="LNK0002"></a>CHAPITRE II. - Des ruches.<br>
<a name="Art.2bis"></a><a href="#LNK0002">Art.</a> 2bis. [<sup><font>1</font></sup> § 1. …
<sup><font>(1)</font></sup><L 2019-05-03/12, art. 4, 003; En vigueur : 01-07-2019><br>
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.numbers import heading_number
from corpus.texts import Provision
from crawler.formats import days, markup, whole
from crawler.formats.markup import Element
from crawler.parsing import Ask, Follow, FormatError, ParsedText, check_identity

_LANGUAGES = ("fr", "nl", "de")
_ARTICLE, _DIVISION = "\x01", "\x02"
_LEVELS = (
    ("livre", "boek", "buch"),
    ("partie", "deel", "teil"),
    ("titre", "titel"),
    ("chapitre", "hoofdstuk", "kapitel"),
    ("section", "afdeling", "abschnitt"),
    ("sous-section", "onderafdeling", "unterabschnitt"),
)
# `Art. 380bis.`, `Article 1er.`, `Art. 7.2.1`
_HEADING = re.compile(r"((?:Article|Artikel|Art\.)\s*[^\s.<\[]+(?:\.\d[^\s.<\[]*)*)\.?\s*")
# `<L 2000-01-01/33, art. 5, 003; En vigueur : 01-02-2000>`, `<Erratum …>`, what is left of a broken
# one (`En vigueur : 01-02-2000>`, `-02-2000, art. 3>`), `(NOTE : …` to the end of the line
_NOTE = re.compile(
    r"<(?=[^<>]*?\d-\d++-\d|\s*+Erratum)[^<>]*+(?:>|$)"
    r"|\bL \d{4}-\d\d-\d\d/\d+, art[^<>]{0,500}+>|(?:En vigueur|Inwerkingtreding) : [\d-]+>"
    r"|-\d\d-\d{4}, art\. \d+>"
    r"|\((?:NOTE|NOTA)\b.*"
)
# `(inséré par )`, `(ingevoegd bij )`: what a removed note leaves
_EMPTY = re.compile(r"\((?:ins[ée]r[ée]+|ingevoegd)\s+(?:par|bij)\s*(?:\)|$)", re.IGNORECASE)
# `<abrogé par L …`, `< Opgeheven bij …`
_REPEALED = re.compile(r"<\s*(abrogé|opgeheven|aufgehoben|annulé|vernietigd)", re.IGNORECASE)
# `§ 1. [...]`, `1° les abeilles`, `… comme suit :)`: begins or ends as text does, so is no rubric
_TEXT = re.compile(r"^(?:§|\(|\[|\d+°|[a-z]\))|[.:;,\]]\)?$")
# the labels of facts: `Dossiernummer`, `Publicatie`, `Inwerkingtreding`, `Numéro`
_LABELS = {
    "dossier": re.compile(r"dossiernum|dossier num|aktenum"),
    "publication": re.compile(r"publication|publicatie|veröffentlichung"),
    "force": re.compile(r"entrée en vigueur|inwerkingtreding|inkrafttreten"),
    "number": re.compile(r"numéro|nummer"),
}
# `En vigueur : 01-02-2000`
_IN_FORCE = re.compile(r"(?:en vigueur|inwerkingtreding)\s*:\s*(\d{2}-\d{2}-\d{4})", re.IGNORECASE)


def read(body: bytes, ask: Ask) -> ParsedText:
    """Return the instrument on a Justel page, or for the list of a year the requests for its pages.

    Raises:
        FormatError: the page is the shell that stands for an unknown number, is another instrument,
            or has no text.
    """
    root = markup.page(body, _encoding(body))
    if ask.role == "list":
        whole.page(body)
        return _listed(root, ask)
    titles = root.xpath("//*[@id='list-title-1']//p[contains(@class,'list-item--title')]")
    texts = root.xpath("//*[@id='list-title-3']")
    if not titles or not texts:
        raise FormatError(
            "Justel has no instrument under this number: the page has no title and text"
        )
    whole.page(body)
    title = markup.line(titles[0])
    facts = _facts(root)
    check_identity(ask, title, *facts.values())
    lines = _lines(texts[0])
    provisions = tuple(_provisions(lines, ask))
    if not provisions:
        raise FormatError("the page of Justel has a text without a single article anchor")
    shown = root.xpath("//a[contains(@class,'nav__language-button') and contains(@class,'active')]")
    notes = [days.iso(day) for day in _IN_FORCE.findall("\n".join(lines))]
    since = [day for day in (*notes, _day(facts.get("force", ""))) if day]
    return ParsedText(
        provisions=provisions,
        # the title without `(NOTE : …`
        title=re.split(r"\((?:NOTE|NOTA)\s*+:", title, maxsplit=1)[0].rstrip(),
        language=markup.line(shown[0]).lower() if shown else ask.language,
        adopted=days.iso(facts.get("dossier")),
        published=_day(facts.get("publication", "")),
        in_force=max(since, default=None),
        body="\n".join(_law(lines)),
        notes=whole.contents(ask, _contents(root, ask), [p.number for p in provisions]),
    )


def _contents(root: Element, ask: Ask) -> list[str]:
    """Return the numbers in the contents list; of `101-112` the first and the last."""
    text = "\n".join(markup.text(part) for part in root.xpath("//*[@id='list-title-2']"))
    # `Art. 34bis, 34ter, 35-37`, a line of its own
    listed = re.findall(r"^Art\. (\d.*)$", text, re.MULTILINE)
    return [
        _number(f"Art. {number}", ask.country)
        for line in listed
        # `35-37`, `34bis, 34ter`
        for number in map(str.strip, re.split(r"[,-]", line))
        if re.match(r"\d", number)
    ]


def _law(lines: list[str]) -> Iterator[str]:
    """Yield the lines that hold law: all but the notes, which follow a rule of dashes."""
    in_notes = False
    for line in lines:
        # `-----`
        in_notes = line[:1] not in (_ARTICLE, _DIVISION) and (
            in_notes or re.fullmatch(r"-{5,}", line) is not None
        )
        if not in_notes:
            yield _clean(line.lstrip(_ARTICLE + _DIVISION))


def _encoding(body: bytes) -> str:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return "iso-8859-1"
    return "utf-8"  # accents of Latin 1 almost never make valid UTF-8


def _listed(root: Element, ask: Ask) -> ParsedText:
    links = [str(link).strip() for link in root.xpath("//a/@href")]
    pages = dict.fromkeys(link for link in links if link.endswith("/justel"))
    if not pages:
        raise FormatError("the list of Justel names no instrument")
    return ParsedText(
        language=ask.language,
        follow=tuple(Follow(re.sub(r"^http:", "https:", link), "instrument") for link in pages),
    )


def _facts(root: Element) -> dict[str, str]:
    facts: dict[str, str] = {}
    for paragraph in root.xpath("//*[@id='list-title-1']//div[contains(@class,'plain-text')]/p"):
        label, _, value = markup.line(paragraph).partition(":")
        for name, pattern in _LABELS.items():
            if pattern.match(label.strip().lower()):
                facts.setdefault(name, value.strip())
    return facts


def _day(written: str) -> str | None:
    return days.in_words(written, *_LANGUAGES) or days.iso(written)


def _lines(text: Element) -> list[str]:
    """Return the lines of the text; a line with an anchor begins with the mark of its kind."""
    pieces: list[str] = []
    _collect(text, pieces)
    return markup.tidy("".join(pieces)).split("\n")


def _collect(element: Element, pieces: list[str]) -> None:
    anchor = element.get("name", "") if element.tag == "a" else ""
    if element.tag == "sup" and element.find(".//font") is not None:
        # `[<sup>1</sup> … ]<sup>1</sup>` marks what an amendment put in: its brackets go too
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
            context = [division for division in context if division[0] < level] + [(level, name)]
        elif article and line[:1] != _ARTICLE:
            article.append(line)


def _level(division: str) -> int:
    # the first word of `[Section 2. - Du miel`
    word = re.split(r"[\s.]", division.lstrip("[(").lower())[0]
    return next((i for i, names in enumerate(_LEVELS) if word in names), len(_LEVELS))


def _provision(lines: list[str], context: tuple[str, ...], ask: Ask) -> Provision:
    opening = _HEADING.match(lines[0])
    if not opening:
        raise FormatError(f"an article of Justel has no heading: {lines[0][:40]}")
    heading, lines = opening[1], [lines[0][opening.end() :], *lines[1:]]
    number = _number(heading, ask.country)
    # `-----`, the line above the notes of an article
    rule = next((i for i, line in enumerate(lines) if re.fullmatch(r"-{5,}", line)), len(lines))
    repealed = next((note[1].lower() for line in lines if (note := _REPEALED.search(line))), "")
    kept = [stripped for line in lines[:rule] if (stripped := _clean(line))]
    rubric = ""
    if len(kept) > 1 and len(kept[0]) < 200 and not _TEXT.search(kept[0]):
        rubric, kept = kept[0], kept[1:]
    return Provision(
        number=number,
        heading=heading,
        rubric=rubric,
        context=context,
        text="\n".join(kept) or (f"({repealed})" if repealed else ""),
    )


def _number(heading: str, country: str) -> str:
    """Return the number by which it is cited: 433quater/1 is 433-quater/1, 37octies 37-octies."""
    last = heading.split()[-1].strip(".")
    # `433quater/1`
    suffixed = re.fullmatch(r"(\d+)([a-z]{3,})((?:/\d+)*)", last)
    if suffixed:
        return f"{heading_number(f'Art. {suffixed[1]}', country)}-{suffixed[2]}{suffixed[3]}"
    return heading_number(heading, country) or last.lower()


def _clean(line: str) -> str:
    stripped = re.sub(r"\s+", " ", _EMPTY.sub("", _NOTE.sub("", line))).strip()
    # `. . . .`, `…`: what stands for repealed words
    return "" if re.fullmatch(r"[.…\s]*", stripped) else stripped
