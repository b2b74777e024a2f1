"""Company: talk, words, gifts."""

from typing import TYPE_CHECKING, assert_never

from townlet import events as e
from townlet import ledger, lending, mood, ties
from townlet.effects.feelings import both, feel, stand, this
from townlet.portions import hand_over
from townlet.state import Talk
from townlet.units import scaled

if TYPE_CHECKING:
    from townlet.town import Town


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
            town.agents[event.who].greeted[event.whom] = event.tick
            town.agents[event.whom].greeted[event.who] = event.tick
            both(town, event.who, event.whom, event.id, ties.GREETED, mood.GREETED)
        case e.Argued():
            town.agents[event.who].quarrelled[event.whom] = event.tick
            town.agents[event.whom].quarrelled[event.who] = event.tick
            both(town, event.who, event.whom, event.id, ties.ARGUED, mood.ARGUED)
        case e.Apologised():
            for who, whom in ((event.who, event.whom), (event.whom, event.who)):
                town.agents[who].quarrelled.pop(whom, None)
                town.agents[who].talked[whom] = event.tick
            stand(town, event.whom, event.who, ties.APOLOGISED_TO)
            feel(town, event.whom, mood.APOLOGISED, event.id)
        case e.Gave():
            _give(town, event)
            stand(town, event.whom, event.who, ties.GIVEN)
            feel(town, event.whom, mood.GIVEN, event.id)
            feel(town, event.who, mood.GAVE, event.id)
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
            town.agents[event.who].met[event.whom] = event.tick
            town.agents[event.whom].met[event.who] = event.tick
        case e.Invited() | e.Said():
            pass
        case _:
            assert_never(event)


def _end_talk(town: "Town", event: e.Chatted | e.ChatFailed) -> None:
    for who, whom in ((event.who, event.whom), (event.whom, event.who)):
        town.agents[who].talk = None
        town.agents[who].talked[whom] = event.tick


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
