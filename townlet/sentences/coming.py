"""Coming and going: into town, out of it, and about."""

from typing import Any, Final

from townlet import events as e
from townlet.actions import Chat, Cook, Eat, Greet, Rest, Wash, Work
from townlet.sentences.scene import Scene, Slots, Telling, Wordings
from townlet.sentences.words import at, clause, names

CAST = "town/cast"  # Whoever was there from the start did not arrive.
NEWCOMERS = "town/newcomers"

ENTERED: Wordings = (
    "{who} comes out of {place}.",
    "{who} arrives in town, by way of {place}.",
    "Here comes {who}, out of {place}.",
)
ENTERED_STREET: Wordings = ("{who} turns up in the street.", "{who} comes into town on foot.")
EXITED: Wordings = (
    "{who} leaves town.",
    "{who} is gone from town, bags and all.",
    "{who} says goodbye to the town.",
)
EXITED_BECAUSE: Wordings = (
    "{who} leaves town by {place}: {because}.",
    "Nobody sees {who} again. In the end {because}.",
    "{who} is gone, bags and all; {because}.",
)
MOVED: Wordings = (
    "All at once {who} is {at}.",
    "{who} turns up {at} from one moment to the next.",
    "Nobody saw {who} come, but there is {who} {at}.",
)
HOMEWARD: Wordings = (
    "{who} heads home{why}.",
    "{who} goes home{why}.",
    "{who} turns for home{why}.",
)
FROM_TO: Wordings = (
    "{who} leaves {from} for {to}{why}.",
    "{who} sets off from {from} to {to}{why}.",
    "{who} goes from {from} over to {to}{why}.",
    "{who} walks from {from} to {to}{why}.",
)
TO_WORK: Wordings = (
    "{who} leaves {from} for work {at}.",
    "{who} sets off from {from} to work {at}.",
    "Work calls: {who} goes from {from} to {to}.",
)
FROM_HOME: Wordings = (
    "{who} leaves the house and makes for {to}{why}.",
    "{who} shuts the door at home and goes to {to}{why}.",
    "{who} sets off from home to {to}{why}.",
)
OFF_TO: Wordings = (
    "{who} sets off for {to}{why}.",
    "{who} makes for {to}{why}.",
    "{who} goes to {to}{why}.",
)
SEEKING: Wordings = (
    "{who} goes to look for {to}.",
    "{who} sets off to find {to}.",
)
MEALS: Final = (
    (range(5, 11), " on an empty stomach"),
    (range(11, 15), " to have lunch"),
    (range(17, 22), " to have supper"),
)
ERRANDS: Final[dict[Any, str]] = {
    Wash: " for a wash",
    Rest: " to get some rest",
    Cook: " to cook something",
}
JOINED: Wordings = (
    "{who} joins {others} {at}.",
    "{who} comes by and finds {others} {at}.",
    "{who} walks into {place}, where {others} {are} already.",
)
REACHED: Wordings = (
    "{who} arrives {at}.",
    "{who} is {at} now.",
)
CAME_HOME: Wordings = (
    "{who} comes home.",
    "{who} reaches home.",
)


def by_the_script(event: e.Entered) -> bool:
    """Neither whoever was there from the start nor a newcomer, who has been told of."""
    return event.root not in (CAST, NEWCOMERS)


def entered(scene: Scene, event: e.Entered) -> Telling:
    if not event.where:
        return ENTERED_STREET, {"who": event.who}
    return ENTERED, {"who": event.who, "place": scene.place(event.where)}


def exited(scene: Scene, event: e.Exited) -> Telling:
    if event.because and event.where:
        return EXITED_BECAUSE, {"who": event.who, "place": scene.place(event.where), "because": clause(event.because)}
    return EXITED, {"who": event.who}


def moved(scene: Scene, event: e.Moved) -> Telling:
    return MOVED, {"who": event.who, "at": at(scene, event.where, event.who)}


def goes_somewhere(event: e.SetOff) -> bool:
    return event.to not in ("", event.where)


def set_off(scene: Scene, event: e.SetOff) -> Telling | None:
    """From where to where; a few steps within one place are nothing to tell."""
    goal = scene.place_of(event.to)
    if goal and goal == event.where:
        return None
    slots: Slots = {"who": event.who, "why": _why(scene, event)}
    if scene.is_person(event.to):
        return SEEKING, slots | {"to": event.to}
    home = scene.home(event.who)
    if home and goal == home:
        return HOMEWARD, slots
    slots["to"] = scene.place(goal)
    if not event.where:
        return OFF_TO, slots
    if event.sign == "·" and isinstance(scene.errand(event.who), Work):
        origin = "home" if event.where == home else scene.place(event.where)
        return TO_WORK, slots | {"from": origin, "at": scene.within(goal)}
    slots["from"] = scene.place(event.where)
    return (FROM_HOME if event.where == home else FROM_TO), slots


def _why(scene: Scene, event: e.SetOff) -> str:
    """What somebody goes for, when they go of their own accord and it is not the going itself."""
    errand = scene.errand(event.who) if event.sign == "·" else None
    match errand:
        case Chat() | Greet() if errand.whom:
            return f", hoping for a word with {errand.whom}"
        case Eat():
            return next((meal for hours, meal in MEALS if scene.hour() in hours), ", hungry")
        case _:
            return ERRANDS.get(type(errand), "")


def came_in(scene: Scene, event: e.CameIn) -> Telling | None:
    """Who comes among others is seen; who comes in alone is told of only when the script sent them."""
    others = scene.company(event.who, event.where)
    if scene.seeks(event.who, event.where) or scene.meeting(event.where):
        return None  # That they meet, or come to the meeting, is told instead.
    place = scene.place(event.where)
    slots = {"who": event.who, "place": place, "at": at(scene, event.where, event.who)}
    if others:
        return JOINED, slots | {"others": names(others), "are": "are" if len(others) > 1 else "is"}
    if event.sign == "·":
        return None
    return (CAME_HOME if scene.home(event.who) == event.where else REACHED), slots
