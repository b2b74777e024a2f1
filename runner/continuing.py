"""Going on from a snapshot: whether it is of this script and this town, and what to do when it is not."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from dsl.diagnostic import Diagnostic, has_errors
from dsl.library import Said
from runner.catalogue import names
from runner.moments import tick_of
from runner.saving import Snapshot
from runner.transcript import moment
from runner.trouble import trouble, whole
from runner.typed import typed
from runner.version import ENGINE
from runner.workshop import Ready
from townlet.identity import Identity, edited, identify, known, same_script, same_town
from townlet.opening import opened
from townlet.schedule import Schedule
from townlet.setting import Setting
from townlet.snapshot import decoded, strangers

FROM_THE_START: Final = "Perform it from the start, or put back what was changed"


def scenario_of(found: Snapshot, file: str) -> str | Diagnostic:
    """The scenario that a snapshot names: one that ships, or a script where it was or beside the snapshot."""
    named = found.identity.scenario
    if not named:
        message = f"`{file}` does not say which scenario it is of"
        return trouble("TN024", file, message, f"Name it: `townlet run NAME --from {typed(file)}`")
    beside = Path(file).parent / named
    for target in (named, str(beside)):
        if target in names() or Path(target).exists():
            return target
    message = f"`{file}` is of `{named}`, which I cannot find"
    return trouble("TN001", file, message, f"Name it: `townlet run SCRIPT --from {typed(file)}`")


def identity_of(ready: Ready, target: str, seed: int, length: int) -> Identity:
    """What a run of this schedule is, to be written into its snapshots."""
    texts = {name: source.text for name, source in ready.sources.items()}
    return identify(
        ready.schedule, ready.town, texts, engine=ENGINE, scenario=target, seed=seed, length=length
    )


def judged(found: Snapshot, ready: Ready, target: str, file: str) -> tuple[Identity, Said]:
    """The identity of the run that goes on, and what there is to say of it; an error when it cannot."""
    kept = found.identity
    own = identity_of(ready, target, kept.seed, kept.length or ready.schedule.length)
    if not known(kept):
        return own, _unnamed(found, own, ready, file)
    if not same_script(kept, own):
        return own, (_other_script(kept, own, target, file),)
    if not same_town(kept, own):
        return own, (_other_town(kept, own, file),)
    if kept.engine != own.engine:
        message = f"`{file}` was saved by Townlet {kept.engine}, so from here on the story may be another"
        return own, (_warning(file, message, "Save it anew if that matters"),)
    return own, ()


def saves(
    moments: Sequence[str], files: Sequence[Path], schedule: Schedule, length: int, since: int
) -> tuple[tuple[int, Path], ...] | Diagnostic:
    """The ticks to save at, each with its file."""
    found = []
    for text, path in zip(moments, files, strict=True):
        tick = tick_of(text, schedule, max(since, 0))
        if tick is None:
            hint = "Write `60` for a tick, `09:15` or `day 2 09:15` for a clock time, or `end`"
            return trouble("TN025", "--save-at", f"`{text}` is no moment", hint)
        if not since < tick <= length:
            first, last = (f"tick {at} ({moment(at, schedule)})" for at in (since + 1, length))
            message = f"The run does not come to `{text}`, which would be tick {tick}"
            return trouble("TN025", "--save-at", message, f"It goes from {first} to {last}")
        found.append((tick, path))
    return tuple(found)


def _unnamed(found: Snapshot, own: Identity, ready: Ready, file: str) -> Said:
    """A snapshot that does not say what it is of: it must at least speak of the same people, places and cues."""
    foreign = strangers(decoded(found.state), opened(Setting(ready.town), ready.schedule, own.seed))
    if foreign:
        message = f"`{file}` is not of `{own.scenario}`: they differ in {foreign[0]}"
        return (trouble("TN023", file, message, "Name the script it was saved from"),)
    if found.identity.tick > own.length:
        message = f"`{file}` is of tick {found.identity.tick}, and `{own.scenario}` is over at tick {own.length}"
        return (trouble("TN023", file, message, "Name the script it was saved from"),)
    message = f"`{file}` is of version {found.version} and does not say what it is of; I take it for `{own.scenario}`"
    return (_warning(file, message, "If script and town are as they were then, all is well. Save it anew to be sure"),)


def _other_script(kept: Identity, own: Identity, target: str, file: str) -> Diagnostic:
    changed = [name for name in edited(kept, own) if not name.endswith(".yaml")]
    if kept.title != own.title:
        message = f"`{file}` is of “{kept.title}” (`{kept.scenario}`), and not of “{own.title}”"
        return trouble("TN023", file, message, f"Go on with `townlet run {typed(kept.scenario)} --from {typed(file)}`")
    if kept.values != own.values:
        message = f"`{file}` was saved with {_values(kept)}, and `{target}` has {_values(own)}"
        return trouble("TN023", file, message, FROM_THE_START)
    what = ", ".join(f"`{name}`" for name in changed) or f"`{target}`"
    message = f"{what} was edited since `{file}` was saved, so its story cannot go on from there"
    return trouble("TN023", file, message, FROM_THE_START)


def _other_town(kept: Identity, own: Identity, file: str) -> Diagnostic:
    changed = [name for name in edited(kept, own) if name.endswith(".yaml")]
    if changed and kept.town == own.town:
        message = f"`{changed[0]}` was edited since `{file}` was saved, so it is not the town that the story was in"
    else:
        message = f"`{file}` is of another town than the `{own.town}` that I find here"
    return trouble("TN023", file, message, FROM_THE_START)


def _values(identity: Identity) -> str:
    return ", ".join(f"{name} = {value}" for name, value in identity.values.items()) or "no values"


def _warning(file: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic("TN024", message, whole(file), severity="warning", hint=hint)


def can_go_on(said: Said) -> bool:
    """Whether nothing said is an error."""
    return not has_errors(said)
