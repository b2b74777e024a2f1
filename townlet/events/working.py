"""Events of work and rent."""

from typing import Literal

from townlet.events.base import Base

Why = Literal[
    "overslept", "queue", "talk", "walking", "busy", "closed", "directed", "held", "fainted", "forgot", "away"
]  # fmt: skip
"""What kept somebody from work when the shift began."""


class ShiftStarted(Base, frozen=True, tag="shift-started"):
    """Began the day's work."""

    job: str


class KeptFromWork(Base, frozen=True, tag="kept-from-work"):
    """A shift began, and its worker was not there; `about` is the person or the object that kept them."""

    job: str
    why: Why
    about: str = ""


class Late(Base, frozen=True, tag="late"):
    """Began the day's work late by `ticks`, which costs `docked` of the wage (thousandths)."""

    job: str
    ticks: int
    why: Why = "forgot"
    about: str = ""
    docked: int = 0


class Absent(Base, frozen=True, tag="absent"):
    """A shift went by without its worker; `excused` is what was not their doing."""

    job: str
    why: Why = "forgot"
    excused: bool = False


class ShiftEnded(Base, frozen=True, tag="shift-ended"):
    """Stopped work for the day and was paid `wage` (thousandths), `extra` of it for somebody else's shift."""

    job: str
    wage: int
    extra: int = 0


class Covered(Base, frozen=True, tag="covered"):
    """Stood in for `whom`, who was late by `ticks`, until they came."""

    whom: str
    job: str
    ticks: int


class TookShift(Base, frozen=True, tag="took-shift"):
    """Took over the shift of `whom`, who had not come, and half of the wage that was lost."""

    whom: str
    job: str
    amount: int


class Applied(Base, frozen=True, tag="applied"):
    """Asked for work; `ahead` had asked before."""

    job: str
    ahead: int


class Hired(Base, frozen=True, tag="hired"):
    """Was given work, from the tick `first` on."""

    job: str
    first: int


class Dismissed(Base, frozen=True, tag="dismissed"):
    """Lost the job over shifts missed, so many in a row."""

    job: str
    missed: int


class Quit(Base, frozen=True, tag="quit"):
    """Gave the job up: after too many bad days, or for a better one."""

    job: str
    why: Literal["gloom", "better"]


class RentPaid(Base, frozen=True, tag="rent-paid"):
    """Paid rent (thousandths), the day's and what of older debt the purse allowed; `debt` is still owed."""

    amount: int
    debt: int = 0


class RentOwed(Base, frozen=True, tag="rent-owed"):
    """Could not pay the day's rent; `debt` is owed in all."""

    amount: int
    debt: int = 0


class Dole(Base, frozen=True, tag="dole"):
    """Was given coins (thousandths) by the town, out of the rent it collects."""

    amount: int


Working = (
    ShiftStarted | KeptFromWork | Late | Absent | ShiftEnded | Covered | TookShift | Applied | Hired | Dismissed | Quit
    | RentPaid | RentOwed | Dole
)  # fmt: skip
