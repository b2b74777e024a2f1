"""The laws of a town: what holds after every event, and what holds between any two ticks, each as a sentence.

Nothing here changes a town. A law that is broken is a fault in the town's own code, never in a script:
`run --strict` stops at the first one, and the tests hold thousands of made-up scripts to all of them.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from townlet.agenda import Entry
from townlet.causes import RULES
from townlet.clock import HANDLERS
from townlet.company.ties import KEPT
from townlet.events import Event
from townlet.goods import ledger
from townlet.state import Agent, Doing
from townlet.town import Town
from townlet.units import ONE


class Law(NamedTuple):
    """What must hold, and what finds where it does not."""

    says: str
    broken: Callable[[Town], Iterator[str]]


class LawError(Exception):
    """A town is not as a town must be: which law, where, at which tick, after which event (None: between ticks)."""

    def __init__(self, says: str, where: str, tick: int, event: Event | None) -> None:
        super().__init__(f"{says} But {where}.")
        self.says, self.where, self.tick, self.event = says, where, tick, event


def broken(town: Town, laws: Sequence[Law]) -> Iterator[tuple[Law, str]]:
    """The laws that a town breaks, each with where."""
    for law in laws:
        for where in law.broken(town):
            yield law, where


def hold_to(town: Town, laws: Sequence[Law], event: Event | None = None) -> None:
    """Hold a town to laws; raises LawError."""
    for law, where in broken(town, laws):
        raise LawError(law.says, where, town.tick, event)


class Constable:
    """Holds a town to its laws after every event; `between` is called when a tick is over. Raises LawError."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self._newest = town.last

    def hear(self, event: Event) -> None:
        """Look at the town just after an event, and at the event itself."""
        for where in descent(self.town, event, self._newest):
            raise LawError(DESCENT, where, self.town.tick, event)
        self._newest = event.id
        hold_to(self.town, AFTER_EVENTS, event)

    def between(self) -> None:
        """Look at the town when nothing more is due in this tick."""
        hold_to(self.town, (*AFTER_EVENTS, *BETWEEN_TICKS))


DESCENT: Final = "An event comes after all earlier ones, and its causes end in the script or in a rule of the town."


def descent(town: Town, event: Event, newest: int) -> Iterator[str]:
    """What is wrong with where an event comes from; `newest` is the id of the one before it."""
    if event.id <= newest or event.tick != town.tick:
        yield f"event {event.id} of tick {event.tick} comes after event {newest}, in tick {town.tick}"
    if not 0 <= event.cause < event.id:
        yield f"event {event.id} is caused by event {event.cause}"
    if event.root not in RULES and event.root not in town.plot.places:
        yield f"event {event.id} ends in {event.root!r}, which is written nowhere"


# After every event.


def _posts(town: Town) -> Iterator[str]:
    """The register says the same as those it is about; a script may begin with more people than a job has room for."""
    register = town.register
    staff = {who: job for job, people in register.staff.items() for who in people}
    lists = {who: job for job, people in register.applicants.items() for who in people}
    if sum(map(len, register.staff.values())) != len(staff):
        yield f"somebody works twice: {register.staff}"
    for who, agent in town.agents.items():
        if agent.job != staff.get(who, "") or agent.applied != lists.get(who, ""):
            yield f"{who} works as {agent.job or 'nothing'} and asks for {agent.applied or 'nothing'}"
        if bool(agent.leaving) != (who in register.leaving):
            yield f"{who} is on the way out of town, or is not"
    for job in town.setting.jobs.values():
        people, began = len(register.staff.get(job.id, ())), sum(m.job == job.id for m in town.schedule.cast)
        if people > max(job.openings, began) or register.vacant.get(job.id, 0) != max(0, job.openings - people):
            yield f"{job.id} has {people} people, {job.openings} places and {register.vacant.get(job.id, 0)} vacancies"


def _sums(town: Town) -> Iterator[str]:
    for unit, total in ledger.sums(town.ledger).items():
        if total:
            yield f"{unit} sum to {total}"


def _debts(town: Town) -> Iterator[str]:
    for account, held in town.ledger.items():
        if account != ledger.OUTSIDE:
            for unit, amount in held.items():
                if amount < 0:
                    yield f"{account} holds {amount} {unit}"


def _begun_items(town: Town) -> Iterator[str]:
    for account, opened in town.opened.items():
        for item, gone in opened.items():
            if not (0 < gone < town.items[item].portions and ledger.balance(town.ledger, account, item)):
                yield f"{account} has begun {gone} portions of {item}, and holds {town.ledger.get(account)}"


