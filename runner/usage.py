"""Slips on the command line, in our own words: what was wanted, what came, and how to type it."""

import re
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import click

from dsl.diagnostic import Diagnostic
from dsl.guess import nearest
from runner.trouble import trouble
from runner.typed import typed

WANTED: Final[Mapping[str, tuple[str, str]]] = {
    "target": ("what to perform: a name that `townlet list` shows, or a script", "{command} coffee-too-dear"),
    "files": ("at least one file", "{command} my-story.town"),
    "old": ("a timeline of the older kind", "{command} old.yaml -o new.town"),
    "place": ("a line of a transcript", "{command} coffee-too-dear:26"),
    "story": ("the name or the file of a scenario, and perhaps a passage of it", "{command} coffee-too-dear"),
    "because": ("a reason", '{command} coffee-too-dear --because "the greeting is warmer now"'),
    "one": ("two runs: recordings, or scripts to be performed", "{command} my-story.townrun my-story.town"),
    "name": ("a name for the script", "{command} my-story"),
    "recording": ("a recording", "{command} story.townrun"),
    "output": ("to be told where to write", "{command} my-story.town -o my-story.schedule.json"),
}
"""By parameter, what its command wants, and an example."""


LINE: Final = re.compile(r"(.+?):(\d{1,9}|\d?\d:\d\d)")


class Misused(click.UsageError):
    """A slip with the words for it."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message, click.get_current_context(silent=True))
        self.hint = hint


def number(low: int, high: int | None = None) -> Callable[[click.Context, click.Parameter, str | None], int | None]:
    """What reads the value of an option: a whole number within bounds, both included; None if it is not given."""
    bounds = f"{low} or more" if high is None else f"from {low} to {high:,}"

    def read(context: click.Context, param: click.Parameter, value: str | None) -> int | None:
        if value is None:
            return None
        try:
            found = int(value)
        except ValueError:
            found = low - 1
        if found < low or (high is not None and found > high):
            message = f"`{_called(param)}` takes a whole number, {bounds}, and not `{value}`"
            raise click.BadParameter(message, context, param)
        return found

    return read


def line_of(place: str) -> tuple[str, int | str]:
    """A target and a line of its transcript, by number or by the clock: `NAME:25`, `NAME:8:30`."""
    found = LINE.fullmatch(place)
    if found is None:
        hint = "For example: `coffee-too-dear:26` for line 26, `coffee-too-dear:08:30` for that minute"
        raise Misused(f"`{place}` is not of the form NAME:LINE", hint)
    target, line = found.groups()
    return target, line.zfill(5) if ":" in line else int(line)


class Command(click.Command):
    """A command that says in our words what is too much for it."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """See `click.Command`."""
        asked, ctx.allow_extra_args = [*args], True
        try:
            rest = super().parse_args(ctx, args)
        except click.BadOptionUsage as error:  # Click does not say of which command the option is.
            error.ctx = error.ctx or ctx
            raise
        except click.NoSuchOption as error:
            file = next((each for each in asked if _is_file(each)), "")
            if not file:
                raise
            hint = f"A file whose name begins with a hyphen goes by `{typed(f'./{file}')}`"
            with ctx:
                raise Misused(f"`{ctx.command_path}` knows no `{error.option_name}`", hint) from error
        if rest and not ctx.resilient_parsing:
            with ctx:
                raise _left_over(asked, rest, ctx)
        return rest


def command(name: str, short_help: str) -> Callable[[Callable[..., None]], click.Command]:
    """What makes a function a command of its own; `click.command` with our words."""
    return click.command(name, cls=Command, short_help=short_help)


class Group(click.Group):
    """The commands; one that is not there is guessed at.

    `sections` says by title which commands belong together, and by name where each is (`module:function`). A module is
    imported when its command is asked for.
    """

    def __init__(self, *args: Any, sections: Mapping[str, Mapping[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sections = sections
        self.commands_at = {name: where for section in sections.values() for name, where in section.items()}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """See `click.Group`."""
        return [*self.commands_at]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """See `click.Group`."""
        if cmd_name not in self.commands_at:
            return None
        module, _, function = self.commands_at[cmd_name].partition(":")
        found = getattr(import_module(module), function)
        assert isinstance(found, click.Command)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """See `click.Group`: here under a title for each section, and in line with each other."""
        width = max(map(len, self.commands_at))
        for title, names in self.sections.items():
            with formatter.section(title):
                formatter.write_dl([(name.ljust(width), self._in_short(ctx, name, formatter)) for name in names])

    def _in_short(self, ctx: click.Context, name: str, formatter: click.HelpFormatter) -> str:
        found = self.get_command(ctx, name)
        return found.get_short_help_str(formatter.width) if found is not None else ""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """See `click.Group`."""
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            path = ctx.command_path if ctx.parent is not None else "townlet"
            raise Misused(f"There is no command `{name}`", _other_command(name, self.list_commands(ctx), path))
        return super().resolve_command(ctx, args)


def in_our_words(error: click.UsageError) -> Diagnostic:
    """What went wrong on the command line; never a word of a programmer's."""
    command = error.ctx.command_path if error.ctx is not None else "townlet"
    help_ = f"`{command} --help` shows what it takes"
    message, hint = _words(error, command)
    return trouble("TN017", command, message, hint or help_)


