"""Consumers over the network: those that can be trusted, those that lie, and those that leave and come back."""

import errno
import socket
import ssl
from pathlib import Path

import pytest
import trustme

from dsl.diagnostic import Diagnostic
from runner.telemetry import network
from runner.telemetry.broadcast import Broadcast
from runner.telemetry.network import Address, NetworkOutlet, address_of, explained
from runner.telemetry.trust import context_of
from tests.telemetry.consumers import SOON, Follower, Serve, Town, broadcast, listening, read_all, read_some, until


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def trusting(authority: trustme.CA, tmp_path: Path) -> ssl.SSLContext:
    """What `--telemetry-ca` makes of the authority's certificate."""
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    found = context_of(tmp_path / "ca.pem")
    assert isinstance(found, ssl.SSLContext)
    return found


def serving(authority: trustme.CA, *names: str) -> ssl.SSLContext:
    """The side of a consumer that has a certificate for these names."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert(*names).configure_cert(context)
    return context


def refusal(port: int, context: ssl.SSLContext | None, patience: float = SOON) -> Diagnostic:
    """What is said when a consumer at this port is called and not told anything."""
    (found,) = Broadcast([NetworkOutlet(Address("localhost", port), context, patience)]).open()
    return found


def test_a_consumer_with_a_good_certificate_is_told_everything(authority: trustme.CA, trusting: ssl.SSLContext) -> None:
    found, town = bytearray(), Town()
    with listening(read_all(found), context=serving(authority, "localhost")) as port:
        told, heard = broadcast(NetworkOutlet(Address("localhost", port), trusting))
        town.attend(told)
        town.live(2_000)
        told.close(SOON)
    follower = Follower().read(bytes(found).splitlines(keepends=True))
    assert (follower.state, follower.seq) == (town.state, town.seq)
    assert (heard, [*told.troubles]) == ([], [])
    assert follower.health[-1]["sinks"][0]["sink"] == f"localhost:{port}"


def test_what_goes_over_the_network_cannot_be_read_on_the_way(
    authority: trustme.CA, trusting: ssl.SSLContext
) -> None:
    """A server that only looks at the bytes, behind which the true one stands."""
    found, passed, town = bytearray(), bytearray(), Town()
    with listening(read_all(found), context=serving(authority, "localhost")) as behind:

        def between(called: socket.socket) -> None:
            with socket.create_connection(("127.0.0.1", behind)) as on:
                on.settimeout(SOON)
                _both_ways(called, on, passed)

        with listening(between) as port:
            told, _ = broadcast(NetworkOutlet(Address("localhost", port), trusting))
            town.attend(told)
            town.live(10)
            told.close(SOON)
    assert Follower().read(bytes(found).splitlines(keepends=True)).state == town.state
    assert passed
    assert b"payload_type" not in passed


def _both_ways(one: socket.socket, other: socket.socket, passed: bytearray) -> None:
    from select import select

    while True:
        for ready in select([one, other], [], [], SOON)[0]:
            piece = ready.recv(65_536)
            if not piece:
                return
            passed.extend(piece)
            (other if ready is one else one).sendall(piece)


@pytest.mark.parametrize(
    ("names", "signed", "says"),
    [
        (("localhost",), False, "is signed by an authority that this machine does not know"),
        (("another.example",), True, "is not for `localhost`"),
        (("127.0.0.1",), True, "is not for `localhost`"),
    ],
)
def test_a_consumer_whose_certificate_lies_is_told_nothing(
    authority: trustme.CA, trusting: ssl.SSLContext, names: tuple[str, ...], signed: bool, says: str
) -> None:
    found = bytearray()
    issuer = authority if signed else trustme.CA()
    with listening(read_all(found), context=serving(issuer, *names)) as port:
        said = refusal(port, trusting)
    assert (said.code, says in said.message, found) == ("TN065", True, b"")
    assert said.hint


def test_a_certificate_that_signed_itself_is_told_apart(trusting: ssl.SSLContext, tmp_path: Path) -> None:
    own = trustme.CA()
    (tmp_path / "own.pem").write_bytes(own.private_key_pem.bytes() + own.cert_pem.bytes())
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(tmp_path / "own.pem")
    with listening(read_all(bytearray()), context=context) as port:
        said = refusal(port, trusting)
    assert (said.code, "is signed by itself" in said.message) == ("TN065", True)
    assert "--telemetry-ca" in (said.hint or "")


def test_without_a_file_the_authorities_of_this_machine_count(authority: trustme.CA) -> None:
    context = context_of(None)
    assert isinstance(context, ssl.SSLContext)
    with listening(read_all(bytearray()), context=serving(authority, "localhost")) as port:
        assert refusal(port, context).code == "TN065"


def answering(text: bytes) -> Serve:
    def serve(called: socket.socket) -> None:
        called.recv(65_536)
        called.sendall(text)

    return serve


def silent(called: socket.socket) -> None:
    """Take what comes and say nothing, until the other end gives up."""
    while called.recv(65_536):
        pass


@pytest.mark.parametrize(
    ("serve", "patience"),
    [(answering(b"HTTP/1.1 400 Bad Request\r\n\r\n"), SOON), (answering(b""), SOON), (silent, 0.05)],
    ids=["another protocol", "hangs up", "says nothing"],
)
def test_a_consumer_that_speaks_no_tls_is_told_nothing(
    trusting: ssl.SSLContext, serve: Serve, patience: float
) -> None:
    with listening(serve) as port:
        said = refusal(port, trusting, patience)
    assert (said.code, "does not speak TLS" in said.message) == ("TN064", True)
    assert "--telemetry-plaintext" in (said.hint or "")


def test_plain_text_does_not_leave_this_machine_by_another_meaning_of_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """Even if `localhost` stood for something else here."""
    found = bytearray()
    with listening(read_all(found)) as port:
        monkeypatch.setattr(network, "is_loopback", lambda host: False)
        assert refusal(port, None).code == "TN062"
    assert found == b""


def test_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    said = refusal(port, None)
    assert (said.code, said.message) == ("TN063", f"Nobody listens at `localhost:{port}`")


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (socket.gaierror(-2, "Name or service not known"), "no machine called `there`"),
        (TimeoutError("timed out"), "Nobody answers"),
        (OSError(errno.ENOTCONN, "Transport endpoint is not connected"), "hangs up at once"),
        (ConnectionResetError(errno.ECONNRESET, "Connection reset by peer"), "hangs up at once"),
        (OSError(101, "Network is unreachable"), "network is unreachable"),
        (UnicodeError("label too long"), "label too long"),
    ],
)
def test_why_nobody_can_be_reached(error: Exception, says: str) -> None:
    said = explained(Address("there", 7), error)
    assert (said.code, says in said.message) == ("TN063", True)


@pytest.mark.parametrize("secure", [True, False])
@pytest.mark.parametrize("count", [1, 500, 3_000, 20_000])
def test_a_consumer_that_is_killed_and_comes_back_merges_on(
    authority: trustme.CA, trusting: ssl.SSLContext, secure: bool, count: int
) -> None:
    first, second, town = bytearray(), bytearray(), Town()
    context = serving(authority, "localhost") if secure else None
    with listening(read_some(first, count), read_all(second), context=context) as port:
        told, heard = broadcast(NetworkOutlet(Address("localhost", port), trusting if secure else None), pause=None)
        town.attend(told)
        while not told.sinks[0].health.restarts:  # What is sent to one that is gone is only refused after a while.
            town.live(50)
            until(lambda: not len(told.sinks[0].waiting))
        town.live(200)
        told.close(SOON)
    Follower().read(bytes(first).splitlines(keepends=True))
    follower = Follower().read(bytes(second).splitlines(keepends=True))
    assert (follower.state, follower.seq) == (town.state, town.seq)
    assert (heard.codes, [*told.troubles]) == (["TN069"], [])


def test_one_that_is_killed_as_the_run_ends_gets_the_end(authority: trustme.CA, trusting: ssl.SSLContext) -> None:
    """Everything was sent, and not everything was read: the consumer has hung up on us, which comes to light."""
    first, second, town = bytearray(), bytearray(), Town()
    with listening(read_some(first, 10), read_all(second)) as port:
        told, _ = broadcast(NetworkOutlet(Address("localhost", port), None), pause=None)
        town.attend(told)
        town.live(3)
        told.close(SOON)
    assert Follower().read(bytes(second).splitlines(keepends=True)).state == town.state
    assert [*told.troubles] == []


@pytest.mark.parametrize("secure", [True, False])
def test_one_that_never_hangs_up_is_not_taken_for_told(
    authority: trustme.CA, trusting: ssl.SSLContext, secure: bool
) -> None:
    """All of it fits into what the system holds for a connection, so nothing shows but that there is no farewell."""
    town, over = Town(), bytearray()
    context = serving(authority, "localhost") if secure else None
    with listening(lambda called: until(lambda: over), context=context) as port:
        told, _ = broadcast(NetworkOutlet(Address("localhost", port), trusting if secure else None))
        town.attend(told)
        town.live(10)
        told.close(0.1)
        over += b"!"
    (wrong,) = told.troubles
    assert wrong.code == "TN067"
    assert wrong.message.startswith(f"I do not know whether `localhost:{port}` got all of the telemetry")
    assert not told.figures.sinks[0].alive


@pytest.mark.parametrize("secure", [True, False])
def test_one_that_leaves_in_order_before_it_has_read_all_is_found_out(
    authority: trustme.CA, trusting: ssl.SSLContext, secure: bool
) -> None:
    """It reads a thousand bytes, waits until the run is at its end, and hangs up as if nothing were left."""
    town, begun, over = Town(), bytearray(), bytearray()

    def leaving(called: socket.socket) -> None:
        begun.extend(called.recv(1_000))
        until(lambda: over)

    with listening(leaving, context=serving(authority, "localhost") if secure else None) as port:
        told, _ = broadcast(NetworkOutlet(Address("localhost", port), trusting if secure else None))
        town.attend(told)
        town.live(1_000)
        until(lambda: begun and not len(told.sinks[0].waiting))
        over += b"!"
        told.close(0.5)
    assert [each.code for each in told.troubles] == ["TN067"]


def test_plain_text_to_one_that_speaks_tls_is_not_taken_for_told(authority: trustme.CA) -> None:
    found, town = bytearray(), Town()
    with listening(read_all(found), context=serving(authority, "localhost")) as port:
        told, heard = broadcast(NetworkOutlet(Address("localhost", port), None))
        town.attend(told)
        until(lambda: heard or town.live())
        told.close(0.2)
    assert (found, heard.codes) == (b"", ["TN069"])
    (wrong,) = told.troubles
    assert (wrong.code, "if it speaks TLS" in (wrong.hint or "")) == ("TN067", True)


@pytest.mark.parametrize("secure", [True, False])
def test_a_consumer_may_say_what_it_likes(authority: trustme.CA, trusting: ssl.SSLContext, secure: bool) -> None:
    found, town = bytearray(), Town()

    def talking(called: socket.socket) -> None:
        while piece := called.recv(1_000):
            found.extend(piece)
            called.sendall(b"thank you\n")

    with listening(talking, context=serving(authority, "localhost") if secure else None) as port:
        told, heard = broadcast(NetworkOutlet(Address("localhost", port), trusting if secure else None))
        town.attend(told)
        town.live(100)
        told.close(SOON)
    assert Follower().read(bytes(found).splitlines(keepends=True)).state == town.state
    assert (heard, [*told.troubles]) == ([], [])


def test_a_consumer_that_stalls_to_the_end_is_left(authority: trustme.CA, trusting: ssl.SSLContext) -> None:
    town = Town()
    over = bytearray()

    def stalling(called: socket.socket) -> None:
        called.recv(1)
        until(lambda: over)

    with listening(stalling, context=serving(authority, "localhost")) as port:
        told, _ = broadcast(NetworkOutlet(Address("localhost", port), trusting), room=100_000)
        town.attend(told)
        town.live(60_000)  # More than the system holds for a connection.
        told.close(0.05)
        assert not told.sinks[0].alive
        over += b"!"
    assert [each.code for each in told.troubles] == ["TN067"]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("localhost:7777", Address("localhost", 7777)),
        ("[::1]:65535", Address("::1", 65535)),
        ("telemetry.example:1", Address("telemetry.example", 1)),
        *((text, None) for text in (
            "", "localhost", ":7777", "localhost:", "localhost:0", "localhost:65536", "localhost:x", "a b:7",
            "me@host:7", "http://localhost:7777", "localhost:7777/path", "::1:7", "[::1:7", "localhost:-1",
            "local\nhost:7", "h:7?a",
        )),
    ],
)  # fmt: skip
def test_an_address_is_a_machine_and_a_port(text: str, address: Address | None) -> None:
    assert address_of(text) == address
    assert address is None or str(address) == text


@pytest.mark.parametrize(
    ("host", "here"),
    [("localhost", True), ("127.0.0.1", True), ("127.8.0.1", True), ("::1", True), ("10.0.0.1", False),
     ("localhost.example", False), ("0.0.0.0", False), ("::ffff:10.0.0.1", False)],
)  # fmt: skip
def test_which_addresses_are_of_this_machine(host: str, here: bool) -> None:
    assert Address(host, 1).here is here


@pytest.mark.parametrize("text", ["no certificate", ""])
def test_a_file_without_a_certificate_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "ca.pem").write_text(text)
    said = context_of(tmp_path / "ca.pem")
    assert isinstance(said, Diagnostic)
    assert (said.code, "holds no certificate" in said.message) == ("TN066", True)


def test_a_file_of_certificates_that_is_not_there() -> None:
    said = context_of(Path("nowhere.pem"))
    assert isinstance(said, Diagnostic)
    assert (said.code, "no such file" in said.message) == ("TN066", True)
