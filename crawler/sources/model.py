"""The model of a source file: publisher, terms, limits, and the instruments wanted from it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Mapping, Sequence
from typing import Annotated, Any, Literal
from urllib.parse import quote, unquote, urlsplit

from pydantic import Field, HttpUrl, field_validator, model_validator

from corpus.model import InstrumentKind
from corpus.official import authority_code, official_languages
from corpus.penalty import Strict
from corpus.textkind import force_of, on_day
from corpus.texts import Force, Form, TextKind
from crawler.parsing import Ask, Follow, ParsedText

# matches `{key}`
FIELD = re.compile(r"\{(\w+)\}")
# matches `/laws/text.php` and `/laws/`, but not `/`
_PATH = r"^/[\w./~-]*\w[\w./~-]*$"


class Limits(Strict):
    """How politely a source is asked.

    `delay` is the least number of seconds between two requests to the same host. `hours` limits
    requests to a part of the publisher's day (`["03:00", "23:45"]` in `timezone`). `stop_after`
    errors end the source. `response_limit` is the size of the largest response read, in bytes.
    """

    delay: float = Field(default=1.0, ge=0.2)
    hours: tuple[str, str] | None = None
    timezone: str = "Europe/Brussels"
    stop_after: int = Field(default=5, ge=1)
    response_limit: int = Field(default=64 * 1024 * 1024, gt=0)
    note: str = ""

    @model_validator(mode="after")
    def _check(self) -> Limits:
        for hour in self.hours or ():
            dt.time.fromisoformat(hour)
        return self


class WantedInstrument(Strict):
    """An instrument to collect; `id` is its id in the corpus if it has one there.

    `key` fills the address templates, `fields` whatever else they need. `expect` are words of the
    title or number that the response must contain. Fewer than `minimum` provisions make the crawl
    fail, more than `maximum` are a warning. `watch` lists provisions that must be there, by citing
    number. `form` is set where this text has another form than the others of the source.
    `translated` are words that the title has in every language of the source (the number of a
    directive); an instrument with such words can be collected in each of them. `day` is the past
    day of which the text is asked for; without it, that of today is.
    """

    id: str
    key: str
    title: str
    language: str
    fields: dict[str, str] = Field(default_factory=dict)
    expect: tuple[str, ...] = Field(min_length=1)
    translated: tuple[str, ...] = ()
    minimum: int = Field(default=1, ge=1)
    maximum: int | None = None
    watch: tuple[str, ...] = ()
    kind: InstrumentKind = "statute"
    form: Form | None = None
    confidence: Literal["seen", "by-rule", "memory"] = "seen"
    note: str = ""
    day: dt.date | None = None

    @property
    def name(self) -> str:
        """What reports and outcomes call it: the id, with the day of a past text."""
        return f"{self.id}@{self.day}" if self.day else self.id


class Translation(WantedInstrument):
    """An instrument in another language than the one it is always collected in."""

    @property
    def name(self) -> str:
        """The id with the language, as in the ids of its provisions."""
        return f"{self.id}.{self.language}"


class PastTexts(Strict):
    """How a portal is asked for the text of a past day, and what it has.

    `url` and `body` replace those of the first request, with `{today}` for the day asked for. Where
    both are empty, the first request itself has the day. Where no request has it, the response
    lists all versions, of which the format takes that of the day. `since` is the oldest day of
    which the portal has texts. `proved` says where a response of that form was seen; empty: nowhere
    yet.
    """

    url: str = ""
    body: str = ""
    since: dt.date | None = None
    proved: str = ""


class Start(Strict):
    """The first request for an instrument: address template, role of the response, method, body."""

    url: str
    role: str = "instrument"
    method: Literal["GET", "POST"] = "GET"
    body: str = ""


class Permission(Strict):
    """Leave of a publisher, given in writing, to ask for paths that its robots.txt forbids.

    `date` is the day it was given, `until` the last day on which it holds, `by` who gave it, and
    `scope` what it says in one sentence. It covers a path of the host that is named here, or all
    below it when the name ends in a slash, and nothing else.

        {date: 2026-03-02, by: Office of the Gazette, scope: one request a second,
         host: law.example, paths: [/laws/text.php, /laws/index/]}
    """

    date: dt.date
    until: dt.date | None = None
    by: str = Field(min_length=1)
    scope: str = Field(min_length=1)
    host: str
    paths: tuple[Annotated[str, Field(pattern=_PATH)], ...] = Field(min_length=1)

    @field_validator("date")
    @classmethod
    def _given(cls, day: dt.date) -> dt.date:
        if day > dt.date.today():
            raise ValueError("a permission is given before it is recorded")
        return day

    def covers(self, url: str, today: dt.date) -> bool:
        """Whether an address may be asked for on a day although robots.txt forbids it."""
        address = urlsplit(url)
        steps = unquote(address.path).split("/")
        if address.hostname != self.host or {".", ".."} & set(steps):
            return False
        if not self.date <= today <= (self.until or today):
            return False
        return any(
            address.path.startswith(path) if path.endswith("/") else address.path == path
            for path in self.paths
        )


class SourceFile(Strict):
    """One source: who publishes, under which terms, how it is asked, and what is wanted from it.

    `format` names a shared format; without it the `format.py` of the source's own folder reads the
    responses. `hosts` are the only hosts that are ever asked, even after a redirect.
    `per_instrument` is the first request for an instrument, `requests_per_instrument` how many it
    takes in all (for the plan of a crawl). Requests go out by https only; `http` gives the reason
    where a publisher has to be asked without. `token` is the address that turns a key into a token
    (OAuth 2, client credentials, RFC 6749, 4.4); `key_variables` then name the environment
    variables that hold the client's id and secret. `form` is the form of a text where neither the
    instrument nor the response says; `force` is `in-force` for a publisher that shows the wording
    in force on the day of the request and marks what is repealed. `sentinel` is an address that
    changes when there is something new. `cookies` are kept only where the requests for an
    instrument must belong to one session. `permission` opens paths that robots.txt closes, and
    `other_door` says in a clause where else the texts can be had when they stay closed. `history`
    is there where past texts can be asked for.
    """

    name: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    title: str
    country: str = Field(pattern=r"^([a-z]{2}|coe)$")
    publisher: str
    official: bool
    kind: Literal["law", "policy"] = "law"
    licence: str
    terms: HttpUrl | None = None
    languages: tuple[str, ...] = Field(min_length=1)
    position: str | None = None
    format: str
    form: Form = "consolidated"
    force: Force = "unknown"
    hosts: tuple[str, ...] = Field(min_length=1)
    headers: dict[str, str] = Field(default_factory=dict)
    http: str = ""
    cookies: bool = False
    per_instrument: Start
    requests_per_instrument: int = Field(default=1, ge=1)
    frequency_days: int = Field(default=7, ge=1)
    limits: Limits = Limits()
    sentinel: HttpUrl | None = None
    token: HttpUrl | None = None
    key_variables: tuple[str, ...] = ()
    instruments: tuple[WantedInstrument, ...] = Field(min_length=1)
    traps: tuple[str, ...] = ()
    other_door: str = ""
    permission: Permission | None = None
    history: PastTexts | None = None
    note: str = ""

    @model_validator(mode="before")
    @classmethod
    def _own_format(cls, given: Any) -> Any:
        """Name the source's own format after the source where no shared one is named."""
        if isinstance(given, dict) and "name" in given:
            return {"format": given["name"], **given}
        return given

    @property
    def jurisdiction(self) -> str:
        """The jurisdiction of its texts, which is the EU for those of the Council of Europe."""
        return "eu" if self.country == "coe" else self.country

    def ask(self, instrument: WantedInstrument) -> Ask:
        """Return what is asked about an instrument, with the address of its first request."""
        return Ask(
            country=self.country,
            identifier=instrument.id,
            language=instrument.language,
            url=self.start(instrument).url,
            role=self.per_instrument.role,
            expect=instrument.expect,
            base=f"https://{self.hosts[0]}",
            today=(instrument.day or dt.date.today()).isoformat(),
        )

    def translations(self, languages: Collection[str]) -> tuple[Translation, ...]:
        """Return the instruments that can be had in some of these languages, language by language.

        Languages that the source does not publish in are passed over.
        """
        return tuple(
            Translation.model_validate(
                {**dict(instrument), "language": language, "expect": instrument.translated}
            )
            for language in self.languages
            for instrument in self.instruments
            if language in languages and instrument.translated and language != instrument.language
        )

    def start(self, instrument: WantedInstrument) -> Follow:
        """Return the first request for an instrument."""
        first = self.per_instrument
        past = self.history if instrument.day and self.history else PastTexts()
        return Follow(
            self.fill(past.url or first.url, instrument),
            first.role,
            first.method,
            self.fill(past.body or first.body, instrument),
        )

    def text_kind(
        self, instrument: WantedInstrument, parsed: Sequence[ParsedText], today: dt.date
    ) -> TextKind:
        """Return what kind of text the responses for an instrument make.

        The form is that of the instrument, else what the responses say, else that of the source.
        The force is what the publisher says about the text, else, for a consolidated text, that of
        the source; a text all of whose parts begin later is still to come.
        """
        form = instrument.form or next((text.form for text in parsed if text.form), self.form)
        status = next((text.status for text in parsed if text.status), "")
        force = force_of(status)
        if not status and form == "consolidated":
            force = self.force
        begins = min((text.in_force for text in parsed if text.in_force), default=None)
        return TextKind(force=on_day(force, begins, today), form=form)

    def fill(self, template: str, instrument: WantedInstrument) -> str:
        """Return a template with `{key}`, `{language}`, `{today}` and the fields filled in.

        `{title}` is percent-encoded; `{authority}` is the language as the Publications Office
        writes it (`BUL`). Braces around an unknown name stay: the body of a request may be JSON.
        """
        known = {
            "key": instrument.key,
            "language": instrument.language,
            "title": quote(instrument.title),
            "today": (instrument.day or dt.date.today()).isoformat(),
            **_authority(instrument.language),
            **instrument.fields,
        }
        return FIELD.sub(lambda field: known.get(field[1], field[0]), template)


def _authority(language: str) -> Mapping[str, str]:
    return {"authority": authority_code(language)} if language in official_languages() else {}
