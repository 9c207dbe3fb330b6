"""NeuRIS, the coming legal information of the German federation: lists (`list`) and metadata.

Its texts are incomplete while it is being tried, so that only its lists and facts are read.
"""

from __future__ import annotations

from typing import Any

from crawler.formats import days, fields, markup
from crawler.reading import Ask, Follow, FormatError, Reading, check_identity


def read(body: bytes, ask: Ask) -> Reading:
    """Read a list of acts, which leads to their metadata, or the metadata of one act (`act`).

    Raises:
        FormatError: it is neither, or another act.
    """
    answer = markup.data(body)
    if not isinstance(answer, dict):
        raise FormatError("the answer of NeuRIS is not an object")
    if ask.role == "list":
        return _list(answer, ask)
    work = answer.get("exampleOfWork")
    if answer.get("@type") != "Legislation" or not isinstance(work, dict):
        raise FormatError(f"{ask.identifier}: the answer describes no act")
    known = [fields.words(answer, key) for key in ("name", "abbreviation")]
    identifier = fields.words(answer, "legislationIdentifier")
    if not known[0]:
        raise FormatError(f"{ask.identifier}: the answer names no act")
    check_identity(ask, *known, identifier)
    force = {"InForce": "", "NotInForce": "repealed"}
    return Reading(
        title=known[0],
        language="de",
        adopted=days.iso(work.get("legislationDate")),
        published=days.iso(work.get("datePublished")),
        in_force=days.iso(_begin(identifier)),
        status=force.get(fields.words(answer, "legislationLegalForce"), ""),
    )


def _begin(identifier: str) -> str:
    """The identifier of an expression has the day from which it holds before its version."""
    return "-".join(identifier.split("/")[5:6])


def _list(answer: dict[str, Any], ask: Ask) -> Reading:
    members = fields.parts(answer, "member")
    items = [fields.part(member, "item") or member for member in members]
    places = [fields.words(item, "@id") for item in items]
    if not places or not all(place.startswith("/") for place in places):
        raise FormatError("the list of NeuRIS holds no act, or one without an address")
    base = "/".join(ask.url.split("/")[:3])
    more = fields.words(answer, "view", "next")
    follow = [Follow(base + place, "act") for place in places]
    return Reading(follow=(*follow, *([Follow(base + more, "list")] if more else [])))
