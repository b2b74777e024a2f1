"""Voices: wordings of somebody's own for what they say and how they carry themselves.

A personality's `voice:` is free text for whoever reads it; where one of its words names a voice of this table, that
voice is used. A voice replaces a whole set of wordings by another that fits the same slots, when the one
who acts has that voice; sets it does not name are told as for everybody.
"""

import re
from functools import cache
from typing import Final

from townlet.sentences import company as c
from townlet.sentences import conflict, staged
from townlet.sentences.scene import Wordings

Voice = dict[Wordings, Wordings]

WARM: Final[Voice] = {
    c.FIRST_HELLO: (
        "{who} beams at {whom}: a new face, how lovely.",
        "{who} asks {whom} for a name before either has said good {day}.",
    ),
    c.HELLO: (
        "{who} waves to {whom} with both arms.",
        "“There you are,” {who} tells {whom}, as if the {day} had waited for it.",
        "{who} has a hello for {whom}, and a small joke to go with it.",
    ),
    c.WARM_HELLO: (
        "{who} greets {whom} like somebody back from sea.",
        "{who} takes {whom} by the arm, as on the best of {days}.",
        "“My favourite person,” says {who} to {whom}, and it is nearly true.",
        "{who} hugs {whom}, and teases a little.",
    ),
    c.COOL_HELLO: (
        "{who} smiles at {whom} a moment too long.",
        "{who} is kind to {whom}, which takes some doing today.",
    ),
    c.FAIR_CHAT: (
        "{who} draws {whom} into a talk{about}, and pats an arm in between.",
        "{who} teases {whom}{about}, not too much.",
        "{who} wants to hear everything from {whom}{about}.",
        "{who} talks with {whom}{about}, and has a nickname for everything.",
    ),
    c.WARM_CHAT: (
        "{who} and {whom} talk{about}, and {who} laughs the louder.",
        "{who} has {whom} in stitches{about}.",
        "{who} talks{about} with {whom} until both have laughed, twice.",
    ),
    c.LAME_CHAT: (
        "{who} keeps a talk{about} going for two; {whom} says little.",
        "{who} tries three jokes on {whom}{about}, and none of them lands.",
    ),
    conflict.APOLOGISED: (
        "{who} says sorry to {whom}{when}, twice, and would not mind a hug.",
        "“I was horrible,” says {who} to {whom}, and both have to smile.",
        "{who} cannot bear it any longer, and makes it up with {whom}.",
    ),
    staged.REFUSED: (
        "{who} would so like to {act}, but {because}.",
        "{who} sighs: no chance to {act}, {because}.",
    ),
}
TERSE: Final[Voice] = {
    c.FIRST_HELLO: (
        "{who} looks {whom} over. “Morning,” whatever the hour.",
        "{who} nods to a stranger, who turns out to be {whom}.",
    ),
    c.HELLO: (
        "{who} nods to {whom}.",
        "“{whom},” says {who}. That is the greeting.",
        "{who} lifts a finger to {whom}.",
    ),
    c.WARM_HELLO: (
        "{who} very nearly smiles at {whom}.",
        "{who} nods to {whom}, twice.",
        "“You again,” {who} says to {whom}. It is meant kindly.",
    ),
    c.COOL_HELLO: ("{who} grunts at {whom}.", "{who} looks past {whom}.", "{who} has half a nod for {whom}."),
    c.FAIR_CHAT: (
        "{who} gives {whom} four or five words{about}.",
        "{whom} talks{about}; {who} says “hm”.",
        "{who} agrees with {whom}{about}, in a manner of speaking.",
    ),
    c.WARM_CHAT: (
        "{who} talks{about} with {whom}, in whole sentences for once.",
        "{who} and {whom} say little{about}, and enjoy it.",
    ),
    c.LAME_CHAT: ("{who} answers {whom}{about} with one word.", "{who} and {whom} are silent{about}."),
    conflict.APOLOGISED: ("“Sorry,” says {who}. {whom} takes it.", "{who} looks down. {whom} understands."),
    staged.REFUSED: ("{who} cannot {act}. Reason: {because}.", "{who} does not {act}: {because}."),
}
FORMAL: Final[Voice] = {
    c.FIRST_HELLO: (
        "{who} begs leave to be introduced to {whom}.",
        "{who} bows to {whom}: they have not had the pleasure.",
    ),
    c.HELLO: (
        "{who} wishes {whom} a very good {day}.",
        "{who} inquires after the health of {whom}.",
        "{who} raises a hat to {whom}, or would if there were one.",
    ),
    c.WARM_HELLO: (
        "{who} is delighted to see {whom}, and puts it just so.",
        "{who} assures {whom} that the pleasure is great, and mutual.",
    ),
    c.COOL_HELLO: ("{who} acknowledges {whom}.", "{who} bows to {whom} by the width of a finger."),
    c.FAIR_CHAT: (
        "{who} and {whom} confer{about}.",
        "{who} would value the opinion of {whom}{about}, and gets it.",
    ),
    c.WARM_CHAT: (
        "{who} and {whom} converse{about} to their mutual satisfaction.",
        "{who} finds {whom} most agreeable company{about}.",
    ),
    c.LAME_CHAT: (
        "{who} does not wish to detain {whom}{about} any longer.",
        "{who} exchanges civilities with {whom}{about}.",
    ),
    conflict.APOLOGISED: (
        "{who} begs the pardon of {whom}, in due form.",
        "{who} regrets what was said to {whom}, and withdraws it.",
    ),
    staged.REFUSED: (
        "{who} regrets being unable to {act}: {because}.",
        "{who} must decline to {act}, seeing that {because}.",
    ),
}
VOICES: Final[dict[str, Voice]] = {"warm": WARM, "terse": TERSE, "formal": FORMAL}


def voiced(voice: str, wordings: Wordings) -> Wordings:
    """The same in somebody's voice; `voice` is the text of a personality, `wordings` a set of everybody's."""
    name = named(voice)
    return VOICES[name].get(wordings, wordings) if name else wordings


@cache
def named(voice: str) -> str:
    """The first of the voices that a text names, as a word of its own; empty when it names none."""
    return next((word for word in re.findall(r"[a-z]+", voice.lower()) if word in VOICES), "")
