"""Events of the script leaning on somebody's choice."""

from townlet.actions import Activity
from townlet.events.base import Base, How


class Directed(Base, frozen=True, tag="directed"):
    """Was told what to do, at the latest until tick `until`; `order` numbers the directive."""

    order: int
    act: Activity
    until: int
    lasting: int


class Overruled(Base, frozen=True, tag="overruled"):
    """Was told two things in one tick: the later comes first, and `act` waits."""

    act: str
    by: str


class Ignored(Base, frozen=True, tag="ignored"):
    """A cue's moment came while it was still running from before."""

    cue: str


class OrderEnded(Base, frozen=True, tag="order-ended"):
    """A directive is over."""

    order: int
    act: str  # The activity, as a short name: `meet Per`.
    how: How


class Nudged(Base, frozen=True, tag="nudged"):
    """Leans towards something by `by` (millionths) until tick `until` (-1: until done or released)."""

    nudge: int
    act: Activity
    by: int
    until: int


class NudgeEnded(Base, frozen=True, tag="nudge-ended"):
    """The leaning is over."""

    nudge: int


class Held(Base, frozen=True, tag="held"):
    """Makes no choice of their own for now; `hold` names the statement that holds."""

    hold: str


class Released(Base, frozen=True, tag="released"):
    """A hold is over."""

    hold: str


Steering = Directed | Overruled | Ignored | OrderEnded | Nudged | NudgeEnded | Held | Released
