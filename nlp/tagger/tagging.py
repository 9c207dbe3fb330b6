"""From provisions to tags: the gate first, then the spaCy pipeline of the language."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.texts import Provision, ProvisionTags, Version
from nlp.tagger.document import provision_tags
from nlp.tagger.gate import Entry, passes
from nlp.tagger.lexicon import languages, lexicon_for
from nlp.tagger.penalties.currency import localised
from nlp.tagger.pipeline import load, provision_doc
from nlp.tagger.references import alone, settle

_EMPTY = ProvisionTags()


def tag_provision(
    text: str, language: str, heading: str = "", context: Sequence[str] = ()
) -> ProvisionTags:
    """Tag one provision.

    Words of `heading` and `context` count for the rules and yield no spans. A penalty is read
    where a concept was found. Tags that rest on a list of other provisions are left out.

    Raises:
        LexiconError: the language has no lexicon.
    """
    return alone(_tag([(text, heading, tuple(context))], language)[0])


def tag_version(version: Version) -> list[ProvisionTags]:
    """Tag all provisions of a version, in its order; all empty where the language has no lexicon.

    References between its provisions are followed, and currencies are those of its country.
    """
    if version.language not in languages():
        return [_EMPTY] * len(version.provisions)
    entries = [
        (provision.text, heading_of(provision), (version.title, *provision.context))
        for provision in version.provisions
    ]
    codes = lexicon_for(version.language).penalty.local.get(version.country, {})
    tags = _tag(entries, version.language)
    return settle(version.provisions, [localised(t, codes) for t in tags] if codes else tags)


def heading_of(provision: Provision) -> str:
    """Return heading and rubric on lines of their own, as the rules read them."""
    heading, rubric = provision.heading, provision.rubric
    return f"{heading}\n{rubric}" if heading and rubric else heading or rubric or ""


def _tag(entries: Sequence[Entry], language: str) -> list[ProvisionTags]:
    """The tags of each provision; only what passes the gate becomes a doc."""
    tags = [_EMPTY] * len(entries)
    pipeline = load(language)
    passed = list(passes(entries, language))
    docs = (provision_doc(pipeline, *entries[p.number], rules=p.rules) for p in passed)
    for provision, doc in zip(passed, pipeline.pipe(docs), strict=True):
        found = provision_tags(doc)
        if found.tags:
            tags[provision.number] = found
    return tags
