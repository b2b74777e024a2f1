"""The front page of the compiler: text → tree → checked script → schedule.

    text ─parse→ tree ─check→ script ─lower→ schedule
         (as written)   (or diagnostics)

Nothing here touches a file: whoever calls brings the text, the parser, a library and the towns. A bad script
gives diagnostics, never an exception.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import msgspec

from dsl.check import examine
from dsl.check.dead import todos
from dsl.diagnostic import Diagnostic, has_errors, in_order
from dsl.library import Library, Said, Towns, gather
from dsl.lower import lower
from dsl.parse import Parser
from dsl.script import Script, put_together
from dsl.sequels import without_sequels
from dsl.source import Source
from townlet.schedule import Schedule

NOTHING: Final[Mapping[str, str]] = MappingProxyType({})


class Checked(msgspec.Struct, frozen=True):
    """A script as far as it could be understood, and all there is to say about it.

    `sources` are all texts that were read, the script first: what a renderer needs to show a line.
    """

    script: Script
    diagnostics: Said
    sources: tuple[Source, ...]


class Compiled(msgspec.Struct, frozen=True):
    """A schedule, or None when anything said is an error; and the script that it was made from."""

    schedule: Schedule | None
    diagnostics: Said
    sources: tuple[Source, ...]
    script: Script


def check(
    source: Source, parser: Parser, library: Library, towns: Towns, parameters: Mapping[str, str] = NOTHING
) -> Checked:
    """Everything there is to say about a file, a scenario or a library alike.

    `parameters` are values from outside for those of the scenario, as text (`{"spike": "200%"}`).
    """
    gathered = gather(source, parser, library)
    script, said = put_together(gathered, towns, parameters)
    return summed_up(script, said + gathered.diagnostics + examine(script))


def summed_up(script: Script, said: Said) -> Checked:
    """A script of which this was said while it was put together and examined."""
    return Checked(script, without_sequels(in_order(said + todos(script)), script), script.sources)


def compile(
    source: Source, parser: Parser, library: Library, towns: Towns, parameters: Mapping[str, str] = NOTHING
) -> Compiled:
    """The schedule of the scenario in a file, for these values of its parameters.

    What is left to do is for whoever looks at the file, and nothing that a performance would have to be told.
    """
    checked = check(source, parser, library, towns, parameters)
    said = tuple(each for each in checked.diagnostics if each.severity != "note") + without_scenario(checked)
    return Compiled(None if has_errors(said) else lower(checked.script), said, checked.sources, checked.script)


def without_scenario(checked: Checked) -> Said:
    """A library can be checked, but not performed."""
    file = checked.script.main
    if file.scenarios or has_errors(checked.diagnostics):
        return ()
    hint = 'A scenario begins with `scenario "Title":`'
    return (
        Diagnostic(
            "TN245", "There is no scenario in this file, so there is nothing to perform", file.span, hint=hint
        ),
    )
