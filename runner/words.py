"""Every kind of event in plain words, for `townlet why`: drier than the story, and always the same."""

from collections.abc import Mapping
from typing import Final

from townlet.activity.doing import deed
from townlet.events import Began, Event
from townlet.townfile import TownFile
from townlet.units import PERCENT, coins_text, share_text

PHRASES: Final[Mapping[str, str]] = {
    "entered": "{who} came on stage at {where}",
    "exited": "{who} left town",
    "moved": "{who} was put at {where}",
    "set-off": "{who} set off for {to}",
    "came-in": "{who} came into {where}",
    "arrived": "{who} got to {where}",
    "stopped": "{who} stopped on the way",
    "began": "{who} chose to {act}",
    "ended": "{who} was at an end with it, {how}: {act}",
    "refused": "{who} could not {act}: {because}",
    "need-fell": "{who} grew {need:worse}: {need} below {band:share}, where 100 % is {need:full}",
    "faint": "{who} fainted, because {need} had been at nothing for too long",
    "use-began": "{who} began to use {thing}",
    "use-ended": "{who} was done with {thing}",
    "rested": "{who} got up rested from {thing}",
    "washed": "{who} came out of {thing} clean",
    "used": "{who} used {thing}",
    "let-down": "{who} got nothing out of {thing}: {because}",
    "queued": "{who} joined the queue for {thing}",
    "unqueued": "{who} left the queue for {thing}",
    "passed-over": "{who} was passed over in the queue for {thing}",
    "bought": "{who} bought {item} for {price:coins}",
    "paid": "{who} paid {price:coins} for {thing}",
    "too-dear": "{who} could not pay {price:coins} for {item}",
    "sold-out": "{who} found {item} sold out at {where}",
    "supplied": "{who} used up {item} for {thing}",
    "cooked": "{who} cooked {item} on {thing}",
    "spoiled": "{item} spoilt",
    "ate": "{who} finished {item}",
    "shared-meal": "{who} ate beside {whom}",
    "greeted": "{who} greeted {whom}",
    "chat-began": "{who} fell into talk with {whom}",
    "chat": "{who} had a chat with {whom}",
    "chat-failed": "{who} and {whom} did not get into a chat: {because}",
    "argued": "{who} had words with {whom}",
    "apologised": "{who} apologised to {whom}",
    "gave": "{who} gave {item} to {whom}",
    "took-back": "{who} had {item} back from {whom}",
    "met": "{who} and {whom} met at {where}",
    "invited": "{who} was asked by {whom} to come to {where}",
    "said": "{who} said a line of the script",
    "dropped": "{who} put down {item}",
    "picked-up": "{who} picked up {item}",
    "avoided": "{who} kept clear of {whom}",
    "heard": "{who} heard from {whom} what to think of {about}",
    "cut-in": "{who} stepped in front of {whom} in the queue for {thing}",
    "blocked": "{who} waited in vain for {thing}, because of {whom}",
    "became-friends": "{who} and {whom} had become friends",
    "became-rivals": "{who} and {whom} had become rivals",
    "tie-dropped": "{who} lost touch with {whom}",
    "shift-started": "{who} began the day's work",
    "kept-from-work": "{who} was not at work when it began: {why}",
    "late": "{who} began the day's work {ticks} minutes late ({why}), which cost {docked:coins}",
    "absent": "{who} missed a day's work: {why}",
    "shift-ended": "{who} stopped work and was paid {wage:coins}",
    "covered": "{who} stood in for {whom}, who was late",
    "took-shift": "{who} took over the shift of {whom}, an hour after it had begun",
    "applied": "{who} asked for work as {job}",
    "hired": "{who} was given work as {job}",
    "dismissed": "{who} lost the work as {job}, after {missed} shifts missed in a row",
    "quit": "{who} gave up work as {job}: {why}",
    "dole": "{who} was given {amount:coins} by the town",
    "evicted": "{who} lost {home} over {debt:coins} of rent",
    "rehoused": "{who} moved into {home}",
    "leaving": "{who} made up their mind to leave town, because of {because}",
    "changed-mind": "{who} did not leave town after all",
    "newcomer": "{who} came to live here, at {home}",
    "rent-paid": "{who} paid the rent of {amount:coins}",
    "rent-owed": "{who} could not pay the rent of {amount:coins}",
    "prices-changed": "prices at {where} went from {before:share} to {level:share}",
    "price-noticed": "{who} {how} the prices of {where}: {level:share}",
    "restocked": "the shelves of {where} were filled up",
    "perturbation-began": "{perturbation} began {where:over}",
    "perturbation-ended": "{perturbation} was over {where:over}",
    "got-wet": "{who} was caught in the rain",
    "kept-dry": "{who} was kept dry by {item}",
    "called": "{who} was asked to come to the meeting at {where}",
    "attended": "{who} came to the meeting at {where}",
    "need-set": "{who}'s {need} was set to {value:share}",
    "wallet-set": "{who}'s wallet was set to {value:coins}",
    "tie-set": "{who}'s {which} in {whom} was set to {value:share}",
    "cooldown-set": "the cooldown of {thing} was set to {value} ticks",
    "received": "{who} was given {item}",
    "lost": "{who} had {item} taken",
    "directed": "{who} was directed to {act}",
    "overruled": "{who} was directed to two things at once, and {by} comes before {act}",
    "ignored": "{cue} came up again while it was still running, and did not begin anew",
    "order-ended": "the direction of {who} to {act} was over, {how}",
    "nudged": "{who} was nudged by {by:share} to {act}",
    "nudge-ended": "a nudge of {who} was over",
    "held": "{who} was held",
    "released": "{who} was let go",
}
"""By kind of event, what happened, out of its fields."""

