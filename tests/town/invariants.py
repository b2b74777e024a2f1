"""What holds of a town after every event, and between any two ticks: each broken law as a sentence."""

from collections import Counter
from collections.abc import Iterator

from townlet import ledger
from townlet.actions import Rest, Work
from townlet.agenda import Entry
from townlet.causes import RULES
from townlet.events import Base, Began, Entered, Exited, Held, Moved, Released
from townlet.mood import mood
from townlet.state import Agent
from townlet.ties import KEPT
from townlet.town import Town
from townlet.units import ONE

NEEDS = ("hunger", "hygiene", "energy")
PATIENCE = 600  # Ticks within which everybody on stage begins something, or rests or works.


def broken(town: Town) -> list[str]:
    """The laws that the state of a town breaks, after whatever event."""
    return [
        *_accounts(town),
        *_larders(town),
        *_things(town),
        *_places(town),
        *_register(town),
        *(law for who in town.agents.values() for law in _agent(town, who)),
    ]


def _accounts(town: Town) -> Iterator[str]:
    for unit, total in ledger.sums(town.ledger).items():
        if total:
            yield f"{unit}: the accounts sum to {total}"
    for account, held in town.ledger.items():
        for unit, amount in held.items():
            if amount < 0 and account != ledger.OUTSIDE:
                yield f"{account} holds {amount} {unit}"


def _larders(town: Town) -> Iterator[str]:
    """What is begun, ages or is lent is there; of shelves nothing ages."""
    for account, opened in town.opened.items():
        for item, gone in opened.items():
            if not 0 < gone < town.items[item].portions or not ledger.balance(town.ledger, account, item):
                yield f"{account} has begun {item} by {gone}"
    ageing = {*town.agents, *(account for account in town.ledger if account.startswith("ground:"))}
    for account in ageing | town.batches.keys():
        for item, amount in town.ledger.get(account, {}).items():
            batches = town.batches.get(account, {}).get(item, [])
            if item in town.items and sum(many for _, many in batches) != (amount if town.items[item].spoils else 0):
                yield f"{account} holds {amount} {item}, and in batches {batches}"
            if batches != sorted(batches) or any(many < 1 for _, many in batches):
                yield f"{account} holds {item} in a muddle: {batches}"
        for item in town.batches.get(account, {}):
            if account not in ageing or not ledger.balance(town.ledger, account, item):
                yield f"{account} has {item} in batches and holds none"
    for account, items in town.lent.items():
        for item, claims in items.items():
            if min(claims.values()) < 1 or sum(claims.values()) > ledger.balance(town.ledger, account, item):
                yield f"{account} owes more {item} than there is: {claims}"


def _things(town: Town) -> Iterator[str]:
    for name, state in town.things.items():
        if len(state.users) > town.setting.things[name].capacity:
            yield f"{name} is used by {state.users}"
        for who, count in Counter([*state.users, *state.queue]).items():
            agent = town.agents.get(who)
            if count > 1:
                yield f"{who} stands twice at {name}"
            if agent is None or not agent.on_stage:
                yield f"{who} holds {name} and is not in town"
            elif name not in [doing.thing for doing in (agent.doing, agent.aside) if doing]:
                yield f"{who} holds {name} and does something else: {agent.doing}"
            elif agent.place != town.setting.things[name].place or agent.walk:
                yield f"{who} holds {name} and is not there"


def _places(town: Town) -> Iterator[str]:
    seen = Counter(who for place in town.places.values() for who in place.people)
    for name, place in town.places.items():
        for who in place.people:
            if town.agents[who].place != name:
                yield f"{who} counts as in {name} and is in {town.agents[who].place!r}"
    for who, agent in town.agents.items():
        if seen[who] != bool(agent.place):
            yield f"{who}, in {agent.place!r}, stands in {seen[who]} places"
        if agent.place and agent.walk is None and town.ground.place_at(agent.tile) != agent.place:
            yield f"{who}, in {agent.place!r}, stands on a tile of {town.ground.place_at(agent.tile)!r}"


def _register(town: Town) -> Iterator[str]:
    """Who works where is the same by whomever it is told, and no job has more people than places."""
    register, jobs = town.register, town.setting.jobs
    staff = {who: job for job, people in register.staff.items() for who in people}
    if sum(map(len, register.staff.values())) != len(staff):
        yield f"somebody works twice: {register.staff}"
    lists = {who: job for job, people in register.applicants.items() for who in people}
    for who, agent in town.agents.items():
        if agent.job != staff.get(who, "") or agent.applied != lists.get(who, ""):
            yield f"{who} works as {agent.job or 'nothing'} and asks for {agent.applied or 'nothing'}: {register}"
        if bool(agent.leaving) != (who in register.leaving):
            yield f"{who} is leaving, or is not: {register.leaving}"
        if agent.homeless and agent.on_stage and town.setting.places[agent.home].kind == "home":
            yield f"{who} has no home and lives at {agent.home}"
    for job in jobs.values():
        began = sum(member.job == job.id for member in town.schedule.cast)
        people = len(register.staff.get(job.id, ()))
        if people > max(job.openings, began):
            yield f"{job.id} has {people} people and {job.openings} places"
        if register.vacant.get(job.id, 0) != max(0, job.openings - people):
            yield f"{job.id} has {people} people and {register.vacant.get(job.id)} vacancies"


