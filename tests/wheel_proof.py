"""Proves that the wheel works without the checkout: installed alone, it tags and serves the site.

    python -m tests.wheel_proof                      build the wheel and install it, with what
                                                     runtime.lock pins, in an empty environment
    python -m tests.wheel_proof --environment FOLDER try an environment that has it already

The environment lies outside the checkout, and every interpreter in it ends at once when it opens a
file of the checkout.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 300
"""Seconds until the site must answer; without an index it builds one first."""
PIP = ("-m", "pip", "--quiet", "--disable-pip-version-check")
GUARD = """
import os

def _refuse(event, arguments, checkout={checkout!r}):
    if event in ("open", "os.listdir", "os.scandir") and isinstance(arguments[0], (str, bytes)):
        path = os.path.realpath(os.fsdecode(arguments[0]))
        if (path + os.sep).startswith(checkout + os.sep):
            os.write(2, f"{{path}} is a file of the checkout\\n".encode())
            os._exit(99)

__import__("sys").addaudithook(_refuse)
"""
"""The environment's `sitecustomize`; nothing takes an audit hook off again."""
TAGGING = """
import json, corpus, crawler, nlp, search_app
doc = nlp.load("sv")("Den som köper en sexuell tjänst döms till böter.")
homes = [room.__file__ for room in (corpus, crawler, nlp, search_app)]
print(json.dumps({"homes": homes, "concepts": nlp.provision_tags(doc).concepts}))
"""
PAGES = {
    "/": b"<html",
    "/country/se": b"Sweden",
    "/search?q=buying+sex": b"<html",
    "/compare.json?country=se&question=purchase-adult": b'"criminal"',
    "/static/site.css": b"{",
    "/readyz": b"embedded",
}
"""Addresses, and words that the response must hold."""
_T = TypeVar("_T")


def main() -> None:
    """Run the proof; ends with an exception where the wheel does not work alone."""
    parser = argparse.ArgumentParser(description="Prove that the wheel works without the checkout.")
    parser.add_argument("--environment", type=Path, help="one that has the wheel installed")
    given: Path | None = parser.parse_args().environment
    with tempfile.TemporaryDirectory(prefix="wheel-proof-") as folder:
        home = Path(folder).resolve()
        environment = given or timed("built and installed", lambda: install(home))
        python = guarded(environment.absolute())
        timed("a sentence tagged", lambda: tag(python, home))
        timed("the site served", lambda: serve(python, home))


def timed(what: str, do: Callable[[], _T]) -> _T:
    """Do something and print how long it took."""
    begun = time.monotonic()
    result = do()
    sys.stdout.write(f"wheel proof: {what} ({time.monotonic() - begun:.1f} s)\n")
    sys.stdout.flush()
    return result


def install(home: Path) -> Path:
    """Build the wheel, install it in a new environment under `home`, and return that."""
    shutil.rmtree(ROOT / "build" / "lib", ignore_errors=True)  # what a module was, is no part of it
    options = ("--no-deps", "--no-build-isolation", "--wheel-dir", str(home / "dist"))
    subprocess.run([sys.executable, *PIP, "wheel", *options, str(ROOT)], check=True)
    (wheel,) = (home / "dist").glob("*.whl")
    environment = home / "environment"
    subprocess.run([sys.executable, "-m", "venv", environment], check=True)
    pip = [environment / "bin" / "python", *PIP, "install"]
    lock = ROOT / "runtime.lock"
    subprocess.run([*pip, "--require-hashes", "--requirement", lock], check=True)
    subprocess.run([*pip, "--no-deps", wheel], check=True)
    return environment


def guarded(environment: Path) -> Path:
    """Close the checkout to an environment; return its interpreter."""
    if environment.resolve().is_relative_to(ROOT):
        raise ValueError(f"{environment} lies in the checkout")
    (packages,) = environment.glob("lib/python*/site-packages")
    (packages / "sitecustomize.py").write_text(GUARD.format(checkout=str(ROOT)), "utf-8")
    python = environment / "bin" / "python"
    opened = run(python, environment, "-c", f"open({str(ROOT / 'pyproject.toml')!r})")
    if opened.returncode != 99:
        raise RuntimeError(f"the environment can read the checkout: {opened}")
    return python


def run(python: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the interpreter of the environment in a folder, and return what it did."""
    return subprocess.run(
        [python, *arguments], cwd=folder, env=variables(folder), capture_output=True, text=True,
        timeout=PATIENCE, check=False,
    )  # fmt: skip


def variables(folder: Path) -> dict[str, str]:
    """Return all variables of the processes: nothing in them leads to the checkout."""
    return {"PATH": os.defpath, "HOME": str(folder), "LANG": "C.UTF-8"}


def tag(python: Path, home: Path) -> None:
    """Tag a sentence with spaCy's pipeline of the wheel."""
    done = run(python, home, "-c", TAGGING)
    if done.returncode:
        raise RuntimeError(done.stderr)
    told = json.loads(done.stdout)
    packages = python.parents[1] / "lib"
    if not all(Path(path).is_relative_to(packages) for path in told["homes"]):
        raise RuntimeError(f"not from the wheel: {told['homes']}")
    if told["concepts"] != ["purchase"]:
        raise RuntimeError(f"tagged otherwise: {told['concepts']}")


def serve(python: Path, home: Path) -> None:
    """Serve the site from an empty data folder and read some of its pages."""
    with served(python, home) as address:
        for path, words in PAGES.items():
            with urlopen(address + path, timeout=PATIENCE) as response:
                body = response.read()
            if words not in body:
                raise RuntimeError(f"{path} does not hold {words!r}: {body[:500]!r}")


@contextmanager
def served(python: Path, home: Path) -> Iterator[str]:
    """Run `demandside serve` for a block; yield its address once it answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [python.with_name("demandside"), "serve", "--data", home / "data"]
    log = home / "serve.log"
    with (
        log.open("w", encoding="utf-8") as errors,
        subprocess.Popen(
            [*command, "--port", str(port), "--workers", "1"],
            cwd=home, env=variables(home), stdout=subprocess.PIPE, stderr=errors, text=True,
        ) as process,
    ):  # fmt: skip
        try:
            assert process.stdout is not None
            if not process.stdout.readline():  # it writes a line when it answers
                raise RuntimeError(f"no site: {log.read_text('utf-8')[-2000:]}")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(60)


if __name__ == "__main__":
    main()
