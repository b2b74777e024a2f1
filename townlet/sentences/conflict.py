"""Between people, in bad weather: quarrels, and how they are made up."""

from townlet import events as e
from townlet.company.quarrels import TURN
from townlet.company.ties import HOSTILE
from townlet.sentences.company import friendly, two
from townlet.sentences.scene import Scene, Telling, Wordings
from townlet.sentences.words import about, names, object_

OVER_THE_TURN: Wordings = (
    "{who} was here first, says {who}; {whom} says otherwise.",
    "“There is a queue,” {who} tells {whom}, and {whom} has an answer ready.",
    "{who} lets {whom} know how a queue works, and it gets loud.",
    "{who} and {whom} cannot agree{about}, and say so at some length.",
)
AVOIDED: Wordings = (
    "{who} sees {whom} {at} and looks the other way.",
    "{who} keeps clear of {whom}.",
    "{who} takes the far side of things, away from {whom}.",
    "One look at {whom}, and {who} has business elsewhere.",
    "{who} has nothing to say to {whom}, and sees to it that nobody notices.",
)
AVOIDED_THE_QUEUE: Wordings = (
    "{who} would have lined up, but not with {whom} there.",
    "{whom} is waiting already, so {who} will come back later.",
    "{who} sees {whom} at {thing} and thinks better of it.",
)
CUT_IN: Wordings = (
    "{who} steps in front of {whom} as if nobody were waiting.",
    "{who} slips ahead of {whom} in the queue.",
    "Somehow {who} is in front of {whom} now.",
    "{who} “only has a quick question” and gets ahead of {whom}.",
)
BECAME_RIVALS: Wordings = (
    "That does it: {who} and {whom} are rivals now.",
    "From here on {who} and {whom} are not on speaking terms, or wish they were not.",
    "{who} and {whom} will not forget this in a hurry.",
    "There is bad blood between {who} and {whom} now.",
)
ARGUED: Wordings = (
    "{who} and {whom} have words{about}.",
    "{who} snaps at {whom}{about}, and {whom} snaps back.",
    "{who} and {whom} quarrel{about}; nobody gives way.",
    "Voices rise {at}: {who} and {whom} are at odds{about}.",
)
ARGUED_BEFORE_OTHERS: Wordings = (
    "{who} and {whom} quarrel{about} in front of {others}.",
    "Voices rise {at}, for all to hear: {who} and {whom} disagree{about}.",
    "{who} has words with {whom}{about}, and does not mind who listens.",
    "All eyes {at} are on {who} and {whom}, who fall out{about}.",
    "It grows quiet {at}: {who} and {whom} are having it out{about}.",
    "Nobody {at} knows where to look while {who} and {whom} argue{about}.",
)
ARGUED_AS_FRIENDS: Wordings = (
    "{who} and {whom}, of all people, have words{about}.",
    "Even friends quarrel: {who} snaps at {whom}{about}.",
)
ARGUED_AGAIN: Wordings = (
    "{who} and {whom} are at it again{about}.",
    "Once more {who} and {whom} have words{about}; the old grudge grows.",
    "{who} lets no chance pass to quarrel with {whom}{about}.",
)
APOLOGISED: Wordings = (
    "{who} says sorry to {whom}, and means it.",
    "{who} apologises to {whom}, and {whom} nods.",
    "{who} takes back what was said; {whom} lets it go.",
    "{who} holds out a hand to {whom}: no hard feelings.",
    "{who} owns up to {whom}: that was out of order.",
    "{who} and {whom} clear the air; {who} begins.",
    "It costs {who} something, but {whom} gets an apology.",
)


def argued(scene: Scene, event: e.Argued) -> Telling:
    """Friends, rivals, and a public each make another quarrel of it."""
    bond = scene.bond(event.who, event.whom)
    others = [name for name in scene.company(event.who, event.where) if name != event.whom]
    if event.about == TURN:
        wordings = OVER_THE_TURN
    elif bond[2] > HOSTILE:
        wordings = ARGUED_AGAIN
    elif friendly(bond):
        wordings = ARGUED_AS_FRIENDS
    else:
        wordings = ARGUED_BEFORE_OTHERS if others else ARGUED
    return wordings, two(scene, event) | {"about": about(event.about), "others": names(others)}


def avoided(scene: Scene, event: e.Avoided) -> Telling:
    return (AVOIDED_THE_QUEUE if event.thing else AVOIDED), two(scene, event) | {"thing": object_(scene, event.thing)}


def cut_in(scene: Scene, event: e.CutIn) -> Telling:
    return CUT_IN, two(scene, event)


def became_rivals(scene: Scene, event: e.BecameRivals) -> Telling:
    return BECAME_RIVALS, two(scene, event)


def apologised(scene: Scene, event: e.Apologised) -> Telling:
    return APOLOGISED, two(scene, event)
