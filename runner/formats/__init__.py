"""What was said, in the forms that people and other tools read. A file a form.

A report is made of cases: files that were looked at, or the checks of a run. Each form writes the whole of it.
"""

from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import Final, TextIO

import msgspec

from dsl.diagnostic import Diagnostic
from dsl.source import Source

FORMS: Final[Mapping[str, str]] = {
    "full": "runner.formats.full",
    "concise": "runner.formats.concise",
    "json": "runner.formats.data",
    "github": "runner.formats.github",
    "sarif": "runner.formats.sarif",
    "junit": "runner.formats.junit",
}
"""By name, the module with its `write(report, stream)`; imported only when it is asked for."""

DOCUMENTS: Final = ("json", "sarif", "junit")
"""The forms that are read whole, so that nothing else may stand in the same stream."""


class Case(msgspec.Struct, frozen=True):
    """One thing that was looked at, the file it is in, and what was said about it; nothing if all is well.

    `suite` is what it is part of, such as a scenario of several; nothing if that is the whole report.
    """

    name: str
    file: str
    said: tuple[Diagnostic, ...] = ()
    suite: str = ""


class Report(msgspec.Struct, frozen=True):
    """All cases, under the command that looked at them, with the texts to show places in."""

    command: str
    cases: tuple[Case, ...]
    sources: Mapping[str, Source] = {}

    @property
    def said(self) -> tuple[Diagnostic, ...]:
        """Everything that was said, once."""
        return tuple(dict.fromkeys(each for case in self.cases for each in case.said))


def write(report: Report, form: str, stream: TextIO) -> None:
    """Write a report in one of the `FORMS`."""
    import_module(FORMS[form]).write(report, stream)
    stream.flush()


def once(cases: Iterable[Case]) -> tuple[Case, ...]:
    """What is said of two cases (about a library that both use) is said of the first."""
    told: set[Diagnostic] = set()
    found = []
    for case in cases:
        found.append(msgspec.structs.replace(case, said=tuple(each for each in case.said if each not in told)))
        told.update(case.said)
    return tuple(found)
