"""Sections beside articles, annexes and the end mark of Bulgarian instruments."""

from __future__ import annotations

import json

import pytest

from corpus.numbers import citing_number
from crawler.parsing import Ask, FormatError, ParsedText
from crawler.sources.bg import format as parliament

END = ["Законът е приет от 50-ото Народно събрание.", "Председател: Име Фамилия"]


def read(*lines: str) -> ParsedText:
    body = "".join(f"<p>{line}</p>" for line in lines)
    record = {"L_Act_id": 1, "L_ActL_final": "Закон", "L_ActL_final_body": body}
    return parliament.read(
        json.dumps(record).encode(), Ask("bg", "bg-z", "bg", "https://x.example")
    )


def test_sections_of_an_instrument_with_articles_are_numbered_by_their_part() -> None:
    found = read(
        "Чл. 1. Пчелите са свободни.", "Чл. 2. Медът също.", "ДОПЪЛНИТЕЛНА РАЗПОРЕДБА",
        "§ 1. Пчела е всяка.", "ПРЕХОДНИ И ЗАКЛЮЧИТЕЛНИ РАЗПОРЕДБИ", "§ 2. Старите кошери остават.",
        "§ 2а. И новите.", *END,
    )  # fmt: skip
    numbers = [p.number for p in found.provisions]
    assert numbers == ["1", "2", "др:1", "пзр:2", "пзр:2а"]
    cited = ["чл. 2", "§ 1 от ДР", "ПЗР § 2", "§ 2а ПЗР"]
    assert [citing_number(each, "bg") for each in cited] == ["2", "др:1", "пзр:2", "пзр:2а"]


def test_sections_of_an_amending_instrument_keep_their_plain_numbers() -> None:
    found = read("§ 1. Член 5 се отменя.", "Заключителна разпоредба", "§ 2. Влиза в сила.", *END)
    assert [p.number for p in found.provisions] == ["1", "2"]
    assert citing_number("§ 2", "bg") == "2"


def test_annexes_follow_the_signature_and_are_kept() -> None:
    found = read(
        "Чл. 1. Кошерът е такъв:", "Приложение № 2 към чл. 1 се прилага.", *END,
        "Приложение № 1 към чл. 1, ал. 2", "МЕРКИ", "1. Височина", "40", "Приложение", "Край.",
        "597",
    )  # fmt: skip
    first, *annexes = found.provisions
    assert first.text.endswith("Приложение № 2 към чл. 1 се прилага.")
    assert [(p.number, p.heading, p.text) for p in annexes] == [
        ("приложение-1", "Приложение № 1 към чл. 1, ал. 2", "МЕРКИ\n1. Височина\n40"),
        ("приложение", "Приложение", "Край."),
    ]


def test_a_text_without_its_end_is_refused() -> None:
    with pytest.raises(FormatError, match="breaks off before the line of its adoption"):
        read("Чл. 1. Пчелите са свободни.", "Чл. 2. Медът")
