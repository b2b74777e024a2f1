"""A town while it runs: what stands still (the town file, the schedule) and what moves (its state).

`tell` is the one way for anything to happen: it hands an event to `apply`, chains it into the hash, wakes the
conditions that read what it touched, and passes it on to the page and to whoever listens.
"""

from collections.abc import Callable, Iterable
from hashlib import blake2b
from typing import Final, Protocol

import msgspec

from townlet import agenda as agenda_
from townlet.actions import Note
from townlet.agenda import Agenda
from townlet.apply import apply
from townlet.causes import OWN_CHOICE, Cause
from townlet.chance import draw
from townlet.events import Event, Sign
from townlet.goods.ledger import Ledger
from townlet.goods.lending import Lent
from townlet.goods.portions import Opened
from townlet.goods.shops import Fare, Treat
from townlet.goods.spoilage import Batches
from townlet.ground import NEAR, SMALL, area, steps
from townlet.page import TOLD, Page
from townlet.personality import BUILT_IN, Personality
from townlet.schedule import Schedule
from townlet.script.performance import Performance
from townlet.script.plot import Plot
from townlet.setting import Setting, Surroundings
from townlet.state import Agent, Perturbation, PlaceState, Register, ThingState, key
from townlet.townfile import Affordance, Goods, Item, Tile
from townlet.units import DAY

Stamp = tuple[int, int, int, str, Sign, str, str]
Listener = Callable[[Event], None]

A_WHILE: Final = 120  # Ticks for which the luck of two people with each other stays as it is.

_encode: Final = msgspec.msgpack.Encoder().encode


class Observer(Protocol):
    """Who looks at a town when a tick is over, and hears meanwhile of what changed without an event."""

    def turning(self) -> None:
        """A tick is over, and the next has not begun."""

    def moved(self, section: str, whose: str) -> None:
        """See `Town.moved`; sections are those of `townlet.telemetry`."""


