"""The command `demandside`, which imports a subcommand only to run it or to show its help.

So `demandside --help` responds at once.
"""

from __future__ import annotations

from importlib import import_module

import click

from search_app.loading import loading

COMMANDS = {
    "backup": ("backup:backup_command", "Write the library and its archives into one file."),
    "build": ("site:build_command", "Import, tag and build the search index."),
    "changes": (
        "changes:changes_command",
        "List the changes in collected texts, or all of them since a day.",
    ),
    "check": ("corpus:check_command", "Validate the corpus; list what a human should look at."),
    "check-claims": (
        "claims:check_claims_command",
        "Check what a text claims about the law of the member states.",
    ),
    "compare": ("ask:compare_command", "Compare jurisdictions, question by question."),
    "crawl": ("crawl:crawl_command", "Collect instruments from their publishers."),
    "doctor": (
        "doctor:doctor_command",
        "Examine the data folder, index and versions, with advice.",
    ),
    "docs": ("corpus:docs_command", "Write the generated pages of the documentation."),
    "evaluate": ("texts:evaluate_command", "Measure the tagger against labelled provisions."),
    "evaluate-claims": (
        "claims:evaluate_claims_command",
        "Measure the claim checker on sentences of known verdicts.",
    ),
    "evaluate-search": (
        "search_quality:evaluate_search_command",
        "Measure search with readers' questions.",
    ),
    "export": ("corpus:export_command", "Write the curated knowledge as CSV and JSON files."),
    "facts": ("facts:facts_command", "Print statuses from coded law beside the written ones."),
    "import": ("texts:import_command", "Import statute files, folders or repositories."),
    "index": ("index:index_group", "Build, update, show and roll back the Elasticsearch index."),
    "mcp": ("mcp:mcp_command", "Serve the comparison to assistants (MCP)."),
    "parse": ("crawl:parse_command", "Print what a source's parser reads in files, as JSON."),
    "read": ("reading:read_command", "Show the texts behind coded facts; accept a new reading."),
    "release": ("release:release_command", "Make a dated, numbered edition of the data."),
    "restore": ("backup:restore_command", "Bring a library back from a backup."),
    "review": ("review:review_command", "List the most confident tags without a label."),
    "search": ("ask:search", "Search provisions in any EU language."),
    "serve": ("site:serve", "Serve the site."),
    "sources": ("crawl:sources_command", "List the sources of the crawler."),
    "tag": ("texts:tag", "Tag the library, or print the tags of statute files."),
    "update": (
        "update:update_command",
        "Collect what is due; tag, index and check it; report what changed.",
    ),
    "verify": ("corpus:verify_command", "Check every coded fact against the collected texts."),
}
"""The place of each command in `search_app.commands`, and its line in the list of commands."""
QUICK = frozenset({"compare", "search"})
"""Commands that load, respond and end: most of their time is loading."""


class LazyGroup(click.Group):
    """A group that knows its commands by name and imports only the one requested."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands, sorted."""
        return sorted({*COMMANDS, *super().list_commands(ctx)})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return a command; None if there is none of that name."""
        if cmd_name not in COMMANDS:
            return super().get_command(ctx, cmd_name)
        module, _, name = COMMANDS[cmd_name][0].partition(":")
        found: click.Command = getattr(import_module(f"search_app.commands.{module}"), name)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands from `COMMANDS`, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, self._line(ctx, name)) for name in self.list_commands(ctx)])

    def _line(self, ctx: click.Context, name: str) -> str:
        if name in COMMANDS:
            return COMMANDS[name][1]
        command = self.get_command(ctx, name)
        return command.get_short_help_str() if command else ""


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="demandside")
@click.pass_context
def main(ctx: click.Context) -> None:
    """Who answers in law for buying sex in the EU: collect, tag, search and compare the law."""
    if ctx.invoked_subcommand in QUICK:
        ctx.with_resource(loading())


if __name__ == "__main__":
    main()
