"""Where the runs of a rehearsal are kept while it goes on: an SQLite database; memory stays flat and no work is lost.

Without a file it is in memory. A file can be interrupted at any moment and gone on with: runs that are in it are not
performed again, if script, town and engine are the same. Rates and tallies are asked of it, not added up on the way, so
they do not depend on who finished first.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, Literal

import msgspec

from runner.rehearsal.cells import Cell, Run, Values
from runner.rehearsal.rates import Tally, counts, rate
from townlet.script.performance import Outcome, Verdict

VERSION: Final = 1

SHAPE: Final = """
create table if not exists meta (version integer not null);
create table if not exists scenario (id integer primary key, name text unique not null, identity text not null);
create table if not exists run (
    scenario integer not null, cell integer not null, seed integer not null, "values" text not null,
    failed integer not null, blocked integer not null, ticks integer not null, events integer not null,
    lines integer not null, emergent integer not null, state text not null, chain text not null, covered text not null,
    primary key (scenario, cell)
) without rowid;
create table if not exists verdict (
    scenario integer not null, cell integer not null, place integer not null, "check" text not null,
    severity text not null, outcome text not null, counts integer not null, tick integer not null, text text not null,
    primary key (scenario, cell, place)
) without rowid;
"""


TABLES: Final = frozenset({"meta", "scenario", "run", "verdict"})
"""What of it tells a store from any other database."""


Fate = Literal["kept", "failed", "blocked"]
"""Of a run: whether it kept all promises; one that was blocked is not judged."""


class Total(msgspec.Struct, frozen=True):
    """All runs of one scenario together; `blocked` ones are in none of the rates."""

    runs: int
    failed: int
    blocked: int
    lines: int
    emergent: int  # Millionths of the lines.


class Store:
    """The runs of a rehearsal. Every method that writes does so whole or not at all."""

    def __init__(self, path: Path | None = None) -> None:
        self._db = sqlite3.connect(":memory:" if path is None else path, isolation_level=None)
        there = {name for (name,) in self._db.execute("select name from sqlite_master where type = 'table'")}
        if there - TABLES and not there >= TABLES:  # Before anything is written: it belongs to somebody else.
            self._db.close()
            raise sqlite3.DatabaseError("its tables are of something else")
        self._db.execute("pragma journal_mode = wal")
        self._db.executescript(SHAPE)
        found = self._db.execute("select version from meta").fetchone()
        if found is None:
            self._db.execute("insert into meta values (?)", (VERSION,))
        elif found[0] != VERSION:
            raise sqlite3.DatabaseError(f"it is of version {found[0]}")
        self._ids: dict[str, int] = {}

    def close(self) -> None:
        """Nothing more is asked."""
        self._db.close()

    def begin(self, scenario: str, identity: str) -> bool:
        """Make room for a scenario; False if runs of another state of it are there already."""
        self._db.execute("insert or ignore into scenario (name, identity) values (?, ?)", (scenario, identity))
        row = self._db.execute("select id, identity from scenario where name = ?", (scenario,)).fetchone()
        self._ids[scenario] = row[0]
        return bool(row[1] == identity)

    def there(self, scenario: str) -> frozenset[int]:
        """The numbers of the cells that have been performed."""
        rows = self._db.execute("select cell from run where scenario = ?", (self._ids[scenario],))
        return frozenset(cell for (cell,) in rows)

    def add(self, scenario: str, found: Iterable[tuple[int, Cell, Run]]) -> None:
        """Keep some runs, each under the number of its cell; all of them or, when interrupted, none."""
        key = self._ids[scenario]
        found = list(found)
        with self._db:
            self._db.execute("begin")
            self._db.executemany(
                "insert or replace into run values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [_row(key, number, cell, run) for number, cell, run in found],
            )
            self._db.executemany(
                "insert or replace into verdict values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    (key, number, place, v.check, v.severity, v.outcome, counts(v), v.tick, v.text)
                    for number, _, run in found
                    for place, v in enumerate(run.verdicts)
                ],
            )

    def total(self, scenario: str) -> Total:
        """All runs of a scenario in figures."""
        row = self._db.execute(
            "select count(*), sum(failed and not blocked), sum(blocked), sum(lines), sum(emergent * lines)"
            " from run where scenario = ?",
            (self._ids[scenario],),
        ).fetchone()
        runs, failed, blocked, lines, emergent = (each or 0 for each in row)
        return Total(runs, failed, blocked, lines, emergent // lines if lines else 0)

    def failing(self, scenario: str) -> Cell | None:
        """The failing cell with the lowest seed; of several the first."""
        return self._first("select seed, \"values\" from run where scenario = ? and failed and not blocked"
                           " order by seed, cell limit 1", (self._ids[scenario],))  # fmt: skip

    def tallies(self, scenario: str) -> tuple[Tally, ...]:
        """What became of each check, in the order in which checks were first judged."""
        rows = self._db.execute(
            'select "check", min(severity), text, outcome, count(*), sum(counts) from verdict where scenario = ?'
            ' group by "check", text, outcome order by min(cell * 10000 + place)',
            (self._ids[scenario],),
        )
        found: dict[tuple[str, str], tuple[str, dict[Outcome, int], list[int]]] = {}
        for check, severity, text, outcome, count, counted in rows:
            _, outcomes, figures = found.setdefault((check, text), (severity, {}, [0, 0]))
            outcomes[outcome] = count
            figures[0] += counted if outcome == "met" else 0
            figures[1] += counted
        return tuple(
            Tally(check, severity, text, outcomes, rate(good, of), self._unmet(scenario, check, text))
            for (check, text), (severity, outcomes, (good, of)) in found.items()
        )

    def by_values(self, scenario: str) -> dict[Values, tuple[int, int]]:
        """By choice of values: how many runs kept their promises, of how many that were not blocked."""
        rows = self._db.execute(
            'select "values", sum(not failed), count(*) from run where scenario = ? and not blocked'
            ' group by "values" order by min(cell)',
            (self._ids[scenario],),
        )
        return {_values(values): (good, of) for values, good, of in rows}

    def covered(self, scenario: str) -> Iterator[tuple[Cell, int]]:
        """Every cell with what it came to (bits of the plan's map), one at a time."""
        rows = self._db.execute(
            'select seed, "values", covered from run where scenario = ? order by cell', (self._ids[scenario],)
        )
        return ((Cell(seed, _values(values)), int(covered, 16)) for seed, values, covered in rows)

    def cells(self, scenario: str) -> Iterator[tuple[Cell, bool, dict[str, Outcome]]]:
        """Every cell with whether it failed and what became of each check, one at a time."""
        key = self._ids[scenario]
        for number, seed, values, failed in self._db.execute(
            'select cell, seed, "values", failed from run where scenario = ? order by cell', (key,)
        ):
            judged = self._db.execute(
                'select "check", outcome from verdict where scenario = ? and cell = ? order by place', (key, number)
            )
            yield Cell(seed, _values(values)), bool(failed), dict(judged)

    def fates(self, scenario: str) -> Iterator[tuple[Cell, Fate]]:
        """Every cell with what became of it as a whole, one at a time."""
        rows = self._db.execute(
            'select seed, "values", failed, blocked from run where scenario = ? order by cell', (self._ids[scenario],)
        )
        for seed, values, failed, blocked in rows:
            yield Cell(seed, _values(values)), "blocked" if blocked else "failed" if failed else "kept"

    def _unmet(self, scenario: str, check: str, text: str) -> Cell | None:
        return self._first(
            'select seed, "values" from verdict join run using (scenario, cell)'
            " where scenario = ? and \"check\" = ? and text = ? and counts and outcome != 'met'"
            " order by seed, cell limit 1",
            (self._ids[scenario], check, text),
        )

    def _first(self, question: str, values: Sequence[object]) -> Cell | None:
        row = self._db.execute(question, values).fetchone()
        return None if row is None else Cell(row[0], _values(row[1]))


def _row(key: int, number: int, cell: Cell, run: Run) -> tuple[object, ...]:
    values = msgspec.json.encode(cell.values).decode()
    return (
        key, number, cell.seed, values, run.failed, run.blocked, run.ticks, run.events, run.lines, run.emergent,
        run.state, run.chain, run.covered,
    )  # fmt: skip


def _values(text: str) -> Values:
    return msgspec.json.decode(text, type=Values)


__all__ = ["Fate", "Store", "Total", "Verdict"]
