"""How people stand to each other, as it is told: three courses that fade, each left out while it is nothing.

Ties change more often than anything but what people do, so they are read as bare figures and compared by hand.
"""

from typing import TYPE_CHECKING, Any, Final

from msgspec import UNSET, UnsetType

from townlet.company import ties
from townlet.telemetry import wire
from townlet.telemetry.sections import At, Form, pointer
from townlet.units import ONE

if TYPE_CHECKING:
    from townlet.town import Town

Raw = tuple[tuple[int, int, int], int, str, int]
"""Trust, familiarity and rivalry; since when; the bond; by how much rivalry fades a tick."""

TOWARDS: Final = ">"
"""Stands between who and whom in the id of a tie."""

_QUANTITIES: Final = ("trust", "familiarity", "rivalry")


def every(town: "Town") -> list[str]:
    """The ids of all ties."""
    return [f"{agent.id}{TOWARDS}{whom}" for agent in town.agents.values() for whom in agent.ties]


def read(town: "Town", name: str) -> Raw | None:
    """One tie; None when there is none."""
    who, _, whom = name.partition(TOWARDS)
    agent = town.agents.get(who)
    tie = agent.ties.get(whom) if agent is not None else None
    if agent is None or tie is None:
        return None
    levels = tie.trust, tie.familiarity, tie.rivalry
    return levels, tie.since, tie.bond, ties.fade_of_rivalry(town.who(agent))


def _whole(raw: Raw) -> wire.TiePart:
    (trust, familiarity, rivalry), since, bond, fast = raw
    return wire.TiePart(
        trust=_fading(trust, ties.FADE, since), familiarity=_fading(familiarity, ties.FADE, since),
        rivalry=_fading(rivalry, fast, since), bond=bond or UNSET,
    )  # fmt: skip


def _fading(level: int, fade: int, since: int) -> wire.Course | UnsetType:
    """As in `ties.standing`."""
    if level > 0:
        return wire.Course(level=level, rate=-fade, since=since)
    return wire.Course(level=level, rate=fade, since=since, min=-ONE, max=0) if level else UNSET


def _change(before: Raw, now: Raw, at: At, removed: list[str]) -> wire.TiePart | UnsetType:
    found: dict[str, Any] = {}
    (olds, began, bound, _), (news, since, bond, fast) = before, now
    for name, old, new in zip(_QUANTITIES, olds, news, strict=True):
        if old * new > 0:
            if old != new or since != began:
                found[name] = wire.Course(level=UNSET if old == new else new, since=UNSET if since == began else since)
            continue
        if old:  # To nothing, or to the other side of it: merged into what it was, bounds would stay.
            removed.append(pointer((*at, name)))
        if new:
            found[name] = _fading(new, fast if name == "rivalry" else ties.FADE, since)
    if bound and not bond:
        removed.append(pointer((*at, "bond")))
    elif bound != bond:
        found["bond"] = bond
    return wire.TiePart(**found) if found else UNSET


TIE: Final = Form(_whole, _change)
