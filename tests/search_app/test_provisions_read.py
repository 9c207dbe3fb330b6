"""Every provision in which a fact was read has a page, whether or not its text is held."""

from __future__ import annotations

from corpus.library import Knowledge
from search_app.facts.room import Facts
from search_app.provisions import Provisions


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
