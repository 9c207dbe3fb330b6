"""What a parser is asked and what it answers: pure values between the network and the library.

Every wire format is one function `read(body, ask) -> Reading`. An act that arrives in several
answers (a list, then one answer a paragraph) is read answer by answer: a `Reading` may name
further requests in `follow`, and `assemble` joins the readings of an act into one Version.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.repair import mended
from corpus.texts import Form, Provision, Version


class FormatError(Exception):
    """The answer is not what was asked for; the message says in one sentence why."""


class UnforeseenError(FormatError):
    """The answer has a form that its parser did not foresee; the cause is what was raised in it."""


@dataclass(frozen=True)
class Follow:
    """A further request that belongs to the same act, and what its answer is (`role`).

    `headers` are sent besides those of the source (a token that an answer before has named).
    """

    url: str
    role: str
    method: str = "GET"
    body: str = ""
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Ask:
    """What was asked: the act, the address that answered, and the role of the answer.

    `expect` are words or numbers that must stand in the title or body, so that an error page or a
    default record is never taken for the act. Roles are `act` (the first answer) and whatever a
    format names in `Follow.role` (`part`, `list`, `block` …). `today` picks the version in force
    where an answer holds several.
    """

    country: str
    identifier: str
    language: str
    url: str
    role: str = "act"
    expect: tuple[str, ...] = ()
    base: str = ""
    today: str = field(default_factory=lambda: dt.date.today().isoformat())


@dataclass(frozen=True)
class Reading:
    """What one answer says. Dates are ISO (`2024-05-01`), None when the answer has none.

    `form` is set where the answer itself tells whether changes are worked in (`corpus.texts.Form`).
    `in_force` is the day from which this version of the text holds, `adopted` and `published`
    those of the act as first made. `total` is the number of provisions that the answer itself
    announces, when it does. `continues` says that the first provision goes on with the text of the
    last one of the answer before (pages may end in the middle of a provision).
    """

    provisions: tuple[Provision, ...] = ()
    title: str = ""
    language: str = ""
    adopted: str | None = None
    published: str | None = None
    in_force: str | None = None
    status: str = ""
    kind: str = ""
    form: Form | None = None
    follow: tuple[Follow, ...] = ()
    total: int | None = None
    continues: bool = False
    notes: tuple[str, ...] = field(default=())


def check_identity(ask: Ask, *texts: str) -> None:
    """Make sure that every expected word stands in one of the texts, whatever case and accents.

    Raises:
        FormatError: one is missing: the answer is something else than the act.
    """
    held = _plain(" ".join(texts))
    missing = [word for word in ask.expect if _plain(word) not in held]
    if missing:
        raise FormatError(f"this is not {ask.identifier}: it does not say “{missing[0]}”")


def assemble(ask: Ask, readings: Sequence[Reading]) -> Version:
    """Join the readings of one act, in order, into a Version.

    Raises:
        FormatError: there is no provision, or fewer than the answers announce.
    """
    provisions = tuple(map(_mended, _joined(readings)))
    announced = sum(reading.total or 0 for reading in readings)
    if not provisions:
        raise FormatError(f"{ask.identifier}: the answer has no provision")
    if len(provisions) < announced:
        raise FormatError(
            f"{ask.identifier}: {len(provisions)} provisions of {announced} announced"
        )
    dates = [reading.in_force for reading in readings if reading.in_force]
    return Version(
        country=ask.country,
        identifier=ask.identifier,
        title=_first([reading.title for reading in readings]) or ask.identifier,
        language=_first([reading.language for reading in readings]) or ask.language,
        as_of=max(dates) if dates else None,
        source_url=ask.url,
        kind=_first([reading.kind for reading in readings]) or "statute",
        status=_first([reading.status for reading in readings]),
        provisions=provisions,
    )


def _mended(provision: Provision) -> Provision:
    text = mended(provision.text)
    same = text == provision.text
    return provision if same else provision.model_copy(update={"text": text})


def _joined(readings: Sequence[Reading]) -> tuple[Provision, ...]:
    joined: list[Provision] = []
    for reading in readings:
        more = list(reading.provisions)
        if reading.continues and more and joined:
            first, rest = joined[-1], more.pop(0)
            text = "\n".join(each.text for each in (first, rest) if each.text)
            rubric = first.rubric or rest.rubric
            joined[-1] = first.model_copy(update={"text": text, "rubric": rubric})
        joined += more
    return tuple(joined)


def _first(values: list[str]) -> str:
    return next((value for value in values if value), "")


def _plain(text: str) -> str:
    spread = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"\s+", " ", "".join(c for c in spread if not unicodedata.combining(c)))
