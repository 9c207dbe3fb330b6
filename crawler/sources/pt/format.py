"""Portugal's Diário da República: the data actions behind the screens of its application.

An instrument is reached in steps, and what a step has found goes with the next request (`Session`):
the page of the instrument (which opens the session), the token, the version of the module, the
script of the screen (which names the actions), then the actions themselves. Consolidated
instruments need two (`header`, whose whole response the `snapshot` wants back), instruments as
published one (`published`).

    callDataAction("DataActionGetData", "screenservices/dr/…/DataActionGetData", "Zx9…", …
    {"data": {"LegConsBase": {"List": [{"ConsolidacaoFragmento": {"Id": "2", "PaiId": "1"},
      "FragmentoVersao": {"TipoFragmentoId": 11, "Tituo": "Artigo 2.º", "Texto": "Cada …"}}]}}}
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from corpus.numbers import heading_number, slug
from corpus.texts import Provision
from crawler.formats import days, fields, markup
from crawler.parsing import Ask, Follow, FormatError, ParsedText, check_identity

# `https://diariodarepublica.pt/dr/legislacao-consolidada/lei/1999-990077`
_ADDRESS = re.compile(r"(.*/dr)/(legislacao-consolidada|detalhe)/([^/?]+)/([^/?]+)$")
# `AnonymousCSRFToken = "Zx9="`
_TOKEN = re.compile(r'AnonymousCSRFToken\s*=\s*"([^"]+)"')
# `callDataAction("DataActionGetData", "screenservices/…", "aB3"`
_ACTION = re.compile(r'callDataAction\s*\(\s*"([^"]+)"\s*,\s*"([^"]+)"\s*,\s*"([^"]+)"')
_HEADER = "DataActionGetDiplomaFragByIdAndApplicationSetting"
_SNAPSHOT = "DataActionGetData"
_PUBLISHED = ("DataActionGetAllConteudoDetalhe", "DataActionGetConteudoData")
_CONSOLIDATED_VIEW = "LegislacaoConsolidada.LegCons_Detalhe"
_PUBLISHED_VIEW = "Legislacao_Conteudos.Conteudo_Detalhe"
_ARTICLE, _BASE, _SIGNED, _ACT = 11, 2, 7, 15
# `Artigo 2.º`, `Artigo único`, `Base IV`
_CENTRED = re.compile(r"Artigo\s+(?:\d|único)|Base\s+[IVXLC]+")
_LEVELS = ("ANEXO", "LIVRO", "PARTE", "TÍTULO", "CAPÍTULO", "SECÇÃO", "SUBSECÇÃO", "DIVISÃO")
_DROPPED = frozenset({"paragraph-title-bold-center-18px", "paragraph-italic-right"})
_KINDS = {"decreto-lei": "", "lei": "", "portaria": "regulation", "despacho": "regulation"}


@dataclass(frozen=True)
class Session:
    """What the steps so far have found out: the application's address, the instrument, its actions.

    `kind` and `key` are the last two parts of the instrument's address (`lei`, `1999-990077`); each
    action is its path and the version of its interface.
    """

    home: str
    consolidated: bool
    kind: str
    key: str
    token: str = ""
    module: str = ""
    actions: tuple[tuple[str, str], ...] = ()


def read(body: bytes, ask: Ask) -> ParsedText:
    """Read one step: roles are `instrument`, then `token`, `version`, `screen` and the actions.

    Raises:
        FormatError: a step does not lead on, the interface has changed, or it is another
            instrument.
    """
    if ask.role == "instrument":
        return _page(body, ask)
    steps = {"token": _token, "version": _version, "screen": _screen}
    if ask.role in steps:
        return steps[ask.role](body, ask, _session(ask))
    data = _data(body, ask)
    if ask.role == "header":
        return _header(data, ask)
    if ask.role == "snapshot":
        return _snapshot(data, ask)
    return _published(data, ask)


def _session(ask: Ask) -> Session:
    if not isinstance(ask.state, Session):
        raise FormatError(f"{ask.identifier}: this step needs what the steps before it found")
    return ask.state


def _page(body: bytes, ask: Ask) -> ParsedText:
    """Open the session: the page of an instrument is the shell of the application."""
    place = _ADDRESS.match(ask.url)
    if not place or b"<html" not in body[:4096].lower():
        raise FormatError(f"{ask.identifier}: the response is not a page of the application")
    session = Session(place[1], place[2] != "detalhe", place[3], place[4])
    address = f"{session.home}/scripts/OutSystems.js"
    return ParsedText(follow=(Follow(address, "token", state=session),))


def _token(body: bytes, ask: Ask, session: Session) -> ParsedText:
    token = _TOKEN.search(body.decode("utf-8", "replace"))
    if not token:
        raise FormatError(f"{ask.identifier}: the script names no token")
    address = f"{session.home}/moduleservices/moduleversioninfo"
    session = replace(session, token=token[1])
    return ParsedText(follow=(Follow(address, "version", state=session),))


def _version(body: bytes, ask: Ask, session: Session) -> ParsedText:
    response = markup.data(body)
    first = response[0] if isinstance(response, list) and response else response
    version = fields.words(first, "versionToken")
    if not version:
        raise FormatError(f"{ask.identifier}: the module names no version")
    view = _CONSOLIDATED_VIEW if session.consolidated else _PUBLISHED_VIEW
    address = f"{session.home}/scripts/dr.{view}.mvc.js"
    session = replace(session, module=version)
    return ParsedText(follow=(Follow(address, "screen", state=session),))


def _screen(body: bytes, ask: Ask, session: Session) -> ParsedText:
    """Find the actions in the script of the screen: names change, their beginnings do not."""
    calls = _ACTION.findall(body.decode("utf-8", "replace"))
    known = {name: (path, version) for name, path, version in calls}
    wanted = (_HEADER, _SNAPSHOT) if session.consolidated else (_PUBLISHED,)
    actions = []
    for beginnings in wanted:
        names = [name for name in known if name.startswith(beginnings)]
        if not names:
            raise FormatError(f"{ask.identifier}: the screen has no action {beginnings}")
        actions.append(known[min(names, key=len)])
    session = replace(session, actions=tuple(actions))
    if not session.consolidated:
        variables = {"ParteId": "0", "_parteIdInDataFetchStatus": 1}
        return ParsedText(follow=(_call(session, 0, "published", _PUBLISHED_VIEW, variables),))
    variables = {**_parts(session), "DiplomaLegisId": "0", "DataSelecionada": "2100-01-01"}
    return ParsedText(follow=(_call(session, 0, "header", _CONSOLIDATED_VIEW, variables),))


def _header(data: dict[str, Any], ask: Ask) -> ParsedText:
    """Read what is known of a consolidated instrument, and ask for its text."""
    fragment = fields.part(data, "ConsolidadaConteudoDetalhe", "DiplomaFrag")
    law = fields.part(data, "ConsolidadaConteudoDetalhe", "DiplomaLegis")
    number = fields.words(fragment, "DiplomaLegisId") or fields.words(law, "Id") or "0"
    if number == "0":
        raise FormatError(f"{ask.identifier}: the portal replies with its default record")
    title = markup.tidy(
        fields.words(law, "ConteudoTitle") or fields.words(fragment, "ConteudoTitle")
    )
    designation = fields.words(fragment, "Designacao")
    name = markup.tidy(designation).rpartition(" - ")[0]
    check_identity(ask, title, name, designation, fields.words(law, "Sumario"))
    session = ask.state if isinstance(ask.state, Session) else None
    return ParsedText(
        title=f"{name} ({title})" if name else title,
        language="pt",
        published=days.iso(law.get("DataPublicacao")),
        status="repealed" if law.get("Vigencia") == "NAO_VIGENTE" else "",
        kind=_KINDS.get(session.kind, "") if session else "",
        follow=(_snapshot_request(session, number, data, ask.today),) if session else (),
    )


def _snapshot_request(session: Session, number: str, header: dict[str, Any], today: str) -> Follow:
    variables = {
        **_parts(session),
        "DiplomaLegisId": number,
        "DataSelecionada": today,
        "DataAux": today,
        "ShowRevogados": True,
        "WithConteudoRevogado": True,
        "IndiceList": {"List": [], "EmptyListItem": {}},
        "GetDiplomaFragByIdAndApplicationSetting": header,
    }
    return _call(session, 1, "snapshot", _CONSOLIDATED_VIEW, variables)


def _parts(session: Session) -> dict[str, Any]:
    year, _, fragment = session.key.partition("-")
    return {
        "DiplomaFragId": fragment,
        "Ano": int(year) if re.fullmatch(r"[0-9]{4}", year) else 0,
        "IsRended": True,
        "FragmentoVersaoId": "0",
        "ModificanteFragId": "0",
    }


def _call(session: Session, number: int, step: str, view: str, variables: dict[str, Any]) -> Follow:
    """Return the request that calls an action."""
    path, version = session.actions[number]
    inputs = {
        "Tipo": session.kind,
        "_tipoInDataFetchStatus": 1,
        "Key": session.key,
        "_keyInDataFetchStatus": 1,
    }
    body = {
        "versionInfo": {"moduleVersion": session.module, "apiVersion": version},
        "viewName": view,
        "screenData": {"variables": {**variables, **inputs}},
        "clientVariables": {},
    }
    return Follow(
        f"{session.home}/{path.lstrip('/')}",
        step,
        "POST",
        json.dumps(body),
        (("Content-Type", "application/json; charset=UTF-8"), ("X-CSRFToken", session.token)),
        session,
    )


def _data(body: bytes, ask: Ask) -> dict[str, Any]:
    """Return the data of an action's response.

    Raises:
        FormatError: it is an exception, an error page, or one of an outdated interface.
    """
    response = markup.data(body)
    if not isinstance(response, dict):
        raise FormatError(f"{ask.identifier}: the response is none of an action")
    if fault := response.get("exception"):
        message = fault.get("message") if isinstance(fault, dict) else fault
        raise FormatError(f"{ask.identifier}: the portal says: {message}")
    if fields.part(response, "versionInfo").get("hasApiVersionChanged"):
        raise FormatError(f"{ask.identifier}: the interface of the portal has changed")
    return fields.part(response, "data") if "data" in response else response


def _snapshot(data: dict[str, Any], ask: Ask) -> ParsedText:
    """Read the fragments of a consolidated instrument."""
    fragments = fields.parts(data, "LegConsBase", "List")
    if not fragments:
        raise FormatError(f"{ask.identifier}: the consolidated instrument has no fragments")
    walk = _FragmentWalk()
    starts: list[str] = []
    for fragment in fragments:
        version = fields.record(fragment, "FragmentoVersao")
        walk.take(fields.record(fragment, "ConsolidacaoFragmento"), version)
        start = days.iso(version.get("DataEntradaVigor"))
        if start and start <= ask.today:
            starts.append(start)
    return ParsedText(
        provisions=tuple(article.provision() for article in walk.articles.values()),
        language="pt",
        in_force=max(starts, default=None),
        total=len(walk.articles),
        body="\n".join(walk.law),
    )


@dataclass
class _Article:
    """An article while its lines come in."""

    heading: str
    context: tuple[str, ...]
    rubrics: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    def provision(self) -> Provision:
        # `Artigo 5.º - A` is `Artigo 5.º-A`
        heading = re.sub(r"º\s*+-?\s*+([A-Z])$", r"º-\1", self.heading)
        number = heading_number(heading, "pt") or slug(re.sub(r"^Artigo\s", "", heading))
        text = "\n".join(line for line in self.lines if line)
        rubric = " ".join(self.rubrics)
        return Provision(
            number=number, heading=heading, rubric=rubric, context=self.context, text=text
        )


@dataclass
class _FragmentWalk:
    """The walk through the fragments, each of which names the one that it stands in.

    `above` are the headings above what stands in a division, `within` is the article that a
    fragment belongs to; an article inside another one is quoted there. `law` are all lines but
    those of the instrument as such and of its signatures.
    """

    articles: dict[str, _Article] = field(default_factory=dict)
    above: dict[str, tuple[str, ...]] = field(default_factory=dict)
    within: dict[str, str] = field(default_factory=dict)
    law: list[str] = field(default_factory=list)

    def take(self, place: dict[str, Any], version: dict[str, Any]) -> None:
        """Take in a fragment by its place and its wording."""
        number, parent = fields.words(place, "Id"), fields.words(place, "PaiId")
        kind = fields.count(version, "TipoFragmentoId")
        context = self.above.get(parent, ())
        heading, rubric = _heading(version), _plain(version, "Epigrafe")
        if kind not in {_ACT, _SIGNED}:
            self.law += [heading, rubric, *_lines(version)]
        if outer := self.within.get(parent):
            self.within[number] = outer
            self.articles[outer].lines.extend([heading, *_lines(version)])
        elif kind in {_ARTICLE, _BASE}:
            self.within[number] = number
            self.articles[number] = _Article(heading, context, [rubric], _lines(version))
        elif kind == _ACT:
            self.above[number] = context
        elif kind != _SIGNED:
            title = " ".join(part for part in (heading, rubric) if part)
            self.above[number] = (*context, title) if title else context


def _heading(version: dict[str, Any]) -> str:
    return _plain(version, "Tituo") or _plain(version, "Identificacao")


def _plain(version: dict[str, Any], name: str) -> str:
    return " ".join(_words(fields.words(version, name)).split())


def _lines(version: dict[str, Any]) -> list[str]:
    return _words(fields.words(version, "Texto")).split("\n")


def _words(text: str) -> str:
    """Return text that is plain or HTML; new lines count in both."""
    # `<p>`, `</b>`
    if not re.search(r"</?[a-zA-Z][^<>]*+>", text):
        return markup.tidy(markup.unescaped(text))
    lines = text.replace("\r", "").replace("\n", "<br>")
    return markup.text(markup.page(f"<div>{lines}</div>".encode()))


def _published(data: dict[str, Any], ask: Ask) -> ParsedText:
    """Read an instrument as published: classes tell heading, rubric and text apart."""
    detail = fields.part(data, "DetalheConteudo")
    formatted = fields.words(detail, "TextoFormatado")
    if fields.words(detail, "Id") in ("", "0") or not formatted:
        raise FormatError(f"{ask.identifier}: the portal replies with its default record")
    title = markup.tidy(fields.words(detail, "Titulo"))
    check_identity(ask, title, fields.words(detail, "Numero"), fields.words(detail, "Sumario"))
    walk = _ParagraphWalk()
    for paragraph in markup.page(formatted.encode()).iter("p"):
        walk.take(str(paragraph.get("class")), markup.text(paragraph))
    regulation = fields.words(detail, "TipoDiploma") in {"Portaria", "Despacho"}
    return ParsedText(
        provisions=tuple(article.provision() for article in walk.articles),
        title=title,
        language="pt",
        adopted=days.iso(detail.get("DataAssinatura")),
        published=days.iso(detail.get("DataPublicacao")),
        form="as-enacted",
        status="repealed" if detail.get("Vigencia") == "NAO_VIGENTE" else "",
        kind="regulation" if regulation else "",
        body="\n".join(_law(formatted)),
    )


def _law(formatted: str) -> Iterator[str]:
    """Yield the paragraphs from the first article on, without signatures."""
    begun = False
    for paragraph in markup.page(formatted.encode()).iter("p"):
        text = markup.text(paragraph)
        begun = begun or _CENTRED.match(text) is not None
        if begun and paragraph.get("class") not in _DROPPED:
            yield text


@dataclass
class _ParagraphWalk:
    """The walk through the paragraphs of an instrument as published.

    `quoted` counts the quotations that are open, `headed` says that an article has been opened
    since the last heading.
    """

    articles: list[_Article] = field(default_factory=list)
    above: list[tuple[int, str]] = field(default_factory=list)
    quoted: int = 0
    headed: bool = False

    def take(self, kind: str, text: str) -> None:
        """Take in a paragraph by its class and text."""
        centred = kind == "paragraph-center" and not self.quoted
        level = next((n for n, word in enumerate(_LEVELS) if text.upper().startswith(word)), None)
        if centred and _CENTRED.match(text):
            self.articles.append(_Article(text, tuple(name for _, name in self.above)))
            self.headed = True
        elif centred and level is not None:
            self.above = [*((n, name) for n, name in self.above if n < level), (level, text)]
            self.headed = False
        elif kind == "paragraph-bold-center-14px" and not self.quoted and self._has_heading():
            self._name(text)
        elif kind not in _DROPPED and self.articles and text:
            self.articles[-1].lines.append(text)
        self.quoted = max(0, self.quoted + text.count("«") - text.count("»"))

    def _has_heading(self) -> bool:
        return bool(self.above) or self.headed

    def _name(self, text: str) -> None:
        """Take in the title of the article or division just opened."""
        if self.headed and not self.articles[-1].lines:
            self.articles[-1].rubrics.append(text)
        elif not self.headed:
            self.above[-1] = (self.above[-1][0], f"{self.above[-1][1]} {text}")
