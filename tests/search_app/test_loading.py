"""While much is loaded nothing is collected; afterwards collecting goes on as before."""

from __future__ import annotations

import gc

import click
import pytest
from click.testing import CliRunner

from search_app.cli import COMMANDS, QUICK, LazyGroup, main
from search_app.loading import loading


def test_collecting_goes_on_after_a_failure() -> None:
    with pytest.raises(ValueError, match="broken"), loading():
        assert not gc.isenabled()
        raise ValueError("broken")
    assert gc.isenabled()


def test_collecting_that_was_off_stays_off() -> None:
    with loading():
        with loading():
            pass
        assert not gc.isenabled()


def test_a_quick_command_loads_and_runs_without_collecting(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, bool] = {}

    def observing(name: str) -> click.Command:
        return click.Command(name, callback=lambda: seen.update({name: gc.isenabled()}))

    monkeypatch.setattr(LazyGroup, "get_command", lambda _self, _ctx, name: observing(name))
    for name in ("compare", "build"):
        assert CliRunner().invoke(main, [name]).exit_code == 0
    assert seen == {"compare": False, "build": True}
    assert set(COMMANDS) >= QUICK
