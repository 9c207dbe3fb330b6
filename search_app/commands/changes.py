"""The command `changes`: what changed in held texts, or in law and texts since a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import asdict

import click

from corpus.store import Library
from search_app.changes import changed_provisions
from search_app.commands.common import (
    Refused,
    data_option,
    json_option,
    knowledge,
    print_json,
    refusals,
)
from search_app.commands.saying import say
from search_app.paths import DataFolder


@click.command("changes")
@click.option("--tagged", is_flag=True, help="Only provisions that carry a concept.")
@click.option("--since", default=None, help="Changes of law, statuses and texts since YYYY-MM-DD.")
@click.option("--country", "countries", multiple=True, help="With --since; may be repeated.")
@click.option("--question", "questions", multiple=True, help="With --since; may be repeated.")
@data_option
@json_option
def changes_command(
    tagged: bool,
    since: str | None,
    countries: Sequence[str],
    questions: Sequence[str],
    folder: DataFolder,
    as_json: bool,
) -> None:
    """List what new versions of collected instruments changed; or all that changed since a day."""
    if since is None and (countries or questions):
        raise Refused("--country and --question go with --since")
    if since is not None:
        _since(since, countries, questions, folder, as_json)
        return
    with refusals(), Library(folder.library, readonly=True) as library:
        changes = list(changed_provisions(knowledge(), library, tagged_only=tagged))
    if as_json:
        print_json([asdict(change) for change in changes])
        return
    for change in changes:
        carried = f" ({', '.join(change.concepts)})" if change.concepts else ""
        say(f"{change.seen_at[:10]} {change.instrument} {change.number}: {change.what}{carried}")
    say(f"{len(changes)} provisions changed")


def _since(
    since: str,
    countries: Sequence[str],
    questions: Sequence[str],
    folder: DataFolder,
    as_json: bool,
) -> None:
    from corpus.library import HOME
    from search_app.feeds.item import FeedFilter
    from search_app.feeds.items import feed_items
    from search_app.feeds.jsonfeed import json_feed_items

    corpus, day = knowledge(), _day(since)
    wanted = FeedFilter(
        _known("--country", countries, corpus.jurisdictions),
        _known("--question", questions, corpus.questions),
        since=day,
    )
    library = folder.library if folder.library.exists() else None
    with refusals():
        items = feed_items(corpus, library, dt.date.today(), wanted, HOME)
    if as_json:
        written = [item.plain() for item in json_feed_items(items, "")]
        print_json({"since": day.isoformat(), "total": len(items), "items": written})
        return
    for item in items:
        say(f"{item.day} {item.kind:10} {item.title}")
        say(f"{'':21} {item.path}")
    say(f"{len(items)} changes since {day.isoformat()}")


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise Refused(f"--since '{text}' is not a day like 2016-01-01") from error


def _known(option: str, values: Sequence[str], allowed: Collection[str]) -> tuple[str, ...]:
    for value in values:
        if value not in allowed:
            raise Refused(f"{option} '{value}' is none of: {', '.join(allowed)}")
    return tuple(dict.fromkeys(values))
