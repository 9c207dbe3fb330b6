"""A provision: original text with marks, own rendering beside it, identity, tags, citations."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from corpus.store import StoredProvision
from corpus.texts import Actor, Tag
from search_app.compare import to_json
from search_app.english import official_english
from search_app.index.query import Carried, Hit
from search_app.provisions import ProvisionRecord, display_heading
from search_app.web import copies
from search_app.web.errors import NotHeldError
from search_app.web.formats import json_response, split_format
from search_app.web.language import concept_label
from search_app.web.marks import Paragraph, Range, paragraphs
from search_app.web.site import knowledge, provisions, site
from search_app.wording import gettext

SIMILAR = 6
"""Other countries whose nearest provision is shown."""

pages = Blueprint("provision", __name__)
_STYLES = 6
MAX_SHOWN = 60_000
"""Characters of a text that a page shows; the rest stands in the JSON and the official text."""


@dataclass(frozen=True)
class Key:
    """An entry of the key to the marks: its class, what it stands for, the words marked."""

    mark: str
    label: str
    concept: str | None
    actor: Actor | None
    buyer_liable: bool
    evidence: tuple[str, ...]


@pages.get("/provision/<path:name>")
def page(name: str) -> ResponseReturnValue:
    """Show a provision, as a page or as data."""
    public_id, form = split_format(name)
    record = provisions().find(public_id)
    if record is None:
        text = gettext("There is no provision “%(id)s” here.", id=public_id[:80])
        raise NotHeldError(text)
    if form == "json":
        return _data(record)
    stored = record.stored
    english = official_english(record, provisions().find)
    if english is stored:
        english = None
    return render_template(
        "provision.html",
        record=record,
        english=english,
        english_text=law_text(english),
        key=evidence(stored) if stored else [],
        original=original(stored) if stored else [],
        context=context(record),
        similar=similar(record),
        cut=bool(stored and len(stored.provision.text) > MAX_SHOWN),
        rendering=paragraphs(record.rendering.text, []) if record.rendering else [],
    )


def law_text(stored: StoredProvision | None) -> list[Paragraph]:
    """Return the text of a provision as paragraphs without marks; nothing for None."""
    return paragraphs(stored.provision.text[:MAX_SHOWN], []) if stored else []


def similar(record: ProvisionRecord) -> tuple[Hit, ...]:
    """Return the nearest provision of each of a few other countries."""
    carried = Carried(record.jurisdiction.code, record.concepts, record.buyer_liable)
    return site().searcher.similar(carried, SIMILAR)


def context(record: ProvisionRecord) -> list[str]:
    """Return the headings above a provision, without the name of the act that some texts repeat."""
    if record.stored is None:
        return []
    shown = (display_heading(part).strip(" -–:") for part in record.stored.provision.context)
    return [part for part in shown if part and not part.startswith(record.act)]


def evidence(stored: StoredProvision) -> list[Key]:
    """Return the key to the marks of a text: one entry a concept, then the penalty."""
    if stored.tags is None:
        return []
    found = [
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
        found.append(Key("kp", gettext("penalty"), None, None, False, words))
    return found


def original(stored: StoredProvision) -> list[Paragraph]:
    """Return the original text as paragraphs with the evidence marked."""
    titles = {key.mark: key.label for key in evidence(stored)}
    return paragraphs(stored.provision.text[:MAX_SHOWN], _ranges(stored), titles)


def _ranges(stored: StoredProvision) -> list[Range]:
    if stored.tags is None:
        return []
    found: list[Range] = [
        (span.start, span.end, f"k{i % _STYLES + 1}")
        for i, tag in enumerate(stored.tags.tags)
        for span in tag.spans
    ]
    return found + [(span.start, span.end, "kp") for span in stored.tags.penalty_spans]


def _words(stored: StoredProvision, tag: Tag) -> tuple[str, ...]:
    text = stored.provision.text
    return tuple(dict.fromkeys(" ".join(text[s.start : s.end].split()) for s in tag.spans))


def _data(record: ProvisionRecord) -> Response:
    return json_response(
        {
            "id": record.id,
            "country": record.jurisdiction.code,
            "act": record.act,
            "number": record.number,
            "cited_as": record.cited_as,
            "official_url": record.official_url,
            "instrument": record.instrument.model_dump(mode="json") if record.instrument else None,
            "text": _text_data(record.stored) if record.stored else None,
            "rendering": record.rendering.model_dump(mode="json") if record.rendering else None,
            "versions": [
                {
                    "as_of": v.as_of,
                    "status": v.status,
                    "content_hash": v.content_hash,
                    **copies.copy_json(v),
                }
                for v in record.versions
            ],
            "similar": [
                {"country": hit.country, "concepts": hit.concepts, "url": f"/provision/{hit.id}"}
                for hit in similar(record)
            ],
            "cited_in": [to_json(cell) for cell in record.cited_in],
            "obligations": [f"/eu/{duty.id}" for duty in record.obligations],
            "url": f"/provision/{record.id}",
        }
    )


def _text_data(stored: StoredProvision) -> dict[str, object]:
    plain = stored.provision.model_dump(mode="json")
    tags = stored.tags.model_dump(mode="json", exclude_none=True) if stored.tags else None
    return {
        **plain,
        "language": stored.language,
        "as_of": stored.as_of,
        "status": stored.status,
        "source_url": stored.source_url,
        "retrieved_at": stored.retrieved_at,
        "content_hash": stored.content_hash,
        **copies.copy_json(stored),
        "tags": tags,
    }
