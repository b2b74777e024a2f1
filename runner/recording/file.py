"""What is in a recording, line by line. `docs/recordings.md` describes the format.

    {"townlet":"recording","version":1,"identity":{…},"schedule":{…},"town":{…},"texts":{…},…}     all it stands on
    {"payload_type":"snapshot",…}                                    the telemetry of the run, as it is sent,
    {"payload_type":"diff",…}                                        a message a line;
    {"proof":{"tick":12,"events":"9e0d…","asked":[3,"engine.greeting|…"]}}    what a tick must come to again;
    {"input":{"id":"a7",…,"tick":40,"text":"direct Ida to rest"},"cue":{…}}    what an operator said, before its tick
    {"end":{"tick":150,"state":"77df…","events":"1f2e…",…}}          how it ended; missing when it was cut short

Equal runs make equal files, byte for byte: nothing of the clock on the wall, of the machine, or of the folder that a
script lies in is in one.
"""

from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import accumulate
from typing import Final, Literal

import msgspec
from msgspec import UNSET, Raw, UnsetType

from dsl.library import Said
from townlet import snapshot
from townlet.chance import draw, mood_of_the_moment
from townlet.identity import Identity, mark
from townlet.schedule import Schedule
from townlet.script.inputs import Joined
from townlet.script.performance import Verdict
from townlet.telemetry.wire import Diff, Snapshot
from townlet.townfile import TownFile

VERSION: Final = 1
SUFFIXES: Final = (".townrun", ".townrun.zst")


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """The first line: whose run it is and all that it stands on. `texts` are the files that were read, by their names.

    Schedule and town are kept as written, because a later engine may not know their shape any more, and can still
    show the rest.
    """

    townlet: Literal["recording"]
    version: int
    identity: Identity
    schedule: Raw
    town: Raw
    texts: dict[str, str]
    luck: tuple[int, int]
    """What two draws came to; an engine that draws otherwise comes to others."""
    since: Raw | UnsetType = UNSET
    """The state that the run went on from, if it did not begin at the beginning,"""
    mark: str | UnsetType = UNSET
    """and a hash of it, as of the texts."""


