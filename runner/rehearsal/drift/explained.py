"""A drift, explained: what is told, shown by `review`, written as JSON. Plain data, and all of it in words."""

from typing import Literal

import msgspec

from dsl.diagnostic import Diagnostic
from runner.recording.parting import Change, Where
from runner.rehearsal.drift.attributing import Kind
from runner.rehearsal.drift.edit import Edit, Spot


class Step(msgspec.Struct, frozen=True):
    """An event of a chain of causes, in words; `clock` with the day from the second on."""

    tick: int
    clock: str
    sign: str
    text: str


class Chain(msgspec.Struct, frozen=True):
    """An event and its causes, the latest first, and where they end: a line of a script, or a rule of the town.

    `root` is the statement's id or what the rule says.
    """

    steps: tuple[Step, ...]
    root: str
    spot: Spot | None = None


class Share(msgspec.Struct, frozen=True):
    """What one thing has to do with the drift. `sure` is what was tried out; what is not is a guess by hashes.

    `tick` is the first at which it makes a difference (-1: in words alone, or not known). `states` are the figures that
    differ at the end of that tick, `was` and `now` the first event that differs with its causes, `draws` the first
    draws. `wording` is the first line in other words. `passages` are those
    of the transcript that it alone makes others.
    """

    kind: Kind
    sure: bool = True
    tick: int = -1
    clock: str = ""
    first: Where | Literal[""] = ""
    states: tuple[Change, ...] = ()
    was: Chain | None = None
    now: Chain | None = None
    draws: tuple[str, str] | None = None
    edits: tuple[Edit, ...] = ()
    edit: Edit | None = None
    wording: tuple[str, str] | None = None
    note: str = ""
    passages: tuple[str, ...] = ()


class Explained(msgspec.Struct, frozen=True):
    """Why a story is not the approved one: the shares of it, the first first, and a command that shows it again.

    `trouble` says why the record beside a golden was of no use.
    """

    shares: tuple[Share, ...]
    command: str
    trouble: Diagnostic | None = None
