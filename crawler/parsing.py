"""What a parser is asked and what it returns: pure values between the network and the library.

Every format is one function `read(body, ask) -> ParsedText`. An instrument that arrives in several
responses (a list, then one response a paragraph) is read one response at a time: a `ParsedText` may
name further requests in `follow`, and `assemble` joins the parsed texts of an instrument into one
Version.
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
    """The response is not what was asked for; the message says why in one sentence."""


class OtherKindError(FormatError):
    """The response is of another kind than was read: no JSON, no well-formed XML, no page."""


PYTHON_FAULTS = (
    *(LookupError, TypeError, ValueError, AttributeError, ArithmeticError, AssertionError),
    *(RecursionError, NotImplementedError, EOFError, OSError),
)
"""What Python code raises when a response has a form that it does not expect."""


class UnforeseenError(FormatError):
    """The response has a form that its parser did not foresee; the cause is what it raised."""


@dataclass(frozen=True)
class Follow:
    """A further request for the same instrument.

    `role` is one word for what its response is (`list`, `part`, `text` …); the archive keeps it.
    `state` is what the parser of that response must know from the responses before it, as a value
    of a type that the format defines; it is handed on and never sent or archived. `headers` are
    sent in addition to those of the source (a token that an earlier response named).
    """

    url: str
    role: str
    method: str = "GET"
    body: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    state: object = None


@dataclass(frozen=True)
class Ask:
    """What was asked: the instrument, the address that responded, the role of the response.

    `expect` are words or numbers that must appear in the title or body, so that an error page or a
    default record is never taken for the instrument. The role is that of the first request
    (`instrument` unless the source says otherwise) or the one that a format gave in `Follow.role`;
    `state` is that of `Follow.state`. `today` picks the version in force where a response holds
    several.
    """

    country: str
    identifier: str
    language: str
    url: str
    role: str = "instrument"
    expect: tuple[str, ...] = ()
    base: str = ""
    today: str = field(default_factory=lambda: dt.date.today().isoformat())
    state: object = None


@dataclass(frozen=True)
class ParsedText:
    """What one response says. Dates are ISO (`2024-05-01`), None where the response has none.

    `form` is set where the response itself says whether changes are worked in
    (`corpus.texts.Form`). `in_force` is the day from which this version of the text holds,
    `adopted` and `published` are the days of the instrument as first made. `total` is the number of
    provisions that the response itself announces, if it does. `continues` says that the first
    provision goes on with the text of the last one of the response before (a page may end in the
    middle of a provision). `body` is all text of the part of the response that holds the law, so
    that `crawler.formats.whole` can tell how much of it ended in provisions; it is empty where the
    format cannot tell that part.
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
    body: str = field(default="", repr=False)
    continues: bool = False
    notes: tuple[str, ...] = field(default=())


def check_identity(ask: Ask, *texts: str) -> None:
    """Make sure that every expected word appears in one of the texts, ignoring case and accents.

    Raises:
        FormatError: a word is missing: the response is not the instrument.
    """
    said = _plain(" ".join(texts))
    missing = [word for word in ask.expect if _plain(word) not in said]
    if missing:
        raise FormatError(f"this is not {ask.identifier}: it does not say “{missing[0]}”")


def assemble(ask: Ask, parsed: Sequence[ParsedText]) -> Version:
    """Join the parsed texts of one instrument, in order, into a Version.

    Raises:
        FormatError: there is no provision, or fewer than the responses announce.
    """
    provisions = tuple(map(_mended, _joined(parsed)))
    announced = sum(text.total or 0 for text in parsed)
    if not provisions:
        raise FormatError(f"{ask.identifier}: the response has no provision")
    if len(provisions) < announced:
        raise FormatError(
            f"{ask.identifier}: {len(provisions)} provisions of {announced} announced"
        )
    dates = [text.in_force for text in parsed if text.in_force]
    return Version(
        country=ask.country,
        identifier=ask.identifier,
        title=_first([text.title for text in parsed]) or ask.identifier,
        language=_first([text.language for text in parsed]) or ask.language,
        as_of=max(dates) if dates else None,
        source_url=ask.url,
        kind=_first([text.kind for text in parsed]) or "statute",
        status=_first([text.status for text in parsed]),
        provisions=provisions,
    )


def _mended(provision: Provision) -> Provision:
    text = mended(provision.text)
    same = text == provision.text
    return provision if same else provision.model_copy(update={"text": text})


def _joined(parsed: Sequence[ParsedText]) -> tuple[Provision, ...]:
    joined: list[Provision] = []
    for text in parsed:
        provisions = list(text.provisions)
        if text.continues and provisions and joined:
            joined[-1] = _continued(joined[-1], provisions.pop(0))
        joined += provisions
    return tuple(joined)


def _continued(first: Provision, rest: Provision) -> Provision:
    """Return a provision with the text that the next response begins with."""
    text = "\n".join(part.text for part in (first, rest) if part.text)
    return first.model_copy(update={"text": text, "rubric": first.rubric or rest.rubric})


def _first(values: list[str]) -> str:
    return next((value for value in values if value), "")


def _plain(text: str) -> str:
    spread = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"\s+", " ", "".join(c for c in spread if not unicodedata.combining(c)))
