"""An event as it is told: short, for there are many of them."""

from functools import lru_cache
from typing import Any, Final

from msgspec import UNSET

from townlet import events as e
from townlet.actions import Activity
from townlet.telemetry.wire import MOSTLY, OWN, Happened

_HEAD: Final = frozenset(e.Base.__struct_fields__)
_SHOWN: Final = {
    *((kind, "tile") for kind in (e.Entered, e.Moved, e.Arrived, e.Stopped)), (e.SetOff, "path"),  # By the position.
    (e.Ended, "act"),  # By the event that it comes of, which took it up.
    (e.OrderEnded, "act"),  # By the order of that number.
}  # fmt: skip
"""What is not told a second time."""
KINDS: Final[dict[type, tuple[str, tuple[str, ...]]]] = {
    kind: (
        str(kind.__struct_config__.tag),
        tuple(name for name in kind.__struct_fields__ if name not in _HEAD and (kind, name) not in _SHOWN),
    )
    for kind in e.Event.__args__
}
"""By type: what it is called, and the fields that only this kind has."""


@lru_cache(4_096)
def _short(act: Activity) -> dict[str, Any]:
    """An activity with what it says, and without what it leaves open. The same few come up all the time."""
    return {"do": act.__struct_config__.tag} | {
        name: value
        for name, default in zip(act.__struct_fields__, _defaults(act), strict=True)
        if (value := getattr(act, name)) != default
    }


def _defaults(act: Activity) -> tuple[Any, ...]:
    """The default of each field; of one that has none, nothing that it could be."""
    fields, defaults = act.__struct_fields__, act.__struct_defaults__
    return (None,) * (len(fields) - len(defaults)) + defaults


def happened(event: e.Event, text: str = "") -> Happened:
    """An event with its sentence, for a message of the same tick. What is nothing (0, "", empty, no) is left out.

    A default is only left out if it is the very one, which the equal word of a restored run is not.
    """
    kind, own = KINDS[type(event)]
    data: dict[str, Any] = {}
    for name in own:
        value = getattr(event, name)
        if value:
            data[name] = value if name != "act" or isinstance(value, str) else _short(value)
    return Happened(
        id=event.id, kind=kind, who=event.who, where=event.where, cause=event.cause,
        root=OWN if event.root == OWN else event.root, sign=MOSTLY if event.sign == MOSTLY else event.sign,
        text=text, data=data or UNSET,
    )  # fmt: skip
