"""The command `townlet`. Each command says here what it takes and gives; the work is done elsewhere.

Exit status: 0 all well; 1 an `expect` was not met; 2 something must be mended first (a script, a file, the
command line); 70 a fault of ours; 130 when interrupted; 141 when nobody reads on; 143 when told to end.
"""

import os
import re
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn, TextIO

import click

from runner.usage import Group, Misused, in_our_words, number
from runner.version import ENGINE, LANGUAGE

if TYPE_CHECKING:
    from dsl.diagnostic import Diagnostic
    from runner.report import Format
    from runner.workshop import Ready, Workshop

FAILED: Final = 1
MEND: Final = 2
OUR_FAULT: Final = 70  # EX_SOFTWARE of sysexits.h
INTERRUPTED: Final = 130  # 128 + SIGINT, as shells have it
UNREAD: Final = 141  # 128 + SIGPIPE

LINE: Final = re.compile(r"(.+?):(\d+|\d?\d:\d\d)")
"""A target and a line of its transcript, by number or by the clock."""

FILE: Final = click.Path(path_type=Path)
SEED: Final = click.option("--seed", callback=number(0), metavar="N", help="Other luck than the script's.")
SET: Final = click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="NAME=VALUE",
    help="Another value for a parameter, as in a script.",
)


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(ENGINE, message=f"Townlet {ENGINE}, language {LANGUAGE}")
def cli() -> None:
    """A small town that lives by itself, and a script language for the people who direct it."""


