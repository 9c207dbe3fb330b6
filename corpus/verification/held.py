"""The texts that facts are checked against: every version held of each provision."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from corpus.digest import digest
from corpus.numbers import provision_number
from corpus.store import StoredProvision
from corpus.texts import ProvisionTags

_WHOLE = 0.8
"""A newer text with a smaller share of an older one's provisions does not show repeals."""


@dataclass(frozen=True)
class HeldText:
    """A provision in one version held; `sha256` is `corpus.digest.digest` of its text.

    `state` is the day of the wording, `version` that of the version that it stands in. `shows_law`
    is false for a past, repealed or future wording; `as_enacted` is true if the text does not
    include later changes.
    """

    id: str
    instrument: str
    number: str
    state: str
    language: str
    text: str
    sha256: str
    tags: ProvisionTags | None = None
    shows_law: bool = True
    as_enacted: bool = False
    version: str = ""

    @property
    def copied(self) -> str:
        """The day of the version that the text stands in."""
        return self.version or self.state

    @property
    def rank(self) -> tuple[bool, str]:
        """Sort key: texts that may be law in force rank above others, then newer above older."""
        return self.shows_law, self.state


@dataclass
class HeldTexts:
    """All provisions held of the instruments that facts name, by instrument and number."""

    _by_number: dict[tuple[str, str], list[HeldText]] = field(default_factory=dict)
    _by_instrument: dict[str, dict[str, list[HeldText]]] = field(default_factory=dict)

    @classmethod
    def of(cls, provisions: Iterable[StoredProvision]) -> HeldTexts:
        """Return the texts of stored provisions."""
        held = cls()
        for p in provisions:
            held.add(
                HeldText(
                    id=p.id,
                    instrument=p.instrument,
                    number=p.provision.number,
                    state=p.as_of or "",
                    language=p.language,
                    text=p.provision.text,
                    sha256=digest(p.provision.text),
                    tags=p.tags,
                    shows_law=p.copy.shows_law,
                    as_enacted=p.copy.form in {"as-enacted", "amending"},
                    version=p.version_as_of or "",
                )
            )
        return held

    def add(self, text: HeldText) -> None:
        """Add a provision; the versions of a number are kept newest first."""
        same = self._by_number.setdefault((text.instrument, text.number), [])
        same.append(text)
        same.sort(key=lambda version: version.rank, reverse=True)
        versions = self._by_instrument.setdefault(text.instrument, {})
        versions.setdefault(text.copied, []).append(text)

    def __iter__(self) -> Iterator[HeldText]:
        for texts in self._by_number.values():
            yield from texts

    def holds(self, instrument: str) -> bool:
        """Return whether any text of an instrument is held."""
        return instrument in self._by_instrument

    def provision(self, instrument: str, cited: str, country: str) -> list[HeldText]:
        """Return the versions held of a cited provision, newest first."""
        number = provision_number(cited, country)
        texts = self._by_number.get((instrument, number), [])
        return texts or self._by_number.get((instrument, cited), [])

    def is_gone(self, text: HeldText) -> bool:
        """Return whether a newer and equally complete text of the instrument lacks a provision.

        A newer text with fewer than four fifths of the provisions is taken for an excerpt.
        """
        versions = self._law(text.instrument)
        if text.copied not in versions:
            return False
        newer = max(versions)
        enough = len(versions[newer]) >= _WHOLE * len(versions[text.copied])
        return newer > text.copied and enough

    def newest(self, instrument: str) -> tuple[str, list[HeldText]]:
        """Return the newest state held of an instrument, with its provisions.

        Raises:
            KeyError: no text of it is held.
        """
        versions = self._law(instrument) or self._by_instrument[instrument]
        state = max(versions)
        return state, versions[state]

    def _law(self, instrument: str) -> dict[str, list[HeldText]]:
        """Return the states of an instrument that may be law in force, with their provisions."""
        every = self._by_instrument[instrument]
        law = {state: [t for t in texts if t.shows_law] for state, texts in every.items()}
        return {state: texts for state, texts in law.items() if texts}
