"""Normattiva: the page of an act (`page`), its Akoma Ntoso (`instrument`), articles of the API.

The page names the Akoma Ntoso file; both must be asked for in one session. Articles of codes are
annexed to their decree as running text. The API answers one article (`article`) as HTML in JSON,
and lists of acts (`list`). Double brackets around new wording and notes of updates are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from corpus.numbers import heading_number, slug
from corpus.texts import Provision
from crawler.formats import akoma_ntoso, days, fields, markup
from crawler.parsing import Ask, Follow, FormatError, ParsedText, check_identity

SITE = "https://www.normattiva.it"
_FILE = re.compile(
    r"caricaAKN\?dataGU=(\d{8})&(?:amp;)?codiceRedaz=(\w+)&(?:amp;)?dataVigenza=(\d{8})"
)
# `------`, `* AGGIORNAMENTO (3)`
_UPDATES = re.compile(r"\W*?----|\W*+AGGIOR\w*MENTO\b", re.IGNORECASE)
_ARTICLE = re.compile(r"(.*?)\b(Art\.\s*\d+(?:-\w+)*(?:\.\d+)?\.?)(?:\s|$)(.*)", re.DOTALL)
_RANKS = ("LIBRO", "PARTE", "TITOLO", "CAPO", "SEZIONE")
_ORDINAL = r"(?:[IVXLC]+|\w+(?:imo|ndo|rzo|rto|nto|sto|tavo|nono))\b"
# before `CAPO II` and `LIBRO PRIMO`, in a line whose spaces are single
_LEVEL = re.compile(rf"(?:^| )(?=(?:{'|'.join(_RANKS)}) {_ORDINAL})", re.IGNORECASE)


def read(body: bytes, ask: Ask) -> ParsedText:
    """Read an answer of the site or of its API.

    Raises:
        FormatError: it is a refusal, another act, ambiguous, or not in force yet.
    """
    if ask.role == "page":
        found = _FILE.search(body.decode("utf-8", errors="replace"))
        if not found:
            raise FormatError(f"{ask.identifier}: the page names no Akoma Ntoso file")
        gazette, code, day = found.groups()
        file = f"{SITE}/do/atto/caricaAKN?dataGU={gazette}&codiceRedaz={code}&dataVigenza={day}"
        return ParsedText(follow=(Follow(file, "instrument"),))
    if ask.role == "instrument":
        if b"<akomaNtoso" not in body[:2000]:
            raise FormatError(f"{ask.identifier}: a page came instead of the Akoma Ntoso file")
        reading = akoma_ntoso.parse(body, ask)
        return replace(reading, provisions=tuple(_italian(reading.provisions, reading.title)))
    answer = markup.data(body)
    if not isinstance(answer, dict) or answer.get("status") == "KO":
        raise FormatError("the firewall of Normattiva refused the request")
    return _list(answer) if ask.role == "list" else _article(answer, ask)


def _italian(provisions: tuple[Provision, ...], title: str) -> Iterator[Provision]:
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
        rubric = re.sub(r"^\((.*)\)\.?$", r"\1", _bare(given.rubric))
        own = decree and not given.number.startswith("annex-")
        number = f"{decree}-{given.number}" if own else given.number
        yield given.model_copy(
            update={"number": number, "rubric": rubric, "context": context, "text": text}
        )


def _levels(headings: tuple[str, ...], before: tuple[str, ...]) -> tuple[str, ...]:
    """Return the headings above an article: `Sezione II` alone is still below its `Capo I`."""
    held = {_rank(heading): heading for heading in before} if headings else {}
    for heading in headings:
        for part in filter(None, _LEVEL.split(_bare(heading).lstrip("-. "))):
            rank = _rank(part)
            held = {r: h for r, h in held.items() if r < rank} | {rank: part}
    return tuple(held[rank] for rank in sorted(held))


def _rank(heading: str) -> int:
    word = heading.split()[0].upper() if heading.strip() else ""
    return _RANKS.index(word) if word in _RANKS else -1


def _annexed(annex: Provision) -> Provision | None:
    """Return the article of a code that an annex holds, None when it is another annex."""
    if not re.match(r"annex-\d+$|(?:allegato|codice)", annex.number):
        return None
    return _flat(without_updates(annex.text.split("\n")), annex.context)


def _flat(lines: list[str], context: tuple[str, ...] = ()) -> Provision | None:
    found = _ARTICLE.match(lines[0]) if lines else None
    if not found or not re.match(r"[A-Z]{4}|$", found[1]):
        return None
    before, heading, rest = (part.strip() for part in found.groups())
    texts = [line for line in (rest, *lines[1:]) if line]
    rubric = ""
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
    notes = re.findall(r"AGGIOR\w{0,9}MENTO \((\d+)\)", "\n".join(lines[end:]))
    marks = tuple(f"({note})" for note in set(notes))
    return [kept for line in lines[:end] if (kept := _unmarked(_bare(line), marks))]


def _unmarked(line: str, marks: tuple[str, ...]) -> str:
    """Return a line without the numbers of notes at its end: `è punito (3) (4).` ends in a stop."""
    stop = line[-1:] if line.endswith((".", ";")) else ""
    end = whole = len(line) - len(stop)
    while mark := next((each for each in marks if line.endswith(each, 0, end)), ""):
        end -= len(mark)
        end -= line.endswith(" ", 0, end)
    return line if end == whole else line[:end] + stop


def _bare(text: str) -> str:
    """Return text on one line, without `((` and `))` and without spaces before stops."""
    text = re.sub(r"\(\( ?| ?\)\)", "", " ".join(text.split()))
    return re.sub(r" ([,.;])", r"\1", " ".join(text.split()))


def _article(answer: dict[str, Any], ask: Ask) -> ParsedText:
    act, several = fields.part(answer, "data", "atto"), fields.parts(answer, "data", "lista")
    if not act and several:
        raise FormatError(f"{ask.identifier}: the URN is ambiguous, it fits {len(several)} acts")
    article = fields.words(act, "articoloHtml")
    if not article:
        said = fields.words(answer, "message") or "no act in the answer"
        raise FormatError(f"{ask.identifier}: {said}")
    title = _bare(f"{fields.words(act, 'titolo')} - {fields.words(act, 'sottoTitolo')}")
    check_identity(ask, title)
    if "NON ANCORA ESISTENTE O VIGENTE" in article:
        raise FormatError(f"{ask.identifier}: the article is not in force on the day asked for")
    return ParsedText(
        provisions=(_html(article, ask),),
        title=title,
        language="it",
        adopted=_day(act, "Provvedimento"),
        published=_day(act, "GU"),
        in_force=days.iso(act.get("articoloDataInizioVigenza")),
    )


def _day(act: dict[str, Any], of: str) -> str | None:
    parts = (fields.words(act, part + of) or "0" for part in ("anno", "mese", "giorno"))
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
    heading, rubric = (" ".join(map(markup.line, found)) for found in parts.values())
    if not heading:
        raise FormatError(f"{ask.identifier}: the text has no article")
    markup.drop((*parts["article-num-akn"], *parts["article-heading-akn"]))
    return Provision(
        number=heading_number(heading, "it") or slug(heading),
        heading=heading,
        rubric=re.sub(r"^\((.*)\)\.?$", r"\1", _bare(rubric)),
        text="\n".join(without_updates(markup.text(root).split("\n"))),
    )


def _classed(root: Any, name: str) -> list[Any]:
    return [e for e in root.iter() if name in (e.get("class") or "").split()]


def _list(answer: dict[str, Any]) -> ParsedText:
    acts = fields.parts(answer, "listaAtti")
    if not acts:
        raise FormatError("the search found no act")
    named = [(fields.words(a, "dataGU"), fields.words(a, "codiceRedazionale")) for a in acts]
    if not all(day and code for day, code in named):
        raise FormatError("an act of the search has no day of its gazette or no code")
    query = "atto.dataPubblicazioneGazzetta={}&atto.codiceRedazionale={}"
    pages = (f"{SITE}/atto/caricaDettaglioAtto?{query.format(*each)}" for each in named)
    return ParsedText(follow=tuple(Follow(page, "page") for page in pages))
