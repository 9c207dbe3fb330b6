"""The commands `backup` and `restore`: what cannot be rebuilt, in one verified file."""

from __future__ import annotations

from pathlib import Path

import click

from corpus.backup import back_up
from corpus.restoring import restore
from search_app.commands.common import (
    data_option,
    json_option,
    print_json,
    progress_bar,
    refusals,
    writing_to,
)
from search_app.commands.saying import say
from search_app.paths import DataFolder

_FILE = click.argument("file", type=click.Path(path_type=Path))


@click.command("backup")
@_FILE
@data_option
@json_option
@click.option("--without-archives", is_flag=True, help="Leave out the raw responses of publishers.")
@click.option("--replace", is_flag=True, help="Replace an older backup of that name.")
def backup_command(
    file: Path, folder: DataFolder, as_json: bool, without_archives: bool, replace: bool
) -> None:
    """Write the library and the archived responses into one file, even while they are in use.

    The file (a ZIP with a manifest) is verified before it gets its name. The search index is left
    out: 'demandside build' makes it again.
    """
    archives = None if without_archives else folder.archives
    with refusals(), progress_bar() as show:
        manifest = back_up(folder.library, archives, file, show, replace=replace)
    if as_json:
        print_json({"file": str(file), **manifest.model_dump(mode="json")})
        return
    counts = ", ".join(f"{manifest.counts[name]} {name}" for name in ("versions", "provisions"))
    say(f"{file}: {counts}, {len(manifest.archives)} archives of responses; verified")


@click.command("restore")
@_FILE
@data_option
@json_option
def restore_command(file: Path, folder: DataFolder, as_json: bool) -> None:
    """Verify and restore a backup; the files it replaces are kept beside it."""
    with writing_to(folder), progress_bar() as show:
        done = restore(file, folder.library, folder.archives, show)
    if as_json:
        print_json(
            {
                "file": str(file),
                **done.manifest.model_dump(mode="json"),
                "kept": [str(path) for path in done.kept],
                "unchanged": done.unchanged,
            }
        )
        return
    for path in done.kept:
        say(f"the replaced files are kept as {path}")
    say(
        f"{folder.library}: {done.manifest.counts['provisions']} provisions of"
        f" {done.manifest.made} are restored; run 'demandside build' to search them"
    )
