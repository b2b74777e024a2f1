"""Work: coming to it, coming late, staying away, and what it pays."""

from typing import Final

from townlet import events as e
from townlet.actions import Stay
from townlet.sentences.scene import Scene, Slots, Telling, Wordings
from townlet.sentences.words import amount, at, duration

STARTED: Wordings = (
    "{who} starts work as {job}.",
    "{who} is on duty {at}.",
    "Work begins for {who}, {job} {at}.",
    "{who} takes up the day's work {at}.",
)
LATE: Wordings = (
    "{who} is {long} late for work.",
    "{who} comes running to work, {long} late.",
    "{who} ought to have been at work {long} ago.",
)
ABSENT: Wordings = (
    "{who} never turns up for work as {job}.",
    "A whole shift goes by without {who}, who should be there as {job}.",
    "{who} misses a day's work as {job}.",
)
PAID: Wordings = (
    "{who} finishes work and takes home {wage}.",
    "{who} calls it a day, {wage} the richer.",
    "The day's work is done: {who} is paid {wage}.",
    "{who} goes off duty {at} with {wage} in hand.",
)
UNPAID: Wordings = (
    "{who} finishes work with nothing to show for it.",
    "{who} goes off duty, unpaid.",
)

# Two ideas of what to do next, so close that it might have been the other. Only what has a name here is told.
TORN: Wordings = (
    "{who} wavers between {rival} and {choice}, and settles for {choice}.",
    "{choice} or {rival}? {who} thinks twice before choosing {choice}.",
    "{who} goes for {choice}; it might as well have been {rival}.",
)
LINGERS: Wordings = (
    "{who} lets the time go by {at}.",
    "{who} is in no hurry to leave, and stays on {at}.",
    "{who} has nowhere else to be, and settles down {at}.",
    "Nothing calls {who} away: it is pleasant {at}.",
)
CLOSE_CALL: Final = 10_000  # A margin of less than 1 % of full utility.
IDEAS: Final[dict[str, str]] = {
    "chat": "company",
    "cook": "cooking",
    "eat": "a meal",
    "rest": "a rest",
    "wash": "a wash",
    "work": "work",
}


def shift_started(scene: Scene, event: e.ShiftStarted) -> Telling:
    return STARTED, _at_work(scene, event.who, event.job, event.where)


def late(scene: Scene, event: e.Late) -> Telling:
    return LATE, {"who": event.who, "long": duration(event.ticks)}


def absent(scene: Scene, event: e.Absent) -> Telling:
    return ABSENT, {"who": event.who, "job": scene.job(event.job)}


def shift_ended(scene: Scene, event: e.ShiftEnded) -> Telling:
    slots = _at_work(scene, event.who, event.job, event.where) | {"wage": amount(event.wage)}
    return (PAID if event.wage else UNPAID), slots


def worth_telling(event: e.Began) -> bool:
    """A choice that might have gone the other way, or the choice to do nothing."""
    return event.order == 0 and (0 < event.margin < CLOSE_CALL or isinstance(event.act, Stay))


def began(scene: Scene, event: e.Began) -> Telling | None:
    if isinstance(event.act, Stay):
        pleasant = scene.inviting(event.where) and scene.just_came(event.who, event.where)
        return (LINGERS, {"who": event.who, "at": at(scene, event.where)}) if pleasant else None
    choice = IDEAS.get(tag(event.act))
    rival = IDEAS.get(event.rival.partition(" ")[0])
    if choice is None or rival is None or choice == rival:
        return None
    return TORN, {"who": event.who, "choice": choice, "rival": rival}


def tag(act: object) -> str:
    """The word for a kind of activity (`wait-near`)."""
    found: str = act.__struct_config__.tag  # type: ignore[attr-defined]
    return found


def _at_work(scene: Scene, who: str, job: str, where: str) -> Slots:
    return {"who": who, "job": scene.job(job), "at": at(scene, where)}
