"""The verdicts of a rehearsal cell by cell: a row for each seed and choice of values, a column for each check.

  1  expect Per is at cafe within 40 ticks   (story.town:20)
  2  hope Per is friends with Ida at end     (story.town:21)

seed  spike  1       2
1     120%   met     failed
2     120%   failed  untested  broken
"""

from collections.abc import Iterable, Iterator
from typing import Final

from dsl.render import cells as width_of
from runner.places import written
from runner.rehearsal.plan import Plan
from runner.rehearsal.result import Result
from runner.rehearsal.store import Store

Piece = tuple[str, str]

ROLES: Final = {"met": "added", "failed": "error", "unknown": "error", "untested": "warning", "blocked": "warning"}
"""By outcome, how it looks; any other looks plain."""

WIDEST: Final = len("cut-short")


def matrix(result: Result, plan: Plan, store: Store) -> Iterator[Piece]:
    """The table of one scenario, a piece at a time: of a hundred thousand rows no two are in memory together."""
    texts: dict[str, str] = {}
    for tally in result.tallies:
        texts.setdefault(tally.check, tally.text)
    names = list(dict.fromkeys(name for cell in plan.cells[:1] for name, _ in cell.values))
    yield f"{result.name}\n", "mark"
    yield from _legend(texts, plan)
    head = ["seed", *names]
    widths = [max(map(width_of, column)) for column in zip(head, *_values(plan, names), strict=True)]
    numbers = [str(number) for number in range(1, len(texts) + 1)]
    yield from _row([*zip(head, widths, strict=True), *((number, WIDEST) for number in numbers)])
    for cell, failed, outcomes in store.cells(result.name):
        values = dict(cell.values)
        shown = [str(cell.seed), *(values.get(name, "") for name in names)]
        judged = [(outcomes.get(check, "–"), WIDEST) for check in texts]
        yield from _row([*zip(shown, widths, strict=True), *judged], "  broken" if failed else "")


def _legend(texts: dict[str, str], plan: Plan) -> Iterator[Piece]:
    """What each column asks, and where it stands."""
    for number, (check, text) in enumerate(texts.items(), 1):
        place = written(check, plan.schedule)
        yield f"{number:5}  {text}", ""
        yield (f"   ({place.file}:{place.line})" if place is not None else "") + "\n", "aside"
    if not texts:
        yield "  It has no checks.\n", "aside"
    yield "\n", ""


def _values(plan: Plan, names: Iterable[str]) -> list[list[str]]:
    """Every seed and value that a row can show, as rows."""
    wanted = [*names]
    longest = max(plan.cells, key=lambda cell: len(str(cell.seed)), default=None)
    seed = str(longest.seed) if longest is not None else ""
    return [[seed, *(dict(values).get(name, "") for name in wanted)] for values in plan.ready]


def _row(cells: Iterable[tuple[str, int]], end: str = "") -> Iterator[Piece]:
    columns = [*cells]
    for number, (text, width) in enumerate(columns):
        last = number == len(columns) - 1 and not end
        yield text, ROLES.get(text, "")
        yield "" if last else " " * (width - width_of(text) + 2 * (number < len(columns) - 1)), ""
    yield f"{end}\n", "error" if end else ""
