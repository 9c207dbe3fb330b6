from __future__ import annotations

import pytest

from search_app.mcp.cells import CellTools
from search_app.mcp.claims import ClaimTools
from search_app.mcp.facts import MOST_ROWS, FactTools
from search_app.mcp.quotes import match_quote
from search_app.mcp.reach import CoverageTools
from search_app.mcp.room import ToolRoom
from search_app.mcp.texts import TextTools
from search_app.release import release_of
from tests.search_app.mcp.conftest import NEW


def test_cells_cite_what_was_read(room: ToolRoom) -> None:
    result = CellTools(room).compare(["Sweden", "FR", "se"], ["purchase-adult"])
    assert [c.cell.country for c in result.cells] == ["se", "fr"]
    assert result.counts == {"criminal": 2}
    source = result.cells[0].sources[0]
    assert source.label == "BrB, 6 kap. 11 §"
    assert source.address == "https://d.example/provision/se-brottsbalk.6-11"
    assert source.official_address.startswith("https://")
    assert source.text_kind is not None
    assert source.read_on is not None


def test_what_was_searched_and_not_found_is_grounded(room: ToolRoom) -> None:
    cells = CellTools(room)
    cell = cells.cell_as_of("it", "purchase-adult")
    assert cell.outcome == "grounded-none"
    assert cell.cell is not None
    assert cell.cell.sources[0].label == "c.p."
    evidence = cells.absence_evidence("it", "purchase-adult")
    assert evidence.outcome == "grounded-none"
    assert evidence.searches[0].absence.terms
    assert evidence.searches[0].sources[0].state == "2025-08-09"


def test_a_rule_is_no_absence(room: ToolRoom) -> None:
    result = CellTools(room).absence_evidence("se", "purchase-adult")
    assert (result.outcome, result.searches) == ("found", ())
    assert "Criminal offence" in result.why


def test_what_nobody_read_is_told_apart(room: ToolRoom) -> None:
    cells = CellTools(room)
    day = cells.compare([], ["purchase-attempt"], "1998-06-01").cells
    assert {c.outcome for c in day if c.cell.status == "not-known"} == {"not-read"}
    assert cells.cell_as_of("se", "purchase-adult", "1990-01-01").outcome == "not-read"


@pytest.mark.parametrize(
    ("country", "question", "day", "said"),
    [
        ("xx", "purchase-adult", "", "jurisdiction"),
        ("se", "buying", "", "question"),
        ("se", "purchase-adult", "yesterday", "YYYY-MM-DD"),
        ("se", "purchase-adult", "2999-01-01", "to come"),
    ],
)
def test_bad_questions_say_what_can_be_asked(
    room: ToolRoom, country: str, question: str, day: str, said: str
) -> None:
    result = CellTools(room).cell_as_of(country, question, day)
    assert result.outcome == "bad-question"
    assert said in result.why
    assert bool(result.allowed) == (not day)
    assert result.cell is None


def test_too_many_cells_are_refused(room: ToolRoom) -> None:
    result = CellTools(room).compare([], ["purchase-adult", "purchase-minor", "procuring"])
    assert result.outcome == "bad-question"


def test_facts_are_filtered_and_paged(room: ToolRoom) -> None:
    facts = FactTools(room)
    first = facts.facts("offences")
    assert len(first.rows) == MOST_ROWS == first.next_start
    sweden = facts.facts("offences", ["se"], ["purchase-adult"])
    assert {row["record"] for row in sweden.rows} == {"se-buy"}
    below = facts.facts("offences", [], ["purchase-exploited"], {"fault": ["strict"]})
    assert below.outcome in {"found", "grounded-none"}
    assert facts.facts("offence").allowed == ("offences", "penalties", "schemes", "absences")
    assert facts.facts("offences", filters={"colour": ["red"]}).outcome == "bad-question"
    assert facts.facts("offences", filters={"fault": ["red"]}).outcome == "bad-question"


