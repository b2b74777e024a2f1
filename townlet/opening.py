"""Opening a town: the cast in their places, the shelves stocked, the stage set, the first entries filed."""

from townlet import asking
from townlet.actions import Mark, Narrate, Prompt
from townlet.causes import Cause
from townlet.circumstances import chances
from townlet.company import ties
from townlet.course import Course
from townlet.events import Entered
from townlet.goods import ledger, restocking
from townlet.goods.portions import hand_over
from townlet.livelihood import rounds
from townlet.schedule import CastMember, Schedule
from townlet.script import checks, standby
from townlet.setting import Setting
from townlet.state import Agent, Tie
from townlet.town import Town

CAST = Cause(0, "town/cast")


def opened(setting: Setting, schedule: Schedule, seed: int | None = None) -> Town:
    """A town at tick 0 with nobody in it yet: `seed` replaces the schedule's own."""
    town = Town(setting, schedule, schedule.seed if seed is None else seed)
    _stock(town)
    homes = _homes(town)
    jobs = _jobs(town)
    for number, member in enumerate(schedule.cast):
        town.agents[member.name] = _agent(town, number, member, homes[member.name], jobs[member.name])
    _bind(town)
    for member in schedule.cast:
        _equip(town, member)
    rounds.fill_posts(town)
    rounds.file_days(town)
    restocking.file_first(town)
    chances.file_first(town)
    return town


def raise_curtain(town: Town) -> None:
    """Bring the cast on, set the stage, arm the checks, let the cues stand by. Kept apart: others may listen first."""
    for member in town.schedule.cast:
        if not member.offstage:
            _bring_on(town, member)
    for line in town.schedule.stage:
        if isinstance(line.action, Mark | Narrate | Prompt):
            town.note(line.action, line.id)
        else:
            asking.ask(town, line.action, line.id)
    if checks.assume(town):
        checks.arm_all(town)
        standby.scenario(town)


def _stock(town: Town) -> None:
    for place in town.file.places:
        for goods in place.sells:
            ledger.transfer(town.ledger, goods.item, goods.stock, ledger.OUTSIDE, ledger.shelf(place.id))


def _homes(town: Town) -> dict[str, str]:
    """A home each: the one the script gives, else the next free one in the order of the town file."""
    named = {member.name: member.home for member in town.schedule.cast if member.home}
    free = [place.id for place in town.file.places if place.kind == "home" and place.id not in named.values()]
    everywhere = [place.id for place in town.file.places if place.kind == "home"]
    given = dict(named)
    for number, member in enumerate(town.schedule.cast):
        if member.name not in given:
            given[member.name] = free.pop(0) if free else everywhere[number % len(everywhere)]
    return given


def _jobs(town: Town) -> dict[str, str]:
    return {member.name: member.job for member in town.schedule.cast}


def _agent(town: Town, number: int, member: CastMember, home: str, job: str) -> Agent:
    needs = town.file.beginning.needs | member.needs
    place = home if member.place in ("", "home") else member.place
    tile = town.ground.spot(place, number)
    hunger, hygiene, energy = (Course(needs[need]) for need in ("hunger", "hygiene", "energy"))
    stands = {whom: _tie(values) for whom, values in member.ties.items()}
    return Agent(
        member.name, number, member.personality, home, job, hunger, hygiene, energy, tile, "", ties=stands
    )


def _bind(town: Town) -> None:
    """What people have been to each other before the curtain rises is no news to them."""
    for agent in town.agents.values():
        for whom, tie in agent.ties.items():
            back = town.agents[whom].ties.get(agent.id)
            if back is not None:
                ties.bind(tie, back, ties.bond(tie, back))


def _tie(values: dict[str, int]) -> Tie:
    return Tie(values.get("trust", 0), values.get("familiarity", 0), values.get("rivalry", 0), 0)


def _equip(town: Town, member: CastMember) -> None:
    wallet = town.file.beginning.wallet if member.wallet is None else member.wallet
    ledger.transfer(town.ledger, ledger.COINS, wallet, ledger.OUTSIDE, member.name)
    for item, count in member.carries.items():
        hand_over(town, item, count, ledger.OUTSIDE, member.name)


def _bring_on(town: Town, member: CastMember) -> None:
    agent = town.agents[member.name]
    place = agent.home if member.place in ("", "home") else member.place
    town.tell(Entered(*town.stamp(agent.id, place, CAST, "·"), agent.tile))
    town.deciding(agent)
