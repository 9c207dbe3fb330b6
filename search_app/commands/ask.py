"""Commands that ask: `search` and `compare`, with the JSON of the pages of the same names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlencode

import click
from rich.console import Console
from rich.table import Table

from search_app.commands.common import (
    Command,
    Refused,
    data_option,
    engine_option,
    json_option,
    knowledge,
    print_json,
    refusals,
    well_formed,
)
from search_app.commands.site import open_site
from search_app.engines import EngineName
from search_app.paths import DataFolder
from search_app.web import create_app


def _several(*names: str) -> Callable[[Command], Command]:
    def add(command: Command) -> Command:
        for name in reversed(names):
            command = click.option(f"--{name}", name, multiple=True, help="May be repeated.")(
                command
            )
        return command

    return add


@click.command()
@click.argument("query", default="")
@_several("country", "concept", "actor", "lang", "kind")
@click.option("--buyer", type=click.Choice(["0", "1"]), help="1: a buyer is made liable.")
@click.option("--sort", default="", help="relevance, country or newest.")
@click.option("--page", default=1, show_default=True)
@data_option
@engine_option
@json_option
def search(
    query: str, folder: DataFolder, engine: EngineName, as_json: bool, page: int, sort: str,
    buyer: str | None, **filters: Sequence[str],
) -> None:  # fmt: skip
    """Search provisions in any EU language; exact words in double quotes."""
    pairs = [("q", query), ("page", str(page)), ("sort", sort), ("buyer", buyer or "")]
    found = _ask("/search.json", pairs, filters, folder, engine)
    if as_json:
        print_json(found)
        return
    table = Table(title=f"{found['total']} provisions", title_justify="left")
    for column in ("Country", "Provision", "Concepts", "Passage"):
        table.add_column(column, overflow="fold")
    for hit in found["hits"]:
        table.add_row(
            hit["country"], f"{hit['heading']}\n{hit['id']}", ", ".join(hit["concepts"]),
            " ".join(str(hit["passage"]).split())[:160],
        )  # fmt: skip
    Console().print(table)


@click.command("compare")
@_several("country", "question")
@click.option("--as-of", "as_of", default="", help="Day (YYYY-MM-DD), today by default.")
@data_option
@json_option
def compare_command(
    folder: DataFolder, as_json: bool, as_of: str, **filters: Sequence[str]
) -> None:
    """Compare jurisdictions; all of them and all questions when none is named."""
    found = _ask("/compare.json", [("as_of", as_of)], filters, folder)
    if as_json:
        print_json(found)
        return
    table = Table(title=f"As of {found['as_of']}", title_justify="left")
    for column in ("Country", "Question", "Status", "Since", "Citations", "Confidence"):
        table.add_column(column, overflow="fold")
    for cell in found["cells"]:
        table.add_row(
            cell["country"], cell["question"], cell["status"], cell["since"] or "not known",
            "; ".join(c["label"] for c in cell["citations"]), cell["confidence"] or "",
        )  # fmt: skip
    Console().print(table)


def _ask(
    path: str,
    pairs: Sequence[tuple[str, str]],
    filters: dict[str, Sequence[str]],
    folder: DataFolder,
    engine: EngineName = "embedded",
) -> Any:
    """Return what the page of the same name answers; its refusal is the command's."""
    repeated = [(name, value) for name, values in filters.items() for value in values]
    asked = [(name, well_formed(name, value)) for name, value in (*pairs, *repeated)]
    with refusals():
        app = create_app(open_site(folder, knowledge(), engine))
    response = app.test_client().get(f"{path}?{urlencode(asked)}")
    body = response.get_json()
    if response.status_code != 200:
        raise Refused(str(body.get("error", "the page refused the request")))
    return body
