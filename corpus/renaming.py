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
    for table, condition in (
        ("evidence", "version IN (SELECT id FROM versions WHERE instrument = ?)"),
        ("cues", "provision IN (SELECT p.id FROM provisions p JOIN versions v"
                 " ON v.id = p.version WHERE v.instrument = ?)"),
        ("tags", "provision IN (SELECT p.id FROM provisions p JOIN versions v"
                 " ON v.id = p.version WHERE v.instrument = ?)"),
        ("provisions", "version IN (SELECT id FROM versions WHERE instrument = ?)"),
        ("versions", "instrument = ?"),
        ("instruments", "id = ?"),
    ):  # fmt: skip
        db.execute(f"DELETE FROM {table} WHERE {condition}", (old,))
    db.execute(
        "UPDATE provisions SET public_id = ? || substr(public_id, ?)"
        " WHERE version IN (SELECT id FROM versions WHERE instrument = ?)"
        " AND substr(public_id, 1, ?) = ?",
        (new, len(old) + 1, new, len(old) + 1, f"{old}."),
    )
