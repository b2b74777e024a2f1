"""Events of taking something up and putting it down."""

from townlet.actions import Activity
from townlet.conditions import Need
from townlet.events.base import Base, How


class Began(Base, frozen=True, tag="began"):
    """Took something up. `rival` is the next best idea at the time and `margin` by how much it lost."""

    act: Activity
    order: int  # Which directive this obeys; 0 is nobody's.
    utility: int
    rival: str
    margin: int
    breakable: bool


class Ended(Base, frozen=True, tag="ended"):
    """Put it down again."""

    act: Activity
    how: How
    because: str


class Refused(Base, frozen=True, tag="refused"):
    """Asked in vain: what was asked cannot be done, because."""

    act: str
    because: str


class NeedFell(Base, frozen=True, tag="need-fell"):
    """A need fell below 60, 40 or 20 %."""

    need: Need
    band: int


class Fainted(Base, frozen=True, tag="faint"):
    """A need had been at zero for too long; somebody helps, and a little of every need is back."""

    need: Need


Deciding = Began | Ended | Refused | NeedFell | Fainted
