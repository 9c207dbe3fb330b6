"""The command `release`: makes an edition of the data."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from search_app.commands.common import (
    Refused,
    data_option,
    json_option,
    knowledge,
    print_json,
    refusals,
)
from search_app.commands.saying import say
from search_app.paths import DataFolder

if TYPE_CHECKING:
    from search_app.editions.edition import Edition

_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command("release")
@data_option
@json_option
@click.option(
    "--out",
    type=_FOLDER,
    show_default="releases/ in the data folder",
    help="Folder for the new edition; the site's page of data lists those of its data folder.",
)
@click.option(
    "--previous",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of an earlier edition: list what changed in the facts since then.",
)
def release_command(
    folder: DataFolder, as_json: bool, out: Path | None, previous: Path | None
) -> None:
    """Make a dated, numbered edition of the data.

    It holds a data package, an SQLite file, a workbook, JSON, checksums, what changed since an
    earlier edition, and metadata for citation managers and repositories. The day is the last on
    which law was read, so that the same facts make the same files.
    """
    from search_app.editions.edition import EditionError, make_edition

    try:
        with refusals():
            edition = make_edition(knowledge(), out or folder.releases, previous)
    except EditionError as error:
        raise Refused(str(error)) from error
    if as_json:
        print_json(_plain(edition))
        return
    say(str(edition.folder))
    done = "made" if edition.made else "already there, the same files"
    say(f"release {edition.release.id}: {done}")
    if edition.differences is not None:
        say(f"{edition.differences} changes of facts since {previous}: see CHANGES.md")


def _plain(edition: Edition) -> dict[str, object]:
    return {
        "folder": str(edition.folder),
        "release": edition.release.id,
        "version": edition.release.version,
        "day": edition.release.day.isoformat(),
        "sha256": edition.release.sha256,
        "made": edition.made,
        "changes": edition.differences,
        "files": edition.files,
    }
