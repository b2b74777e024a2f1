"""The command `townlet`. Each command is a file of `runner/commands`; the work is done elsewhere.

Exit status: 0 all well; 1 an `expect` was not met; 2 something must be mended first (a script, a file, the
command line); 70 a fault of ours; 130 when interrupted; 141 when nobody reads on; 143 when told to end.
"""

import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Final, NoReturn, TextIO

import click

from runner.commands import SECTIONS
from runner.exits import INTERRUPTED, MEND, OUR_FAULT, UNREAD
from runner.usage import Group, in_our_words
from runner.version import ENGINE, LANGUAGE

SETTINGS: Final = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(cls=Group, sections=SECTIONS, context_settings=SETTINGS)
@click.version_option(ENGINE, message=f"Townlet {ENGINE}, language {LANGUAGE}")
def cli() -> None:
    """A small town that lives by itself, and a script language for the people who direct it."""


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
