"""How a reader reports an error: by mail or as an issue, with address, release and words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, urlencode

# "corrections@example.org"
_MAIL = re.compile(r"[^\s@<>?&\"',;:]+@[^\s@<>?&\"',;:]+\.[^\s@<>?&\"',;:]+")
# "https://git.example.org/law/issues/new"
_ISSUES = re.compile(r"https?://[^\s/@?#]+(?:/[^\s?#]*)?")


@dataclass(frozen=True)
class Reporting:
    """Where errors are reported: `mail` is an address, `issues` the page of a new issue.

    Each is empty where there is none.
    """

    mail: str = ""
    issues: str = ""

    def __post_init__(self) -> None:
        """Check both.

        Raises:
            ValueError: one of them is not an address of its kind.
        """
        if self.mail and not _MAIL.fullmatch(self.mail):
            raise ValueError(f"{self.mail!r} is not a mail address like name@example.org")
        if self.issues and not _ISSUES.fullmatch(self.issues):
            raise ValueError(f"{self.issues!r} is not an address like https://example.org/new")


NO_REPORTING = Reporting()


@dataclass(frozen=True)
class ErrorReport:
    """What a report begins with: where the error stands, in which release, and what is shown."""

    address: str
    release: str
    shown: str

    @property
    def subject(self) -> str:
        """The subject of the mail or issue."""
        return f"Error: {self.shown}"

    @property
    def body(self) -> str:
        """The text that the reader completes."""
        return (
            f"Address: {self.address}\nRelease: {self.release}\nShown: {self.shown}\n\n"
            "What is wrong:\n\nWhat is right, and which official text says so:\n"
        )

    def mail_link(self, reporting: Reporting) -> str:
        """Return the mailto link (RFC 6068) of a report."""
        fields = urlencode({"subject": self.subject, "body": self._lines}, quote_via=quote)
        return f"mailto:{quote(reporting.mail, safe='@')}?{fields}"

    def issue_link(self, reporting: Reporting) -> str:
        """Return the address of a new issue that has the report in it."""
        fields = urlencode({"title": self.subject, "body": self.body}, quote_via=quote)
        return f"{reporting.issues}?{fields}"

    @property
    def _lines(self) -> str:
        return self.body.replace("\n", "\r\n")
