from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from corpus.dates import first_day
from corpus.instruments import adopt, instrument_id
from corpus.library import Knowledge
from corpus.model import Jurisdiction
from corpus.policy import Obligation
from corpus.store import Library
from corpus.texts import Provision, Version
from corpus.transposition import Counterpart, load_transposition

ROW: dict[str, Any] = {
    "record": "se-buy",
    "directive": "2011-36",
    "articles": ["18a"],
    "by": "substance",
}


@pytest.mark.parametrize(
    "change",
    [
        {"by": "stated"},
        {"by": "stated", "says": "It names the article."},
        {"says": "It names the article."},
        {"by": "guessed"},
        {"articles": []},
        {"articles": ["Article 18a"]},
        {"directive": "2011/36/EU"},
    ],
)
def test_a_counterpart_says_on_what_basis_it_answers(change: dict[str, Any]) -> None:
    assert Counterpart.model_validate(ROW).state == "se"
    with pytest.raises(ValueError, match=r"where|list|articles|directive|pattern"):
        Counterpart.model_validate({**ROW, **change})


def test_every_state_was_looked_at_and_none_outside_answers(knowledge: Knowledge) -> None:
    held = knowledge.transposition
    assert {s.state for s in held.searches} == set(knowledge.states)
    assert all(first_day(s.up_to) <= dt.date(2026, 11, 30) for s in held.searches)
    assert not [c for c in held.counterparts if c.state == "dk"]
    assert held.search("it") and held.search("xx") is None


def test_every_offence_against_users_of_exploited_persons_answers_article_18a(
    knowledge: Knowledge,
) -> None:
    wanted = {
        offence.id
        for state in knowledge.coded.values()
        for offence in state.offences
        for version in offence.versions[:1]
        if "trafficked" in version.person.groups
        and "buyer" in version.liable
        and version.ends is None
    }
    duty = next(o for o in knowledge.policy.obligations if o.id == "eu-knowing-use")
    found = {c.record for s in knowledge.states for c in knowledge.transposition.answering(duty, s)}
    assert wanted <= found
    assert {"se-buy", "fr-buy", "ie-buy"} <= found


def test_only_what_names_the_article_is_stated(knowledge: Knowledge) -> None:
    stated = {
        (c.record, a)
        for c in knowledge.transposition.counterparts
        if c.by == "stated"
        for a in c.articles
    }
    assert ("se-rapporteur", "19") in stated
    assert ("cy-coordinator", "20") in stated
    assert ("it-use-exploited", "18a") not in stated


FAULTS = """\
looked_for: 2024-1712
counterparts:
  - {record: se-no-such, directive: 2011-36, articles: ["18a"], by: substance}
  - {record: dk-traffic, directive: 2011-36, articles: ["18a"], by: substance}
  - {record: se-buy, directive: 2011-36, articles: ["99"], by: substance}
  - {record: se-buy, directive: 2011-36, articles: ["18a"], by: substance}
  - {record: se-buy, directive: 2011-36, articles: ["18a"], by: substance}
  - record: se-buy
    directive: 2011-36
    articles: ["8"]
    by: stated
    where: {instrument: se-nothing, provision: "1 §"}
    says: It names the article.
statements:
  - where: {instrument: xx-act, provision: "1"}
    directives: [2011-36]
    says: It serves it.
    state: 2020
searches:
  - {state: se, seen: none, up_to: 2026-01-01}
  - {state: se, seen: none, up_to: 2026-01-01}
"""


def test_each_fault_has_its_place(knowledge: Knowledge, tmp_path: Path) -> None:
    (tmp_path / "union").mkdir()
    (tmp_path / "union/transposition.yaml").write_text(FAULTS)
    known = {code: knowledge.jurisdictions[code] for code in ("se", "dk", "eu")}
    _, faults = load_transposition(tmp_path, known, knowledge.coded, knowledge.policy.obligations)
    text = "\n".join(faults)
    for said in (
        "yaml:3: counterparts[0].record: there is no offence or scheme 'se-no-such'",
        "yaml:4: counterparts[1].record: 'dk' is not bound by Article 18a",
        "yaml:5: counterparts[2].articles: no obligation is of Article 99",
        "yaml:7: counterparts[4].articles: Article 18a stands twice for 'se-buy'",
        "counterparts[5].where: no such instrument: se-nothing",
        "statements[0].where: no such instrument: xx-act",
        "searches[1].state: no such state, or a second time: se",
        "searches: nothing is said of 'dk'",
    ):
        assert said in text
    assert len(faults) == 8


def test_without_the_file_nothing_is_known(knowledge: Knowledge, tmp_path: Path) -> None:
    found, faults = load_transposition(tmp_path, knowledge.jurisdictions, knowledge.coded, ())
    assert (found.counterparts, found.searches, faults) == ((), (), [])


def test_the_state_of_a_text_tells_the_directive_of_2011_from_that_of_2024(
    knowledge: Knowledge, tmp_path: Path
) -> None:
    celex, later = "32011L0036", "eu-directive-2011-36-2024"
    assert instrument_id(knowledge, "eu", celex) == "eu-directive-2011-36"
    assert instrument_id(knowledge, "eu", celex, "2024-07-13") == "eu-directive-2011-36"
    assert instrument_id(knowledge, "eu", celex, "2024-07-14") == later
    assert instrument_id(knowledge, "eu", "02011L0036-20240714") == later
    text = Version(
        country="eu",
        identifier=celex,
        title="Directive",
        language="en",
        as_of="2024-07-14",
        source_url="https://union.example/",
        provisions=(Provision(number="18a", heading="Article 18a", text="Users."),),
    )
    with Library(tmp_path / "l.db") as library:
        library.add(text, later, "2026-01-01T00:00:00")
        assert adopt(knowledge, library) == 0
        assert library.provision(f"{later}.18a") is not None


def test_obligations_name_their_articles(knowledge: Knowledge) -> None:
    duties: dict[str, Obligation] = {o.id: o for o in knowledge.policy.obligations}
    for name in (
        *("eu-user-legal-persons", "eu-user-prosecution", "eu-referral", "eu-asylum"),
        *("eu-training", "eu-statistics", "eu-child-victims-2024", "eu-victim-support"),
    ):
        assert name in duties
    assert duties["eu-knowing-use"].articles == ("18a",)
    union: Jurisdiction = knowledge.jurisdictions["eu"]
    kinds = {i.id: i.kind for i in union.instruments}
    assert kinds["eu-framework-decision-2002-629"] == "framework-decision"
    urls = {i.id: str(i.url) for i in union.instruments}
    assert urls["eu-directive-2011-36-2024"].endswith("/2024-07-14")
