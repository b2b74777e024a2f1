"""What an event touches: a row for each kind, and a test asks for it.

A row names sections of `people` and `matters`, each with whose they are. What is touched is looked at when the tick is
over, so a row may name what stays as it was, but must name all that may change. What changes without an event is
marked where it does (`Town.moved`).
"""

from collections.abc import Callable
from operator import attrgetter
from typing import Any, Final

from townlet import events as e
from townlet.telemetry.memory import quarrel
from townlet.telemetry.ties import TOWARDS

Whose = Callable[[Any], str]
Touch = tuple[str, Whose]

ALL: Final = "*"
"""Whoever or whatever there is of a sort."""


# Of people only these two have a part in an event.
who: Final[Whose] = attrgetter("who")
whom: Final[Whose] = attrgetter("whom")
_where: Final[Whose] = attrgetter("where")
_thing: Final[Whose] = attrgetter("thing")
_job: Final[Whose] = attrgetter("job")


def _to_whom(event: Any) -> str:
    return f"{event.who}{TOWARDS}{event.whom}" if event.whom else ""


def _to_who(event: Any) -> str:
    return f"{event.whom}{TOWARDS}{event.who}" if event.whom else ""


def _to_about(event: Any) -> str:
    return f"{event.who}{TOWARDS}{event.about}"


def _every(event: Any) -> str:
    return ALL


def _own(*sections: str) -> tuple[Touch, ...]:
    return tuple((section, who) for section in sections)


def _others(*sections: str) -> tuple[Touch, ...]:
    return tuple((section, whom) for section in sections)


def _both(*sections: str) -> tuple[Touch, ...]:
    return _own(*sections) + _others(*sections)


def _all(*sections: str) -> tuple[Touch, ...]:
    return tuple((section, _every) for section in sections)


NOTHING: Final[tuple[Touch, ...]] = ()
TIE: Final = (("ties", _to_whom),)
TIE_BACK: Final = (("ties", _to_who),)
TIES: Final = TIE + TIE_BACK
OBJECT: Final = (("objects", _thing),)
STOCK: Final = (("stock", _where),)
DISTURBED: Final = _all("utilities", "weather", "closed", "active", "objects")

TOUCHES: Final[dict[type[e.Base], tuple[Touch, ...]]] = {
    # Coming and going.
    e.Entered: _own("position", "needs"),
    e.Exited: _own("identity", "position", "needs", "purse", "work") + _all("employment"),
    e.Moved: _own("position", "needs"),
    e.SetOff: _own("position"),
    e.CameIn: _own("position"),
    e.Arrived: _own("position"),
    e.Stopped: _own("position"),
    # Taking up and putting down.
    e.Began: _own("doing"),
    e.Ended: _own("doing"),
    e.Refused: NOTHING,
    e.NeedFell: NOTHING,
    e.Fainted: _own("needs"),
    # Using things.
    e.UseBegan: _own("needs") + OBJECT,
    e.UseEnded: _own("needs") + OBJECT,
    e.Rested: NOTHING,
    e.Washed: NOTHING,
    e.Used: _own("purse"),
    e.Queued: OBJECT,
    e.Unqueued: OBJECT + _both("mood") + TIES,
    e.PassedOver: OBJECT,
    e.Bought: _own("purse") + STOCK,
    e.Paid: _own("purse"),
    e.TooDear: _own("mood"),
    e.SoldOut: _own("mood"),
    e.Supplied: STOCK,
    e.Cooked: _own("purse"),
    e.Spoiled: _own("purse"),
    e.Ate: _own("purse"),
    e.SharedMeal: _both("mood") + TIES,
    e.LetDown: _own("mood"),
    # Company.
    e.Greeted: _both("mood") + TIES,
    e.ChatBegan: _both("talk"),
    e.Chatted: _both("talk", "mood") + TIES,
    e.ChatFailed: _both("talk", "mood") + TIES,
    e.Argued: (*_both("talk", "mood"), *TIES, ("conflicts", quarrel)),
    e.Apologised: _others("mood") + TIE_BACK,
    e.Gave: _both("purse", "mood") + TIE_BACK,
    e.TookBack: _both("purse"),
    e.Met: NOTHING,
    e.Invited: NOTHING,
    e.Said: NOTHING,
    e.Dropped: _own("purse"),
    e.PickedUp: _own("purse"),
    e.TieDropped: TIE,
    e.Avoided: _own("mood"),
    e.Heard: (("ties", _to_about),),
    e.CutIn: OBJECT + _others("mood") + TIE_BACK,
    e.Blocked: _own("mood") + TIE,
    e.BecameFriends: _both("mood") + TIES,
    e.BecameRivals: _both("mood") + TIES,
    # Work and rent.
    e.ShiftStarted: _own("work"),
    e.KeptFromWork: NOTHING,
    e.Late: _own("work"),
    e.Absent: _own("work"),
    e.ShiftEnded: _own("work", "purse", "mood"),
    e.Covered: _others("mood") + TIE_BACK,
    e.TookShift: TIE_BACK,
    e.Applied: _own("work") + _all("employment"),
    e.Hired: _own("work") + _all("employment"),
    e.Dismissed: (*_own("work", "mood"), ("employment", _job)),
    e.Quit: (*_own("work", "mood"), ("employment", _job)),
    e.RentPaid: _own("purse"),
    e.RentOwed: _own("purse"),
    e.Dole: _own("purse"),
    # A life in town.
    e.Evicted: _own("identity", "mood"),
    e.Rehoused: _own("identity", "purse", "mood"),
    e.Leaving: NOTHING,
    e.ChangedMind: NOTHING,
    e.Newcomer: _own("identity", "position", "needs", "mood", "purse", "doing", "talk", "work", "steered"),
    # The town.
    e.PricesChanged: _all("prices"),
    e.PriceNoticed: _own("mood"),
    e.Restocked: STOCK,
    e.PerturbationBegan: DISTURBED,
    e.PerturbationEnded: DISTURBED,
    e.GotWet: _own("mood"),
    e.KeptDry: _own("mood"),
    e.Called: NOTHING,
    e.Attended: _own("mood"),
    # The script's hand.
    e.NeedSet: _own("needs"),
    e.WalletSet: _own("purse"),
    e.TieSet: TIES,
    e.CooldownSet: NOTHING,
    e.Received: _own("purse"),
    e.Lost: _own("purse"),
    e.Directed: _own("steered"),
    e.Overruled: NOTHING,
    e.Ignored: NOTHING,
    e.OrderEnded: _own("steered"),
    e.Nudged: _own("steered"),
    e.NudgeEnded: _own("steered"),
    e.Held: _own("steered"),
    e.Released: _own("steered"),
}
