"""Telemetry to a consumer over the network: TLS, or plain text on this very machine where that is asked for.

The run connects to the consumer, which listens. Its certificate must be good for the name that was typed.
"""

import errno
import fcntl
import select
import socket
import ssl
import sys
import termios
from contextlib import suppress
from ipaddress import ip_address
from threading import Event
from typing import Final
from urllib.parse import urlsplit

import msgspec

from dsl.diagnostic import Diagnostic
from runner.disk import reason
from runner.telemetry.outlets import Outlet, OwnError, why
from runner.trouble import trouble

PATIENCE: Final = 5.0
"""Seconds for a consumer to answer when it is called."""
PIECE: Final = 16_384
"""Bytes that are sent at once, so that a consumer is seen to get on; TLS has no longer records."""


class Address(msgspec.Struct, frozen=True):
    """Where a consumer listens, as it was typed."""

    host: str
    port: int

    @property
    def here(self) -> bool:
        """Whether that is this machine, by its name alone."""
        return self.host == "localhost" or is_loopback(self.host)

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


def address_of(text: str) -> Address | None:
    """`HOST:PORT`, as in `telemetry.example:7777` or `[::1]:7777`; None if it is none."""
    try:
        found = urlsplit(f"//{text}")
        host, port = found.hostname, found.port
    except ValueError:
        return None
    if not host or not port or found.netloc != text or "@" in text or not text.isprintable() or " " in text:
        return None
    return Address(host, port)


