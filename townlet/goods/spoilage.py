"""Spoiling: when what is carried, or lies about, is past eating.

Whatever comes from a shelf, a stove or from outside is fresh when it changes hands: shops turn their shelves over. From
there on its age goes along with it. Kept as batches by account and item, soonest to spoil first, and the first in each
is the first to be eaten or given. Each batch files one entry for the tick it spoils at; a batch that is gone by then
leaves the entry without work.
"""

from typing import TYPE_CHECKING, Final

from townlet import events as e
from townlet.agenda import DUE, Entry
from townlet.causes import Cause
from townlet.goods.ledger import ON_THE_GROUND

if TYPE_CHECKING:
    from townlet.town import Town

Batch = tuple[int, int]  # The tick it spoils at, and how many.
Batches = dict[str, dict[str, list[Batch]]]

SPOILING: Final = Cause(0, "town/spoiling")


def moved(town: "Town", item: str, count: int, source: str, target: str) -> None:
    """Let age go along with items that spoil; to be called with every transfer of them."""
    spoils = town.items[item].spoils
    if not spoils:
        return
    batches = _taken(town, source, item, count) if _ages(town, source) else [(town.tick + spoils, count)]
    if _ages(town, target):
        for due, many in batches:
            _add(town, target, item, due, many)


def spoil(town: "Town", entry: Entry) -> None:
    """A batch is due: what there is of it is news, and gone; but what is being eaten is let finish."""
    account = entry.who
    for item, batches in list(town.batches.get(account, {}).items()):
        many = sum(count for due, count in batches if due <= town.tick)
        if many and (until := _in_use(town, account, item)):
            town.agenda.file(max(until, town.tick) + 1, DUE, "spoil", account)
            many -= 1
        if many:
            agent = town.agents.get(account)
            who, where = (agent.id, agent.place) if agent else ("", account.removeprefix(ON_THE_GROUND))
            town.tell(e.Spoiled(*town.stamp(who, where, SPOILING, "·"), item, many))


def freshen(town: "Town") -> None:
    """Give an age to what has none: what a snapshot from before anything spoiled holds is fresh now."""
    for account, held in town.ledger.items():
        if _ages(town, account):
            for item, amount in held.items():
                if item in town.items and town.items[item].spoils:
                    known = sum(many for _, many in town.batches.get(account, {}).get(item, ()))
                    if amount > known:
                        _add(town, account, item, town.tick + town.items[item].spoils, amount - known)


def _ages(town: "Town", account: str) -> bool:
    """Whether time passes for what an account holds: with people and on the ground."""
    return account in town.agents or account.startswith(ON_THE_GROUND)


def _in_use(town: "Town", account: str, item: str) -> int:
    """Until when somebody eats or uses an item; 0 when nobody does."""
    agent = town.agents.get(account)
    doing = agent.doing if agent else None
    return doing.until if doing is not None and doing.stage == "busy" and doing.thing == item else 0


def _taken(town: "Town", account: str, item: str, count: int) -> list[Batch]:
    """Take so many from an account's batches, soonest first."""
    held = town.batches[account]
    taken, left = [], list(held[item])
    while count:
        due, many = left.pop(0)
        some = min(many, count)
        taken.append((due, some))
        count -= some
        if many > some:
            left.insert(0, (due, many - some))
    if left:
        held[item] = left
    else:
        del held[item]
        if not held:
            del town.batches[account]
    return taken


def _add(town: "Town", account: str, item: str, due: int, many: int) -> None:
    held = town.batches.setdefault(account, {}).setdefault(item, [])
    for index, (other, count) in enumerate(held):
        if other == due:
            held[index] = (due, count + many)
            return
    held.append((due, many))
    held.sort()
    town.agenda.file(max(due, town.tick + 1), DUE, "spoil", account)
