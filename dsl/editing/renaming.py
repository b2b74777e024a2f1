"""Another name for something, wherever it is mentioned; or why it cannot have that name."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from dsl.diagnostic import Fix
from dsl.editing.mentions import Mention, Symbol
from dsl.script import Script
from dsl.vocabulary import CALLED, HOME, NAMED, WORK

NAME: Final = re.compile(r"[^\W\d]\w*(-\w+)*")
RENAMED: Final = ("agent", "personality", "item", "vignette", "cue", "stream", "parameter")
"""What a script gives names to."""


def no_rename(symbol: Symbol, script: Script, is_shipped: Callable[[str], bool]) -> str | None:
    """Why a name cannot be changed at all; None if it can."""
    town = script.town.id if script.town is not None else ""
    if symbol.role not in RENAMED and symbol.where is None:
        return f"`{symbol.name}` is a word of the language, and has this one name"
    if symbol.where is None:
        return f"`{symbol.name}` comes with Townlet, and has this one name"
    if symbol.role not in RENAMED or symbol.where.file.endswith((".yaml", ".yml")):
        return f"`{symbol.name}` is defined by the town `{town}`; change it in the town file"
    if is_shipped(symbol.where.file):
        return f"`{symbol.name}` is defined in a file that ships with Townlet; copy that file to change it"
    return None


def no_name(name: str, symbol: Symbol, scripts: Iterable[Script], keywords: Mapping[str, str]) -> str | None:
    """Why something cannot have this name; None if it can. `scripts` are those that mention it."""
    if NAME.fullmatch(name) is None:
        return (
            f"`{name}` is no name: it begins with a letter, and goes on with letters, figures, `_` and single hyphens"
        )
    if name in keywords or name in (HOME, WORK):
        return f"`{name}` is a word of the language"
    for script in scripts:
        for kind in NAMED:
            if name in script.scope().names.get(kind, {}):
                return f"There is {CALLED[kind]} called `{name}` already"
        of_vignettes = (each.parameters for each in script.vignettes.values())
        of_scenario = script.scenario.parameters if script.scenario is not None else ()
        if any(each.name.text == name for parameters in (of_scenario, *of_vignettes) for each in parameters):
            return f"There is a parameter called `{name}` already"
    return None


def is_same(one: Symbol, other: Symbol) -> bool:
    """Whether two mentions stand for one thing. Streams of one name are one, wherever they are declared."""
    same = one.role == other.role and one.name == other.name
    return same and (one.where == other.where or one.role == "stream")


def renamed(found: Iterable[Mention], symbol: Symbol, name: str) -> list[Fix]:
    """The changes that give something another name."""
    return [Fix(each.span, name) for each in found if is_same(each.symbol, symbol)]
