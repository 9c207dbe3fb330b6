"""Shared by all commands: the data folder, progress, and errors as one clear sentence."""

from __future__ import annotations

import datetime as dt
import errno
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from corpus.printable import printable
from search_app.commands.saying import say, say_json
from search_app.paths import VARIABLE, DataFolder, default_folder

if TYPE_CHECKING:
    from corpus.library import Knowledge

Command = TypeVar("Command", bound=Callable[..., Any])


class Refused(click.ClickException):
    """Bad input, or a state in which the command cannot run: one sentence a line, exit code 2."""

    exit_code = 2

    def __init__(self, *lines: str) -> None:
        super().__init__("\n".join(map(printable, lines)))


@contextmanager
def refusals() -> Iterator[None]:
    """Turn the known errors of the packages below into refusals."""
    try:
        yield
    except errors_of_rooms() as error:
        raise Refused(*getattr(error, "lines", (str(error),))) from error
    except OSError as error:
        raise Refused(os_sentence(error)) from error


def os_sentence(error: OSError) -> str:
    """Return an error of the system as one sentence that names the file."""
    reason = (error.strerror or str(error)).lower()
    name = f"{error.filename}: " if error.filename else ""
    advice = "; make room and run the command again" if error.errno in _FULL else ""
    return f"{name}{reason}{advice}"


_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@contextmanager
def writing_to(folder: DataFolder) -> Iterator[None]:
    """Hold the writer's lock of a data folder while the block runs.

    Every command that changes the library or the index works inside such a block, in which errors
    become refusals.
    """
    from corpus.lock import writing

    command = click.get_current_context().command_path.partition(" ")[2]
    with refusals(), ExitStack() as held:
        try:
            held.enter_context(writing(folder.root, command))
        except OSError as error:
            raise Refused(
                f"the data folder {folder.root} cannot be written to"
                f" ({(error.strerror or str(error)).lower()}); choose another with --data or"
                f" {VARIABLE}"
            ) from error
        yield


def well_formed(name: str, value: str) -> str:
    """Return an argument, or refuse it if it is not text in UTF-8."""
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise Refused(f"{name}: '{value}' is not text in UTF-8") from error
    return value


def covered(day: dt.date, given: str) -> dt.date:
    """Return a day whose law can be asked for, or refuse it by the rule of the pages."""
    from search_app.contract.days import day_fault, day_reason

    fault = day_fault(day, dt.date.today())
    if fault:
        raise Refused(f"--as-of '{given}': {day_reason(fault)}")
    return day


def errors_of_rooms() -> tuple[type[Exception], ...]:
    """Return the errors of the packages below whose message is a sentence for the user.

    They are imported only once one was raised, so that no command loads packages it does not use.
    """
    from corpus.lemmas import LemmasError
    from corpus.lock import LockedError
    from corpus.packing import BackupError
    from corpus.store import LibraryError
    from corpus.yamlfile import CorpusError
    from nlp.evaluation.gold import GoldError
    from nlp.files import LexiconError
    from search_app.index.errors import GenerationError
    from search_app.parallel import WorkerError

    return (
        *(BackupError, CorpusError, GenerationError, GoldError, LemmasError, LexiconError),
        *(LibraryError, LockedError, WorkerError),
    )


def knowledge() -> Knowledge:
    """Return the packaged knowledge; refuse with its faults if it is not valid."""
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
        help=f"Folder for everything the program writes (or {VARIABLE}).",
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


def languages_option(command: Command) -> Command:
    """Add `--languages`, which gives the command a tuple of codes called `languages`."""
    return click.option(
        "--languages",
        metavar="CODES",
        default=None,
        callback=lambda _c, _p, value: _languages(value),
        show_default="those that the site speaks",
        help="Collect Union law in these languages besides English: bg,el or all.",
    )(command)


def _languages(value: str | None) -> tuple[str, ...]:
    from corpus.official import official_languages
    from search_app.languages import available

    official = official_languages()
    if value is None:
        return tuple(language for language in available() if language in official)
    if value.strip() == "all":
        return official
    named = tuple(code.strip() for code in value.split(",") if code.strip())
    if strange := [code for code in named if code not in official]:
        raise Refused(
            f"--languages: '{strange[0]}' is no official language of the Union; there are:"
            f" {', '.join(official)}"
        )
    return named


def engine_option(command: Command) -> Command:
    """Add `--engine`, which gives the command the name of an engine called `engine`."""
    return click.option(
        "--engine",
        type=click.Choice(["embedded", "elasticsearch"]),
        default=None,
        callback=lambda _c, _p, value: _engine(value),
        show_default="elasticsearch where ELASTICSEARCH_URL is set, else embedded",
        help="Search engine to use.",
    )(command)


def _engine(value: str | None) -> str:
    from search_app.engines import chosen

    return chosen(value)


def print_json(value: object) -> None:
    """Print a value as JSON, readable and in UTF-8."""
    say_json(value)


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
    """Prints every tenth of a step once."""

    def __init__(self) -> None:
        self._said: dict[str, int] = {}

    def __call__(self, step: str, done: int, total: int) -> None:
        tenth = 10 * done // total if total else done // 5000
        if self._said.get(step) != tenth:
            self._said[step] = tenth
            say(f"{step}: {done}" + (f" of {total}" if total else ""), err=True)
