"""Real answers of publishers, kept beside the project, are read to the right counts and dates."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import pytest
import yaml

from crawler.formats import reader
from crawler.parsing import Ask, FormatError, ParsedText
from crawler.sources import sources

HOME = Path(__file__).parent / "samples"
SHARED = Path(__file__).parents[3] / "shared"
ROOTS = {"portals": SHARED / "portals" / "samples", "policy": SHARED / "policy" / "samples"}


def cases() -> list[tuple[str, Path, dict[str, Any]]]:
    """Return every listed sample with its source."""
    found = []
    for path in sorted(HOME.glob("*.yaml")):
        listed = yaml.safe_load(path.read_text("utf-8"))
        listed = {"samples": listed} if isinstance(listed, list) else listed
        root = ROOTS[listed.get("root", "portals")]
        found += [(path.stem, root / case["file"], case) for case in listed["samples"]]
    return found


def body_of(path: Path, case: dict[str, Any]) -> bytes:
    """Return the answer in a file, unpacked; `stored: doubled` undoes a second UTF-8 encoding.

    Some samples were encoded twice by whoever stored them, not by the publisher.
    """
    body = path.read_bytes()
    if case.get("stored") == "doubled":
        return body.decode("utf-8-sig").encode("latin-1")
    return gzip.decompress(body) if path.suffix == ".gz" else body


def asked(source: str, case: dict[str, Any]) -> Ask:
    """Return what the answer answers."""
    origin = sources()[source]
    given = {"country": origin.country, "base": f"https://{origin.hosts[0]}", **case["ask"]}
    return Ask(**{**given, "expect": tuple(given.get("expect", ()))})


def read(source: str, path: Path, case: dict[str, Any]) -> ParsedText:
    """Read a sample, or skip the test when it is not there."""
    if not path.exists():
        pytest.skip(f"{path.name} is not beside the project")
    return reader(case.get("format", sources()[source].format))(
        body_of(path, case), asked(source, case)
    )


READ = [c for c in cases() if "error" not in c[2] and "exception" not in c[2]]
REFUSED = [c for c in cases() if "error" in c[2]]


@pytest.mark.shared
@pytest.mark.parametrize(("source", "path", "case"), READ, ids=[str(c[2]["file"]) for c in READ])
def test_a_sample_has_the_right_counts(source: str, path: Path, case: dict[str, Any]) -> None:
    found = read(source, path, case)
    assert len(found.provisions) == case.get("provisions", 0)
    if "follows" in case:
        assert len(found.follow) == case["follows"]
    assert found.provisions or found.follow or found.title or found.published or found.adopted
    held = {p.number for p in found.provisions}
    assert [n for n in case.get("numbers", ()) if str(n) not in held] == []
    for name in ("adopted", "published", "in_force", "language", "title"):
        if name in case:
            assert getattr(found, name) == (None if case[name] is None else str(case[name]))
    assert all(p.text or p.heading for p in found.provisions)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("source", "path", "case"), REFUSED, ids=[str(c[2]["file"]) for c in REFUSED]
)
def test_a_sample_that_is_no_act_is_refused(source: str, path: Path, case: dict[str, Any]) -> None:
    with pytest.raises(FormatError) as caught:
        read(source, path, case)
    assert case["error"].casefold() in str(caught.value).casefold()


@pytest.mark.shared
def test_every_sample_is_listed_or_argued() -> None:
    for kind, root in ROOTS.items():
        if not root.exists():
            pytest.skip(f"{kind} samples are not beside the project")
    listed = {path.resolve() for _, path, _ in cases()}
    held = {
        path.resolve()
        for root in ROOTS.values()
        for path in root.rglob("*")
        if path.is_file() and path.name != "SOURCE.yaml"
    }
    assert sorted(str(path.name) for path in held - listed) == []
    assert all("exception" not in case or len(case["exception"]) > 20 for _, _, case in cases())
