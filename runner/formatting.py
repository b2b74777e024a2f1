"""Scripts in files put into form: read whole, changed only where their form is another, written whole."""

import os
from pathlib import Path

import click

from dsl.diagnostic import Diagnostic
from dsl.format import Form, form_of
from dsl.parse import Parser
from dsl.source import Source
from runner.catalogue import located
from runner.disk import decoded, read_bytes, replace_file, unwritable
from runner.given import ENDING, INPUT, STREAM, from_stream, scripts_in
from runner.trouble import trouble, whole
from runner.typed import typed
from runner.workshop import SNAPSHOT


class Formatting:
    """Puts one file after the other into form, or with `check` only says which of them are not."""

    def __init__(self, parser: Parser, check: bool) -> None:
        self.parser = parser
        self.check = check
        self.changed = False
        self.said: list[Diagnostic] = []

    @property
    def failed(self) -> bool:
        """Whether anything could not be read or written."""
        return any(each.severity == "error" for each in self.said)

    def put(self, target: str) -> None:
        """One file, all scripts of a folder, or what comes in by standard input."""
        if target == STREAM:
            self._stream()
            return
        found = _scripts(target)
        if isinstance(found, Diagnostic):
            self.said.append(found)
            return
        for path in found:
            self._file(path)

    def _stream(self) -> None:
        data = from_stream()
        form = self._form(data, INPUT)
        if form is not None and not self.check:
            click.echo(form.text, nl=False)
        elif form is not None and form.text.encode() != data:
            self._tell(INPUT)

    def _file(self, path: Path) -> None:
        data = read_bytes(path, str(path))
        if isinstance(data, Diagnostic):
            self.said.append(data)
            return
        form = self._form(data, str(path))
        if form is None or (new := form.text.encode()) == data:
            return
        wrong = None if self.check else _written(path, new)
        if wrong is not None:
            self.said.append(wrong)
        else:
            self._tell(str(path))

    def _form(self, data: bytes, name: str) -> Form | None:
        """The form of a text, if it is one and a script's."""
        source = decoded(data, name)
        if isinstance(source, Source) and source.text.startswith(SNAPSHOT):
            source = _no_script(name)
        if isinstance(source, Diagnostic):
            self.said.append(source)
            return None
        form = form_of(source.text, self.parser)
        if form.left:
            self.said.append(_left(name, len(form.left)))
        return form

    def _tell(self, name: str) -> None:
        self.changed = True
        click.echo(f"{name}: {'is not in form' if self.check else 'put into form'}")


def _scripts(target: str) -> list[Path] | Diagnostic:
    """The files that a target means.

    Only what is called a script is put into form: notes and programs have lines that look like comments too.
    """
    path = Path(target)
    try:
        if path.is_dir():
            return scripts_in(path) or _nothing_in(target)
        there = bool(target) and path.exists()
    except (OSError, ValueError):  # ValueError: a name with a NUL in it.
        there = False
    if there:
        return [path] if path.suffix.lower() == ENDING else _no_script(target)
    found = located(target)
    return found if isinstance(found, Diagnostic) else _ships(target)


def _written(path: Path, data: bytes) -> Diagnostic | None:
    """Write a file where it really is, if whoever asks may."""
    real = Path(os.path.realpath(path))
    if not os.access(real, os.W_OK):
        return unwritable(str(path), PermissionError(13, "permission denied"))
    return replace_file(real, data)


def _left(name: str, count: int) -> Diagnostic:
    lines = "one line" if count == 1 else f"{count} lines"
    message = f"I cannot read {lines} of `{name}` and left {'it' if count == 1 else 'them'} alone"
    checking = "townlet check" if name == INPUT else f"townlet check {typed(name)}"
    return Diagnostic("TN041", message, whole(name), severity="note", hint=f"`{checking}` says what is wrong")


def _no_script(name: str) -> Diagnostic:
    return trouble("TN040", name, f"`{name}` is no script, and only scripts have a form", "Scripts end in `.town`")


def _nothing_in(name: str) -> Diagnostic:
    return trouble("TN040", name, f"There is no script in the folder `{name}`", "Scripts end in `.town`")


def _ships(name: str) -> Diagnostic:
    hint = "What ships is in its form; a script of yours goes by its path"
    return trouble("TN001", name, f"There is no file `{name}`", hint)