def test_changes_since_a_day(room: ToolRoom) -> None:
    result = FactTools(room).what_changed("2016-04-01", ["fr"], ["purchase-adult"])
    titles = [c.title for c in result.changes]
    assert any("Criminal offence (before: None found)" in title for title in titles), titles
    texts = FactTools(room).what_changed("2026-11-01", ["se"])
    kinds = [c.change.kind for c in texts.changes]
    assert kinds.count("text") == 1 and set(kinds) == {"text", "correction"}
    assert FactTools(room).what_changed("").outcome == "bad-question"


def test_provisions_come_with_their_source(room: ToolRoom) -> None:
    provision = TextTools(room).provision("se-brottsbalk.6-11").provision
    assert provision is not None
    assert provision.text == NEW
    assert provision.source.state == "2026-04-16"
    assert provision.source.sha256 is not None
    assert provision.source.official_address.endswith("/_sfs-1962-700/#K6P11")
    assert provision.source.obtained == "imported"
    assert [v.as_of for v in provision.versions] == ["2026-04-16", "2020-01-01"]


def test_what_is_not_held_is_told_apart_from_what_does_not_exist(coded_only: ToolRoom) -> None:
    texts = TextTools(coded_only)
    held = texts.verify_quote("se-brottsbalk.6-11", "döms för köp av sexuell handling")
    assert held.outcome == "not-held"
    assert "https://www.riksdagen.se" in held.why
    assert texts.provision("se-brottsbalk.99-99").outcome == "not-held"
    bad = texts.provision("se-brotsbalk.6-11")
    assert bad.outcome == "bad-question"
    assert "se-brottsbalk.6-11" in bad.allowed
    assert texts.search("purchase").outcome == "not-held"


def test_quotes_are_held_against_every_version(room: ToolRoom) -> None:
    texts = TextTools(room)
    exact = texts.verify_quote("se-brottsbalk.6-11", "förmår en person att mot ersättning")
    assert (exact.verdict, exact.current) == ("exact", True)
    like = texts.verify_quote("se-brottsbalk.6-11", 'FÖRETA en  "sexuell handling"')
    assert like.verdict == "normalised"
    old = texts.verify_quote("se-brottsbalk.6-11", "en tillfällig sexuell förbindelse")
    assert (old.verdict, old.current, old.state) == ("exact", False, "2020-01-01")
    false = texts.verify_quote("se-brottsbalk.6-11", "förmår ett barn att mot betalning")
    assert (false.outcome, false.verdict) == ("grounded-none", "not-found")
    assert "förmår en person att mot" in false.nearest
    own = texts.verify_quote("se-brottsbalk.6-11", "sentenced for purchase of a sexual act")
    assert own.verdict == "rendering"
    assert texts.verify_quote("se-brottsbalk.6-11", "person").outcome == "bad-question"


@pytest.mark.parametrize(
    ("quote", "likeness"),
    [
        ("shall be fined", "exact"),
        ("whoever buys […] shall be fined", "normalised"),
        ("shall be fined … whoever buys", "not-found"),
        ("whoever buys sex shall be fined or imprisoned", "not-found"),
        ("up to five – years", "normalised"),
    ],
)
def test_quotes(quote: str, likeness: str) -> None:
    text = "**Whoever** buys sex shall be fined, or imprisoned up to\nfive - years."
    assert match_quote(quote, text).likeness == likeness


def test_coverage_lists_what_the_tools_take(coded_only: ToolRoom, room: ToolRoom) -> None:
    result = CoverageTools(room).coverage()
    assert result.texts == {"instruments": 1, "versions": 2, "provisions": 2}
    assert len([c for c in result.countries if c.code != "eu"]) == 27
    question = next(q for q in result.questions if q.id == "purchase-adult")
    assert sum(question.statuses.values()) == 27
    bare = CoverageTools(coded_only).coverage()
    assert bare.texts is None
    assert bare.release == release_of(coded_only.knowledge).id


def test_claims_are_checked(coded_only: ToolRoom) -> None:
    tools = ClaimTools(coded_only)
    claims = tools.check_claims("In Sweden buying sex is a crime.\n\nIn Italy buyers are punished.")
    assert [claim.paragraph for claim in claims.claims] == [1, 2]
    assert [claim.verdict == "right" for claim in claims.claims] == [True, False]
    assert claims.claims[0].evidence
    assert tools.check_claims("x" * 1_000_000).outcome == "bad-question"
