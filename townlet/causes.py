"""Where every chain of causes ends: in a statement of the script, or in one of these rules of the town.

A cause is an earlier event together with the root its own chain ends in; the root alone when there is no
earlier event. Carrying the root along means that every line of a transcript can name it at once.
"""

from typing import Final, NamedTuple


class Cause(NamedTuple):
    """The id of an earlier event (0 for none), and the root: a script statement's id or a rule's name."""

    event: int
    root: str


RULES: Final[dict[str, str]] = {
    "town/cast": "Everybody in the cast is in town when the run begins, unless they start offstage.",
    "town/own-choice": "Whoever is free chooses what appeals most, out of needs, habits, company and character.",
    "town/needs-fall": "Hunger, hygiene and energy fall a little every tick; at 60, 40 and 20 % one takes notice.",
    "town/fainting": "Whoever has been without food or rest for three hours on end, at nothing, faints.",
    "town/shift": "Work begins and ends by the clock, every day.",
    "town/hiring": "At five in the afternoon, every day, whoever asked first is given what work there is.",
    "town/rent": "Rent is due at midnight, every day; three days of it owed cost one's home, in the morning.",
    "town/dole": "At midnight the town gives the price of three meals to whoever has no wage yet, and no coins.",
    "town/leaving": "Whoever has lost the home, or fainted twice in two days, may have had enough of the town.",
    "town/newcomers": "When somebody has moved away, somebody new comes, while there is a home and work.",
    "town/spoiling": "What spoils does so a fixed time after it was bought, cooked or handed out.",
    "town/restocking": "Shelves are filled up to their level at the hour their place says, every day.",
    "town/chance": "Now and then something comes that nobody chose, drawn day by day by the odds in the town file.",
    "town/closing": "A place that closes is left by everybody who does not work or live there.",
}


OWN_CHOICE: Final = Cause(0, "town/own-choice")
