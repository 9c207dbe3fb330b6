"""Reads the source files: each is checked, and a fault is reported with its file and line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from corpus.official import official_languages
from corpus.yamlfile import CorpusError, YamlFile
from crawler.formats import formats
from crawler.sources.model import FIELD, SourceFile, WantedInstrument

HOME = Path(__file__).parent
FILE = "source.yaml"
_NO_HTTP = "only https is asked, unless `http` says why it must be without"


@cache
def sources() -> dict[str, SourceFile]:
    """Return all sources by name, sorted.

    Raises:
        CorpusError: one line for each fault in any of their files.
    """
    loaded: dict[str, SourceFile] = {}
    faults: list[str] = []
    for path in sorted(HOME.glob(f"*/{FILE}")):
        try:
            source = load_source(path)
            loaded[source.name] = source
        except CorpusError as error:
            faults.extend(error.lines)
    if faults:
        raise CorpusError(faults)
    return loaded


def load_source(path: Path) -> SourceFile:
    """Read one source file and check what its model cannot: folder, format, hosts, addresses.

    Raises:
        CorpusError: one line for each fault, with file and line.
    """
    file = YamlFile(path, f"sources/{path.parent.name}/{path.name}")
    source = file.parse(SourceFile)
    faults = [*_source_faults(source, file, path.parent.name)]
    seen: set[tuple[str, str]] = set()
    for i, instrument in enumerate(source.instruments):
        faults += [
            file.fault(["instruments", i], fault) for fault in _address_faults(source, instrument)
        ]
        key = (instrument.id, instrument.language)
        if key in seen:
            faults.append(file.fault(["instruments", i, "id"], f"{instrument.id} stands twice"))
        seen.add(key)
        if instrument.translated and (strange := {*source.languages} - {*official_languages()}):
            fault = f"no official languages of the Union: {', '.join(sorted(strange))}"
            faults.append(file.fault(["instruments", i, "translated"], fault))
    if faults:
        raise CorpusError(faults)
    return source


def _source_faults(source: SourceFile, file: YamlFile, folder: str) -> Iterator[str]:
    """Yield what is wrong with the source apart from its instruments."""
    if source.name.replace("-", "_") != folder:
        yield file.fault(["name"], f"the folder is called {folder}")
    if source.format not in formats():
        yield file.fault(["format"], f"no such format: {source.format}")
    if source.token is not None and len(source.key_variables) != 2:
        yield file.fault(["token"], "needs two key_variables: client id and secret")
    if source.permission is not None and source.permission.host not in source.hosts:
        yield file.fault(["permission", "host"], "is none of the hosts")
    if not source.http:
        for name, address in (("sentinel", source.sentinel), ("token", source.token)):
            if str(address).startswith("http:"):
                yield file.fault([name], _NO_HTTP)


def _address_faults(source: SourceFile, instrument: WantedInstrument) -> Iterator[str]:
    """Yield what is wrong with the first address that is asked for an instrument."""
    past = instrument.model_copy(update={"day": dt.date(2000, 1, 1)})
    for wanted in (instrument, past) if source.history else (instrument,):
        yield from _faults_of(source, source.start(wanted).url)


def _faults_of(source: SourceFile, url: str) -> Iterator[str]:
    if unfilled := FIELD.search(url):
        yield f"nothing fills {unfilled[0]} of the address"
    if not url.startswith("https:") and not source.http:
        yield f"{url}: {_NO_HTTP}"
    if (urlsplit(url).hostname or "") not in source.hosts:
        yield f"{url} is on none of the hosts"
