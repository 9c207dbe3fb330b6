"""Options of `serve` for operators: names, limits, log, metrics."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from search_app.commands.common import Command, Refused

if TYPE_CHECKING:
    from search_app.web.limits import Rate
    from search_app.web.logs import LogFormat
    from search_app.web.settings import WebSettings
    from search_app.web.site import Site


@dataclass(frozen=True)
class Operation:
    """What the options say."""

    host_names: tuple[str, ...]
    rate: Rate | None
    proxies: int
    access_log: bool
    log_format: LogFormat
    metrics_port: int | None

    def settings(self, host: str) -> WebSettings:
        """Return the settings of the application that listens on a host."""
        from search_app.web.hosts import listening_names
        from search_app.web.settings import WebSettings

        return WebSettings(
            hosts=(*self.host_names, *listening_names(host)),
            rate=self.rate,
            proxies=self.proxies,
            access_log=self.access_log,
            metrics=self.metrics_port is not None,
        )

    def configure_log(self) -> None:
        """Set up the log of this process; each process of a server calls it."""
        from search_app.web.logs import configure

        configure(self.log_format)

    @contextmanager
    def counting(self, site: Site) -> Iterator[None]:
        """Let processes started in the block count requests, and serve the totals.

        Raises:
            Refused: the port for the counts cannot be used.
        """
        from search_app.web.metrics import several_processes, start_metrics

        if self.metrics_port is None:
            yield
            return
        with several_processes():
            try:
                server = start_metrics(self.metrics_port, site)
            except OSError as error:
                raise Refused(
                    f"port {self.metrics_port} cannot be used for metrics "
                    f"({(error.strerror or str(error)).lower()}); choose another with"
                    " --metrics-port"
                ) from error
            try:
                yield
            finally:
                server.shutdown()


def operation_options(command: Command) -> Command:
    """Add the options, which give the command an `Operation` called `operation`."""

    @wraps(command)
    def with_operation(
        *arguments: Any, host_names: tuple[str, ...], rate: Rate | None, proxies: int,
        access_log: bool, log_format: LogFormat, metrics_port: int | None, **others: Any,
    ) -> Any:  # fmt: skip
        operation = Operation(host_names, rate, proxies, access_log, log_format, metrics_port)
        return command(*arguments, operation=operation, **others)

    for option in reversed(_OPTIONS):
        with_operation = option(with_operation)
    return with_operation  # type: ignore[return-value]


def _names(_context: click.Context, _option: click.Parameter, given: tuple[str, ...]) -> Any:
    from search_app.web.hosts import host_name

    for name in given:
        if host_name(name) is None:
            raise click.BadParameter(f"{name!r} is not a name of a host like law.example.org")
    return given


def _rate(_context: click.Context, _option: click.Parameter, given: str | None) -> Rate | None:
    from search_app.web.limits import Rate

    try:
        return Rate.parse(given) if given else None
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


_OPTIONS = (
    click.option(
        "--host-name",
        "host_names",
        multiple=True,
        callback=_names,
        help="Another host name of the site, besides those of this machine and of --public-url;"
        " may be repeated.",
    ),
    click.option(
        "--rate",
        callback=_rate,
        help="Requests allowed per client and process, such as 300/minute (or /second, /hour);"
        " no limit by default.",
    ),
    click.option(
        "--proxies",
        type=click.IntRange(0, 10),
        default=0,
        show_default=True,
        help="Number of proxies in front whose X-Forwarded-For is trusted.",
    ),
    click.option("--access-log", is_flag=True, help="Log every request: its path, not its query."),
    click.option(
        "--log-format",
        type=click.Choice(["plain", "json"]),
        default="plain",
        show_default=True,
        help="Format of the log.",
    ),
    click.option(
        "--metrics-port",
        type=click.IntRange(1, 65535),
        help="Serve counts for Prometheus at /metrics of this port, to this machine only.",
    ),
)
