"""What is collected from where: one `sources/<name>.yaml` per source, validated at load."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, HttpUrl, model_validator

from corpus.model import InstrumentKind
from corpus.penalty import Strict
from corpus.textkind import force_of, on_day
from corpus.texts import Force, Form, TextKind
from corpus.yamlfile import CorpusError, YamlFile
from crawler.formats import formats
from crawler.reading import Ask, Follow, Reading

HOME = Path(__file__).parent / "sources"
VARIABLE = "DEMANDSIDE_SOURCES"
"""Environment variable that names a folder of source files to use instead of the packaged ones."""

# matches `{key}`
_FIELD = re.compile(r"\{(\w+)\}")
_NO_HTTP = "only https is asked, unless `http` says why it must be without"


class Limits(Strict):
    """How politely a source is asked.

    `delay` is the least number of seconds between two requests to one host. `hours` limits asking
    to a span of the day at the publisher (`["03:00", "23:45"]` in `timezone`). `stop_after` errors
    end the source. `answer_limit` is the largest answer in bytes.
    """

    delay: float = Field(default=1.0, ge=0.2)
    hours: tuple[str, str] | None = None
    timezone: str = "Europe/Brussels"
    stop_after: int = Field(default=5, ge=1)
    answer_limit: int = Field(default=64 * 1024 * 1024, gt=0)
    note: str = ""

    @model_validator(mode="after")
    def _check(self) -> Limits:
        for hour in self.hours or ():
            dt.time.fromisoformat(hour)
        return self


class Act(Strict):
    """An act to collect: `id` is that of the instrument in the corpus where it has one.

    `key` fills the URL templates (with `fields` for more of them); `expect` are words of its title
    or number that must stand in the answer; `minimum` provisions make a crawl fail below it,
    `maximum` warns above it; `watch` names provisions that must be there (citing numbers).
    `form` is what the text is where the act's differs from that of the source.
    """

    id: str
    key: str
    title: str
    language: str
    fields: dict[str, str] = Field(default_factory=dict)
    expect: tuple[str, ...] = Field(min_length=1)
    minimum: int = Field(default=1, ge=1)
    maximum: int | None = None
    watch: tuple[str, ...] = ()
    kind: InstrumentKind = "statute"
    form: Form | None = None
    confidence: Literal["seen", "by-rule", "memory"] = "seen"
    note: str = ""


class Start(Strict):
    """The first request of an act: a URL template, the role of the answer, method and body."""

    url: str
    role: str = "act"
    method: Literal["GET", "POST"] = "GET"
    body: str = ""


class SourceFile(Strict):
    """One source: who publishes, under which terms, how it is asked, and which acts are wanted.

    `hosts` are the only ones that are ever asked, also after a redirect. `per_act` is the request
    that opens an act. `requests_per_act` is how many an act needs, for the plan of a crawl.
    Only https is spoken; `http` says why a publisher can be asked without it, where that is so.
    `token` is where a key is changed into a token (OAuth 2, client credentials, RFC 6749, 4.4);
    `key_variables` then name the environment variables with the client's id and secret.
    `form` is what its texts are where neither act nor answer tells; `force` says `in-force` of a
    publisher that shows the wording in force on the day it is asked, and names what is repealed.
    `sentinel` is an address whose change shows that there is something new. `cookies` are kept only
    where an act's requests must belong to one session.
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
    per_act: Start
    requests_per_act: int = Field(default=1, ge=1)
    frequency_days: int = Field(default=7, ge=1)
    limits: Limits = Limits()
    sentinel: HttpUrl | None = None
    token: HttpUrl | None = None
    key_variables: tuple[str, ...] = ()
    acts: tuple[Act, ...] = Field(min_length=1)
    traps: tuple[str, ...] = ()
    note: str = ""

    def ask(self, act: Act) -> Ask:
        """Return what is asked about an act, with the address of its first request."""
        return Ask(
            country=self.country,
            identifier=act.id,
            language=act.language,
            url=self.fill(self.per_act.url, act),
            role=self.per_act.role,
            expect=act.expect,
            base=f"https://{self.hosts[0]}",
        )

    def start(self, act: Act) -> Follow:
        """Return the first request of an act."""
        first = self.per_act
        return Follow(
            self.fill(first.url, act), first.role, first.method, self.fill(first.body, act)
        )

    def text_kind(self, act: Act, readings: Sequence[Reading], today: dt.date) -> TextKind:
        """Return what kind of text the answers of an act make.

        The form is that of the act, else what the answers tell, else that of the source. The force
        is what the publisher says of the act, else, for a consolidated text, that of the source; a
        text all of whose parts begin later is still to come.
        """
        form = act.form or next((r.form for r in readings if r.form), self.form)
        status = next((reading.status for reading in readings if reading.status), "")
        force = force_of(status)
        if not status and form == "consolidated":
            force = self.force
        begins = min((r.in_force for r in readings if r.in_force), default=None)
        return TextKind(force=on_day(force, begins, today), form=form)

    def fill(self, template: str, act: Act) -> str:
        """Return a template with the fields of an act; `{key}`, `{today}` and `act.fields`.

        Braces that hold no known name stay: bodies of requests may be JSON.
        """
        today = dt.date.today().isoformat()
        known = {"key": act.key, "language": act.language, "today": today, **act.fields}
        return _FIELD.sub(lambda found: known.get(found[1], found[0]), template)


def load_source(path: Path) -> SourceFile:
    """Read one source and check what its model cannot: format, hosts, templates.

    Raises:
        CorpusError: one line per fault, each with file and line.
    """
    file = YamlFile(path, f"sources/{path.name}")
    source = file.parse(SourceFile)
    faults = []
    if source.name != path.stem:
        faults.append(file.fault(["name"], f"the file is called {path.name}"))
    if source.format not in formats():
        faults.append(file.fault(["format"], f"no such format: {source.format}"))
    if source.token is not None and len(source.key_variables) != 2:
        faults.append(file.fault(["token"], "needs two key_variables: client id and secret"))
    if not source.http:
        named = {"sentinel": source.sentinel, "token": source.token}
        plain = [name for name, address in named.items() if str(address).startswith("http:")]
        faults += [file.fault([name], _NO_HTTP) for name in plain]
    seen: set[tuple[str, str]] = set()
    for i, act in enumerate(source.acts):
        url = source.fill(source.per_act.url, act)
        if left := _FIELD.search(url):
            faults.append(file.fault(["acts", i], f"nothing fills {left[0]} of the address"))
        if not url.startswith("https:") and not source.http:
            faults.append(file.fault(["acts", i], f"{url}: {_NO_HTTP}"))
        if (urlsplit(url).hostname or "") not in source.hosts:
            faults.append(file.fault(["acts", i], f"{url} is on none of the hosts"))
        if (act.id, act.language) in seen:
            faults.append(file.fault(["acts", i, "id"], f"{act.id} stands twice"))
        seen.add((act.id, act.language))
    if faults:
        raise CorpusError(faults)
    return source


@cache
def sources() -> dict[str, SourceFile]:
    """Return all sources by name: the packaged ones, or those of the folder in `VARIABLE`.

    Raises:
        CorpusError: one line per fault of any of them.
    """
    found: dict[str, SourceFile] = {}
    faults: list[str] = []
    home = Path(os.environ.get(VARIABLE) or HOME)
    for path in sorted(home.glob("*.yaml")):
        try:
            found[path.stem] = load_source(path)
        except CorpusError as error:
            faults.extend(error.lines)
    if faults:
        raise CorpusError(faults)
    return found
