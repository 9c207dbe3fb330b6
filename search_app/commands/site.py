"""Commands of the main job: `build` and `serve`."""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Sequence
from pathlib import Path

import click

from corpus.library import Knowledge
from corpus.store import Library
from search_app.build import Built, build
from search_app.commands.common import (
    Refused,
    data_option,
    engine_option,
    json_option,
    knowledge,
    print_json,
    progress_bar,
    refusals,
)
from search_app.commands.texts import run_import
from search_app.engines import EngineName, open_engine
from search_app.index.documents import documents
from search_app.index.elastic.config import elastic_settings
from search_app.index.elastic.reindex import reindex
from search_app.index.search import IndexSearcher
from search_app.paths import DataFolder
from search_app.web.site import Site

_PORT = click.IntRange(1, 65_535)


@click.command("build")
@data_option
@json_option
@engine_option
@click.option("--accept-losses", is_flag=True, help="Elasticsearch: do not compare with before.")
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
    help="Processes that tag.",
)
@click.option("--anew", is_flag=True, help="Tag everything again.")
def build_command(
    folder: DataFolder, as_json: bool, engine: EngineName, accept_losses: bool,
    statutes: Sequence[Path], jobs: int, anew: bool,
) -> None:  # fmt: skip
    """Import (with --statutes), tag, and build the search index aside; then switch to it."""
    corpus = knowledge()
    with refusals():
        report = run_import(statutes, folder, corpus) if statutes else None
        with progress_bar() as show:
            built = build(folder, corpus, show, jobs, anew=anew)
        if engine == "elasticsearch":
            with Library(folder.library) as library:
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
        return
    for name, reason in report.skipped if report else ():
        click.echo(f"skipped {name}: {reason}")
    click.echo(_summary(built))


def _summary(built: Built) -> str:
    steps = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in built.seconds.items())
    return f"{built.documents} provisions can be searched; {built.tagged} tagged anew ({steps})"


def open_site(
    folder: DataFolder, corpus: Knowledge, engine: EngineName = "embedded", public_url: str = ""
) -> Site:
    """Open the current generation for pages and commands.

    Raises:
        GenerationError: nothing was built yet.
    """
    opened = open_engine(folder, engine)
    return Site(
        knowledge=corpus,
        searcher=IndexSearcher(opened.engine, corpus, opened.background),
        library=folder.library if folder.library.exists() else None,
        generation=opened.generation,
        base_url=public_url,
        engine=opened.state,
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
    help="Processes that answer.",
)
@click.option(
    "--threads",
    default=4,
    show_default=True,
    type=click.IntRange(1, 256),
    help="Threads of each process that make pages.",
)
@click.option(
    "--connections",
    default=8192,
    show_default=True,
    type=click.IntRange(1, 1_000_000),
    help="Connections that may be open at a time; more of them wait.",
)
@click.option(
    "--request-timeout",
    default=30,
    show_default=True,
    type=click.IntRange(1, 3600),
    help="Seconds that a client may take to send a request.",
)
@click.option(
    "--cache-mb",
    default=64,
    show_default=True,
    type=click.IntRange(0, 65_536),
    help="Megabytes of memory for finished pages; 0 keeps none.",
)
@click.option(
    "--public-url",
    default="",
    envvar="DEMANDSIDE_URL",
    callback=lambda _c, _p, value: _public(value),
    help="Address under which readers know the site, to cite it (or DEMANDSIDE_URL).",
)
def serve(
    folder: DataFolder, engine: EngineName, host: str, port: int, workers: int, threads: int,
    connections: int, request_timeout: int, cache_mb: int, public_url: str,
) -> None:  # fmt: skip
    """Serve the site with a production server (Granian), in several processes."""
    from search_app.serving.application import application
    from search_app.serving.server import Serving
    from search_app.serving.server import serve as run
    from search_app.serving.store import SharedStore

    address = _listening(host, port)
    corpus = knowledge()
    with refusals():
        if not (folder.index / "current").exists():
            with Library(folder.library), progress_bar() as show:
                build(folder, corpus, show)
        open_site(folder, corpus, engine, public_url)  # what it reads into memory, workers share
    store = SharedStore(cache_mb * 1024 * 1024)
    run(
        Serving(address, port, workers, threads, connections, request_timeout, cache_mb),
        lambda: application(open_site(folder, corpus, engine, public_url), store),
        lambda: click.echo(f"demandside answers at {_address(host, port)} (stop with Ctrl-C)"),
    )


def _address(host: str, port: int) -> str:
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _public(value: str) -> str:
    if value and not re.fullmatch(r"https?://[^\s/@?#]+(/[^\s?#]*)?", value):
        raise click.BadParameter(f"{value!r} is not an address like https://law.example.org")
    return value.rstrip("/")


def _listening(host: str, port: int) -> str:
    """Return the address of a host, at which the port is free."""
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
