"""What happens to the whole town, or to a place in it: the lights, the water, the weather."""

from typing import Final

from townlet import events as e
from townlet.sentences.scene import Scene, Slots, Telling, Wordings, spoken
from townlet.sentences.words import at
from townlet.units import PERCENT

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
        "{place} is shut until further notice.",
        "A sign goes up {at}: closed.",
    ),
    "arranged-meeting": (
        "Word goes round: there is to be a meeting {at}.",
        "Everybody who can spare the time is asked to a meeting {at}.",
        "A bell is rung for a meeting {at}.",
    ),
}
DRIZZLE: Final = 80 * PERCENT  # Below this strength, rain does not pour.
DRIZZLES: Wordings = (
    "It begins to drizzle {at}, as if it could not make up its mind.",
    "A thin rain comes down {over}, the sort that is not worth a hat.",
)
BEGAN_OTHER: Wordings = ("There is news {at}: {what}.", "Something has changed {at}: {what}.")
ENDED: Final[dict[str, Wordings]] = {
    "blackout": ("The lights come back {over}.", "The power is on again {at}, and people blink."),
    "water-outage": ("The water runs again {over}.", "The taps splutter {over}, and run clear."),
    "rain": ("The rain stops {at}.", "The sky clears {over}."),
    "closure": ("{place} is open again, as if nothing had been.", "The sign comes down: open again {at}."),
    "arranged-meeting": (
        "The meeting {at} breaks up; nothing was decided, and nobody minds.",
        "The meeting {at} is over, and people drift off by ones and twos.",
        "The meeting {at} is closed, with thanks to all who came.",
    ),
}
NOBODY_CAME: Wordings = (
    "The meeting {at} is over before it began: nobody has come.",
    "Nobody has come to the meeting {at}. It is noted in the minutes.",
)
ONE_CAME: Wordings = (
    "The meeting {at} is over. It was unanimous: only one came.",
    "The meeting {at} ends as it began, with one person in it.",
)
GOT_WET: Wordings = (
    "The rain finds {who} {at}, without so much as a newspaper.",
    "{who} turns up a collar, which does not help.",
    "{who} is wet to the skin {at}.",
    "{who} says something about the weather that is not for children.",
    "Rain runs down the back of {who}'s neck.",
)
KEPT_DRY: Wordings = (
    "{who} has {item}, and for once it is of use.",
    "{who} walks dry through it all, thanks to {item}.",
    "{who} was right about {item} after all.",
)
CAME: Wordings = (
    "{who} has come to the meeting {at}.",
    "{who} is there for the meeting {at}.",
    "{who} joins the meeting {at}.",
    "{who} comes to hear what the meeting is about.",
)
ENDED_OTHER: Wordings = (
    "It is over {at}: no more {what}.",
    "Things {at} are as they were, without the {what}.",
)


def not_on_the_board(event: e.PerturbationBegan | e.PerturbationEnded) -> bool:
    return event.perturbation != TOLD_BY_THE_BOARD


def perturbation_began(scene: Scene, event: e.PerturbationBegan) -> Telling:
    if event.perturbation == "rain" and event.strength < DRIZZLE:
        return DRIZZLES, _slots(scene, event)
    return _told(scene, event, BEGAN, BEGAN_OTHER)


def perturbation_ended(scene: Scene, event: e.PerturbationEnded) -> Telling:
    if event.perturbation == "arranged-meeting" and event.came < 2:
        return (ONE_CAME if event.came else NOBODY_CAME), {"at": at(scene, event.where)}
    return _told(scene, event, ENDED, ENDED_OTHER)


def got_wet(scene: Scene, event: e.GotWet) -> Telling:
    return GOT_WET, {"who": event.who, "at": at(scene, event.where)}


def kept_dry(scene: Scene, event: e.KeptDry) -> Telling:
    return KEPT_DRY, {"who": event.who, "item": scene.item(event.item)}


def attended(scene: Scene, event: e.Attended) -> Telling:
    return CAME, {"who": event.who, "at": at(scene, event.where)}


def _told(
    scene: Scene,
    event: e.PerturbationBegan | e.PerturbationEnded,
    known: dict[str, Wordings],
    other: Wordings,
) -> Telling:
    return known.get(event.perturbation, other), _slots(scene, event)


def _slots(scene: Scene, event: e.PerturbationBegan | e.PerturbationEnded) -> Slots:
    one = at(scene, event.where) if event.where else ""
    return {
        "at": one or "in town",
        "over": one or "all over town",
        "place": scene.place(event.where) if event.where else "the town",
        "what": spoken(event.perturbation),
    }
