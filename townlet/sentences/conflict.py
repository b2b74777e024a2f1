"""Between people, in bad weather: quarrels, and how they are made up."""

from typing import Final

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
    "{who} has forgotten nothing, and keeps clear of {whom}.",
    "{who} sees {whom} {at}, and finds something to look at on the far side.",
    "One look at {whom}, and {who} has business elsewhere.",
    "{who} has nothing to say to {whom}, and says it.",
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
    "From here on {who} and {whom} do not speak, unless they have to.",
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
    "{who} picks a quarrel with {whom}{about}, and does not mind who listens.",
    "All eyes {at} are on {who} and {whom}, who fall out{about}.",
    "It grows quiet {at}: {who} and {whom} are having it out{about}.",
    "Nobody {at} knows where to look while {who} and {whom} argue{about}.",
)
ARGUED_ABOUT_ONE_PRESENT: Wordings = (
    "{who} and {whom} quarrel{about}, who is standing right there.",
    "{who} picks a quarrel with {whom}{about}, of all times when {third} can hear it.",
    "{third} would rather be elsewhere: {who} and {whom} are having it out{about}.",
)
ARGUED_AS_FRIENDS: Wordings = (
    "{who} and {whom}, of all people, have words{about}.",
    "Even friends quarrel: {who} snaps at {whom}{about}.",
    "{who} and {whom} are friends, and quarrel{about} all the same.",
    "It takes a friend to hurt like that: {who} and {whom} have fallen out{about}.",
)
ARGUED_AGAIN: Wordings = (
    "{who} and {whom} are at it again{about}.",
    "Once more {who} and {whom} have words{about}; the old grudge grows.",
    "{who} lets no chance pass to quarrel with {whom}{about}.",
)
ARGUED_YESTERDAY: Final = " They did yesterday, too."
APOLOGISED: Wordings = (
    "{who} says sorry to {whom}{when}, and means it.",
    "{who} apologises to {whom}{when}, and {whom} nods.",
    "{who} takes back every hard word to {whom}{when}; {whom} lets it go.",
    "{who} holds out a hand to {whom}: no hard feelings{when}.",
    "{who} owns up to {whom}: the quarrel was out of order.",
    "{who} and {whom} clear the air; {who} begins.",
    "It costs {who} something, but {whom} gets an apology{when}.",
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
    elif event.about in others:
        wordings = ARGUED_ABOUT_ONE_PRESENT
    else:
        wordings = ARGUED_BEFORE_OTHERS if others else ARGUED
    slots = {"about": about(event.about), "third": event.about, "others": names(others)}
    return wordings, two(scene, event) | slots


def avoided(scene: Scene, event: e.Avoided) -> Telling:
    return (AVOIDED_THE_QUEUE if event.thing else AVOIDED), two(scene, event) | {"thing": object_(scene, event.thing)}


def cut_in(scene: Scene, event: e.CutIn) -> Telling:
    return CUT_IN, two(scene, event)


def became_rivals(scene: Scene, event: e.BecameRivals) -> Telling:
    return BECAME_RIVALS, two(scene, event)


def apologised(scene: Scene, event: e.Apologised) -> Telling:
    """What it is for, when it is no longer fresh: hard words of yesterday, or of longer ago."""
    days = scene.quarrel(event.who, event.whom)
    when = " for yesterday" if days == 1 else " for the other day" if days > 1 else ""
    return APOLOGISED, two(scene, event) | {"when": when}
