"""The commands `build` and `serve`."""

from __future__ import annotations

import gc
import os
import re
import socket
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from search_app.commands.common import (
    Refused,
    data_option,
    engine_option,
    json_option,
    knowledge,
    print_json,
    progress_bar,
    refusals,
    writing_to,
)
from search_app.commands.operation import Operation, operation_options
from search_app.commands.saying import say
from search_app.loading import loading
from search_app.paths import DataFolder
from search_app.reporting import NO_REPORTING, Reporting

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

    from corpus.library import Knowledge
    from search_app.build import Built
    from search_app.engines import EngineName
    from search_app.web.site import Site

_PORT = click.IntRange(1, 65_535)


@click.command("build")
@data_option
@json_option
@engine_option
@click.option(
    "--accept-losses",
    is_flag=True,
    help="Elasticsearch: skip the comparison with the previous index.",
)
@click.option(
    "--statutes",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Import this file, folder or repository first; may be repeated.",
)
@click.option(
    "--jobs",
    default=os.cpu_count() or 1,
    show_default="number of cores",
    help="Number of processes that tag.",
)
@click.option("--anew", is_flag=True, help="Tag everything again.")
def build_command(
    folder: DataFolder, as_json: bool, engine: EngineName, accept_losses: bool,
    statutes: Sequence[Path], jobs: int, anew: bool,
) -> None:  # fmt: skip
    """Import (with --statutes), tag, and build a new search index; then switch to it.

    Exit code 1 means that a file of --statutes could not be read; all others are in the index.
    """
    from corpus.store import Library
    from search_app.build import build
    from search_app.commands.texts import fail_for, run_import, say_skipped
    from search_app.index.documents import documents
    from search_app.index.elastic.config import elastic_settings
    from search_app.index.elastic.reindex import reindex

    corpus = knowledge()
    with writing_to(folder):
        report = run_import(statutes, folder, corpus) if statutes else None
        with progress_bar() as show:
            built = build(folder, corpus, show, jobs, anew=anew)
        if engine == "elasticsearch":
            with Library(folder.library, readonly=True) as library:
                wanted = elastic_settings(os.environ)
                reindex(wanted, documents(corpus, library), accept_losses=accept_losses)
    if as_json:
        print_json(
            {
                "import": report.to_json() if report else None,
                "tagged": built.tagged,
                "documents": built.documents,
                "generation": built.generation,
                "seconds": built.seconds,
            }
        )
    else:
        say_skipped(report)
        say(_summary(built))
    fail_for(report)


def _summary(built: Built) -> str:
    steps = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in built.seconds.items())
    return f"{built.documents} provisions can be searched; {built.tagged} tagged anew ({steps})"


def open_site(
    folder: DataFolder,
    corpus: Knowledge,
    engine: EngineName = "embedded",
    public_url: str = "",
    reporting: Reporting = NO_REPORTING,
) -> Site:
    """Open the current generation, or the last good one, for pages and commands.

    Raises:
        GenerationError: there is no good generation.
    """
    from search_app.engines import open_engine
    from search_app.index.search import IndexSearcher
    from search_app.textkinds import with_library_kinds
    from search_app.web.site import Site

    opened = open_engine(folder, engine)
    if opened.left:
        say(
            f"warning: {opened.left}; {opened.generation} is used: run 'demandside build'", err=True
        )
    if not opened.own_code:
        say(
            f"warning: {opened.generation} was written by another version of the program, so"
            " searches may miss words: run 'demandside update' or 'demandside build'",
            err=True,
        )
    library = folder.library if folder.library.exists() else None
    return Site(
        knowledge=with_library_kinds(corpus, library),
        searcher=IndexSearcher(opened.engine, corpus, opened.background),
        library=library,
        generation=opened.generation,
        base_url=public_url,
        engine=opened.state,
        built_at=(folder.index / opened.generation).stat().st_mtime,
        left=opened.left,
        reporting=reporting,
        releases=folder.releases,
    )


