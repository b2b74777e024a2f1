"""Company: talk, words, gifts."""

from typing import TYPE_CHECKING, Final, Literal

from townlet import events as e
from townlet import mood
from townlet.company import ties
from townlet.effects.feelings import both, feel, stand, this
from townlet.goods import ledger, lending
from townlet.goods.portions import hand_over
from townlet.state import Bond, Talk
from townlet.units import DAY, ONE, scaled

if TYPE_CHECKING:
    from townlet.town import Town

Table = Literal["greeted", "talked", "met", "quarrelled", "argued", "avoided"]
Between = e.Greeted | e.Chatted | e.ChatFailed | e.Argued | e.Apologised | e.Met
Standing = e.Avoided | e.Heard | e.CutIn | e.Blocked | e.BecameFriends | e.BecameRivals

TALKED_OUT: Final = 30  # Ticks after a chat before one wants another with anybody; less for the outgoing,
AT_LEAST: Final = 10  # but never less than this.
SPENT: Final = 240  # Ticks after hard words before there is heat for more, with whomever.
GIVES_AGAIN: Final = DAY  # Ticks after a gift before either thinks of giving: what one was given, one keeps.
CUTS_AGAIN: Final = DAY  # Ticks for which nobody steps in front of others a second time.
CROWD: Final = 32  # Each time a table has grown by so many, it is gone through.
KEPT: Final[dict[Table, int]] = {  # Ticks for which each table is of use.
    "greeted": DAY,
    "talked": DAY,
    "met": DAY,
    "quarrelled": 3 * DAY,
    "argued": DAY,
    "avoided": DAY,
}


def keep_company(town: "Town", event: e.Company) -> None:
    """Carry what happens between people into the state."""
    match event:
        case e.ChatBegan():
            lead = Talk(event.whom, event.about, event.until, this(event), lead=True)
            town.agents[event.who].talk = lead
            town.agents[event.whom].talk = Talk(event.who, event.about, event.until, this(event), lead=False)
        case e.Chatted():
            _end_talk(town, event)
            _warm(town, event, event.who, event.whom)
            _warm(town, event, event.whom, event.who)
        case e.ChatFailed():
            _end_talk(town, event)
            both(town, event.who, event.whom, event.id, ties.CHAT_FAILED, mood.CHAT_FAILED)
        case e.Greeted():
            _note(town, "greeted", event)
            both(town, event.who, event.whom, event.id, ties.GREETED, mood.GREETED)
        case e.Argued():
            talk = town.agents[event.who].talk
            if talk is not None and talk.whom == event.whom:
                _end_talk(town, event)
            _note(town, "quarrelled", event)
            _note(town, "argued", event)
            _fall_out(town, event)
        case e.Apologised():
            for who, whom in ((event.who, event.whom), (event.whom, event.who)):
                town.agents[who].quarrelled.pop(whom, None)
            _note(town, "talked", event)
            stand(town, event.whom, event.who, ties.APOLOGISED_TO)
            feel(town, event.whom, mood.APOLOGISED, event.id)
        case e.Gave():
            _give(town, event)
            stand(town, event.whom, event.who, ties.GIVEN)
            feel(town, event.whom, mood.GIVEN, event.id)
            feel(town, event.who, mood.GAVE, event.id)
            for one in (event.who, event.whom):
                town.agents[one].gives = event.tick + GIVES_AGAIN
        case e.TookBack():
            lending.settle(town, event.who, event.item, event.whom, event.count)
            hand_over(town, event.item, event.count, event.whom, event.who)
        case e.Dropped():
            hand_over(town, event.item, event.count, event.who, ledger.floor(event.where))
        case e.PickedUp():
            hand_over(town, event.item, event.count, ledger.floor(event.where), event.who)
        case e.TieDropped():
            del town.agents[event.who].ties[event.whom]
        case e.Met():
            _note(town, "met", event)
        case e.Invited() | e.Said():
            pass
        case _:
            _stand_apart(town, event)


