"""Légifrance: articles that are asked for one by one."""

import json

import pytest

from crawler.parsing import Ask, FormatError
from crawler.sources.fr import format as piste

URL = "https://api.piste.gouv.fr/dila/legifrance/lf-engine-app/consult/code"


def ask(role="instrument", today="2024-06-01", expect=("Code des abeilles",)):
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
    assert found.portal_id == "LEGIARTI990000000001"


@pytest.mark.parametrize("answer", [{"article": None}, {"article": {"id": "x", "num": "4"}}])
def test_an_article_that_is_none_is_refused(answer):
    with pytest.raises(FormatError, match=r"no article|has no text"):
        piste.read(json.dumps({"executionTime": 0, **answer}).encode(), ask("part"))


@pytest.mark.parametrize("value", [32472144000000, "2999-01-01", None, ""])
def test_the_end_of_time_is_no_day(value):
    assert piste.day(value) is None
