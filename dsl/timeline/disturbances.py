"""What an older timeline set off: prices, outages, meetings; where, and whether the town will have it."""

from collections.abc import Callable
from typing import Final

import msgspec

from dsl.guess import nearest
from dsl.timeline import words as old
from dsl.timeline.acts import Disturb, Entry, Said
from dsl.timeline.lines import left_out, never, share
from dsl.timeline.people import People
from dsl.timeline.report import Report
from dsl.values import spoken_ticks
from townlet.townfile import TownFile

AT_ONCE: Final = 2
"""So many disturbances can be under way at once."""


class Off(msgspec.Struct, frozen=True):
    """What is set off: lines, and the places where something is then under way (the whole town is an empty name)."""

    lines: list[str]
    places: list[str] = []


class Disturbances:
    """Those of one timeline, in the order of time."""

    def __init__(self, town: TownFile, hub: str, people: People, report: Report) -> None:
        self.places = {place.id for place in town.places}
        self.selling = [place.id for place in town.places if place.sells]
        self.hub, self.people, self.report = hub, people, report
        self._running: list[tuple[int, str]] = []

    def off(self, act: Disturb, entry: Entry) -> Off:
        """The lines that set it off; comments alone where it never was."""
        found = _KINDS[act.kind](self, act, entry)
        if not act.known:
            return Off(never(entry, *found.lines))
        for place in found.places:
            self._begins(act, f"{act.kind} {place}", entry)
        return found

    def _begins(self, act: Disturb, what: str, entry: Entry) -> None:
        """The town lets two things happen at once, and none of them twice."""
        self._running = [each for each in self._running if each[0] > entry.tick]
        if what in [each for _, each in self._running]:
            self._refused("it is under way already", entry)
        elif len(self._running) >= AT_ONCE:
            self._refused(f"{AT_ONCE} others are under way", entry)
        else:
            self._running.append((entry.tick + act.ticks, what))

    def _refused(self, why: str, entry: Entry) -> None:
        hint = f"At most {AT_ONCE} are under way at once, and none of them twice; move one of them"
        self.report.warn("TN988", f"The town will refuse this: {why}", entry.span, "will be refused", hint)

    def _prices(self, act: Disturb, entry: Entry) -> Off:
        tail = f"(strength = {share(act.strength)}) for {spoken_ticks(act.ticks)}"
        shops, lost = self._shops(act, entry)
        lines = [f"trigger price-spike at {shop} {tail}" for shop in shops]
        missing = [f"trigger price-spike at {place} {tail}" for place in lost]
        if not shops and not lost:
            return Off([left_out(entry, "nothing is sold in this town")])
        return Off(lines + (never(entry, *missing) if act.known else missing), shops)

    def _shops(self, act: Disturb, entry: Entry) -> tuple[list[str], list[str]]:
        """The shops that are meant, and what is no shop."""
        if not act.targets:
            shops: list[str] = [each for each in old.SHOPS if each in self.selling] or self.selling[:1]
            took = ", ".join(f"`{each}`" for each in shops)
            message = f"This names no shop; I took {took}" if shops else "Nothing is sold in this town"
            self.report.note("TN985", message, entry.span)
            return shops, []
        shops = []
        lost: list[str] = []
        for target in act.targets:
            if target.text in old.EVERYWHERE:
                shops += self.selling
            elif target.text in self.selling:
                shops.append(target.text)
            else:
                self._no_shop(target)
                lost.append(target.text)
        return list(dict.fromkeys(shops)), list(dict.fromkeys(lost))

    def _no_shop(self, target: Said) -> None:
        guess = nearest(target.text, self.selling)
        sold = target.text in self.places
        message = f"Nothing is sold at `{target.text}`" if sold else f"The town has no place called `{target.text}`"
        label = f"did you mean `{guess}`?" if guess else "left out"
        hint = f"There is a shop at: {', '.join(f'`{each}`' for each in self.selling)}" if self.selling else None
        self.report.warn("TN989", message, target.span, label, hint)

    def _outage(self, act: Disturb, entry: Entry) -> Off:
        if act.targets:
            self.report.once("TN984", "An outage is of the whole town; its `targets` are left out", act.targets[0].span)
        return Off([f"trigger {act.kind} for {spoken_ticks(act.ticks)}"], [""])

    def _meeting(self, act: Disturb, entry: Entry) -> Off:
        """Two are directed to meet, more to come; with nobody named, everybody is called."""
        place = self._where(act, entry)
        guests = list({each.text: each for each in act.targets}.values())
        length = spoken_ticks(act.ticks)
        if len(guests) < 2:
            if guests:
                self.report.warn("TN976", "A meeting wants two guests", guests[0].span, "everybody is called")
            return Off([f"trigger arranged-meeting at {place} for {length}"], [place])
        names = [self.people.name(each.text) for each in guests]
        lines = [f"direct {', '.join(names)} to go to {place} within {length}"]
        if len(names) == 2:
            pairs = (names, names[::-1])
            lines = [f"direct {one} to meet {other} at {place} within {length}" for one, other in pairs]
        there = [self.people.there(each) for each in guests] if act.known else [True]
        return Off(lines if all(there) else never(entry, *lines))

    def _where(self, act: Disturb, entry: Entry) -> str:
        if act.location is not None and act.location.text in self.places:
            return act.location.text
        usual = old.MEETING_PLACE if old.MEETING_PLACE in self.places else self.hub
        if act.location is None:
            self.report.note("TN985", f"This does not say where they meet; I took `{usual}`", entry.span)
            return usual
        guess = nearest(act.location.text, self.places)
        message = f"The town has no place called `{act.location.text}`; they meet at `{usual}`"
        self.report.warn("TN989", message, act.location.span, f"did you mean `{guess}`?" if guess else "")
        return usual


_KINDS: Final[dict[old.Disturbance, Callable[[Disturbances, Disturb, Entry], Off]]] = {
    "price-spike": Disturbances._prices,
    "blackout": Disturbances._outage,
    "water-outage": Disturbances._outage,
    "arranged-meeting": Disturbances._meeting,
}
