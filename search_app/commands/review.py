"""The command `review`: tags without a label, for a reader to judge."""

from __future__ import annotations

from pathlib import Path

import click

from nlp.evaluation.candidates import PER_STATUTE, candidates, sample, to_markdown
from search_app.commands.common import Refused, json_option, print_json, refusals
from search_app.commands.saying import say, say_text


@click.command("review")
@click.option("--statutes", required=True, type=click.Path(file_okay=False, path_type=Path))
@click.option("--gold", required=True, type=click.Path(file_okay=False, path_type=Path))
@json_option
@click.option("--most", default=PER_STATUTE, show_default=True, help="Tags of each statute.")
@click.option("--sample", "size", type=int, help="Draw this many at random.")
@click.option("--seed", default=0, show_default=True, help="Seed of the sample.")
def review_command(
    statutes: Path, gold: Path, as_json: bool, most: int, size: int | None, seed: int
) -> None:
    """List the tags with most evidence on provisions without labels, for a reader to judge."""
    for name, folder in (("--gold", gold), ("--statutes", statutes)):
        if not folder.is_dir():
            raise Refused(f"{name} '{folder}' is not a folder")
    with refusals():
        listed = candidates(gold, statutes, most, skip=_tell)
    chosen = listed if size is None else sample(listed, size, seed)
    if as_json:
        print_json([candidate.model_dump() for candidate in chosen])
    else:
        say_text(to_markdown(chosen))


def _tell(skipped: str) -> None:
    say(f"skipped {skipped}", err=True)
