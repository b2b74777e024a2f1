"""A run held to the laws of the town, and to what takes the whole run to see: whole chains of causes, and idleness."""

from collections import defaultdict, deque

from townlet import invariants
from townlet.actions import Rest, Work
from townlet.events import Base, Began, Entered, Exited, Held, Moved, Released
from townlet.invariants import AFTER_EVENTS, BETWEEN_TICKS, descent
from townlet.town import Town

PATIENCE = 600  # Ticks within which everybody on stage begins something, or rests or works.
ENOUGH = 3  # So many faults of one run are told.


def broken(town: Town) -> list[str]:
    """The laws that a town breaks, after whatever event."""
    return [f"{law.says} {where}" for law, where in invariants.broken(town, AFTER_EVENTS)]


def between_ticks(town: Town) -> list[str]:
    """The laws that a town breaks when nothing more is due in this tick."""
    return [f"{law.says} {where}" for law, where in invariants.broken(town, (*AFTER_EVENTS, *BETWEEN_TICKS))]


class Watcher:
    """Listens to a run: every law after every event, every event's cause, and who has begun nothing for too long."""

    def __init__(self) -> None:
        self.wrong: list[str] = []
        self.newest = 0
        self.roots: dict[int, str] = {0: ""}
        self.latest: deque[Base] = deque(maxlen=5)

    def hear(self, town: Town, event: Base) -> None:
        """Look at a town just after an event."""
        if len(self.wrong) > ENOUGH:
            return
        self.latest.append(event)
        self.wrong += [f"{law}, after {event}" for law in broken(town)]
        self.wrong += descent(town, event, self.newest)  # type: ignore[arg-type]
        if event.cause not in self.roots:
            self.wrong.append(f"{event} comes from an event that has not been")
        elif event.cause and event.root != self.roots[event.cause]:
            self.wrong.append(f"{event} ends in another root than its cause")
        self.roots[event.id] = event.root
        self.newest = event.id


def idle_for(events: list[Base]) -> list[str]:
    """Who began nothing within `PATIENCE` ticks, though on stage, free, awake and off work."""
    free_since: dict[str, int] = {}
    present: set[str] = set()
    held: defaultdict[str, set[str]] = defaultdict(set)
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
                present.discard(event.who)
            case Entered() | Moved():
                present.add(event.who)
            case Held():
                held[event.who].add(event.hold)
            case Released():
                held[event.who].discard(event.hold)
            case _:
                pass
        free = isinstance(event, Released | Entered | Moved) or (
            isinstance(event, Began) and not isinstance(event.act, Rest | Work)
        )
        if free and event.who in present and not held[event.who]:
            free_since[event.who] = event.tick
    return wrong
