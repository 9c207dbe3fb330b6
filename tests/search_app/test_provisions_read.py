"""Every provision in which a fact was read has a page, whether or not its text is held."""

from __future__ import annotations

from corpus.library import Knowledge
from search_app.facts.room import Facts
from search_app.provisions import Provisions


def test_a_provision_without_a_number_has_the_id_of_its_heading(knowledge: Knowledge) -> None:
    provisions = Provisions(knowledge, None)
    assert [name for name in provisions.ids() if name.endswith(".")] == []
    moved = provisions.find("nl-aanwijzing-mensenhandel.")
    assert moved is not None
    assert moved.id.startswith("nl-aanwijzing-mensenhandel.niet-vervolging-en-niet-bestraffing")
    assert moved.number.startswith("Niet vervolging en niet-bestraffing van het slachtoffer")


def test_no_reading_leads_nowhere(knowledge: Knowledge) -> None:
    provisions = Provisions(knowledge, None)
    facts = Facts(knowledge)
    read = {
        str(row.values["provision_url"]).removeprefix("/provision/")
        for name in ("offences", "schemes")
        for row in facts.rows(name)
        if row.values["provision_url"]
    }
    assert len(read) > 300
    assert [name for name in sorted(read) if provisions.find(name) is None] == []
