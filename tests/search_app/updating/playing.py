"""Two publishers and a small corpus for updates: a Swedish code, amended later, and a Finnish law.

The code is written for these tests in the form of the Riksdag's open data. Its instrument has the
id of the code that the corpus cites; the reading behind `se-buy` is bound to its first wording.
"""

from __future__ import annotations

import dataclasses
import json
import multiprocessing
import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import yaml

import corpus.library
from corpus.coded.state import CodedState
from corpus.digest import digest
from corpus.library import Knowledge, packaged_knowledge
from crawler.crawl import crawl
from crawler.git import GitSource
from crawler.sources import loading
from search_app.cli import main
from search_app.updating import steps
from tests.crawler import answers
from tests.crawler.standin import Answer, Publisher, load, network
from tests.forked import Forked

SWEDEN, FINLAND = "se-brottsbalk", "fi-rikoslaki"
BUYING = "Den som köper en sexuell tjänst av någon döms till fängelse i högst {term}."
FIRST, SECOND = BUYING.format(term="ett år"), BUYING.format(term="två år")
OTHERS = ("Om kupor", "Den som lånar ut en kupa ska säga det till grannen.")
SWEDISH_URL = "https://data.riksdagen.se/dokumentstatus/sfs-1962-700.json"
FINNISH_URL = answers.table("fi")["routes"][0]["url"]
REPOSITORY = "repository"
"""The file that names the repository of an update."""
CODE = {
    "id": SWEDEN,
    "key": "sfs-1962-700",
    "title": "Brottsbalk (1962:700)",
    "language": "sv",
    "expect": ["1962:700"],
    "minimum": 3,
    "watch": ["6:11"],
}


def swedish(wording: str, number: str = "2025:1", day: str = "1 juli 2025") -> bytes:
    """Return the code as amended by an act that holds from a day."""
    sections = [
        f"6 kap. {OTHERS[0]}",
        f"1 § {OTHERS[1]}",
        f"11 § {wording}",
        "15 § Försök straffas.",
    ]
    closing = ["Övergångsbestämmelser", number, f"1. Denna lag träder i kraft den {day}."]
    document = {
        "dok_id": CODE["key"],
        "beteckning": "1962:700",
        "titel": CODE["title"],
        "subtitel": f"t.o.m. SFS {number}",
        "datum": "1962-12-21 00:00:00",
        "text": "\r\n\r\n".join((*sections, *closing)),
    }
    return json.dumps({"dokumentstatus": {"dokument": document}}).encode()


def play(publisher: Publisher, wording: str = FIRST) -> None:
    """Let the publishers answer well; the Swedish one with this wording."""
    load(publisher, "fi")
    publisher.play(SWEDISH_URL, Answer(swedish(wording), type="application/json"))


def amend(publisher: Publisher) -> None:
    """Let the Swedish publisher answer with the second wording."""
    body = swedish(SECOND, "2026:9", "1 september 2026")
    publisher.play(SWEDISH_URL, Answer(body, type="application/json"))


def source_files(folder: Path, frequency: int = 7) -> Path:
    """Write the source files of both publishers."""
    finnish = answers.imaginary("fi")[1].model_dump(mode="json", exclude_none=True)
    wanted = {"se": [CODE], "fi": [{**finnish, "id": FINLAND}]}
    for name, instruments in wanted.items():
        source, _ = answers.imaginary(name)
        plain: dict[str, Any] = source.model_dump(mode="json", exclude_none=True)
        plain |= {"instruments": instruments, "frequency_days": frequency}
        home = folder / name
        home.mkdir(parents=True)
        (home / loading.FILE).write_text(yaml.safe_dump(plain, allow_unicode=True), "utf-8")
    return folder


def repository_of(files: Path) -> dict[str, GitSource]:
    """Return the repository whose address stands beside the source files, if there is one."""
    named = files / REPOSITORY
    if not named.exists():
        return {}
    address = named.read_text("utf-8")
    return {
        "git-se": GitSource.model_construct(
            name="git-se", country="se", url=address, licence="free", door_of="se"
        )
    }


def small_knowledge() -> Knowledge:
    """Return what is known of Sweden and Finland; `se-buy` was read in the first wording."""
    known = packaged_knowledge()
    return dataclasses.replace(
        known,
        jurisdictions={code: known.jurisdictions[code] for code in ("fi", "se")},
        coded={"se": _rebound(known.coded["se"])},
    )


def _rebound(state: CodedState) -> CodedState:
    (buying,) = [offence for offence in state.offences if offence.id == "se-buy"]
    newest, *older = buying.versions
    readings = tuple(
        reading.model_copy(update={"sha256": digest(FIRST)})
        for reading in newest.readings
        if reading.provision == "6 kap. 11 §"
    )
    versions = (newest.model_copy(update={"readings": readings}), *older)
    return dataclasses.replace(
        state, offences=(buying.model_copy(update={"versions": versions}),), schemes=(), absences=()
    )


def run(files: str, address: str, arguments: Sequence[str]) -> None:
    """Run `demandside` with these sources, the stand-in and the small corpus; for a child."""
    multiprocessing.set_start_method("fork", force=True)  # as a process that was started by hand
    multiprocessing.current_process()._config["daemon"] = False  # type: ignore[attr-defined]
    loading.HOME = Path(files)
    knowledge = small_knowledge()
    corpus.library.packaged_knowledge = lambda: knowledge  # type: ignore[assignment]
    vars(steps)["crawl"] = partial(crawl, network=network(address))
    repositories = repository_of(loading.HOME)
    vars(steps)["git_sources"] = lambda: repositories
    main(list(arguments), prog_name="demandside")


@dataclasses.dataclass(frozen=True)
class Setting:
    """Where an update runs: data folder, source files, the address of the stand-in."""

    data: Path
    files: Path
    address: str

    def start(self, *arguments: str) -> Forked:
        """Start `demandside update` in a process of its own."""
        environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith("ELASTICSEARCH")},
            "DEMANDSIDE_CONTACT": "mailto:test@example.org",
            "DEMANDSIDE_DATA": str(self.data),
        }
        told = ("update", "--engine", "embedded", "--jobs", "1", *arguments)
        return Forked(run, str(self.files), self.address, told, environment=environment)

    def update(self, *arguments: str) -> tuple[int, dict[str, Any]]:
        """Update to the end; return the exit code and the report."""
        process = self.start("--json", *arguments)
        said, errors = process.communicate(120)
        assert said, errors
        report: dict[str, Any] = json.loads(said)
        return process.returncode, report


def data_folder(root: Path, lemmas: Path, compiled: Path) -> Path:
    """Make a data folder that shares word lists and compiled data with the whole run of tests."""
    root.mkdir(parents=True)
    (root / "lemmas").symlink_to(lemmas)
    (root / "compiled").symlink_to(compiled)
    return root
