"""The national forms of citing a provision: `forms.yaml`, read and checked.

An entry of the file:

    de:
      short: "{provision} {act}"
      full: "{provision} {title}"
      paragraph: " Abs. {n}"
"""

from __future__ import annotations

import datetime as dt
from functools import cache
from importlib.resources import as_file, files
from typing import Literal

from pydantic import Field, HttpUrl

from corpus.penalty import Strict
from corpus.yamlfile import YamlFile


class FormSource(Strict):
    """Where a form comes from.

    `rule`: the rule itself was read at this address; `named`: the guide is known to exist and is
    named there, but its wording was not read; `used`: the form was seen in use there.
    """

    title: str
    url: HttpUrl
    read: dt.date
    seen: Literal["rule", "named", "used"]


class NationalForm(Strict):
    """How lawyers of a jurisdiction cite a provision.

    `short` and `full` are patterns with `{provision}`, `{act}` (the short name that lawyers use)
    and `{title}` (`Instrument.cited_as`, else the title); a provision of an instrument without a
    short name is cited in full. What is known of the wording is added to `{cited}`: `dated` for a
    `{day}`, `partly` for a month or year, `before` for a wording that another replaced on `{day}`
    (`{last}` is the day before it, `{numeric}` the day in figures), `enacted` for a text without
    later changes; `spelling` mends what a day makes of these words (`al 8` is `all'8`). `rewrite`
    replaces words of the stored provision, `ending` follows a number that ends in a digit.
    `paragraph` and `point` follow the provision where a part is stored as `(2)` or `no. 3`;
    without `paragraph`, `(2)` follows as it is. `joint` stands before any other part.
    """

    language: str
    short: str
    full: str
    dated: str
    partly: str
    before: str
    enacted: str
    spelling: dict[str, str] = Field(default_factory=dict)
    rewrite: dict[str, str] = Field(default_factory=dict)
    ending: str = ""
    paragraph: str = ""
    point: str = ", no. {n}"
    joint: str = ", "
    source: FormSource | Literal["none found"]


class _Forms(Strict):
    forms: dict[str, NationalForm]


@cache
def national_forms() -> dict[str, NationalForm]:
    """Return the forms by the code of the jurisdiction.

    Raises:
        CorpusError: the file is not valid.
    """
    with as_file(files("search_app.citing").joinpath("forms.yaml")) as path:
        return YamlFile(path, "forms.yaml").parse(_Forms).forms