def _ages(town: Town) -> Iterator[str]:
    """What people carry and what lies about ages in batches; of shelves nothing does."""
    accounts = {*town.agents, *(account for account in town.ledger if account.startswith(ledger.ON_THE_GROUND))}
    for account in accounts | town.batches.keys():
        aged = town.batches.get(account, {})
        for item, amount in town.ledger.get(account, {}).items():
            batches = aged.get(item, [])
            if item in town.items and sum(many for _, many in batches) != (amount if town.items[item].spoils else 0):
                yield f"{account} holds {amount} {item}, and in batches {batches}"
            if batches != sorted(batches) or any(many < 1 for _, many in batches):
                yield f"{account} holds {item} in a muddle: {batches}"
        for item in aged:
            if account not in accounts or not ledger.balance(town.ledger, account, item):
                yield f"{account} has {item} in batches and holds none"


def _claims(town: Town) -> Iterator[str]:
    for account, items in town.lent.items():
        for item, claims in items.items():
            if min(claims.values()) < 1 or sum(claims.values()) > ledger.balance(town.ledger, account, item):
                yield f"{account} owes more {item} than there is: {claims}"


def _users(town: Town) -> Iterator[str]:
    for name, state in town.things.items():
        if state.users and len(state.users) > town.setting.things[name].capacity:
            yield f"{name} is used by {', '.join(state.users)}"


def _holders(town: Town) -> Iterator[str]:
    for name, state in town.things.items():
        if not (state.users or state.queue):
            continue
        both = [*state.users, *state.queue]
        if len(set(both)) < len(both):
            yield f"somebody stands twice at {name}: {', '.join(both)}"
        for who in both:
            agent = town.agents.get(who)
            if agent is None or not agent.on_stage:
                yield f"{who} holds {name} and is not in town"
            elif name not in [doing.thing for doing in _doings(agent)]:
                yield f"{who} holds {name} and does something else: {agent.doing}"
            elif agent.place != town.setting.things[name].place or agent.walk:
                yield f"{who} holds {name} and is not there"


def _whereabouts(town: Town) -> Iterator[str]:
    agents, counted = town.agents, 0
    for name, place in town.places.items():
        counted += len(place.people)
        for who in place.people:
            if agents[who].place != name:
                yield f"{who} counts as in {name} and is in {agents[who].place!r}"
    inside = 0
    for who, agent in agents.items():
        if agent.place:
            inside += 1
            if who not in town.places[agent.place].people:
                yield f"{who} is in {agent.place}, which does not know"
            if agent.walk is None and town.ground.place_at(agent.tile) != agent.place:
                yield f"{who}, in {agent.place}, stands on a tile of {town.ground.place_at(agent.tile)!r}"
    if counted != inside:
        yield f"{inside} people are in a place, and {counted} are counted"


def _bounds(town: Town) -> Iterator[str]:
    """Courses are held within their bounds when they are read; what must be right is what they are based on."""
    for who, agent in town.agents.items():
        for need in (agent.hunger, agent.hygiene, agent.energy):
            if not (need.low == 0 <= need.level <= ONE == need.high and need.since <= town.tick):
                yield f"a need of {who}'s is {need}"
        for impulse in agent.impulses:
            course = impulse.course
            if not (course.low <= course.level <= course.high and course.level * course.rate <= 0):
                yield f"{who} feels {impulse}, which does not fade"
        for other, tie in agent.ties.items():
            if not (-ONE <= tie.trust <= ONE and -ONE <= tie.familiarity <= ONE and -ONE <= tie.rivalry <= ONE):
                yield f"{who} stands to {other} as {tie}"
        if len(agent.ties) > KEPT + 1:  # The seventh is dropped by an event of its own.
            yield f"{who} keeps {len(agent.ties)} ties"


def _talks(town: Town) -> Iterator[str]:
    for who, agent in town.agents.items():
        talk = agent.talk
        if talk is None:
            continue
        other = town.agents[talk.whom]
        if other.talk is None or other.talk.whom != who or other.talk.lead is talk.lead:
            yield f"{who} talks to {other.id}, who has {other.talk}"
        if agent.walk:
            yield f"{who} walks while talking"


def _pursuits(town: Town) -> Iterator[str]:
    for who, agent in town.agents.items():
        if agent.walk and agent.doing is None:
            yield f"{who} walks for nothing"
        if agent.orders and len({order.id for order in agent.orders}) < len(agent.orders):
            yield f"{who} obeys twice over"
        if agent.holds and len({*agent.holds}) < len(agent.holds):
            yield f"{who} is held twice over"
        if not agent.on_stage and (
            agent.place or agent.walk or agent.doing or agent.aside or agent.talk or agent.orders or agent.gains
        ):
            yield f"{who} is not in town and still at it"


# Between ticks.


def _ties(town: Town) -> Iterator[str]:
    for who, agent in town.agents.items():
        if len(agent.ties) > KEPT:
            yield f"{who} keeps {len(agent.ties)} ties"


def _reservations(town: Town) -> Iterator[str]:
    for who, agent in town.agents.items():
        for doing in _doings(agent):
            state = town.things.get(doing.thing)
            if state is None or doing.stage not in ("busy", "queue"):
                continue
            if who not in (state.users if doing.stage == "busy" else state.queue):
                yield f"{who} is at {state.id} ({doing.stage}), which knows nothing of it: {state.users}, {state.queue}"


