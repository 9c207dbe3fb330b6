"""Francs are those of the country."""

from __future__ import annotations

import pytest

from corpus.texts import Provision, ProvisionTags, Version
from nlp.tagger.penalties.currency import localised
from nlp.tagger.tagging import tag_version

TEXT = (
    "Celui qui, contre rémunération, obtient des services sexuels d'un mineur est puni d'une amende"
    " de 500 à 2.000 francs. En cas de récidive, il est puni d'une amende de 4.000 francs."
)


def tags(country: str) -> ProvisionTags:
    version = Version(
        country=country, identifier="L 1", title="Loi", language="fr", as_of=None, source_url="",
        provisions=(Provision(number="1", heading="Article 1", text=TEXT),),
    )  # fmt: skip
    return tag_version(version)[0]


@pytest.mark.parametrize(("country", "code"), [("fr", "FRF"), ("be", "BEF"), ("lu", "LUF")])
def test_francs_are_those_of_the_country(country: str, code: str) -> None:
    penalty = tags(country).penalty
    assert penalty is not None
    assert penalty.fine is not None
    assert penalty.fine.currency == code
    assert {scale.fine.currency for scale in penalty.others if scale.fine} == {code}


def test_tags_without_a_penalty_or_a_table_stay() -> None:
    assert localised(ProvisionTags(), {"FRF": "BEF"}) == ProvisionTags()
    found = tags("fr")
    assert localised(found, {}) is found
