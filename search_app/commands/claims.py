"""The commands that check the claims of a text about the law, and measure how well that works."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from search_app.commands.common import (
    Refused,
    covered,
    json_option,
    knowledge,
    os_sentence,
    print_json,
    refusals,
)
from search_app.commands.saying import say, say_table

if TYPE_CHECKING:
    from search_app.claims.checked import CheckedClaim
    from search_app.claims.measuring import HalfMeasured


@click.command("check-claims")
@click.argument("source", metavar="[FILE|-]", default="-")
@click.option(
    "--as-of",
    "as_of",
    type=click.DateTime(["%Y-%m-%d"]),
    default=None,
    help="The day that 'now' means in the text, today by default.",
)
@json_option
def check_claims_command(source: str, as_of: dt.datetime | None, as_json: bool) -> None:
    """Check what a text claims about the law of the member states.

    FILE is a text in UTF-8 whose paragraphs are parted by blank lines; - reads standard input.
    Each claim is right, wrong, was right until a day, or undecidable.
    """
    from search_app.claims.check import check_text
    from search_app.claims.checked import TextTooLongError

    day = covered(as_of.date(), as_of.date().isoformat()) if as_of else None
    text = _text(source)
    try:
        checked = check_text(text, knowledge(), day)
    except TextTooLongError as error:
        raise Refused(str(error)) from error
    if as_json:
        print_json([claim.to_json() for claim in checked.claims])
        return
    columns = ("Paragraph", "Claim", "Verdict", "Evidence")
    say_table(f"{len(checked.claims)} claims", columns, map(_row, checked.claims))
    say(f"sentences passed over: {checked.passed_over} of {checked.sentences}")


@click.command("evaluate-claims")
@click.option(
    "--set",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    default=None,
    help="Measure on the sentences of this file instead of those that come with the program.",
)
@json_option
def evaluate_claims_command(file: Path | None, as_json: bool) -> None:
    """Measure the claim checker on sentences whose verdicts are known.

    Half of each set, chosen by the hash of the sentence, was never looked at while the phrases were
    written. FILE has the form of search_app/claims/evaluation/english.yaml.
    """
    from search_app.claims.measuring import claim_set, measure, read_claim_set, set_names

    corpus = knowledge()
    with refusals():
        sets = {str(file): read_claim_set(file)} if file else {n: claim_set(n) for n in set_names()}
    measured = [half for name, claims in sets.items() for half in measure(name, claims, corpus)]
    if as_json:
        print_json([half.to_json() for half in measured])
        return
    for half in measured:
        title = f"{half.name}, {half.half}: {half.sentences} sentences, {len(half.claims)} claims"
        say_table(title, ("Verdict", "Claims", "Given", "Precision", "Recall"), _figure_rows(half))
        say(f"right claims called wrong: {half.right_called_wrong}")


def _figure_rows(half: HalfMeasured) -> list[tuple[str, ...]]:
    from search_app.claims.measuring import figures

    return [
        (
            verdict.replace("-", " "), str(row["claims"]), str(row["given"]),
            f"{row['precision']:.3f}", f"{row['recall']:.3f}",
        )
        for verdict, row in figures(half.claims).items()
    ]  # fmt: skip


def _row(claim: CheckedClaim) -> tuple[str, str, str, str]:
    until = f" {claim.until.isoformat()}" if claim.until else ""
    evidence = "\n".join(str(entry["text"]) for entry in claim.evidence)
    verdict = claim.verdict.replace("-", " ") + until
    return str(claim.paragraph), claim.claim, verdict, evidence


def _text(source: str) -> str:
    """Return the text of a file or of standard input, or refuse it.

    More bytes than a text of the greatest length can have are not read.
    """
    from search_app.claims.checked import MOST_CHARACTERS

    try:
        with click.open_file(source, "rb") as file:
            raw = _read(file, MOST_CHARACTERS)
        return raw.decode("utf-8-sig")
    except OSError as error:
        raise Refused(os_sentence(error)) from error
    except UnicodeDecodeError as error:
        raise Refused(f"{source}: the text is not UTF-8") from error


def _read(file: IO[bytes], most: int) -> bytes:
    raw = file.read(4 * most + 4)
    if len(raw) > 4 * most:
        raise Refused(f"the text is longer than {most:,} characters")
    return raw
