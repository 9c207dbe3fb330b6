"""Puts a briefing together: ready-made parts, the comparison and the pins, then the annex."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.library import Knowledge
from search_app.briefing.annex import annex
from search_app.briefing.document import (
    Block,
    BriefingDocument,
    HeadingBlock,
    ParagraphBlock,
    TextRun,
)
from search_app.briefing.pins import Pin
from search_app.briefing.sections import PinSections, changes_between
from search_app.briefing.templates import BriefingTemplate, briefing_templates, wrong_number
from search_app.briefing.words import PageWords
from search_app.compare import Comparison, compare
from search_app.contract.briefing import BriefingParameters
from search_app.contract.refused import RefusedError
from search_app.provisions import Provisions
from search_app.release import Release
from search_app.wording import gettext

MOST_CELLS = 320
"""So many answers fit into one briefing."""


@dataclass(frozen=True)
class BriefingMaker:
    """Makes documents from what a site holds.

    Args:
        knowledge: the corpus.
        provisions: the finder of provisions.
        words: the words of pages.
        release: what documents are made from.
        language: the language of the document.
    """

    knowledge: Knowledge
    provisions: Provisions
    words: PageWords
    release: Release
    language: str

    def document(
        self, asked: BriefingParameters, table: Comparison | None, address: str
    ) -> BriefingDocument:
        """Return the document that is asked for.

        Args:
            asked: the parameters.
            table: the comparison that they ask for; None: none.
            address: the address that makes the same document again.

        Raises:
            RefusedError: a pin names nothing, the answers are too many, or a ready-made briefing
                is asked for too few or too many countries.
        """
        for name in asked.template:
            if wrong := wrong_number(briefing_templates()[name], len(asked.country)):
                raise RefusedError("country", ", ".join(asked.country), wrong)
        day = asked.as_of or dt.date.today()
        sections = PinSections(self.knowledge, self.provisions, day, self.words, self.release)
        blocks = [*self._head(asked, day)]
        for name in asked.template:
            blocks += self._ready_made(briefing_templates()[name], asked, sections)
        if table is not None and not asked.template:
            _bounded(len(table.cells))
            blocks.append(HeadingBlock(1, TextRun(gettext("Comparison"))))
            blocks += sections.comparison(table)
        for pin in asked.pin:
            blocks += _pinned(pin, asked, sections)
        blocks += annex(sections.shown, self.words, self.release, address)
        title = asked.title or self._title(asked)
        return BriefingDocument(title, self.language, self.release.day, tuple(blocks))

    def _title(self, asked: BriefingParameters) -> str:
        parts = [gettext(briefing_templates()[name].title) for name in asked.template]
        if len(asked.country) <= 3:
            places = [self.words.country(self.knowledge.jurisdictions[c]) for c in asked.country]
            parts += [", ".join(places)] if places else []
        return ": ".join(parts) or gettext("Briefing")

    def _head(self, asked: BriefingParameters, day: dt.date) -> Iterator[Block]:
        told = gettext(
            "The law as of %(day)s. demandside, release %(release)s.",
            day=self.words.day(day),
            release=self.release.id,
        )
        yield ParagraphBlock((TextRun(told),))
        if asked.release and asked.release != self.release.id:
            differs = gettext(
                "This address was made for release %(asked)s; the document was made from release"
                " %(now)s and may say something else.",
                asked=asked.release,
                now=self.release.id,
            )
            yield ParagraphBlock((TextRun(differs, strong=True),))

    def _ready_made(
        self, template: BriefingTemplate, asked: BriefingParameters, sections: PinSections
    ) -> Iterator[Block]:
        alone = len(asked.template) + len(asked.pin) == 1 and template.questions != ()
        heading = gettext("What the law says") if alone else gettext(template.title)
        yield HeadingBlock(1, TextRun(heading))
        codes = asked.country or (tuple(self.knowledge.states) if not template.least else ())
        questions = self._questions(template, asked)
        if questions:
            _bounded(len(codes) * len(questions))
            yield from self._answers(template, codes, questions, sections)
        if template.events:
            yield from self._changes(template, codes, asked, sections)

    def _questions(self, template: BriefingTemplate, asked: BriefingParameters) -> Sequence[str]:
        every = tuple(self.knowledge.questions)
        own = template.questions if template.questions is not None else every
        return asked.question if asked.question and own else own

    def _answers(
        self,
        template: BriefingTemplate,
        codes: Sequence[str],
        questions: Sequence[str],
        sections: PinSections,
    ) -> Iterator[Block]:
        if template.counts and set(codes) >= set(self.knowledge.states):
            for name in questions:
                question = self.knowledge.questions[name]
                yield HeadingBlock(
                    2, TextRun(gettext("How many: %(question)s", question=gettext(question.short)))
                )
                yield from sections.counted(question, noted=False, drawn=template.maps)
        yield from sections.comparison(compare(self.knowledge, codes, questions, sections.day))

    def _changes(
        self,
        template: BriefingTemplate,
        codes: Sequence[str],
        asked: BriefingParameters,
        sections: PinSections,
    ) -> Iterator[Block]:
        since = asked.since
        if since is None and not template.questions and template.questions is not None:
            since = sections.day - dt.timedelta(days=365)
        places = [self.knowledge.jurisdictions[code] for code in codes]
        if since:
            heading = gettext("Changes of the law since %(day)s", day=self.words.day(since))
        else:
            heading = gettext("Changes of the law")
        yield HeadingBlock(2, TextRun(heading))
        found = sections.events(changes_between(places, since, sections.day))
        none = ParagraphBlock((TextRun(gettext("We know of no dated change in this period.")),))
        yield from found or [none]


def _pinned(pin: Pin, asked: BriefingParameters, sections: PinSections) -> Iterator[Block]:
    heading, blocks = sections.blocks(pin)
    yield HeadingBlock(1, TextRun(asked.heading.get(str(pin)) or heading))
    yield from blocks
    remark = asked.remark.get(str(pin))
    if remark:
        lead = TextRun(gettext("Remark of the author of this briefing:") + " ", strong=True)
        yield ParagraphBlock((lead, TextRun(remark)), quoted=True)


def _bounded(cells: int) -> None:
    if cells > MOST_CELLS:
        reason = gettext(
            "that makes %(number)s answers, and a briefing holds %(most)s; choose fewer countries"
            " or questions",
            number=cells,
            most=MOST_CELLS,
        )
        raise RefusedError("country", "", reason)
