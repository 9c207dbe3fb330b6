"""Légifrance: articles that are asked for one by one, and entries of the LEGI dump."""

import json

import pytest

from crawler.formats import legi, piste
from crawler.reading import Ask, FormatError

URL = "https://api.piste.gouv.fr/dila/legifrance/lf-engine-app/consult/code"
ARTICLE = """<?xml version="1.0" encoding="UTF-8"?>
<ARTICLE><META><META_COMMUN><ID>LEGIARTI990000000001</ID></META_COMMUN><META_SPEC><META_ARTICLE>
<NUM>L12-1</NUM><ETAT>VIGUEUR</ETAT><DATE_DEBUT>2010-02-01</DATE_DEBUT>
<DATE_FIN>{end}</DATE_FIN></META_ARTICLE></META_SPEC></META>
<CONTEXTE><TEXTE cid="LEGITEXT990000000009"><TITRE_TXT debut="1990-01-01" fin="2999-01-01"
id_txt="LEGITEXT990000000009">Code des abeilles</TITRE_TXT><TM><TITRE_TM>Livre Ier</TITRE_TM>
<TM><TITRE_TM>Les ruches</TITRE_TM></TM></TM></TEXTE></CONTEXTE>
<NOTA><CONTENU><p>Note.</p></CONTENU></NOTA>
<BLOC_TEXTUEL><CONTENU><p>La ruche est fermée.</p><p>1° La nuit ;<br/>2° L'hiver.</p></CONTENU>
</BLOC_TEXTUEL></ARTICLE>
"""
TEXT = """<TEXTE_VERSION><META><META_COMMUN><ID>LEGITEXT990000000009</ID><NATURE>{nature}</NATURE>
</META_COMMUN><META_SPEC><META_TEXTE_CHRONICLE><CID>LEGITEXT990000000009</CID>
<DATE_PUBLI>2999-01-01</DATE_PUBLI><DATE_TEXTE>1990-01-01</DATE_TEXTE></META_TEXTE_CHRONICLE>
<META_TEXTE_VERSION><TITRE>Code</TITRE><TITREFULL>Code des abeilles</TITREFULL>
<ETAT>{state}</ETAT><DATE_DEBUT>2001-01-01</DATE_DEBUT></META_TEXTE_VERSION></META_SPEC></META>
</TEXTE_VERSION>"""


def ask(role="act", today="2024-06-01", expect=("Code des abeilles",)):
    return Ask("fr", "fr-code-abeilles", "fr", URL, role, expect, today=today)


def tree():
    articles = [
        {"id": "LEGIARTI990000000002", "num": "2", "etat": "VIGUEUR", "intOrdre": 2},
        {"id": "LEGIARTI990000000001", "num": "1", "etat": "VIGUEUR", "intOrdre": 1},
        {"id": "LEGIARTI990000000003", "num": "3", "etat": "ABROGE", "intOrdre": 3},
    ]
    return {"executionTime": 1, "title": "Code des abeilles", "articles": articles, "sections": []}


def test_articles_without_words_are_asked_for_in_their_order():
    reading = piste.read(json.dumps(tree()).encode(), ask())
    assert [json.loads(each.body)["id"][-1] for each in reading.follow] == ["1", "2"]
    assert {(each.method, each.role) for each in reading.follow} == {("POST", "part")}
    assert reading.follow[0].url.endswith("/consult/getArticle")
    assert reading.total == 2 and not reading.provisions


def test_an_article_brings_its_context_and_its_day():
    article = {
        "id": "LEGIARTI990000000001",
        "num": "R1-2",
        "texteHtml": "<p>Une ruche.</p>",
        "etat": "VIGUEUR",
        "dateDebut": 17193600000,
        "context": {
            "titreTxt": [{"titre": "Code des abeilles"}],
            "titresTM": [{"titre": "Livre Ier"}],
        },
    }
    reading = piste.read(json.dumps({"executionTime": 0, "article": article}).encode(), ask("part"))
    (found,) = reading.provisions
    assert (found.number, found.heading, found.context) == (
        "r1-2",
        "Article R1-2",
        ("Livre Ier",),
    )
    assert (found.text, reading.in_force) == ("Une ruche.", "1970-07-19")


@pytest.mark.parametrize("answer", [{"article": None}, {"article": {"id": "x", "num": "4"}}])
def test_an_article_that_is_none_is_refused(answer):
    with pytest.raises(FormatError, match=r"no article|has no text"):
        piste.read(json.dumps({"executionTime": 0, **answer}).encode(), ask("part"))


@pytest.mark.parametrize("value", [32472144000000, "2999-01-01", None, ""])
def test_the_end_of_time_is_no_day(value):
    assert piste.day(value) is None


def test_an_entry_of_the_dump_is_one_version_of_an_article():
    reading = legi.read(ARTICLE.format(end="2999-01-01").encode(), ask())
    (found,) = reading.provisions
    assert (found.number, found.context) == ("l12-1", ("Livre Ier", "Les ruches"))
    assert found.text == "La ruche est fermée.\n1° La nuit ;\n2° L'hiver."
    assert reading.in_force == "2010-02-01"


@pytest.mark.parametrize(("end", "today"), [("2015-01-01", "2024-06-01"), ("2999-01-01", "2009")])
def test_a_version_that_is_not_in_force_gives_nothing(end, today):
    assert not legi.read(ARTICLE.format(end=end).encode(), ask(today=today)).provisions


def test_the_text_gives_title_and_days():
    reading = legi.read(TEXT.format(nature="CODE", state="VIGUEUR").encode(), ask())
    assert (reading.title, reading.adopted, reading.published, reading.in_force) == (
        "Code des abeilles",
        "1990-01-01",
        None,
        "2001-01-01",
    )
    decree = legi.read(TEXT.format(nature="DECRET", state="ABROGE").encode(), ask())
    assert (decree.status, decree.kind) == ("repealed", "regulation")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<html><body>x</body></html>", "html is neither a text nor an article"),
        (ARTICLE.replace("Code des abeilles", "Code des livres"), "this is not fr-code-abeilles"),
        (ARTICLE.replace("BLOC_TEXTUEL", "BLOC"), "no data or no text"),
    ],
)
def test_what_is_no_entry_of_the_act_is_refused(body, said):
    with pytest.raises(FormatError, match=said):
        legi.read(body.encode(), ask())
