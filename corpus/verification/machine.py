"""What the machine reads about an offence in the texts of the provisions that state it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from corpus.coded.offences import OffenceVersion
from corpus.coded.penalties import PenaltyCase
from corpus.dates import first_day
from corpus.penalty import Strict
from corpus.verification import terms
from corpus.verification.held import HeldText
from corpus.verification.scales import SILENT, MachineReading, ScaleReader, read_bounds, scales_of
from corpus.yamlfile import YamlFile

_CONCEPTS = Path(__file__).with_name("concepts.yaml")
_ADULT = 18

Sanctions = Mapping[str, Counter[str]]
"""Instrument → sanction → how many records have it."""


class SideConcepts(Strict):
    """The concepts that belong to each side, and to the question of each scheme."""

    buyer: tuple[str, ...]
    seller: tuple[str, ...]
    third_party: tuple[str, ...]
    schemes: dict[str, tuple[str, ...]]


@cache
def concepts() -> SideConcepts:
    """Return the packaged table of concepts.

    Raises:
        CorpusError: it is not valid.
    """
    source = YamlFile(_CONCEPTS, "corpus/verification/concepts.yaml")
    source.data = {name.replace("-", "_"): value for name, value in source.data.items()}
    return source.parse(SideConcepts)


def read_offence(
    version: OffenceVersion,
    rule: Sequence[HeldText],
    penal: Sequence[HeldText],
    sanctions: Sanctions,
    reader: ScaleReader,
    *,
    oldest: bool,
) -> dict[str, MachineReading]:
    """Return what the machine reads for each fact; facts it cannot read are left out.

    Args:
        version: the coded version.
        rule: the texts held of the provisions that state the rule itself.
        penal: the texts that state its penalties.
        sanctions: the sanctions of the state's records, by instrument.
        reader: reads every scale of a text.
        oldest: whether the record has no older version.
    """
    readings = {
        "liable": _liable(version, rule),
        "sanction": _sanction(version, rule, penal, sanctions),
        "age": _age(version, rule),
        "fault": _fault(version, rule),
        "attempt": _attempt(version, rule),
        "from": _from(version, oldest),
    }
    for penalty in version.penalties:
        readings |= _bounds(penalty, penal, reader)
    return {field: reading for field, reading in readings.items() if reading != SILENT}


def _bounds(
    penalty: PenaltyCase, penal: Sequence[HeldText], reader: ScaleReader
) -> dict[str, MachineReading]:
    """Return what the text says of each bound; all scales are read only if the tags differ."""
    by_tags = read_bounds(penalty, scales_of(penal))
    if all(verdict != "differs" for verdict, _ in by_tags.values()):
        return by_tags
    return read_bounds(penalty, scales_of(penal, reader))


def _sides(texts: Sequence[HeldText]) -> frozenset[str]:
    """Return whose liability the tagger sees in some texts."""
    table = concepts()
    sides: set[str] = set()
    for text in texts:
        for tag in text.tags.tags if text.tags else ():
            if tag.buyer_liable:
                sides.add("buyer")
            if tag.concept in table.seller:
                sides.add("seller")
            if tag.concept in table.third_party:
                sides.add("third-party")
    return frozenset(sides)


def _liable(version: OffenceVersion, texts: Sequence[HeldText]) -> MachineReading:
    seen = _sides(texts)
    if not seen or version.reaches_buyer_unclear:
        return SILENT
    if seen & set(version.liable):
        return "agrees", ", ".join(sorted(seen & set(version.liable)))
    return "differs", ", ".join(sorted(seen))


def _sanction(
    version: OffenceVersion,
    rule: Sequence[HeldText],
    penal: Sequence[HeldText],
    sanctions: Sanctions,
) -> MachineReading:
    """Judge by imprisonment (criminal), a fine (no ban without penalty), or the other rules."""
    if version.sanction == "not-known":
        return SILENT
    scales = scales_of((*rule, *penal))
    if any(scale.imprisonment for scale in scales):
        same = version.sanction == "criminal"
        return ("agrees" if same else "differs"), "criminal"
    if version.sanction == "none":
        return ("differs", "a fine") if scales else SILENT
    others: Counter[str] = Counter()
    for text in rule[:1]:
        others += sanctions.get(text.instrument, Counter())
    others.subtract([version.sanction])
    usual = [name for name, number in others.items() if number > 0]
    if len(usual) != 1:
        return SILENT
    return ("agrees" if usual[0] == version.sanction else "differs"), usual[0]


def _age(version: OffenceVersion, texts: Sequence[HeldText]) -> MachineReading:
    person = version.person
    coded = [age for age in (person.at_least, person.under) if age is not None]
    if not coded:
        return SILENT
    read = frozenset(age for text in texts for age in terms.ages(text.text, text.language))
    if any(terms.found(text.text, text.language, "minor", "minor") for text in texts):
        read |= {_ADULT}
    if not read:
        return SILENT
    ages_read = ", ".join(str(age) for age in sorted(read))
    if all(age in read for age in coded):
        return "agrees", ", ".join(map(str, coded))
    return "differs", ages_read


def _fault(version: OffenceVersion, texts: Sequence[HeldText]) -> MachineReading:
    """Compare the fault standards that the rule itself states; default standards cannot be read."""
    coded = {fault.standard for fault in version.fault if fault.rule is None}
    coded -= {"not-stated", "strict"}
    if not coded:
        return SILENT
    read = frozenset(name for text in texts for name in terms.faults(text.text, text.language))
    if not read:
        return SILENT
    standards = ", ".join(sorted(read))
    return ("agrees" if coded & read else "differs"), standards


def _attempt(version: OffenceVersion, texts: Sequence[HeldText]) -> MachineReading:
    if version.attempt is None:
        return SILENT
    if not any(terms.found(text.text, text.language, "attempt", "attempt") for text in texts):
        return SILENT
    if version.attempt.value in {"yes", "partly"}:
        return "agrees", "yes"
    return ("differs", "yes") if version.attempt.value == "no" else SILENT


def _from(version: OffenceVersion, oldest: bool) -> MachineReading:
    """Compare the beginning with texts: one in force before the oldest version refutes it."""
    if version.known_from is None or version.from_ == "unknown":
        return SILENT
    begins = first_day(version.from_)
    for state in _states(version) if oldest else ():
        if first_day(state) < begins:
            return "differs", f"in force on {state}"
    since = next((r.wording_since for r in version.readings if r.wording_since), None)
    if since is None:
        return SILENT
    return ("agrees", since) if since.startswith(version.from_) else SILENT


def _states(version: OffenceVersion) -> Iterator[str]:
    """Yield the states of consolidated texts of the rule; others are dated by publication."""
    for reading in version.readings:
        shows_law = reading.force in {"in-force", "past"} and reading.form == "consolidated"
        if shows_law and not reading.for_ and reading.state != "unknown":
            yield reading.state
