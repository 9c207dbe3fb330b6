"""Lexicons and rules: what they accept, and the one clear error for what they do not."""

import re

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from nlp.files import HERE, LexiconError
from nlp.tagger.deciding import plan_of
from nlp.tagger.gate import passes
from nlp.tagger.lexicon import inventory, languages, lexicon_for, read_lexicon
from nlp.tagger.matching import CueMatcher
from nlp.tagger.patterns import PatternError, parse_pattern
from nlp.tagger.rules import RuleBook, parse_term, read_rules


def cue(*entries):
    return {"prostitution": {"source": "a statute", "entries": list(entries)}}


GOOD = {
    "language": "xx",
    "cues": cue("prostitut*"),
    "penalty": {"imprisonment": ["prison"], "fine": ["fine"]},
    "numbers": {"values": {"one": 1}},
}


def written(tmp_path, name="xx", **changes):
    path = tmp_path / f"{name}.yaml"
    path.write_text(yaml.safe_dump(GOOD | changes), "utf-8")
    return path


def test_good_lexicon_is_read(tmp_path):
    assert read_lexicon(written(tmp_path)).language == "xx"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"cues": {"prostitutoin": {"source": "a statute", "entries": ["x*x"]}}},
            "xx.yaml: unknown cue: prostitutoin",
        ),
        ({"words": {}}, "xx.yaml: words: Extra inputs are not permitted"),
        ({"cues": cue("p*")}, "prostitution: 'p*'"),
        ({"cues": cue(".. prostitut*")}, "begins and ends with a word"),
        ({"cues": cue(False)}, "cues.prostitution.entries.0"),
        ({"language": "yy"}, "xx.yaml: language is 'yy'"),
        (
            {"cues": {"prostitution": {"entries": ["p"]}}},
            "cues.prostitution.source: Field",
        ),
        ({"common": ["persons"]}, "xx.yaml: common: in no entry: persons"),
        ({"families": {"GIVE": ["gives", "hands over"]}}, "families.GIVE.1"),
        ({"families": {"GIVE": ["gives"]}}, "families: unknown, or in no entry: GIVE"),
        (
            {"families": {"GIVE": ["giv*", "given", "gave", "*giv"]}},
            "family has its stem already: GIVE: 'given'",
        ),
        (
            {"cues": cue("sex for money", "sex for money")},
            "entry given twice: prostitution: 'sex for money'",
        ),
        ({"cues": cue("<SOLD> sex")}, "families: unknown, or in no entry: SOLD"),
    ],
)
def test_faults_are_one_clear_error(tmp_path, changes, message):
    with pytest.raises(LexiconError) as caught:
        read_lexicon(written(tmp_path, **changes))
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_missing_and_broken_files(tmp_path):
    with pytest.raises(LexiconError, match=r"no\.yaml"):
        read_lexicon(tmp_path / "no.yaml")
    (tmp_path / "xx.yaml").write_text("- a\n", "utf-8")
    with pytest.raises(LexiconError, match="not a mapping"):
        read_lexicon(tmp_path / "xx.yaml")
    (tmp_path / "xx.yaml").write_text("a: [", "utf-8")
    with pytest.raises(LexiconError, match=r"xx\.yaml"):
        read_lexicon(tmp_path / "xx.yaml")


def test_no_cue_is_kept_that_nothing_asks_for():
    asked = plan_of(None).cues
    assert {cue for cue, kind in inventory().items() if cue not in asked} == set()


@pytest.mark.parametrize("language", languages())
def test_every_lexicon_serves_every_gate_cue_of_the_core(language):
    cues = lexicon_for(language).cues
    core = {"prostitution", "sexual_act", "payment", "obtain", "minor", "trafficking", "offence"}
    assert core <= set(cues)
    assert all(cues[name].source for name in cues)


@pytest.mark.parametrize(
    ("entry", "words", "found"),
    [
        ("prostitut*", "of prostitutes here", True),
        ("*prostitution*", "zwangsprostitution", True),
        ("*stöd", "brottsofferstöd", True),
        ("sexual act", "sexual act", True),
        ("sexual act", "sexual or other act", False),
        ("sexual .. act", "sexual or other act", True),
        ("sexual ..1 act", "sexual or other act", False),
        ("pay|give money", "give money", True),
        ("non-punishment", "non punishment", True),
        ("d'un an", "d un an", True),
    ],
)
def test_notation(entry, words, found):
    matcher = CueMatcher({"c": (parse_pattern(entry),)})
    row = words.split()
    assert bool(matcher.find(row, [0] * len(row))) is found


