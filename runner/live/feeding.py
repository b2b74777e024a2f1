"""Statements that came in before, said again: what a recording has of them makes the same run once more."""

from collections.abc import Sequence

from dsl.diagnostic import has_errors
from dsl.statement import Known, understood
from runner.attending import Attendant
from runner.live.message import called
from townlet.script.inputs import Input, Joined
from townlet.script.joining import join
from townlet.town import Town


class UnheardError(Exception):
    """A statement that was accepted once is not any more: another script, or another Townlet."""

    def __init__(self, wanted: Input, why: str) -> None:
        super().__init__(f"statement {wanted.id} at tick {wanted.tick}: {why}")
        self.input = wanted


def heard_again(wanted: Input, known: Known) -> Joined:
    """The cue that an input was, made anew; raises UnheardError where it cannot be."""
    heard = understood(wanted.text, called(wanted.id), known, wanted.number, wanted.tick)
    if heard.cue is None or has_errors(heard.diagnostics):
        raise UnheardError(wanted, "; ".join(each.message for each in heard.diagnostics))
    return Joined(wanted, heard.cue, heard.places)


class Feeding(Attendant):
    """Says each input again when it was heard, to the script it was said to (`known`). Attends after all others."""

    def __init__(self, inputs: Sequence[Input], known: Known) -> None:
        self._left = sorted(inputs, key=lambda each: each.number)
        self._known = known

    def next(self, town: Town, tick: int) -> int | None:
        """See `Attendant`."""
        return max(self._left[0].heard, tick) if self._left else None

    def look(self, town: Town) -> None:
        """See `Attendant`."""
        while self._left and self._left[0].heard <= town.tick:
            join(town, heard_again(self._left.pop(0), self._known))
