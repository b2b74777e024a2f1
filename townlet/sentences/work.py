"""Work: coming to it, coming late, staying away, and what it pays."""

from typing import Final

from townlet import events as e
from townlet.actions import Stay
from townlet.sentences.scene import Scene, Slots, Telling, Wordings
from townlet.sentences.words import amount, at, duration, number

STARTED: Wordings = (
    "{who} starts work as {job}.",
    "{who} is on duty {at}.",
    "{who}, {job}, begins the day's work {at}.",
    "{who} takes up the day's work {at}.",
    "The working day begins for {who} {at}.",
)
# Late, and absent, by what kept them. Where no reason is worth a word, the plain ones do.
LATE: Wordings = (
    "{who} is {long} late for work.",
    "{who} comes running to work, {long} late.",
    "{who} ought to have been at work {long} ago.",
)
LATE_BECAUSE: Final[dict[str, Wordings]] = {
    "overslept": (
        "{who} overslept, and comes to work {long} late with a crease on one cheek.",
        "{who} slept through the first {long} of the shift.",
        "The pillow won: {who} is {long} late for work.",
    ),
    "queue": (
        "{who} stood in a queue when work began, and is {long} late.",
        "{who}, {long} late, blames the queue for {about}.",
    ),
    "talk": (
        "{who} was deep in talk with {about} when work began, and is {long} late.",
        "{who} comes {long} late to work; {about} had such a story to tell.",
    ),
    "walking": (
        "{who} set out too late, and gets to work {long} after it began.",
        "{who} is {long} late for work: it is further than it looks.",
        "{who} comes to work {long} late and out of breath.",
    ),
    "busy": (
        "{who} would not be hurried, and comes to work {long} late.",
        "First things first: {who} gets to work {long} late.",
        "{who} lost count of the time, and comes to work {long} late.",
    ),
    "closed": (
        "The doors were shut when work should have begun; {who} starts {long} late.",
        "{who} can get to work at last, {long} late.",
    ),
    "directed": (
        "{who} was wanted elsewhere, and comes to work {long} late.",
        "{who}, detained, begins work {long} late.",
    ),
    "fainted": (
        "{who}, on shaky legs, comes to work {long} late.",
        "{who} is {long} late for work, and nobody asks why.",
    ),
}
ABSENT: Wordings = (
    "{who} never turns up for work as {job}.",
    "A whole shift goes by without {who}, who should be there as {job}.",
    "{who} misses a day's work as {job}.",
)
ABSENT_BECAUSE: Final[dict[str, Wordings]] = {
    "overslept": (
        "{who} slept through a whole shift as {job}.",
        "A shift as {job} begins and ends without {who}, who is still in bed.",
    ),
    "closed": (
        "With the doors shut, there was no work for {who} today.",
        "{who} has a day off without asking: the doors stayed shut.",
    ),
    "directed": (
        "{who} was wanted elsewhere all day, and has not been at work.",
        "A shift as {job} goes by without {who}, who was kept elsewhere.",
    ),
}
PAID: Wordings = (
    "{who} finishes work and takes home {wage}.",
    "{who} calls it a day, {wage} the richer.",
    "The day's work is done: {who} is paid {wage}.",
    "{who} goes off duty {at} with {wage} in hand.",
)
PAID_FOR_TWO: Wordings = (
    "{who} has done the work of two and is paid {wage}, {extra} of it somebody else's.",
    "{who} goes off duty {at} with {wage}: a wage and a half, near enough.",
    "For two people's work {who} is paid {wage}.",
)
UNPAID: Wordings = (
    "{who} finishes work with nothing to show for it.",
    "{who} goes off duty, unpaid.",
)
COVERED: Wordings = (
    "{who} has done {whom}'s work as well meanwhile, and says it was nothing.",
    "Hardly anybody noticed: {who} stood in for {whom}, with four hands, for {long}.",
    "{who} has stood in for {whom}, who will not forget it.",
    "{who} stood in for {whom}, and waves the thanks away.",
    "{whom} owes {who} for {long} of work, and a thank-you.",
)
TOOK_SHIFT: Wordings = (
    "{whom} is not coming, so {who} takes the shift, and half its wage.",
    "{who} takes over for {whom}: somebody has to, and it pays {share}.",
    "Still no {whom}. {who} takes the shift; {share} is {share}.",
)
APPLIED: Wordings = (
    "{who} asks for work as {job}, and leaves a name.",
    "{who} asks {at} whether they need {job}.",
    "{who} puts a name on the list {at}: {job}, any day, any hour.",
)
APPLIED_BEHIND: Wordings = (
    "{who} asks for work as {job}. The list is {ahead} long already.",
    "{who} asks {at} about work as {job}, and is told that {ahead} asked before.",
)
HIRED: Wordings = (
    "{who} has work: {job}, from the next shift on.",
    "{who} is taken on as {job}.",
    "They give {who} an apron and a time: {job}, starting with the next shift.",
    "{who} starts as {job} with the next shift, and tells everybody who will listen.",
)
DISMISSED: Wordings = (
    "{who} is {job} no longer: {missed} shifts missed are too many.",
    "{who} need not come back as {job}. Nobody had seen much of {who} there lately.",
    "{who} loses the work as {job}, after {missed} days of an empty place {at}.",
)
QUIT_IN_GLOOM: Wordings = (
    "{who} hangs up the apron for good: too many days like this one as {job}.",
    "{who} has been {job} long enough, and says so.",
    "After one bad day too many, {who} gives up work as {job}.",
)
QUIT_FOR_BETTER: Wordings = (
    "{who} gives notice as {job}: there is something better.",
    "{who} has been {job} for long enough, and has found something that pays more.",
)

