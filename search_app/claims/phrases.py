"""The phrases of a language, read from `phrases/<language>.yaml` and compiled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, cached_property
from pathlib import Path

from pydantic import Field, ValidationInfo, field_validator, model_validator

from corpus.penalty import Strict
from corpus.yamlfile import YamlFile

HERE = Path(__file__).parent / "phrases"
ORDER = (
    "hedge", "can", "repeat", "located", "assert", "quantity", "fault", "citation", "time", "span",
    "custody", "amount", "term", "bound", "except", "beside", "topic", "detail", "no-longer",
    "predicate", "act", "begins", "ends", "neither", "nor", "never", "not", "past", "only",
    "namely", "exactly", "each", "singly", "back", "condition", "law", "filler",
)  # fmt: skip
"""The kinds of marks; of two matches of one length at one place the earlier kind counts."""
# {SEX} in "{BUY} {SEX}"
_PART = re.compile(r"\{([A-Z]+)\}")
_MOST_LEVELS = 4
_Expressions = list[str]


class PhraseBook(Strict):
    """How a language states the law.

    `marks` are expressions by kind and value; `small` are words that change nothing, `blocked`
    words that make a whole sentence undecidable (hedges, opinions, plans). `denies_after`: a word
    of denial may follow what it denies ("bestraft Freier nicht"). `seasons` are the first and the
    last month of "summer", `multiples` the "hundred" of "five hundred".
    """

    language: str
    parts: dict[str, str]
    numbers: dict[str, int]
    months: dict[str, int]
    seasons: dict[str, tuple[int, int]] = Field(default_factory=dict)
    multiples: dict[str, int] = Field(default_factory=dict)
    marks: dict[str, dict[str, _Expressions] | _Expressions]
    small: frozenset[str]
    blocked: frozenset[str]
    lists: tuple[str, ...]
    joins: tuple[str, ...]
    breaks: tuple[str, ...]
    abbreviations: frozenset[str]
    adjectives: str = Field(min_length=3)
    adjectives_before: str = ""
    denies_after: bool = False

    @field_validator("small", "blocked", mode="before")
    @classmethod
    def _split(cls, value: object, info: ValidationInfo) -> object:
        if not isinstance(value, str):
            raise ValueError(f"'{info.field_name}' is one text of words")
        return frozenset(value.split())

    @model_validator(mode="after")
    def _compiles(self) -> PhraseBook:
        if odd := sorted(set(self.marks) - set(ORDER)):
            raise ValueError(f"marks: there is no kind '{odd[0]}'")
        for kind, value, expressions in self._listed():
            for expression in expressions:
                try:
                    # `(?<!\w)(?:buy(?:ing|s)?\s+sex)(?!\w)`
                    re.compile(self.spelled_out(expression))
                except (re.error, KeyError) as error:
                    where = f"{kind}: {value}: '{expression}'"
                    raise ValueError(f"marks: {where}: {error}") from error
        return self

    def _listed(self) -> Iterator[tuple[str, str, _Expressions]]:
        for kind, values in self.marks.items():
            named = values if isinstance(values, dict) else {"": values}
            yield from ((kind, value, expressions) for value, expressions in named.items())

    def spelled_out(self, expression: str) -> str:
        """Return an expression with its parts filled in, and any white space for its spaces.

        Raises:
            KeyError: it names a part that the book does not have.
        """
        return rf"(?<!\w)(?:{self._filled(expression).replace(' ', _SPACE)})(?!\w)"

    def _filled(self, expression: str) -> str:
        for _ in range(_MOST_LEVELS):
            expression = _PART.sub(lambda part: self.parts[part[1]], expression)
        return expression

    @cached_property
    def expressions(self) -> tuple[tuple[str, str, re.Pattern[str]], ...]:
        """All expressions with their kind and value, the kinds in `ORDER`."""
        made = [
            # `(?<!\w)(?:buy(?:ing|s)?\s+sex)(?!\w)`
            (kind, value, re.compile(self.spelled_out(expression), re.IGNORECASE))
            for kind, value, expressions in self._listed()
            for expression in expressions
        ]
        return tuple(sorted(made, key=lambda entry: ORDER.index(entry[0])))

    @cached_property
    def list_words(self) -> str:
        """The words that may stand between the names of a list, as an expression."""
        # `and` in "Sweden and France", `l'` in "la Suède et l'Italie"
        ends = {word: "" if word[-1] in "'’" else r"(?!\w)" for word in self.lists}
        return rf"(?<!\w)(?:{'|'.join(re.escape(word) + end for word, end in ends.items())})"

    @cached_property
    def law_after(self) -> re.Pattern[str]:
        """What follows an adjective ("Swedish") that stands for the state: "law", "ban"."""
        # ` law` in "Swedish law"
        return re.compile(rf"\s+{self._filled(self.adjectives)}\b", re.IGNORECASE)

    @cached_property
    def law_before(self) -> re.Pattern[str] | None:
        """What precedes an adjective that stands for the state: "législateur"; None of most."""
        if not self.adjectives_before:
            return None
        # `loi ` in "la loi française", at its end
        return re.compile(rf"(?<!\w){self._filled(self.adjectives_before)}\s$", re.IGNORECASE)


_SPACE = r"(?:[ \t\n\u00a0\u202f]{1,3})"


@cache
def phrase_book(language: str) -> PhraseBook:
    """Return the phrases of a language.

    Raises:
        CorpusError: the file is not valid.
    """
    return YamlFile(HERE / f"{language}.yaml", f"phrases/{language}.yaml").parse(PhraseBook)


@cache
def languages() -> tuple[str, ...]:
    """The languages in which claims are found, English first."""
    known = sorted(path.stem for path in HERE.glob("*.yaml"))
    return tuple(sorted(known, key=lambda language: language != "en"))
