"""Normattiva: the page of an instrument (`page`), its Akoma Ntoso (`instrument`), API articles.

The page names the Akoma Ntoso file; both must be asked for in one session. Articles of codes are
annexed to their decree as running text. The API returns one article (`article`) as HTML in JSON,
and lists of instruments (`list`). Double brackets around new wording and notes of updates are left
out.

    <a href="/do/atto/caricaAKN?dataGU=20010503&codiceRedaz=001G0099&dataVigenza=20240501">
    <article eId="art_2"><num>Art. 2</num><paragraph><content><p>((Ogni alveare)) …</p> …
    {"data": {"atto": {"titolo": "LEGGE 3 maggio 2001, n. 99", "articoloHtml": "<h2 class=…"}}}
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from corpus.numbers import heading_number, slug
from corpus.texts import Provision
from crawler.formats import akoma_ntoso, days, fields, markup, whole
from crawler.formats.markup import Element
from crawler.parsing import Ask, Follow, FormatError, ParsedText, check_identity

SITE = "https://www.normattiva.it"
# `caricaAKN?dataGU=20010503&amp;codiceRedaz=001G0099&amp;dataVigenza=20240501`
_FILE = re.compile(
    r"caricaAKN\?dataGU=(\d{8})&(?:amp;)?codiceRedaz=(\w+)&(?:amp;)?dataVigenza=(\d{8})"
)
# `------`, `* AGGIORNAMENTO (3)`
_UPDATES = re.compile(r"\W*?----|\W*+AGGIOR\w*MENTO\b", re.IGNORECASE)
# `CAPO I DEGLI ALVEARI Art. 2-bis. Ogni alveare …`: headings, number, text
_ARTICLE = re.compile(r"(.*?)\b(Art\.\s*\d+(?:-\w+)*(?:\.\d+)?\.?)(?:\s|$)(.*)", re.DOTALL)
_RANKS = ("LIBRO", "PARTE", "TITOLO", "CAPO", "SEZIONE")
# `II`, `PRIMO`, `quarto`
_ORDINAL = r"(?:[IVXLC]+|\w+(?:imo|ndo|rzo|rto|nto|sto|tavo|nono))\b"
# before `CAPO II` and `LIBRO PRIMO`, in a line whose spaces are single
_LEVEL = re.compile(rf"(?:^| )(?=(?:{'|'.join(_RANKS)}) {_ORDINAL})", re.IGNORECASE)


def read(body: bytes, ask: Ask) -> ParsedText:
    """Read a response of the site or of its API.

    Raises:
        FormatError: it is a refusal, another instrument, ambiguous, or not in force yet.
    """
    if ask.role == "page":
        return _page(body, ask)
    if ask.role == "instrument":
        return _instrument(body, ask)
    response = markup.data(body)
    if not isinstance(response, dict) or response.get("status") == "KO":
        raise FormatError("the firewall of Normattiva refused the request")
    return _list(response) if ask.role == "list" else _article(response, ask)


def _page(body: bytes, ask: Ask) -> ParsedText:
    file = _FILE.search(body.decode("utf-8", errors="replace"))
    if not file:
        raise FormatError(f"{ask.identifier}: the page names no Akoma Ntoso file")
    gazette, code, day = file.groups()
    address = f"{SITE}/do/atto/caricaAKN?dataGU={gazette}&codiceRedaz={code}&dataVigenza={day}"
    return ParsedText(follow=(Follow(address, "instrument"),))


def _instrument(body: bytes, ask: Ask) -> ParsedText:
    if b"<akomaNtoso" not in body[:2000]:
        raise FormatError(f"{ask.identifier}: a page came instead of the Akoma Ntoso file")
    parsed = akoma_ntoso.parse(body, ask)
    law = (line for p in parsed.provisions for line in without_updates(p.text.split("\n")))
    return replace(
        parsed,
        provisions=tuple(_italian(parsed.provisions, parsed.title)),
        body="\n".join(law),
        notes=tuple(filter(None, [whole.unread([parsed])])),
    )


def _italian(provisions: tuple[Provision, ...], title: str) -> Iterator[Provision]:
    """Yield provisions as Italy cites them: a decree that annexes a code numbers its own apart."""
    annexed = [_annexed(p) for p in provisions]
    decree = slug(re.split(r"\s\d", title)[0]) if any(annexed) else ""
    context: tuple[str, ...] = ()
    for given, article in zip(provisions, annexed, strict=True):
        if article:
            context = _levels(article.context, context) if article.context else context
            yield article.model_copy(update={"context": context})
            continue
        context = _levels(given.context, context)
        text = "\n".join(without_updates(given.text.split("\n")))
        rubric = _unbracketed(given.rubric)
        own = decree and not given.number.startswith("annex-")
        number = f"{decree}-{given.number}" if own else given.number
        yield given.model_copy(
            update={"number": number, "rubric": rubric, "context": context, "text": text}
        )


def _levels(headings: tuple[str, ...], before: tuple[str, ...]) -> tuple[str, ...]:
    """Return the headings above an article; `Sezione II` alone is still below its `Capo I`."""
    levels = {_rank(heading): heading for heading in before} if headings else {}
    for heading in headings:
        for part in filter(None, _LEVEL.split(_bare(heading).lstrip("-. "))):
            rank = _rank(part)
            levels = {r: h for r, h in levels.items() if r < rank} | {rank: part}
    return tuple(levels[rank] for rank in sorted(levels))


def _rank(heading: str) -> int:
    word = heading.split()[0].upper() if heading.strip() else ""
    return _RANKS.index(word) if word in _RANKS else -1


def _annexed(annex: Provision) -> Provision | None:
    """Return the article of a code that an annex holds, None when it is another annex."""
    # `annex-2`, `allegato-a`, `codice-delle-api`
    if not re.match(r"annex-\d+$|(?:allegato|codice)", annex.number):
        return None
    return _flat(without_updates(annex.text.split("\n")), annex.context)


def _flat(lines: list[str], context: tuple[str, ...] = ()) -> Provision | None:
    """Return the article that running text opens with, None when it opens with none."""
    opening = _ARTICLE.match(lines[0]) if lines else None
    # `CAPO I …` before the number, or nothing
    if not opening or not re.match(r"[A-Z]{4}|$", opening[1]):
        return None
    before, heading, rest = (part.strip() for part in opening.groups())
    texts = [line for line in (rest, *lines[1:]) if line]
    rubric = ""
    # `(Alveari). Ogni alveare …`
    if texts and (titled := re.match(r"\(([^()]{3,300})\)\.?\s*(.*)", texts[0], re.DOTALL)):
        rubric, texts = titled[1], [line for line in (titled[2], *texts[1:]) if line]
    elif len(texts) > 1 and len(texts[0]) < 150 and texts[0][-1] not in ".;:,":
        rubric, texts = texts[0], texts[1:]
    return Provision(
        number=heading_number(heading, "it") or slug(heading),
        heading=heading,
        rubric=rubric,
        context=(before,) if before else context,
        text="\n".join(texts),
    )


def without_updates(lines: list[str]) -> list[str]:
    """Return the lines of an article without notes of updates, their numbers, and `((…))`."""
    end = next((i for i, line in enumerate(lines) if _UPDATES.match(line)), len(lines))
    # `AGGIORNAMENTO (3)`
    notes = re.findall(r"AGGIOR\w{0,9}MENTO \((\d+)\)", "\n".join(lines[end:]))
    marks = tuple(f"({note})" for note in set(notes))
    return [kept for line in lines[:end] if (kept := _unmarked(_bare(line), marks))]


def _unmarked(line: str, marks: tuple[str, ...]) -> str:
    """Return a line without the numbers of notes at its end: `è punito (3) (4).` ends in a stop."""
    stop = line[-1:] if line.endswith((".", ";")) else ""
    end = whole = len(line) - len(stop)
    while mark := next((note for note in marks if line.endswith(note, 0, end)), ""):
        end -= len(mark)
        end -= line.endswith(" ", 0, end)
    return line if end == whole else line[:end] + stop


def _bare(text: str) -> str:
    """Return text on one line, without `((` and `))` and without spaces before stops."""
    # `((`, `(( `, ` ))`
    text = re.sub(r"\(\( ?| ?\)\)", "", " ".join(text.split()))
    return re.sub(r" ([,.;])", r"\1", " ".join(text.split()))


def _unbracketed(rubric: str) -> str:
    """Return a rubric on one line, `(Alveari).` without its brackets."""
    return re.sub(r"^\((.*)\)\.?$", r"\1", _bare(rubric))


def _article(response: dict[str, Any], ask: Ask) -> ParsedText:
    record, records = fields.part(response, "data", "atto"), fields.parts(response, "data", "lista")
    if not record and records:
        raise FormatError(
            f"{ask.identifier}: the URN is ambiguous, it fits {len(records)} instruments"
        )
    article = fields.words(record, "articoloHtml")
    if not article:
        message = fields.words(response, "message") or "no instrument in the response"
        raise FormatError(f"{ask.identifier}: {message}")
    title = _bare(f"{fields.words(record, 'titolo')} - {fields.words(record, 'sottoTitolo')}")
    check_identity(ask, title)
    if "NON ANCORA ESISTENTE O VIGENTE" in article:
        raise FormatError(f"{ask.identifier}: the article is not in force on the day asked for")
    return ParsedText(
        provisions=(_html(article, ask),),
        title=title,
        language="it",
        adopted=_day(record, "Provvedimento"),
        published=_day(record, "GU"),
        in_force=days.iso(record.get("articoloDataInizioVigenza")),
    )


def _day(record: dict[str, Any], of: str) -> str | None:
    parts = (fields.words(record, part + of) or "0" for part in ("anno", "mese", "giorno"))
    return days.iso("-".join(parts))


def _html(html: str, ask: Ask) -> Provision:
    """Read one article; a single line break inside a sentence is none, two are a paragraph."""
    # `<div class="ins-akn">((new words))</div>`
    html = re.sub(r'<div class="ins-akn"[^<>]*+>(\(\([^<]*+(?<=\)\)))</div>', r"\1", html)
    html = re.sub(r"(?:<br\s*+/?>\s*+){2,}+", "<p></p>", html)
    # `word<br>goes on`, but neither `end.<br>Next` nor `word:<br>a) item`
    html = re.sub(r"(?<![.;:>])<br\s*+/?>(?!\s*+(?:\w{1,3}\)|[-(]))", "", html)
    root = markup.page(html.encode())
    parts = {name: _classed(root, name) for name in ("article-num-akn", "article-heading-akn")}
    if _classed(root, "attachment-just-text"):
        article = _flat(without_updates(markup.text(root).split("\n")))
        if article is None:
            raise FormatError(f"{ask.identifier}: the annexed text does not begin with an article")
        return article
    heading, rubric = (" ".join(map(markup.line, elements)) for elements in parts.values())
    if not heading:
        raise FormatError(f"{ask.identifier}: the text has no article")
    markup.drop((*parts["article-num-akn"], *parts["article-heading-akn"]))
    return Provision(
        number=heading_number(heading, "it") or slug(heading),
        heading=heading,
        rubric=_unbracketed(rubric),
        text="\n".join(without_updates(markup.text(root).split("\n"))),
    )


def _classed(root: Element, name: str) -> list[Element]:
    return [element for element in root.iter() if name in markup.classes(element)]


def _list(response: dict[str, Any]) -> ParsedText:
    records = fields.parts(response, "listaAtti")
    if not records:
        raise FormatError("the search found no instrument")
    keys = [(fields.words(a, "dataGU"), fields.words(a, "codiceRedazionale")) for a in records]
    if not all(day and code for day, code in keys):
        raise FormatError("an instrument of the search has no day of its gazette or no code")
    query = "atto.dataPubblicazioneGazzetta={}&atto.codiceRedazionale={}"
    pages = (f"{SITE}/atto/caricaDettaglioAtto?{query.format(*key)}" for key in keys)
    return ParsedText(follow=tuple(Follow(page, "page") for page in pages))
