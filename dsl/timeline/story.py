"""Entries in the order of time, and what becomes of each: lines of a script, or a comment where nothing ever happened.

A line that never worked stays a comment in its place, so that the story is the one it was; what the older player lost
by its own limits is told.
"""

from collections.abc import Iterable
from typing import Final, assert_never

import msgspec

from dsl.guess import nearest
from dsl.source import Span
from dsl.timeline import words as old
from dsl.timeline.acts import Act, Chat, Disturb, Entry, Kill, Need, Nothing, Said, Spawn, Tell
from dsl.timeline.disturbances import Disturbances
from dsl.timeline.lines import TOLD, coins, left_out, never, share
from dsl.timeline.people import People
from dsl.timeline.report import Report
from dsl.values import spoken_ticks
from townlet.personality import BUILT_IN
from townlet.townfile import Place, TownFile

CALLED: Final[dict[old.Disturbance, str]] = {
    "price-spike": "price-rise",
    "blackout": "lights-out",
    "water-outage": "dry-taps",
    "arranged-meeting": "meeting",
}
"""What a cue is named after what it sets off."""


class Moment(msgspec.Struct):
    """What happens in one tick: statements and comments in `lines`; `stages` open parts of the story.

    `above` are comments over the whole, `about` what the moment could be named after.
    """

    tick: int
    above: list[str] = []
    stages: list[str] = []
    lines: list[str] = []
    about: list[str] = []


class Arrived(msgspec.Struct, frozen=True):
    """Somebody for the cast; without a place they are off stage. Needs in millionths, wallet in thousandths."""

    name: str
    place: str
    personality: str = "balanced"
    needs: tuple[tuple[str, int], ...] = ()
    wallet: int | None = None
    job: str = ""


