"""Where the runs of a rehearsal are kept while it goes on: an SQLite database; memory stays flat and no work is lost.

Without a file it is in memory. A file can be interrupted at any moment and gone on with, by more seeds or values too: a
run is found again by its variant (schedule, town and engine) and its seed, and not performed twice. Rates and tallies
are asked of it, not added up on the way, so they do not depend on who finished first. They are of the cells that were
asked for, whatever else is there.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, Literal

import msgspec

from runner.rehearsal.cells import Cell, Run, Values
from runner.rehearsal.rates import WORST_FIRST, Tally, counts, rate
from runner.rehearsal.shape import shaped
from townlet.script.performance import Outcome, Verdict

RUNS: Final = (
    "asked cross join run using (variant, seed) join variant on variant.id = variant where asked.scenario = ?"
)
"""The runs that were asked for, each looked up by its key, in the order in which they were."""

VERDICTS: Final = (
    'asked cross join verdict using (variant, seed) join "check" on "check".id = verdict."check"'
    " join variant on variant.id = variant where asked.scenario = ?"
)
"""What became of their checks."""


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
        """In memory without a path. See `runner.rehearsal.shape.shaped` for what it raises."""
        self._db = sqlite3.connect(":memory:" if path is None else path, isolation_level=None)
        try:
            shaped(self._db)
        except BaseException:
            self._db.close()
            raise
        self._scenarios: dict[str, int] = {}
        self._variants: dict[tuple[str, Values], int] = {}
        self._checks: dict[tuple[int, str, str, str], int] = {}

    def close(self) -> None:
        """Nothing more is asked."""
        self._db.close()

    def begin(self, scenario: str, identities: Mapping[Values, str], cells: Iterable[Cell]) -> bool:
        """Make room for these cells of a scenario, and ask for no others from now on.

        `identities` says for each choice of values what its runs stand on. False if there are runs of something else
        under one of them already; then nothing is changed.
        """
        with self._db:
            self._db.execute("begin immediate")
            self._db.execute("insert or ignore into scenario (name) values (?)", (scenario,))
            (key,) = self._db.execute("select id from scenario where name = ?", (scenario,)).fetchone()
            for values, identity in identities.items():
                found, stands_on = self._variant(key, values, identity)
                if stands_on != identity:
                    self._db.execute("rollback")
                    return False
                self._variants[scenario, values] = found
            self._scenarios[scenario] = key
            self._ask(scenario, cells)
        return True

    def _variant(self, scenario: int, values: Values, identity: str) -> tuple[int, str]:
        """The id of a variant, and what its runs stand on; it is made if it is not there."""
        named = scenario, _text(values)
        self._db.execute(
            'insert or ignore into variant (scenario, "values", identity) values (?, ?, ?)', (*named, identity)
        )
        found: tuple[int, str] = self._db.execute(
            'select id, identity from variant where scenario = ? and "values" = ?', named
        ).fetchone()
        return found

    def _ask(self, scenario: str, cells: Iterable[Cell]) -> None:
        key = self._scenarios[scenario]
        self._db.execute("delete from asked where scenario = ?", (key,))
        self._db.executemany(
            "insert into asked values (?, ?, ?, ?)",
            ((key, number, self._variants[scenario, cell.values], cell.seed) for number, cell in enumerate(cells)),
        )

    def missing(self, scenario: str, values: Values) -> tuple[int, ...]:
        """The seeds with which these values have still to be performed, in the order in which they were asked for."""
        rows = self._db.execute(
            "select seed from asked where scenario = ? and variant = ? and not exists"
            " (select 1 from run where run.variant = asked.variant and run.seed = asked.seed) order by cell",
            (self._scenarios[scenario], self._variants[scenario, values]),
        )
        return tuple(seed for (seed,) in rows)

    def add(self, scenario: str, found: Iterable[tuple[Cell, Run]]) -> None:
        """Keep some runs; all of them or, when interrupted, none. One that is there already takes its own place."""
        placed = [(self._variants[scenario, cell.values], cell.seed, run) for cell, run in found]
        judged = [
            (variant, seed, place, self._check(scenario, verdict), verdict.outcome, counts(verdict), verdict.tick)
            for variant, seed, run in placed
            for place, verdict in enumerate(run.verdicts)
        ]
        with self._db:
            self._db.execute("begin immediate")
            self._db.executemany(
                "insert or replace into run values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [(variant, seed, *_figures(run)) for variant, seed, run in placed],
            )
            self._db.executemany("insert or replace into verdict values (?, ?, ?, ?, ?, ?, ?)", judged)

    def _check(self, scenario: str, verdict: Verdict) -> int:
        """The id under which the words of a check are kept once, and not with every run."""
        named = self._scenarios[scenario], verdict.check, verdict.severity, verdict.text
        if named not in self._checks:
            self._db.execute(
                'insert or ignore into "check" (scenario, name, severity, text) values (?, ?, ?, ?)', named
            )
            (self._checks[named],) = self._db.execute(
                'select id from "check" where scenario = ? and name = ? and severity = ? and text = ?', named
            ).fetchone()
        return self._checks[named]

    def total(self, scenario: str) -> Total:
        """All runs of a scenario in figures."""
        row = self._db.execute(
            "select count(*), sum(failed and not blocked), sum(blocked), sum(lines), sum(emergent * lines)"
            f" from {RUNS}",
            (self._scenarios[scenario],),
        ).fetchone()
        runs, failed, blocked, lines, emergent = (each or 0 for each in row)
        return Total(runs, failed, blocked, lines, emergent // lines if lines else 0)

    def failing(self, scenario: str) -> Cell | None:
        """The failing cell with the lowest seed; of several the first."""
        return self._first(f"{RUNS} and failed and not blocked", self._scenarios[scenario])

    def tallies(self, scenario: str) -> tuple[Tally, ...]:
        """What became of each check, in the order in which checks were first judged."""
        rows = self._db.execute(
            'select name, severity, text, outcome, count(*), sum(counts)'
            f' from {VERDICTS} group by verdict."check", outcome order by min(cell * 10000 + place)',
            (self._scenarios[scenario],),
        )
        found: dict[tuple[str, str], tuple[str, dict[Outcome, int], list[int]]] = {}
        for check, severity, text, outcome, count, counted in rows:
            _, outcomes, figures = found.setdefault((check, text), (severity, {}, [0, 0]))
            outcomes[outcome] = outcomes.get(outcome, 0) + count
            figures[0] += counted if outcome == "met" else 0
            figures[1] += counted
        return tuple(
            Tally(check, severity, text, outcomes, rate(good, of), self._unmet(scenario, check, text))
            for (check, text), (severity, outcomes, (good, of)) in found.items()
        )

    def by_values(self, scenario: str) -> dict[Values, tuple[int, int]]:
        """By choice of values: how many runs kept their promises, of how many that were not blocked."""
        rows = self._db.execute(
            f'select "values", sum(not failed), count(*) from {RUNS} and not blocked'
            " group by variant order by min(cell)",
            (self._scenarios[scenario],),
        )
        return {_values(values): (good, of) for values, good, of in rows}

    def covered(self, scenario: str) -> Iterator[tuple[Cell, int, int]]:
        """What runs came to: the first cell that came to it, its bits, and how many with the same values came to it.

        Bits are of the map of the cell's own schedule.
        """
        rows = self._db.execute(  # Beside `min`, SQLite gives the other columns of the row that has the least.
            f'select min(cell), seed, "values", covered, count(*) from {RUNS} group by variant, covered order by 1',
            (self._scenarios[scenario],),
        )
        return ((Cell(seed, _values(values)), int(covered, 16), count) for _, seed, values, covered, count in rows)

    def cells(self, scenario: str) -> Iterator[tuple[Cell, bool, dict[str, Outcome]]]:
        """Every cell with whether it failed and what became of each check, at its worst, one at a time."""
        rows = self._db.execute(
            f'select variant, seed, "values", failed from {RUNS} order by cell', (self._scenarios[scenario],)
        )
        for variant, seed, values, failed in rows:
            judged = self._db.execute(
                'select name, outcome from verdict join "check" on "check".id = verdict."check"'
                " where variant = ? and seed = ? order by place",
                (variant, seed),
            )
            outcomes: dict[str, Outcome] = {}
            for check, outcome in judged:
                before = outcomes.get(check, outcome)
                outcomes[check] = min(before, outcome, key=WORST_FIRST.index)
            yield Cell(seed, _values(values)), bool(failed), outcomes

    def fates(self, scenario: str) -> Iterator[tuple[Cell, Fate]]:
        """Every cell with what became of it as a whole, one at a time."""
        rows = self._db.execute(
            f'select seed, "values", failed, blocked from {RUNS} order by cell', (self._scenarios[scenario],)
        )
        for seed, values, failed, blocked in rows:
            yield Cell(seed, _values(values)), "blocked" if blocked else "failed" if failed else "kept"

    def _unmet(self, scenario: str, check: str, text: str) -> Cell | None:
        return self._first(
            f"{VERDICTS} and name = ? and text = ? and counts and outcome != 'met'",
            self._scenarios[scenario], check, text,
        )  # fmt: skip

    def _first(self, among: str, *values: object) -> Cell | None:
        """The cell with the lowest seed among some rows."""
        row = self._db.execute(f'select seed, "values" from {among} order by seed, cell limit 1', values).fetchone()
        return None if row is None else Cell(row[0], _values(row[1]))


def _figures(run: Run) -> tuple[object, ...]:
    return (
        run.failed, run.blocked, run.ticks, run.events, run.lines, run.emergent, run.state, run.chain, run.covered,
    )  # fmt: skip


def _text(values: Values) -> str:
    return msgspec.json.encode(values).decode()


def _values(text: str) -> Values:
    return msgspec.json.decode(text, type=Values)


__all__ = ["Fate", "Store", "Total", "Verdict"]
