"""Penalties in self-written sentences, per language."""

from pathlib import Path

import pytest
import yaml

import nlp
from corpus.penalty import Duration
from nlp.tagger.penalties.reader import penalty_reader
from nlp.tagger.pipeline import words_of


def penalty(text, language):
    words = words_of(text, language)
    found = penalty_reader(language).read(words, frozenset(words.sentences))
    return found.penalty


def term(bound):
    return None if bound is None else [bound.value, bound.unit]


TABLE = yaml.safe_load((Path(__file__).parent / "penalties.yaml").read_text("utf-8"))


@pytest.mark.parametrize(("language", "text", "low", "high", "fine", "relation"), TABLE)
def test_scale(language, text, low, high, fine, relation):
    found = penalty(text + ".", language)
    prison = found.imprisonment
    bounds = (prison.min, prison.max) if prison else (None, None)
    assert tuple(map(term, bounds)) == (low, high)
    assert (found.fine.unit if found.fine else None) == fine
    assert found.relation == relation


def test_amounts_and_currency():
    found = penalty("sera puni d'une amende de cinq cents euros à cinquante mille euros.", "fr")
    assert (found.fine.min, found.fine.max, found.fine.currency) == (500, 50_000, "EUR")
    assert penalty("liable to a fine not exceeding £500.", "en").fine.currency == "GBP"
    assert penalty("eine Geldbuße bis zu eintausend Euro.", "de").fine.max == 1000
    assert penalty("Geldstrafe bis zu einhundertachtzig Tagessätzen.", "de").fine.max == 180


def test_a_bound_inside_another_is_none():
    found = penalty("è punito con la multa non inferiore a euro 5.164.", "it")
    assert (found.fine.min, found.fine.max) == (5164, None)


def test_the_fine_of_another_is_no_end_of_the_range():
    found = penalty("döms till böter på högst 500 euro, för bolag minst 1000 euro.", "sv")
    assert (found.fine.min, found.fine.max) == (None, 500)
    found = penalty("döms till böter på högst 1000 euro och minst 500 euro.", "sv")
    assert (found.fine.min, found.fine.max) == (500, 1000)


def test_a_fine_in_months_takes_nothing_from_the_imprisonment_after_it():
    text = "será castigado con multa de 500 a 900 euros y prisión de seis meses a dos años."
    found = penalty(text, "es")
    assert (found.fine.unit, found.fine.max) == ("amount", 900)
    assert term(found.imprisonment.min) == [6, "months"]


def test_life_is_the_maximum():
    found = penalty("döms till fängelse i lägst tio år eller på livstid.", "sv")
    assert found.imprisonment.life
    assert found.imprisonment.max is None
    assert found.imprisonment.min == Duration(value=10, unit="years")


def test_graver_and_milder_scales_stand_beside_the_basic_one():
    text = (
        "Den skyldige döms till fängelse i högst två år. Är brottet grovt, döms till fängelse i "
        "lägst ett och högst sex år. Är brottet ringa, döms till böter."
    )
    found = penalty(text, "sv")
    assert term(found.imprisonment.max) == [2, "years"]
    assert [scale.label for scale in found.others] == ["aggravated", "less serious"]


def test_list_numbers_are_no_years():
    found = penalty("1. Wer stiehlt, wird mit Freiheitsstrafe bis zu zwei Jahren bestraft.", "de")
    assert term(found.imprisonment.max) == [2, "years"]


@pytest.mark.parametrize("text", ["Fängelse är ett straff.", "Straffet bestäms av rätten.", ""])
def test_no_measure_no_penalty(text):
    assert penalty_reader("sv").read(words_of(text, "sv")).penalty is None


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("podlega karze pozbawienia wolności od lat 2 do 15.", (2, "years"), (15, "years")),
        ("podlega karze pozbawienia wolności do lat 5.", None, (5, "years")),
        (
            "podlega karze pozbawienia wolności od 3 miesięcy do lat 5.",
            (3, "months"),
            (5, "years"),
        ),
        ("podlega karze pozbawienia wolności do 6 miesięcy.", None, (6, "months")),
    ],
)
def test_polish_writes_the_unit_before_the_number(
    text: str, low: tuple[int, str] | None, high: tuple[int, str]
) -> None:
    body = f"Kto nakłania inną osobę do uprawiania prostytucji, {text}"
    penalty = nlp.tag_provision(body, "pl").penalty
    assert penalty is not None
    prison = penalty.imprisonment
    assert prison is not None
    found = prison.min and (prison.min.value, prison.min.unit)
    assert found == low
    assert prison.max is not None
    assert (prison.max.value, prison.max.unit) == high


