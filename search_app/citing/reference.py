"""What is cited, apart from how it is written: one record for pages, files and the API."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from search_app.citing.provision import CitedForm
from search_app.release import LICENCE, Release

PUBLISHER = "demandside"
CitedKind = Literal["legislation", "dataset", "report", "webpage"]
"""Types of CSL 1.0.2."""


@dataclass(frozen=True, kw_only=True)
class CitedWork:
    """Something that can be cited.

    Args:
        kind: what it is.
        title: its title; for a provision that of its act.
        address: where it stands on this site.
        release: the release that it was made from.
        as_of: the day that it speaks of, where it speaks of one.
        national: the provisions that it is or rests on, in their national forms.
        section, identifier, jurisdiction, language, official_url: of a provision or text of others.
        publisher: who published it; this site where it is ours.
        issued: the day or year of the act or text itself, as a partial date; empty where it is not
            known; the day of the release where it is ours.
        text_of: the day of the wording that is held, as a partial date.
        copy: state and kind of the text that is held.
    """

    kind: CitedKind
    title: str
    address: str
    release: Release
    as_of: dt.date | None = None
    national: tuple[CitedForm, ...] = ()
    section: str = ""
    identifier: str = ""
    jurisdiction: str = ""
    language: str = "en"
    official_url: str = ""
    publisher: str = PUBLISHER
    issued: str = ""
    text_of: str = ""
    copy: str = ""

    @property
    def own(self) -> bool:
        """Whether this site is the publisher."""
        return self.publisher == PUBLISHER

    @property
    def date(self) -> tuple[int, ...]:
        """Year, month and day of publication, as far as they are known."""
        day = self.issued or (self.release.day.isoformat() if self.own else "")
        return tuple(int(number) for number in day.split("-") if number)

    @property
    def edition(self) -> str:
        """Which version is cited: our release, or the wording of a day."""
        if self.own:
            return self.release.id
        return f"text of {self.text_of}" if self.text_of else ""

    @property
    def heading(self) -> str:
        """The title with the day that it speaks of."""
        return f"{self.title}, as of {self.as_of.isoformat()}" if self.as_of else self.title

    @property
    def note(self) -> str:
        """What a reader of the citation needs besides: national form, release, licence."""
        forms = "; ".join(form.full for form in self.national)
        shown = f"demandside release {self.release.id}, {LICENCE}"
        if self.own:
            return f"{shown}. Rests on: {forms}" if forms else shown
        parts = (forms, self.copy, f"As held by {shown}", self.address)
        return ". ".join(part for part in parts if part)

    @property
    def key(self) -> str:
        """A key for reference managers: ASCII letters, digits and hyphens."""
        path = self.address.partition("://")[2].partition("/")[2] or self.address
        plain = "".join(c if c.isascii() and c.isalnum() else "-" for c in path)
        return "-".join(part for part in ("demandside", *plain.split("-")) if part)