# Two ideas of what to do next, so close that it might have been the other. Only what has words here is told.
TORN: Wordings = (
    "{who} has half a mind to {rival}, and decides to {choice} instead.",
    "To {rival}, or to {choice}? {who} thinks twice, and does the latter.",
    "{who} very nearly decides to {rival}, then goes to {choice}.",
    "{who} cannot both {rival} and {choice}, and begins with the second.",
)
LINGERS: Wordings = (
    "{who} lets the time go by {at}.",
    "{who} is in no hurry to leave, and stays on {at}.",
    "{who} has nowhere else to be, and settles down {at}.",
    "Nothing calls {who} away: it is pleasant {at}.",
)
CLOSE_CALL: Final = 10_000  # A margin of less than 1 % of full utility.
IDEAS: Final[dict[str, str]] = {
    "chat": "find somebody to talk to",
    "cook": "cook",
    "eat": "eat",
    "rest": "sit down for a while",
    "wash": "have a wash",
    "work": "get on with work",
}


def shift_started(scene: Scene, event: e.ShiftStarted) -> Telling:
    return STARTED, _at_work(scene, event.who, event.job, event.where)


def late(scene: Scene, event: e.Late) -> Telling:
    """By what kept them; a queue or a talk whose name is gone is not blamed."""
    wordings = LATE_BECAUSE.get(event.why, LATE)
    if event.why in ("queue", "talk") and not event.about:
        wordings = LATE
    slots = {"who": event.who, "long": duration(event.ticks)}
    return wordings, slots | {"about": scene.called(event.about) if event.about else ""}


def absent(scene: Scene, event: e.Absent) -> Telling:
    return ABSENT_BECAUSE.get(event.why, ABSENT), {"who": event.who, "job": scene.job(event.job)}


def shift_ended(scene: Scene, event: e.ShiftEnded) -> Telling:
    slots = _at_work(scene, event.who, event.job, event.where)
    slots |= {"wage": amount(event.wage), "extra": amount(event.extra)}
    return (PAID_FOR_TWO if event.extra else PAID if event.wage else UNPAID), slots


def covered(scene: Scene, event: e.Covered) -> Telling:
    return COVERED, {"who": event.who, "whom": event.whom, "long": duration(event.ticks)}


def took_shift(scene: Scene, event: e.TookShift) -> Telling:
    return TOOK_SHIFT, {"who": event.who, "whom": event.whom, "share": amount(event.amount // 2)}


def applied(scene: Scene, event: e.Applied) -> Telling:
    slots = _at_work(scene, event.who, event.job, event.where) | {"ahead": number(event.ahead)}
    return (APPLIED_BEHIND if event.ahead else APPLIED), slots


def hired(scene: Scene, event: e.Hired) -> Telling:
    return HIRED, {"who": event.who, "job": scene.job(event.job)}


def dismissed(scene: Scene, event: e.Dismissed) -> Telling:
    slots = {"who": event.who, "job": scene.job(event.job), "at": scene.within(scene.workplace(event.job))}
    return DISMISSED, slots | {"missed": number(event.missed)}


def quit_job(scene: Scene, event: e.Quit) -> Telling:
    wordings = QUIT_IN_GLOOM if event.why == "gloom" else QUIT_FOR_BETTER
    return wordings, {"who": event.who, "job": scene.job(event.job)}


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
    return {"who": who, "job": scene.job(job), "at": at(scene, scene.workplace(job) or where)}
