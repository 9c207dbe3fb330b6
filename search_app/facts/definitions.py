"""What each column of the tables of facts says, read from `definitions.yaml`.

An entry of the file:

    liable: Who can be punished under the rule.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file, files

from corpus.penalty import Strict
from corpus.yamlfile import YamlFile
from search_app.wording import gettext


class _Definitions(Strict):
    definitions: dict[str, str]


@cache
def _definitions() -> dict[str, str]:
    with as_file(files("search_app.facts").joinpath("definitions.yaml")) as path:
        return YamlFile(path, "definitions.yaml").parse(_Definitions).definitions


def defined() -> frozenset[str]:
    """Return the names of the columns that are defined.

    Raises:
        CorpusError: the file is not valid.
    """
    return frozenset(_definitions())


def definition(name: str) -> str:
    """Return what a column says.

    Raises:
        KeyError: it is not defined.
        CorpusError: the file is not valid.
    """
    return gettext(_definitions()[name])
