"""The command `demandside`."""

from __future__ import annotations

import click

from search_app.commands.ask import compare_command, search
from search_app.commands.corpus import (
    check_command,
    docs_command,
    export_command,
    verify_command,
)
from search_app.commands.crawl import changes_command, crawl_command, parse_command, sources_command
from search_app.commands.facts import facts_command
from search_app.commands.index import index_group
from search_app.commands.review import review_command
from search_app.commands.search_quality import evaluate_search_command
from search_app.commands.site import build_command, serve
from search_app.commands.texts import evaluate_command, import_command, tag


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="demandside")
def main() -> None:
    """Who answers in law for buying sex in the EU: collect, tag, search and compare the law."""


for command in (
    build_command, serve, search, compare_command, import_command, tag, evaluate_command,
    crawl_command, parse_command, sources_command, check_command, verify_command, export_command,
    docs_command, changes_command, index_group, review_command,
    evaluate_search_command, facts_command,
):  # fmt: skip
    main.add_command(command)
