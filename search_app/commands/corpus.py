"""Commands on the curated corpus: `check` and `export`."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from corpus.check import check
from search_app.commands.common import Refused, json_option, knowledge, print_json
from search_app.exports import write_export


@click.command("check")
@json_option
@click.option("--errors-only", is_flag=True, help="Only validate; say nothing of what is weak.")
def check_command(as_json: bool, errors_only: bool) -> None:
    """Validate the corpus (exit code 2 on a fault) and list what a human should look at."""
    corpus = knowledge()
    findings = () if errors_only else check(corpus)
    if as_json:
        print_json([finding.model_dump() for finding in findings])
        return
    for finding in findings:
        click.echo(str(finding))
    counts = Counter(finding.kind for finding in findings)
    listed = ", ".join(f"{count} {kind}" for kind, count in sorted(counts.items()))
    click.echo(
        f"{len(corpus.jurisdictions)} jurisdictions are valid" + (f"; {listed}" * bool(listed))
    )


@click.command("export")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@json_option
def export_command(folder: Path, as_json: bool) -> None:
    """Write the curated knowledge as CSV and JSON files into a folder."""
    try:
        written = write_export(knowledge(), folder)
    except OSError as error:
        raise Refused(f"cannot write to {folder}: {error.strerror}") from error
    if as_json:
        print_json([str(path) for path in written])
    else:
        for path in written:
            click.echo(str(path))
