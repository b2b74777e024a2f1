"""What became of each check over all runs, and of what `cover` asks for."""

from collections.abc import Iterable, Iterator, Mapping

from dsl.source import Source
from runner.places import span_of, written
from runner.rehearsal.coverage import Clause, Coverage, Goal, asked
from runner.rehearsal.golden import OUTCOMES
from runner.rehearsal.page.anchors import Anchors
from runner.rehearsal.page.contents import Check, CoverClause, Covering, Never, Pointer, Tone
from runner.rehearsal.page.story import pointer
from runner.rehearsal.rates import Tally
from runner.rehearsal.result import Result
from runner.typed import typed
from townlet.schedule import Schedule
from townlet.script.performance import Outcome
from townlet.script.plot import Plot


def checks(result: Result, schedule: Schedule, sources: Mapping[str, Source], anchors: Anchors) -> tuple[Check, ...]:
    """The checks in the order in which they were first judged."""
    return tuple(_check(tally, result, schedule, sources, anchors) for tally in result.tallies)


def _check(
    tally: Tally, result: Result, schedule: Schedule, sources: Mapping[str, Source], anchors: Anchors
) -> Check:
    verdict, tone = _verdict(tally, result.runs)
    return Check(
        tally.text, tally.severity, _place(tally.check, schedule, sources, anchors), _in_order(tally.outcomes),
        None if _is_wait(tally) else tally.rate, verdict, tone,
        command(result.name, tally.failing.in_words()) if tally.failing is not None else "",
        next((miss.how for miss in result.misses if miss.id == tally.check), ""),
    )  # fmt: skip


def _in_order(outcomes: Mapping[Outcome, int]) -> tuple[tuple[str, int], ...]:
    return tuple((outcome, outcomes[outcome]) for outcome in OUTCOMES if outcome in outcomes)


def _is_wait(tally: Tally) -> bool:
    """One whose time is enough comes to no verdict, so there is no rate."""
    return tally.text.startswith("wait ")


def _verdict(tally: Tally, runs: int) -> tuple[str, Tone]:
    """How it stands, in a few words. What was only hoped is no broken promise."""
    broken: Tone = "bad" if tally.severity in ("expect", "assume") else "warn"
    if _is_wait(tally):
        return f"ran out of time in {tally.rate.of:,} of {runs:,} runs", "warn"
    if not tally.rate.of:
        return "never judged", "quiet"
    if tally.is_flaky:
        return "a matter of luck", broken
    return ("always met", "good") if tally.rate.good else ("never met", broken)


def _place(statement: str, schedule: Schedule, sources: Mapping[str, Source], anchors: Anchors) -> Pointer | None:
    place = written(statement, schedule)
    return pointer(span_of(place), "", sources, anchors) if place is not None else None


def covering(result: Result, found: Coverage, schedule: Schedule, anchors: Anchors) -> Covering:
    """What the runs came to, and what they did not."""
    goals = [goal for goal in found.of("line", "branch") if asked(goal)]
    fewest = tuple(command(result.name, cell.in_words()) for cell in found.smallest)
    clauses = tuple(map(_clause, found.clauses))
    never = tuple(_never(result, found.idle, schedule, anchors))
    return Covering(sum(goal.runs > 0 for goal in goals), len(goals), clauses, never, fewest)


def _clause(clause: Clause) -> CoverClause:
    return CoverClause(clause.text, clause.wanted, tuple((_called(goal), goal.runs) for goal in clause.missing))


def _called(goal: Goal) -> str:
    if goal.sort == "bucket":
        return f"bucket {goal.line + 1}"
    return f"{goal.sort} {goal.label}" if goal.sort != "branch" else f"{goal.file}:{goal.line}: {goal.label}"


def _never(result: Result, idle: Iterable[str], schedule: Schedule, anchors: Anchors) -> Iterator[Never]:
    """The cues that no run came to, those of vignettes too."""
    close = {miss.id: miss for miss in result.misses}
    cues = Plot(schedule).cues
    for cue in idle:
        place, miss = written(cue, schedule), close.get(cue)
        yield Never(
            place.text.rstrip(":") if place is not None else cues[cue].name,
            anchors.script(place.file, place.line) if place is not None else "",
            miss.how if miss is not None else "",
            command(result.name, miss.cell.in_words()) if miss is not None else "",
        )


def command(name: str, cell: str) -> str:
    """What to type to see one run."""
    return f"townlet run {typed(name)} {cell}"
