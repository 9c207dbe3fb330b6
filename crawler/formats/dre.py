"""Portugal's Diário da República: the data actions behind the screens of its application.

An act is reached in steps, and what a step has found is carried on in the role of the next
request: the page of the act (which opens the session), the token, the version of the module, the
script of the screen (which names the actions), then the actions themselves. Consolidated acts need
two (`header`, whose whole answer the `snapshot` wants back), acts as published one (`published`).
"""

from __future__ import annotations

import json
import re
from typing import Any

from corpus.numbers import heading_number, slug
from corpus.texts import Provision
from crawler.formats import days, fields, markup
from crawler.reading import Ask, Follow, FormatError, Reading, check_identity

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


def read(body: bytes, ask: Ask) -> Reading:
    """Read one step: the roles are `act`, then `token`, `version`, `screen` and the actions."""
    step, _, carried = ask.role.partition(" ")
    state: dict[str, Any] = json.loads(carried) if carried else {}
    steps = {"act": _page, "token": _token, "version": _version, "screen": _screen}
    if step in steps:
        return steps[step](body, ask, state)
    data = _data(body, ask)
    if step == "header":
        return _header(data, ask, state)
    if step == "snapshot":
        return _snapshot(data, ask)
    return _published(data, ask)


def _next(step: str, state: dict[str, Any]) -> str:
    return f"{step} {json.dumps(state)}"


def _page(body: bytes, ask: Ask, state: dict[str, Any]) -> Reading:
    """Open the session: the page of an act is the shell of the application."""
    found = _ADDRESS.match(ask.url)
    if not found or b"<html" not in body[:4096].lower():
        raise FormatError(f"{ask.identifier}: the answer is not a page of the application")
    state = {"home": found[1], "cons": found[2] != "detalhe", "tipo": found[3], "key": found[4]}
    return Reading(follow=(Follow(f"{found[1]}/scripts/OutSystems.js", _next("token", state)),))


def _token(body: bytes, ask: Ask, state: dict[str, Any]) -> Reading:
    token = _TOKEN.search(body.decode("utf-8", "replace"))
    if not token:
        raise FormatError(f"{ask.identifier}: the script names no token")
    address = f"{state['home']}/moduleservices/moduleversioninfo"
    return Reading(follow=(Follow(address, _next("version", {**state, "token": token[1]})),))


def _version(body: bytes, ask: Ask, state: dict[str, Any]) -> Reading:
    answer = markup.data(body)
    first = answer[0] if isinstance(answer, list) and answer else answer
    version = fields.words(first, "versionToken")
    if not version:
        raise FormatError(f"{ask.identifier}: the module names no version")
    view = _CONSOLIDATED_VIEW if state["cons"] else _PUBLISHED_VIEW
    address = f"{state['home']}/scripts/dr.{view}.mvc.js"
    return Reading(follow=(Follow(address, _next("screen", {**state, "module": version})),))


def _screen(body: bytes, ask: Ask, state: dict[str, Any]) -> Reading:
    """Find the actions in the script of the screen: names change, their beginnings do not."""
    found = {each[0]: each[1:] for each in _ACTION.findall(body.decode("utf-8", "replace"))}
    wanted = (_HEADER, _SNAPSHOT) if state["cons"] else (_PUBLISHED,)
    actions = []
    for beginnings in wanted:
        names = [name for name in found if name.startswith(beginnings)]
        if not names:
            raise FormatError(f"{ask.identifier}: the screen has no action {beginnings}")
        actions.append(found[min(names, key=len)])
    state = {**state, "actions": actions}
    if not state["cons"]:
        variables = {"ParteId": "0", "_parteIdInDataFetchStatus": 1}
        return Reading(follow=(_call(state, 0, "published", _PUBLISHED_VIEW, variables),))
    variables = {**_parts(state), "DiplomaLegisId": "0", "DataSelecionada": "2100-01-01"}
    return Reading(follow=(_call(state, 0, "header", _CONSOLIDATED_VIEW, variables),))


def _header(data: dict[str, Any], ask: Ask, state: dict[str, Any]) -> Reading:
    act = fields.part(data, "ConsolidadaConteudoDetalhe", "DiplomaFrag")
    law = fields.part(data, "ConsolidadaConteudoDetalhe", "DiplomaLegis")
    number = fields.words(act, "DiplomaLegisId") or fields.words(law, "Id") or "0"
    if number == "0":
        raise FormatError(f"{ask.identifier}: the portal answers with its default record")
    title = fields.words(law, "ConteudoTitle") or fields.words(act, "ConteudoTitle")
    title, named = markup.tidy(title), fields.words(act, "Designacao")
    name = markup.tidy(named).rpartition(" - ")[0]
    check_identity(ask, title, name, named, fields.words(law, "Sumario"))
    follow: tuple[Follow, ...] = ()
    if state:
        variables = {
            **_parts(state),
            "DiplomaLegisId": number,
            "DataSelecionada": ask.today,
            "DataAux": ask.today,
            "ShowRevogados": True,
            "WithConteudoRevogado": True,
            "IndiceList": {"List": [], "EmptyListItem": {}},
            "GetDiplomaFragByIdAndApplicationSetting": data,
        }
        follow = (_call(state, 1, "snapshot", _CONSOLIDATED_VIEW, variables),)
    return Reading(
        title=f"{name} ({title})" if name else title,
        language="pt",
        published=days.iso(law.get("DataPublicacao")),
        status="repealed" if law.get("Vigencia") == "NAO_VIGENTE" else "",
        kind=_KINDS.get(str(state.get("tipo")), ""),
        follow=follow,
    )


def _parts(state: dict[str, Any]) -> dict[str, Any]:
    year, _, fragment = str(state["key"]).partition("-")
    return {
        "DiplomaFragId": fragment,
        "Ano": int(year) if re.fullmatch(r"[0-9]{4}", year) else 0,
        "IsRended": True,
        "FragmentoVersaoId": "0",
        "ModificanteFragId": "0",
    }


def _call(
    state: dict[str, Any], number: int, step: str, view: str, variables: dict[str, Any]
) -> Follow:
    """Return the request that calls an action; only what the next step needs is carried on."""
    path, version = state["actions"][number]
    inputs = {
        "Tipo": state["tipo"],
        "_tipoInDataFetchStatus": 1,
        "Key": state["key"],
        "_keyInDataFetchStatus": 1,
    }
    body = {
        "versionInfo": {"moduleVersion": state["module"], "apiVersion": version},
        "viewName": view,
        "screenData": {"variables": {**variables, **inputs}},
        "clientVariables": {},
    }
    return Follow(
        f"{state['home']}/{path.lstrip('/')}",
        _next(step, state) if step == "header" else step,
        "POST",
        json.dumps(body),
        (("Content-Type", "application/json; charset=UTF-8"), ("X-CSRFToken", state["token"])),
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


def _snapshot(data: dict[str, Any], ask: Ask) -> Reading:
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
    return Reading(
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


def _published(data: dict[str, Any], ask: Ask) -> Reading:
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
    return Reading(
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
