"""Commands on the index in Elasticsearch: `index build`, `update`, `status` and `rollback`."""

from __future__ import annotations

import os
from dataclasses import asdict

import click

from corpus.store import Library
from search_app.commands.common import (
    data_option,
    json_option,
    knowledge,
    print_json,
    refusals,
    writing_to,
)
from search_app.commands.saying import say
from search_app.index.documents import documents
from search_app.index.elastic.config import elastic_settings
from search_app.index.elastic.reindex import reindex, rollback, status
from search_app.index.elastic.update import update
from search_app.paths import DataFolder


@click.group("index")
def index_group() -> None:
    """Build, update, show and roll back the index in Elasticsearch (needs ELASTICSEARCH_URL)."""


@index_group.command("build")
@data_option
@json_option
@click.option(
    "--accept-losses", is_flag=True, help="Skip the comparison with the previous generation."
)
def build_index(folder: DataFolder, as_json: bool, accept_losses: bool) -> None:
    """Build a generation in the cluster from the library; the old one serves until it is ready."""
    corpus = knowledge()
    with writing_to(folder), Library(folder.library) as library:
        done = reindex(
            elastic_settings(os.environ), documents(corpus, library), accept_losses=accept_losses
        )
    if as_json:
        print_json(asdict(done))
    else:
        say(str(done))


@index_group.command("update")
@data_option
@json_option
@click.option(
    "--accept-losses", is_flag=True, help="Skip the comparison with the previous generation."
)
def update_index(folder: DataFolder, as_json: bool, accept_losses: bool) -> None:
    """Update the index from the library, sending only the provisions that changed."""
    corpus = knowledge()
    with writing_to(folder), Library(folder.library) as library:
        done = update(
            elastic_settings(os.environ), documents(corpus, library), accept_losses=accept_losses
        )
    if as_json:
        print_json(asdict(done))
    else:
        say(str(done))


@index_group.command("status")
@json_option
def show_status(as_json: bool) -> None:
    """List the generations in the cluster, newest first."""
    with refusals():
        generations = status(elastic_settings(os.environ))
    if as_json:
        print_json([asdict(generation) for generation in generations])
        return
    for generation in generations:
        say(str(generation))


@index_group.command("rollback")
@json_option
def roll_back(as_json: bool) -> None:
    """Go back to the previous generation."""
    with refusals():
        old, new = rollback(elastic_settings(os.environ))
    if as_json:
        print_json({"from": old, "to": new})
    else:
        say(f"{new} serves instead of {old}")
