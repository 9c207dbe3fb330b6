"""Several nodes on this machine that form one cluster."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.elasticsearch.server import Server


@contextmanager
def cluster(home: Path, data: Path, count: int = 3, heap: str = "512m") -> Iterator[list[Server]]:
    """Yield the running nodes of a cluster; they end with the block.

    Each can be killed and started again: it keeps its data and its ports.
    """
    ports = _free_ports(count)
    names = [f"node-{number}" for number in range(1, count + 1)]
    nodes = [
        Server(
            home,
            data / name,
            heap,
            {
                "node.name": name,
                "discovery.type": "multi-node",
                "discovery.seed_hosts": ",".join(f"127.0.0.1:{port}" for port in ports),
                "cluster.initial_master_nodes": ",".join(names),
                "transport.port": str(port),
            },
        )
        for name, port in zip(names, ports, strict=True)
    ]
    with ExitStack() as stack:
        for node in nodes:
            stack.callback(node.stop)
        with ThreadPoolExecutor(count) as pool:
            list(pool.map(lambda node: node.start(), nodes))
        yield nodes


def _free_ports(count: int) -> list[int]:
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]
