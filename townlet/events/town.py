"""Events of the town as a whole: prices, deliveries and perturbations."""

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


class PerturbationEnded(Base, frozen=True, tag="perturbation-ended"):
    """It is over."""

    perturbation: str


TownNews = PricesChanged | PriceNoticed | Restocked | PerturbationBegan | PerturbationEnded
