"""Small turns of English that many sentences need: places, amounts, durations, lists of names."""

from collections.abc import Sequence
from typing import Final

from townlet.goods.ledger import COINS
from townlet.sentences.scene import Scene
from townlet.units import COIN, HOUR, ONE, coins_text

NUMBERS: Final = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
NAMED: Final = 3  # How many people a sentence names before it says `others`.
CENT: Final = COIN // 100


def capital(text: str) -> str:
    """`text` with a capital at its head; letters that have none (or become two) stay as they are."""
    head = text[:1].upper()
    return head + text[1:] if len(head) == 1 else text


def at(scene: Scene, where: str, who: str = "") -> str:
    """Where something happens: `at the mill`, `in the street`, or `at home` when `who` lives there."""
    if not where:
        return "in the street"
    if who and scene.home(who) == where:
        return "at home"
    return scene.within(where)


def amount(thousandths: int) -> str:
    """Coins as people say them, to the hundredth: `3.1 coins`, `1 coin`, `nothing`."""
    if not thousandths:
        return "nothing"
    rounded = (thousandths + CENT // 2) // CENT * CENT
    return coins_text(rounded or thousandths)


def exactly(thousandths: int) -> str:
    """Coins to the last thousandth, for sentences that compare two amounts."""
    return coins_text(thousandths) if thousandths else "nothing"


def number(count: int) -> str:
    """A small count as a word, a large one in figures."""
    return NUMBERS[count] if 0 <= count < len(NUMBERS) else str(count)


def duration(ticks: int) -> str:
    """So many minutes as people say it: `a minute`, `20 minutes`, `half an hour`, `about three hours`."""
    if ticks <= 1:
        return "a minute"
    if ticks == HOUR // 2:
        return "half an hour"
    if ticks < HOUR:
        return f"{ticks} minutes"
    hours, rest = divmod(ticks + HOUR // 2, HOUR)
    about = "" if rest == HOUR // 2 else "about "
    return f"{about}an hour" if hours == 1 else f"{about}{number(hours)} hours"


def share(before: int, level: int) -> str:
    """By how much a level of prices moved, as people say it: `a tenth`, `half`, `55 %`."""
    change = round(abs(level - before) * 100 / before) if before else 100
    common = {10: "a tenth", 20: "a fifth", 25: "a quarter", 33: "a third", 50: "half"}
    return common.get(change, f"{change} %")


def rise(before: int, level: int) -> int:
    """How far prices rose, in millionths of what they were; negative for a fall."""
    return (level - before) * ONE // before if before else ONE


def names(people: Sequence[str]) -> str:
    """`Ann`, `Ann and Bo`, `Ann, Bo and Cy`, `Ann, Bo and four others`."""
    if len(people) > NAMED:
        people = [*people[: NAMED - 1], f"{number(len(people) - NAMED + 1)} others"]
    if len(people) < 2:
        return "".join(people)
    return f"{', '.join(people[:-1])} and {people[-1]}"


def the(title: str) -> str:
    """A title with the definite article: `a pear` becomes `the pear`; `her pear` stays."""
    return f"the {bare(title)}" if title != bare(title) else title


def bare(title: str) -> str:
    """A title without its article."""
    for article in ("a ", "an ", "the "):
        if title.startswith(article):
            return title[len(article) :]
    return title


def several(scene: Scene, item: str, count: int) -> str:
    """`a pear`, `3 pears`, `2 loaves of rye`; for coins, `count` is in thousandths."""
    if item == COINS:
        return amount(count)
    return counted(scene.item(item), count)


def counted(title: str, count: int) -> str:
    """So many of what has that title: `a pear`, `3 pears`, `2 loaves of rye`."""
    if count == 1:
        return title
    head, of, rest = bare(title).partition(" of ")
    return f"{count} {_plural(head)}{of}{rest}"


def _plural(noun: str) -> str:
    if noun.endswith("f"):
        return f"{noun[:-1]}ves"
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return f"{noun}es"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}s"


def object_(scene: Scene, thing: str) -> str:
    """An object or item that has been spoken of, as `the seat`; `it` for want of one."""
    return the(scene.thing(thing)) if thing else "it"


def clause(because: str) -> str:
    """A reason as it stands inside a sentence, which brings its own full stop."""
    return because.rstrip(".")


def about(topic: str) -> str:
    """` about the weather`, or nothing; to be set right behind a word."""
    return f" about {topic.replace('-', ' ')}" if topic else ""
