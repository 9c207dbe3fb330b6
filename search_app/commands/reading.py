"""The command `read`: the text of a provision, the facts bound to it, and what has changed."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import click

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

if TYPE_CHECKING:
    from corpus.coded.state import CodedState
    from corpus.verification.finding import Finding
    from corpus.verification.held import HeldTexts

_STANDING = {
    "same": "held, word for word as it was read",
    "changed": "CHANGED since it was read; this is the newest text",
    "unbound": "held, but not bound to the facts by a hash",
    "missing": "NOT in the held text of the act",
    "not-held": "no text held",
}


@click.command("read")
@click.argument("country")
@click.argument("question", required=False)
@click.option("--accept", is_flag=True, help="Record that the facts were read in these texts.")
@data_option
@json_option
def read_command(
    country: str, question: str | None, accept: bool, folder: DataFolder, as_json: bool
) -> None:
    """Show the provisions behind a state's facts as collected, and the finding on each fact.

    With --accept the facts are sealed as they are now, and readings are bound to the newest texts:
    do it only after reading them. It writes into the coded law of the installed project.
    """
    from corpus.library import HOME
    from corpus.store import Library
    from corpus.verification.accepting import accept as accept_facts
    from search_app.verification import texts_of, verify_all

    corpus = knowledge()
    if country not in corpus.coded:
        raise Refused(f"the law of '{country}' is not coded")
    if question is not None and question not in corpus.questions:
        raise Refused(f"there is no question '{question}'")
    state = corpus.coded[country]
    names = _records(state, question)
    with refusals(), Library(folder.library, readonly=True) as library:
        held = texts_of(state, library)
        found = [f for f in verify_all(corpus, library, (country,)) if f.record in names]
        if accept:
            bound = accept_facts(state, HOME / "states" / country, held, names)
            say(f"{len(names)} records accepted, {bound} readings bound to newer texts", err=True)
    if as_json:
        print_json(_as_data(state, names, held, found))
        return
    _print(state, names, held, found)


def _records(state: CodedState, question: str | None) -> set[str]:
    from corpus.verdict.history import periods
    from corpus.verification.accepting import records_of

    if question is None:
        return records_of(state, None, ())
    through = periods(state, question, dt.date.today())
    return records_of(state, question, (n for p in through for n in p.verdict.records))


def _as_data(
    state: CodedState, names: set[str], held: HeldTexts, found: list[Finding]
) -> list[dict[str, object]]:
    from corpus.verification.accepting import versions_of
    from corpus.verification.words import bind
    from search_app.worddiff import marked_changes

    return [
        {
            "record": name,
            "title": title,
            "readings": [
                {
                    "instrument": b.reading.instrument,
                    "provision": b.reading.provision,
                    "standing": b.standing,
                    "state": b.text.state if b.text else None,
                    "text": b.text.text if b.text else None,
                    "read_state": b.read.state if b.read else None,
                    "changes": list(marked_changes(b.read.text, b.text.text))
                    if b.read and b.text
                    else None,
                }
                for b in bind(version, held, state.code)
            ],
            "facts": [
                {"field": f.field, "coded": f.told, "outcome": f.outcome, "read": f.read}
                for f in found
                if f"{f.record} {f.since}" == name
            ],
        }
        for name, title, version in versions_of(state, names)
    ]


def _print(state: CodedState, names: set[str], held: HeldTexts, found: list[Finding]) -> None:
    shown: set[str] = set()
    for entry in _as_data(state, names, held, found):
        say("")
        say(f"# {entry['record']}: {entry['title']}")
        for reading in entry["readings"]:  # type: ignore[attr-defined]
            cited = f"{reading['instrument']} {reading['provision']}"
            say(f"  {cited} ({reading['state'] or '-'}): {_STANDING[reading['standing']]}")
            if reading["text"] and cited not in shown:
                for line in reading["text"].split("\n"):
                    say(f"    {line}")
                shown.add(cited)
            if reading["changes"]:
                say(f"    changed since the text of {reading['read_state']}:")
                for line in reading["changes"]:
                    say(f"      {line}")
        for fact in entry["facts"]:  # type: ignore[attr-defined]
            read = f" (read: {fact['read']})" if fact["read"] else ""
            say(f"  {fact['outcome']:<14} {fact['field']}: {fact['coded']}{read}")
