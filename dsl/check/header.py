"""The head of a scenario: there is one, and it says where and how long."""

from collections.abc import Iterator

from dsl import tree
from dsl.diagnostic import Diagnostic
from dsl.script import Script
from dsl.vocabulary import LONGEST
from townlet.units import DAY


def header(script: Script) -> Iterator[Diagnostic]:
    """One scenario in a file, with a town and a length."""
    first, *others = script.main.scenarios or (None,)
    for other in others:
        if other is not None and first is not None:
            yield Diagnostic(
                "TN244",
                "There is a scenario in this file already, and a file holds one",
                other.span,
                label="this one will not be played",
                secondary=((first.span, "this one will be"),),
                hint="Put it in a file of its own; both can `use` what they share",
            )
    if script.scenario is not None:
        yield from _fields(script, script.scenario)


def _fields(script: Script, scenario: tree.Scenario) -> Iterator[Diagnostic]:
    if scenario.town is None and "town" not in script.damaged:
        yield _missing(
            "TN240", "town", "This scenario does not say where it plays", "town: riverside", scenario
        )
    if scenario.length is None and "length" not in script.damaged:
        yield _missing(
            "TN241", "length", "This scenario does not say how long it lasts", "length: 150 ticks", scenario
        )
    if scenario.length is not None and not 1 <= scenario.length.ticks <= LONGEST:
        yield Diagnostic(
            "TN410",
            "A scenario lasts between one tick and a year",
            scenario.length.span,
            label=f"at least 1 tick, at most {LONGEST // DAY} days",
        )


def _missing(code: str, word: str, message: str, example: str, scenario: tree.Scenario) -> Diagnostic:
    hint = f"Add a line such as `{example}`"
    return Diagnostic(code, message, scenario.span, label=f"`{word}:` is missing", hint=hint)
