"""Every string of the interface can be given to translators."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[3]


def test_messages_can_be_extracted(tmp_path: Path) -> None:
    target = tmp_path / "messages.pot"
    command = [sys.executable, "-m", "babel.messages.frontend", "-q"]
    arguments = ["extract", "-F", "babel.cfg", "-o", str(target), "."]
    subprocess.run([*command, *arguments], cwd=ROOT, check=True, timeout=120)
    with target.open("rb") as file:
        messages = {m.id if isinstance(m.id, str) else m.id[0] for m in read_po(file) if m.id}
    assert {
        "Skip to the content",
        "fine up to %(most)s",
        "%(num)s year's imprisonment",
        "Criminal offence",
        "Buying sex from an adult",
        "asks for paid sex",
        "only in places or circumstances that the law names",
        "Fault standard below",
        "In %(num)s of the %(total)s member states advertising sexual services is an offence",
        "%(status)s: %(number)s",
    } <= messages
