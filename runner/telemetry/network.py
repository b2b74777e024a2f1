"""Telemetry to a consumer over the network: TLS, or plain text on this very machine where that is asked for.

The run connects to the consumer, which listens. Its certificate must be good for the name that was typed.
"""

import errno
import socket
import ssl
import time
from contextlib import suppress
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

import msgspec

from dsl.diagnostic import Diagnostic
from runner.disk import reason
from runner.telemetry.outlets import Outlet
from runner.trouble import trouble

PATIENCE: Final = 5.0
"""Seconds for a consumer to answer when it is called."""
GOODBYE: Final = 1.0
"""Seconds for a consumer to hang up once it has everything; one that does not is taken at its word."""


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


class NetworkOutlet(Outlet):
    """A connection to a consumer; `context` is None for plain text."""

    lasting = True
    watched = True

    def __init__(self, address: Address, context: ssl.SSLContext | None, patience: float = PATIENCE) -> None:
        super().__init__(str(address))
        self.address, self.context, self.patience = address, context, patience
        self._socket: socket.socket | None = None

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
        except (TimeoutError, ConnectionError, ssl.SSLEOFError) as error:
            raise SilentError(errno.EPROTO, reason(error)) from error

    def write(self, data: bytes) -> None:
        assert self._socket is not None
        self._socket.sendall(data)

    def close(self) -> None:
        """Say that this was all, and see whether the consumer hangs up: what it left unread comes back as an error."""
        called, self._socket = self._socket, None
        if called is not None:
            with called:
                called.settimeout(GOODBYE)
                _part(called)

    def drop(self) -> None:
        called, self._socket = self._socket, None
        if called is not None:
            called.close()

    def interrupt(self) -> None:
        called = self._socket
        if called is not None:
            with suppress(OSError):
                socket.socket.shutdown(called, socket.SHUT_RDWR)  # Without TLS's own farewell, which would wait.

    def refused(self, error: Exception) -> Diagnostic:
        return explained(self.address, error)


def _part(called: socket.socket) -> None:
    limit = time.monotonic() + GOODBYE
    with suppress(TimeoutError, ssl.SSLEOFError, ssl.SSLZeroReturnError):
        if isinstance(called, ssl.SSLSocket):
            called.unwrap()  # Many hang up without a farewell of their own, which is as good.
            return
        called.shutdown(socket.SHUT_WR)
        while time.monotonic() < limit and called.recv(65_536):
            pass


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
