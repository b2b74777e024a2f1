"""What a town file says, as values: the ground, the places, what can be done there and what it costs.

The text (YAML) becomes these types in `dsl.townfile`; here is only what the town needs to live.
Ids are the words a script uses (`cafe`, `barista`); titles are the words a sentence uses (`the cafe`).
"""

import msgspec

from townlet.units import DAY, ONE, PERCENT

Tile = tuple[int, int]
Needs = dict[str, int]

A_MEAL = 20 * PERCENT  # What stills at least so much hunger is a meal; what stills less is not.
A_SQUARE_MEAL = 40 * PERCENT  # And of such as these,
MEALS_A_DAY = 3  # so many carry somebody through a day: by them wages and the dole are measured.

class Hours(msgspec.Struct, frozen=True, gc=False):
    """From one minute of the day to another, the end excluded; `opens == closes` means always."""

    opens: int = 0
    closes: int = 0

    def holds(self, minute: int) -> bool:
        """Whether `minute` (0..1439) lies inside; hours may run past midnight."""
        if self.opens == self.closes:
            return True
        if self.opens < self.closes:
            return self.opens <= minute < self.closes
        return minute >= self.opens or minute < self.closes

    def length(self) -> int:
        """Ticks from opening to closing."""
        return (self.closes - self.opens) % DAY or DAY

class Goods(msgspec.Struct, frozen=True):
    """What a place sells: an item, its base price in thousandths, and how many stand on a full shelf.

    `restock` is the minute of the day at which the shelf is filled up again; below zero it never is.
    """

    item: str
    price: int
    stock: int
    power: bool = False  # Whether it can only be had (cooked, chilled) while there is power,
    water: bool = False  # or water.
    restock: int = -1

class Place(msgspec.Struct, frozen=True):
    """A rectangle of tiles, entered by its door (a tile of its own on the rectangle's edge)."""

    id: str
    title: str  # With its article, as prose says it: `the cafe`, `Per's room`.
    kind: str  # `cafe`, `home`, `park`, `station`, `market`, `bathhouse`, `hall`...
    left: int
    top: int
    width: int
    height: int
    door: Tile
    hours: Hours = Hours()
    outdoors: bool = False
    sells: tuple[Goods, ...] = ()
    leisure: int = 0  # How inviting it is to somebody with nothing to do, in millionths.
    district: str = ""

class Thing(msgspec.Struct, frozen=True):
    """An object that can be used: one tile in one place."""

    id: str
    title: str  # With its article: `the shower`.
    type: str
    place: str
    tile: Tile
    capacity: int = 1
    cooldown: int = 0  # Ticks between one user and the next.

class Affordance(msgspec.Struct, frozen=True):
    """What a type of object lets somebody do, for how long, at what cost, to what effect.

    `effects` are totals over the whole of `lasts`, in millionths by need; stopping half-way gives half. A recipe is an
    affordance too: its activity is `cook` and the dish, and it turns what it `takes` into so many of what it `makes`.
    """

    type: str
    activity: str  # `wash`, `rest`, `use`, `cook stew`
    lasts: int  # ticks
    effects: Needs = {}
    coins: int = 0  # thousandths, paid on beginning
    power: bool = False
    water: bool = False
    carries: str = ""  # An item that must be carried, if any.
    stock: str = ""  # An item of which each use takes one from the shelf of the object's place, if any.
    failure: int = 0  # What a failed try does to the mood, in millionths (0 or below).
    takes: dict[str, int] = {}  # Ingredients by count.
    makes: str = ""  # An item; empty when nothing is made.
    serves: int = 1

class Item(msgspec.Struct, frozen=True):
    """A kind of thing that can be carried. `effects` (millionths by need) are what one portion does."""

    id: str
    title: str  # With its article: `a coffee`.
    about: str = ""
    price: int = 0  # thousandths
    effects: Needs = {}
    portions: int = 1
    reusable: bool = False
    spoils: int = 0  # Ticks until it spoils; 0 is never.
    lasts: int = 10  # Ticks to use or eat one portion.
    edible: bool = False
    keeps_off: str = ""  # The weather it keeps off whoever carries it: `rain`.

    @property
    def filling(self) -> int:
        """How much hunger one portion stills, in millionths; nothing when it is not for eating."""
        return self.effects.get("hunger", 0) if self.edible else 0

class Job(msgspec.Struct, frozen=True):
    """Work every day, at a place, for a wage a shift (thousandths)."""

    id: str
    title: str  # With its article: `a barista`.
    place: str
    shift: Hours
    wage: int
    openings: int = 1

class Barrier(msgspec.Struct, frozen=True):
    """A rectangle nobody can walk on: water, a wall."""

    title: str
    left: int
    top: int
    width: int
    height: int

class Beginning(msgspec.Struct, frozen=True):
    """What an agent has when the script does not say: needs (millionths) and wallet (thousandths)."""

    needs: Needs
    wallet: int

class Pace(msgspec.Struct, frozen=True):
    """How fast each need of a balanced agent falls while awake, in millionths a tick."""

    hunger: int
    hygiene: int
    energy: int

class Chance(msgspec.Struct, frozen=True):
    """How likely a kind of perturbation is to come of itself, and what it is like; bounds are inclusive.

    Drawn once a day. It does not begin while one of its kind is under way, nor within `cooldown` ticks after.
    """

    kind: str  # `rain`, `price-spike`...
    odds: int  # A day, in millionths.
    lasts: tuple[int, int]  # ticks
    places: tuple[str, ...] = ()  # Where it may be; none for the whole town.
    strength: tuple[int, int] = (ONE, ONE)  # millionths
    hours: Hours = Hours()  # When it may begin.
    cooldown: int = 0  # ticks
    spares: int = 0  # Ticks for which whom it has been about is left in peace.

class TownFile(msgspec.Struct, frozen=True):
    """A whole town at rest: everything that does not change while it runs."""

    id: str
    title: str
    width: int
    height: int
    places: tuple[Place, ...]
    things: tuple[Thing, ...]
    affordances: tuple[Affordance, ...]
    items: tuple[Item, ...]
    jobs: tuple[Job, ...]
    barriers: tuple[Barrier, ...]
    beginning: Beginning
    pace: Pace
    rent: int = 0  # thousandths a day
    chances: tuple[Chance, ...] = ()  # What may come of itself.
    names: tuple[str, ...] = ()  # For townsfolk whom nobody named.