def _stand_apart(town: "Town", event: "Standing") -> None:
    """What changes how people stand without a word between them."""
    match event:
        case e.Avoided():
            noted(town.agents[event.who].avoided, event.whom, event.tick, KEPT["avoided"])
            feel(town, event.who, mood.AVOIDED, event.id)
        case e.Heard():
            stand(town, event.who, event.about, ties.HEARD_WELL if event.well else ties.HEARD_ILL)
        case e.CutIn():
            thing = town.things[event.thing]
            thing.queue.remove(event.who)
            thing.queue.insert(thing.queue.index(event.whom), event.who)
            thing.waits[event.who] = thing.waits[event.whom]
            town.agents[event.who].cuts = event.tick + CUTS_AGAIN
            stand(town, event.whom, event.who, ties.BLOCKED)
            feel(town, event.whom, mood.BLOCKED, event.id)
        case e.Blocked():
            stand(town, event.who, event.whom, ties.BLOCKED)
            feel(town, event.who, mood.BLOCKED, event.id)
        case e.BecameFriends():
            _bind(town, event, "friends", mood.MADE_FRIENDS)
        case e.BecameRivals():
            _bind(town, event, "rivals", mood.MADE_RIVALS)


def _fall_out(town: "Town", event: e.Argued) -> None:
    """Hard words, on both sides; to somebody ambitious they count for more at work."""
    for who, whom in ((event.who, event.whom), (event.whom, event.who)):
        agent = town.agents[who]
        personality = town.who(agent)
        busy = agent.on_shift >= 0 and agent.place == town.setting.jobs[agent.job].place
        stand(town, who, whom, ties.at_work(ties.ARGUED, personality) if busy else ties.ARGUED)
        agent.flares = event.tick + SPENT
        feel(town, who, mood.ARGUED, event.id, personality.reward("social"))


def _end_talk(town: "Town", event: e.Chatted | e.ChatFailed | e.Argued) -> None:
    for who in (event.who, event.whom):
        agent = town.agents[who]
        agent.talk = None
        agent.talks = event.tick + max(AT_LEAST, scaled(TALKED_OUT, ONE - town.who(agent).extroversion))
    _note(town, "talked", event)


def _bind(town: "Town", event: e.BecameFriends | e.BecameRivals, bond: Bond, feeling: mood.Feeling) -> None:
    """Both know now what they are to each other, as far as each still thinks of the other."""
    for who, whom in ((event.who, event.whom), (event.whom, event.who)):
        tie = town.agents[who].ties.get(whom)
        if tie is not None:
            tie.bond = bond
        feel(town, who, feeling, event.id)


def _note(town: "Town", table: Table, event: "Between") -> None:
    """Both remember when this last happened between them."""
    for who, whom in ((event.who, event.whom), (event.whom, event.who)):
        noted(getattr(town.agents[who], table), whom, event.tick, KEPT[table])


def noted(table: dict[str, int], whom: str, tick: int, kept: int) -> None:
    """Remember a tick by a person; now and then, what is older than its use is forgotten, so that memory stays flat."""
    table[whom] = tick
    if not len(table) % CROWD:
        for name in [name for name, then in table.items() if tick - then > kept]:
            del table[name]


def _give(town: "Town", event: e.Gave) -> None:
    """Hand something over. It may be had back, unless that was just what was done; coins may not."""
    if event.item == ledger.COINS:
        hand_over(town, event.item, event.count, event.who, event.whom)
        return
    new = lending.settle(town, event.whom, event.item, event.who, event.count)
    hand_over(town, event.item, event.count, event.who, event.whom)
    if new:
        lending.lend(town, event.who, event.item, event.whom, new)


def _warm(town: "Town", event: e.Chatted, who: str, whom: str) -> None:
    """A chat that went well, on one side: by its quality, and by what company means to that one."""
    personality = town.who(town.agents[who])
    stand(town, who, whom, ties.chatted(event.quality, personality.extroversion))
    size, fades = mood.CHATTED
    feel(town, who, (scaled(size, event.quality), fades), event.id, personality.reward("social"))
