"""What a rehearsal found, as cases: whatever can be right or wrong about a scenario, and what is to be said about it.

a check              at its line of the script: how often it was not met, and the first run in which
`pass-rate:`         too few runs kept every promise
a `cover` clause     what was come to in too few runs
the golden           missing, damaged, of a later version, or another story (`runner.rehearsal.goldens`)
two runs, one seed   that they were the same
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, Literal

from dsl.diagnostic import Diagnostic
from dsl.source import Source, Span
from runner.formats import Case, Report, once
from runner.places import around, span_of, texts, written
from runner.rehearsal.coverage import Clause, Goal
from runner.rehearsal.golden import golden_path, whole_at
from runner.rehearsal.goldens import about_golden, golden_name, orphan
from runner.rehearsal.plan import Plan, Unplanned
from runner.rehearsal.rates import WORST_FIRST, Rate, Tally
from runner.rehearsal.result import Result
from runner.trouble import whole
from runner.typed import typed
from runner.verdicts import MEANING, under
from townlet.units import ONE

MOST: Final = 8
"""Places of one clause that are shown; of more it is said how many."""


def report(results: Sequence[Result], plans: Sequence[Plan | Unplanned], orphans: Iterable[Path]) -> Report:
    """All cases of all scenarios, and the goldens that belong to none, with the texts to show places in."""
    cases: list[Case] = []
    sources: dict[str, Source] = {}
    for result, plan in zip(results, plans, strict=True):
        cases.append(Case("script", _script(plan), result.said, result.name))
        if isinstance(plan, Plan):
            cases += found(result, plan)
        sources |= sources_of(plan)
    cases += [Case(str(path), str(path), (orphan(path),), "goldens without a script") for path in orphans]
    return Report("rehearse", once(cases), sources)


def found(result: Result, plan: Plan) -> tuple[Case, ...]:
    """Everything about one scenario that was performed; a case about which nothing is said is as it should be."""
    name, script = result.name, _script(plan)
    return (
        Case("two runs with one seed are the same", script, tuple(_unsteady(result, script)), name),
        *(Case(tally.text, script, tuple(_check(tally, result, plan)), name) for tally in result.tallies),
        Case(f"pass-rate: {result.wanted * 100 / ONE:g}%", script, tuple(_rate(result, plan)), name),
        *_coverage(result, plan),
        Case("cues", script, tuple(_idle(result, plan)), name),
        Case("golden", golden_name(script), about_golden(result, plan, script), name),
    )


def sources_of(plan: Plan | Unplanned) -> Mapping[str, Source]:
    """The texts to show places in: scripts, libraries, and the golden if it is whole."""
    if isinstance(plan, Unplanned):
        return plan.looked.sources
    found = _texts(plan)
    golden = whole_at(golden_path(plan.target.path))
    if isinstance(golden, Source):
        name = golden_name(_script(plan))
        found[name] = Source(name, golden.text)
    return found


def _texts(plan: Plan) -> dict[str, Source]:
    ready = plan.ready[()]
    return {**ready.sources, **texts(plan.schedule, ready.sources)}


def _script(plan: Plan | Unplanned) -> str:
    """What messages call the script: `scenarios/coffee-too-dear.town`."""
    if isinstance(plan, Plan) and plan.target.path.suffix == ".town":
        return next(iter(plan.schedule.sources), plan.target.name)
    return plan.target.name


def _unsteady(result: Result, script: str) -> Iterator[Diagnostic]:
    if result.unsteady:
        message = f"Two runs with one seed parted at {result.unsteady}"
        if result.either is not None:
            here, there = result.either
            message += f": here {here}, there {there}"
        hint = "A fault of Townlet's: please report it, with the script"
        yield Diagnostic("TN698", message, whole(script), hint=hint)


def _check(tally: Tally, result: Result, plan: Plan) -> Iterator[Diagnostic]:
    """What became of a check, if it was not always met; one that could be judged in no run is no more than noted."""
    worst = next((each for each in WORST_FIRST if each != "met" and tally.outcomes.get(each)), None)
    unmet = tally.rate.of - tally.rate.good
    if worst is None or (tally.rate.of and not unmet):
        return
    is_wait = tally.text.startswith("wait ")  # One whose time is enough comes to no verdict, so there is no rate.
    of = result.runs if is_wait or not tally.rate.of else tally.rate.of
    code, message, mend = MEANING[worst]
    place = written(tally.check, plan.schedule)
    yield Diagnostic(
        code,
        _so_often(message, unmet or tally.outcomes[worst], of, result.runs) + ("" if place else f": {tally.text}"),
        span_of(place) if place else whole(_script(plan)),
        _luck(tally, is_wait),
        _severity(tally, result),
        tuple((span_of(each), under(path)) for path, each in around(tally.check, plan.schedule)),
        _first(tally, result) or mend or None,
    )


def _so_often(message: str, unmet: int, of: int, runs: int) -> str:
    """A message with how often it was so; what is judged several times in a run is counted by times, not by runs."""
    if of > runs:
        return f"{message}, {unmet} of {of} times"
    if of == 1:
        return message
    return f"{message} in any of {of} runs" if unmet == of else f"{message} in {unmet} of {of} runs"


def _severity(tally: Tally, result: Result) -> Literal["error", "warning", "note"]:
    """Where the script allows for bad luck, a check that is a matter of luck is no error by itself."""
    if not tally.rate.of:
        return "note"
    allowed = result.kept_enough or (result.wanted < ONE and tally.is_flaky)
    return "warning" if tally.severity != "expect" or allowed else "error"


def _luck(tally: Tally, is_wait: bool) -> str:
    outcomes = ", ".join(f"{count} {outcome}" for outcome, count in tally.outcomes.items())
    if is_wait:
        return "ran out of time"
    if not tally.rate.of:
        return outcomes
    luck = "sometimes fails" if tally.is_flaky else "always fails"
    return f"{luck}: {outcomes}; met in {rate_in_words(tally.rate)}"


def _first(tally: Tally, result: Result) -> str:
    """How to see the first run in which it was not met, and how close it came there."""
    if tally.failing is None:
        return ""
    closest = next((f". Closest there: {miss.how}" for miss in result.misses if miss.id == tally.check), "")
    return f"To see the first: `townlet run {typed(result.name)} {tally.failing.in_words()}`{closest}"


def _rate(result: Result, plan: Plan) -> Iterator[Diagnostic]:
    """That too few runs kept every promise. Where all must, each check that fails says so already."""
    script = _script(plan)
    if not result.rate.of:
        message = "What the scenario assumes held in no run, so nothing was judged"
        hint = f"To see what it is: `townlet run {typed(result.name)} {plan.cells[0].in_words()}`"
        yield Diagnostic("TN054", message, _line("assume ", plan) or whole(script), hint=hint)
    elif not result.kept_enough and result.wanted < ONE:
        share = f"{result.wanted * 100 / ONE:g} %"
        message = f"{share} of runs are to keep every promise, and only {rate_in_words(result.rate)} did"
        first = result.failing.in_words() if result.failing is not None else ""
        hint = f"To see the first that did not: `townlet run {typed(result.name)} {first}`"
        yield Diagnostic("TN054", message, _line("pass-rate:", plan) or whole(script), "asked for here", hint=hint)


def _coverage(result: Result, plan: Plan) -> Iterator[Case]:
    for clause in result.covered.clauses if result.covered is not None else ():
        yield Case(clause.text, _script(plan), tuple(_uncovered(clause, result, plan)), result.name)


def _uncovered(clause: Clause, result: Result, plan: Plan) -> Iterator[Diagnostic]:
    if not clause.missing:
        return
    shown = clause.missing[:MOST]
    unplaced = [goal for goal in shown if not goal.line or goal.sort == "bucket"]
    more = [f"and {len(clause.missing) - MOST} more"] if len(clause.missing) > MOST else []
    yield Diagnostic(
        "TN053",
        f"Not all of it was come to: `{clause.text}`",
        _line(clause.text, plan) or whole(_script(plan)),
        "; ".join([*(_so_far(goal, clause) for goal in unplaced), *more]) or "asked for here",
        secondary=tuple((_at(goal, plan), _so_far(goal, clause)) for goal in shown if goal not in unplaced),
        hint=f"`townlet rehearse {typed(result.name)} --coverage` shows how many runs came to each line",
    )


def _so_far(goal: Goal, clause: Clause) -> str:
    what = f"bucket {goal.line + 1}: " if goal.sort == "bucket" else ""
    way = goal.label.rpartition(" → ")[2] + ": " if goal.sort == "branch" else what
    return f"{way}{goal.runs} of {clause.wanted} {'run' if clause.wanted == 1 else 'runs'}"


def _at(goal: Goal, plan: Plan) -> Span:
    """The line of a goal, from its first word to its end."""
    source = _texts(plan).get(goal.file)
    line = source.lines[goal.line - 1] if source is not None and goal.line <= len(source.lines) else ""
    return whole_line(goal.file, goal.line, line)


def _idle(result: Result, plan: Plan) -> Iterator[Diagnostic]:
    """The cues that no run came to, and how close they came."""
    idle = result.covered.idle if result.covered is not None else ()
    for miss in result.misses:
        place = written(miss.id, plan.schedule)
        if miss.id in idle and place is not None:
            message = _so_often(f"`{miss.what}` never began", result.runs, result.runs, result.runs)
            label = f"closest: {miss.how} ({miss.cell.in_words()})"
            hint = "If that is as it should be, leave it; if not, look at what it waits for"
            yield Diagnostic("TN697", message, span_of(place), label, "warning", hint=hint)


def _line(head: str, plan: Plan) -> Span | None:
    """The line of the script that begins with these words."""
    source = _texts(plan).get(_script(plan))
    for number, line in enumerate(source.lines if source is not None else (), 1):
        if line.lstrip().startswith(head):
            return whole_line(_script(plan), number, line.partition("  #")[0])
    return None


def whole_line(file: str, number: int, line: str) -> Span:
    """A line from its first word to its last."""
    indent = len(line) - len(line.lstrip())
    return Span(file, number, indent + 1, number, max(len(line.rstrip()), indent + 1) + 1)


def rate_in_words(rate: Rate) -> str:
    """`8 of 40 (20.0%, 95 % interval 10.5% to 34.8%)`."""
    return f"{rate.good} of {rate.of} ({rate.share:.1%}, 95 % interval {rate.low:.1%} to {rate.high:.1%})"
