"""Events of the town as a whole: prices, deliveries, perturbations, and what weather and meetings are to people."""

from townlet.events.base import Base, Learnt


class PricesChanged(Base, frozen=True, tag="prices-changed"):
    """The board at `where` now shows `level` (millionths of the base prices)."""

    before: int
    level: int


class PriceNoticed(Base, frozen=True, tag="price-noticed"):
    """Saw at `where`, paid, or was told by `whom`, another price than the one remembered."""

    whom: str
    how: Learnt
    before: int
    level: int


class Restocked(Base, frozen=True, tag="restocked"):
    """The shelves at `where` were filled up: what came, and which of it had been sold out."""

    brought: dict[str, int]
    missed: tuple[str, ...]


class PerturbationBegan(Base, frozen=True, tag="perturbation-began"):
    """A disturbance of the town's course began; `where` is its target, empty for the whole town."""

    perturbation: str
    strength: int
    until: int


class PerturbationEnded(Base, frozen=True, tag="perturbation-ended", omit_defaults=True):
    """It is over. `came` is how many came to it, where it was one that people come to."""

    perturbation: str
    came: int = 0


class GotWet(Base, frozen=True, tag="got-wet"):
    """Out in the rain, with nothing to keep it off; `strength` (millionths) is how hard it rains."""

    strength: int


class KeptDry(Base, frozen=True, tag="kept-dry"):
    """Out in the rain, and `item` keeps it off."""

    item: str


class Called(Base, frozen=True, tag="called"):
    """Was asked to come to the meeting at `where`."""


class Attended(Base, frozen=True, tag="attended"):
    """Came to the meeting at `where`, or was there when it began."""


TownNews = (
    PricesChanged | PriceNoticed | Restocked | PerturbationBegan | PerturbationEnded | GotWet | KeptDry | Called
    | Attended
)  # fmt: skip
