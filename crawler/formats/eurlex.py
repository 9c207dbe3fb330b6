"""Pages of the Publications Office of the EU as lines; what its formats share.

All its layouts (Official Journal, both consolidated ones, pages without classes, exported Word
documents) come down to lines with the class of their paragraph. Notes, references to them, marks of
amendments and the head of the page are left out. A number or letter in a cell, box or span of its
own is put before the text it belongs to.

    <p class="oj-ti-art">Article 2</p><p class="oj-sti-art">Meaning of words</p>
    <table><tr><td><p class="oj-normal">(a)</p></td><td><p class="oj-normal">a book;</p></td></tr>
    <p class="oj-normal">Kept for four weeks<a href="#ntr1-L_1">(<span>1</span>)</a>.</p>
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from crawler.formats import days, markup
from crawler.formats.markup import Element
from crawler.parsing import Ask, Follow, FormatError, ParsedText

# `1.`, `(a)`, `2.1.`, `(iv)`, `‘3)`, `—`: a line that is only a number, letter or dash
MARKER = re.compile(
    r"^[‘’“”„«\"']?(?:\(?(?:\d{1,3}(?:\.\d{1,2})*[^\W\d_]{0,2}|[ivxlcIVXLC]{1,6}|[^\W\d_]{1,2})[.)]|[—–•●-])$"
)
_BLOCKS = frozenset(
    (
        *("p", "div", "li", "ul", "ol", "tr", "td", "th", "table", "dt", "dd", "dl", "br", "body"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "txt_te", "strong", "em", "blockquote", "hr"),
    )
)
_SKIPPED = frozenset(
    (
        *("modref", "arrow", "footnote", "note", "disclaimer", "reference", "signatory", "final"),
        *("title-doc-oj-reference", "hd-modifiers", "FootnoteText", "Footnote", "footnotes"),
        *("Logo", "Nomdelinstitution", "cpMarking", "TOCHeading", "bglang", "bgtool"),
    )
)
TITLE_BOX = "eli-title"
"""Class of the box around the rubric of an article, or around the name of a division."""
_PLAIN = frozenset({"norm", "normal"})
# `art_2a`, not `art_2a.tit_1`
ANCHOR = re.compile(r"art_\w+")
_SKIPPED_STARTS = ("hd-", "toc-", "TOC", "title-fam-member")
# `#E0012`, `#ntr1-L_2019`, `#_ftn3`
_REFERENCE = re.compile(r"^#(?:E\d|ntr|ntc|footnote|_ftn)")
# ` (*)`, ` [*]` or `*` where * stands for a reference, in a line with single spaces
_NOTE_MARK = re.compile(r" ?(?:\( ?\ue000 ?\)|\[ ?\ue000 ?\]|\ue000)")


@dataclass(frozen=True)
class PageLine:
    """A paragraph or cell: its text, the class of its element, and in how many tables it stands.

    `anchor` is the id of the article around it (`art_18a`), which is the same in every language.
    """

    text: str
    style: str = ""
    depth: int = 0
    anchor: str = ""

    @property
    def inset(self) -> bool:
        """Whether it stands in a table."""
        return self.depth > 0


@dataclass
class _LineCollector:
    """The walk through a page: the lines so far, and the pieces of text of the next one."""

    lines: list[PageLine] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    anchor: str = ""

    def flush(self, style: str, depth: int) -> None:
        text = _NOTE_MARK.sub("", " ".join("".join(self.pieces).split()))
        self.pieces.clear()
        if text.strip():
            self.lines.append(PageLine(text.strip(), style, depth, self.anchor))

    def take(self, element: Element, style: str, depth: int) -> None:
        tag = markup.name(element).lower()
        own = _style(element)
        if not tag or tag in {"head", "script", "style"} or _left_out(element, own):
            return
        if style == TITLE_BOX and own in _PLAIN:
            own = TITLE_BOX
        if tag == "a" and _REFERENCE.match(element.get("href") or ""):
            self.pieces.append("\ue000")
            return
        block = tag in _BLOCKS
        if block:
            self.flush(style, depth)
        around = self.anchor
        name = element.get("id") or ""
        self.anchor = name if ANCHOR.fullmatch(name) else around
        inner = own if own and (block or own in {"no-parag", "num"}) else style
        within = depth + (tag in {"td", "th"})
        super_script = tag == "sup" or own in {"super", "superscript"}
        text = element.text or ""
        self.pieces.append("^" if super_script and text.strip().isdigit() else "")
        self.pieces.append(text)
        for child in element:
            self.take(child, inner, within)
            self.pieces.append(child.tail or "")
        if block:
            self.flush(inner, within)
        elif own in {"no-parag", "num"}:
            self.pieces.append(" ")
        self.anchor = around


def _style(element: Element) -> str:
    style = (element.get("class") or "").strip()
    return style.removeprefix("li ").removeprefix("oj-").split(" ")[0]


def _left_out(element: Element, style: str) -> bool:
    name = element.get("id") or ""
    return (
        style in _SKIPPED
        or style.startswith(_SKIPPED_STARTS)
        or name.startswith("fnp_")
        # `_ftn1`, `ftn12`: the note itself
        or re.match(r"_?ftn\d", name) is not None
        or (markup.name(element) in {"dd", "dl"} and name.startswith("footnote"))
    )


def lines(root: Element) -> list[PageLine]:
    """Return the lines of a page, each marker joined with the text that follows it."""
    collector = _LineCollector()
    collector.take(root, "", 0)
    return joined(collector.lines)


def joined(page_lines: list[PageLine]) -> list[PageLine]:
    """Put each line that is only a number, letter or dash before the line that follows it."""
    whole: list[PageLine] = []
    waiting = ""
    for line in page_lines:
        text = f"{waiting} {line.text}".strip()
        if MARKER.match(line.text):
            waiting = text
            continue
        waiting = ""
        whole.append(replace(line, text=text))
    return [*whole, PageLine(waiting)] if waiting else whole


def page(body: bytes, ask: Ask) -> Element:
    """Return the root of a page from Cellar, in the language that was asked for.

    Raises:
        FormatError: it is not a page, is cut off, or is in another language.
    """
    root = markup.page(body)
    if b"</html" not in body[-4000:].lower():
        raise FormatError(f"{ask.identifier}: the page is cut off, it has no end")
    language = page_language(root)
    if language and language != ask.language:
        raise FormatError(f"{ask.identifier}: the response is in {language}, not in {ask.language}")
    return root


def page_language(root: Element) -> str:
    """Return the language that a page says it is in, as two small letters; empty for none."""
    for element in root.iter():
        if _style(element) == "hd-lg":
            return markup.line(element).lower()
        if markup.name(element) == "meta" and element.get("name") == "DC.language":
            return str(element.get("content") or "").lower()
    title = markup.line(markup.first(root, "title"))
    # `EUR-Lex - 32001L0099 - EN - EUR-Lex`
    written = re.search(r"[—-] ([A-Z]{2}) [—-]", title)
    code = written[1] if written else root.get("lang") or root.get("xml:lang")
    return str(code or "").lower()[:2]


def head(root: Element, style: str) -> str:
    """Return the text of the first element of a class, also of one that `lines` leaves out."""
    return next((markup.line(each) for each in root.iter() if _style(each) == style), "")


def published(root: Element) -> str | None:
    """Return the day of the Official Journal that a page names in its head."""
    for style in ("hd-date", "title-doc-oj-reference"):
        if day := days.iso(head(root, style)):
            return day
    for meta in markup.find(root, "meta"):
        if meta.get("name") == "DC.source":
            return days.iso(meta.get("content"))
    return None


def choices(root: Element, ask: Ask) -> ParsedText | None:
    """Return what a page of choices (status 300) asks for; None when the page is none.

    A document in several streams is asked for stream by stream, in order; streams whose name tells
    another language are left out.
    """
    streams = []
    for item in markup.find(root, "li"):
        if item.get("title") != "item":
            continue
        link = next((a.get("href") for a in markup.find(item, "a") if a.get("href")), None)
        facts = {part.get("title"): markup.line(part) for part in markup.find(item, "li")[1:]}
        # `1_EN_ACT_part1_v3.docx`
        language = re.match(r"\d+_([A-Z]{2})_", facts.get("stream_name", ""))
        order = facts.get("stream_order", "")
        if link and (not language or language[1].lower() == ask.language):
            streams.append((int(order) if re.fullmatch(r"[0-9]{1,6}", order) else 999, str(link)))
    if not streams:
        return None
    links = [link for _, link in sorted(streams, key=lambda stream: stream[0])]
    addresses = [re.sub("^http:", "https:", link) for link in links]
    roles = [ask.role, *(["stream"] * (len(addresses) - 1))]
    return ParsedText(follow=tuple(Follow(*part) for part in zip(addresses, roles, strict=True)))