def is_loopback(host: str) -> bool:
    """Whether a numeric address never leaves this machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


class LeavingError(OSError):
    """The name is one of this machine, and what it stands for is not."""


class SilentError(OSError):
    """Somebody answers, but not to what TLS begins with."""


class UnsureError(OwnError):
    """Everything was sent, and nobody can tell whether it was read."""


class NetworkOutlet(Outlet):
    """A connection to a consumer; `context` is None for plain text."""

    lasting = True
    watched = True

    def __init__(self, address: Address, context: ssl.SSLContext | None, patience: float = PATIENCE) -> None:
        super().__init__(str(address))
        self.address, self.context, self.patience = address, context, patience
        self._socket: socket.socket | None = None
        self._enough = Event()

    @property
    def moved(self) -> int:
        """See `Outlet`: also what the consumer takes that was sent before."""
        called = self._socket
        return self.passed - (_under_way(called) if called is not None else 0)

    def open(self) -> None:
        called = socket.create_connection((self.address.host, self.address.port), self.patience)
        try:
            if self.context is None:
                if not is_loopback(called.getpeername()[0]):
                    raise LeavingError(errno.EPERM, "it is not on this machine")
            else:
                called = self._greeted(called, self.context)
            called.settimeout(None)
        except BaseException:
            called.close()
            raise
        self._socket = called

    def _greeted(self, called: socket.socket, context: ssl.SSLContext) -> ssl.SSLSocket:
        try:
            return context.wrap_socket(called, server_hostname=self.address.host)
        except (TimeoutError, ConnectionError, ssl.SSLEOFError, ssl.SSLZeroReturnError) as error:
            raise SilentError(errno.EPROTO, reason(error)) from error

    def write(self, data: bytes) -> None:
        assert self._socket is not None
        rest = memoryview(data)
        while rest:
            done = self._socket.send(rest[:PIECE])
            self.passed += done
            rest = rest[done:]

    def close(self) -> None:
        """Say that this was all, and wait until the consumer hangs up as well: only who has read to the end knows that
        it is the end, and what was left unread comes back as an error. Waits until it is interrupted."""
        if self._socket is None:
            return
        try:
            _part(self._socket)
        except OSError:
            if not self._enough.is_set():
                raise
        finally:
            self.drop()
        if self._enough.is_set():
            raise UnsureError(errno.ETIMEDOUT, "it was sent to the end, and the consumer did not hang up")

    def drop(self) -> None:
        called, self._socket = self._socket, None
        if called is not None:
            called.close()

    def interrupt(self) -> None:
        called = self._socket
        self._enough.set()
        if called is not None:
            with suppress(OSError):
                socket.socket.shutdown(called, socket.SHUT_RDWR)  # Without TLS's own farewell, which would wait.

    def refused(self, error: Exception) -> Diagnostic:
        return explained(self.address, error)

    def short(self, error: Exception) -> Diagnostic:
        message = f"`{self.name}` did not get all of the telemetry: {why(error)}"
        hint = "See what became of it"
        if isinstance(error, UnsureError):
            message = f"I do not know whether `{self.name}` got all of the telemetry: {why(error)}"
            hint = "Look at what it has; a consumer hangs up once it has read to the end"
        if self.context is None:
            hint += ". Or, if it speaks TLS, leave `--telemetry-plaintext` out"
        return trouble("TN067", self.name, message, hint)


def _part(called: socket.socket) -> None:
    """Say goodbye, and hear it.

    What the consumer still says is heard below TLS, which would stumble over it once it has said goodbye itself, and
    take a connection that broke off for one that came to its end.
    """
    if isinstance(called, ssl.SSLSocket):
        _say_goodbye(called)
    socket.socket.shutdown(called, socket.SHUT_WR)
    while _heard(called):
        pass


def _heard(called: socket.socket) -> bytes:
    """What the consumer says, as it comes; nothing once it has hung up."""
    return socket.socket.recv(called, 65_536)


def _say_goodbye(called: ssl.SSLSocket) -> None:
    """The farewell of TLS, without waiting for the other one."""
    called.setblocking(False)
    while True:
        try:
            called.unwrap()
        except ssl.SSLWantWriteError:  # It has much to read yet; whoever speaks meanwhile must be able to go on.
            select.select([called], [called], [])
            with suppress(BlockingIOError):
                _heard(called)
            continue
        except ssl.SSLError:
            pass  # Ours is said before theirs is looked for, and that there is none yet is as good as what it says.
        break
    called.setblocking(True)


def _under_way(called: socket.socket) -> int:
    """Bytes that were sent and that the other side has not taken yet, as far as the system says so."""
    try:
        return int.from_bytes(fcntl.ioctl(called, termios.TIOCOUTQ, bytes(4)), sys.byteorder)
    except (OSError, ValueError):  # ValueError: it was closed just now.
        return 0


def explained(address: Address, error: Exception) -> Diagnostic:
    """Why nothing can be told to a consumer, and how to mend it."""
    name = str(address)
    match error:
        case LeavingError():
            return readable(name)
        case ssl.SSLCertVerificationError():
            return _untrusted(address, error)
        case SilentError() | ssl.SSLError():
            own = " or, as it is on this machine, add `--telemetry-plaintext`" if address.here else ""
            hint = f"Give the consumer a certificate (or set a TLS proxy before it){own}"
            return trouble("TN064", name, f"Whoever listens at `{name}` does not speak TLS", hint)
        case socket.gaierror():
            message, hint = f"There is no machine called `{address.host}`", "Look at the spelling, and at the network"
        case ConnectionRefusedError():
            message = f"Nobody listens at `{name}`"
            hint = "Start the consumer first; it listens, and the run connects to it"
        case OSError(errno=errno.ENOTCONN | errno.ECONNRESET | errno.EPIPE):
            message = f"Whoever listens at `{name}` hangs up at once"
            hint = "Look at what the consumer says; perhaps it serves somebody else already"
        case TimeoutError():
            message = f"Nobody answers at `{name}`"
            hint = "Look at the address, and whether a firewall stands between"
        case _:
            message, hint = f"I cannot reach `{name}`: {reason(error)}", "Look at the address, and at the consumer"
    return trouble("TN063", name, message, hint)


def readable(name: str) -> Diagnostic:
    """Plain text that would leave this machine."""
    message = f"`{name}` is another machine, and plain text could be read and changed on the way"
    return trouble("TN062", name, message, "Leave `--telemetry-plaintext` out: the consumer must then speak TLS")


UNKNOWN: Final = (
    "is signed by an authority that this machine does not know",
    "If that is yours, pass its own certificate with `--telemetry-ca FILE`",
)
UNTRUSTED: Final = {
    9: ("is not valid yet", "Look at the clock of this machine, and at the certificate"),
    10: ("has expired", "Give the consumer a new one"),
    18: ("is signed by itself", "If it is yours, pass it with `--telemetry-ca FILE`"),
    19: UNKNOWN,
    20: UNKNOWN,
}
"""By OpenSSL's number, what is wrong with a certificate, and how to mend it."""

OTHER_NAME: Final = (62, 64)


def _untrusted(address: Address, error: ssl.SSLCertVerificationError) -> Diagnostic:
    if error.verify_code in OTHER_NAME:
        why = f"is not for `{address.host}`"
        hint = "Type the name that it is for, or give the consumer one for this name"
    else:
        unknown = f"is not good: {error.verify_message}", "Look at the certificate"
        why, hint = UNTRUSTED.get(error.verify_code, unknown)
    message = f"The certificate of `{address}` {why}, so I do not trust it, and nothing was sent"
    return trouble("TN065", str(address), message, hint)