def test_entries_do_not_reach_over_sentences():
    matcher = CueMatcher({"c": (parse_pattern("sexual .. act"),)})
    assert not matcher.find(["sexual", "x", "act"], [0, 0, 1])


@given(st.text(max_size=40))
def test_any_entry_is_read_or_refused(source):
    try:
        parse_pattern(source)
    except PatternError as error:
        assert source in str(error)


def rule(**changes):
    base = {"id": "r", "all": ["prostitution"]}
    return {"concepts": {"procuring": {"actor": "third-party", "rules": [base | changes]}}}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"all": ["prostitutoin"]}, "r: unknown cue: prostitutoin"),
        ({"none": ["x"]}, "r: unknown cue: x"),
        ({"all": ["payment"]}, "r: no term that opens the gate"),
        ({"all": ["book:prostitution"]}, "unknown place 'book'"),
        ({"in": "page"}, "sentence"),
        ({"actor": "nobody"}, "actor"),
    ],
)
def test_faulty_rules_are_refused(changes, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        RuleBook.model_validate(rule(**changes))


def test_rules_of_the_package_cover_all_concepts_of_the_taxonomy():
    taxonomy = yaml.safe_load((HERE.parent / "corpus" / "taxonomy.yaml").read_text("utf-8"))
    assert set(read_rules().concepts) == {concept["id"] for concept in taxonomy["concepts"]}


def test_rule_ids_are_unique():
    ids = [r.id for concept in read_rules().concepts.values() for r in concept.rules]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("changes", "anchor"),
    [
        ({"all": ["payment", "prostitution|paid_sex"]}, ("", ("paid_sex", "prostitution"))),
        ({"all": ["payment|prostitution", "text:trafficking"]}, ("text", ("trafficking",))),
        (
            {"all": ["text:trafficking", "prostitution|paid_sex"]},
            ("", ("paid_sex", "prostitution")),
        ),
        ({"all": ["payment", "provision:trafficking"]}, ("provision", ("trafficking",))),
        ({"all": ["payment", "heading:trafficking"]}, None),
    ],
)
def test_an_anchor_stands_in_the_rules_own_sentence_if_it_can(changes, anchor):
    book = RuleBook.model_validate(rule(**changes))
    found = book.anchor(book.concepts["procuring"].rules[0])
    assert (found and (found.place, found.cues)) == anchor


def test_term():
    term = parse_term("heading:a|b")
    assert (term.place, term.cues) == ("heading", ("a", "b"))


@pytest.mark.parametrize(
    ("language", "text", "opened"),
    [
        ("sv", "Den som säljer varor utan tillstånd döms till böter.", False),
        ("sv", "Den som främjar PROSTI\u00adTUTION döms till böter.", True),
        ("fr", "Le proxenetisme est puni.", True),
        ("fr", "LE PROXÉNÉTISME EST PUNI.", True),
        ("en", "", False),
        ("de", "Der Mensch handelt.", False),
    ],
)
def test_gate(language, text, opened):
    assert any(passes([(text, "", ())], language)) is opened


def test_gate_reads_heading_and_context():
    text = "Ersättning betalas."
    assert not any(passes([(text, "", ())], "sv"))
    assert any(passes([(text, "", ("Lag om brottsskadeersättning",))], "sv"))


def test_a_family_stands_for_its_words(tmp_path):
    changes = {
        "families": {"GIVE": ["gives", "hand*"]},
        "cues": cue("<GIVE>|pays ..2 sex"),
    }
    spelled_out = {"cues": cue("gives|hand*|pays ..2 sex")}
    named, plain = (read_lexicon(written(tmp_path, **kind)) for kind in (changes, spelled_out))
    assert [p.steps for p in named.patterns["prostitution"]] == [
        p.steps for p in plain.patterns["prostitution"]
    ]
