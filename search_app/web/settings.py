"""How a site is run: what its server decides, not its pages."""

from __future__ import annotations

from dataclasses import dataclass

from search_app.web.limits import Rate


@dataclass(frozen=True)
class WebSettings:
    """The settings of one application; none of them changes a page.

    `hosts` are names under which it answers, besides those of this machine and of the public
    address. `rate` limits the requests of one client; None does not. `proxies` is the number of
    proxies in front whose word on the client's address is taken. `access_log` writes a line for
    every request, with its path and without its query; `metrics` counts requests for Prometheus.
    """

    hosts: tuple[str, ...] = ()
    rate: Rate | None = None
    proxies: int = 0
    access_log: bool = False
    metrics: bool = False