DEEDS: Final[Mapping[str, tuple[str, ...]]] = {
    "go": ("go to {}",),
    "leave": ("leave",),
    "wait-near": ("wait near {}",),
    "meet": ("meet {}", " at {}"),
    "greet": ("greet {}",),
    "chat": ("chat with {}",),
    "argue": ("argue with {}",),
    "apologise": ("apologise to {}",),
    "give-to": ("give {}", " to {}"),
    "take-back": ("take back {}", " from {}"),
    "buy": ("buy {}", " at {}"),
    "cook": ("cook {}", " at {}"),
    "eat": ("eat", " {}"),
    "use": ("use {}",),
    "drop": ("drop {}",),
    "pick-up": ("pick up {}",),
    "rest": ("rest", " at {}"),
    "wash": ("wash", " at {}"),
    "work": ("work",),
    "apply": ("ask for work", " as {}"),
    "depart": ("leave town",),
    "stay": ("stay and do nothing in particular",),
}
"""By activity, how it is said: its verb, then what each of its objects adds."""

ACTIVITIES: Final = ("act", "by")
"""The fields of events that hold an activity, or its short name."""

SIGNS: Final[Mapping[str, str]] = {
    "·": "came about by itself",
    "~": "nudged: without the nudge it would have been something else",
    "!": "directed by the script",
    "*": "staged: the script changed the world",
}
"""By sign, how hard the script leaned."""

QUOTED: Final = "written: these are the script's own words"
"""What the sign of a line means that the script wrote itself."""

NEEDS: Final[Mapping[str, tuple[str, str]]] = {
    "hunger": ("hungrier", "well fed"),
    "hygiene": ("grubbier", "freshly washed"),
    "energy": ("more tired", "wide awake"),
}
"""By need, what one grows as it falls, and what one is when it is full."""


class Titles:
    """What the ids of a town are called in a sentence; a person's name is its own."""

    def __init__(self, town: TownFile) -> None:
        self._titles = {each.id: each.title for each in town.items}
        self._titles |= {each.id: each.title for each in town.things}
        self._titles |= {each.id: each.title for each in town.places}

    def of(self, word: str) -> str:
        """The title of an id; out of doors is the street."""
        return self._titles.get(word, word) if word else "the street"


def told(event: Event, titles: Titles) -> str:
    """What happened, as part of a sentence."""
    if isinstance(event, Began):
        return _began(event, titles)
    phrase = PHRASES[str(event.__struct_config__.tag)]
    return phrase.format_map({name: _slot(event, name, titles) for name in event.__struct_fields__})


def _began(event: Began, titles: Titles) -> str:
    """The choice, and what it was preferred to."""
    act = in_words(deed(event.act), titles)
    if event.order:
        return f"{event.who} set out to do as directed: {act}"
    verb = "gave in to a nudge to" if event.sign == "~" else "chose to"
    chosen = f"{event.who} {verb} {act}"
    if not event.rival:
        return chosen
    points = event.margin // PERCENT
    by = f"by {points} {'point' if points == 1 else 'points'}" if points else "but it was a toss-up"
    return f"{chosen} rather than {in_words(event.rival, titles)}, {by}"


def in_words(deed: str, titles: Titles) -> str:
    """An activity by its short name (`chat Kai`) as it is said (`chat with Kai`)."""
    verb, *objects = deed.split(" ")
    parts = DEEDS.get(verb, (verb,))
    said = [parts[0].format(titles.of(objects.pop(0)) if "{}" in parts[0] and objects else "")]
    said += [part.format(titles.of(each)) for part, each in zip(parts[1:], objects, strict=False)]
    return "".join(said).rstrip()


def _slot(event: Event, name: str, titles: Titles) -> "_Slot":
    """A field of an event; activities come whole, or by their short names."""
    value = getattr(event, name)
    if hasattr(value, "__struct_config__"):
        value = deed(value)
    return _Slot(in_words(value, titles) if name in ACTIVITIES and isinstance(value, str) else value, titles)


class _Slot:
    """A value in a phrase: a title, a share, coins, what a need feels like or where it is, as the phrase asks."""

    def __init__(self, value: object, titles: Titles) -> None:
        self.value = value
        self.titles = titles

    def __format__(self, how: str) -> str:
        if isinstance(self.value, int) and how:
            return share_text(self.value) if how == "share" else coins_text(self.value)
        if not isinstance(self.value, str):
            return str(self.value)
        if how == "over":
            return f"at {self.titles.of(self.value)}" if self.value else "in the whole town"
        if how:
            worse, full = NEEDS[self.value]
            return worse if how == "worse" else full
        return self.titles.of(self.value)
