"""A small script with a text of every kind, its texts, and catalogues of them."""

import msgspec

from dsl.strings import Catalogue, Text, merged, texts
from tests.dsl.shipped import checked

SCRIPT = """\
streams: luck

vignette banter(one, other):
    assume one is near other because "they must hear each other"
    one: "Well, well."
    hope one's trust in other rises by 1% within 9 ticks because "words help"

vignette unplayed(one):
    one: "Nobody hears this."

scenario "Two at the Cafe":
    town: riverside
    clock: 09:00
    length: 60 ticks
    streams: luck

    cast:
        Ida: balanced, at cafe, 6 coins
        Per: socialite, at cafe, 6 coins

    at start as opening:
        mark "Good morning"
        narrate:
            > The square wakes,
            > and so does Per.
        prompt "Dim the lights."

    at tick 9:
        if Ida is near Per:
            Ida: "There you are."
            play banter(Ida, Per)
        otherwise:
            choose from luck:
                50%: narrate "An empty chair."
                50%:
                    narrate "A full cup."

    at tick 20 as coda:
        Ida: "Good night."
        narrate "Good night."
        narrate "Good night."

    expect Ida is at cafe within 50 ticks because "nobody sent her away"
"""


def texts_of(script: str = SCRIPT) -> tuple[Text, ...]:
    found = checked(script)
    assert [each.message for each in found.diagnostics if each.severity == "error"] == []
    return texts(found.script)


def ids_of(script: str = SCRIPT) -> dict[str, str]:
    """The ids of a script by text and kind, as `kind text`."""
    return {f"{each.kind} {each.text}": each.id for each in texts_of(script)}


def translated(script: str = SCRIPT) -> Catalogue:
    """A catalogue in which every text has a translation: itself, in capitals."""
    entries = merged(texts_of(script)).entries
    return Catalogue(tuple(msgspec.structs.replace(each, translation=each.source.upper()) for each in entries))
