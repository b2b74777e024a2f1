"""Consumers of all sorts: one that merges what it gets, outlets that stall and break, and servers on this machine."""

import errno
import os
import socket
import ssl
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Any

import msgspec

from dsl.diagnostic import Diagnostic
from runner.telemetry.broadcast import Broadcast
from runner.telemetry.outlets import Outlet
from townlet.telemetry.merging import Plain, merged

SOON = 20.0
"""Seconds after which something that never comes is given up: never waited for when all is well."""


class Follower:
    """Merges what it gets, and holds it to its word: a snapshot first, and no diff that it has no base for."""

    def __init__(self) -> None:
        self.state: Plain = {}
        self.seq = -1
        self.events: list[int] = []
        self.dropped = self.snapshots = self.diffs = 0
        self.health: list[Plain] = []

    def take(self, line: bytes) -> None:
        """One whole line, with its line feed."""
        assert line.endswith(b"\n")
        told: Plain = msgspec.json.decode(line)
        match told["payload_type"]:
            case "snapshot":
                self.state, self.snapshots = told["state"], self.snapshots + 1
            case "diff":
                assert told["base"] == self.seq, "a diff that is for another state"
                self.state, self.diffs = merged(self.state, told), self.diffs + 1
            case "health":
                self.health.append(told)
                return
        assert told["seq"] >= self.seq
        self.seq = told["seq"]
        self.events += [event["id"] for event in told.get("events", ())]
        self.dropped += told.get("dropped", 0)

    def read(self, lines: Iterable[bytes]) -> "Follower":
        """Many lines; one that was cut off is left out."""
        for line in lines:
            if line.endswith(b"\n"):
                self.take(line)
        return self


class Message(msgspec.Struct):
    """What a broadcast wants to know of a message."""

    run: str
    tick: int


class Town:
    """Something that changes and tells of it: a counter for each of a few names, which come and go."""

    def __init__(self) -> None:
        self.state: Plain = {"agents": {}}
        self.seq = self.event = 0

    def attend(self, broadcast: Broadcast) -> None:
        """Begin to tell."""
        broadcast.whole = self.snapshot
        self.broadcast = broadcast
        self.seq = 1
        broadcast.take(Message("r", 0), self.snapshot(), True)

    def snapshot(self) -> bytes:
        """The state as of the last message."""
        head = {"payload_type": "snapshot", "run": "r", "seq": self.seq, "tick": self.seq, "state": self.state}
        return msgspec.json.encode(head) + b"\n"

    def live(self, ticks: int = 1) -> None:
        """So many ticks, each with a change, an event, and now and then somebody who leaves or is replaced."""
        for _ in range(ticks):
            self.seq += 1
            self.event += 1
            name = "abc"[self.seq % 3]
            diff: Plain = {"changes": {"agents": {name: {"at": self.seq, "walk": {"n": self.seq, str(self.seq): 1}}}}}
            if self.seq % 5 == 0:
                diff = {"removed": [f"/agents/{name}"], "changes": {"agents": {"d": {"walk": None}}}}
            self.state = merged(self.state, diff)
            head = {"payload_type": "diff", "run": "r", "seq": self.seq, "base": self.seq - 1, "tick": self.seq}
            line = msgspec.json.encode(head | diff | {"events": [{"id": self.event}]}) + b"\n"
            self.broadcast.take(Message("r", self.seq), line, False, 1)


class Scripted(Outlet):
    """An outlet that does what a test says: holds still while `gate` is closed, and breaks after so many bytes."""

    lasting = True

    def __init__(self, *breaks: int) -> None:
        super().__init__("scripted")
        self.sessions: list[bytes] = []
        self.gate, self.reached, self.answers = Event(), Event(), Event()
        self.gate.set()
        self.answers.set()
        self.breaks = [*breaks]
        self.tries = 0

    def open(self) -> None:
        self.tries += 1
        if not self.answers.is_set():
            raise ConnectionRefusedError(errno.ECONNREFUSED, "connection refused")
        self.sessions.append(b"")

    def write(self, data: bytes) -> None:
        self.reached.set()
        assert self.gate.wait(SOON)
        budget = self.breaks[0] if self.breaks else len(data)
        self.sessions[-1] += data[:budget]
        if self.breaks and len(data) >= budget:
            self.breaks.pop(0)
            raise BrokenPipeError(errno.EPIPE, "broken pipe")
        if self.breaks:
            self.breaks[0] -= len(data)

    def interrupt(self) -> None:
        self.gate.set()

    @property
    def followed(self) -> Follower:
        """All that arrived, session after session, merged."""
        found = Follower()
        for session in self.sessions:
            found.read(session.splitlines(keepends=True))
        return found


class Heard(list[Diagnostic]):
    """What was reported while a run went on."""

    @property
    def codes(self) -> list[str]:
        return [each.code for each in self]


def broadcast(*outs: Outlet, **options: Any) -> tuple[Broadcast, Heard]:
    """A broadcast that is open, waits for nothing between two tries, and keeps what it reports."""
    heard = Heard()
    options.setdefault("pause", lambda seconds: None)
    found = Broadcast(outs, heard.append, **options)
    assert found.open() == []
    return found, heard


def until(what: Callable[[], object]) -> None:
    """Wait for something that another thread does; it must come."""
    limit = time.monotonic() + SOON
    while not what():
        assert time.monotonic() < limit, "this never came"
        time.sleep(0.002)


Serve = Callable[[socket.socket], None]


@contextmanager
def listening(*serve: Serve, context: ssl.SSLContext | None = None) -> Iterator[int]:
    """A server on this machine that treats each connection as told, one after the other; gives its port."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(SOON)
        failed: list[BaseException] = []

        def run() -> None:
            for each in serve:
                try:
                    called, _ = server.accept()
                    called.settimeout(SOON)
                    with called if context is None else context.wrap_socket(called, server_side=True) as talking:
                        each(talking)
                except (ssl.SSLError, ConnectionError):
                    continue  # The run would not talk to this one.
                except BaseException as error:
                    failed.append(error)

        thread = Thread(target=run, daemon=True)
        thread.start()
        yield server.getsockname()[1]
        thread.join(SOON)
        assert not thread.is_alive()
        assert failed == []


def read_all(into: bytearray) -> Serve:
    """Take everything until the other end hangs up."""

    def serve(called: socket.socket) -> None:
        while piece := called.recv(65_536):
            into.extend(piece)

    return serve


def read_some(into: bytearray, count: int) -> Serve:
    """Take so many bytes and hang up in the middle, as if the process had been killed."""

    def serve(called: socket.socket) -> None:
        while len(into) < count:
            into.extend(called.recv(count - len(into)))
        called.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")

    return serve


def refusing(after: int) -> Callable[[int, Any], int]:
    """`os.write` on a disk that is full after so many bytes; the last piece fits in part."""
    left = [after]
    write = os.write

    def put(file: int, data: Any) -> int:
        if not left[0]:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        done = write(file, bytes(data[: left[0]]))
        left[0] -= done
        return done

    return put
