"""The command line loads what a command needs and nothing else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import click
import pytest

from search_app.cli import COMMANDS, main
from search_app.paths import DataFolder

HEAVY = frozenset(
    """babel click corpus crawler elastic_transport elasticsearch flask jinja2 lingua lxml
    marisa_trie nlp numpy pydantic requests rich scrapy simplemma spacy sqlite3 tantivy thinc
    twisted waitress yaml""".split()  # noqa: SIM905
)
_CHILD = """
import json, sys
from search_app.cli import main
sys.argv = ["demandside", *sys.argv[1:]]
try:
    main()
except SystemExit as ended:
    code = ended.code
print(json.dumps({"code": code, "modules": sorted(sys.modules)}), file=sys.stderr)
"""


def loaded(*arguments: str) -> frozenset[str]:
    """Run a command in a child; return which of the heavy packages it has loaded."""
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, *arguments],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
        check=True,
    )
    told = json.loads(done.stderr.splitlines()[-1])
    assert told["code"] in (0, None), done.stderr
    return HEAVY & {name.partition(".")[0] for name in told["modules"]}


def test_the_list_of_commands_loads_nothing_but_click() -> None:
    assert loaded("--help") == {"click"}


def test_compare_loads_no_engine_and_no_tagger(tmp_path: Path) -> None:
    found = loaded("compare", "--country", "se", "--data", str(tmp_path))
    assert not found & {
        *("spacy", "numpy", "thinc", "scrapy", "twisted", "lxml", "elasticsearch", "waitress"),
        *("elastic_transport", "tantivy", "simplemma", "crawler", "requests"),
    }


def test_search_loads_no_tagger_and_no_client_of_a_cluster(
    built: DataFolder, lemma_folder: Path
) -> None:
    if not built.lemmas.exists():
        built.lemmas.symlink_to(lemma_folder)  # made once for all tests
    query = ("search", "buying sexual services", "--data", str(built.root), "--engine", "embedded")
    loaded(*query)  # the first one makes ready what the second one finds
    assert not loaded(*query) & {
        *("spacy", "numpy", "thinc", "scrapy", "twisted", "lxml", "elasticsearch", "waitress"),
        *("elastic_transport", "crawler", "requests"),
    }


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_of_the_table_is_there(name: str) -> None:
    place, line = COMMANDS[name]
    module, _, attribute = place.partition(":")
    command = getattr(import_module(f"search_app.commands.{module}"), attribute)
    assert isinstance(command, click.Command)
    assert command.name == name
    assert command.help
    assert line.endswith(".") and len(line) <= 70


def test_every_command_of_the_modules_is_in_the_table() -> None:
    assert isinstance(main, click.Group)
    folder = Path(__file__).parents[2] / "search_app" / "commands"
    found = {
        command.name
        for path in folder.glob("*.py")
        for command in vars(import_module(f"search_app.commands.{path.stem}")).values()
        if isinstance(command, click.Command)
    }
    inside = {
        name
        for command in (main.get_command(click.Context(main), each) for each in COMMANDS)
        if isinstance(command, click.Group)
        for name in command.commands
    }
    assert found <= set(COMMANDS) | inside
    assert set(COMMANDS) <= found
