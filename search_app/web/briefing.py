"""The briefing builder: a list of pins in the address, shown as a page and saved as files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from urllib.parse import urlencode

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug.wrappers import Response as Redirect

from search_app.briefing.composing import BriefingMaker
from search_app.briefing.document import BriefingDocument, Footnote, plain_words
from search_app.briefing.markdown import markdown
from search_app.briefing.markup import markup
from search_app.briefing.pins import MAX_PINS, pin_text
from search_app.briefing.templates import briefing_templates, wrong_number
from search_app.briefing.tools import MissingToolError
from search_app.briefing.typesetting import pdf_file
from search_app.briefing.word import word_file
from search_app.compare import Comparison
from search_app.contract.briefing import (
    BriefingData,
    BriefingParameter,
    BriefingParameters,
    BriefingStatement,
)
from search_app.release import LICENCE_URL
from search_app.web.briefing_list import arranged, opened
from search_app.web.briefing_words import MacroWords
from search_app.web.comparing import comparison
from search_app.web.country import GLANCE
from search_app.web.errors import answer
from search_app.web.family import PageFamily
from search_app.web.language import page_language
from search_app.web.site import knowledge, provisions, public_url, release, scope
from search_app.wording import gettext

_HTML = "text/html; charset=utf-8"
_MARKDOWN = "text/markdown; charset=utf-8"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def page(asked: BriefingParameters) -> str:
    """Show the list of a briefing, and the document that it makes or why it makes none."""
    wrong = _wrong(asked)
    document = _document(asked.model_copy(update={"template": ()}) if wrong else asked)
    return render_template(
        "briefing.html",
        asked=asked,
        document=document,
        body=markup(document),
        wrong=wrong,
        empty=bool(wrong) or not (asked.pin or asked.template or _compares(asked)),
        templates=briefing_templates(),
        most=MAX_PINS,
        kept=[p for p in parameters(asked) if p[0] not in ("pin", "heading", "remark", "title")],
        addresses={
            form: address(asked, f".{form}") for form in ("docx", "pdf", "html", "md", "json")
        },
        permanent=address(asked),
    )


def data(asked: BriefingParameters) -> BriefingData:
    """Return the list of a briefing and what its document says."""
    document = _document(asked)
    statements = (
        BriefingStatement(
            text=plain_words(line),
            footnotes=tuple(p.text.strip() for p in line if isinstance(p, Footnote)),
        )
        for line in document.lines
    )
    return BriefingData(
        title=document.title,
        as_of=asked.as_of or dt.date.today(),
        release=release().id,
        url=public_url(address(asked)),
        parameters=tuple(BriefingParameter(name=n, value=v) for n, v in parameters(asked)),
        statements=tuple(statements),
    )


def parameters(asked: BriefingParameters) -> list[tuple[str, str]]:
    """Return the parameters that make a document again, with the day that it speaks of."""
    pairs = [("title", asked.title)] if asked.title else []
    for name in ("template", "country", "question", "questions", "only", "status", "sort"):
        pairs += [(name, value) for value in getattr(asked, name)]
    pairs += [("pin", str(pin)) for pin in asked.pin]
    for name in ("heading", "remark"):
        pairs += [(name, pin_text(pin, words)) for pin, words in getattr(asked, name).items()]
    if asked.since:
        pairs.append(("since", asked.since.isoformat()))
    return [*pairs, ("as_of", (asked.as_of or dt.date.today()).isoformat())]


def address(asked: BriefingParameters, suffix: str = "") -> str:
    """Return the permanent address of a briefing: it names day, release and language."""
    pairs = [*parameters(asked), ("release", release().id), ("hl", page_language())]
    return f"/briefing{suffix}?{urlencode(pairs)}"


def _wrong(asked: BriefingParameters) -> str:
    """Which number of countries the ready-made briefings are about; empty where it fits."""
    known, chosen = briefing_templates(), len(asked.country)
    wrong = filter(None, (wrong_number(known[name], chosen) for name in asked.template))
    return next(wrong, "")


def _compares(asked: BriefingParameters) -> bool:
    return bool(asked.country or asked.question or asked.questions) and not asked.template


def _table(asked: BriefingParameters) -> Comparison | None:
    return comparison(asked, GLANCE) if _compares(asked) else None


def _document(asked: BriefingParameters) -> BriefingDocument:
    maker = BriefingMaker(knowledge(), provisions(), MacroWords(), release(), page_language())
    return maker.document(asked, _table(asked), public_url(address(asked)))


def _as_html(document: BriefingDocument) -> Response:
    page = render_template(
        "briefing_file.html", document=document, body=markup(document), licence_url=LICENCE_URL
    )
    return Response(page, content_type=_HTML)


def _as_markdown(document: BriefingDocument) -> Response:
    return Response(markdown(document), content_type=_MARKDOWN)


def _as_word(document: BriefingDocument) -> Response:
    return _saved(word_file(document), _WORD, document, "docx")


def _as_pdf(document: BriefingDocument) -> Response:
    return _saved(pdf_file(document), "application/pdf", document, "pdf")


def _saved(body: bytes, kind: str, document: BriefingDocument, ending: str) -> Response:
    response = Response(body, content_type=kind)
    name = f"demandside-briefing-{document.day.isoformat()}.{ending}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


_WRITERS: dict[str, Callable[[BriefingDocument], Response]] = {
    "docx": _as_word,
    "pdf": _as_pdf,
    "html": _as_html,
    "md": _as_markdown,
}

BRIEFING = PageFamily(
    path="/briefing",
    about="a briefing: answers, facts and provisions that were pinned, as one document",
    parameters=BriefingParameters,
    response=BriefingData,
    page=page,
    data=data,
)
pages = Blueprint("briefing", __name__)
BRIEFING.add_to(pages)


def document_file(form: str) -> Response:
    """Return the document in a file format; 501 where its tool is not installed."""
    asked = BriefingParameters.read(request.args, scope())
    try:
        return _WRITERS[form](_document(asked))
    except MissingToolError as error:
        return answer(501, gettext("This format cannot be written here"), str(error))


for _form in _WRITERS:
    pages.add_url_rule(
        f"/briefing.{_form}", f"file_{_form}", document_file, defaults={"form": _form}
    )


@pages.get("/briefing/arrange")
@pages.get("/briefing/open")
def form_again() -> Redirect:
    """Lead from the address of a form, which a reader may reload, to the page of the forms."""
    return redirect("/briefing", 303)


@pages.post("/briefing/arrange")
def arrange() -> Redirect:
    """Change the list as the form asks, and show it."""
    return redirect(f"/briefing?{urlencode(arranged(request.form))}", 303)


@pages.post("/briefing/open")
def open_list() -> Redirect:
    """Show the list of a file that was saved as JSON.

    Raises:
        RefusedError: the file is not such a list.
    """
    given = request.files.get("list")
    return redirect(f"/briefing?{urlencode(opened(given.read() if given else b''))}", 303)
