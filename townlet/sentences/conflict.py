"""Between people, in bad weather: quarrels, and how they are made up."""

from townlet import events as e
from townlet.sentences.company import friendly, two
from townlet.sentences.scene import Scene, Telling, Wordings
from townlet.sentences.words import about, names
from townlet.ties import HOSTILE

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
)


def argued(scene: Scene, event: e.Argued) -> Telling:
    """Friends, rivals, and a public each make another quarrel of it."""
    bond = scene.bond(event.who, event.whom)
    others = [name for name in scene.company(event.who, event.where) if name != event.whom]
    if bond[2] > HOSTILE:
        wordings = ARGUED_AGAIN
    elif friendly(bond):
        wordings = ARGUED_AS_FRIENDS
    else:
        wordings = ARGUED_BEFORE_OTHERS if others else ARGUED
    return wordings, two(scene, event) | {"about": about(event.about), "others": names(others)}


def apologised(scene: Scene, event: e.Apologised) -> Telling:
    return APOLOGISED, two(scene, event)
