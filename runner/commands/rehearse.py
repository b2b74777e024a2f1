"""`townlet rehearse`"""

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from runner.at_hand import FILE, FORMAT, leave, open_workshop, refuse, say
from runner.exits import MEND
from runner.usage import Misused, command, number

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from runner.outputs import Output
    from runner.rehearsal.elsewhere import Interpreter
    from runner.rehearsal.plan import Plan, Unplanned
    from runner.rehearsal.rehearsing import Wishes
    from runner.rehearsal.result import Result
    from runner.rehearsal.store import Store

    Plans = Sequence[Plan | Unplanned]


@command("rehearse", short_help="Try scenarios out over seeds, against approved stories.")
@click.argument("names", nargs=-1, metavar="[NAME|FILE|DIR]...")
@click.option("--seeds", metavar="1..100", help="Other seeds than the script's: numbers and ranges.")
@click.option("--vary", multiple=True, metavar="NAME=A,B", help="Other values to vary than the script's.")
@click.option("--jobs", callback=number(1, 256), metavar="N", help="Processes at work; as many as cores, if not given.")
@click.option("--cluster", is_flag=False, flag_value="local", metavar="[ADDRESS]", help="Perform on a Dask cluster.")
@click.option("--update-new", is_flag=True, help="Keep the story of scenarios that have no golden yet.")
@click.option("--coverage", is_flag=True, help="Show how many runs came to each line, and the fewest seeds for all.")
@click.option("--cells", is_flag=True, help="Show what became of each check in each run.")
@click.option("--json", "json_to", type=FILE, metavar="FILE", help="Write all results as JSON.")
@click.option("--junit", "junit_to", type=FILE, metavar="FILE", help="Write a JUnit report, for build servers.")
@click.option("--sarif", "sarif_to", type=FILE, metavar="FILE", help="Write a SARIF report, for code scanners.")
@click.option("--html", "html_to", type=FILE, metavar="FILE", help="Write a report to read: one page, for any browser.")
@click.option("--store", "store_at", type=FILE, metavar="FILE", help="Keep every run in an SQLite database.")
@click.option("--python", "pythons", multiple=True, metavar="PATH", help="Another Python, to perform goldens too.")
@FORMAT
def rehearse_(
    names: Sequence[str], seeds: str | None, vary: Sequence[str], jobs: int | None, cluster: str | None,
    update_new: bool, coverage: bool, cells: bool, form: str, store_at: Path | None, pythons: Sequence[str],
    **written: Path | None,
) -> None:  # fmt: skip
    """Perform scenarios with all their seeds and values, and hold each against its golden.

    Without names, all that ships. A rehearsal with a --store can be interrupted, and goes on where it was when the same
    is asked for again, or more seeds or values. Exit status: 0 all well, 1 too many runs broke a promise, 2 something
    needs mending first, 3 a story is not the approved one, 4 a run is not deterministic, 5 a golden is missing or
    belongs to nothing.
    """
    from runner.formats import DOCUMENTS
    from runner.rehearsal import asked, result
    from runner.rehearsal.golden import orphans
    from runner.rehearsal.plan import folders
    from runner.rehearsal.rehearsing import IN_CI, Wishes
    from runner.rehearsal.showing import show, show_cells, show_coverage, show_others
    from runner.rehearsal.stage import cores

    if update_new and os.environ.get(IN_CI):
        raise Misused("Goldens are not written where nobody looks (`CI` is set)", "Run this on your own machine")
    files = {f"--{name.removesuffix('_to')}": path for name, path in written.items() if path is not None}
    plans = _plans(names, seeds, vary, [*files.items(), *([("--store", store_at)] if store_at is not None else [])])
    others = _others(pythons)
    with _opened(store_at, plans) as store:
        results = _rehearsed(plans, store, Wishes(jobs or cores(), update_new, cluster, others), store_at)
        lonely = [path for folder in folders(names) for path in orphans(folder)]
        show(results, plans, lonely, form)
        beside = sys.stderr if form in DOCUMENTS else sys.stdout
        if cells:
            show_cells(results, plans, store, beside)
        if coverage:
            show_coverage(results, plans, beside)
        show_others(others, coverage, beside)
        _write(files, results, plans, lonely, store, asked.again(names, seeds, vary), others)
    status = result.exit_status(results, bool(lonely))
    if status:
        leave(status)


