"""Chooses, among the scales of a provision, the basic one: that of the act which carries a tag.

A provision may punish several acts, and not all of them concern the trade in sex. The scale in the
sentence of the first tagged act is the basic one; where that sentence has none, it is the first
scale of the text without a word for a graver or milder case.
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus.penalty import Penalty, Scale
from nlp.tagger.matching import CueHit
from nlp.tagger.words import DocWords

Placed = tuple[Scale, CueHit]


def penalty_of(scales: Sequence[Placed], words: DocWords, acts: Sequence[int] = ()) -> Penalty:
    """Return the basic scale with the others beside it, in the order of the text.

    `acts` are the words at which the tagged acts stand, the principal act first.
    """
    basic = _of_act(scales, words, acts) or _first(scales)
    different = dict.fromkeys(scale for scale, _ in scales)
    return Penalty(**dict(basic), others=tuple(s for s in different if s != basic))


def _first(scales: Sequence[Placed]) -> Scale:
    return next((scale for scale, _ in scales if scale.label is None), scales[0][0])


def _of_act(scales: Sequence[Placed], words: DocWords, acts: Sequence[int]) -> Scale | None:
    """The scale of the first act whose sentence states one."""
    by_sentence: dict[int, list[Placed]] = {}
    for scale in scales:
        by_sentence.setdefault(words.sentences[scale[1].first], []).append(scale)
    for act in acts:
        if here := by_sentence.get(words.sentences[act]):
            return _nearest(here, words, act)
    return None


def _nearest(scales: Sequence[Placed], words: DocWords, act: int) -> Scale:
    """In a list each item may have its scale, or one stands at its end or in its lead-in."""
    own = [s for s in scales if words.paragraphs[s[1].first] == words.paragraphs[act]]
    if own:
        return _first(own)
    after = [s for s in scales if s[1].first > act]
    return after[0][0] if after else scales[-1][0]
