"""Which instruments the comparison rests on."""

from __future__ import annotations

from corpus.cited import cited_instruments, instruments_of
from corpus.library import Knowledge


def test_what_cells_facts_and_renderings_name_is_cited(knowledge: Knowledge) -> None:
    cited = cited_instruments(knowledge)
    assert cited <= {instrument.id for _, instrument in knowledge.instruments()}
    for state in knowledge.states.values():
        for answers in state.answers.values():
            assert {c.instrument for a in answers for c in a.citations} <= cited
        assert {rendering.instrument for rendering in state.renderings} <= cited
    assert "eu-directive-2011-36-2024" in cited
    assert "eu-framework-decision-2002-629" not in cited


def test_the_instruments_of_a_state_are_those_read_and_those_searched(knowledge: Knowledge) -> None:
    german = knowledge.coded["de"]
    named = instruments_of(german)
    assert {t.instrument for absence in german.absences for t in absence.searched} <= named
    assert {r.instrument for r in german.offences[0].versions[0].readings} <= named
    assert all(name.startswith("de-") for name in named)
