"""The tables of a store: which there are, how they are made, and whether a database has them in a form that we know."""

import sqlite3
from typing import Final

VERSION: Final = 2

SHAPE: Final = """
create table meta (version integer not null);
create table scenario (id integer primary key, name text unique not null);
create table variant (
    id integer primary key, scenario integer not null, "values" text not null, identity text not null,
    unique (scenario, "values")
);
create table run (
    variant integer not null, seed integer not null,
    failed integer not null, blocked integer not null, ticks integer not null, events integer not null,
    lines integer not null, emergent integer not null, state text not null, chain text not null, covered text not null,
    primary key (variant, seed)
) without rowid;
create table "check" (
    id integer primary key, scenario integer not null, name text not null, severity text not null, text text not null,
    unique (scenario, name, severity, text)
);
create table verdict (
    variant integer not null, seed integer not null, place integer not null,
    "check" integer not null, outcome text not null, counts integer not null, tick integer not null,
    primary key (variant, seed, place)
) without rowid;
"""
"""A run is what one seed made of one variant, which is a scenario with some values. Its verdicts are in their order."""

ASKED: Final = """
create temp table asked (
    scenario integer not null, cell integer not null, variant integer not null, seed integer not null,
    primary key (scenario, cell)
) without rowid;
"""
"""The cells that this rehearsal is about. There may be others in the store, and no figure counts them."""

EVER: Final = frozenset({"meta", "scenario", "run", "verdict"})
"""Tables that every version had: what tells a store from any other database."""


class OtherFormError(Exception):
    """A store of another version."""

    def __init__(self, version: int) -> None:
        super().__init__(f"it is of version {version}")
        self.version = version


def shaped(db: sqlite3.Connection) -> None:
    """Make the tables where there is nothing yet, all or none of them; whatever else is there is left as it is.

    OtherFormError for a store of another version, DatabaseError for what is no store.
    """
    if not _tables(db):
        db.execute("pragma journal_mode = wal")
        _make(db)
    if not _tables(db) >= EVER:
        raise sqlite3.DatabaseError("its tables are of something else")
    (version,) = db.execute("select version from meta").fetchone()
    if version != VERSION:
        raise OtherFormError(version)
    db.execute("pragma synchronous = normal")  # A killed process loses nothing; a power cut the last runs, at most.
    db.executescript(ASKED)


def _tables(db: sqlite3.Connection) -> set[str]:
    return {name for (name,) in db.execute("select name from sqlite_master where type = 'table'")}


def _make(db: sqlite3.Connection) -> None:
    """The tables, unless somebody else who began at the same moment has made them by now."""
    with db:
        db.execute("begin immediate")
        if not _tables(db):
            for statement in SHAPE.split(";"):
                db.execute(statement)
            db.execute("insert into meta values (?)", (VERSION,))