def _queues(town: Town) -> Iterator[str]:
    waiting = [
        state for name, state in town.things.items()
        if state.queue and len(state.users) < town.setting.things[name].capacity
    ]  # fmt: skip
    if waiting:
        called = {entry.who for entry in town.agenda.heap if entry.kind == "turn"}
        for state in waiting:
            if state.id not in called:
                yield f"nobody calls {state.queue[0]}, who heads the queue at {state.id}"


def _stuck(town: Town) -> Iterator[str]:
    if town.tick >= town.schedule.length:
        return
    moved = {entry.who for entry in town.agenda.heap if _moves(town, entry)}
    for who, agent in town.agents.items():
        if who in moved or not agent.on_stage or (agent.doing is None and agent.holds and not agent.orders):
            continue
        if agent.talk is not None:
            if agent.talk.lead:
                yield f"{who} never stops talking: {agent.talk}"
            continue
        thing = town.things.get(agent.doing.thing) if agent.doing else None
        if thing is None or who not in thing.queue:  # A queue has a law of its own.
            yield f"nothing on the agenda moves {who}, at {agent.doing}"


def _moves(town: Town, entry: Entry) -> bool:
    """Whether an entry of the agenda will make an agent go on."""
    match entry.kind:
        case "decide":
            return town.agents[entry.who].decides == entry.tick
        case "order":  # What has begun is let finish, so a limit does not move whoever is at it.
            agent = town.agents[entry.who]
            begun = agent.doing is not None and agent.doing.stage == "busy" and agent.doing.order == entry.generation
            return not begun and any(order.id == entry.generation for order in agent.orders)
        case "end" | "go-on" | "arrive" | "come-in":
            return town.agents[entry.who].turn == entry.generation
        case _:
            return False


def _agenda(town: Town) -> Iterator[str]:
    serials: set[int] = set()
    filed: set[tuple[str, str, int]] = set()
    for entry in town.agenda.heap:
        if entry.tick <= town.tick:
            yield f"{entry} is filed for the past"
        if entry.kind not in HANDLERS:
            yield f"nobody knows what to do with {entry}"
        serials.add(entry.serial)
        filed.add((entry.kind, entry.who, entry.tick))
    if len(serials) < len(town.agenda.heap) or max(serials, default=0) > town.agenda.serial:
        yield "two entries have one serial"
    for who, agent in town.agents.items():
        if agent.decides > town.tick and ("decide", who, agent.decides) not in filed:
            yield f"{who}'s decision at tick {agent.decides} is not filed"
        if agent.on_stage and agent.watch > town.tick and ("need", who, agent.watch) not in filed:
            yield f"the look at {who}'s needs at tick {agent.watch} is not filed"


def _spoilt(town: Town) -> Iterator[str]:
    """What is being eaten or used is let finish."""
    for account, held in town.batches.items():
        for item, batches in held.items():
            if batches[0][0] > town.tick:
                continue
            agent = town.agents.get(account)
            at_it = agent is not None and agent.doing is not None and agent.doing.thing == item
            if not at_it and not any(each.kind == "spoil" and each.who == account for each in town.agenda.heap):
                yield f"{account} still holds {item} that spoilt at tick {batches[0][0]}"


def _doings(agent: Agent) -> list[Doing]:
    return [doing for doing in (agent.doing, agent.aside) if doing is not None]


AFTER_EVENTS: Final = (
    Law("Coins and items only move: each kind sums to zero over all accounts.", _sums),
    Law("No purse, till or shelf holds less than nothing.", _debts),
    Law("What is gone of an item is less than the item, and somebody holds the rest.", _begun_items),
    Law("What can spoil has an age for every piece of it, wherever time passes.", _ages),
    Law("Nobody has lent what the other no longer holds.", _claims),
    Law("An object has no more users than it has room for.", _users),
    Law("Every reservation has a living holder, who is there and at it.", _holders),
    Law("Nobody is in two places, or in none that one stands in.", _whereabouts),
    Law("Needs, feelings and ties stay within their bounds.", _bounds),
    Law("A talk has two sides, and neither walks away in the middle of it.", _talks),
    Law("Nobody has two jobs, and no job more people than it has room for.", _posts),
    Law("Nobody walks for nothing, obeys twice over, or goes on after leaving town.", _pursuits),
)
"""What holds after every event."""

BETWEEN_TICKS: Final = (
    Law("Nobody keeps more than six ties.", _ties),
    Law("No reservation is lost: an object knows who uses it and who waits for it.", _reservations),
    Law("Every queue drains: where there is room, the head is called.", _queues),
    Law("Nobody is stuck: something on the agenda makes everybody go on.", _stuck),
    Law("What is past eating is gone, unless somebody is just eating it.", _spoilt),
    Law("The agenda holds nothing of the past, nothing unknown, and all that is counted on.", _agenda),
)
"""What holds besides when nothing more is due in a tick."""
