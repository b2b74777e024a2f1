"""`townlet diff`"""

import sys
from typing import TYPE_CHECKING, NoReturn

import click

from runner.at_hand import leave, open_workshop, refuse
from runner.exits import FAILED, MEND
from runner.usage import Misused, command

if TYPE_CHECKING:
    from dsl.diagnostic import Diagnostic
    from runner.rehearsal.drift.diffing import Run
    from runner.workshop import Looked, Ready, Workshop


@command("diff", short_help="Say where and why two runs part.")
@click.argument("one", metavar="NAME|FILE|RECORDING")
@click.argument("other", metavar="[NAME|FILE|RECORDING]", required=False)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def diff_(one: str, other: str | None, as_json: bool) -> None:
    """Say at which tick two runs part, in what, and why: down to the line that was edited, if one was.

    A run is a recording (.townrun), or a script, which is performed for it. A script alone is held against the record
    of its golden. Exit status: 0 the same happens in both, 1 they part.
    """
    import msgspec

    from runner.rehearsal.drift.diffing import diffed
    from runner.rehearsal.drift.telling import compared
    from runner.report import paint_for

    workshop = open_workshop()
    first, second = _with_its_record(one, workshop) if other is None else _both(one, other, workshop)
    found = diffed(first, second)
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(found), indent=1))
    else:
        paint = paint_for(sys.stdout)
        sys.stdout.writelines(paint(text, role) for text, role in compared(found))
    if not found.same:
        leave(FAILED)


def _with_its_record(target: str, workshop: "Workshop") -> "tuple[Run, Run]":
    """The record of a script's golden, and the script as it stands."""
    import msgspec

    from dsl.diagnostic import Diagnostic
    from runner.catalogue import located
    from runner.rehearsal.approving import approved
    from runner.rehearsal.drift.diffing import performed_run, recorded_run
    from runner.rehearsal.records import record_of, shown
    from runner.trouble import trouble
    from runner.typed import typed

    if target.endswith((".townrun", ".townrun.zst")):
        raise Misused(f"`{target}` is one run, and two are compared", "Name another recording, or a script, behind it")
    ready, place = _ready(target, workshop), located(target)
    assert not isinstance(place, Diagnostic), "what is ready has been found"
    golden = approved(place[0])
    record = record_of(place[0], golden)
    if record is None:
        message = f"`{target}` has no record of an approved run to be held against"
        hint = f"`townlet rehearse {typed(target)} --update-new` keeps its first story; or name a recording"
        refuse(trouble("TN058", target, message, hint))
    if isinstance(record, Diagnostic):
        refuse(msgspec.structs.replace(record, severity="error"))
    return _sound(recorded_run(shown(place[0]), record, ready)), performed_run(target, ready)


def _both(one: str, other: str, workshop: "Workshop") -> "tuple[Run, Run]":
    from runner.rehearsal.drift.diffing import run_of

    scripts = [each for each in (one, other) if not each.endswith((".townrun", ".townrun.zst"))]
    ready = _ready(scripts[0], workshop) if len(scripts) == 1 else None
    return _sound(run_of(one, workshop, ready)), _sound(run_of(other, workshop, ready))


def _ready(target: str, workshop: "Workshop") -> "Ready":
    from runner.workshop import Ready

    found = workshop.ready(target, {})
    return found if isinstance(found, Ready) else _unsound(found)


def _sound(found: "Run | Diagnostic | Looked") -> "Run":
    from dsl.diagnostic import Diagnostic
    from runner.workshop import Looked

    if isinstance(found, Diagnostic):
        refuse(found)
    if isinstance(found, Looked):
        _unsound(found)
    return found


def _unsound(found: "Looked") -> NoReturn:
    from runner.report import to_stderr

    to_stderr(found.diagnostics, found.sources)
    leave(MEND)
