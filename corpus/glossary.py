"""What readers call the concepts and questions, in every language (`glossary/<lang>.yaml`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from pydantic import Field

from corpus.penalty import Strict
from corpus.yamlfile import CorpusError, YamlFile

SOURCE = "en"
"""The language that every label has."""

Labels = dict[str, tuple[str, ...]]
"""Labels by language; the first is shown, all are searched."""


class Glossary(Strict):
    """One language's labels, by the ids of concepts and questions."""

    language: str
    concepts: Labels = Field(default_factory=dict)
    questions: Labels = Field(default_factory=dict)


def read_glossary(
    home: Path, concepts: Iterable[str], questions: Iterable[str]
) -> tuple[Mapping[str, Labels], Mapping[str, Labels]]:
    """Return the labels of concepts and of questions, by id and language.

    Raises:
        CorpusError: a file is not valid, names an unknown id, leaves one out, or gives two ids the
            same label; one line per fault.
    """
    labels: dict[str, dict[str, Labels]] = {
        "concepts": {name: {} for name in concepts},
        "questions": {name: {} for name in questions},
    }
    faults: list[str] = []
    for path in sorted((home / "glossary").glob("*.yaml")):
        try:
            file = YamlFile(path, f"{home.name}/glossary/{path.name}")
            table = file.parse(Glossary)
        except CorpusError as error:
            faults.extend(error.lines)
            continue
        if table.language != path.stem:
            faults.append(file.fault(["language"], f"the file is called {path.name}"))
        for kind, known in labels.items():
            given: Labels = getattr(table, kind)
            faults.extend(_faults(file, kind, given, known))
            for name in known.keys() & given.keys():
                known[name][table.language] = given[name]
    if not faults and not (home / "glossary" / f"{SOURCE}.yaml").exists():
        faults.append(f"{home.name}/glossary/{SOURCE}.yaml: missing")
    if faults:
        raise CorpusError(faults)
    return labels["concepts"], labels["questions"]


def _faults(file: YamlFile, kind: str, given: Labels, known: Mapping[str, Labels]) -> Iterable[str]:
    for name in sorted(given.keys() - known.keys()):
        yield file.fault([kind, name], "there is no such id")
    for name in sorted(known.keys() - given.keys()):
        yield file.fault([kind], f"no label for '{name}'")
    seen: dict[str, str] = {}
    for name, labels in given.items():
        if not labels:
            yield file.fault([kind, name], "no label")
        for label in labels:
            other = seen.setdefault(label.casefold(), name)
            if other != name:
                yield file.fault([kind, name], f"'{label}' is a label of '{other}' too")
