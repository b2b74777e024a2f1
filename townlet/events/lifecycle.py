"""Events of a life in town: losing a home and finding one, leaving, and coming to stay."""

from typing import Literal

from townlet.events.base import Base

Because = Literal["fainting", "homelessness"]
"""Why somebody leaves town."""


class Evicted(Base, frozen=True, tag="evicted"):
    """Lost the home `home` over `debt` (thousandths) of rent, and sits by day and night at `to` from now on."""

    home: str
    debt: int
    to: str


class Rehoused(Base, frozen=True, tag="rehoused"):
    """Paid back what was owed, and moved into `home`."""

    home: str
    paid: int


class Leaving(Base, frozen=True, tag="leaving"):
    """Made up their mind to leave town."""

    because: Because


class ChangedMind(Base, frozen=True, tag="changed-mind"):
    """Was kept from leaving town, and stays."""


class Newcomer(Base, frozen=True, tag="newcomer"):
    """Somebody nobody knows comes to live here, in `home`, with `wallet` (thousandths)."""

    personality: str
    home: str
    wallet: int


Lifecycle = Evicted | Rehoused | Leaving | ChangedMind | Newcomer
