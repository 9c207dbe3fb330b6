"""Gives a collected instrument another id, and moves everything stored under the old one."""

from __future__ import annotations

from corpus.database import Connection


def rename(db: Connection, old: str, new: str) -> None:
    """Give an instrument another id within the open transaction; duplicate texts are dropped."""
    db.execute(
        "INSERT OR IGNORE INTO instruments"
        " SELECT ?, country, identifier, title, kind FROM instruments WHERE id = ?",
        (new, old),
    )
    db.execute("UPDATE OR IGNORE versions SET instrument = ? WHERE instrument = ?", (new, old))
    db.execute("UPDATE OR IGNORE changes SET instrument = ? WHERE instrument = ?", (new, old))
    db.execute("UPDATE OR IGNORE history SET instrument = ? WHERE instrument = ?", (new, old))
    for table, condition in (
        ("history_wordings", "history IN (SELECT id FROM history WHERE instrument = ?)"),
        ("history", "instrument = ?"),
        ("evidence", "version IN (SELECT id FROM versions WHERE instrument = ?)"),
        ("cues", "provision IN (SELECT p.id FROM provisions p JOIN versions v"
                 " ON v.id = p.version WHERE v.instrument = ?)"),
        ("portal_ids", "provision IN (SELECT p.id FROM provisions p JOIN versions v"
                       " ON v.id = p.version WHERE v.instrument = ?)"),
        ("tags", "provision IN (SELECT p.id FROM provisions p JOIN versions v"
                 " ON v.id = p.version WHERE v.instrument = ?)"),
        ("provisions", "version IN (SELECT id FROM versions WHERE instrument = ?)"),
        ("versions", "instrument = ?"),
        ("instruments", "id = ?"),
    ):  # fmt: skip
        db.execute(f"DELETE FROM {table} WHERE {condition}", (old,))
    _rename_wordings(db, old, new)
    db.execute(
        "UPDATE provisions SET public_id = ? || substr(public_id, ?)"
        " WHERE version IN (SELECT id FROM versions WHERE instrument = ?)"
        " AND substr(public_id, 1, ?) = ?",
        (new, len(old) + 1, new, len(old) + 1, f"{old}."),
    )


def _rename_wordings(db: Connection, old: str, new: str) -> None:
    """Give the wordings of an instrument the new id; those that it already has are kept once."""
    own = (len(old) + 1, f"{old}.")
    db.execute(
        "DELETE FROM wordings WHERE substr(public_id, 1, ?) = ?"
        " AND NOT EXISTS (SELECT 1 FROM history_wordings WHERE wording = wordings.id)",
        own,
    )
    moved = db.execute(
        "SELECT id, ? || substr(public_id, ?), digest FROM wordings"
        " WHERE substr(public_id, 1, ?) = ?",
        (new, len(old) + 1, *own),
    ).fetchall()
    for row, public_id, digest in moved:
        known = db.execute(
            "SELECT id FROM wordings WHERE public_id = ? AND digest = ?", (public_id, digest)
        ).fetchone()
        if known is None:
            db.execute("UPDATE wordings SET public_id = ? WHERE id = ?", (public_id, row))
            continue
        db.execute("UPDATE history_wordings SET wording = ? WHERE wording = ?", (known[0], row))
        db.execute("DELETE FROM wordings WHERE id = ?", (row,))
