"""What everybody does every day: rest, wash, queue, cook, eat, and feel the want of it."""

from typing import Final

from townlet import events as e
from townlet.sentences.scene import Scene, Slots, Telling, Wordings
from townlet.sentences.words import at, clause, duration, names, number, object_, several, stuff, the
from townlet.units import HOUR, PERCENT

A_NIGHT: Final = 3 * HOUR  # Whoever rests this long has slept.

SLEPT: Wordings = (
    "{who} wakes after {long} of sleep.",
    "{who} gets up, {long} later, and stretches.",
    "{who} has slept for {long} and opens the shutters.",
)
RESTED: Wordings = (
    "{who} gets up from {thing}, rested.",
    "{who} has had {long} on {thing} and feels better for it.",
    "{who} is up again after {long} on {thing}.",
)
RESTED_ANYHOW: Wordings = (
    "{who} has rested for {long}.",
    "{who} gets up again after {long}.",
)
WASHED: Wordings = (
    "{who} comes from {thing}, clean from head to toe.",
    "{who} is done with {thing}, and fresh again.",
    "{who} comes away from {thing} with wet hair and a better temper.",
    "{thing} has made a new person of {who}.",
    "{who} has had a good long wash, and it shows.",
)
SAT_DOWN: Wordings = (
    "{who} settles down on {thing}.",
    "{who} takes a seat on {thing} with a sigh.",
    "{who} finds {thing} free, and rests a while.",
    "{who} leans back on {thing} and watches the world go by.",
)
LAY_DOWN: Wordings = (
    "{who} lies down for a while.",
    "{who} stretches out on {thing}.",
    "{who} shuts the door and has a lie-down.",
)
WENT_TO_BED: Wordings = (
    "{who} goes to bed.",
    "{who} blows out the lamp and lies down.",
    "{who} calls it a night.",
)
USED: Wordings = (
    "{who} puts {thing} to good use.",
    "{who} makes use of {thing}.",
    "{who} is done with {thing}.",
)
HAD_SOME: Wordings = (
    "{who} has some of {thing}, and feels the better for it.",
    "A little less is left of {thing}, and {who} is the warmer for it.",
    "{thing} does {who} good.",
)
NEXT_IN_LINE: Wordings = (
    "{who} waits for {thing}, next in line.",
    "{who} finds {thing} taken, and waits.",
    "{who} stands first in line for {thing}.",
)
IN_LINE: Wordings = (
    "{who} lines up for {thing} behind {ahead}.",
    "{who} joins the queue for {thing}: {ahead} ahead.",
    "The queue for {thing} grows: {who} is number {place}.",
)
GAVE_UP: Wordings = (
    "{who} gives up waiting for {thing}.",
    "{who} has had enough of the queue for {thing}, and leaves it.",
)
PASSED_OVER: Wordings = (
    "{who} misses a turn at {thing} and goes to the end of the line.",
    "{who} is not there when {thing} comes free, and the next one takes it.",
)
IN_VAIN: Wordings = (
    "{who} tries {thing} in vain: {because}.",
    "{who} stands before {thing} and learns that {because}.",
    "{who} turns away from {thing}: {because}.",
)
HALF_WAY: Wordings = (
    "{who} has to leave {thing} half-way: {because}.",
    "So much for {thing}: {because}, and {who} was not done.",
)
ATE: Wordings = (
    "{who} has {a_item} {at}.",
    "{who} finishes {a_item}, and looks the better for it.",
    "{who} takes the time to enjoy {a_item} {at}.",
    "{a_item}, to the last of it, and {who} is content.",
    "{who} sits down to {a_item} {at}.",
)
COOKED: Wordings = (
    "{who} ladles out {item}, home-made.",
    "The lid rattles on {thing}: {who} has cooked {item}.",
    "{who} tastes, adds salt, and calls it {dish}.",
    "{who} has made {item} out of {takes}.",
)
SPOILED: Wordings = (
    "{item} has gone off, and {who} throws it away.",
    "{who} sniffs at {item}, makes a face, and is rid of it.",
    "{who} kept {item} too long; nobody would eat it now.",
)
SPOILED_OVERNIGHT: Wordings = (
    "{who} sleeps, and beside the bed {item} goes off.",
    "While {who} is fast asleep, {item} turns sour.",
)
SPOILED_THERE: Wordings = (
    "{item} has been lying {at} too long, and is swept up.",
    "Nobody wanted {item} that lay {at}; it has gone off.",
)
TOOK_BACK: Wordings = (
    "{who} asks {whom} for {item}, and has it back.",
    "{whom} hands {item} back to {who}.",
    "{who} takes back {item} from {whom}.",
)
PUT_DOWN: Wordings = ("{who} puts down {item} {at}.", "{who} leaves {item} behind {at}.")
PICKED_UP: Wordings = ("{who} picks up {a_item} {at}.", "{who} takes up {a_item} that lay {at}.")

