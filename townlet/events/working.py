"""Events of work and rent."""

from townlet.events.base import Base


class ShiftStarted(Base, frozen=True, tag="shift-started"):
    """Began the day's work."""

    job: str


class Late(Base, frozen=True, tag="late"):
    """Began the day's work late by `ticks`."""

    job: str
    ticks: int


class Absent(Base, frozen=True, tag="absent"):
    """A shift went by without its worker."""

    job: str


class ShiftEnded(Base, frozen=True, tag="shift-ended"):
    """Stopped work for the day and was paid `wage` (thousandths)."""

    job: str
    wage: int


class RentPaid(Base, frozen=True, tag="rent-paid"):
    """Paid the day's rent (thousandths)."""

    amount: int


class RentOwed(Base, frozen=True, tag="rent-owed"):
    """Could not pay the day's rent."""

    amount: int


Working = ShiftStarted | Late | Absent | ShiftEnded | RentPaid | RentOwed
