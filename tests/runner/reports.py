"""A folder in which everything is that a report can show: what fails, drifts, is broken, hostile, blocked, or alone."""

from pathlib import Path
from typing import Final

from click.testing import CliRunner, Result

from runner.cli import cli
from tests.runner.support import SHORT

HOSTILE: Final = "</script><img src=x onerror=alert(1)>"

LUCKY: Final = SHORT + """\
    streams: luck

    at tick 8 as luck:
        choose from luck:
            50%: narrate "Heads."
            50%: narrate "Tails."
        wait until Ada is at park within 5 ticks

    when Ada's mood below 5% for 5 ticks as gloom:
        narrate "All is lost."

    expect Ben's familiarity with Ada above 9% at end
    hope eventually Ben's familiarity with Ada above 40%

    rehearse:
        seeds: 1..24
        vary dear in [120%, 150%]
        pass-rate: 60%
        cover every cue in 3 runs
        cover Ada's mood in [0%..30%, 30%..100%]
"""
"""Kept or broken by the luck of a chat; some of it never comes."""

SPOKEN: Final = f'''mark "{HOSTILE}"
        narrate "{HOSTILE}"
        Ada: "{HOSTILE} {{{{ 7 * 7 }}}}"'''

SCRIPTS: Final = {
    "lucky.town": LUCKY,
    "plain.town": SHORT,
    "broken.town": SHORT.replace("gruff", "gruf"),
    "blocked.town": SHORT + "    assume Ada is at park\n",
    "hostile <b> & 'x'.town": SHORT.replace("A Short Stay", HOSTILE)
    .replace('mark "Morning"', SPOKEN)
    .replace("nobody sent them away", HOSTILE),
}


def townlet(*arguments: str) -> Result:
    """The command, in the folder where we are."""
    return CliRunner().invoke(cli, [*arguments], catch_exceptions=False)


def set_out(folder: Path) -> None:
    """Write the scripts into a folder, with goldens for two; one of them drifts. We must be in the folder."""
    for name, text in SCRIPTS.items():
        (folder / name).write_text(text, "utf-8")
    assert townlet("compile", "plain.town", "-o", "compiled.json").exit_code == 0
    townlet("rehearse", "plain.town", "lucky.town", "--update-new")
    drifted = SHORT.replace('mark "Morning"', 'mark "Good morning"\n        narrate "Something new."')
    drifted = drifted.replace("direct who to greet Ben", "direct who to chat with Ben")
    (folder / "plain.town").write_text(drifted, "utf-8")
    (folder / "lonely.transcript").write_text("# A golden without its script\n", "utf-8")