# What it looks like when a need falls below 40 % and below 20 %. At 60 % nobody else would notice.
TOLD_BELOW: Final = 40 * PERCENT
DIRE: Final = 20 * PERCENT
FAINTED: Final[dict[str, Wordings]] = {
    "hunger": (
        "{who} faints for want of food, and comes round over a bowl of broth.",
        "{who} sinks down, faint with hunger; somebody brings broth.",
    ),
    "energy": (
        "{who} faints from tiredness, and is made to sit down.",
        "{who} drops where there is room to drop, worn out.",
    ),
}
WANTING: Final[dict[str, tuple[Wordings, Wordings]]] = {
    "hunger": (
        (
            "{who} is getting hungry.",
            "{who}'s stomach growls.",
            "{who} begins to think of food.",
            "It is a while since {who} had a bite.",
        ),
        (
            "{who} is famished.",
            "{who} can think of nothing but food.",
            "{who} has gone without food for far too long.",
        ),
    ),
    "hygiene": (
        (
            "{who} could do with a wash.",
            "{who} feels none too clean.",
            "{who} tugs at a sticky collar.",
        ),
        (
            "{who} badly needs a wash.",
            "People have begun to keep upwind of {who}.",
        ),
    ),
    "energy": (
        (
            "{who} is getting tired.",
            "{who} yawns, and yawns again.",
            "{who} has begun to look for somewhere to sit.",
            "{who}'s eyelids grow heavy.",
        ),
        (
            "{who} can hardly stand.",
            "{who} could fall asleep standing.",
            "{who} is worn out.",
        ),
    ),
}


def is_rest(event: e.UseBegan) -> bool:
    """A wash or a meal is told when it is over; a rest is often broken off, so it is told as it begins."""
    return event.activity == "rest"


def use_began(scene: Scene, event: e.UseBegan) -> Telling:
    if event.until - event.tick >= A_NIGHT:
        return WENT_TO_BED, {"who": event.who}
    wordings = LAY_DOWN if event.where and event.where == scene.home(event.who) else SAT_DOWN
    return wordings, _with_thing(scene, event.who, event.thing)


def rested(scene: Scene, event: e.Rested) -> Telling:
    slots: Slots = {"who": event.who, "long": duration(event.ticks), "thing": object_(scene, event.thing)}
    if event.ticks >= A_NIGHT:
        return SLEPT, slots
    return (RESTED if event.thing else RESTED_ANYHOW), slots


def washed(scene: Scene, event: e.Washed) -> Telling:
    return WASHED, _with_thing(scene, event.who, event.thing)


def used(scene: Scene, event: e.Used) -> Telling:
    return (HAD_SOME if scene.used_up(event.thing) else USED), _with_thing(scene, event.who, event.thing)


def of_itself(event: e.LetDown) -> bool:
    """What a script asks for in vain is told as its refusal."""
    return event.begun or event.sign == "·"


