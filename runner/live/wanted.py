"""What was asked of a run that people take part in, held against each other and the script."""

import errno
import os
from typing import TYPE_CHECKING

from dsl.diagnostic import Diagnostic
from dsl.statement import joining
from runner.disk import unwritable
from runner.formats import DOCUMENTS
from runner.live.session import STANDARD, Live
from runner.pacing.speeds import FASTEST, SLOWEST, duration, in_words, lasting, speed
from runner.trouble import trouble
from runner.usage import Misused
from runner.workshop import Ready, Workshop

if TYPE_CHECKING:
    from runner.asked import Options

BOUNDS = f"from {in_words(SLOWEST)} to {in_words(FASTEST)}"


def wanted(
    options: "Options", target: str, ready: Ready, workshop: Workshop, length: int, since: int
) -> Live | Diagnostic | None:
    """A live run, why it cannot be one, or None for a run by itself. It goes from tick `since` to `length`.

    Raises Misused for what does not go together.
    """
    if options.answers is not None and options.statements is None:
        hint = "Say where they come from: `--statements FILE`"
        raise Misused("`--answers` answers statements, and none are listened to", hint)
    if options.answers == STANDARD and options.form in DOCUMENTS:
        message = f"`--answers -` and `--format {options.form}` both want standard output to themselves"
        raise Misused(message, "Let the answers go to a file: `--answers answers.jsonl`")
    pace = _pace(options, length - since)
    if options.statements is None:
        return Live(speed=pace, form=options.form) if pace is not None else None
    wrong = _unreadable(options.statements, options.answers) or _closed(options.answers)
    if wrong is not None:
        return wrong
    if ready.script is None:
        message = f"`{target}` is a compiled schedule, and statements are understood by the script it was made from"
        return trouble("TN086", target, message, "Perform the script itself, which ends in `.town`")
    known = joining(ready.script, workshop.parser, length)
    return Live(options.statements, options.answers, pace, known, options.form)


def _pace(options: "Options", ticks: int) -> float | None:
    """The speed that was asked for; None for as fast as can be."""
    if options.speed is not None and options.duration is not None:
        raise Misused("`--speed` and `--duration` both say how fast it goes", "Leave one of them out")
    if options.duration is not None:
        return _lasting(options.duration, ticks)
    if options.speed is None or options.speed == "max":
        return None
    found = speed(options.speed)
    if found is None:
        raise Misused(f"`{options.speed}` is no speed {BOUNDS}", "Write it as in `--speed 2.5x`, or `max`")
    return found


def _lasting(typed: str, ticks: int) -> float:
    seconds = duration(typed)
    if seconds is None:
        raise Misused(f"`{typed}` is no duration of up to a week", "Write it as in `--duration 12m`, `90s` or `1h30m`")
    found = lasting(seconds, ticks)
    if found is None:
        raise Misused(f"{ticks} ticks in {typed} is no speed {BOUNDS}", "At `1x` four ticks last a second")
    return found


def _unreadable(source: str, answers: str | None) -> Diagnostic | None:
    if source == STANDARD:
        return None
    hint = f"Make a pipe with `mkfifo {source}`, or name a file of statements; `-` is standard input"
    if not os.path.exists(source):
        return trouble("TN001", source, f"There is no file or pipe `{source}`", hint)
    if os.path.isdir(source):
        return trouble("TN002", source, f"`{source}` is a folder", hint)
    if not os.access(source, os.R_OK):
        return trouble("TN003", source, f"I cannot open `{source}`: permission denied", "Look at who may read it")
    if answers not in (None, STANDARD) and os.path.realpath(source) == os.path.realpath(str(answers)):
        message = f"`--answers` would write over `{source}`, which is read for this"
        return trouble("TN027", source, message, "Name a file of its own")
    return None


def _closed(answers: str | None) -> Diagnostic | None:
    """Why answers cannot be written; that they can be is known before the curtain rises."""
    if answers is None or answers == STANDARD:
        return None
    where = answers if os.path.exists(answers) else os.path.dirname(answers) or "."
    if os.access(where, os.W_OK):
        return None
    return unwritable(answers, PermissionError(errno.EACCES, os.strerror(errno.EACCES)))
