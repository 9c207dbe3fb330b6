"""A provision: the original text with marks, our rendering beside it, identity, tags, citations."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, render_template

from corpus.official import article_number
from corpus.store import StoredProvision
from corpus.texts import Actor, Tag
from search_app.contract.parameters import PathPart
from search_app.contract.provision import ProvisionData, provision_data
from search_app.contract.wordings import ProvisionParameters
from search_app.english import official_english
from search_app.index.query import Carried, Hit
from search_app.provisions import ProvisionRecord, display_heading
from search_app.web.errors import NotHeldError
from search_app.web.family import PageFamily
from search_app.web.language import concept_label
from search_app.web.marks import Paragraph, Range, paragraphs
from search_app.web.site import knowledge, provisions, site
from search_app.web.wordings import past_wording, shown_wordings
from search_app.wording import gettext

SIMILAR = 6
"""How many other countries are shown with their nearest provision."""
_STYLES = 6
MAX_SHOWN = 60_000
"""How many characters of a text a page shows; the JSON and the official text have the rest."""


@dataclass(frozen=True)
class Key:
    """An entry of the key to the marks: its class, what it stands for, the words marked."""

    mark: str
    label: str
    concept: str | None
    actor: Actor | None
    buyer_liable: bool
    evidence: tuple[str, ...]


def data(asked: ProvisionParameters, name: str) -> ProvisionData:
    """Return a provision with all that is known of it."""
    record = record_of(name)
    return provision_data(record, similar(record), provisions().history(record), asked.as_of)


def record_of(name: str) -> ProvisionRecord:
    """Return what is known of a provision.

    Raises:
        NotHeldError: there is none with this id.
    """
    record = provisions().find(name)
    if record is None:
        raise NotHeldError(gettext("There is no provision “%(id)s” here.", id=name[:80]))
    return record


def page(asked: ProvisionParameters, name: str) -> str:
    """Show a provision, as it was worded on a day if one is asked for."""
    record = record_of(name)
    stored = record.stored
    history = provisions().history(record)
    english = official_english(record, provisions().find)
    if english is stored:
        english = None
    return render_template(
        "provision.html",
        record=record,
        history=history,
        wordings=shown_wordings(history),
        past=past_wording(history, asked.as_of),
        english=english,
        english_text=law_text(english),
        key=evidence(stored) if stored else [],
        original=original(stored) if stored else [],
        context=context(record),
        similar=similar(record),
        elsewhere=other_languages(stored) if stored else [],
        cut=bool(stored and len(stored.provision.text) > MAX_SHOWN),
        rendering=paragraphs(record.rendering.text, []) if record.rendering else [],
    )


def law_text(stored: StoredProvision | None) -> list[Paragraph]:
    """Return the text of a provision as paragraphs without marks; none for None."""
    return paragraphs(stored.provision.text[:MAX_SHOWN], []) if stored else []


def other_languages(stored: StoredProvision) -> list[StoredProvision]:
    """Return an article of Union law in the other languages in which it is held."""
    number = article_number(stored.provision.heading) if stored.country == "eu" else None
    if number is None:
        return []
    held = provisions().in_languages(stored.instrument, (number,))
    return [
        other
        for other in held
        if other.language != stored.language and article_number(other.provision.heading) == number
    ]


def similar(record: ProvisionRecord) -> tuple[Hit, ...]:
    """Return the nearest provision of each of a few other countries."""
    carried = Carried(record.jurisdiction.code, record.concepts, record.buyer_liable)
    return site().searcher.similar(carried, SIMILAR)


def context(record: ProvisionRecord) -> list[str]:
    """Return the headings above a provision; a heading that repeats the title is left out."""
    if record.stored is None:
        return []
    shown = (display_heading(part).strip(" -–:") for part in record.stored.provision.context)
    return [part for part in shown if part and not part.startswith(record.act)]


def evidence(stored: StoredProvision) -> list[Key]:
    """Return the key to the marks of a text: one entry a concept, then the penalty."""
    if stored.tags is None:
        return []
    key = [
        Key(
            mark=f"k{i % _STYLES + 1}",
            label=concept_label(knowledge().concepts[tag.concept])
            if tag.concept in knowledge().concepts
            else tag.concept,
            concept=tag.concept if tag.concept in knowledge().concepts else None,
            actor=tag.actor,
            buyer_liable=tag.buyer_liable,
            evidence=_words(stored, tag),
        )
        for i, tag in enumerate(stored.tags.tags)
    ]
    if stored.tags.penalty_spans:
        words = tuple(stored.provision.text[s.start : s.end] for s in stored.tags.penalty_spans)
        key.append(Key("kp", gettext("penalty"), None, None, False, words))
    return key


def original(stored: StoredProvision) -> list[Paragraph]:
    """Return the original text as paragraphs with the evidence marked."""
    titles = {key.mark: key.label for key in evidence(stored)}
    return paragraphs(stored.provision.text[:MAX_SHOWN], _ranges(stored), titles)


def _ranges(stored: StoredProvision) -> list[Range]:
    if stored.tags is None:
        return []
    ranges: list[Range] = [
        (span.start, span.end, f"k{i % _STYLES + 1}")
        for i, tag in enumerate(stored.tags.tags)
        for span in tag.spans
    ]
    return ranges + [(span.start, span.end, "kp") for span in stored.tags.penalty_spans]


def _words(stored: StoredProvision, tag: Tag) -> tuple[str, ...]:
    text = stored.provision.text
    return tuple(dict.fromkeys(" ".join(text[s.start : s.end].split()) for s in tag.spans))


PROVISION = PageFamily(
    path="/provision/<path:name>",
    parts=(PathPart("name", "Id of a provision."),),
    about="text, rendering, tags, versions, answers that cite it",
    parameters=ProvisionParameters,
    response=ProvisionData,
    page=page,
    data=data,
)
pages = Blueprint("provision", __name__)
PROVISION.add_to(pages)
