"""A pinned provision: its rendering, and its wording on the day of the briefing, if it is held."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.dates import first_day
from corpus.model import Rendering
from corpus.periods import ProvisionHistory, WordingOnDay
from search_app.briefing.document import Block, Footnote, ParagraphBlock, TextRun
from search_app.briefing.words import PageWords
from search_app.provisions import ProvisionRecord
from search_app.wording import gettext

_LONGEST_TEXT = 4000
"""How many characters of a provision a briefing quotes."""


@dataclass(frozen=True)
class PinnedProvision:
    """A provision as of a day.

    The text held is quoted only where it may have stood on that day: where the day is not before
    that of the text, or no other wording is held of the day.
    """

    record: ProvisionRecord
    history: ProvisionHistory
    day: dt.date
    words: PageWords

    def blocks(self, note: Footnote) -> list[Block]:
        """Return the wordings, the first of them with the footnote."""
        rest: tuple[Footnote, ...] = (note,)
        blocks: list[Block] = []
        for lead, text, language in self._texts():
            blocks.append(ParagraphBlock((TextRun(lead), *rest)))
            blocks += _quoted(text, language) if text else []
            rest = ()
        return blocks

    def gaps(self) -> Iterator[str]:
        """Yield what is not known of its text."""
        stored = self.record.stored
        if stored is None:
            yield gettext("its wording is not held here")
            return
        if stored.copy.force == "unknown":
            yield gettext("whether the text held is in force is not known")
        if stored.copy.form == "as-enacted":
            yield gettext("held as enacted; later changes are not worked in")
        if stored.as_of is None:
            yield gettext("the day of the text held is not known")
        if stored.copy.note:
            yield stored.copy.note.rstrip(".")
        if self._past and self.on is None:
            yield gettext("its wording of %(day)s is not held", day=self.words.day(self.day))
        elif self.on and self.on.how != "sure":
            yield gettext("the wording of the day: %(sure)s", sure=_sureness(self.on))

    @property
    def _past(self) -> bool:
        """Whether the day is before that of the text held, which may say something else."""
        stored = self.record.stored
        return bool(stored and stored.as_of and self.day < first_day(stored.as_of))

    @property
    def on(self) -> WordingOnDay | None:
        """The wording of a day of the past; None where none is held, or the text held counts."""
        if not self._past:
            return None
        told = self.history.on(self.day)
        return told if told.period else None

    def _texts(self) -> Iterator[tuple[str, str, str]]:
        """Yield what introduces a text, the text (empty: it is not given) and its language."""
        stored, rendering = self.record.stored, self.record.rendering
        day = self.words.day(self.day)
        if rendering and self._fits(rendering):
            yield gettext("Our own, unofficial rendering into English:"), rendering.text, "en"
        elif rendering:
            state = self.words.day(rendering.state)
            yield (
                gettext(
                    "Our rendering into English is of the text of %(state)s and may not fit the"
                    " wording of %(day)s; it is left out.",
                    state=state,
                    day=day,
                ),
                *("", "en"),
            )
        if stored is None:
            yield gettext("The wording is not held here."), "", ""
        elif not self._past:
            lead = gettext("The wording of the text that we hold:")
            yield lead, stored.provision.text, stored.language
        elif (told := self.on) and told.period and told.period.text is not None:
            first, sure = self.words.day(told.period.first), _sureness(told)
            lead = gettext(
                "The wording of %(day)s, from a text of %(first)s (%(sure)s):",
                day=day,
                first=first,
                sure=sure,
            )
            yield lead, told.period.text, stored.language
        elif told:
            lead = gettext("On %(day)s the provision was not part of the act.", day=day)
            yield lead, "", ""
        else:
            lead = gettext(
                "The wording of %(day)s is not held here; the oldest text that we hold is of"
                " %(held)s.",
                day=day,
                held=self.words.day(self._oldest or stored.as_of),
            )
            yield lead, "", ""

    def _fits(self, rendering: Rendering) -> bool:
        """Whether a rendering is of the wording of the day: of that text, or of the same words."""
        same = self.on is not None and self.on.following is None
        return same or self.day >= first_day(rendering.state)

    @property
    def _oldest(self) -> str:
        return self.history.periods[0].first if self.history.periods else ""


def _sureness(told: WordingOnDay) -> str:
    words = {
        "sure": gettext("sure"),
        "dated": gettext("fairly sure"),
        "between": gettext("not sure: the words changed on some day before the next text held"),
        "newest": gettext("not sure: no newer text is held"),
        "doubtful": gettext("doubtful: the source may lack wordings"),
    }
    return words.get(told.how, told.how)


def _quoted(text: str, language: str) -> list[Block]:
    whole = text if len(text) <= _LONGEST_TEXT else f"{text[:_LONGEST_TEXT].rsplit(' ', 1)[0]} […]"
    lines = (line.strip() for line in whole.splitlines())
    return [ParagraphBlock((TextRun(line, language),), quoted=True) for line in lines if line]
