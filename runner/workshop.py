"""From a target on the command line to a schedule and its town, with all there is to say on the way."""

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Final

import msgspec

from dsl.compiler import NOTHING, Checked, check, compile, without_scenario
from dsl.diagnostic import Diagnostic, has_errors, in_order
from dsl.library import Said
from dsl.parse import Parser
from dsl.script import Script
from dsl.source import Source, Span
from runner import compiled
from runner.cache import Cache
from runner.catalogue import located
from runner.disk import LARGEST, decoded, read_source, too_large
from runner.given import closed, is_folder
from runner.grammar import parser_of
from runner.shelf import Disk, Map, Shelf, read_town
from runner.trouble import trouble
from runner.typed import typed
from townlet.schedule import Schedule
from townlet.townfile import TownFile

Sources = Mapping[str, Source]
NO_SOURCES: Final[Sources] = {}
SNAPSHOT: Final = '{"townlet":"snapshot"'
"""What a snapshot begins with, and no script."""
RECORDING: Final = '{"townlet":"recording"'


class Looked(msgspec.Struct, frozen=True):
    """What was said about a file, and the texts to show it in."""

    diagnostics: Said
    sources: Sources = NO_SOURCES

    @property
    def sound(self) -> bool:
        """Whether nothing said is an error."""
        return not has_errors(self.diagnostics)


class Ready(Looked, frozen=True, kw_only=True):
    """A schedule with its town, ready to be performed; the script, unless it was compiled before."""

    schedule: Schedule
    town: TownFile
    script: Script | None = None


class Workshop:
    """The compiler with a disk and a cache at hand."""

    def __init__(self, cache: Cache) -> None:
        self.cache = cache
        self.disk = Disk()
        self.shelf = Shelf(self.disk)
        self.map = Map(self.disk, cache)

    @cached_property
    def parser(self) -> Parser:
        """Built or fetched when the first text is read."""
        return parser_of(self.cache)

    def anew(self) -> "Workshop":
        """A workshop that reads every file again, with the parser that is at hand."""
        other = Workshop(self.cache)
        other.parser = self.parser
        return other

    def looked(self, target: str) -> Looked:
        """All there is to say about a script, a library, a town file or a compiled schedule."""
        if is_folder(target):
            return Looked((_no_script_in(target),))
        place = located(target)
        if isinstance(place, Diagnostic):
            return Looked((place,))
        if is_compiled(place[0]):
            return self._loaded(place, NOTHING)
        source = self.text(place)
        return Looked((source,)) if isinstance(source, Diagnostic) else self.looked_through(source, place[0])

    def looked_at(self, data: bytes, name: str) -> Looked:
        """All there is to say about a script that comes from no file; what it uses is looked for beside us."""
        path = Path(name)
        source = decoded(data, self.disk.name(path, name)) if len(data) <= LARGEST else too_large(name)
        found = source if isinstance(source, Diagnostic) else _no_script(source) or source
        return Looked((found,)) if isinstance(found, Diagnostic) else self.looked_through(found, path)

    def looked_through(self, source: Source, path: Path) -> Looked:
        """All there is to say about the text of a script, a library or a town file, which may not be saved yet."""
        if is_town(path):
            return Looked(read_town(source, self.cache).diagnostics, {source.name: source})
        found = check(source, self.parser, self.shelf, self.map)
        return Looked(self._said(found.diagnostics), _by_name(found.sources))

    def script(self, target: str) -> tuple[Checked, Path] | Looked:
        """The script of a scenario that must be sound, as its tree, and where it is."""
        place = located(target)
        if isinstance(place, Diagnostic):
            return Looked((place,))
        if is_compiled(place[0]):
            message = f"`{place[1]}` is a compiled schedule, and what is wanted is the script it was made from"
            return Looked((trouble("TN245", place[1], message, "Name the script, which ends in `.town`"),))
        source = self._script(place)
        if isinstance(source, Diagnostic):
            return Looked((source,))
        found = check(source, self.parser, self.shelf, self.map)
        looked = Looked(self._said(found.diagnostics + without_scenario(found)), _by_name(found.sources))
        return (found, place[0]) if looked.sound else looked

    def ready(self, target: str, parameters: Mapping[str, str]) -> Looked:
        """A `Ready` schedule, or what keeps it from being one; `parameters` are values from outside."""
        place = located(target)
        if isinstance(place, Diagnostic):
            return Looked((place,))
        if is_compiled(place[0]):
            return self._loaded(place, parameters)
        source = self._script(place)
        if isinstance(source, Diagnostic):
            return Looked((source,))
        found = compile(source, self.parser, self.shelf, self.map, parameters)
        said, sources = self._said(found.diagnostics), _by_name(found.sources)
        if found.schedule is None or has_errors(said):
            return Looked(said, sources)
        town = self.map.find(found.schedule.town, source.name)
        if town is None or town.town is None:
            raise AssertionError("a script without a town has been refused")
        return Ready(said, sources, schedule=found.schedule, town=town.town, script=found.script)

    def text(self, place: tuple[Path, str]) -> Source | Diagnostic:
        """The text of a script or a town file, or why it is none."""
        return read_source(*place) if is_town(place[0]) else self._script(place)

    def _script(self, place: tuple[Path, str]) -> Source | Diagnostic:
        path, name = place
        source = read_source(path, self.disk.name(path, name))
        return source if isinstance(source, Diagnostic) else _no_script(source, name) or source

    def _said(self, said: Said) -> Said:
        """A file that is there but cannot be read is why other things are missing: only that is said."""
        if not self.disk.troubles:
            return said
        follows = [each for each in said if not each.code.startswith("TN1")]
        others = tuple(each for each in said if each not in follows)
        return in_order((*dict.fromkeys(self.disk.troubles), *others))

    def _loaded(self, place: tuple[Path, str], parameters: Mapping[str, str]) -> Looked:
        """A compiled schedule, with its town found by name."""
        path, name = place
        schedule = compiled.read(path, name)
        if isinstance(schedule, Diagnostic):
            return Looked((schedule,))
        if parameters:
            return Looked((_has_its_values(schedule, name),))
        found = self.map.find(schedule.town, self.disk.name(path, name))
        if self.disk.troubles:
            return Looked(tuple(self.disk.troubles))
        if found is None or found.town is None:
            return Looked((_no_town(schedule, name), *(found.diagnostics if found else ())))
        wrong = compiled.unsound(schedule, found.town, name)
        if wrong:
            return Looked(wrong)
        said = compiled.compared(schedule, found.source, name)
        return Ready(said, {found.source.name: found.source}, schedule=schedule, town=found.town)