def _agent(town: Town, agent: Agent) -> Iterator[str]:
    for need in NEEDS:
        if not 0 <= getattr(agent, need).at(town.tick) <= ONE:
            yield f"{agent.id}'s {need} is out of bounds"
    if len(agent.ties) > KEPT + 1:  # The seventh is dropped by an event of its own.
        yield f"{agent.id} keeps {len(agent.ties)} ties"
    if not all(
        -ONE <= value <= ONE for tie in agent.ties.values() for value in (tie.trust, tie.familiarity, tie.rivalry)
    ):
        yield f"{agent.id}'s ties are out of bounds"
    if len({order.id for order in agent.orders}) < len(agent.orders) or len(set(agent.holds)) < len(agent.holds):
        yield f"{agent.id} obeys or is held twice over"
    if not 0 <= mood(agent, town.tick) <= ONE:
        yield f"{agent.id}'s mood is out of bounds"
    if agent.talk:
        talk, other = agent.talk, town.agents[agent.talk.whom]
        if other.talk is None or other.talk.whom != agent.id or other.talk.lead is talk.lead:
            yield f"{agent.id} talks to {other.id}, who has {other.talk}"
        if agent.walk:
            yield f"{agent.id} walks while talking"
    if agent.walk and agent.doing is None:
        yield f"{agent.id} walks for nothing"
    if not agent.on_stage and (agent.place or agent.walk or agent.doing or agent.talk or agent.orders or agent.gains):
        yield f"{agent.id} is not in town and still at it"


def between_ticks(town: Town) -> list[str]:
    """The laws that a town breaks when nothing more is due in this tick."""
    return [
        *broken(town),
        *(f"{who.id} keeps {len(who.ties)} ties" for who in town.agents.values() if len(who.ties) > KEPT),
        *(f"{who.id} is stuck: {who.doing}" for who in town.agents.values() if _stuck(town, who)),
        *(
            f"{account} still holds {item} that spoilt at {batches[0][0]}"
            for account, held in town.batches.items()
            for item, batches in held.items()
            if batches[0][0] <= town.tick and not _at_it(town, account, item)
        ),
        *(f"{entry} was filed for the past" for entry in town.agenda.heap if entry.tick <= town.tick),
    ]


def _at_it(town: Town, account: str, item: str) -> bool:
    """Whether somebody is just using an item, which is let finish, and was up to this tick."""
    doing = town.agents[account].doing if account in town.agents else None
    return (doing is not None and doing.thing == item) or any(
        entry.kind == "spoil" and entry.who == account and entry.tick == town.tick + 1 for entry in town.agenda.heap
    )


def _stuck(town: Town, agent: Agent) -> bool:
    """Nothing will ever make this agent move again by itself."""
    if not agent.on_stage or town.tick >= town.schedule.length:
        return False
    if agent.doing is None and agent.holds and not agent.orders:
        return False
    if any(_moves(agent, entry) for entry in town.agenda.heap):
        return False
    if agent.talk is not None:
        return agent.talk.lead
    thing = town.things.get(agent.doing.thing) if agent.doing else None
    return not (thing and agent.id in thing.queue and thing.users)


def _moves(agent: Agent, entry: Entry) -> bool:
    """Whether an entry of the agenda will make this agent go on."""
    if entry.kind == "turn":
        return agent.doing is not None and agent.doing.thing == entry.who
    if entry.who != agent.id:
        return False
    match entry.kind:
        case "decide":
            return agent.decides == entry.tick
        case "order":
            return any(order.id == entry.generation for order in agent.orders)
        case "end" | "go-on" | "arrive" | "come-in":
            return agent.turn == entry.generation
        case _:
            return False


class Watcher:
    """Listens to a run: every event's cause, and who has not begun anything for too long."""

    def __init__(self) -> None:
        self.wrong: list[str] = []
        self.newest = Base(0, 0, 0, "", "·", "", "")
        self.roots: dict[int, str] = {0: ""}

    def hear(self, town: Town, event: Base) -> None:
        """Look at a town just after an event."""
        if len(self.wrong) > 3:
            return
        self.wrong += [f"{law}, after {event}" for law in broken(town)]
        if event.id <= self.newest.id or event.tick < self.newest.tick or event.tick != town.tick:
            self.wrong.append(f"{event} comes after {self.newest}")
        if event.cause not in self.roots:
            self.wrong.append(f"{event} comes from an event that has not been")
        elif event.cause and event.root != self.roots[event.cause]:
            self.wrong.append(f"{event} ends in another root than its cause")
        if event.root not in RULES and event.root not in town.plot.places:
            self.wrong.append(f"the root of {event} is nothing that is written anywhere")
        self.roots[event.id] = event.root
        self.newest = event


def idle_for(events: list[Base]) -> list[str]:
    """Who began nothing within `PATIENCE` ticks, though on stage, free, awake and off work."""
    free_since: dict[str, int] = {}
    away: set[str] = set()
    wrong = []
    for event in events:
        match event:
            case Began() | Exited() | Held():
                since = free_since.pop(event.who, event.tick)
                if event.tick - since > PATIENCE:
                    wrong.append(f"{event.who} did nothing from {since} to {event.tick}")
            case _:
                pass
        match event:
            case Exited():
                away.add(event.who)
            case Entered() | Moved():
                away.discard(event.who)
            case _:
                pass
        free = isinstance(event, Released | Entered | Moved) or (
            isinstance(event, Began) and not isinstance(event.act, Rest | Work)
        )
        if free and event.who not in away:
            free_since[event.who] = event.tick
    return wrong
