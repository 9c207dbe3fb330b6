"""How many provisions have an official address of their own, and what leads to the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from corpus.addresses import AddressReach, reasons_without
from corpus.library import Knowledge
from search_app.provisions import Provisions

LINK_COLUMNS = ("cited", "own address", "unproved", "act only", "why the others lead to the act")


@dataclass(frozen=True)
class LinkFigure:
    """How many provisions of a jurisdiction are linked how, and why not all by their own address.

    `provision` counts those with an address of their own, `unproved` those whose address follows
    from a rule without proof, and `act` those for which there is no rule; the latter two are linked
    by their act.
    """

    provision: int
    unproved: int
    act: int
    why: str = ""

    @property
    def every(self) -> int:
        """How many provisions there are."""
        return self.provision + self.unproved + self.act

    @property
    def numbers(self) -> tuple[int, int, int, int]:
        """All, with an address of their own, unproved, by act only."""
        return self.every, self.provision, self.unproved, self.act


def link_figures(knowledge: Knowledge) -> dict[str, LinkFigure]:
    """Return by jurisdiction how the provisions that the knowledge names are linked.

    Raises:
        CorpusError: the rules of addresses are not valid.
    """
    counts: dict[str, Counter[AddressReach]] = {}
    named = Provisions(knowledge, None)
    for record in named.several(named.ids()):
        counts.setdefault(record.jurisdiction.code, Counter())[record.official.reach] += 1
    why = reasons_without()
    return {
        code: LinkFigure(
            provision=counts[code]["provision"],
            unproved=counts[code]["unproved"],
            act=counts[code]["act"],
            why=why.get(code, ""),
        )
        for code in knowledge.jurisdictions
        if code in counts
    }


def total_links(figures: Mapping[str, LinkFigure]) -> LinkFigure:
    """Return the sums over all jurisdictions."""
    return LinkFigure(
        provision=sum(figure.provision for figure in figures.values()),
        unproved=sum(figure.unproved for figure in figures.values()),
        act=sum(figure.act for figure in figures.values()),
    )
