"""`townlet strings`"""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from runner.at_hand import FILE, FORMAT, leave, open_workshop, refuse
from runner.exits import FAILED, MEND
from runner.usage import Group, command

if TYPE_CHECKING:
    from runner.translation.interpreting import Words
    from runner.workshop import Workshop

SECTIONS: Final = {
    "Commands": {"extract": "runner.commands.strings:extract_", "check": "runner.commands.strings:check_"},
}
LANG = click.option("--lang", "tags", multiple=True, metavar="TAG", help="A language, such as de; may be repeated.")
INTO = click.option("-o", "--output", "into", type=FILE, metavar="DIR", help="Where `locale` is, if not by the script.")


@click.group("strings", cls=Group, sections=SECTIONS, short_help="Take the texts of a script to translators and back.")
def strings_() -> None:
    """The texts of a script, and of what it plays, as files that translators work with (gettext PO)."""


@command("extract", short_help="Write the texts to be translated, and keep translations up to date.")
@click.argument("target", metavar="NAME|FILE")
@LANG
@INTO
def extract_(target: str, tags: Sequence[str], into: Path | None) -> None:
    """Write locale/NAME.pot, and locale/TAG/NAME.po for each language that there is or that is asked for.

    What has been translated stays. A text that was edited keeps its translation, marked as fuzzy.
    """
    from runner.translation.extracting import extracted
    from runner.translation.languages import language

    words = _words(open_workshop(), target, into)
    wanted = [language(tag) for tag in tags]
    wrong = [each for each in wanted if not isinstance(each, str)]
    if wrong:
        refuse(*wrong)
    done = extracted(words, [each for each in wanted if isinstance(each, str)])
    if not isinstance(done, list):
        refuse(*done)
    for line in done:
        click.echo(line)


@command("check", short_help="Say what translations lack.")
@click.argument("target", metavar="NAME|FILE")
@LANG
@INTO
@FORMAT
def check_(target: str, tags: Sequence[str], into: Path | None, form: str) -> None:
    """Say what the translations of a script lack, and what is wrong with them; ends with 1 unless they are complete."""
    from runner.formats import Case, Report, write
    from runner.translation.extracting import checked
    from runner.translation.interpreting import no_translation
    from runner.translation.languages import language, languages

    words = _words(open_workshop(), target, into)
    wanted = [language(tag) for tag in tags]
    wrong = [each for each in wanted if not isinstance(each, str)]
    if wrong:
        refuse(*wrong)
    found = [each for each in wanted if isinstance(each, str)] or languages(words.folders, words.name)
    if not found:
        refuse(no_translation(target, words.name, words.folders))
    results = [checked(words, target, tag) for tag in found]
    cases = tuple(
        Case(f"{target} in {tag}", next(iter(result.sources), target), result.diagnostics)
        for tag, result in zip(found, results, strict=True)
    )
    sources = {**words.sources, **{name: each for result in results for name, each in result.sources.items()}}
    report = Report("strings", cases, sources)
    write(report, form, sys.stdout)
    said = report.said
    if any(each.code in ("TN818", "TN821") or each.code.startswith("TN0") for each in said):
        leave(MEND)
    if not all(result.sound for result in results):
        leave(FAILED)
    if form == "full" and all(each.severity == "note" for each in said):
        click.echo(f"{', '.join(found)}: complete, {len({each.id for each in words.texts})} texts")


def _words(workshop: "Workshop", target: str, into: Path | None) -> "Words":
    """The texts of a script; one that is not sound ends the command."""
    from runner.report import to_stderr
    from runner.translation.interpreting import words_of
    from runner.workshop import Looked

    found = words_of(workshop, target, into)
    if isinstance(found, Looked):
        to_stderr(found.diagnostics, found.sources)
        leave(MEND)
    return found
