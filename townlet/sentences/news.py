"""What happens to the whole town, or to a place in it: the lights, the water, the weather."""

from typing import Final

from townlet import events as e
from townlet.sentences.scene import Scene, Telling, Wordings, spoken
from townlet.sentences.words import at

# How a disturbance begins and how it ends, in the whole town (`{over}`) or one place.
# A price spike is not here: the board says it.
TOLD_BY_THE_BOARD: Final = "price-spike"
BEGAN: Final[dict[str, Wordings]] = {
    "blackout": (
        "The lights go out {over}.",
        "It goes dark {over}: the power is off.",
        "The power fails {over}, and everybody stops in mid-step.",
    ),
    "water-outage": (
        "The taps run dry {over}.",
        "There is no water {at}: the pipes only cough.",
    ),
    "rain": (
        "It begins to rain {at}.",
        "The first drops fall {over}; now it pours.",
        "The clouds open {over}, and everybody runs for cover.",
    ),
    "closure": (
        "All doors are shut {at} until further notice.",
        "A sign goes up {at}: closed.",
    ),
    "arranged-meeting": (
        "A gathering is called {at}.",
        "Everybody is asked to a gathering {at}.",
    ),
}
BEGAN_OTHER: Wordings = ("There is news {at}: {what}.", "Something has changed {at}: {what}.")
ENDED: Final[dict[str, Wordings]] = {
    "blackout": ("The lights come back {over}.", "The power is on again {at}, and people blink."),
    "water-outage": ("The water runs again {over}.", "The taps splutter {over}, and run clear."),
    "rain": ("The rain stops {at}.", "The sky clears {over}."),
    "closure": ("The doors are open again {at}.", "The sign comes down: open again {at}."),
    "arranged-meeting": (
        "The gathering {at} breaks up.",
        "The gathering {at} is over, and everybody drifts off.",
    ),
}
ENDED_OTHER: Wordings = (
    "It is over {at}: no more {what}.",
    "Things {at} are as they were, without the {what}.",
)


def not_on_the_board(event: e.PerturbationBegan | e.PerturbationEnded) -> bool:
    return event.perturbation != TOLD_BY_THE_BOARD


def perturbation_began(scene: Scene, event: e.PerturbationBegan) -> Telling:
    return _told(scene, event, BEGAN, BEGAN_OTHER)


def perturbation_ended(scene: Scene, event: e.PerturbationEnded) -> Telling:
    return _told(scene, event, ENDED, ENDED_OTHER)


def _told(
    scene: Scene,
    event: e.PerturbationBegan | e.PerturbationEnded,
    known: dict[str, Wordings],
    other: Wordings,
) -> Telling:
    one = at(scene, event.where) if event.where else ""
    slots = {"at": one or "in town", "over": one or "all over town", "what": spoken(event.perturbation)}
    return known.get(event.perturbation, other), slots