class Proof(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a tick must come to when it is performed again.

    `events` is the hash of all that happened so far, `DIGITS` of it; it is left out where nothing happened. Every so
    many have the digest of the town's `state` as well, as many digits: it catches what no event tells of. `asked` are
    the reasons for the draws of the tick, in their order: a reason as text where it comes up for the first time, and
    from then on as its number, counted from 0 in the order of first times. `after` says for each of them the id of the
    newest event by then: for the first as it is, for each other how many more there were.
    """

    tick: int
    events: str = ""
    asked: tuple[int | str, ...] = ()
    after: tuple[int, ...] = ()
    state: str = ""


class Draw(msgspec.Struct, frozen=True):
    """That chance was asked: in which tick, for what reason (stream|kind|who|whom), after which event."""

    tick: int
    reason: str
    after: int


class End(msgspec.Struct, frozen=True, kw_only=True):
    """How the run ended: the digests of the closing line of its transcript, and what became of the checks.

    `lines` counts the lines of the story. The checksum is of all lines before this one, and of it without the checksum.
    """

    tick: int
    state: str
    events: str
    lines: int
    verdicts: tuple[Verdict, ...]
    checksum: str = ""


class Recording(msgspec.Struct, frozen=True):
    """A recording as it was read: its head, the lines between, and its end, if it has one."""

    head: Head
    lines: tuple[bytes, ...]
    end: End | None
    said: Said = ()
    """What is to be said of it, though it can be used: that it was cut short."""

    @property
    def identity(self) -> Identity:
        """Whose run it is."""
        return self.head.identity

    @property
    def last(self) -> int:
        """The last tick that was recorded."""
        if self.end is not None:
            return self.end.tick
        return max((message.tick for message in self.messages()), default=self.identity.tick)

    def schedule(self) -> Schedule:
        """What was performed, in the length it was performed in; raises msgspec.DecodeError if I know no such shape."""
        return msgspec.structs.replace(self.schedule_as_written(), length=self.identity.length)

    def schedule_as_written(self) -> Schedule:
        """The same, in the length that the script says."""
        return msgspec.json.decode(self.head.schedule, type=Schedule)

    def town(self) -> TownFile:
        """The town; raises msgspec.DecodeError if I know no such shape."""
        return msgspec.json.decode(self.head.town, type=TownFile)

    def told(self) -> Iterator[bytes]:
        """The telemetry of the run as it was sent, a line a message, without line ends."""
        return (line for line in self.lines if line.startswith(MESSAGE))

    def messages(self) -> Iterator[Snapshot | Diff]:
        """The telemetry of the run."""
        return map(_message, self.told())

    def joined(self) -> tuple[Joined, ...]:
        """What was said while it went on, in the order in which it came, each with the cue that became of it."""
        return tuple(_joined(line) for line in self.lines if line.startswith(INPUT))

    def said_before(self) -> tuple[Joined, ...]:
        """What had been said before the state that it goes on from, if it goes on from one."""
        since = self.head.since
        return tuple(snapshot.decoded(bytes(since)).script.inputs) if isinstance(since, Raw) else ()

    def proofs(self) -> Iterator[Proof]:
        """What each tick must come to again, draws as numbers and texts."""
        return (_proof(line).proof for line in self.lines if line.startswith(PROOF))

    def draws(self) -> Iterator[Draw]:
        """Whenever chance was asked, in order; raises IndexError or ValueError where a line is missing."""
        known: list[str] = []
        for proof in self.proofs():
            reasons = _reasons(proof.asked, known)
            for reason, after in zip(reasons, accumulate(proof.after), strict=True):
                yield Draw(proof.tick, reason, after)


def head_of(
    identity: Identity, schedule: Schedule, town: TownFile, texts: dict[str, str], since: bytes | None = None
) -> Head:
    """The head of a run's recording. Names of files should be as `runner.recording.names` makes them."""
    state = since.strip() if since is not None else None
    return Head(
        townlet="recording", version=VERSION, identity=identity, schedule=Raw(_encode(schedule)),
        town=Raw(_encode(town)), texts=texts, luck=LUCK, since=Raw(state) if state is not None else UNSET,
        mark=mark(state.decode()) if state is not None else UNSET,
    )  # fmt: skip


def line_of(what: Head | Joined | Proof | End) -> bytes:
    """A line that is none of the telemetry, with its line end."""
    match what:
        case Head() | Joined():
            return _encode(what) + b"\n"
        case Proof():
            return _encode(ProofLine(what)) + b"\n"
        case End():
            return _encode(EndLine(what)) + b"\n"


def sealed(end: End, before: "Checksum") -> End:
    """The end with its checksum; `before` has taken all lines that come before it."""
    found = before.copy()
    found.update(line_of(msgspec.structs.replace(end, checksum="")))
    return msgspec.structs.replace(end, checksum=found.hexdigest())


def checksum(lines: Iterable[bytes] = ()) -> "Checksum":
    """What `sealed` wants, of lines with their line ends."""
    found = blake2b(digest_size=16)
    for line in lines:
        found.update(line)
    return found


Checksum = blake2b

MESSAGE: Final = b'{"payload_type":'
INPUT: Final = b'{"input":'
PROOF: Final = b'{"proof":'
END: Final = b'{"end":'
BEGINNING: Final = b'{"townlet":"recording",'
"""How each kind of line begins."""

UNFIT: Final = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
"""What decoding raises when data is not in the shape that is wanted."""

DIGITS: Final = 16
"""Of a hash, in a proof."""

STATE_EVERY: Final = 50
"""Every so many proofs of events have the digest of the state."""

LUCK: Final = (
    draw(0, "townlet", "recording", "", "", 0), mood_of_the_moment(0, "townlet", "recording", 0) % 1_000_000
)  # fmt: skip
"""What two draws come to in this engine."""


class ProofLine(msgspec.Struct):
    """A proof under the name of its kind."""

    proof: Proof


class EndLine(msgspec.Struct):
    """The end under the name of its kind."""

    end: End


LINES: Final = (Head, ProofLine, Joined, EndLine)
"""The types of all lines that are none of the telemetry."""

_encode: Final = msgspec.json.Encoder().encode
_message: Final = msgspec.json.Decoder(Snapshot | Diff).decode
_joined: Final = msgspec.json.Decoder(Joined).decode
_proof: Final = msgspec.json.Decoder(ProofLine).decode
_end: Final = msgspec.json.Decoder(EndLine).decode


def end_of(line: bytes) -> End:
    """The end from its line; raises msgspec.DecodeError."""
    return _end(line).end


def tried(line: bytes) -> bool:
    """Whether a line between head and end is one that I know, and whole."""
    decode = next((decode for begins, decode in _KNOWN if line.startswith(begins)), None)
    if decode is None:
        return False
    try:
        decode(line)
    except UNFIT:
        return False
    return True


_KNOWN: Final = ((MESSAGE, _message), (PROOF, _proof), (INPUT, _joined))


def _reasons(asked: Iterable[int | str], known: list[str]) -> Iterator[str]:
    for each in asked:
        if isinstance(each, str):
            known.append(each)
            yield each
        else:
            yield known[each]
