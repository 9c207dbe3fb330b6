"""An instrument of the Union in several languages: what is asked, and how its articles align."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import unquote

import pytest

from corpus.official import authority_code, official_languages
from corpus.store import Library
from crawler.collect import Collector
from crawler.parsing import FormatError
from crawler.plan import plan
from crawler.sources import sources
from tests.crawler import answers
from tests.crawler.crawling import Setting, crawl, source_files
from tests.crawler.standin import Answer, served

CELLAR = "https://publications.europa.eu/resource/celex"
TITLES = {
    "bg": "Директива 2001/99/ЕО на Съвета относно заемането на книги",
    "el": "Οδηγία 2001/99/ΕΚ του Συμβουλίου για τον δανεισμό βιβλίων",
    "it": "Direttiva 2001/99/CE del Consiglio sul prestito di libri",
}
ARTICLES = {
    "bg": [
        ("Член 1", "Предмет", "Книгите се дават за четири седмици."),
        ("Член 2", "", "Читател е всеки, който има карта."),
        ("Член 2а", "Срок", "Срокът може да се продължи веднъж."),
        ("Член 3", "", "Адресати са библиотеките."),
    ],
    "el": [
        ("Άρθρο 1", "Αντικείμενο", "Τα βιβλία δίδονται για τέσσερις εβδομάδες."),
        ("Άρθρο 2", "", "Αναγνώστης είναι όποιος έχει κάρτα."),
        ("Άρθρο 2α", "Προθεσμία", "Η προθεσμία παρατείνεται μία φορά."),
        ("Άρθρο 3", "", "Αποδέκτες είναι οι βιβλιοθήκες."),
    ],
    "it": [
        ("Articolo 1", "Oggetto", "I libri sono dati per quattro settimane."),
        ("Articolo 2", "", "Lettore è chi ha una tessera."),
        ('Articolo 2 <span class="norm">bis</span>', "Termine", "Il termine si proroga una volta."),
        ("Articolo 3", "", "Destinatarie sono le biblioteche."),
    ],
}
CLOSING = {
    "bg": "Съставено в Брюксел на 3 май 2001 година.",
    "el": "Βρυξέλλες, 3 Μαΐου 2001.",
    "it": "Fatto a Bruxelles, addì 3 maggio 2001.",
}


def versions(language: str) -> bytes:
    """What Cellar knows of the act in a language."""
    rows = [
        {"celex": {"value": number}, "title": {"value": TITLES[language]}, "force": {"value": "1"}}
        for number in ("32001L0099", "02001L0099-20210301")
    ]
    return json.dumps({"results": {"bindings": rows}}).encode()


def text(language: str, anchors: bool = True) -> bytes:
    """The consolidated text in a language; an amended article has a rubric of plain text."""
    code = language.upper()
    parts = []
    for number, (heading, rubric, words) in zip(
        ("1", "2", "2a", "3"), ARTICLES[language], strict=True
    ):
        box = f'<div class="eli-title"><p class="norm">{rubric}</p></div>' if rubric else ""
        name = f' id="art_{number}"' if anchors else ""
        parts.append(
            f'<div class="eli-subdivision"{name}><p class="title-article-norm">{heading}</p>{box}'
            f'<p class="norm">{words}</p></div>'
        )
    return (
        f"<html><head><title>32001L0099 — {code} — 01.03.2021</title></head><body>"
        f'<p class="reference">02001L0099 — {code} — 01.03.2021 — 002.001</p>'
        f'<p class="title-doc-first">{TITLES[language]}</p>'
        f'{"".join(parts)}<p class="norm">{CLOSING[language]}</p></body></html>'
    ).encode()


def collected(language: str, body: bytes) -> Collector:
    """Collect the imaginary act in a language from what Cellar knows of it and a text."""
    source, _ = answers.imaginary("eu")
    (instrument,) = source.translations([language])
    collector = Collector(source, instrument)
    start = source.start(instrument)
    assert f"authority/language/{authority_code(language)}>" in unquote(start.url)
    ((place, follow),) = collector.take((), start.url, start.role, versions(language))
    assert not collector.take(place, follow.url, follow.role, body)
    return collector


@pytest.mark.parametrize("language", TITLES)
@pytest.mark.parametrize("anchors", [True, False])
def test_the_articles_have_the_same_numbers_in_every_language(language: str, anchors: bool) -> None:
    version = collected(language, text(language, anchors)).version()
    assert (version.language, version.as_of) == (language, "2021-03-01")
    assert [p.number for p in version.provisions] == ["1", "2", "2a", "3"]
    assert [p.rubric for p in version.provisions] == [r for _, r, _ in ARTICLES[language]]
    assert [p.text for p in version.provisions] == [words for *_, words in ARTICLES[language]]


def test_a_language_version_is_asked_for_at_its_own_address() -> None:
    source, _ = answers.imaginary("eu")
    (instrument,) = source.translations(["bg"])
    collector = Collector(source, instrument)
    ((_, follow),) = collector.take((), "https://x", "instrument", versions("bg"))
    assert follow.url == f"{CELLAR}/02001L0099-20210301.BUL"
    assert follow.headers == (("Accept-Language", "bul"),)


def test_another_language_than_the_one_asked_for_is_refused() -> None:
    with pytest.raises(FormatError, match="in it, not in bg"):
        collected("bg", text("it"))


def test_a_page_that_names_no_language_is_judged_by_its_words() -> None:
    unnamed = {code: text(code).replace(f" {code.upper()} ".encode(), b" ") for code in TITLES}
    assert len(collected("bg", unnamed["bg"]).version().provisions) == 4
    with pytest.raises(FormatError, match="in it, not in bg"):
        collected("bg", unnamed["it"])


def test_the_directives_can_be_had_in_all_languages_and_are_asked_for_in_english(
    tmp_path: Path,
) -> None:
    source = sources()["eu"]
    (usual,) = plan(["eu"], tmp_path / "none.db")
    assert usual.instruments == source.instruments
    (two,) = plan(["eu"], tmp_path / "none.db", languages=["en", "bg", "el"])
    more = {i.name for i in two.instruments[len(source.instruments) :]}
    numbers = ("2004-80", "2004-81", "2011-36", "2011-36-2024", "2011-93", "2012-29")
    assert more == {f"eu-directive-{n}.{language}" for n in numbers for language in ("bg", "el")}
    assert {*source.languages} == {*official_languages()}
    (every,) = plan(["eu"], tmp_path / "none.db", languages=official_languages())
    assert len(every.instruments) == len(source.instruments) + 6 * 23


def test_three_languages_are_collected_side_by_side(tmp_path: Path) -> None:
    source, _ = answers.imaginary("eu")
    files = source_files(tmp_path / "sources", ["eu"])
    with served() as publisher:
        for instrument in source.translations(TITLES):
            language = instrument.language
            code = authority_code(language)
            kind = "application/sparql-results+json"
            publisher.play(source.start(instrument).url, Answer(versions(language), type=kind))
            if language != "it":
                address = f"{CELLAR}/02001L0099-20210301.{code}"
                publisher.play(address, Answer(text(language), type="application/xhtml+xml"))
        for route in answers.table("eu")["routes"]:
            body = (answers.folder("eu") / route["file"]).read_bytes()
            publisher.play(route["url"], Answer(body, type=route["type"]))
        given = Setting(tmp_path / "data", files, publisher.address)
        code, (report,), said = crawl(["eu"], given, "--languages", "bg,el,it")
    name = source.instruments[0].id
    assert (code, sorted(report["new"])) == (1, [name, f"{name}.bg", f"{name}.el"]), said
    assert [failed[0] for failed in report["failed"]] == [f"{name}.it"]
    with Library(tmp_path / "data" / "library.db") as library:
        held = library.in_languages(name, ["2a", "3"])
        outcomes = {outcome.instrument: outcome.state for outcome in library.outcomes()}
    assert [(p.language, p.provision.heading, p.id) for p in held] == [
        ("bg", "Член 2а", f"{name}.2a.bg"),
        ("bg", "Член 3", f"{name}.3.bg"),
        ("el", "Άρθρο 2α", f"{name}.2a.el"),
        ("el", "Άρθρο 3", f"{name}.3.el"),
        ("en", "Article 2a", f"{name}.2a"),
        ("en", "Article 3", f"{name}.3"),
    ]
    assert held[0].instrument_title.startswith("Council Directive 2001/99/EC")
    assert outcomes == {
        name: "new", f"{name}.bg": "new", f"{name}.el": "new", f"{name}.it": "failed",
    }  # fmt: skip
