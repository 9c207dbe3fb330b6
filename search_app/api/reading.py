"""Pages of collections: parameters in, a window and the address of the next page out."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from flask import request
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from search_app.api import cursors
from search_app.api.behind import texts_behind
from search_app.api.collections import Addressed, ApiCollection, ApiItem, Plain
from search_app.api.models import PagingParameters
from search_app.api.provenance import item_provenance, release_entry
from search_app.contract.base import Data
from search_app.contract.parameters import Arguments, FreeText, Parameters
from search_app.contract.refused import RefusedError
from search_app.web.site import public_url, release, scope, site
from search_app.wording import gettext

BASE = "/api/v1"


def page_of(collection: ApiCollection) -> Plain:
    """Return the page of a collection that the current request asks for.

    Raises:
        RefusedError: a parameter is not known or has a value that it cannot have.
    """
    arguments = request.args
    names = parameter_names(collection)
    refuse_unknown(names, collection.parameters, PagingParameters)
    asked = collection.parameters.read(arguments, scope())
    paging = PagingParameters.read(arguments, scope())
    state = _state(collection, arguments, paging.limit)
    start = _start(paging.cursor, state)
    window = collection.fetch(asked, start, paging.limit)
    items = with_citations([plain(item) for item in window.items], collection.address)
    after = start + paging.limit
    following = cursors.encode(after, state) if after < window.total else None
    return {
        "release": release_entry(release()).plain(),
        "total": window.total,
        "next_cursor": following,
        "next": _next(collection, arguments, following),
        "items": items,
    }


def cursor_after(collection: ApiCollection) -> str:
    """Return the cursor of what follows the page of a collection that the current request asks for.

    Raises:
        RefusedError: a parameter has a value that it cannot have.
    """
    limit = PagingParameters.read(request.args, scope()).limit
    return cursors.encode(limit, _state(collection, request.args, limit))


def item_of(item: ApiItem, names: dict[str, str]) -> Plain:
    """Return one thing with its citation.

    Raises:
        NotHeldError: there is none with this id.
        RefusedError: a parameter is given that is not known.
    """
    own = item.family.parameters
    refuse_unknown(tuple(own.model_fields), own)
    asked = own.read(request.args, scope())
    told = plain(item.family.data(asked, **names))
    address = public_url(item.address(**names))
    return with_citations([told], lambda _: address)[0]


def parameter_names(collection: ApiCollection) -> tuple[str, ...]:
    """Return the parameters of a collection with those of paging."""
    own = [name for name in collection.parameters.model_fields if name not in collection.hidden]
    return (*own, *PagingParameters.model_fields)


def refuse_unknown(names: tuple[str, ...], *models: type[Parameters]) -> None:
    """Refuse what a program would not notice to change nothing.

    That is an unknown name, an empty value of what is no free text, and a free text that is too
    long before the blanks around it are taken away.

    Raises:
        RefusedError: the current request has such a parameter.
    """
    longest = {
        name: kind.most
        for model in models
        for name, field in model.model_fields.items()
        for kind in _free(field)
    }
    for name, values in request.args.lists():
        if name not in names:
            raise RefusedError(name[:80], values[0], gettext("there is no such parameter"), names)
        most = longest.get(name)
        if most is None and not all(value.strip() for value in values):
            raise RefusedError(name, "", gettext("it is empty"))
        if most is not None and any(len(value) > most for value in values):
            reason = gettext("that is longer than %(most)s characters", most=most)
            raise RefusedError(name, max(values, key=len), reason)


def _free(field: FieldInfo) -> list[FreeText]:
    return [kind for kind in field.metadata if isinstance(kind, FreeText)]


def plain(record: object) -> Plain:
    """Return a record as values that `json.dumps` takes."""
    if isinstance(record, Data):
        return dict(record.plain())
    if isinstance(record, BaseModel):
        return record.model_dump(mode="json", by_alias=True)
    return dict(record)  # type: ignore[call-overload, no-any-return]


def with_citations(items: Sequence[Plain], address: Addressed) -> list[Plain]:
    """Return items, each with its citation; `address` gives the address to cite of an item."""
    read = texts_behind(items)
    made = (
        item_provenance(item, address(item), release(), text)
        for item, text in zip(items, read, strict=True)
    )
    return [{**item, "provenance": one.plain()} for item, one in zip(items, made, strict=True)]


def _start(cursor: str, state: str) -> int:
    if not cursor:
        return 0
    try:
        return cursors.decode(cursor, state)
    except cursors.CursorError as error:
        reason = gettext("it belongs to another request or to an older state of the data")
        raise RefusedError("cursor", cursor, reason) from error


def _pairs(collection: ApiCollection, arguments: Arguments) -> list[tuple[str, str]]:
    own: type[Parameters] = collection.parameters
    names = sorted({*own.model_fields, "limit"})
    return [(name, value) for name in names for value in arguments.getlist(name) if value.strip()]


def _state(collection: ApiCollection, arguments: Arguments, limit: int) -> str:
    query = urlencode(_pairs(collection, arguments))
    return "\n".join((collection.path, query, str(limit), site().generation, release().id))


def _next(collection: ApiCollection, arguments: Arguments, cursor: str | None) -> str | None:
    if cursor is None:
        return None
    query = urlencode([*_pairs(collection, arguments), ("cursor", cursor)])
    return public_url(f"{BASE}{collection.path}?{query}")
