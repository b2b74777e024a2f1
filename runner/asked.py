"""What `townlet run` was asked for: its options, held against each other, against the script and against a snapshot."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

import click
import msgspec

from dsl.diagnostic import Diagnostic
from runner import continuing, saving
from runner.outputs import Output, misplaced
from runner.play import Wishes
from runner.report import to_stderr
from runner.saving import Snapshot
from runner.telemetry.wanted import Wanted
from runner.usage import Misused
from runner.workshop import Ready, Workshop

if TYPE_CHECKING:
    from runner.live.session import Live
    from runner.translation.translated import Translated

Prepare = Callable[[str, Sequence[str]], Ready]
Refuse = Callable[[Diagnostic], NoReturn]

SETTLED: Final = (("seed", "--seed"), ("settings", "--set"), ("ticks", "--ticks"))
"""What a snapshot brings along, and the options it would have been given by."""


class Options(msgspec.Struct, frozen=True):
    """The options as they were typed."""

    seed: int | None
    settings: Sequence[str]
    ticks: int | None
    stats: Path | None
    kpis: bool
    events: Path | None
    digests: Path | None
    record: Path | None
    save_at: Sequence[str]
    snapshot: Sequence[Path]
    since: Path | None
    stream_telemetry: bool
    telemetry_path: Sequence[Path]
    telemetry_tcp: Sequence[str]
    telemetry_ca: Path | None
    telemetry_plaintext: bool
    sampled: int | None
    strict: bool
    heavy: bool
    lang: str | None
    statements: str | None
    answers: str | None
    speed: str | None
    duration: str | None
    form: str


def asked(
    target: str | None, typed: dict[str, Any], workshop: Workshop, prepare: Prepare, refuse: Refuse
) -> tuple[Ready, Wishes]:
    """A schedule ready to be performed, and what is wished for; whatever does not fit is refused."""
    options = Options(**typed)
    _paired(options)
    found = _snapshot(options, refuse)
    if target is None:
        target = _named(found, options, refuse)
    if found is None:
        ready = prepare(target, options.settings)
        seed = ready.schedule.seed if options.seed is None else options.seed
        identity = continuing.identity_of(ready, target, seed, options.ticks or ready.schedule.length)
    else:
        ready = prepare(target, _values(target, found, workshop))
        identity, said = continuing.judged(found, ready, target, str(options.since))
        to_stderr(said, {})
        if not continuing.can_go_on(said):
            click.get_current_context().exit(2)
    since = found.identity.tick if found is not None else -1
    saves = continuing.saves(options.save_at, options.snapshot, ready.schedule, identity.length, since)
    if isinstance(saves, Diagnostic):
        refuse(saves)
    outputs, telemetry = _outputs(options), _telemetry(options)
    wrong = _askew(telemetry, options, outputs) if telemetry is not None else None
    told = [("--telemetry-path", path) for path in options.telemetry_path]
    wrong = wrong or misplaced([*outputs, *told], workshop.disk, options.since)
    if wrong is not None:
        refuse(wrong)
    live = _live(options, target, ready, workshop, identity.length, max(since, 0))
    if isinstance(live, Diagnostic):
        refuse(live)
    return ready, Wishes(
        identity=identity, since=found, stats=options.stats, kpis=options.kpis, events=options.events,
        digests=options.digests, telemetry=telemetry, record=options.record, saves=saves, strict=options.strict,
        heavy=options.heavy, form=options.form, live=live,
        told=_told(options.lang, target, ready, workshop, refuse) if options.lang is not None else None,
    )  # fmt: skip


def _told(lang: str, target: str, ready: Ready, workshop: Workshop, refuse: Refuse) -> "Translated":
    """The translations of the script; what they lack is said, and told as it is written."""
    from runner.translation.interpreting import interpreted  # Babel is heavy, and most runs need no translation.

    found = interpreted(workshop, target, ready, lang)
    if isinstance(found, Diagnostic):
        refuse(found)
    told, said = found
    to_stderr(said, {})
    return told


def _live(
    options: Options, target: str, ready: Ready, workshop: Workshop, length: int, since: int
) -> "Live | Diagnostic | None":
    """Whether people take part, and how; None for a run by itself."""
    if (options.statements, options.answers, options.speed, options.duration) == (None, None, None, None):
        return None
    from runner.live.wanted import wanted

    return wanted(options, target, ready, workshop, length, since)


def _outputs(options: Options) -> list[Output]:
    answers = Path(options.answers) if options.answers is not None and options.answers != "-" else None
    single = (
        ("--stats", options.stats),
        ("--events", options.events),
        ("--digests", options.digests),
        ("--record", options.record),
        ("--answers", answers),
    )
    return [
        *((option, path) for option, path in single if path is not None),
        *(("--snapshot", path) for path in options.snapshot),
    ]


def _telemetry(options: Options) -> Wanted | None:
    """What is wanted of telemetry; None if nothing is said of it."""
    wanted = Wanted(
        stdout=options.stream_telemetry, paths=tuple(options.telemetry_path), consumers=tuple(options.telemetry_tcp),
        ca=options.telemetry_ca, plaintext=options.telemetry_plaintext, sampled=options.sampled or 0,
    )  # fmt: skip
    return wanted if wanted != Wanted() else None


def _askew(wanted: Wanted, options: Options, outputs: list[Output]) -> Diagnostic | None:
    from runner.telemetry.asked import refused  # Most runs tell nobody.

    return refused(wanted, options.form, options.answers, outputs)


def _values(target: str, found: Snapshot, workshop: Workshop) -> list[str]:
    """The values of a snapshot, if the script has these parameters and does not have these values anyway."""
    plain, kept = workshop.ready(target, {}), found.identity.values
    own = plain.schedule.parameters if isinstance(plain, Ready) else {}
    return [f"{name}={value}" for name, value in kept.items()] if own != kept and own.keys() == kept.keys() else []


def _paired(options: Options) -> None:
    """Every moment to save at has its file."""
    if len(options.save_at) != len(options.snapshot):
        message = "each `--save-at` wants a `--snapshot` of its own, and the other way round"
        raise Misused(message, "For example: `townlet run coffee-too-dear --save-at 09:00 --snapshot nine.snapshot`")


def _snapshot(options: Options, refuse: Refuse) -> Snapshot | None:
    if options.since is None:
        return None
    for field, option in SETTLED:
        if getattr(options, field) not in (None, (), []):
            message = f"`{option}` comes too late: a run that goes on has its seed, values and length from the snapshot"
            raise Misused(message, f"Leave `{option}` out, or perform from the start, without `--from`")
    found = saving.read(options.since, str(options.since))
    if isinstance(found, Diagnostic):
        refuse(found)
    return found


def _named(found: Snapshot | None, options: Options, refuse: Refuse) -> str:
    """The scenario of a run that names none: the one of its snapshot."""
    if found is None:
        context = click.get_current_context()
        raise click.MissingParameter(ctx=context, param=context.command.params[0])
    target = continuing.scenario_of(found, str(options.since))
    if isinstance(target, Diagnostic):
        refuse(target)
    return target
