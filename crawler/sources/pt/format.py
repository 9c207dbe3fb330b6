"""Portugal's Diário da República: the data actions behind the screens of its application.

An act is reached in steps, and what a step has found goes with the next request (`Session`): the
page of the act (which opens the session), the token, the version of the module, the script of the
screen (which names the actions), then the actions themselves. Consolidated acts need
two (`header`, whose whole answer the `snapshot` wants back), acts as published one (`published`).
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from typing import Any

from corpus.numbers import heading_number, slug
from corpus.texts import Provision
from crawler.formats import days, fields, markup
from crawler.parsing import Ask, Follow, FormatError, ParsedText, check_identity

_ADDRESS = re.compile(r"(.*/dr)/(legislacao-consolidada|detalhe)/([^/?]+)/([^/?]+)$")
_TOKEN = re.compile(r'AnonymousCSRFToken\s*=\s*"([^"]+)"')
_ACTION = re.compile(r'callDataAction\s*\(\s*"([^"]+)"\s*,\s*"([^"]+)"\s*,\s*"([^"]+)"')
_HEADER = "DataActionGetDiplomaFragByIdAndApplicationSetting"
_SNAPSHOT = "DataActionGetData"
_PUBLISHED = ("DataActionGetAllConteudoDetalhe", "DataActionGetConteudoData")
_CONSOLIDATED_VIEW = "LegislacaoConsolidada.LegCons_Detalhe"
_PUBLISHED_VIEW = "Legislacao_Conteudos.Conteudo_Detalhe"
_ARTICLE, _BASE, _SIGNED, _ACT = 11, 2, 7, 15
_CENTRED = re.compile(r"Artigo\s+(?:\d|único)|Base\s+[IVXLC]+")
_LEVELS = ("ANEXO", "LIVRO", "PARTE", "TÍTULO", "CAPÍTULO", "SECÇÃO", "SUBSECÇÃO", "DIVISÃO")
_DROPPED = frozenset({"paragraph-title-bold-center-18px", "paragraph-italic-right"})
_KINDS = {"decreto-lei": "", "lei": "", "portaria": "regulation", "despacho": "regulation"}


@dataclass(frozen=True)
class Session:
    """What the steps so far have found out: the application's address, the act, its actions.

    `kind` and `key` are the last two parts of the act's address (`lei`, `1999-990077`); each action
    is its path and the version of its interface.
    """

    home: str
    consolidated: bool
    kind: str
    key: str
    token: str = ""
    module: str = ""
    actions: tuple[tuple[str, str], ...] = ()


def read(body: bytes, ask: Ask) -> ParsedText:
    """Read one step: roles are `instrument`, then `token`, `version`, `screen` and the actions."""
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
    """Open the session: the page of an act is the shell of the application."""
    found = _ADDRESS.match(ask.url)
    if not found or b"<html" not in body[:4096].lower():
        raise FormatError(f"{ask.identifier}: the answer is not a page of the application")
    session = Session(found[1], found[2] != "detalhe", found[3], found[4])
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
    answer = markup.data(body)
    first = answer[0] if isinstance(answer, list) and answer else answer
    version = fields.words(first, "versionToken")
    if not version:
        raise FormatError(f"{ask.identifier}: the module names no version")
    view = _CONSOLIDATED_VIEW if session.consolidated else _PUBLISHED_VIEW
    address = f"{session.home}/scripts/dr.{view}.mvc.js"
    session = replace(session, module=version)
    return ParsedText(follow=(Follow(address, "screen", state=session),))


def _screen(body: bytes, ask: Ask, session: Session) -> ParsedText:
    """Find the actions in the script of the screen: names change, their beginnings do not."""
    found = {each[0]: each[1:] for each in _ACTION.findall(body.decode("utf-8", "replace"))}
    wanted = (_HEADER, _SNAPSHOT) if session.consolidated else (_PUBLISHED,)
    actions = []
    for beginnings in wanted:
        names = [name for name in found if name.startswith(beginnings)]
        if not names:
            raise FormatError(f"{ask.identifier}: the screen has no action {beginnings}")
        path, version = found[min(names, key=len)]
        actions.append((path, version))
    session = replace(session, actions=tuple(actions))
    if not session.consolidated:
        variables = {"ParteId": "0", "_parteIdInDataFetchStatus": 1}
        return ParsedText(follow=(_call(session, 0, "published", _PUBLISHED_VIEW, variables),))
    variables = {**_parts(session), "DiplomaLegisId": "0", "DataSelecionada": "2100-01-01"}
    return ParsedText(follow=(_call(session, 0, "header", _CONSOLIDATED_VIEW, variables),))


def _header(data: dict[str, Any], ask: Ask) -> ParsedText:
    act = fields.part(data, "ConsolidadaConteudoDetalhe", "DiplomaFrag")
    law = fields.part(data, "ConsolidadaConteudoDetalhe", "DiplomaLegis")
    number = fields.words(act, "DiplomaLegisId") or fields.words(law, "Id") or "0"
    if number == "0":
        raise FormatError(f"{ask.identifier}: the portal answers with its default record")
    title = fields.words(law, "ConteudoTitle") or fields.words(act, "ConteudoTitle")
    title, named = markup.tidy(title), fields.words(act, "Designacao")
    name = markup.tidy(named).rpartition(" - ")[0]
    check_identity(ask, title, name, named, fields.words(law, "Sumario"))
    session = ask.state if isinstance(ask.state, Session) else None
    follow: tuple[Follow, ...] = ()
    if session:
        variables = {
            **_parts(session),
            "DiplomaLegisId": number,
            "DataSelecionada": ask.today,
            "DataAux": ask.today,
            "ShowRevogados": True,
            "WithConteudoRevogado": True,
            "IndiceList": {"List": [], "EmptyListItem": {}},
            "GetDiplomaFragByIdAndApplicationSetting": data,
        }
        follow = (_call(session, 1, "snapshot", _CONSOLIDATED_VIEW, variables),)
    return ParsedText(
        title=f"{name} ({title})" if name else title,
        language="pt",
        published=days.iso(law.get("DataPublicacao")),
        status="repealed" if law.get("Vigencia") == "NAO_VIGENTE" else "",
        kind=_KINDS.get(session.kind, "") if session else "",
        follow=follow,
    )


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
    """Return the data of an action's answer.

    Raises:
        FormatError: it is an exception, an error page, or one of an outdated interface.
    """
    answer = markup.data(body)
    if not isinstance(answer, dict):
        raise FormatError(f"{ask.identifier}: the answer is none of an action")
    if fault := answer.get("exception"):
        said = fault.get("message") if isinstance(fault, dict) else fault
        raise FormatError(f"{ask.identifier}: the portal says: {said}")
    if fields.part(answer, "versionInfo").get("hasApiVersionChanged"):
        raise FormatError(f"{ask.identifier}: the interface of the portal has changed")
    return fields.part(answer, "data") if "data" in answer else answer


def _snapshot(data: dict[str, Any], ask: Ask) -> ParsedText:
    """Read the fragments of a consolidated act; an article inside another one is quoted there."""
    held = fields.parts(data, "LegConsBase", "List")
    if not held:
        raise FormatError(f"{ask.identifier}: the consolidated act has no fragments")
    above: dict[str, tuple[str, ...]] = {}
    within: dict[str, str] = {}
    found: dict[str, tuple[dict[str, Any], tuple[str, ...], list[str]]] = {}
    starts: list[str] = []
    for each in held:
        place = fields.record(each, "ConsolidacaoFragmento")
        version = fields.record(each, "FragmentoVersao")
        number, parent = fields.words(place, "Id"), fields.words(place, "PaiId")
        kind = fields.count(version, "TipoFragmentoId")
        context = above.get(parent, ())
        start = days.iso(version.get("DataEntradaVigor"))
        if start and start <= ask.today:
            starts.append(start)
        if outer := within.get(parent):
            within[number] = outer
            found[outer][2].extend([_heading(version), *_lines(version)])
        elif kind in {_ARTICLE, _BASE}:
            within[number] = number
            found[number] = (version, context, _lines(version))
        elif kind == _ACT:
            above[number] = context
        elif kind != _SIGNED:
            title = " ".join(x for x in (_heading(version), _plain(version, "Epigrafe")) if x)
            above[number] = (*context, title) if title else context
    return ParsedText(
        provisions=tuple(
            _provision(_heading(version), _plain(version, "Epigrafe"), context, lines)
            for version, context, lines in found.values()
        ),
        language="pt",
        in_force=max(starts, default=None),
        total=len(found),
    )


def _heading(version: dict[str, Any]) -> str:
    return _plain(version, "Tituo") or _plain(version, "Identificacao")


def _plain(version: dict[str, Any], name: str) -> str:
    return " ".join(_words(fields.words(version, name)).split())


def _lines(version: dict[str, Any]) -> list[str]:
    return _words(fields.words(version, "Texto")).split("\n")


def _words(text: str) -> str:
    """Return text that is plain or HTML; new lines count in both."""
    if not re.search(r"</?[a-zA-Z][^<>]*+>", text):
        return markup.tidy(markup.unescaped(text))
    lines = text.replace("\r", "").replace("\n", "<br>")
    return markup.text(markup.page(f"<div>{lines}</div>".encode()))


def _provision(heading: str, rubric: str, context: tuple[str, ...], lines: list[str]) -> Provision:
    # `Artigo 5.º - A` is `Artigo 5.º-A`
    heading = re.sub(r"º\s*+-?\s*+([A-Z])$", r"º-\1", heading)
    number = heading_number(heading, "pt") or slug(re.sub(r"^Artigo\s", "", heading))
    text = "\n".join(line for line in lines if line)
    return Provision(number=number, heading=heading, rubric=rubric, context=context, text=text)


def _published(data: dict[str, Any], ask: Ask) -> ParsedText:
    """Read an act as published: paragraphs whose class tells heading, rubric and text apart."""
    detail = fields.part(data, "DetalheConteudo")
    formatted = fields.words(detail, "TextoFormatado")
    if fields.words(detail, "Id") in ("", "0") or not formatted:
        raise FormatError(f"{ask.identifier}: the portal answers with its default record")
    title = markup.tidy(fields.words(detail, "Titulo"))
    check_identity(ask, title, fields.words(detail, "Numero"), fields.words(detail, "Sumario"))
    found: list[tuple[str, list[str], tuple[str, ...], list[str]]] = []
    above: list[tuple[int, str]] = []
    quoted, headed = 0, False
    for each in markup.page(formatted.encode()).iter("p"):
        kind, text = str(each.get("class")), markup.text(each)
        centred = kind == "paragraph-center" and not quoted
        level = next((n for n, w in enumerate(_LEVELS) if text.upper().startswith(w)), None)
        if centred and _CENTRED.match(text):
            found.append((text, [], tuple(x for _, x in above), []))
            headed = True
        elif centred and level is not None:
            above = [*((n, x) for n, x in above if n < level), (level, text)]
            headed = False
        elif kind == "paragraph-bold-center-14px" and not quoted and (above or headed):
            if headed and not found[-1][3]:
                found[-1][1].append(text)
            elif not headed:
                above[-1] = (above[-1][0], f"{above[-1][1]} {text}")
        elif kind not in _DROPPED and found and text:
            found[-1][3].append(text)
        quoted = max(0, quoted + text.count("«") - text.count("»"))
    return ParsedText(
        provisions=tuple(_provision(h, " ".join(r), c, lines) for h, r, c, lines in found),
        title=title,
        language="pt",
        adopted=days.iso(detail.get("DataAssinatura")),
        published=days.iso(detail.get("DataPublicacao")),
        form="as-enacted",
        status="repealed" if detail.get("Vigencia") == "NAO_VIGENTE" else "",
        kind="regulation"
        if fields.words(detail, "TipoDiploma") in {"Portaria", "Despacho"}
        else "",
    )
