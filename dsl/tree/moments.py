"""Points in time, and the windows of checks."""

from typing import TypeAlias

from dsl.tree.parts import Length, Name, Node


class TickMoment(Node, frozen=True, gc=False):
    """`tick 40`"""

    tick: int


class ClockMoment(Node, frozen=True, gc=False):
    """`09:15`, `day 2 09:15`; without a day it is the next occurrence. Days count from 1."""

    minutes: int
    day: int | None = None


class Start(Node, frozen=True, gc=False):
    """`start`"""


class End(Node, frozen=True, gc=False):
    """`end`: the last tick."""


Moment: TypeAlias = TickMoment | ClockMoment | Start | End


class Within(Node, frozen=True, gc=False):
    """`within 10 ticks`"""

    length: Length


class Until(Node, frozen=True, gc=False):
    """`until 21:00`"""

    moment: Moment


class During(Node, frozen=True, gc=False):
    """`during makeup`"""

    cue: Name


class For(Node, frozen=True, gc=False):
    """`for 10 ticks`"""

    length: Length


class AtEnd(Node, frozen=True, gc=False):
    """`at end`"""


Window: TypeAlias = Within | Until | During | For | AtEnd
