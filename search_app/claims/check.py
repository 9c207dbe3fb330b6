"""Finds the claims of a text and holds each against the comparison: the way into this room."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.library import Knowledge
from search_app.claims.clauses import Clause, clauses
from search_app.claims.day import Truths
from search_app.claims.evidence import cell_json, evidence_of, resolved
from search_app.claims.judging import ClaimVerdict, Judgement, judge
from search_app.claims.passages import LONGEST, Passage, paragraphs, sentences
from search_app.claims.phrases import PhraseBook
from search_app.claims.reading import Read, read_clause
from search_app.claims.statement import Doubt, Statement
from search_app.claims.tongue import book_of

MOST_CHARACTERS = 100_000
"""Longer texts are refused."""


class TextTooLong(ValueError):
    """A text has more than `MOST_CHARACTERS`."""


@dataclass(frozen=True)
class CheckedClaim:
    """A claim with its verdict; `cell` is one cell, several, or None where there are none or many.

    `claim` stands verbatim in the text from `start` on; `evidence` are sentences, some of them with
    a provision, its official address, the state of its text, or a list of states.
    """

    claim: str
    start: int
    paragraph: int
    verdict: ClaimVerdict
    cell: dict[str, object] | list[dict[str, object]] | None
    evidence: list[dict[str, object]]
    until: dt.date | None = None

    def to_json(self) -> dict[str, object]:
        """Return the claim as JSON; the keys are a contract."""
        return {
            "claim": self.claim,
            "paragraph": self.paragraph,
            "verdict": self.verdict,
            "until": self.until.isoformat() if self.until else None,
            "cell": self.cell,
            "evidence": self.evidence,
        }


def check_claims(
    text: str, knowledge: Knowledge, as_of: dt.date | None = None
) -> list[CheckedClaim]:
    """Return the claims of a text that the comparison could judge, in order.

    Args:
        text: paragraphs, parted by blank lines.
        knowledge: the validated corpus.
        as_of: the day that "now" means, today by default.

    Raises:
        TextTooLong: the text has more than `MOST_CHARACTERS`.
    """
    if len(text) > MOST_CHARACTERS:
        raise TextTooLong(f"The text is longer than {MOST_CHARACTERS:,} characters.")
    today = as_of or dt.date.today()
    made: list[CheckedClaim] = []
    seen: dict[Statement, tuple[Judgement, Truths]] = {}
    for paragraph in paragraphs(text):
        book = book_of(text[paragraph.start : paragraph.end])
        for sentence in sentences(text, paragraph, book):
            if sentence.end - sentence.start <= LONGEST:
                made += _of_sentence(text, sentence, book, knowledge, today, seen)
    return made


def _of_sentence(
    text: str, sentence: Passage, book: PhraseBook, knowledge: Knowledge, today: dt.date,
    seen: dict[Statement, tuple[Judgement, Truths]],
) -> Iterator[CheckedClaim]:  # fmt: skip
    words = text[sentence.start : sentence.end]
    before: Read | None = None
    parts = clauses(words, book)
    hedged = _hedge(parts, sentence, book)
    for clause in parts:
        before = read_clause(clause, words, book, before)
        found = before.statement
        if found is None:
            continue
        quoted = clause.text.strip(" ,;:–—\n\t")
        start = sentence.start + clause.start + clause.text.index(quoted[:1])
        place = (quoted, start, sentence.paragraph)
        if isinstance(found, Doubt) or hedged:
            why = found.why if isinstance(found, Doubt) and not hedged else hedged
            yield CheckedClaim(*place, "undecidable", None, [{"text": why}])
            continue
        if found not in seen:
            truths = Truths(found, knowledge, today)
            seen[found] = (judge(truths, today), truths)
        yield _checked(place, *seen[found], today)


def _checked(
    place: tuple[str, int, int], judgement: Judgement, truths: Truths, today: dt.date
) -> CheckedClaim:
    cells = truths.cells(judgement.day)
    named = [cell_json(found, judgement.day, today) for found in cells]
    verdict = judgement.verdict
    cited = truths.statement.cited
    if verdict == "right" and not all(resolved(number, cells) for number in cited):
        verdict = "undecidable"
    evidence = list(evidence_of(truths, judgement))
    one = named[0] if len(named) == 1 else named
    many = truths.statement.subjects.quantity != "each"
    return CheckedClaim(*place, verdict, None if many else one, evidence, judgement.until)


def _hedge(parts: list[Clause], sentence: Passage, book: PhraseBook) -> str:
    """Why nothing in a sentence is judged; empty where it is plain."""
    if sentence.ends == "?":
        return "It is a question."
    for word in (word for part in parts for word in part.unread):
        if word.casefold() in book.blocked:
            return f"It has a word that makes it an opinion, a plan or a condition: “{word}”."
    return ""
