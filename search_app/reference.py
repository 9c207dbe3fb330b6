"""The generated reference of the documentation, made from the thing itself."""

from __future__ import annotations

from collections.abc import Iterator

import click
from flask import Flask

from corpus.library import Knowledge
from search_app.api import PAGES
from search_app.coverage import NOTE, table
from search_app.exports import ANSWER_COLUMNS, EVENT_COLUMNS, POLICY_COLUMNS, RENDERING_COLUMNS
from search_app.index.settings import settings, weights
from search_app.paths import VARIABLE


def reference(main: click.Group, app: Flask, knowledge: Knowledge) -> str:
    """Return `docs/reference.md`: commands, settings, addresses, formats, questions, concepts."""
    parts = (
        ["# Reference", "", NOTE, ""],
        ["## Commands", "", *_commands(main)],
        ["## Settings", "", *_settings()],
        ["## Addresses", "", *_addresses(app)],
        ["## Data of the pages", "", *_data()],
        ["## Export formats", "", *_exports()],
        ["## Questions", "", *_questions(knowledge)],
        ["## Statuses", "", *_statuses(knowledge)],
        ["## Concepts", "", *_concepts(knowledge)],
    )
    return "\n".join(line for part in parts for line in part).rstrip() + "\n"


def _commands(main: click.Group, above: str = "demandside") -> Iterator[str]:
    context = click.Context(main)
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        if command is None:
            continue
        if isinstance(command, click.Group):
            yield from _commands(command, f"{above} {name}")
            continue
        yield f"### {above} {name}"
        yield ""
        yield (command.help or "").split("\n\n")[0].replace("\n", " ")
        yield ""
        yield from table(("option", "meaning"), _parameters(command))
        yield ""


def _parameters(command: click.Command) -> Iterator[tuple[str, str]]:
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            yield f"`{'`, `'.join(parameter.opts)}`", parameter.help or ""
        else:
            yield f"`{(parameter.name or '').upper()}`", "argument"


def _settings() -> Iterator[str]:
    yield f"- `{VARIABLE}`: the data folder, as `--data`."
    yield "- `PORT`: the port of `serve`, as `--port`."
    yield "- `DEMANDSIDE_URL`: the public address of the site, as `--public-url`."
    yield "- `ELASTICSEARCH_URL` and others: see `elasticsearch.md`."
    yield "- `search_app/index/settings.yaml`: limits of search:"
    values = settings()
    for group in (values.limits, values.spread):
        for name, value in group.model_dump().items():
            yield f"  - `{name}`: {value}"
    yield "- `search_app/index/weights.yaml`: how much each part of a score weighs:"
    for name, value in weights().model_dump().items():
        yield f"  - `{name}`: {value}"
    yield ""


def _addresses(app: Flask) -> Iterator[str]:
    rules = sorted({rule.rule for rule in app.url_map.iter_rules()})
    yield from (f"- `{rule}`" for rule in rules)
    yield ""


def _data() -> Iterator[str]:
    yield "Every page has the same address with `.json`; where it says so, also with `.csv`."
    yield "Parameters that name values of a closed list may be repeated; an unknown value is"
    yield "answered with 400 and one sentence. Keys and columns are a contract: they may grow, but"
    yield "are not renamed."
    yield ""
    rows = [
        (f"`{page.path}`", ", ".join(page.formats), page.parameters or "–", page.holds)
        for page in PAGES
    ]
    yield from table(("path", "formats", "parameters", "what it holds"), rows)
    yield ""


def _exports() -> Iterator[str]:
    for name, columns in (
        ("answers.csv", ANSWER_COLUMNS),
        ("events.csv", EVENT_COLUMNS),
        ("renderings.csv", RENDERING_COLUMNS),
        *((f"{name}.csv", columns) for name, columns in POLICY_COLUMNS.items()),
    ):
        yield f"- `{name}`: {', '.join(columns)}"
    yield "- `demandside.json`: the same with concepts, questions and statuses, structured"
    yield ""


def _questions(knowledge: Knowledge) -> Iterator[str]:
    for question in knowledge.questions.values():
        yield f"- `{question.id}`: {question.asks} ({', '.join(question.statuses)})"
    yield ""


def _statuses(knowledge: Knowledge) -> Iterator[str]:
    for status in knowledge.statuses.values():
        yield f"- `{status.id}` {status.sign} {status.label}: {status.help}"
    yield ""


def _concepts(knowledge: Knowledge) -> Iterator[str]:
    for concept in knowledge.concepts.values():
        yield f"- `{concept.id}`: {concept.definition}"
    yield ""
