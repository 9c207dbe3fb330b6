"""Words of others reach a terminal through one door, which shows what would be obeyed."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import search_app.commands
from corpus.printable import printable_json
from search_app.cli import main
from search_app.commands.common import Refused
from search_app.commands.saying import say, say_json, say_table, say_text

HOME = Path(search_app.commands.__file__).parent
DOOR = "saying.py"
FORBIDDEN = {"echo", "secho", "print", "print_json", "write", "writelines"}
OBEYED = set("\x1b\x07\x9b\x7f\u202e\u2066\u2028\r")
NASTY = "a\x1b[2J\x07\x9b\u202eb\u2066\u2028\r[red]c[/red]"


@pytest.mark.parametrize("module", sorted(path.name for path in HOME.glob("*.py")))
def test_commands_print_through_the_door_only(module: str) -> None:
    """`click.echo`, `print`, a rich console and the streams are for `saying.py`."""
    tree = ast.parse((HOME / module).read_text("utf-8"))
    used = [
        node for node in ast.walk(tree)
        if isinstance(node, ast.Call) and _prints(node.func)
    ]  # fmt: skip
    assert bool(used) is (module == DOOR), [ast.unparse(node) for node in used]


def _prints(called: ast.expr) -> bool:
    if isinstance(called, ast.Name):
        return called.id in {"print", "echo", "secho"}
    if not isinstance(called, ast.Attribute) or called.attr not in FORBIDDEN:
        return False
    owner = ast.unparse(called.value)
    return owner in {"click", "rich", "errors", "sys.stdout", "sys.stderr"} or "onsole" in owner


def test_a_line_stays_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    say(f"{NASTY}\nskipped forged")
    say("to the log\n", err=True)
    shown = capsys.readouterr()
    assert shown.out.count("\n") == shown.err.count("\n") == 1
    assert not set(shown.out) & OBEYED


def test_texts_and_tables(capsys: pytest.CaptureFixture[str]) -> None:
    say_text(f"{NASTY}\nb\n")
    say_table(NASTY, ["Column"], [[NASTY], ["[bold]x[/bold]"]])
    shown = capsys.readouterr().out
    assert not set(shown) & OBEYED
    assert "[bold]x[/bold]" in shown
    assert shown.startswith("a\\x1b[2J\\x07\\x9b\\u202eb")


def test_json_means_what_it_meant(capsys: pytest.CaptureFixture[str]) -> None:
    value = {NASTY: [NASTY, "\ud800", "é𝒳", "line\nline"]}
    say_json(value)
    shown = capsys.readouterr().out
    assert json.loads(shown) == value
    assert not set(shown) & OBEYED
    assert "é𝒳" in shown


@given(st.text())
def test_any_text_is_json_again(text: str) -> None:
    shown = printable_json(json.dumps(text, ensure_ascii=False))
    assert json.loads(shown) == text
    assert not set(shown) & OBEYED


def test_a_refusal_quotes_and_does_not_obey() -> None:
    assert Refused(NASTY + "\nx", "second").format_message().count("\n") == 1
    done = CliRunner().invoke(main, ["import", f"no{NASTY}\nsuch"])
    assert done.exit_code == 2
    assert not set(done.output) & OBEYED
    assert done.output.count("\n") == 1


def test_a_query_and_a_text_do_not_command_the_terminal(built: object) -> None:
    root = str(getattr(built, "root"))  # noqa: B009 - a data folder
    done = CliRunner().invoke(main, ["search", f"{NASTY} bok", "--data", root])
    assert not set(done.output) & OBEYED


def test_ids_are_not_broken_outside_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    long = "purchase-adult-of-a-very-long-name"
    say_table("Table", ["Id", "Words"], [[long, "words " * 60]], whole=["Id"])
    printed = capsys.readouterr().out
    assert long in printed
    assert ("words " * 60).strip() in printed
