"""Languages by their tags, and where the translations of a script are: `locale/de/NAME.po` beside it."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from babel import Locale, UnknownLocaleError
from babel.localedata import locale_identifiers

from dsl.diagnostic import Diagnostic
from dsl.guess import nearest
from runner.shelf import SHIPPED, SHIPPED_NAME
from runner.trouble import trouble

FOLDER: Final = "locale"
Found = tuple[Path, str]
"""A file, and what it is called."""


def tag_of(text: str) -> str:
    """A tag as folders have it: `pt-br` is `pt_BR`; what is none stays as it is."""
    locale = _locale(text)
    return str(locale) if locale is not None else text


def language(text: str) -> str | Diagnostic:
    """The tag of a language that exists."""
    locale = _locale(text)
    if locale is not None:
        return str(locale)
    guess = nearest(text, locale_identifiers()) if text.strip() else None
    hint = f"Did you mean `{guess}`?" if guess else "A language goes by its tag: `de`, `fr`, `pt_BR`, `fa`"
    return trouble("TN820", "--lang", f"`{text}` is no language that I know", hint)


def named(tag: str) -> str:
    """A language in English, with its tag: `German (de)`."""
    locale = _locale(tag)
    name = locale.get_display_name("en") if locale is not None else None
    return f"{name} ({tag})" if name else tag


def _locale(text: str) -> Locale | None:
    try:
        return Locale.parse(text.strip().replace("-", "_"), resolve_likely_subtags=False)
    except (ValueError, UnknownLocaleError, TypeError):
        return None


# Where the files are.


def name_of(script: str) -> str:
    """The name under which a script has its translations: its own, without endings."""
    return os.path.basename(script).removesuffix(".town").removesuffix(".json").removesuffix(".schedule")


def folders(path: Path, name: str) -> tuple[Found, ...]:
    """The folders that may hold translations of a script, the first the one to write to. Of what ships, one of your own
    comes first."""
    if name.startswith(f"{SHIPPED_NAME}/") and path.parent == SHIPPED:
        return (Path(FOLDER), FOLDER), (SHIPPED / FOLDER, f"{SHIPPED_NAME}/{FOLDER}")
    return ((path.parent / FOLDER, os.path.join(os.path.dirname(name), FOLDER)),)


def in_language(places: Iterable[Found], tag: str, name: str) -> Found | None:
    """The file of translations into a language, from the first folder that has it."""
    for folder, called in places:
        path = folder / tag / f"{name}.po"
        if path.is_file():
            return path, os.path.join(called, tag, path.name)
    return None


def languages(places: Iterable[Found], name: str) -> list[str]:
    """The languages that there are translations into."""
    found = {path.parent.name for folder, _ in places for path in folder.glob(f"*/{name}.po")}
    return sorted(tag for tag in found if _locale(tag) is not None)
