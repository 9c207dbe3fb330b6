"""The commands `search` and `compare`, with the JSON of the pages of the same names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import click

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
from search_app.commands.saying import say_table
from search_app.paths import DataFolder

if TYPE_CHECKING:
    from search_app.engines import EngineName
    from search_app.web.family import PageFamily
    from search_app.web.site import Site


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
@click.option(
    "--buyer",
    type=click.Choice(["0", "1"]),
    help="1: only provisions that make a buyer liable; 0: only the others.",
)
@click.option("--sort", default="", help="Order: relevance (default), country or newest.")
@click.option("--page", default=1, show_default=True)
@data_option
@engine_option
@json_option
def search(
    query: str, folder: DataFolder, engine: EngineName, as_json: bool, page: int, sort: str,
    buyer: str | None, **filters: Sequence[str],
) -> None:  # fmt: skip
    """Search provisions in any EU language; put exact phrases in double quotes."""
    pairs = [("q", query), ("page", str(page)), ("sort", sort), ("buyer", buyer or "")]
    from search_app.commands.site import open_site
    from search_app.web.searching import SEARCH

    with refusals():
        site = open_site(folder, knowledge(), engine)
    result = _ask(site, SEARCH, pairs, filters)
    if as_json:
        print_json(result)
        return
    rows = (
        (
            hit["country"], f"{_one_line(hit['heading'])}\n{hit['id']}",
            ", ".join(hit["concepts"]), _one_line(hit["passage"])[:160],
        )
        for hit in result["hits"]
    )  # fmt: skip
    columns = ("Country", "Provision", "Concepts", "Passage")
    say_table(f"{result['total']} provisions", columns, rows)


def _one_line(text: object) -> str:
    return " ".join(str(text).split())


@click.command("compare")
@_several("country", "question")
@click.option("--as-of", "as_of", default="", help="Day (YYYY-MM-DD), today by default.")
@data_option
@json_option
def compare_command(
    folder: DataFolder,  # noqa: ARG001 - where the knowledge is kept ready
    as_json: bool,
    as_of: str,
    **filters: Sequence[str],
) -> None:
    """Compare jurisdictions; by default all of them, on all questions.

    The table has ids, as the options and the JSON have them; a stroke stands for what is not known.
    """
    from search_app.web.comparing import COMPARISON
    from search_app.web.indexless import bare_site

    result = _ask(bare_site(knowledge()), COMPARISON, [("as_of", as_of)], filters)
    if as_json:
        print_json(result)
        return
    rows = (
        (
            cell["country"], cell["question"], cell["status"], cell["since"] or "–",
            "; ".join(c["label"] for c in cell["citations"]), cell["confidence"] or "–",
        )
        for cell in result["cells"]
    )  # fmt: skip
    columns = ("Country", "Question", "Status", "Since", "Citations", "Confidence")
    ids = ("Country", "Question", "Status", "Since", "Confidence")
    say_table(f"As of {result['as_of']}", columns, rows, whole=ids)


def _ask(
    site: Site,
    family: PageFamily[Any],
    pairs: Sequence[tuple[str, str]],
    filters: dict[str, Sequence[str]],
) -> dict[str, Any]:
    """Return the JSON of the page of the same name; its error becomes the command's."""
    from search_app.contract.refused import RefusedError
    from search_app.web.asking import page_data

    repeated = [(name, value) for name, values in filters.items() for value in values]
    asked = [(name, well_formed(name, value)) for name, value in (*pairs, *repeated)]
    try:
        with refusals():
            return page_data(site, family, asked)
    except RefusedError as error:
        raise Refused(str(error)) from error
