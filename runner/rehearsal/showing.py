"""A rehearsal on a terminal: how far it has come while it goes on, and the report when it is over."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import Any, TextIO

import msgspec

from dsl.diagnostic import Diagnostic
from runner import report as diagnostics
from runner.disk import replace_file
from runner.formats import DOCUMENTS, Report, write
from runner.rehearsal.elsewhere import Interpreter
from runner.rehearsal.findings import report
from runner.rehearsal.gutter import fewest, gutter
from runner.rehearsal.matrix import matrix
from runner.rehearsal.plan import Advance, Plan, Unplanned, nobody_waits
from runner.rehearsal.report import others, told
from runner.rehearsal.result import Result
from runner.rehearsal.store import Store


@contextmanager
def progressing(what: str, total: int, stream: TextIO) -> Iterator[Advance]:
    """A bar on a terminal, and nothing elsewhere. It draws only when told of progress: no thread may run at a fork."""
    if not stream.isatty():
        yield nobody_waits
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(file=stream), auto_refresh=False, transient=True) as bar:
        task = bar.add_task(what, total=total)
        bar.refresh()

        def advance(done: int, more: int = 0) -> None:
            bar.update(task, total=(bar.tasks[task].total or 0) + more, advance=done, refresh=True)

        yield advance


def show(
    results: Sequence[Result], plans: Sequence[Plan | Unplanned], orphans: Sequence[Path], form: str = "full"
) -> None:
    """What is said about the scripts, then the report; in another form than in full, that form after the summary."""
    stream = sys.stderr if form in DOCUMENTS else sys.stdout
    if form == "full":
        for result, plan in zip(results, plans, strict=True):
            looked = plan.ready[()] if isinstance(plan, Plan) else plan.looked
            diagnostics.to_stderr(result.said, looked.sources)
    paint = diagnostics.paint_for(stream)
    stream.writelines(paint(text, role) for text, role in told(results, plans, orphans, form == "full"))
    stream.flush()
    if form != "full":
        write(report(results, plans, orphans), form, sys.stdout)


def write_as(form: str, found: Report, path: Path) -> Diagnostic | None:
    """Write what is said in a form, whole or not at all; what goes wrong is given back."""
    text = StringIO()
    write(found, form, text)
    return replace_file(path, text.getvalue().encode())


def show_coverage(results: Sequence[Result], plans: Sequence[Plan | Unplanned], stream: TextIO) -> None:
    """Each script with the number of runs that came to each line, and the fewest runs that come to all of it."""
    paint = diagnostics.paint_for(stream)
    for result, plan in zip(results, plans, strict=True):
        if result.covered is None or not isinstance(plan, Plan):
            continue
        stream.write("\n")
        sources = plan.ready[()].sources.values()
        stream.writelines(paint(text, role) for text, role in gutter(sources, result.covered, result.runs))
        stream.writelines(paint(text, role) for text, role in fewest(result.covered, result.name))
    stream.flush()


def show_others(pythons: Sequence[Interpreter], wished: bool, stream: TextIO) -> None:
    """Which other Pythons performed the goldens too."""
    paint = diagnostics.paint_for(stream)
    stream.writelines(paint(text, role) for text, role in others(pythons, wished))
    stream.flush()


def show_cells(results: Sequence[Result], plans: Sequence[Plan | Unplanned], store: Store, stream: TextIO) -> None:
    """What became of each check in each run."""
    paint = diagnostics.paint_for(stream)
    for result, plan in zip(results, plans, strict=True):
        if isinstance(plan, Plan):
            stream.write("\n")
            stream.writelines(paint(text, role) for text, role in matrix(result, plan, store))
    stream.flush()


def write_json(data: dict[str, Any], path: Path) -> Diagnostic | None:
    """Write results whole or not at all; what goes wrong is given back."""
    return replace_file(path, msgspec.json.format(msgspec.json.encode(data), indent=1) + b"\n")
