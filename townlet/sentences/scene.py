"""What a sentence may ask of the town: what things are called, and a few facts an event does not carry.

Sentences are told after an event has been applied, so a purse is what is left
and a tie is what has become of it.
"""

from typing import TYPE_CHECKING, Protocol

from townlet.actions import Meet
from townlet.body import FAMISHED
from townlet.goods import ledger
from townlet.state import key

if TYPE_CHECKING:
    from townlet.town import Town

Wordings = tuple[str, ...]
Slots = dict[str, str]
Telling = tuple[Wordings, Slots]
JUST_NOW = 30  # Ticks since setting out for a place, within which one has just come.
Bond = tuple[int, int, int]  # trust, familiarity, rivalry, in millionths


class Scene(Protocol):
    """The town as a storyteller sees it. Titles carry their article; an unknown id is spoken as it is."""

    def place(self, name: str) -> str: ...
    def within(self, place: str) -> str:
        """`at the mill`, where people have work or business; `in the garden`, `in the pear-tree house`."""

    def thing(self, name: str) -> str: ...
    def item(self, name: str) -> str: ...
    def used_up(self, name: str) -> bool:
        """Whether that is an item that gets less by being used."""

    def job(self, name: str) -> str: ...

    def workplace(self, job: str) -> str:
        """The id of the place where a job is done."""

    def place_of(self, name: str) -> str:
        """The id of the place where that place, object or person is; empty when in none."""

    def called(self, name: str) -> str:
        """Whatever has that id, by its title; a person by name."""

    def is_person(self, name: str) -> bool: ...
    def in_town(self, who: str) -> bool: ...

    def home(self, who: str) -> str:
        """The id of the place somebody lives in; empty for who has lost it."""

    def voice(self, who: str) -> str:
        """How somebody speaks, as the writer put it; empty when nothing was said, or when it is nobody."""

    def resting(self, who: str) -> bool: ...

    def hungry(self, who: str) -> bool:
        """Whether somebody has gone without food for long."""

    def purse(self, who: str) -> int:
        """Coins carried, in thousandths."""

    def bond(self, who: str, whom: str) -> Bond: ...

    def company(self, who: str, where: str) -> list[str]:
        """Who else is in a place, in order of coming."""

    def on_duty(self, where: str) -> str:
        """Who is at work in a place, the first of them; empty when nobody is."""

    def just_came(self, who: str, where: str) -> bool:
        """Whether somebody walked there within the last while."""

    def seeks(self, who: str, where: str) -> str:
        """Whom somebody has come to a place to meet, if that one is there; else empty."""

    def inviting(self, where: str) -> bool:
        """Whether a place is one to spend time in for its own sake."""

    def meeting(self, where: str) -> bool:
        """Whether people are called together in a place just now."""

    def ware(self, where: str, level: int) -> tuple[str, int] | None:
        """The first item on a place's board and its price at a level of prices; None if nothing is sold."""

    def hour(self) -> int:
        """The hour of the day, 0..23."""


def spoken(name: str) -> str:
    """An id as words, for want of a title."""
    return name.replace("-", " ")


class TownScene:
    """A scene over a running town."""

    __slots__ = ("town",)

    def __init__(self, town: "Town") -> None:
        self.town = town

    def place(self, name: str) -> str:
        found = self.town.setting.places.get(name)
        return found.title if found else spoken(name)

    def within(self, place: str) -> str:
        setting = self.town.setting
        found = setting.places.get(place)
        business = place in setting.workplaces
        return f"{'in' if found and (found.outdoors or not business) else 'at'} {self.place(place)}"

    def thing(self, name: str) -> str:
        found = self.town.setting.things.get(name)
        return found.title if found else self.item(name)

    def item(self, name: str) -> str:
        found = self.town.items.get(name)
        return found.title if found else spoken(name)

    def used_up(self, name: str) -> bool:
        found = self.town.items.get(name)
        return found is not None and not found.reusable

    def job(self, name: str) -> str:
        found = self.town.setting.jobs.get(name)
        return found.title if found else spoken(name)

    def workplace(self, job: str) -> str:
        found = self.town.setting.jobs.get(job)
        return found.place if found else ""

    def place_of(self, name: str) -> str:
        if self.is_person(name):
            return self.town.agents[name].place
        thing = self.town.setting.things.get(name)
        return thing.place if thing else name

    def called(self, name: str) -> str:
        if self.is_person(name):
            return name
        return self.place(name) if name in self.town.setting.places else self.thing(name)

    def is_person(self, name: str) -> bool:
        return name in self.town.agents

    def in_town(self, who: str) -> bool:
        return self.town.agents[who].on_stage

    def home(self, who: str) -> str:
        agent = self.town.agents[who]
        return "" if agent.homeless else agent.home

    def voice(self, who: str) -> str:
        agent = self.town.agents.get(who)
        return self.town.personalities[agent.personality].voice if agent is not None else ""

    def resting(self, who: str) -> bool:
        return self.town.agents[who].gains.get("energy", 0) > 0

    def hungry(self, who: str) -> bool:
        return self.town.agents[who].hunger.at(self.town.tick) < FAMISHED

    def purse(self, who: str) -> int:
        return ledger.balance(self.town.ledger, who, ledger.COINS)

    def bond(self, who: str, whom: str) -> Bond:
        tie = self.town.agents[who].ties.get(whom)
        return (tie.trust, tie.familiarity, tie.rivalry) if tie else (0, 0, 0)

    def company(self, who: str, where: str) -> list[str]:
        found = self.town.places.get(where)
        return [name for name in found.people if name != who] if found else []

    def on_duty(self, where: str) -> str:
        agents, jobs = self.town.agents, self.town.setting.jobs
        for name in self.company("", where):
            if agents[name].on_shift >= 0 and jobs[agents[name].job].place == where:
                return name
        return ""

    def just_came(self, who: str, where: str) -> bool:
        since = self.town.agents[who].visited.get(where, 0)
        return since > 0 and self.town.tick - since <= JUST_NOW

    def seeks(self, who: str, where: str) -> str:
        doing = self.town.agents[who].doing
        if doing is None or not isinstance(doing.act, Meet):
            return ""
        return doing.act.whom if doing.act.whom in self.company(who, where) else ""

    def inviting(self, where: str) -> bool:
        found = self.town.setting.places.get(where)
        return found is not None and found.leisure > 0

    def meeting(self, where: str) -> bool:
        return key("arranged-meeting", where) in self.town.running

    def ware(self, where: str, level: int) -> tuple[str, int] | None:
        found = self.town.setting.places.get(where)
        for goods in found.sells if found else ():
            price = self.town.price(where, goods.item, level)
            if price:
                return self.item(goods.item), price
        return None

    def hour(self) -> int:
        return self.town.minute() // 60
