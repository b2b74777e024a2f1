"""What the script does itself: dialogue, what it hands out and takes, and what it asked for in vain."""

from typing import Final

from townlet import events as e
from townlet.sentences.coming import CAST
from townlet.sentences.company import two
from townlet.sentences.daily import TOLD_BELOW, wanting
from townlet.sentences.scene import Scene, Slots, Telling, Wordings, spoken
from townlet.sentences.words import amount, at, clause, several
from townlet.units import PERCENT

WELL: Final = 60 * PERCENT

DIALOGUE: Wordings = ("{who}: “{text}”",)  # One only, and never reworded: these are the writer's words.

RECEIVED: Wordings = (
    "{who} comes by {item}.",
    "Out of nowhere, {who} gets {item}.",
    "Somebody slips {who} {item}.",
)
LOST: Wordings = (
    "{who} misses {item} all at once.",
    "{who} is without {item} from one moment to the next.",
)
PURSE: Wordings = ("{who}'s purse holds {coins} now.", "{who} counts the purse: {coins}.")
BETTER: Final[dict[str, Wordings]] = {
    "hunger": ("{who} is not hungry any more.", "{who} feels well fed."),
    "hygiene": ("{who} is as clean as a whistle.", "{who} feels fresh and clean."),
    "energy": ("{who} is wide awake.", "{who} feels rested."),
}
SO_SO: Final[dict[str, Wordings]] = {
    "hunger": ("{who} could eat, or not.", "{who} is neither hungry nor full."),
    "hygiene": ("{who} is neither clean nor dirty.", "{who} can wait a while for the next wash."),
    "energy": ("{who} is neither tired nor fresh.", "{who} could sit down, or not."),
}
TIES: Final[dict[str, tuple[Wordings, Wordings]]] = {  # Above nothing, and not.
    "trust": (
        ("{who} has come to trust {whom}.", "{who} would believe {whom} now."),
        ("{who} does not trust {whom} any more.", "{who} would not believe {whom} now."),
    ),
    "familiarity": (
        ("{who} knows {whom} better than before.", "{who} and {whom} are no strangers now."),
        ("{who} looks at {whom} as at a stranger.", "{who} hardly knows {whom} now."),
    ),
    "rivalry": (
        ("{who} bears {whom} a grudge now.", "{who} has something against {whom} now."),
        ("{who} bears {whom} no grudge any more.", "{who} has nothing against {whom} now."),
    ),
}
REFUSED: Wordings = (
    "{who} cannot {act}: {because}.",
    "{who} is to {act}, but {because}.",
    "{who} would {act}, but {because}.",
)
REFUSED_NOBODY: Wordings = (
    "Nothing comes of “{act}” {at}: {because}.",
    "No “{act}” {at} for now: {because}.",
)
OUT_OF_TIME: Wordings = (
    "{who} was to {act}, and does not manage it in time.",
    "{who} gives up: there is no time left to {act}.",
    "Time is up, and {who} could not {act}.",
)
IGNORED: Wordings = (
    "The cue “{cue}” is still running, and does not begin again.",
    "It is time for the cue “{cue}” again, but it is still running.",
)
OVERRULED: Wordings = (
    "{who} is to {act} and to {by}, both at once: first {by}.",
    "Told to {act} and to {by} in one breath, {who} sets out to {by}.",
)
# What was asked, as it stands behind `cannot`: the verb, and what it was to be done to.
ASKED: Final[dict[str, str]] = {
    "go": "go to {what}",
    "wait-near": "wait near {what}",
    "meet": "meet {what}",
    "greet": "greet {what}",
    "chat": "talk to {what}",
    "argue": "have it out with {what}",
    "apologise": "say sorry to {what}",
    "give-to": "give away {what}",
    "take-back": "have back {what}",
    "buy": "buy {what}",
    "cook": "cook {what}",
    "eat": "have {what}",
    "use": "use {what}",
    "drop": "put down {what}",
    "pick-up": "pick up {what}",
    "rest": "rest at {what}",
    "wash": "wash at {what}",
    "take": "hand over {what}",
    "enter": "come into town by {what}",
}


def said(scene: Scene, event: e.Said) -> Telling:
    return DIALOGUE, {"who": event.who, "text": event.text}


def after_the_opening(event: e.NeedSet | e.WalletSet | e.TieSet | e.Received | e.Lost | e.Moved) -> bool:
    """What the stage is set with is not news."""
    return event.tick > 0 and event.root != CAST


def received(scene: Scene, event: e.Received) -> Telling:
    return RECEIVED, {"who": event.who, "item": several(scene, event.item, event.count)}


def lost(scene: Scene, event: e.Lost) -> Telling:
    return LOST, {"who": event.who, "item": several(scene, event.item, event.count)}


def wallet_set(scene: Scene, event: e.WalletSet) -> Telling:
    return PURSE, {"who": event.who, "coins": amount(event.value)}


def need_set(scene: Scene, event: e.NeedSet) -> Telling:
    if event.value < TOLD_BELOW:
        wordings = wanting(event.need, event.value)
    else:
        wordings = (SO_SO if event.value < WELL else BETTER)[event.need]
    return wordings, {"who": event.who}


def tie_set(scene: Scene, event: e.TieSet) -> Telling:
    return TIES[event.which][event.value <= 0], two(scene, event)


def of_the_script(event: e.Refused) -> bool:
    """What somebody tried of their own accord, and could not, is their own affair."""
    return event.sign != "·"


def refused(scene: Scene, event: e.Refused) -> Telling:
    slots: Slots = {"because": clause(event.because) or "it cannot be done"}
    if not event.who:
        where = at(scene, event.where) if event.where else "in town"
        return REFUSED_NOBODY, slots | {"act": spoken(event.act), "at": where}
    return REFUSED, slots | {"who": event.who, "act": _asked(scene, event.act)}


def ignored(scene: Scene, event: e.Ignored) -> Telling:
    return IGNORED, {"cue": spoken(event.cue)}


def overruled(scene: Scene, event: e.Overruled) -> Telling:
    return OVERRULED, {"who": event.who, "act": _asked(scene, event.act), "by": _asked(scene, event.by)}


def ran_out(event: e.OrderEnded) -> bool:
    return event.how == "out-of-time"


def order_ended(scene: Scene, event: e.OrderEnded) -> Telling:
    return OUT_OF_TIME, {"who": event.who, "act": _asked(scene, event.act)}


def _asked(scene: Scene, act: str) -> str:
    """A deed (`go mill`) as it stands behind `cannot`; a verb alone stands as it is."""
    verb, _, objects = act.partition(" ")
    what = objects.partition(" ")[0]
    if verb not in ASKED or not what:
        return spoken(verb)
    asked = ASKED[verb].format(what=what if what == "home" else scene.called(what))
    return asked.replace("go to home", "go home")