def is_compiled(path: Path) -> bool:
    """Whether a file is a schedule, by its name."""
    return path.suffix.lower() == ".json"


def is_town(path: Path) -> bool:
    """Whether a file is that of a town, by its name."""
    return path.suffix.lower() in (".yaml", ".yml")


def _no_script(source: Source, called: str = "") -> Diagnostic | None:
    """Why a text, which goes by the name it was `called`, is no script at all; None if it may be one."""
    name = called or source.name
    if not source.text.strip("\ufeff \t\r\n"):
        span = Span(name, 1, 1, 1, 1)
        hint = 'A script begins with `scenario "Title":`; `townlet new` writes one to start from'
        return Diagnostic("TN005", f"`{name}` is empty", span, "nothing here", hint=hint)
    if source.text.startswith(SNAPSHOT):
        hint = f"Go on from it with `townlet run --from {typed(name)}`"
        return trouble("TN026", name, f"`{name}` is a snapshot, and not a script", hint)
    if source.text.startswith(RECORDING):
        hint = f"See it again with `townlet replay {typed(name)}`, or have its script with `townlet script-from`"
        return trouble("TN079", name, f"`{name}` is a recording, and not a script", hint)
    return None


def _no_script_in(folder: str) -> Diagnostic:
    if why := closed(Path(folder)):
        return trouble("TN003", folder, f"I cannot open the folder `{folder}`: {why}", "Look at who may read it")
    hint = "Scripts end in `.town`; a town file in it goes by its own name"
    return trouble("TN031", folder, f"There is no script in the folder `{folder}`", hint)


def _by_name(sources: tuple[Source, ...]) -> Sources:
    return {source.name: source for source in sources}


def _has_its_values(schedule: Schedule, name: str) -> Diagnostic:
    values = ", ".join(f"{key} = {value}" for key, value in schedule.parameters.items())
    message = f"`{name}` was compiled for {values or 'no values at all'}, so --set comes too late"
    return trouble("TN011", name, message, "Compile the script again with --set, or run the script itself")


def _no_town(schedule: Schedule, name: str) -> Diagnostic:
    message = f"`{name}` plays in the town `{schedule.town}`, which I cannot find or read"
    hint = f"Put `{schedule.town}.yaml` beside it, or in `towns` beside it"
    return trouble("TN012", name, message, hint)
