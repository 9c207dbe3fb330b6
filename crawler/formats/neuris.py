"""NeuRIS, the coming legal information of the German federation: lists (`list`) and metadata.

Its texts are incomplete while it is being tried, so that only its lists and facts are read.
"""

from __future__ import annotations

from typing import Any

from crawler.formats import days, markup
from crawler.reading import Ask, Follow, FormatError, Reading, check_identity


def read(body: bytes, ask: Ask) -> Reading:
    """Read a list of acts, which leads to their metadata, or the metadata of one act (`act`).

    Raises:
        FormatError: it is neither, or another act.
    """
    answer = markup.data(body)
    if not isinstance(answer, dict):
        raise FormatError("the answer of NeuRIS is no object")
    if ask.role == "list":
        return _list(answer, ask)
    work = answer.get("exampleOfWork")
    if answer.get("@type") != "Legislation" or not isinstance(work, dict):
        raise FormatError(f"{ask.identifier}: the answer describes no act")
    known = [str(answer.get(key) or "") for key in ("name", "abbreviation")]
    check_identity(ask, *known, str(answer.get("legislationIdentifier")))
    force = {"InForce": "", "NotInForce": "repealed"}
    return Reading(
        title=known[0],
        language="de",
        adopted=days.iso(work.get("legislationDate")),
        published=days.iso(work.get("datePublished")),
        in_force=days.iso(_begin(answer)),
        status=force.get(str(answer.get("legislationLegalForce")), ""),
    )


def _begin(answer: dict[str, Any]) -> str:
    """The identifier of an expression has the day from which it holds before its version."""
    return "-".join(str(answer.get("legislationIdentifier", "")).split("/")[5:6])


def _list(answer: dict[str, Any], ask: Ask) -> Reading:
    members = answer.get("member")
    if not isinstance(members, list) or not members:
        raise FormatError("the list of NeuRIS holds no act")
    items = [member.get("item") or member for member in members]
    base = "/".join(ask.url.split("/")[:3])
    more = (answer.get("view") or {}).get("next")
    follow = [Follow(base + item["@id"], "act") for item in items]
    return Reading(follow=(*follow, *([Follow(base + more, "list")] if more else [])))
