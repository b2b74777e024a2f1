"""A rehearsal on a terminal: how far it has come while it goes on, and the report when it is over."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

import msgspec

from dsl.diagnostic import Diagnostic
from runner import report as diagnostics
from runner.disk import replace_file
from runner.rehearsal.elsewhere import Interpreter
from runner.rehearsal.gutter import fewest, gutter
from runner.rehearsal.plan import Plan, Unplanned
from runner.rehearsal.report import others, told
from runner.rehearsal.result import Result


@contextmanager
def progressing(plans: Sequence[Plan | Unplanned], stream: TextIO) -> Iterator[Callable[[int], None]]:
    """A bar on a terminal, and nothing elsewhere. It draws only when told of progress: no thread may run at a fork."""
    total = sum(len(plan.cells) for plan in plans if isinstance(plan, Plan))
    if not stream.isatty():
        yield lambda cells: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(file=stream), auto_refresh=False, transient=True) as bar:
        task = bar.add_task("Rehearsing", total=total)

        def advance(cells: int) -> None:
            bar.update(task, advance=cells, refresh=True)

        yield advance


def show(results: Sequence[Result], plans: Sequence[Plan | Unplanned], orphans: Sequence[Path], stream: TextIO) -> None:
    """What is said about the scripts, then the report."""
    for result, plan in zip(results, plans, strict=True):
        looked = plan.ready[()] if isinstance(plan, Plan) else plan.looked
        diagnostics.to_stderr(result.said, looked.sources)
    paint = diagnostics.paint_for(stream)
    stream.writelines(paint(text, role) for text, role in told(results, orphans))
    stream.flush()


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


def show_others(pythons: Sequence[Interpreter], asked: bool, stream: TextIO) -> None:
    """Which other Pythons performed the goldens too."""
    paint = diagnostics.paint_for(stream)
    stream.writelines(paint(text, role) for text, role in others(pythons, asked))
    stream.flush()


def write_json(data: dict[str, Any], path: Path) -> Diagnostic | None:
    """Write results whole or not at all; what goes wrong is given back."""
    return replace_file(path, msgspec.json.format(msgspec.json.encode(data), indent=1) + b"\n")
