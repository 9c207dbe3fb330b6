"""One word per thing: public names are used once, avoid synonyms, and the glossary is true."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest
from pydantic import BaseModel, ConfigDict

from corpus.yamlfile import YamlFile

ROOT = Path(__file__).parents[1]
ROOMS = ("corpus", "crawler", "nlp", "search_app")
# | Event | A dated change of the law. | `corpus.model.Event` |
ROW = re.compile(r"^\| (?P<word>[A-Z][^|]+?) \| [^|]+ \| `(?P<place>[\w.]+)` \|$", re.MULTILINE)
# CamelCase as its words: `HTTPAnswer` is HTTP and Answer.
WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z][a-z]+|[a-z]+")


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Synonym(Strict):
    word: str
    say: str
    rooms: tuple[str, ...]


class Allowed(Strict):
    doubles: tuple[str, ...]
    synonyms: tuple[str, ...]


class Vocabulary(Strict):
    synonyms: tuple[Synonym, ...]
    allowed: Allowed


@cache
def vocabulary() -> Vocabulary:
    return YamlFile(ROOT / "tests" / "vocabulary.yaml", "tests/vocabulary.yaml").parse(Vocabulary)


def public_classes(source: str) -> Iterator[str]:
    for node in ast.parse(source).body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield node.name


def public_names(source: str) -> Iterator[str]:
    yield from public_classes(source)
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield node.name


def sources(room: str) -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / room).rglob("*.py")):
        yield str(path.relative_to(ROOT)), path.read_text("utf-8")


def words_of(name: str) -> set[str]:
    return {word.capitalize() for word in WORDS.findall(name)}


def test_no_public_class_name_serves_two_modules() -> None:
    modules: dict[str, list[str]] = defaultdict(list)
    for room in ROOMS:
        for path, source in sources(room):
            for name in public_classes(source):
                modules[name].append(path)
    allowed = vocabulary().allowed.doubles
    doubles = {n: paths for n, paths in modules.items() if len(paths) > 1 and n not in allowed}
    assert doubles == {}


@pytest.mark.parametrize("synonym", vocabulary().synonyms, ids=lambda synonym: synonym.word)
def test_no_public_name_uses_a_synonym(synonym: Synonym) -> None:
    allowed = vocabulary().allowed.synonyms
    wrong = [
        f"{path}: {name}: say {synonym.say}"
        for room in synonym.rooms
        for path, source in sources(room)
        for name in public_names(source)
        if synonym.word in words_of(name) and name not in allowed
    ]
    assert wrong == []


def test_names_are_taken_apart_into_words() -> None:
    assert words_of("HTTPAnswer") == {"Http", "Answer"}
    assert words_of("act_of_day") == {"Act", "Of", "Day"}
    assert "Act" not in words_of("Action") | words_of("exact")


def test_a_double_and_a_synonym_would_be_seen() -> None:
    source = "class Act: ...\nclass _Act: ...\ndef read_answer(): ...\ndef _answer(): ...\n"
    assert list(public_names(source)) == ["Act", "read_answer"]


def glossary() -> dict[str, str]:
    return dict(ROW.findall((ROOT / "docs" / "glossary.md").read_text("utf-8")))


def test_the_glossary_names_what_is_there() -> None:
    assert len(glossary()) >= 22
    for word, place in glossary().items():
        module, _, name = place.rpartition(".")
        assert place in ROOMS or hasattr(import_module(module), name), word


def test_every_word_of_the_glossary_stands_for_one_thing() -> None:
    places = [place for place in glossary().values() if place not in ROOMS]
    assert len(set(places)) == len(places)
    ruled_out = {synonym.word for synonym in vocabulary().synonyms}
    assert not ruled_out & set(glossary())
    assert {synonym.say for synonym in vocabulary().synonyms} <= {
        *glossary(), "Instruments", "Response", "Responses"
    }  # fmt: skip
