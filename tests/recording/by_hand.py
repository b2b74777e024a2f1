"""A recording made by hand: what a run would write, with messages of our own."""

from pathlib import Path

import msgspec

from runner.continuing import identity_of
from runner.recording.file import End, Head, Proof, checksum, line_of, sealed
from runner.recording.names import head
from runner.workshop import Ready
from tests.runner.support import SHORT, workshop
from townlet.schedule import AtTick, Cue
from townlet.script.inputs import Input, Joined
from townlet.telemetry.wire import SCHEMA, AgentPart, Diff, Happened, Snapshot, State


def the_head(folder: Path) -> Head:
    """The head of a run of the short script, which is written into the folder."""
    script = folder / "short.town"
    script.write_text(SHORT, "utf-8")
    anew = workshop().anew()  # One that other tests have read no files with, under names of their own.
    found = anew.ready(str(script), {})
    assert isinstance(found, Ready)
    return head(found, identity_of(found, str(script), 1, 30))


def messages() -> list[Snapshot | Diff]:
    """A snapshot and two diffs."""
    wallets = [AgentPart(wallet=wallet) for wallet in (5_000, 4_000, 3_000)]
    told = Happened(id=7, kind="paid", who="Ada", text="Ada pays, “reluctantly”.")
    return [
        Snapshot(schema=SCHEMA, run="r", seq=0, tick=0, state=State(agents={"Ada": wallets[0]})),
        Diff(schema=SCHEMA, run="r", seq=1, base=0, tick=4, changes=State(agents={"Ada": wallets[1]}), events=(told,)),
        Diff(schema=SCHEMA, run="r", seq=2, base=1, tick=9, changes=State(agents={"Ada": wallets[2]})),
    ]  # fmt: skip


def joined() -> Joined:
    """What an operator said after tick 2, for tick 4."""
    cue = Cue("a-short-stay/operator-1", "operator-1", AtTick(4), ())
    return Joined(Input("a7", 1, 2, 4, "direct Ada to go to park"), cue)


def recorded(folder: Path) -> list[bytes]:
    """The lines of a whole recording, with their ends."""
    first, second, third = (msgspec.json.encode(message) + b"\n" for message in messages())
    lines = [
        line_of(the_head(folder)),
        first, line_of(Proof(0, "00", ("a|b|Ada|",), (3,))),
        line_of(joined()),
        second, line_of(Proof(4, "11", (0, "a|b|Ben|", 0), (4, 0, 2))),
        line_of(Proof(6, asked=(1,), after=(9,))),
        third, line_of(Proof(9, "22")),
    ]  # fmt: skip
    end = End(tick=30, state="77", events="22", lines=3, verdicts=())
    return [*lines, line_of(sealed(end, checksum(lines)))]
