"""What a comparison lists for paper: provisions, acts searched, short forms, each address once."""

from __future__ import annotations

import datetime as dt

from corpus.library import Knowledge
from search_app.compare import compare
from search_app.web.cited_list import listed_states
from search_app.web.country import GLANCE

DAY = dt.date(2026, 11, 30)


def test_every_address_stands_once_with_all_that_it_leads_to(knowledge: Knowledge) -> None:
    for code in knowledge.states:
        table = compare(knowledge, [code], GLANCE, DAY)
        (state,) = listed_states(table.rows)
        cited = [a.url for a in state.addresses if not a.searched]
        assert len(cited) == len(set(cited))
        labels = {place.label for a in state.addresses for place in a.places}
        assert {c.label for cell in table.cells for c in cell.citations} <= labels


def test_acts_searched_for_what_was_not_found_have_their_address(knowledge: Knowledge) -> None:
    (state,) = listed_states(compare(knowledge, ["de"], ["purchase-adult"], DAY).rows)
    searched = {a.places[0].label: a.url for a in state.addresses if a.searched}
    assert searched["StGB"] == "https://www.gesetze-im-internet.de/stgb/"
    assert "Strafgesetzbuch" in {act.title for act in state.acts}
