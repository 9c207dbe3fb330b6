"""Ready-made briefings, read from `templates.yaml`.

An entry of the file:

    - id: comparison
      title: Two or three countries compared
      least: 2
"""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file, files

from pydantic import Field

from corpus.penalty import Strict
from corpus.yamlfile import YamlFile
from search_app.wording import gettext, ngettext


class BriefingTemplate(Strict):
    """A ready-made briefing.

    It asks `questions` (None: all) of `least` to `most` countries; where `least` is 0 and none is
    chosen, of all member states. `counts` puts the count of each question before the answers,
    `maps` a map with it, `events` adds dated changes of the law.
    """

    id: str
    title: str = Field(min_length=3)
    about: str = Field(min_length=10)
    least: int = Field(ge=0)
    most: int = Field(ge=1)
    questions: tuple[str, ...] | None = None
    counts: bool = False
    maps: bool = False
    events: bool = False


def wrong_number(template: BriefingTemplate, countries: int) -> str:
    """Return which number of countries a briefing is about; empty where that many may be chosen."""
    if template.least <= countries <= template.most:
        return ""
    title = gettext(template.title)
    if template.least == template.most:
        return ngettext(
            "“%(title)s” is about %(num)s country",
            "“%(title)s” is about %(num)s countries",
            template.least,
            title=title,
        )
    return gettext(
        "“%(title)s” is about %(least)s to %(most)s countries",
        title=title,
        least=template.least,
        most=template.most,
    )


class _Templates(Strict):
    templates: tuple[BriefingTemplate, ...]


@cache
def briefing_templates() -> dict[str, BriefingTemplate]:
    """Return the templates by id, in the order of the file.

    Raises:
        CorpusError: the file is not valid.
    """
    with as_file(files("search_app.briefing").joinpath("templates.yaml")) as path:
        entries = YamlFile(path, "templates.yaml").parse(_Templates).templates
    return {entry.id: entry for entry in entries}
