"""The command `doctor`, which examines everything."""

from __future__ import annotations

import sys
from dataclasses import asdict

import click

from search_app.commands.common import data_option, json_option, print_json
from search_app.commands.saying import say
from search_app.doctor import Symptom, examine
from search_app.paths import DataFolder


@click.command("doctor")
@data_option
@json_option
def doctor_command(folder: DataFolder, as_json: bool) -> None:
    """Examine the data folder and the program; exit code 1 if something is broken."""
    found: list[Symptom] = []
    for symptom in examine(folder):
        found.append(symptom)
        if not as_json:
            say(str(symptom))
    if as_json:
        print_json([asdict(symptom) for symptom in found])
    sys.exit(any(symptom.level == "fault" for symptom in found))
