"""The sentences are written for the test; none is taken from a statute."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from corpus.verification import terms
from corpus.yamlfile import CorpusError

FAULTS = [
    ("bg", "Който умишлено продава, плаща.", {"intent"}),
    ("bg", "Който продава по непредпазливост, плаща.", {"negligence"}),
    ("bg", "Който продава на пазара, плаща.", set()),
    ("cs", "Kdo vědomě prodá, ačkoli mohl a měl vědět o vadě.", {"knowledge", "should-have-known"}),
    ("cs", "Kdo prodá z hrubé nedbalosti.", {"gross-negligence"}),
    ("cs", "Kdo prodá v úmyslu získat prospěch.", set()),
    (
        "da",
        "Den, der forsætligt sælger, og den, der handler groft uagtsomt.",
        {"intent", "gross-negligence"},
    ),
    ("da", "Den, som burde vide det.", {"should-have-known"}),
    ("da", "Den, som sælger ved vejen.", set()),
    ("de", "Wer vorsätzlich oder fahrlässig verkauft.", {"intent", "negligence"}),
    ("de", "Wer den Mangel leichtfertig verkennt.", {"gross-negligence"}),
    (
        "de",
        "Wer wusste oder hätte wissen müssen, dass es brennt.",
        {"knowledge", "should-have-known"},
    ),
    ("de", "Wer ohne Erlaubnis verkauft.", set()),
    ("el", "Όποιος εν γνώσει του πουλά.", {"knowledge"}),
    ("el", "Όποιος πουλά από αμέλεια.", {"negligence"}),
    ("el", "Όποιος δεν γνώριζε, τιμωρείται κι αυτός· όποιος πουλά με χρήση δόλου ή απάτης.", set()),
    (
        "en",
        "A person who knew or should have known of the fire.",
        {"knowledge", "should-have-known"},
    ),
    ("en", "A person who wilfully sells, or is reckless.", {"intent", "gross-negligence"}),
    ("en", "A person who unknowingly sells in order to gain.", set()),
    ("es", "El que venda a sabiendas o por imprudencia grave.", {"knowledge", "gross-negligence"}),
    ("es", "El que venda sin permiso.", set()),
    ("et", "Kes teadvalt müüb või pidi teadma.", {"knowledge", "should-have-known"}),
    ("et", "Kes müüb tänaval.", set()),
    ("fi", "Joka tahallaan myy, vaikka hänellä on syytä epäillä.", {"intent", "reason-to-suspect"}),
    ("fi", "Tahallisen rikoksen yritys on rangaistava.", set()),
    ("fr", "Qui délibérément vend, ou sachant que cela brûle.", {"intent", "knowledge"}),
    ("fr", "Une faiblesse apparente ou connue.", {"apparent-or-known"}),
    ("fr", "Qui a délibérément ou par imprudence nui.", set()),
    ("ga", "Duine a dhíolann go feasach nó go meargánta.", {"knowledge", "gross-negligence"}),
    ("ga", "Duine a dhíolann ar an tsráid.", set()),
    (
        "hr",
        "Tko prodaje, a znao je ili je morao i mogao znati.",
        {"knowledge", "should-have-known"},
    ),
    ("hr", "Tko prodaje na trgu.", set()),
    ("hu", "Aki szándékosan vagy súlyosan gondatlanul elad.", {"intent", "gross-negligence"}),
    ("hu", "Aki elad a téren.", set()),
    ("it", "Chi vende a persona di chi sa che dorme, o per colpa.", {"knowledge", "negligence"}),
    ("it", "Salvo ignoranza inevitabile.", {"unavoidable-error-only"}),
    ("it", "Chi vende in piazza.", set()),
    (
        "lt",
        "Kas pardavė žinodamas ar turėdamas ir galėdamas žinoti.",
        {"knowledge", "should-have-known"},
    ),
    ("lt", "Kas pardavė turguje.", set()),
    ("lv", "Kas tīši vai aiz rupjas neuzmanības pārdod.", {"intent", "gross-negligence"}),
    ("lv", "Kas pārdod tirgū.", set()),
    ("mt", "Kull min xjentement ibigħ jew b’negliġenza.", {"knowledge", "negligence"}),
    ("mt", "Kull min ibigħ fis-suq.", set()),
    (
        "nl",
        "Wie opzettelijk verkoopt en weet of redelijkerwijs moet vermoeden.",
        {"intent", "knowledge", "should-have-known"},
    ),
    ("nl", "Wie ernstige reden heeft tot twijfel.", {"serious-reason-to-suspect"}),
    ("nl", "Wie op straat verkoopt.", set()),
    ("pl", "Kto umyślnie sprzedaje.", {"intent"}),
    ("pl", "Kto nieumyślnie sprzedaje, wiedząc o wadzie.", {"negligence", "knowledge"}),
    ("pl", "Kto sprzedaje na rynku.", set()),
    ("pt", "Quem vender sabendo, ou por negligência grosseira.", {"knowledge", "gross-negligence"}),
    ("pt", "Quem vender na rua.", set()),
    ("ro", "Cine vinde ştiind, sau din culpă.", {"knowledge", "negligence"}),
    ("ro", "Cine vinde pe stradă.", set()),
    ("sk", "Kto úmyselne predá, hoci mal a mohol vedieť.", {"intent", "should-have-known"}),
    ("sk", "Kto predá na ulici.", set()),
    ("sl", "Kdor naklepno proda ali bi moral vedeti.", {"intent", "should-have-known"}),
    ("sl", "Kdor proda na trgu.", set()),
    ("sv", "Den som inte haft uppsåt men varit oaktsam.", {"negligence"}),
    ("sv", "Den som visste eller borde ha insett.", {"knowledge", "should-have-known"}),
    ("sv", "Den som säljer på torget.", set()),
]
AGES = [
    ("bg", "лице, ненавършило 14-годишна възраст, затвор до 15 години", {14}),
    ("bg", "навършило двадесет и една години", {21}),
    ("cs", "osoba mladší patnácti let; odnětí svobody na dvanáct let", {15}),
    ("da", "et barn under 15 år straffes med fængsel indtil 12 år", {15}),
    ("de", "eine Person unter sechzehn Jahren; Freiheitsstrafe bis zu fünfzehn Jahren", {16}),
    ("de", "eine achtzehnjährige Person", {18}),
    ("el", "πρόσωπο κάτω των δεκαοκτώ (18) ετών, φυλάκιση έως δεκαπέντε έτη", {18}),
    ("en", "a child under the age of 17; imprisonment for a term of up to fourteen years", {17}),
    ("en", "section 12 and section 15, a fine of 15.000 on 2024-11-12", set()),
    ("es", "un menor de dieciséis años, prisión de doce años", {16}),
    ("et", "noorem kui neljateistaastane; vangistus kuni viisteist aastat", {14}),
    ("et", "karistatakse kuni viieteistaastase vangistusega", set()),
    ("fi", "kuuttatoista vuotta nuorempi tai 18-vuotias", {16, 18}),
    ("fi", "vankeutta enintään kaksitoista vuotta", set()),
    ("fr", "un mineur de moins de onze ans; quinze ans de réclusion", {11}),
    ("ga", "leanbh faoi bhun seacht mbliana déag d'aois", {17}),
    ("hr", "dijete mlađe od petnaest godina; zatvor do dvanaest godina", {15}),
    ("hu", "tizennyolcadik életévét be nem töltött", {18}),
    ("hu", "tizenöt évig terjedő szabadságvesztés", set()),
    ("it", "un minore degli anni quattordici; reclusione fino a dodici anni", {14}),
    ("lt", "jaunesnis negu šešiolikos metų; laisvės atėmimas iki dvylikos metų", {16}),
    ("lv", "sešpadsmit gadu vecumu nesasniedzis", {16}),
    ("mt", "ta' taħt l-età ta' tmintax-il sena", {18}),
    ("mt", "priġunerija għal tmintax-il xahar", set()),
    ("nl", "de leeftijd van achttien jaren; gevangenisstraf van twaalf jaren", {18}),
    ("pl", "małoletni poniżej lat 15; kara od lat 2 do 12", {15}),
    ("pt", "menor entre 14 e 18 anos", {14, 18}),
    ("ro", "un minor care nu a împlinit 16 ani; închisoare de 12 ani", {16}),
    ("sk", "osoba mladšia ako pätnásť rokov", {15}),
    ("sl", "oseba, mlajša od petnajst let; zapor do dvanajst let", {15}),
    ("sv", "ett barn under femton år; fängelse i högst tio år", {15}),
    ("sv", "fängelse i högst 18 år", set()),
]
OTHERS = {
    ("minor", "minor"): [
        ("bg", "продава на малолетно лице", "продава на лице"),
        ("cs", "prodá dítěti", "prodá osobě"),
        ("da", "sælger til et barn", "sælger til en mand"),
        ("de", "an ein Kind", "an einen Mann"),
        ("el", "σε ανήλικο", "σε άνδρα"),
        ("en", "to a child", "to a childish man"),
        ("es", "a un menor de edad", "a un hombre"),
        ("et", "müüb alaealisele", "müüb mehele"),
        ("fi", "myy lapselle", "myy miehelle"),
        ("fr", "à un mineur", "à un homme"),
        ("ga", "do leanbh", "do dhuine"),
        ("hr", "proda djetetu", "proda osobi"),
        ("hu", "gyermeknek ad el", "másnak ad el"),
        ("it", "a un minorenne", "a un uomo"),
        ("lt", "parduoda nepilnamečiui", "parduoda asmeniui"),
        ("lv", "pārdod nepilngadīgajam", "pārdod vīram"),
        ("mt", "lil persuna taħt l-età", "lil persuna"),
        ("nl", "aan een minderjarige", "aan een man"),
        ("pl", "małoletniemu", "sąsiadowi"),
        ("pt", "a uma criança", "a um homem"),
        ("ro", "unui copil", "unui bărbat"),
        ("sk", "dieťaťu predá", "susedovi predá"),
        ("sl", "otroku proda", "sosedu proda"),
        ("sv", "till ett barn", "till en man"),
    ],
    ("attempt", "attempt"): [
        ("cs", "Pokus je trestný.", "Kdo prodá."),
        ("da", "Forsøg straffes.", "Salg straffes."),
        ("de", "Der Versuch ist strafbar.", "Der Verkauf ist strafbar."),
        ("en", "An attempt is punished.", "A sale is punished."),
        ("es", "La tentativa se castiga.", "La venta se castiga."),
        ("et", "Katse on karistatav.", "Müük on karistatav."),
        ("fi", "Yritys on rangaistava.", "Myynti on rangaistava."),
        ("fr", "La tentative est punie.", "La vente est punie."),
        ("hu", "A kísérlet büntetendő.", "Az eladás büntetendő."),
        ("lv", "Par mēģinājumu soda.", "Par pārdošanu soda."),
        ("nl", "De poging is strafbaar.", "De verkoop is strafbaar."),
        ("pt", "A tentativa é punível.", "A venda é punível."),
        ("ro", "Tentativa se pedepsește.", "Vânzarea se pedepsește."),
        ("sl", "Poskus je kazniv.", "Prodaja je kazniva."),
        ("sv", "Försök straffas.", "Köp straffas."),
    ],
    ("abroad", "abroad"): [
        ("bg", "извършено в чужбина", "извършено у дома"),
        ("cs", "spáchá v cizině", "spáchá doma"),
        ("da", "begået i udlandet", "begået hjemme"),
        ("de", "im Ausland begangen", "im Inland begangen"),
        ("el", "στην αλλοδαπή", "στην πόλη"),
        ("en", "done outside the State", "done inside the State"),
        ("es", "en el extranjero", "en la ciudad"),
        ("et", "toime pandud välisriigis", "toime pandud kodus"),
        ("fi", "tehty ulkomailla", "tehty kotona"),
        ("fr", "commis à l’étranger", "commis en ville"),
        ("hu", "külföldön követi el", "otthon követi el"),
        ("it", "commesso all’estero", "commesso in città"),
        ("pl", "popełniony za granicą", "popełniony w domu"),
        ("sk", "spácha v cudzine", "spácha doma"),
        ("sv", "begånget utomlands", "begånget hemma"),
    ],
    ("exempt", "not-punished"): [
        ("bg", "Купувачът не се наказва.", "Купувачът се наказва."),
        ("cs", "Kupující není trestný.", "Kupující je trestný."),
        ("de", "Der Käufer ist nicht strafbar.", "Der Käufer ist strafbar."),
        ("el", "Ο αγοραστής δεν τιμωρείται.", "Ο αγοραστής τιμωρείται."),
        ("en", "The buyer shall not be punished.", "The buyer shall be punished."),
        ("et", "Ostjat ei karistata.", "Ostjat karistatakse."),
        ("fi", "Ostajaa ei rangaista.", "Ostajaa rangaistaan."),
        ("fr", "L’acheteur n’est pas puni.", "L’acheteur est puni."),
        ("hr", "Kupac se neće kazniti.", "Kupac će se kazniti."),
        ("hu", "A vevő nem büntethető.", "A vevő büntethető."),
        ("it", "Chi compra non è punibile.", "Chi compra è punibile."),
        ("pl", "Kupujący nie podlega karze.", "Kupujący podlega karze."),
        ("ro", "Cumpărătorul nu se pedepsește.", "Cumpărătorul se pedepsește."),
        ("sl", "Kupec se ne kaznuje.", "Kupec se kaznuje."),
    ],
    ("exempt", "court-may-refrain"): [
        ("cs", "Soud může upustit od potrestání.", "Soud uloží trest."),
        ("de", "Das Gericht kann von Strafe nach dieser Regel absehen.", "Es straft."),
        ("fi", "Tuomioistuin voi jättää tuomitsematta.", "Tuomioistuin tuomitsee."),
        ("pl", "Sąd może odstąpić od wymierzenia kary.", "Sąd wymierza karę."),
        ("sk", "Súd môže upustiť od potrestania.", "Súd uloží trest."),
        ("sl", "Sodišče sme odpustiti kazen.", "Sodišče izreče kazen."),
    ],
}


@pytest.mark.parametrize(("language", "text", "expected"), FAULTS)
def test_faults_are_those_that_a_text_names(language: str, text: str, expected: set[str]) -> None:
    assert terms.faults(text, language) == expected
    assert all(terms.found(text, language, "fault", name) for name in expected)


@pytest.mark.parametrize(("language", "text", "expected"), AGES)
def test_ages_are_told_from_terms_of_imprisonment(
    language: str, text: str, expected: set[int]
) -> None:
    assert terms.ages(text, language) == expected


@pytest.mark.parametrize(
    ("family", "name", "language", "says", "says_not"),
    [(*key, *entry) for key, entries in OTHERS.items() for entry in entries],
)
def test_other_families_are_found_where_they_stand_and_nowhere_else(
    family: str, name: str, language: str, says: str, says_not: str
) -> None:
    assert terms.found(says, language, family, name)
    assert not terms.found(says_not, language, family, name)


def test_every_family_is_tried_in_twelve_languages() -> None:
    assert len({language for language, _, _ in FAULTS}) == 24
    assert len({language for language, _, _ in AGES}) >= 20
    for family in ("minor", "attempt", "abroad", "exempt"):
        tried = {e[0] for key, entries in OTHERS.items() if key[0] == family for e in entries}
        assert len(tried) >= 12, family


@pytest.mark.parametrize("language", terms.LANGUAGES)
def test_every_phrase_is_found_under_its_own_name_alone(language: str) -> None:
    for family, names in terms._lists().languages[language].items():
        for name, phrases in names.items():
            for phrase in phrases:
                line = " ".join(terms._words(phrase.replace(" *", " x")))
                hits = {hit[2] for hit in terms._hits(line, language, family)}
                assert hits == {name} - {terms.LOOKALIKE}, (family, name, phrase)


def test_layout_and_case_do_not_matter() -> None:
    assert terms.faults("**WER**\n  VORSÄTZ\u00adLICH verkauft", "de") == {"intent"}


def test_an_unknown_language_family_or_name_is_an_error() -> None:
    for language, family, name in (
        ("xx", "fault", "intent"),
        ("de", "x", "y"),
        ("de", "fault", "x"),
    ):
        with pytest.raises(KeyError):
            terms.found("", language, family, name)


def test_a_text_made_to_be_slow_is_read_at_once() -> None:
    words = ["a" * 200_000, "unter " * 40_000, "sé " * 40_000, "von strafe x y " * 20_000]
    for language in ("de", "ga", "fi"):
        for text in words:
            assert terms.ages(text, language) == frozenset()
            assert terms.faults(text, language) == frozenset()


def _changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: object) -> str:
    path = tmp_path / "terms.yaml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
    monkeypatch.setattr(terms, "_FILE", path)
    with pytest.raises(CorpusError) as caught:
        terms._lists.__wrapped__()
    return str(caught.value)


def test_lists_that_are_not_complete_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def data() -> dict[str, dict[str, dict[str | int, list[str]]]]:
        loaded: dict[str, dict[str, dict[str | int, list[str]]]] = yaml.safe_load(source)
        return loaded

    source = terms._FILE.read_text("utf-8")
    lists = data()
    del lists["mt"]
    assert "24 official languages" in _changed(tmp_path, monkeypatch, lists)
    lists = data()
    del lists["mt"]["abroad"]
    assert "mt: the families must be" in _changed(tmp_path, monkeypatch, lists)
    lists = data()
    del lists["mt"]["ages"][17]
    assert "mt.ages" in _changed(tmp_path, monkeypatch, lists)
    lists = data()
    lists["de"]["minor"]["minor"] = ["Kind"]
    assert "'Kind' is not a phrase in lower case" in _changed(tmp_path, monkeypatch, lists)
    assert "valid dictionary" in _changed(tmp_path, monkeypatch, ["bg"])