def _words(error: click.UsageError, command: str) -> tuple[str, str]:
    match error:
        case Misused():
            return error.message, error.hint
        case click.MissingParameter() if error.param is not None and error.param.name in WANTED:
            what, example = WANTED[error.param.name]
            return f"`{command}` wants {what}", f"For example: `{example.format(command=command)}`"
        case click.BadParameter() if error.param is not None and isinstance(error.param.type, click.Choice):
            *most, last = (f"`{each}`" for each in error.param.type.choices)
            return f"`{_called(error.param)}` takes {', '.join(most)} or {last}", ""
        case click.NoSuchOption():
            guess = nearest(error.option_name, error.possibilities or ())
            return f"`{command}` knows no `{error.option_name}`", f"Did you mean `{guess}`?" if guess else ""
        case click.BadOptionUsage():
            takes_none = "does not take" in error.message
            return f"`{error.option_name}` {'takes no value' if takes_none else 'wants a value after it'}", ""
        case _:
            return error.message, ""


def _is_file(word: str) -> bool:
    """Whether a word that was taken for options is the name of a file."""
    return word.startswith("-") and (Path(word).is_file() or (word[1:2] != "-" and word.endswith((".town", ".json"))))


def _left_over(asked: Sequence[str], rest: Sequence[str], ctx: click.Context) -> Misused:
    """More words than a command takes: a title without its hyphens, a name with spaces, a value without its `=`."""
    words = " ".join(rest)
    message = f"I do not know what `{words}` is for"
    for option, name, value in zip(asked, asked[1:], asked[2:], strict=False):
        if option == "--set" and "=" not in name and value == rest[0]:
            return Misused(message, f"Did you mean `--set {name}={value}`?")
    named = [param.name for param in ctx.command.params if isinstance(param, click.Argument)]
    if not named:
        return Misused(message, f"`{ctx.command_path}` stands alone")
    first = str(ctx.params.get(named[0] or ""))
    return Misused(message, _one_name(named[0], first, rest, ctx) or f"`{ctx.command_path}` takes one at a time")


def _one_name(kind: str | None, first: str, rest: Sequence[str], ctx: click.Context) -> str:
    """What several words would be as one."""
    from runner.catalogue import names

    if kind == "name":
        return f"Join the words: `{ctx.command_path} {'-'.join((first, *rest))}`"
    if kind == "place" and len(rest) == 1 and rest[0].replace(":", "").isdecimal():
        return f"Did you mean `{ctx.command_path} {first}:{rest[0]}`?"
    title, colon, line = "-".join((first, *rest)).casefold().partition(":")
    guess = nearest(title, names())
    if guess is not None:
        return f"Did you mean `{guess}{colon}{line}`?"
    spaced = " ".join((first, *rest))
    there = next((name for name in (spaced, f"{spaced}.town") if Path(name).exists()), None)
    return f'A name with spaces stands in quotes: `"{there}"`' if there else ""


def _other_command(name: str, commands: Sequence[str], path: str) -> str:
    from runner.catalogue import names

    guess = nearest(name, commands)
    if guess is None and (name in names() or name.endswith((".town", ".json"))):
        return f"Did you mean `townlet run {name}`?"
    return f"Did you mean `{path} {guess}`?" if guess else f"`{path} --help` shows what there is"


def _called(param: click.Parameter | None) -> str:
    return param.opts[0] if param is not None else "this"
