"""The texts that facts are held against: every held version of each provision, by its number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from corpus.digest import digest
from corpus.numbers import citing_number
from corpus.store import StoredProvision
from corpus.texts import ProvisionTags

_WHOLE = 0.8
"""A newer text with fewer of the provisions of an older one does not show what has gone."""


@dataclass(frozen=True)
class HeldText:
    """A provision in one held version; `sha256` is `corpus.digest.digest` of its text.

    `shows_law` is false for a wording that is past, repealed or to come; `as_enacted` is true where
    later changes are not worked in.
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

    @property
    def rank(self) -> tuple[bool, str]:
        """Texts that may be law in force come before past and future ones, then the newest."""
        return self.shows_law, self.state


@dataclass
class HeldTexts:
    """All held provisions of the instruments that facts name, by instrument and number."""

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
                )
            )
        return held

    def add(self, text: HeldText) -> None:
        """Add a provision; the versions of a number stay newest first."""
        same = self._by_number.setdefault((text.instrument, text.number), [])
        same.append(text)
        same.sort(key=lambda each: each.rank, reverse=True)
        versions = self._by_instrument.setdefault(text.instrument, {})
        versions.setdefault(text.state, []).append(text)

    def __iter__(self) -> Iterator[HeldText]:
        for texts in self._by_number.values():
            yield from texts

    def holds(self, instrument: str) -> bool:
        """Return whether any text of an instrument is held."""
        return instrument in self._by_instrument

    def provision(self, instrument: str, cited: str, country: str) -> list[HeldText]:
        """Return the held versions of a provision as it is cited, the newest first."""
        number = citing_number(cited, country)
        found = self._by_number.get((instrument, number or ""), [])
        return found or self._by_number.get((instrument, cited), [])

    def is_gone(self, text: HeldText) -> bool:
        """Return whether a newer text of the act, held in as much detail, lacks a provision.

        A newer text with fewer than four fifths of the provisions is taken for an excerpt.
        """
        versions = self._law(text.instrument)
        if text.state not in versions:
            return False
        newer = max(versions)
        enough = len(versions[newer]) >= _WHOLE * len(versions[text.state])
        return newer > text.state and enough

    def newest(self, instrument: str) -> tuple[str, list[HeldText]]:
        """Return the newest held state of an instrument with its provisions.

        Raises:
            KeyError: no text of it is held.
        """
        versions = self._law(instrument) or self._by_instrument[instrument]
        state = max(versions)
        return state, versions[state]

    def _law(self, instrument: str) -> dict[str, list[HeldText]]:
        """The states of an act that may be law in force, with their provisions."""
        every = self._by_instrument[instrument]
        law = {state: [t for t in texts if t.shows_law] for state, texts in every.items()}
        return {state: texts for state, texts in law.items() if texts}
