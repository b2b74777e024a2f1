"""Who is in an older timeline: what they are called in a script, and whether they are there when they are named."""

import re
from collections.abc import Iterable
from typing import Final

from dsl.timeline.acts import Entry, Said, Spawn
from dsl.timeline.report import Report
from townlet.personality import BUILT_IN
from townlet.townfile import TownFile

NAME: Final = re.compile(r"[^\W\d]\w*(-\w+)*")
LONGEST: Final = 40  # Characters of a name; longer ones are cut.


class People:
    """Everybody whom the entries name, by what the old file calls them."""

    def __init__(self, entries: Iterable[Entry], town: TownFile, report: Report) -> None:
        self.report = report
        self.residents: list[str] = []
        """Those who are never brought in, and so must have been there."""
        self.spawned: dict[str, Said] = {}
        self._here: set[str] = set()
        self._left: set[str] = set()
        self._names: dict[str, str] = {}
        ids = ([each.id for each in kind] for kind in (town.places, town.things, town.items, town.jobs))
        self._taken = {each.casefold() for kind in (*ids, BUILT_IN) for each in kind}
        for entry in entries:
            if isinstance(entry.act, Spawn):
                self.spawned.setdefault(entry.act.who.text, entry.act.who)

    def name(self, who: str) -> str:
        """`guest_1` is `Guest-1`, `avery` is `Avery`: a word of the language, and nobody else's."""
        if who not in self._names:
            plain = _spelt(who)
            name, number = plain, 2
            while name.casefold() in self._taken:
                name, number = f"{plain}-{number}", number + 1
            self._taken.add(name.casefold())
            self._names[who] = name
        return self._names[who]

    def renamed(self, who: Said) -> None:
        """Say so where a name is another word than the file's, and not only the same with a capital."""
        name = self.name(who.text)
        if re.sub(r"\W|_", "", name).casefold() != re.sub(r"\W|_", "", who.text).casefold():
            message = f"`{who.text}` is called `{name}` in the script"
            self.report.once("TN985", message, who.span, "A name is letters, figures and hyphens, and no two are alike")

    def there(self, who: Said) -> bool:
        """Whether somebody is there to do something now; if not, that is said."""
        if who.text in self._here:
            return True
        if who.text in self._left:
            self.report.warn("TN982", f"`{who.text}` had left by then", who.span, "never worked")
            return False
        if who.text in self.spawned:
            later = ((self.spawned[who.text].span, "they come here"),)
            self.report.warn("TN982", f"`{who.text}` was not there yet", who.span, "never worked", before=later)
            return False
        message = f"Nobody called `{who.text}` ever comes in this file; I put `{self.name(who.text)}` into the cast"
        hint = "If the older town had nobody of that name either, what they were to do never happened"
        self.report.warn("TN983", message, who.span, "who is this?", hint)
        self.renamed(who)
        self.residents.append(who.text)
        self._here.add(who.text)
        return True

    def is_here(self, who: str) -> bool:
        return who in self._here

    def come(self, who: Said) -> None:
        """Somebody is there from now on."""
        self.renamed(who)
        self._here.add(who.text)
        self._left.discard(who.text)

    def go(self, who: Said) -> None:
        """Somebody is there no more."""
        self._here.discard(who.text)
        self._left.add(who.text)


def _spelt(who: str) -> str:
    parts = [_capital(part) for part in re.split(r"[\W_]+", who) if part]
    name = "-".join(parts)[:LONGEST].rstrip("-")
    if NAME.fullmatch(name):
        return name
    guest = f"Guest-{name}"
    return guest if NAME.fullmatch(guest) else "Guest"


def _capital(part: str) -> str:
    return part.capitalize() if part.isupper() and len(part) > 1 else part[:1].upper() + part[1:]
