"""The generated reference of the documentation, made from the thing itself."""

from __future__ import annotations

from collections.abc import Iterator

import click
from flask import Flask

from corpus.library import Knowledge
from search_app.coverage import NOTE, table
from search_app.data_reference import data_section, export_section
from search_app.index.settings import settings, weights
from search_app.paths import VARIABLE
from search_app.web.families import PAGE_FAMILIES


def reference(main: click.Group, app: Flask, knowledge: Knowledge) -> str:
    """Return `docs/reference.md`: commands, settings, addresses, formats, questions, concepts."""
    parts = (
        ["# Reference", "", NOTE, ""],
        ["## Commands", "", *_commands(main)],
        ["## Settings", "", *_settings()],
        ["## Addresses", "", *_addresses(app)],
        ["## Data of the pages", "", *data_section(PAGE_FAMILIES, knowledge)],
        ["## Export formats", "", *export_section()],
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
    yield "- `DEMANDSIDE_CONTACT`: the mail address for reports of errors, as `--contact`."
    yield "- `DEMANDSIDE_ISSUES`: the page of a new issue, as `--issues-url`."
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
    yield "`/cite/<page path>.{ris,bib,json,txt}` cites a page with its parameters; the first page"
    yield "is `/cite/index.ris`. The header `Demandside-Release` of every response names the"
    yield "release."
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
