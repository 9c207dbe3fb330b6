"""The closed lists of coded law: every value a field may have, with its label and definition.

They are in `corpus/lists/*.yaml`. If the law needs a value that a list lacks, add it there with a
definition; do not squeeze it into another value.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, Field, WithJsonSchema

from corpus.penalty import Strict
from corpus.yamlfile import CorpusError, YamlFile

_FOLDER = Path(__file__).parent / "lists"
MARK = "x-list"
"""The key of a JSON schema that names the closed list of a field."""


class ListEntry(Strict):
    """One value of a closed list.

    `label` is printed, `help` says what counts. `side` tells whose conduct it is, `rank` orders
    fault standards from the strictest, `core` marks the groups that Article 18a names.
    `changes_law` says that a kind of event is a change of the law, `ages_text` that it makes texts
    old.
    """

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    label: str
    help: str
    side: str | None = None
    rank: int | None = None
    core: bool = False
    changes_law: bool = False
    ages_text: bool = False


class _ListFile(Strict):
    lists: dict[str, tuple[ListEntry, ...]]


@cache
def closed_lists() -> dict[str, dict[str, ListEntry]]:
    """Return all closed lists: name → id → entry, in the order of the files.

    Raises:
        CorpusError: a list is not valid, two lists share a name, or two values share an id.
    """
    lists: dict[str, dict[str, ListEntry]] = {}
    for path in sorted(_FOLDER.glob("*.yaml")):
        source = YamlFile(path, f"corpus/lists/{path.name}")
        source.data = {"lists": source.data}
        for name, entries in source.parse(_ListFile).lists.items():
            by_id = {entry.id: entry for entry in entries}
            if name in lists or len(by_id) != len(entries):
                raise CorpusError(
                    [source.fault([name], "the list, or one of its values, is there twice")]
                )
            lists[name] = by_id
    return lists


def closed_list(name: str) -> dict[str, ListEntry]:
    """Return the values of a closed list by id, in their order."""
    return closed_lists()[name]


def listed(name: str) -> Any:
    """Return the type of a field that takes its values from a closed list.

    Its JSON schema has all values, and names the list under `MARK`.
    """
    allowed = tuple(closed_list(name))

    def check(value: str) -> str:
        if value not in allowed:
            raise ValueError(f"'{value}' is not in the list '{name}' ({', '.join(allowed)})")
        return value

    schema = {"type": "string", "enum": list(allowed), MARK: name}
    return Annotated[str, AfterValidator(check), WithJsonSchema(schema)]