@cli.command("list", short_help="Show what can be performed.")
def list_() -> None:
    """Show what ships: name, title, length, tags, and what keeps it from being performed."""
    from runner.catalogue import entries, standing

    workshop = _workshop()
    rows = [
        (each.name, each.title, each.length, ", ".join(each.tags), standing(workshop.looked(each.name).diagnostics))
        for each in entries(workshop.parser)
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (f"{text:<{width}}" for text, width in zip(row, widths, strict=True))
        click.echo("  ".join(cells).rstrip())


@cli.command(short_help="Say everything there is to say about scripts.")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--format", "form", type=click.Choice(["full", "concise", "json"]), default="full", show_default=True)
def check(files: Sequence[str], form: "Format") -> None:
    """Say everything there is to say about scripts, without performing them."""
    from runner.report import show

    looked = [_workshop().looked(file) for file in files]
    said = tuple(dict.fromkeys(each for one in looked for each in one.diagnostics))
    show(said, {name: source for one in looked for name, source in one.sources.items()}, sys.stdout, form)
    if not all(one.sound for one in looked):
        _leave(MEND)
    if form == "full" and not said:
        click.echo(f"{', '.join(files)}: nothing to mend")


@cli.command(short_help="Write the compiled schedule of a script.")
@click.argument("target", metavar="FILE")
@click.option("-o", "--output", required=True, type=FILE, metavar="OUT.json", help="Where to.")
@SET
def compile(target: str, output: Path, settings: Sequence[str]) -> None:
    """Write the compiled schedule of a script, for certain values of its parameters."""
    from runner.compiled import write
    from runner.outputs import misplaced

    workshop = _workshop()
    ready = _ready(workshop, target, settings)
    wrong = misplaced([("--output", output)], workshop.disk) or write(ready.schedule, output)
    if wrong is not None:
        _refuse(wrong)


@cli.command(short_help="Perform a scenario.")
@click.argument("target", metavar="[NAME|FILE]", required=False)
@SEED
@SET
@click.option("--ticks", callback=number(1, 1_000_000), metavar="N", help="Another length than the script's.")
@click.option("--stats", type=FILE, metavar="FILE", help="Write the figures of the run as JSON.")
@click.option("--events", type=FILE, metavar="FILE", help="Write each event as a line of JSON.")
@click.option("--digests", type=FILE, metavar="FILE", help="Write digests of the state, each as a line of JSON.")
@click.option("--save-at", multiple=True, metavar="MOMENT", help="Save the run at a tick, or at a clock time.")
@click.option("--snapshot", type=FILE, multiple=True, metavar="FILE", help="Where to save it; one for each --save-at.")
@click.option("--from", "since", type=FILE, metavar="FILE", help="Go on from a run that was saved.")
@click.option("--strict", is_flag=True, help="Hold the town to its laws after every event.")
@click.option("--heavy", is_flag=True, help="Save and restore at every tick, and compare.")
def run(target: str | None, **typed: Any) -> None:
    """Perform a scenario that ships, a script, or a compiled schedule; or go on with one that was saved."""
    from runner.asked import asked
    from runner.play import Play

    workshop = _workshop()
    ready, wishes = asked(target, typed, workshop, lambda name, values: _ready(workshop, name, values), _refuse)
    played = Play(ready, wishes, sys.stdout, sys.stderr).perform()
    if played.troubles:
        _say(*played.troubles)
        _leave(OUR_FAULT if played.fault else MEND)
    if played.failed:
        _leave(FAILED)


@cli.command("why", short_help="Say why a line of a transcript is there.")
@click.argument("place", metavar="NAME:LINE")
@SEED
@SET
def why_(place: str, seed: int | None, settings: Sequence[str]) -> None:
    """Say why a line of a transcript, or a verdict, is there.

    LINE is its number, or what its clock shows (coffee-too-dear:08:30). Numbers count from 1 and are those of what
    `run` writes to standard output: prompts, which only the operator sees, are not counted.
    """
    from dsl.diagnostic import Diagnostic
    from runner.why import Answer, shown, why

    found = LINE.fullmatch(place)
    if found is None:
        hint = "For example: `coffee-too-dear:26` for line 26, `coffee-too-dear:08:30` for that minute"
        raise Misused(f"`{place}` is not of the form NAME:LINE", hint)
    target, line = found.groups()
    ready = _ready(_workshop(), target, settings)
    chosen = ready.schedule.seed if seed is None else seed
    answer = why(ready.schedule, ready.town, chosen, line.zfill(5) if ":" in line else int(line), target)
    if isinstance(answer, Diagnostic):
        _refuse(answer)
    if isinstance(answer, Answer):
        shown(answer, ready, sys.stdout)
    else:
        click.echo(f"{answer}\nAsk about one of them by its number: {target}:NUMBER")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and give the exit status. The last resort for what should not happen."""
    with _signals_unwind():
        return _run(arguments)


def _run(arguments: Sequence[str] | None) -> int:
    sys.stdout = sys.stdout or _nowhere()  # A closed stream is None, and everything may be said to nobody.
    sys.stderr = sys.stderr or _nowhere()
    _settle(sys.stdout, sys.stderr)
    try:
        with cli.make_context("townlet", [*(sys.argv[1:] if arguments is None else arguments)]) as context:
            cli.invoke(context)
        sys.stdout.flush()
        return 0
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return error.exit_code
    except click.UsageError as error:
        from runner.report import to_stderr

        to_stderr([in_our_words(error)], {})
        return MEND
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except Told as told:
        return 128 + told.signal
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _leave_quietly()
        return UNREAD
    except OSError as error:  # Files that are read say so for themselves: this is a stream that takes no more.
        _leave_quietly()
        _lament(f"townlet: I cannot write any further: {error.strerror}. Make room, or send it somewhere else.")
        return MEND
    except Exception as error:
        if os.environ.get("TOWNLET_DEBUG") == "1":
            raise
        _lament(_apology(error))
        return OUR_FAULT


class Told(BaseException):
    """Somebody told the process to end: everything is put away on the way out."""

    def __init__(self, signal: int) -> None:
        super().__init__(signal)
        self.signal = signal


@contextmanager
def _signals_unwind() -> Iterator[None]:
    """Let a signal to end do so by way of everything that is open, so that no half of a file is left behind."""

    def end(number: int, _: object) -> NoReturn:
        raise Told(number)

    kinds = [each for each in (signal.SIGTERM, getattr(signal, "SIGHUP", None)) if each is not None]
    ours = [each for each in kinds if signal.getsignal(each) is signal.SIG_DFL]  # What is ignored stays ignored.
    with suppress(ValueError):  # Only the main thread hears of signals.
        for each in ours:
            signal.signal(each, end)
    try:
        yield
    finally:
        with suppress(ValueError):
            for each in ours:
                signal.signal(each, signal.SIG_DFL)


def _nowhere() -> TextIO:
    return open(os.devnull, "w", encoding="utf-8")


def _leave_quietly() -> None:
    """Let nothing be flushed on leaving that cannot be written."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _lament(text: str) -> None:
    with suppress(OSError):
        print(text, file=sys.stderr, flush=True)


def _workshop() -> "Workshop":
    from runner.cache import opened
    from runner.workshop import Workshop

    return Workshop(opened(os.environ))


def _ready(workshop: "Workshop", target: str, settings: Sequence[str]) -> "Ready":
    """A schedule that can be performed; what is said of it is shown, and errors end the command."""
    from runner.report import to_stderr
    from runner.workshop import Ready

    found = workshop.ready(target, _parameters(settings))
    to_stderr(found.diagnostics, found.sources)
    if not isinstance(found, Ready):
        _leave(MEND)
    return found


def _parameters(settings: Sequence[str]) -> dict[str, str]:
    from runner.trouble import trouble

    found: dict[str, str] = {}
    for setting in settings:
        name, equals, value = setting.partition("=")
        if not (name.strip() and equals and value.strip()):
            hint = "Write it as in `--set spike=200%`"
            _refuse(trouble("TN015", "--set", f"`{setting}` gives no parameter a value", hint))
        found[name.strip()] = value.strip()
    return found


def _refuse(*said: "Diagnostic") -> NoReturn:
    """Say what is wrong and leave."""
    _say(*said)
    _leave(MEND)


def _say(*said: "Diagnostic") -> None:
    from runner.report import to_stderr

    to_stderr(said, {})


def _leave(status: int) -> NoReturn:
    click.get_current_context().exit(status)


def _settle(*streams: TextIO) -> None:
    """Lines end alike everywhere, and a character that a terminal lacks is shown as its number."""
    for stream in streams:
        if hasattr(stream, "reconfigure"):
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace", newline="\n")


def _apology(error: Exception) -> str:
    return " ".join([_sorry(error), *getattr(error, "__notes__", ())])


def _sorry(error: Exception) -> str:
    return (
        "townlet: I am sorry, this is a fault of mine and not of your script "
        f"({type(error).__name__}: {error}). Please report it, with your script; "
        "with TOWNLET_DEBUG=1 set I say where it happened."
    )