class Town:
    """One run of one schedule in one setting. Made by `townlet.opening.opened`, moved by `townlet.clock`."""

    __slots__ = (
        "agenda", "agents", "asked", "batches", "chain", "drawn", "fare", "file", "ground", "items", "last", "ledger",
        "lent", "listener", "next_order", "observer", "opened", "opens", "page", "performance", "personalities",
        "places", "plot", "quiet", "register", "running", "schedule", "seed", "setting", "shields", "things", "tick",
        "treats",
    )  # fmt: skip

    def __init__(self, setting: Setting, schedule: Schedule, seed: int) -> None:
        self.setting = setting
        self.file = setting.file
        self.ground = setting.ground
        self.schedule = schedule
        self.plot = Plot(schedule)
        self.seed = seed
        self.opens = schedule.clock
        self.personalities: dict[str, Personality] = BUILT_IN | schedule.personalities
        self.items: dict[str, Item] = setting.items | {item.id: item for item in schedule.items}
        self.shields = frozenset(item.id for item in self.items.values() if item.keeps_off == "rain")
        self.tick = 0
        self.last = 0  # The id of the newest event.
        self.next_order = 1
        self.chain = b""
        self.agents: dict[str, Agent] = {}
        self.places = {place.id: PlaceState(place.id) for place in self.file.places}
        self.things = {thing.id: ThingState(thing.id, thing.cooldown) for thing in self.file.things}
        self.ledger: Ledger = {}
        self.opened: Opened = {}
        self.batches: Batches = {}
        self.lent: Lent = {}
        self.fare: dict[str, tuple[Fare, ...]] = {}  # What each place sells that can be eaten, as it is asked for.
        self.treats: dict[str, Treat | None] = {}
        self.running: dict[str, Perturbation] = {}
        self.register = Register()
        self.quiet: dict[str, int] = {}  # Since when each kind of perturbation has been over.
        self.asked: dict[str, int] = {}  # How often each reason for a draw has come up.
        self.agenda = Agenda()
        self.performance = Performance()
        self.page = Page()
        self.listener: Listener | None = None
        self.drawn: Callable[[str], None] | None = None  # Who hears the reason for each draw that counts its askings.
        self.observer: Observer | None = None

    # Telling.

    def tell(self, event: Event) -> Event:
        """Let an event happen."""
        apply(self, event)
        self.chain = blake2b(self.chain + _encode(event), digest_size=16).digest()
        self.performance.notice(self, event)
        if type(event) in TOLD:
            beat = self.page.take(self, event)
            if beat is not None:
                self.performance.overhear(self, beat.text)
        if self.listener:
            self.listener(event)
        return event

    def moved(self, section: str, whose: str = "*") -> None:
        """Something of somebody's changed that no event tells of: bookkeeping that can be seen from outside."""
        if self.observer is not None:
            self.observer.moved(section, whose)

    def stamp(self, who: str, where: str, cause: Cause, sign: Sign) -> Stamp:
        """The head of the next event: its id and tick before what is given."""
        self.last += 1
        return self.last, self.tick, cause.event, cause.root, sign, who, where

    def by(self, agent: Agent, cause: Cause | None = None) -> Stamp:
        """The head of an event that comes of what `agent` is doing, or of `cause` where one is named."""
        doing = agent.doing
        if doing is None:
            return self.stamp(agent.id, agent.place, cause or OWN_CHOICE, "·")
        return self.stamp(agent.id, agent.place, cause or doing.cause, doing.sign)

    def note(self, note: Note, root: str) -> None:
        """A line for the page or the operator; the town does not notice."""
        beat = self.page.note(self, note, root)
        if beat is not None:
            self.performance.overhear(self, beat.text)

    # Asking.

    def who(self, agent: Agent) -> Personality:
        """The personality of an agent."""
        return self.personalities[agent.personality]

    def luck(self, stream: str, kind: str, who: str = "", whom: str = "") -> int:
        """A draw, 0..ONE-1, keyed by its reason and by how often that reason has come up."""
        reason = f"{stream}|{kind}|{who}|{whom}"
        which = self.asked.get(reason, 0)
        self.asked[reason] = which + 1
        if self.drawn is not None:
            self.drawn(reason)
        return draw(self.seed, stream, kind, who, whom, which)

    def lasting_luck(self, stream: str, kind: str, who: str, whom: str = "", every: int = A_WHILE) -> int:
        """A draw, 0..ONE-1, that stays as it is for `every` ticks; 0 is for good.

        Keyed by which stretch of the run this is and not by how often it came up: a town then need not remember every
        pair that ever met, and one more meeting moves nobody's luck.
        """
        return draw(self.seed, stream, kind, who, whom, self.tick // every if every else 0)

    def around(self, agent: Agent) -> Surroundings:
        """What there is round about an agent: in the district of where they are, or of their home when out of doors."""
        return self.setting.around(agent.place or agent.home)

    def minute(self) -> int:
        """The minute of the day, 0..1439."""
        return (self.opens + self.tick) % DAY

    def is_open(self, place: str) -> bool:
        """Whether a place can be entered now: by its hours, and not shut by a closure."""
        return self.setting.places[place].hours.holds(self.minute()) and not self.is_shut(place)

    def is_shut(self, place: str) -> bool:
        """Whether a closure is under way at a place."""
        return bool(self.running) and key("closure", place) in self.running

    def disturbed(self, perturbation: str) -> bool:
        """Whether a perturbation of the whole town is under way: rain, or power or water cut off."""
        return bool(self.running) and key(perturbation) in self.running

    def lacks(self, what: Affordance | Goods) -> str:
        """Which utility a use of an object, or goods, need that is cut off: `power` or `water`; empty when none."""
        if not self.running:
            return ""
        if what.power and self.disturbed("blackout"):
            return "power"
        return "water" if what.water and self.disturbed("water-outage") else ""

    def tile_of(self, agent: Agent) -> Tile:
        """Where an agent stands, to the tile, on the move or not."""
        walk = agent.walk
        if walk is None:
            return agent.tile
        return walk.path[min(self.tick - walk.start, len(walk.path) - 1)]

    def near(self, one: Agent, other: Agent) -> bool:
        """Whether two agents are near: in one small place, or within earshot in the open."""
        if not (one.on_stage and other.on_stage):
            return False
        if one.place and one.place == other.place and area(self.setting.places[one.place]) <= SMALL:
            return True
        return self.ground.earshot(self.tile_of(one), self.tile_of(other))

    def beside(self, agent: Agent, place: str) -> bool:
        """Whether somebody is in a place, or within three tiles of its door."""
        door = self.setting.places[place].door
        return agent.place == place or steps(self.tile_of(agent), door) <= NEAR

    def company(self, agent: Agent) -> Iterable[Agent]:
        """Who else is in the same place, in order of coming."""
        if not agent.place:
            return ()
        people = self.places[agent.place].people
        return [self.agents[name] for name in people if name != agent.id]

    def price(self, place: str, item: str, level: int | None = None) -> int | None:
        """What an item costs at a place (thousandths), at its present level or another; None if not sold."""
        for goods in self.setting.places[place].sells:
            if goods.item == item:
                return goods.price * (self.places[place].level if level is None else level) // 1_000_000
        return None

    # Filing.

    def deciding(
        self, agent: Agent, tick: int | None = None, cause: Cause = OWN_CHOICE, about: str = ""
    ) -> None:
        """File a decision for an agent, this tick or a later one; of several reasons in one tick the last one stays.

        `about` is the need or the person that gave the reason; it is a cause only of what has to do with it.
        """
        at = self.tick if tick is None else tick
        filed = agent.decides == at
        if not filed or about:
            agent.reason, agent.about = cause, about
        if filed:
            return
        agent.decides = at
        self.agenda.file(at, agenda_.DECIDE, "decide", agent.id)

    def later(self, agent: Agent, ticks: int, kind: str) -> None:
        """File the next step of what an agent is doing, making any earlier one stale."""
        agent.turn += 1
        self.agenda.file(self.tick + ticks, agenda_.DUE, kind, agent.id, agent.turn)