class Story:
    """The entries played through, one after the other."""

    def __init__(self, entries: Iterable[Entry], town: TownFile, report: Report) -> None:
        self.entries = sorted(entries, key=lambda entry: entry.tick)
        self.town, self.report = town, report
        self.people = People(self.entries, town, report)
        self.hub = _hub(self.entries, town)
        self.cast: dict[str, Arrived] = {}
        self.moments: dict[int, Moment] = {}
        self._disturbances = Disturbances(town, self.hub, self.people, report)
        self._told: tuple[int, Span] | None = None
        self._keys: dict[str, tuple[int, Span]] = {}
        self._jobs: set[str] = set()
        self.done = 0
        """How many entries are more than a comment."""
        for entry in self.entries:
            moment = self.moment(entry.tick)
            (moment.lines if moment.lines else moment.above).extend(f"# {text}" for text in entry.above)
            lines = self._lines(entry.act, entry, moment)
            moment.lines += lines
            self.done += not lines or any(not line.startswith("#") for line in lines)

    def moment(self, tick: int) -> Moment:
        """What happens at a tick, to be added to."""
        return self.moments.setdefault(tick, Moment(tick))

    @property
    def everybody(self) -> list[Arrived]:
        """The cast: those who were there, then those who come; somebody at least."""
        there = [Arrived(self.people.name(who), self.hub) for who in self.people.residents]
        return [*there, *self.cast.values()] or [Arrived(next(iter(self.town.names), "Somebody"), self.hub)]

    def _lines(self, act: Act, entry: Entry, moment: Moment) -> list[str]:
        match act:
            case Spawn():
                return self._spawn(act, entry, moment)
            case Chat(speaker, listener, quality):
                one, other = (self.people.name(each.text) for each in (speaker, listener))
                line = f"direct {one} to chat with {other} (quality = {share(quality)})"
                return self._done_by((speaker, listener), line, entry)
            case Need(who, need, value):
                return self._done_by((who,), f"set {self.people.name(who.text)}'s {need} to {share(value)}", entry)
            case Tell():
                return self._tell(act, entry, moment)
            case Disturb():
                found = self._disturbances.off(act, entry)
                moment.about += [CALLED[act.kind]] if found.places and act.known else []
                return found.lines
            case Kill(who):
                lines = self._done_by((who,), f"exit {self.people.name(who.text)}", entry)
                self.people.go(who)
                return lines
            case Nothing(why):
                return [left_out(entry, why)]
            case _:
                assert_never(act)

    def _done_by(self, people: tuple[Said, ...], line: str, entry: Entry) -> list[str]:
        """A line, if all whom it names are there; each of them is looked at, so that all is said at once."""
        there = [self.people.there(who) for who in people]
        return [line] if all(there) else never(entry, line)

    # Who comes.

    def _spawn(self, act: Spawn, entry: Entry, moment: Moment) -> list[str]:
        who, name = act.who.text, self.people.name(act.who.text)
        if self.people.is_here(who):
            hint = "The older town put a new one in their place; I set what the entry says"
            self.report.warn("TN986", f"`{who}` is there already", act.who.span, "comes again", hint)
            return _figures(name, act) or [left_out(entry, f"{name} is there already")]
        again = who in self.cast
        self.people.come(act.who)
        if again:
            return [f"enter {name} at {self._arrival}", *_figures(name, act)]
        place = self.hub if entry.tick == 0 else ""
        self.cast[who] = Arrived(name, place, self._personality(act), act.needs, act.wallet, self._job(act))
        if place:
            return []
        moment.about.append(f"{name.lower()}-arrives")
        return [f"enter {name} at {self._arrival}"]

    @property
    def _arrival(self) -> str:
        """Where people come to town: the first public place with a roof that is never shut."""
        return next((each.id for each in self.town.places if _always_open(each)), self.hub)

    def _personality(self, act: Spawn) -> str:
        if not act.personality or act.personality in BUILT_IN:
            return act.personality or "balanced"
        guess = nearest(act.personality, BUILT_IN) or "balanced"
        message = f"There is no personality called `{act.personality}`; I took `{guess}`"
        self.report.note("TN985", message, act.who.span, hint=f"Built in are {', '.join(BUILT_IN)}")
        return guess

    def _job(self, act: Spawn) -> str:
        """Work that the town has and nobody else in the file."""
        if act.job and act.job not in {job.id for job in self.town.jobs} - self._jobs:
            message = f"The town has no work as `{act.job}` to give; `{act.who.text}` comes without"
            self.report.note("TN984", message, act.who.span)
            return ""
        self._jobs.add(act.job)
        return act.job

    # What is told.

    def _tell(self, act: Tell, entry: Entry, moment: Moment) -> list[str]:
        key = act.key or act.message
        before = self._keys.get(key)
        if before is not None and entry.tick - before[0] <= old.REPEATED:
            same = f"its `dedupe_key` was that of the one {spoken_ticks(entry.tick - before[0])} before"
            message = f"This narration was never told: {same if act.key else 'the same had just been told'}"
            self.report.warn("TN987", message, entry.span, "left out", before=((before[1], "this was told"),))
            return never(entry, TOLD + act.message)
        if before is not None and act.key:
            message = f"`{act.key}` kept nothing from being told: it held for {old.REPEATED} ticks only"
            self.report.note("TN987", message, entry.span, hint="Both are told")
        if self._in_time(act, entry):
            self._told = self._keys[key] = entry.tick, entry.span
        moment.stages += [act.stage] if act.stage else []
        return [TOLD + act.message]

    def _in_time(self, act: Tell, entry: Entry) -> bool:
        """Whether the older player had told this; it kept narrations apart."""
        told, spacing = self._told, act.spacing or old.SPACING
        if told is None or entry.tick - told[0] >= spacing:
            return True
        message = f"This narration was never told: it came {spoken_ticks(entry.tick - told[0])} after the last"
        hint = f"The older player kept them {spoken_ticks(spacing)} apart; here it is told"
        self.report.warn("TN987", message, entry.span, "", hint, ((told[1], "this was told"),))
        return False


def _figures(name: str, act: Spawn) -> list[str]:
    """What an entry says of somebody who is there already."""
    lines = [f"set {name}'s {need} to {share(value)}" for need, value in act.needs]
    return [*lines, f"set {name}'s wallet to {coins(act.wallet)}"] if act.wallet is not None else lines


def _always_open(place: Place) -> bool:
    return place.kind != "home" and not place.outdoors and place.hours.opens == place.hours.closes


def _hub(entries: Iterable[Entry], town: TownFile) -> str:
    """Where people are when nothing is said: under a roof, where the file names most, or it is most inviting."""
    known = {place.id: place for place in town.places if place.kind != "home" and not place.outdoors}
    spoken_of = (
        each.text
        for entry in entries
        if isinstance(entry.act, Disturb)
        for each in (*entry.act.targets, *((entry.act.location,) if entry.act.location is not None else ()))
    )
    named = [each for each in spoken_of if each in known]
    inviting = sorted(known.values(), key=lambda place: -place.leisure)
    return max(named, key=named.count) if named else (inviting or list(town.places))[0].id
