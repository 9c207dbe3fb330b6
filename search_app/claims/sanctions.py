"""Whether a cell has a kind of rule: criminal, forbidden, fined, regulated and so on."""

from __future__ import annotations

from corpus.coded.offences import OffenceVersion
from search_app.claims.statement import Assertion, Kind
from search_app.claims.truth import Truth, negated
from search_app.compare import UNREAD, Cell
from search_app.counting import count_words

_HOLDS: dict[Kind, frozenset[str]] = {
    "criminal": frozenset({"criminal"}),
    "criminalised": frozenset({"criminal"}),
    "administrative": frozenset({"administrative"}),
    "punished": frozenset({"criminal", "administrative"}),
    "forbidden": frozenset({"criminal", "administrative", "prohibited"}),
}
_OPEN = UNREAD | {"unclear"}
_RIGHTS: dict[str, Truth] = {"yes": Truth.YES, "partial": Truth.PARTLY, "none": Truth.NO}
_CUSTODY_INSTEAD = frozenset({"arrest", "short-custody"})


def holds(assertion: Assertion, cell: Cell) -> Truth:
    """Return whether an assertion is true of a cell."""
    value = _kind(assertion.kind, cell)
    return value if assertion.holds else negated(value)


def _kind(kind: Kind, cell: Cell) -> Truth:
    status = cell.status.id
    if status in _OPEN or cell.facts is None:
        return Truth.UNKNOWN
    if kind == "counted":
        return Truth.YES if status in count_words().counted else _RIGHTS.get(status, Truth.PARTLY)
    if kind in {"entitled", "regulated"}:
        return _RIGHTS.get(status, Truth.UNKNOWN)
    if cell.question.kind != "offence":
        return _extension(kind, status)
    match kind:
        case "legal":
            return negated(_kind("forbidden", cell))
        case "legalised":
            # a rule that was made lawful is none now; that it once was another is not looked up
            return Truth.NO if status == "criminal" else Truth.UNKNOWN
        case "fined" | "jailed":
            return _scaled(kind, cell)
    if kind == "criminalised" and status in {"administrative", "prohibited"}:
        return Truth.UNKNOWN
    if status == "partial":
        return _partly(kind, cell)
    return Truth.YES if status in _HOLDS[kind] else Truth.NO


def _extension(kind: Kind, status: str) -> Truth:
    """Questions on attempt and acts abroad: "punished" is all that can be said of them."""
    if kind not in {"punished", "forbidden"}:
        return Truth.UNKNOWN
    return _RIGHTS.get(status, Truth.UNKNOWN)


def _partly(kind: Kind, cell: Cell) -> Truth:
    """A rule bound to places or circumstances has the sanction of one of its offences, or not.

    Texts say "criminalise" of administrative offences too, so that is left open.
    """
    known = set(cell.facts.sanctions) if cell.facts else set()
    if not known or "not-known" in known:
        return Truth.UNKNOWN
    sanctions = {"prohibited" if name == "none" else name for name in known}
    if kind == "criminalised" and "criminal" not in sanctions:
        return Truth.UNKNOWN
    return Truth.PARTLY if sanctions & _HOLDS[kind] else Truth.NO


def _scaled(kind: Kind, cell: Cell) -> Truth:
    """Whether the basic case is punished with a fine, or with imprisonment."""
    punished = _kind("punished", cell)
    facts = cell.facts
    if punished in {Truth.NO, Truth.UNKNOWN} or facts is None:
        return punished
    if not facts.penalty_known or any(scale.case.level for scale in facts.basic):
        return Truth.PARTLY if punished is Truth.PARTLY else Truth.UNKNOWN
    if any(_has(kind, scale.custody, scale.fine, scale.case.or_else) for scale in facts.basic):
        return punished
    others = [
        scale
        for record in cell.records
        if isinstance(record.version, OffenceVersion)
        for scale in facts.scales_of(record.version)
        if scale.case.case != "legal-person"
    ]
    if any(_has(kind, s.custody, s.fine, s.case.or_else) or s.case.relative for s in others):
        return Truth.UNKNOWN
    return Truth.NO


def _has(kind: Kind, custody: object, fine: object, instead: tuple[str, ...]) -> bool:
    if kind == "fined":
        return fine is not None or "fine" in instead
    return custody is not None or bool(_CUSTODY_INSTEAD & set(instead))