@click.command()
@data_option
@engine_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", default=8000, show_default=True, envvar="PORT", type=_PORT, help="Port (or PORT)."
)
@click.option(
    "--workers",
    default=os.cpu_count() or 1,
    show_default="number of cores",
    type=click.IntRange(1, 256),
    help="Number of server processes.",
)
@click.option(
    "--threads",
    default=4,
    show_default=True,
    type=click.IntRange(1, 256),
    help="Pages that each process makes at once.",
)
@click.option(
    "--connections",
    default=8192,
    show_default=True,
    type=click.IntRange(1, 1_000_000),
    help="Connections open at once; more have to wait.",
)
@click.option(
    "--request-timeout",
    default=30,
    show_default=True,
    type=click.IntRange(1, 3600),
    help="Seconds that a client has to send a request.",
)
@click.option(
    "--cache-mb",
    default=64,
    show_default=True,
    type=click.IntRange(0, 65_536),
    help="Megabytes of memory for the page cache; 0 turns it off.",
)
@click.option(
    "--public-url",
    default="",
    envvar="DEMANDSIDE_URL",
    callback=lambda _c, _p, value: _public(value),
    help="Public address of the site, for citations (or DEMANDSIDE_URL).",
)
@click.option(
    "--contact",
    default="",
    envvar="DEMANDSIDE_CONTACT",
    callback=lambda _c, _p, value: _reported(mail=value.removeprefix("mailto:")).mail,
    help="Mail address to which readers report errors (or DEMANDSIDE_CONTACT).",
)
@click.option(
    "--issues-url",
    default="",
    envvar="DEMANDSIDE_ISSUES",
    callback=lambda _c, _p, value: _reported(issues=value).issues,
    help="Page of a new issue, to which readers report errors (or DEMANDSIDE_ISSUES).",
)
@operation_options
def serve(
    folder: DataFolder, engine: EngineName, host: str, port: int, workers: int, threads: int,
    connections: int, request_timeout: int, cache_mb: int, public_url: str, contact: str,
    issues_url: str, operation: Operation,
) -> None:  # fmt: skip
    """Serve the site with a production server (Granian), in several processes."""
    with loading():
        from search_app.serving.application import application
        from search_app.serving.room import Room
        from search_app.serving.server import WAITING, Serving
        from search_app.serving.server import serve as run
        from search_app.serving.store import SharedStore
        from search_app.web.hosts import listening_url

        corpus = knowledge()
    address = _listening(host, port)
    with refusals():
        if not (folder.index / "current").exists():
            from search_app.build import build  # loads spaCy, which serving does not need

            with writing_to(folder), progress_bar() as show:
                build(folder, corpus, show)
    own = public_url or listening_url(host, port)
    reporting = Reporting(contact, issues_url)
    with refusals():
        site = open_site(
            folder, corpus, engine, own, reporting
        )  # what it reads into memory, workers share
    store = SharedStore(cache_mb * 1024 * 1024)

    def worker() -> WSGIApplication:
        operation.configure_log()
        room = Room(threads, WAITING)
        with loading():
            opened = open_site(folder, corpus, engine, own, reporting)
            pages = application(opened, store, room, operation.settings(host))
        gc.freeze()  # what was loaded stays until the end; collections need not look at it
        return pages

    with operation.counting(site):
        run(
            Serving(address, port, workers, threads, connections, request_timeout, cache_mb),
            worker,
            lambda: say(f"demandside answers at {_address(host, port)} (stop with Ctrl-C)"),
        )


def _address(host: str, port: int) -> str:
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _public(value: str) -> str:
    if value and not re.fullmatch(r"https?://[^\s/@?#]+(/[^\s?#]*)?", value):
        raise click.BadParameter(f"{value!r} is not an address like https://law.example.org")
    return value.rstrip("/")


def _reported(mail: str = "", issues: str = "") -> Reporting:
    try:
        return Reporting(mail, issues)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


def _listening(host: str, port: int) -> str:
    """Return the numeric address of a host, once its port is known to be free."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            reason = error.strerror or str(error)
            raise Refused(
                f"port {port} on {host} cannot be used ({reason.lower()}); "
                "choose another with --port or PORT="
            ) from error
        return str(probe.getsockname()[0])
