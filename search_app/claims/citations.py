"""Provisions that a text cites: which act is meant, and whether the act has one of that number."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from corpus.library import packaged_knowledge
from search_app.claims.statement import CitedNumber
from search_app.compare import Cell

Held = Callable[[str], object | None]
"""What is known of the provision of an id (`se-brottsbalk.6-11`), None if nothing is."""


def pieces(provision: str) -> tuple[str, ...]:
    """Return the numbers and letters of a provision: `6 kap. 11 §` is 6 and 11, `s. 7A` 7 and a."""
    return tuple(re.findall(r"\d+|(?<=\d)[a-z]+|(?<=\d )[a-z](?![a-z])", provision.casefold()))


def resolved(cited: CitedNumber, cells: list[Cell]) -> bool:
    """Whether a number is that of a provision that a cell cites, in the act if one is named."""
    codes = {cell.jurisdiction.code for cell in cells}
    # "des französischen Strafgesetzbuchs": the name alone is that of another state's act
    acts = [act for act in cited.acts if act.partition("-")[0] in codes]
    return any(
        cited.pieces == pieces(str(found.citation.provision))
        and (not acts or found.citation.instrument in acts)
        for cell in cells
        for found in cell.citations
    )


def states_of(cited: CitedNumber) -> tuple[str, ...]:
    """Return the codes of the states whose acts are meant: those with such a provision, if any."""
    having = [act for act in cited.acts if cited.pieces in _numbers().get(act, ())]
    return tuple(dict.fromkeys(act.partition("-")[0] for act in having or cited.acts))


def misplaced(cited: CitedNumber, cells: list[Cell]) -> bool:
    """Whether a number is that of another provision of an act that the cells cite."""
    acts = {found.citation.instrument for cell in cells for found in cell.citations}
    meant = acts.intersection(cited.acts) if cited.acts else acts
    known = any(cited.pieces in _numbers().get(act, ()) for act in meant)
    return bool(meant) and known and not resolved(cited, cells)


def told_of(cited: CitedNumber, cells: list[Cell], held: Held | None) -> dict[str, object]:
    """Return a sentence on a citation, with the address of the provision where it is known."""
    if resolved(cited, cells):
        return {"text": f"The provision {cited.words} is one that was read for this cell."}
    codes = {cell.jurisdiction.code for cell in cells}
    acts = [act for act in cited.acts if not codes or act.partition("-")[0] in {*codes, "eu"}]
    for act in acts or [f.citation.instrument for cell in cells for f in cell.citations]:
        address = _address(cited, act)
        if cited.pieces in _numbers().get(act, ()) or (held and held(address)):
            return {
                "text": f"The provision {cited.words} is known here, but is none of those that "
                "were read for this cell.",
                "provision": f"/provision/{address}",
            }
    if cited.acts:
        return {"text": f"No provision {cited.words} is held of the act that is named."}
    return {"text": f"The provision {cited.words} is none of those that were read for this cell."}


def _address(cited: CitedNumber, act: str) -> str:
    number = ""
    for piece in cited.pieces:
        number += piece if piece.isalpha() or not number else f"-{piece}"
    return f"{act}.{number}"


@cache
def _numbers() -> dict[str, frozenset[tuple[str, ...]]]:
    """The numbers of the provisions that the corpus names, by the ids of their acts."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for act, provision in _named():
        found.setdefault(act, set()).add(pieces(provision))
    return {act: frozenset(numbers) for act, numbers in found.items()}


def _named() -> Iterator[tuple[str, str]]:
    knowledge = packaged_knowledge()
    for jurisdiction in knowledge.jurisdictions.values():
        answers = (a for periods in jurisdiction.answers.values() for a in periods)
        cited = [entry.citations for entry in answers]
        cited += [event.citations for event in jurisdiction.events]
        yield from ((c.instrument, str(c.provision)) for entry in cited for c in entry)
        yield from ((r.instrument, str(r.provision)) for r in jurisdiction.renderings)
    for state in knowledge.coded.values():
        for entry in (*state.rules.values(), *state.offences, *state.schemes):
            for version in entry.versions:
                yield from ((r.instrument, str(r.provision)) for r in version.readings)
    yield from ((o.instrument, str(o.provision)) for o in knowledge.policy.obligations)
