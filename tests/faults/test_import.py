"""Importing what others wrote: each file is a trial of its own, and none is the end of the rest."""

from __future__ import annotations

import json
import re
import resource
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.instruments import instrument_id
from corpus.library import Knowledge
from corpus.markdown import StatuteError, parse_statute
from corpus.store import Library
from search_app.paths import DataFolder
from tests.faults import hostile
from tests.faults.conftest import LONG, Tally

_SECONDS = 120
"""A guard against a hang, in CPU seconds; far more than the work needs."""
_CHILD = """
import json, sys
from click.testing import CliRunner
from search_app.cli import main
told = []
for arguments in json.loads(sys.argv[1]):
    done = CliRunner().invoke(main, arguments)
    error = repr(done.exception) if done.exc_info and done.exc_info[0] is not SystemExit else ""
    told.append([done.exit_code, done.stdout, done.stderr, error])
sys.stdout.write(json.dumps(told))
"""
NAMED = ("pipe.md", "endless.md", "huge.md", "memory.md")


class Outcome(NamedTuple):
    """What a command answered, and the exception that it left with, if one."""

    code: int
    out: str
    err: str
    error: str


class Run(NamedTuple):
    """The hostile folder with what was done with it."""

    root: Path
    good: set[str]
    bad: dict[str, bool]
    library: Path
    outcomes: dict[str, Outcome]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Run all commands in a process of its own, which no endless file can keep."""
    home = tmp_path_factory.mktemp("hostile")
    root = home / "in"
    good, bad = hostile.make(root, home / "outside.md")
    named = [str(root / name) for name in (*NAMED, "new\nline.md")]
    commands = {
        "json": ["import", str(root), "--data", str(home / "data"), "--json"],
        "text": ["import", str(root), "--data", str(home / "data")],
        "named": ["import", *named, "--data", str(home / "other")],
        "tag": ["tag", *named],
        "loop": ["import", str(root / "loop.md"), "--data", str(home / "other")],
        "zero": ["import", "/dev/zero", "--data", str(home / "other")],
    }
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, json.dumps(list(commands.values()))],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=1200,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS)),
    )
    outcomes = [Outcome(*told) for told in json.loads(done.stdout)]
    library = DataFolder(home / "data").library
    return Run(root, good, bad, library, dict(zip(commands, outcomes, strict=True)))


def test_no_command_leaves_with_an_exception(run: Run) -> None:
    assert {name: outcome.error for name, outcome in run.outcomes.items() if outcome.error} == {}
    ours = re.compile(r"unexpected [A-Z]\w+(:|$)", re.MULTILINE)
    assert not [name for name, outcome in run.outcomes.items() if ours.search(outcome.out)]


def test_every_good_file_arrives_and_every_bad_one_is_one_line(
    run: Run, knowledge: Knowledge, tally: Callable[[str], Tally]
) -> None:
    counted = tally("hostile files in a folder that is imported")
    counted.note = "all good files held, one line for each other, no exception"
    assert len(run.good) + len(run.bad) >= 80
    report = json.loads(run.outcomes["json"].out)
    skipped = {Path(each["file"]).name: each for each in report["skipped"]}
    with Library(run.library) as library:
        held = {name for name, *_ in library.instruments()}
    for identifier in run.good:
        there = instrument_id(knowledge, "se", identifier) in held
        counted.count(*[f"{identifier} is not held"] if not there else ())
    for name, fails in run.bad.items():
        each = skipped.get(name)
        right = each and each["reason"] and "\n" not in each["reason"] and each["failed"] is fails
        counted.count(*[f"{name}: {each}"] if not right else ())
    assert Counter(Path(each["file"]).name for each in report["skipped"]) == Counter(run.bad.keys())
    assert report["added"] == len(run.good)
    assert run.outcomes["json"].code == 1


def test_nothing_commands_the_terminal_or_forges_a_line(run: Run) -> None:
    code, out, err, _ = run.outcomes["text"]
    assert code == 1
    lines = out.splitlines()
    assert len(lines) == 1 + len(run.bad)
    assert {line.split()[0] for line in lines[1:]} == {"failed", "skipped"}
    assert not set(out + err) & set("\x1b\x07\x9b\u202e\u2066\u2028")
    assert not set(run.outcomes["json"].out) & set("\x1b\x07\x9b\u202e\u2066\u2028")


@pytest.mark.parametrize(("command", "says"), [("named", "1 texts added"), ("tag", '"concepts"')])
def test_a_file_that_is_named_is_a_trial_like_others(run: Run, command: str, says: str) -> None:
    code, out, err, _ = run.outcomes[command]
    assert code == 1
    assert says in out
    for name in NAMED:
        assert f"failed {run.root / name}: " in out + err


def test_what_is_no_file_is_said(run: Run) -> None:
    # there is no file at all behind the loop: nothing is begun
    assert run.outcomes["loop"].code == 2
    assert "cannot be read" in run.outcomes["loop"].err
    assert run.outcomes["zero"].code == 1
    assert "failed /dev/zero: a device, not a regular file" in run.outcomes["zero"].out


_WORDS = st.sampled_from([
    "---", "\n", "\n---\n", "title: T", "identifier: X", "country: se", "country: gr", ": ", "- ",
    "&a ", "*a", "!!int ", "!!timestamp ", "[", "]", "{", "}", '"', "'", "|", ">", "? ",
    "# ", "### ",
    "1 §", "## Artikel 1", "<sup>", "</sup>", "[a](", ")", "**", "\t", "\x00", "\x1b", "\u202e",
    "\u2028", "\ufeff", "2021-02-30", "1" * 5000, "①", "²", "\u0301", "é", "𝒳", " " * 50,
])  # fmt: skip


def test_any_bytes_are_a_statute_or_are_refused(tally: Callable[[str], Tally]) -> None:
    counted = tally("random front matter and bodies of statutes")
    counted.note = "a statute or a refusal in one line"
    part = st.one_of(_WORDS, st.text(max_size=6))

    @given(st.lists(part, max_size=30), st.lists(part, max_size=30), st.integers(0, 2))
    @settings(max_examples=5000 if LONG else 50, deadline=None, database=None)
    def one(meta: list[str], body: list[str], shape: int) -> None:
        known = "title: T\nidentifier: X 1\ncountry: se\n" if shape else ""
        text = f"---\n{known}{''.join(meta)}\n---\n{'### 1 §' * (shape == 2)}\n{''.join(body)}"
        counted.count()
        try:
            version = parse_statute(text.encode("utf-8", "replace"), "t")
        except StatuteError as error:
            assert str(error)
            assert "Traceback" not in str(error)
        else:
            assert version.provisions
            assert version.model_dump_json()

    one()
