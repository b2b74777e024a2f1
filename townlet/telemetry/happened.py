"""An event as it is told: short, for there are many of them."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final

from msgspec import UNSET

from townlet import events as e
from townlet.actions import Activity
from townlet.telemetry.wire import MOSTLY, OWN, Happened

_HEAD: Final = len(e.Base.__struct_fields__)
_SHOWN: Final[dict[type, str]] = {
    **dict.fromkeys((e.Entered, e.Moved, e.Arrived, e.Stopped), "tile"), e.SetOff: "path",  # By the position.
    e.Ended: "act",  # By the event that it comes of, which took it up.
    e.OrderEnded: "act",  # By the order of that number.
}  # fmt: skip
"""What is not told a second time."""

Telling = Callable[[Any, str], Happened]
"""An event of one kind, and its sentence."""


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
    """An event with its sentence, for a message of the same tick. What is nothing (0, "", empty, no) is left out."""
    return HAPPENED[type(event)](event, text)


def _telling(kind: type[e.Base]) -> Telling:
    """How events of a kind are told, with all that is the same for each of them looked up once.

    A default is only left out if it is the very one, which the equal word of a restored run is not.
    """
    tag = str(kind.__struct_config__.tag)
    own = tuple(name for name in kind.__struct_fields__[_HEAD:] if name != _SHOWN.get(kind))

    def told(event: Any, text: str) -> Happened:
        data: dict[str, Any] = {}
        for name in own:
            value = getattr(event, name)
            if value:
                data[name] = value if name != "act" or isinstance(value, str) else _short(value)
        root, sign = event.root, event.sign
        return Happened(
            id=event.id, kind=tag, who=event.who, where=event.where, cause=event.cause,
            root=OWN if root == OWN else root, sign=MOSTLY if sign == MOSTLY else sign,
            text=text, data=data or UNSET,
        )  # fmt: skip

    return told


HAPPENED: Final[dict[type, Telling]] = {kind: _telling(kind) for kind in e.Event.__args__}
"""By type, how such an event is told."""
