"""What a new text changes against the old one, provision by provision; formatting is left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from corpus.evidence import Change
from corpus.letters import normalized
from corpus.texts import Provision

_QUOTES = str.maketrans(dict.fromkeys("„“”«»‟″", '"') | dict.fromkeys("‘’‚‛′", "'"))
_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
_UNSEEN = re.compile(r"[\u00ad\u200b-\u200d\ufeff]")


def essence(text: str) -> str:
    """Return text without what only formats it: spaces, soft hyphens, kinds of quotes, dashes."""
    plain = normalized("NFKC", _UNSEEN.sub("", text)).translate(_QUOTES)
    return re.sub(r"\s+", " ", _DASHES.sub("-", plain)).strip()


def compare(
    before: Iterable[Provision],
    after: Iterable[Provision],
    *,
    instrument: str,
    language: str,
    seen_at: str,
    hashes: tuple[str, str],
) -> Change:
    """Return what changed, by citing number; a number that stands twice is compared as a whole."""
    old, new = _by_number(before), _by_number(after)
    return Change(
        instrument=instrument,
        language=language,
        seen_at=seen_at,
        before=hashes[0],
        after=hashes[1],
        added=tuple(number for number in new if number not in old),
        removed=tuple(number for number in old if number not in new),
        changed=tuple(n for n in new if n in old and new[n] != old[n]),
    )


def _by_number(provisions: Iterable[Provision]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for p in provisions:
        found.setdefault(p.number, []).append(essence(f"{p.rubric}\n{p.text}"))
    return found
