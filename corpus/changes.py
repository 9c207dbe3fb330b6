"""Compares a new text with the old one, provision by provision, ignoring formatting."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from corpus.evidence import Change
from corpus.letters import normalized
from corpus.texts import Provision

_QUOTES = str.maketrans(dict.fromkeys("„“”«»‟″", '"') | dict.fromkeys("‘’‚‛′", "'"))
# "–" and "−", the dashes and the minus sign
_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
# the soft hyphen of "straf\u00adbar", the zero-width space of "a\u200bb"
_UNSEEN = re.compile(r"[\u00ad\u200b-\u200d\ufeff]")


def essence(text: str) -> str:
    """Return a text with one form of white space, quotes and dashes, and no soft hyphens."""
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
    """Return what changed, by citing number; provisions that share a number are compared together.

    `hashes` are the content hashes of the old and the new version, `seen_at` an ISO 8601 time.
    """
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
    texts: dict[str, list[str]] = {}
    for p in provisions:
        texts.setdefault(p.number, []).append(essence(f"{p.rubric}\n{p.text}"))
    return texts
