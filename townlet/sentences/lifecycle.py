"""The turns of a life in town: a home lost or found, a place on the train, a stranger with a bag."""

from typing import Final

from townlet import events as e
from townlet.sentences.scene import Scene, Telling, Wordings
from townlet.sentences.words import amount, at

EVICTED: Wordings = (
    "{who} comes back to find the lock changed at {home}: {debt} of rent is too much to owe.",
    "{who}, {debt} behind with the rent, has to leave {home}, and carries what there is to {to}.",
    "{who} hands in the key of {home}. From now on there is {to}, and whatever seat is free there.",
)
REHOUSED: Wordings = (
    "{who} pays back {paid} and has a key again: {home}.",
    "{who} moves into {home}, with every coin of the old rent paid.",
    "There is a light in {home}: {who} lives there now.",
)
REHOUSED_FREE: Wordings = (
    "{who} has a key again: {home}.",
    "{who} moves into {home}.",
)
LEAVING: Final[dict[str, Wordings]] = {
    "fainting": (
        "{who} has been on the floor twice in two days, and packs.",
        "Twice on the floor is enough for {who}, who looks up the trains.",
        "{who} wants to be somewhere where people eat, and packs a bag.",
    ),
    "homelessness": (
        "{who} has had enough of other people's doorsteps, and looks up the trains.",
        "Without a door to lock, there is little to keep {who}, who counts out the fare.",
        "{who} folds the blanket, and will not need it here again.",
    ),
}
CHANGED_MIND: Wordings = (
    "{who} unpacks again. Not today, then.",
    "{who} stays after all.",
)
NEWCOMER: Wordings = (
    "A stranger gets out {at} with one bag: {who}, who has taken {home}.",
    "{who} is new here: one bag, no work, and the key to {home}.",
    "Somebody nobody knows asks the way to {home}. The name is {who}.",
)


def evicted(scene: Scene, event: e.Evicted) -> Telling:
    slots = {"home": scene.place(event.home), "to": scene.place(event.to), "debt": amount(event.debt)}
    return EVICTED, slots | {"who": event.who}


def rehoused(scene: Scene, event: e.Rehoused) -> Telling:
    slots = {"who": event.who, "home": scene.place(event.home), "paid": amount(event.paid)}
    return (REHOUSED if event.paid else REHOUSED_FREE), slots


def leaving(scene: Scene, event: e.Leaving) -> Telling:
    return LEAVING[event.because], {"who": event.who}


def changed_mind(scene: Scene, event: e.ChangedMind) -> Telling:
    return CHANGED_MIND, {"who": event.who}


def newcomer(scene: Scene, event: e.Newcomer) -> Telling:
    return NEWCOMER, {"who": event.who, "home": scene.place(event.home), "at": at(scene, event.where)}
