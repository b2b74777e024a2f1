"""A script to start from, under a name of the writer's."""

import re
import shlex
from pathlib import Path
from typing import Final

from dsl.diagnostic import Diagnostic
from dsl.guess import nearest
from dsl.library import Said
from runner.disk import create_file
from runner.shelf import Map
from runner.trouble import trouble
from townlet.townfile import TownFile

FIRST: Final = Path(__file__).with_name("first.town")
"""A whole script, so that it can be tried as it is; its title is put in by name."""

TITLE: Final = "My Story"
TOWN, MEETING, ELSEWHERE = "riverside", "cafe", "park"
"""What else in it may become something else: the town, where the two meet, and where one of them comes from."""

HOME: Final = "home"
ENDING: Final = ".town"
LONGEST: Final = 80
"""Characters of a name; a title of more fits no line."""


def town_called(called: str, name: str, towns: Map) -> TownFile | Said:
    """The town of that name as the new script will find it, or what keeps it from being found."""
    found = towns.find(called, name)
    if found is not None and found.town is not None:
        return found.town
    if found is not None:
        return found.diagnostics
    guess = nearest(called, towns.names(name))
    hint = f"Did you mean `{guess}`?" if guess else f"`{called}.yaml` is looked for in `towns` beside the script"
    return (trouble("TN209", "--town", f"There is no town called `{called}`", hint),)


def begun(name: str, town: TownFile | None = None) -> str | Diagnostic:
    """Write a first script and give the path it went to, or say why not. Nothing is ever written over."""
    path = Path(name.removesuffix(ENDING) + ENDING)
    wrong = _unfit(name, path)
    if wrong:
        hint = "Take a name of letters, figures and hyphens, as in `townlet new my-story`"
        return trouble("TN043", name or "NAME", f"`{name}` cannot be the name of a script: {wrong}", hint)
    if not path.parent.is_dir():
        hint = f"Make it first: `mkdir -p {shlex.quote(str(path.parent))}`"
        return trouble("TN014", str(path), f"There is no folder `{path.parent}`", hint)
    text = _moved(FIRST.read_text("utf-8"), town).replace(TITLE, title_of(path.stem))
    return create_file(path, text.encode()) or str(path)


def _moved(text: str, town: TownFile | None) -> str:
    """The script in another town: its two places become the two that invite most, one of them under a roof."""
    if town is None:
        return text
    places = sorted(town.places, key=lambda place: (place.kind == HOME, -place.leisure))
    first = next((place for place in places if not place.outdoors), places[0])
    second = next((place for place in places if place is not first), first)
    moved = {TOWN: town.id, MEETING: first.id, ELSEWHERE: second.id}
    return re.sub("|".join(rf"\b{word}\b" for word in moved), lambda word: moved[word[0]], text)


def title_of(stem: str) -> str:
    """`my-story` → `My Story`; capitals that are there already stay."""
    words = re.split(r"[\s_-]+", stem)
    return " ".join(word[:1].upper() + word[1:] for word in words if word)


def _unfit(name: str, path: Path) -> str:
    """What is wrong with a name; nothing if nothing is."""
    if not name.removesuffix(ENDING):
        return "there is nothing in it"
    if not name.isprintable():
        return "there is a sign in it that cannot be seen"
    if any(sign in path.stem for sign in '"\\'):
        return "a title has no room for a quotation mark or a backslash"
    if path.name.startswith((".", "-")):
        return f"it begins with a `{path.name[0]}`"
    if path.stem.endswith((".yaml", ".yml", ".json", ".transcript")):
        return f"`{Path(path.stem).suffix}` is the ending of another kind of file"
    if len(path.stem) > LONGEST:
        return f"it has more than {LONGEST} characters"
    return "" if any(sign.isalnum() for sign in path.stem) else "there is no letter in it"