def _write(
    files: "Mapping[str, Path]", results: "list[Result]", plans: "Plans", lonely: Sequence[Path], store: "Store",
    command: str, others: "tuple[Interpreter, ...]",
) -> None:  # fmt: skip
    """Every file that was asked for; one that cannot be written keeps none of the others from it."""
    from runner.rehearsal import findings, report
    from runner.rehearsal.showing import write_as, write_json

    unwritten = []
    for option, path in files.items():
        if option == "--json":
            unwritten.append(write_json(report.as_data(results, plans, lonely, store, others), path))
        elif option == "--html":
            from runner.rehearsal.page import making

            unwritten.append(making.write(results, plans, lonely, store, command, path))
        else:
            unwritten.append(write_as(option.removeprefix("--"), findings.report(results, plans, lonely), path))
    wrong = [each for each in unwritten if each is not None]
    if wrong:
        say(*wrong)
        leave(MEND)


def _plans(names: Sequence[str], seeds: str | None, vary: Sequence[str], outputs: "Sequence[Output]") -> "Plans":
    """What is to be performed; nothing is if anything asked for makes no sense."""
    from dsl.diagnostic import Diagnostic
    from runner.outputs import misplaced
    from runner.rehearsal import asked, plan
    from runner.rehearsal.showing import progressing

    wanted, found = asked.wanted(seeds, vary), plan.targets(names)
    if isinstance(wanted, Diagnostic):
        refuse(wanted)
    if isinstance(found, Diagnostic):
        refuse(found)
    workshop = open_workshop()
    with progressing("Reading", len(found), sys.stderr) as advance:
        plans = [plan.planned(target, wanted, workshop, advance) for target in found]
    wrong = misplaced(outputs, workshop.disk)
    if wrong is not None:
        refuse(wrong)
    return plans


def _others(pythons: Sequence[str]) -> "tuple[Interpreter, ...]":
    """The other Pythons, each found to be able to perform; the same one counts once."""
    from dsl.diagnostic import Diagnostic
    from runner.rehearsal.elsewhere import interpreter

    found: list[Interpreter] = []
    for path in dict.fromkeys(pythons):
        other = interpreter(path)
        if isinstance(other, Diagnostic):
            refuse(other)
        found.append(other)
    return tuple(found)


def _opened(path: Path | None, plans: "Plans") -> "AbstractContextManager[Store]":
    from contextlib import closing

    from dsl.diagnostic import Diagnostic
    from runner.rehearsal.stores import opened

    store = opened(path, plans)
    if isinstance(store, Diagnostic):
        refuse(store)
    return closing(store)


def _rehearsed(plans: "Plans", store: "Store", wishes: "Wishes", path: Path | None) -> "list[Result]":
    """Perform it all; whoever interrupts is told where the runs are."""
    import sqlite3

    from runner.rehearsal.cluster import ClusterError
    from runner.rehearsal.elsewhere import ElsewhereError
    from runner.rehearsal.plan import Plan
    from runner.rehearsal.rehearsing import rehearsed
    from runner.rehearsal.showing import progressing
    from runner.rehearsal.stores import unkept

    try:
        cells = sum(len(plan.cells) for plan in plans if isinstance(plan, Plan))
        with progressing("Rehearsing", cells, sys.stderr) as progress:
            return rehearsed(plans, store, wishes, progress)
    except (ClusterError, ElsewhereError) as error:
        refuse(error.said)
    except sqlite3.Error as error:
        refuse(unkept(path, error))
    except KeyboardInterrupt:
        if path is not None:
            click.echo(f"Interrupted. What was performed is in `{path}`, and the same command goes on", err=True)
        raise
