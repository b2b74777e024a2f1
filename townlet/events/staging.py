"""Events of the script editing the world."""

from townlet.conditions import Need, TieKind
from townlet.events.base import Base


class NeedSet(Base, frozen=True, tag="need-set"):
    """A need was set."""

    need: Need
    value: int


class WalletSet(Base, frozen=True, tag="wallet-set"):
    """A wallet was set (thousandths)."""

    value: int


class TieSet(Base, frozen=True, tag="tie-set"):
    """A tie was set."""

    whom: str
    which: TieKind
    value: int


class CooldownSet(Base, frozen=True, tag="cooldown-set"):
    """An object's cooldown was set (ticks)."""

    thing: str
    value: int


class Received(Base, frozen=True, tag="received"):
    """Was given items (or coins, in thousandths) by the script."""

    item: str
    count: int


class Lost(Base, frozen=True, tag="lost"):
    """Had items (or coins, in thousandths) taken by the script."""

    item: str
    count: int


Staging = NeedSet | WalletSet | TieSet | CooldownSet | Received | Lost