def let_down(scene: Scene, event: e.LetDown) -> Telling:
    slots = _with_thing(scene, event.who, event.thing) | {"because": clause(event.because) or "it is out of order"}
    return (HALF_WAY if event.begun else IN_VAIN), slots


def queued(scene: Scene, event: e.Queued) -> Telling:
    slots = _with_thing(scene, event.who, event.thing)
    if event.ahead < 1:
        return NEXT_IN_LINE, slots
    people = "one other" if event.ahead == 1 else number(event.ahead)
    return IN_LINE, slots | {"ahead": people, "place": number(event.ahead + 1)}


def is_behind_others(event: e.Queued) -> bool:
    return event.ahead > 0


def gives_up(event: e.Unqueued) -> bool:
    return not event.turn


def unqueued(scene: Scene, event: e.Unqueued) -> Telling:
    return GAVE_UP, _with_thing(scene, event.who, event.thing)


def passed_over(scene: Scene, event: e.PassedOver) -> Telling:
    return PASSED_OVER, _with_thing(scene, event.who, event.thing)


def ate(scene: Scene, event: e.Ate) -> Telling | None:
    """Of whom others are eating beside, it is told that they share a table."""
    if event.sign == "·" and scene.at_table(event.who, event.where):
        return None
    return ATE, _with_item(scene, event.who, event.item, event.where)


def cooked(scene: Scene, event: e.Cooked) -> Telling:
    takes = names([several(scene, item, count) for item, count in event.takes.items()])
    slots: Slots = {"who": event.who, "thing": object_(scene, event.thing), "takes": takes}
    slots |= {"item": several(scene, event.item, event.count), "dish": stuff(scene.item(event.item))}
    return COOKED, slots


def spoiled(scene: Scene, event: e.Spoiled) -> Telling | None:
    """Of somebody who is not in town, nobody hears of it."""
    item = several(scene, event.item, event.count)
    if not event.who:
        return SPOILED_THERE, {"item": the(item), "at": at(scene, event.where)}
    if not event.where and not scene.in_town(event.who):
        return None
    return (SPOILED_OVERNIGHT if scene.resting(event.who) else SPOILED), {"who": event.who, "item": the(item)}


def took_back(scene: Scene, event: e.TookBack) -> Telling:
    item = the(several(scene, event.item, event.count))
    return TOOK_BACK, {"who": event.who, "whom": event.whom, "item": item}


def dropped(scene: Scene, event: e.Dropped) -> Telling:
    return PUT_DOWN, _with_item(scene, event.who, event.item, event.where, event.count)


def picked_up(scene: Scene, event: e.PickedUp) -> Telling:
    return PICKED_UP, _with_item(scene, event.who, event.item, event.where, event.count)


def fainted(scene: Scene, event: e.Fainted) -> Telling:
    return FAINTED["hunger" if event.need == "hunger" else "energy"], {"who": event.who}


def shows(event: e.NeedFell) -> bool:
    return event.band <= TOLD_BELOW


def is_dire(event: e.NeedFell) -> bool:
    return event.band <= DIRE


def need_fell(scene: Scene, event: e.NeedFell) -> Telling | None:
    """Nobody sees it in somebody asleep."""
    if scene.resting(event.who):
        return None
    return wanting(event.need, event.band), {"who": event.who}


def wanting(need: str, level: int) -> Wordings:
    """How somebody looks whose need stands at that level (millionths, at most 40 %)."""
    return WANTING[need][level <= DIRE]


def _with_thing(scene: Scene, who: str, thing: str) -> Slots:
    return {"who": who, "thing": object_(scene, thing)}


def _with_item(scene: Scene, who: str, item: str, where: str, count: int = 1) -> Slots:
    title = several(scene, item, count)
    return {"who": who, "item": the(title), "a_item": title, "at": at(scene, where, who)}
