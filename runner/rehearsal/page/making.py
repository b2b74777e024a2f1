"""From the results of a rehearsal to the text of the report."""

import re
from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from dsl.diagnostic import Diagnostic
from runner.disk import replace_file
from runner.exits import DRIFT, FAILED, MEND, NO_GOLDEN, UNSTEADY
from runner.highlight.transcripts import SIGNS as GROUPS
from runner.rehearsal.page import charts
from runner.rehearsal.page.anchors import slugs
from runner.rehearsal.page.chapters import chapter
from runner.rehearsal.page.contents import Contents, Tone
from runner.rehearsal.page.style import style
from runner.rehearsal.plan import Plan, Unplanned
from runner.rehearsal.result import Result, exit_status
from runner.rehearsal.store import Store
from runner.version import ENGINE, LANGUAGE
from runner.words import SIGNS
from townlet.units import ONE

MEANINGS: Final[dict[int, tuple[str, Tone]]] = {
    0: ("All is well: every scenario kept its promises and told the story that was approved.", "good"),
    FAILED: ("Too many runs broke a promise.", "bad"),
    MEND: ("Something needs mending before it can be rehearsed.", "bad"),
    DRIFT: ("A story is not the one that was approved.", "warn"),
    UNSTEADY: ("A run is not deterministic.", "bad"),
    NO_GOLDEN: ("A golden is missing, damaged, or belongs to nothing.", "warn"),
}
"""What each exit status of the command says."""


UNFIT: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Control characters and halves of characters. Signs that join letters or turn their direction are neither."""


def write(
    results: Sequence[Result], plans: Sequence[Plan | Unplanned], orphans: Sequence[Path], store: Store, command: str,
    path: Path,
) -> Diagnostic | None:  # fmt: skip
    """Write the report whole or not at all; what goes wrong is given back."""
    return replace_file(path, made(results, plans, orphans, store, command).encode())


def made(
    results: Sequence[Result], plans: Sequence[Plan | Unplanned], orphans: Sequence[Path], store: Store, command: str
) -> str:
    """The report as the text of a file."""
    status = exit_status(results, bool(orphans))
    meaning, tone = MEANINGS[status]
    named = slugs(result.name for result in results)
    chapters = tuple(chapter(*each, store) for each in zip(named, plans, results, strict=True))
    runs = sum(result.runs for result in results)
    return shown(
        Contents(command, status, meaning, tone, ENGINE, LANGUAGE, runs, chapters, tuple(map(str, orphans)))
    )


def shown(contents: Contents) -> str:
    """Contents as HTML."""
    return _templates().get_template("page.html.jinja").render(contents=contents)


@cache
def _templates() -> Environment:
    """What is put into a template is text, and escaped; the pictures alone are not."""
    found = Environment(
        loader=PackageLoader("runner.rehearsal.page", ""), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    found.filters |= {"percent": percent, "so_many": so_many, "thousands": thousands, "readable": readable}
    found.globals |= {
        "interval": charts.interval, "bar": charts.bar, "style": Markup(style()), "style_hash": _hash(style()),
        "ONE": ONE, "SIGNS": SIGNS, "GROUPS": GROUPS,
    }  # fmt: skip
    return found


def _hash(text: str) -> str:
    """What a Content-Security-Policy calls a text by."""
    return b64encode(sha256(text.encode()).digest()).decode()


def percent(share: float) -> str:
    """`97.5 %`"""
    return f"{share:.1%}"


def thousands(number: int) -> str:
    """`12,000`"""
    return f"{number:,}"


def so_many(number: int, word: str) -> str:
    """`1 run`, `1,000 runs`, `3 wishes`"""
    return f"{number:,} {word}" + ("" if number == 1 else "es" if word.endswith(("ch", "sh")) else "s")


def readable(text: str) -> str:
    """A text of somebody else's for a page: what no document may hold is shown as `\ufffd`."""
    return UNFIT.sub("\ufffd", text)


