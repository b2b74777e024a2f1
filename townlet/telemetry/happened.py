"""An event as it is told: short, for there are many of them."""

from typing import Any, Final

from msgspec import UNSET

from townlet import events as e
from townlet.telemetry.wire import Happened

_HEAD: Final = frozenset(e.Base.__struct_fields__)
_KINDS: Final[dict[type, tuple[str, tuple[str, ...]]]] = {
    kind: (
        str(kind.__struct_config__.tag),
        tuple(name for name in kind.__struct_fields__ if name not in _HEAD),
    )
    for kind in e.Event.__args__
}
"""By type: what it is called, and the fields that only this kind has."""


def happened(event: e.Event, text: str = "") -> Happened:
    """An event with its sentence, for a message of the same tick. What is nothing (0, "", empty, no) is left out."""
    kind, own = _KINDS[type(event)]
    data: dict[str, Any] = {}
    for name in own:
        value = getattr(event, name)
        if value:
            data[name] = value
    return Happened(
        id=event.id, kind=kind, who=event.who, where=event.where, cause=event.cause, root=event.root, sign=event.sign,
        text=text, data=data or UNSET,
    )  # fmt: skip
