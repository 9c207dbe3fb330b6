"""Follows references by number, in rules on crimes committed abroad and on removing foreigners.

"The law of the state applies to acts under sections 5 and 8 committed abroad" names no offence.
Whether it concerns the trade in sex shows only once the whole statute has been tagged. Then the
listed provisions are looked up, or those of the same chapter where it says "of this chapter".
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from corpus.numbers import plain
from corpus.texts import Provision, ProvisionTags, Tag

_OFFENCES = frozenset(
    {"purchase", "purchase-minor", "purchase-exploited", "procuring", "trafficking"}
)
_NEEDED = {"extraterritorial": _OFFENCES, "residence": frozenset({"residence"})}
_LISTS = frozenset({"listing", "this_chapter"})
_FORMULAS = frozenset({"abroad", "law_applies", "no_removal", "permit"})
_REACH = 160
# `section 5 or 6 of the Act of 1956`, folded
_ELSEWHERE = re.compile(r"\bsections?\b[^;.]{0,120}?\bof the act of \d{4}")
# `5`, `12a`, `147^1`, `1.2.3`, `225-4`, `l. 425-1`
_NUMBER = re.compile(r"(?:\b[lrd](?:\.\s?)?)?\d[\w^]*(?:[.\-‑]\w+)*")
# the `9 a` of `9 a §`, `9 a, 10` and `9 a och 10`
_SPACED_LETTER = re.compile(r"(\d)\s([a-z])\b(?=\s*(?:[§,;.\-–]|$|\w+\s+\d))")
# `kap.`, `luvun`, `luku`, `lukuun`
_CHAPTER = r"kap\.?|luvun|luku\w*"
# `(2a)` at the beginning of a line
_PARAGRAPH = re.compile(r"(?m)^[^\S\n]*\((\d+[a-z]?)\)")
_Pair = tuple[Provision, ProvisionTags]
# what stands between the numbers of a range: ` to `, `–`, ` tot en met `
_RANGE = re.compile(r"^\W*(?:bis|tot en met|to|à|a|al|až|do|–|-|έως|iki|līdz|kuni|till|til|sa)\W*$")


def settle(provisions: Sequence[Provision], tags: Sequence[ProvisionTags]) -> list[ProvisionTags]:
    """Return the tags of a statute's provisions with every list of provisions looked up.

    A tag that rests on a list alone is dropped unless a listed provision is of its kind. It makes a
    buyer liable if a listed offence does.
    """
    tagged = [i for i, found in enumerate(tags) if found.tags]
    listing = [i for i in tagged if any(map(_is_list, tags[i].tags))]
    known = {
        concept: [(provisions[i], tags[i]) for i in tagged if _carries(tags[i], _NEEDED[concept])]
        for concept in {tag.concept for i in listing for tag in tags[i].tags if _is_list(tag)}
    }
    settled = list(tags)
    for i in listing:
        settled[i] = _with(tags[i], tuple(_kept(provisions[i], tags[i], known)))
    return settled


def alone(found: ProvisionTags) -> ProvisionTags:
    """Return the tags of a provision read without its statute, less those that rest on a list."""
    kept = tuple(tag for tag in found.tags if not (_is_list(tag) and _rests_on_list(tag)))
    return found if len(kept) == len(found.tags) else _with(found, kept)


def _with(found: ProvisionTags, kept: tuple[Tag, ...]) -> ProvisionTags:
    """The tags that are kept; a penalty stands only beside a tag."""
    return found.model_copy(update={"tags": kept}) if kept else ProvisionTags()


def _is_list(tag: Tag) -> bool:
    return tag.concept in _NEEDED and bool(_labels(tag) & _LISTS)


def _kept(
    provision: Provision, found: ProvisionTags, known: Mapping[str, Sequence[_Pair]]
) -> Iterator[Tag]:
    for tag in found.tags:
        if not _is_list(tag):
            yield tag
            continue
        others = [pair for pair in known[tag.concept] if pair[0] is not provision]
        listed = _listed(provision, tag, others)
        if listed or not _rests_on_list(tag):
            liable = tag.buyer_liable or any(
                its.buyer_liable and not _OFFENCES.isdisjoint(its.concepts) for its in listed
            )
            yield tag.model_copy(update={"buyer_liable": liable})


def _carries(its: ProvisionTags, concepts: frozenset[str]) -> bool:
    """Whether a provision carries one of the concepts by its own words."""
    return any(tag.concept in concepts and not _rests_on_list(tag) for tag in its.tags)


def _rests_on_list(tag: Tag) -> bool:
    labels = _labels(tag)
    return bool(labels & _LISTS) and labels <= _LISTS | _FORMULAS


def _labels(tag: Tag) -> frozenset[str]:
    return frozenset(span.label for span in tag.spans if span.kind == "cue")


def _listed(provision: Provision, tag: Tag, known: Sequence[_Pair]) -> list[ProvisionTags]:
    """The known provisions that the list means: by number, in a range, or all of its section."""
    near = _near(provision.text, tag)
    chapter = "this_chapter" in _labels(tag)
    exact = tag.concept == "residence"
    return [
        its for other, its in known
        if (chapter and other.context == provision.context)
        or any(
            _holds(part, other.number) and (not exact or _cites(part, other, its)) for part in near
        )
    ]  # fmt: skip


def _cites(part: str, other: Provision, its: ProvisionTags) -> bool:
    """Whether the part cites a paragraph that carries the tag.

    One section often holds permits of all kinds side by side.
    """
    starts = [
        span.start for tag in its.tags if tag.concept == "residence"
        for span in tag.spans if span.kind == "cue"
    ]  # fmt: skip
    begins = [(match.end(), match[1]) for match in _PARAGRAPH.finditer(other.text)]
    before = (bisect_right(begins, at, key=lambda begin: begin[0]) for at in starts)
    paragraphs = {begins[number - 1][1] for number in before if number}
    # `61` and, at most 14 characters on, `2a`: `§ 61 (1) (2a)`
    return not paragraphs or any(
        re.search(rf"\b{_base(other.number)}\b\D{{0,14}}\b{number}\b", part)
        for number in paragraphs
    )


def _near(text: str, tag: Tag) -> list[str]:
    """The text around each word such as `sections`; sections of another act are blanked."""
    own = _ELSEWHERE.sub(lambda match: " " * len(match[0]), text.lower())
    return [
        plain(own[max(0, span.start - _REACH) : span.end + _REACH])
        for span in tag.spans if span.label == "listing"
    ]  # fmt: skip


def _holds(part: str, number: str) -> bool:
    chapter, colon, section = number.partition(":")
    if colon:
        # all that follows `6 kap.` up to the next `8 kap.`
        after = rf"(?s)\b{chapter}\s*(?:{_CHAPTER})(.*?)(?=\d+\s*(?:{_CHAPTER})|$)"
        return any(_among(section, _sections(found)) for found in re.findall(after, part))
    return _among(number, part)


def _sections(part: str) -> str:
    """A list of sections with `9 a` as one word, and `1-6` as a range rather than a number."""
    return re.sub(r"(\d)-(\d)", r"\1–\2", _SPACED_LETTER.sub(r"\1\2", part))


def _among(number: str, part: str) -> bool:
    written, ranges = _numbers(part)
    if _bare(number) in written:
        return True
    base = _base(number)
    return any(0 <= low <= base <= high for low, high in ranges)


@lru_cache(maxsize=64)
def _numbers(part: str) -> tuple[frozenset[str], tuple[tuple[int, int], ...]]:
    """The numbers of a list without their signs, and the ranges from one to another."""
    found = list(_NUMBER.finditer(part))
    return frozenset(_bare(match[0]) for match in found), tuple(
        (_base(first[0]), _base(last[0]))
        for first, last in pairwise(found)
        if _RANGE.match(part[first.end() : last.start()])
    )


@lru_cache(maxsize=8192)
def _bare(number: str) -> str:
    """A number without the signs that are not always written.

    A superscript may be lost (`1471`), a suffix may have a hyphen or none, the part of a French
    code a full stop and a space (`L. 425-1`), and an ordinal ends in `.º` (`171.º-A`).
    """
    # the `^` of `147^1`, the `-` of `225-4`, the `.º` of `171.º-a`, the `. ` of `l. 425-1`
    return re.sub(r"[\^\-‑]|\.?[ºª°]|(?<=^[lrd])\.?\s?", "", number.lower()).rstrip(".")


@lru_cache(maxsize=8192)
def _base(number: str) -> int:
    """The leading number; -1 where there is none, so that it lies in no range."""
    # the `425` of `l. 425-1`
    match = re.match(r"(?:[lrd]\.?\s?)?(\d{1,80})", number.lower())
    return int(match[1]) if match else -1