@pytest.mark.parametrize(
    ("language", "text", "low", "high"),
    [
        ("lt", "laisvės atėmimu nuo penkerių iki dvidešimties metų arba laisvės atėmimu iki gyvos "
         "galvos", 5, 20),
        ("hu", "tíz évtől húsz évig terjedő, vagy életfogytig tartó szabadságvesztéssel", 10, 20),
        ("et", "karistatakse kaheksa- kuni kahekümneaastase või eluaegse vangistusega", 8, 20),
        ("sv", "fängelse i lägst fyra och högst arton år, eller på livstid", 4, 18),
        ("sk", "odňatím slobody na dvanásť rokov až dvadsaťpäť rokov alebo trestom odňatia slobody "
         "na doživotie", 12, 25),
        ("ro", "detențiune pe viață sau cu închisoare de la 15 la 25 de ani", 15, 25),
    ],
)  # fmt: skip
def test_life_beside_years_is_one_scale_that_keeps_the_years(language, text, low, high):
    found = penalty(text + ".", language)
    assert found.imprisonment.life
    assert (term(found.imprisonment.min), term(found.imprisonment.max)) == (
        [low, "years"],
        [high, "years"],
    )
    assert found.others == ()


def test_fine_in_months_is_counted_in_days():
    found = penalty("será castigado con multa de doce a veinticuatro meses.", "es")
    assert (found.fine.unit, found.fine.min, found.fine.max) == ("day-fines", 360, 720)


def test_basic_scale_is_that_of_the_tagged_act():
    text = (
        "(1) Wer eine Sache stiehlt, wird mit Freiheitsstrafe bis zu neun Jahren bestraft.\n\n"
        "(2) Wer an einer Person unter achtzehn Jahren gegen Entgelt sexuelle Handlungen "
        "vornimmt, wird mit Freiheitsstrafe bis zu fünf Jahren bestraft."
    )
    found = nlp.tag_provision(text, "de").penalty
    assert term(found.imprisonment.max) == [5, "years"]
    assert [term(scale.imprisonment.max) for scale in found.others] == [[9, "years"]]


def test_who_only_helps_comes_after_the_one_who_acts():
    text = (
        "Den, der hjælper en kunde til samleje mod betaling med et barn, "
        "straffes med fængsel indtil 6 år.\n\n"
        "Stk. 2. En kunde, der køber samleje af et barn mod betaling, straffes "
        "med fængsel indtil 2 år."
    )
    assert term(nlp.tag_provision(text, "da").penalty.imprisonment.max) == [2, "years"]


def test_name_of_the_offence_in_the_heading_makes_the_first_scale_the_basic_one():
    text = (
        "(1) Aki egy ismerősét közösülésre ajánlja, három évig terjedő "
        "szabadságvesztéssel büntetendő.\n\n"
        "(2) Aki mást prostitúcióra rábír, öt évig terjedő szabadságvesztéssel büntetendő."
    )
    found = nlp.tag_provision(text, "hu", heading="200. § Kerítés").penalty
    assert term(found.imprisonment.max) == [3, "years"]


def test_number_before_a_section_sign_ends_no_sentence():
    text = "Aki a törvény 12. § szerinti tilalmat megszegi, pénzbírsággal sújtható."
    assert set(words_of(text, "hu").sentences) == {0}


def test_the_day_of_a_date_ends_no_sentence_and_an_article_number_does():
    dated = "Wer nach dem 15. November 2020 Menschen handelt, wird bestraft."
    listed = "Es gilt Artikel 15. November und Dezember 2020 zählen nicht."
    for text, sentences in ((dated, {0}), (listed, {0, 1})):
        assert set(words_of(text, "de").sentences) == sentences
