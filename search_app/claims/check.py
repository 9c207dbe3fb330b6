"""Finds the claims of a text and holds each against the comparison: the way into this room."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from corpus.library import Knowledge
from search_app.claims.checked import (
    MOST_CHARACTERS,
    Cells,
    CheckedClaim,
    CheckedText,
    TextTooLongError,
)
from search_app.claims.citations import Held, misplaced, resolved
from search_app.claims.clauses import Clause, clauses
from search_app.claims.day import Truths
from search_app.claims.evidence import cell_json, evidence_of
from search_app.claims.judging import ClaimVerdict, judge
from search_app.claims.own import own_count
from search_app.claims.passages import LONGEST, TextRange, paragraphs, sentences
from search_app.claims.phrases import PhraseBook
from search_app.claims.reading import ClauseRead, read_clause, unstated
from search_app.claims.statement import Doubt, StatedClaim, Subjects
from search_app.claims.tongue import book_of, book_within

_Outcome = tuple[ClaimVerdict, Cells, list[dict[str, object]], dt.date | None]


def check_claims(
    text: str, knowledge: Knowledge, as_of: dt.date | None = None
) -> list[CheckedClaim]:
    """Return the claims of a text that the comparison could judge, in order.

    Args:
        text: paragraphs, parted by blank lines.
        knowledge: the validated corpus.
        as_of: the day that "now" means, today by default.

    Raises:
        TextTooLongError: the text has more than `MOST_CHARACTERS`.
    """
    return check_text(text, knowledge, as_of).claims


def check_text(
    text: str, knowledge: Knowledge, as_of: dt.date | None = None, held: Held | None = None
) -> CheckedText:
    """Return the claims of a text, with the number of sentences in which none was found.

    `held` finds provisions beyond those that the corpus names.

    Raises:
        TextTooLongError: the text has more than `MOST_CHARACTERS`.
    """
    if len(text) > MOST_CHARACTERS:
        raise TextTooLongError(f"The text is longer than {MOST_CHARACTERS:,} characters.")
    checker = Checker(knowledge, as_of or dt.date.today(), held)
    of_sentences = [
        found for paragraph in paragraphs(text) for found in checker.of_paragraph(text, paragraph)
    ]
    claims = [claim for found in of_sentences for claim in found]
    return CheckedText(claims, len(of_sentences), of_sentences.count([]))


class Checker:
    """Checks texts against a corpus as of a day; what was judged once is kept."""

    def __init__(self, knowledge: Knowledge, today: dt.date, held: Held | None = None) -> None:
        self._held = held
        self._knowledge = knowledge
        self._today = today
        self._seen: dict[StatedClaim, _Outcome] = {}

    def of_paragraph(self, text: str, paragraph: TextRange) -> Iterator[list[CheckedClaim]]:
        """Yield the claims of each sentence of a paragraph of a text."""
        usual = book_of(text[paragraph.start : paragraph.end])
        country: Subjects | None = None
        for sentence in sentences(text, paragraph, usual):
            if sentence.end - sentence.start > LONGEST:
                country = None
                yield []
                continue
            words = text[sentence.start : sentence.end]
            book = book_within(words, usual)
            if own := own_count(words, book):
                country = None
                yield [self._checked((words, sentence.start, sentence.paragraph), own)]
                continue
            parts = clauses(words, book)
            reads = list(_reads(parts, words, book, country))
            hedge = _hedge(parts, sentence, book)
            country = _one_country(parts, reads)
            yield [
                self._checked(_place(sentence, clause), Doubt(hedge) if hedge else statement)
                for clause, read in zip(parts, reads, strict=True)
                for statement in read.statements or unstated(clause)
            ]

    def _checked(self, place: tuple[str, int, int], found: StatedClaim | Doubt) -> CheckedClaim:
        if isinstance(found, Doubt):
            return CheckedClaim(*place, "undecidable", None, [{"text": found.why}])
        if found not in self._seen:
            self._seen[found] = self._judged(found)
        verdict, cell, evidence, until = self._seen[found]
        return CheckedClaim(*place, verdict, cell, evidence, until)

    def _judged(self, found: StatedClaim) -> _Outcome:
        truths = Truths(found, self._knowledge, self._today)
        judgement = judge(truths, self._today)
        cells = truths.cells(judgement.day)
        verdict = judgement.verdict
        if verdict == "right" and not all(resolved(number, cells) for number in found.cited):
            verdict = "undecidable"
            if found.located and all(misplaced(number, cells) for number in found.cited):
                verdict = "wrong"
        named = [cell_json(each, judgement.day, self._today) for each in cells]
        many = found.subjects.quantity != "each"
        cell = None if many else named[0] if len(named) == 1 else named
        return verdict, cell, list(evidence_of(truths, judgement, self._held)), judgement.until


def _reads(
    parts: list[Clause], words: str, book: PhraseBook, country: Subjects | None
) -> Iterator[ClauseRead]:
    before: ClauseRead | None = None
    for clause in parts:
        before = read_clause(clause, words, book, before, country)
        yield before


def _one_country(parts: list[Clause], reads: list[ClauseRead]) -> Subjects | None:
    """The one state that a sentence is about, None where it has any word that was not read."""
    subjects = {read.subjects for read in reads}
    only = next(iter(subjects)) if len(subjects) == 1 else None
    plain = not any(clause.unread for clause in parts) and not any(r.others for r in reads)
    return only if only and plain and only.quantity == "each" and len(only.codes) == 1 else None


def _place(sentence: TextRange, clause: Clause) -> tuple[str, int, int]:
    """The words of a clause without the signs around it, where they begin, in which paragraph."""
    left = clause.text.lstrip(" ,;:–—\n\t")
    start = sentence.start + clause.start + len(clause.text) - len(left)
    return left.rstrip(" ,;:–—\n\t"), start, sentence.paragraph


def _hedge(parts: list[Clause], sentence: TextRange, book: PhraseBook) -> str:
    """Why nothing in a sentence is judged; empty where it is plain."""
    if sentence.ends == "?":
        return "It is a question."
    if any(part.of("hedge") for part in parts):
        return "It speaks of a plan, an opinion or a possibility."
    for word in (word for part in parts for word in part.unread):
        if word.casefold() in book.blocked:
            return f"It has a word that makes it an opinion, a plan or a condition: “{word}”."
    return ""
