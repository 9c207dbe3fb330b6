"""What all commands share: the data folder, progress, and errors as one clear sentence."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from search_app.paths import VARIABLE, DataFolder, default_folder

if TYPE_CHECKING:
    from corpus.library import Knowledge

Command = TypeVar("Command", bound=Callable[..., Any])


class Refused(click.ClickException):
    """Bad input or a state that forbids the command: one sentence, exit code 2."""

    exit_code = 2


@contextmanager
def refusals() -> Iterator[None]:
    """Turn the known errors of the rooms below into refusals."""
    try:
        yield
    except _errors_of_rooms() as error:
        raise Refused(str(error)) from error


def _errors_of_rooms() -> tuple[type[Exception], ...]:
    """Imported when something was raised, so that no command loads a room that it does not use."""
    from corpus.store import LibraryError
    from corpus.yamlfile import CorpusError
    from nlp.gold import GoldError
    from nlp.lexicon import LexiconError
    from search_app.index.generation import GenerationError

    return CorpusError, LibraryError, GenerationError, GoldError, LexiconError


def knowledge() -> Knowledge:
    """Return the packaged knowledge, or refuse with its faults."""
    from corpus.library import packaged_knowledge

    with refusals():
        return packaged_knowledge()


def data_option(command: Command) -> Command:
    """Add `--data`, which gives the command a `DataFolder` called `folder`."""
    return click.option(
        "--data",
        "folder",
        envvar=VARIABLE,
        default=default_folder,
        show_default="the platform's user-data folder",
        type=click.Path(file_okay=False, path_type=Path),
        callback=lambda _c, _p, value: _open_folder(value),
        help=f"Folder for everything that the program writes (or {VARIABLE}).",
    )(command)


def _open_folder(root: Path) -> DataFolder:
    from corpus.compiled import keep_compiled_in
    from corpus.lemmas import keep_lemmas_in

    folder = DataFolder(root)
    keep_compiled_in(folder.compiled)
    keep_lemmas_in(folder.lemmas)
    return folder


def json_option(command: Command) -> Command:
    """Add `--json`, which gives the command a flag called `as_json`."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(command)


def engine_option(command: Command) -> Command:
    """Add `--engine`, which gives the command the name of an engine called `engine`."""
    return click.option(
        "--engine",
        type=click.Choice(["embedded", "elasticsearch"]),
        default=None,
        callback=lambda _c, _p, value: _engine(value),
        show_default="elasticsearch where ELASTICSEARCH_URL is set, else embedded",
        help="Where the index is searched.",
    )(command)


def _engine(value: str | None) -> str:
    from search_app.engines import chosen

    return chosen(value)


def print_json(value: object) -> None:
    """Print a value as JSON, readable and in UTF-8."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


@contextmanager
def progress_bar() -> Iterator[Callable[[str, int, int], None]]:
    """Yield a function (step, done, total): a bar on a terminal, plain lines in a log."""
    if not sys.stderr.isatty():
        yield _LogLines()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description:>8}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True)) as bar:
        tasks: dict[str, Any] = {}

        def show(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = bar.add_task(step, total=total or None)
            bar.update(tasks[step], completed=done, total=total or None)

        yield show


class _LogLines:
    """Says every tenth of a step once."""

    def __init__(self) -> None:
        self._said: dict[str, int] = {}

    def __call__(self, step: str, done: int, total: int) -> None:
        tenth = 10 * done // total if total else done // 5000
        if self._said.get(step) != tenth:
            self._said[step] = tenth
            click.echo(f"{step}: {done}" + (f" of {total}" if total else ""), err=True)
