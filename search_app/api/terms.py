"""The words of the site as linked data: sets of defined terms, in the vocabulary of schema.org.

    {"@type": "DefinedTermSet", "@id": "https://demandside.example/about#questions",
     "hasDefinedTerm": [{"@type": "DefinedTerm", "termCode": "purchase-adult"}]}

A set is a `CreativeWork`, so that it has a language (`inLanguage`); a term is none.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from corpus.model import Concept, Question, Status
from search_app.release import LICENCE_URL
from search_app.web.language import concept_label, page_language, question_label
from search_app.web.site import knowledge, public_url, release
from search_app.wording import gettext

Term = dict[str, Any]
QUESTIONS, STATUSES, CONCEPTS = "questions", "statuses", "concepts"


def term_sets() -> Term:
    """Return the sets of terms of the page `/about`: questions, statuses and concepts."""
    known = knowledge()
    sets = (
        _set(
            QUESTIONS,
            gettext("The questions of the comparison"),
            map(_question, known.questions.values()),
        ),
        _set(STATUSES, gettext("The statuses of an answer"), map(_status, known.statuses.values())),
        _set(CONCEPTS, gettext("The concepts of the tags"), map(_concept, known.concepts.values())),
    )
    return {"@context": "https://schema.org", "@graph": list(sets)}


def question_term(question: Question) -> Term:
    """Return a question as the term that its own page is about."""
    return {"@context": "https://schema.org", **_question(question)}


def _set(name: str, title: str, terms: Iterable[Term]) -> Term:
    return {
        "@type": "DefinedTermSet",
        "@id": _set_id(name),
        "url": _set_id(name),
        "name": f"demandside: {title}",
        "inLanguage": page_language(),
        "license": LICENCE_URL,
        "version": release().id,
        "dateModified": release().day.isoformat(),
        "hasDefinedTerm": list(terms),
    }


def _set_id(name: str) -> str:
    return public_url(f"/about#{name}")


def _question(question: Question) -> Term:
    term = _term(
        QUESTIONS,
        question.id,
        gettext(question.short),
        gettext(question.asks),
        public_url(f"/count/{question.id}"),
    )
    return _also(term, (question_label(question), *question.labels.get(page_language(), ())))


def _status(status: Status) -> Term:
    anchor = public_url(f"/about#status-{status.id}")
    return _term(STATUSES, status.id, gettext(status.label), gettext(status.help), anchor)


def _concept(concept: Concept) -> Term:
    anchor = public_url(f"/about#concept-{concept.id}")
    label, said = concept_label(concept), gettext(concept.definition)
    term = _term(CONCEPTS, concept.id, label, said, anchor)
    return _also(term, concept.labels.get(page_language(), ()))


def _term(of: str, code: str, name: str, description: str, url: str) -> Term:
    return {
        "@type": "DefinedTerm",
        "@id": url,
        "url": url,
        "termCode": code,
        "name": name,
        "description": description,
        "inDefinedTermSet": _set_id(of),
    }


def _also(term: Term, names: Iterable[str]) -> Term:
    """A term with the other names that readers have for it, in the language of the page."""
    others = [name for name in dict.fromkeys(names) if name != term["name"]]
    return {**term, "alternateName": others} if others else term
