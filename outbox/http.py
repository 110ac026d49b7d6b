"""The one way out. Every request of ours to another machine goes through here.

https only, to public addresses only, on few ports; the name is looked up once and the connection goes to the very
address that was judged, so that a second look-up cannot lead elsewhere (DNS rebinding). Time, size and redirects are
bounded; no cookies, no proxy of the environment, no compression.
"""

import contextlib
import socket
import ssl
import threading
import time
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import cache
from http.client import HTTPException
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from .addresses import is_loopback, is_public, parsed
from .channels import Failed

#: Seconds for everything: looking up, connecting, sending, reading, redirects.
TIME = 15
#: Bytes of an answer.
SIZE = 1024 * 1024
REDIRECTS = 3
LONGEST_ADDRESS = 2000
_KEEP_METHOD = (307, 308)
_REDIRECTS = (301, 302, 303, *_KEEP_METHOD)
#: What is for the one receiver alone does not follow a redirect to another.
_PRIVATE_HEADERS = {"authorization", "cookie", "proxy-authorization"}


class Refused(Failed):
    """We do not go there. Another attempt would be refused as well, unless the name then leads elsewhere."""


class Unreachable(Failed):
    """Nobody answered, not in time, or not in HTTP."""


@dataclass(frozen=True)
class Response:
    status: int
    headers: dict = field(default_factory=dict)
    body: bytes = b""
    url: str = ""

    @property
    def ok(self):
        return 200 <= self.status < 300


@dataclass(frozen=True)
class Target:
    """An address taken apart and judged as far as it can be without looking the name up."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def host_header(self):
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _default_port(self.scheme) else f"{host}:{self.port}"

    @property
    def origin(self):
        return (self.scheme, self.host, self.port)


def send(method, url, *, body=b"", headers=None, redirects=REDIRECTS, seconds=TIME, size=SIZE):
    """Returns the `Response`, whatever its status. Raises `Refused` or `Unreachable`, both of them `Failed`.

    With `redirects=0` a redirect is an answer like any other.
    """
    deadline = time.monotonic() + seconds
    headers = {name.lower(): value for name, value in (headers or {}).items()}
    for left in range(redirects, -1, -1):
        target = target_of(url)
        response = _ask(method, target, body, headers, deadline, size)
        place = response.headers.get("location")
        if response.status not in _REDIRECTS or not place or not redirects:
            return response
        if not left:
            raise Refused("Too many redirects.", code=response.status)
        url = _led_to(url, place, response.status)
        if target_of(url).origin != target.origin:
            headers = {name: value for name, value in headers.items() if name not in _PRIVATE_HEADERS}
        if response.status not in _KEEP_METHOD and method != "HEAD":
            method, body = "GET", b""
            headers.pop("content-type", None)
    raise AssertionError("a loop that always returns or raises")


def _led_to(url, place, status):
    try:
        return urljoin(url, place)
    except ValueError as error:
        raise Refused(f"The redirect leads to no address: {error}.", code=status) from error


def target_of(url):
    """Raises `Refused` for what is no address that we would ever ask."""
    if len(url) > LONGEST_ADDRESS or not url.isascii() or any(ord(sign) <= 32 or sign in "\\\x7f" for sign in url):
        raise Refused("Not an address: it is too long, or holds characters that must be escaped.")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or _default_port(parts.scheme)
    except ValueError as error:
        raise Refused(f"Not an address: {error}.") from error
    if parts.scheme != "https" and not (parts.scheme == "http" and settings.OUTBOX_LOOPBACK):
        raise Refused("Only addresses that begin with https:// are asked.")
    if parts.username is not None or parts.password is not None or "@" in parts.netloc:
        raise Refused("An address must not hold a user name or a password.")
    if not host or "%" in host:
        raise Refused("The address names no host.")
    if port not in settings.OUTBOX_PORTS and not settings.OUTBOX_LOOPBACK:
        raise Refused(f"Port {port} is not among those that may be asked.")
    path = parts.path or "/"
    return Target(parts.scheme, host, port, f"{path}?{parts.query}" if parts.query else path)


def contact():
    """Who asks, and where to complain."""
    return f"Newsroom (+{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}/)"


def _default_port(scheme):
    return 80 if scheme == "http" else 443


# -- Where the name leads -----------------------------------------------------------------------------------------


def _address_of(target, deadline):
    """One of the addresses of the name. All of them must be public: a name that leads to both sides is a trick."""
    found = _look_up(target, deadline)
    if not found:
        raise Unreachable("The name leads nowhere.")
    if settings.OUTBOX_LOOPBACK and all(map(is_loopback, found)):
        return str(found[0])
    if target.scheme != "https" or target.port not in settings.OUTBOX_PORTS or not all(map(is_public, found)):
        raise Refused("The address does not lead to the public internet.")
    return str(found[0])


def _look_up(target, deadline):
    """In a thread, because the system's resolver knows no deadline of ours."""
    answer = Future()

    def ask():
        try:
            answer.set_result(socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM))
        except Exception as error:  # noqa: BLE001 - whatever it is, it is raised where it is waited for
            answer.set_exception(error)

    threading.Thread(target=ask, daemon=True).start()
    try:
        rows = answer.result(timeout=_left(deadline))
    except TimeoutError as error:
        raise Unreachable("The name was not found in time.") from error
    except (OSError, UnicodeError) as error:
        raise Unreachable(f"The name was not found: {error}") from error
    # IPv4 first: not every machine that has an IPv6 address reaches the world with it.
    addresses = [parsed(row[4][0]) for row in rows]
    return sorted(dict.fromkeys(addresses), key=lambda address: address.version)


# -- One request --------------------------------------------------------------------------------------------------


def _ask(method, target, body, headers, deadline, size):
    connection = _connection(target, _address_of(target, deadline), deadline)
    # Each read has a time of its own; one byte in each of them would go on for ever. So somebody watches the clock.
    clock = threading.Timer(_left(deadline), _hang_up, [line := []])
    clock.daemon = True
    clock.start()
    try:
        connection.connect()
        # The connection lets go of it as soon as the answer begins.
        line.append(connection.sock)
        return _exchange(connection, method, target, body, headers, deadline, size)
    except (HTTPError, HTTPException, OSError, ValueError) as error:
        reason = "No answer in time." if time.monotonic() >= deadline else f"{type(error).__name__}: {error}"
        raise Unreachable(reason) from error
    finally:
        clock.cancel()
        connection.close()


def _exchange(connection, method, target, body, headers, deadline, size):
    sent = {"user-agent": contact(), "accept": "*/*", "accept-encoding": "identity"} | headers
    sent |= {"host": target.host_header, "connection": "close"}
    connection.request(method, target.path, body=body or None, headers=sent, preload_content=False)
    answer = connection.getresponse()
    parts, length = [], 0
    for part in answer.stream(16 * 1024, decode_content=False):
        parts.append(part)
        length += len(part)
        if length > size:
            raise Refused("The answer is too long.", code=answer.status)
        _left(deadline)
    # What was cut off by the clock looks like an answer that has ended.
    _left(deadline)
    found = {name.lower(): value for name, value in answer.headers.items()}
    return Response(answer.status, found, b"".join(parts), f"{target.scheme}://{target.host_header}{target.path}")


def _connection(target, address, deadline):
    if target.scheme == "http":
        return HTTPConnection(address, target.port, timeout=_left(deadline))
    return HTTPSConnection(
        address, target.port, timeout=_left(deadline), ssl_context=_trust(),
        server_hostname=target.host, assert_hostname=target.host,
    )  # fmt: skip


@cache
def _trust():
    """The certificates that this machine trusts."""
    return ssl.create_default_context()


def _hang_up(line):
    for sock in line:
        with contextlib.suppress(OSError):
            # Under TLS: whoever waits for a byte wakes up.
            socket.socket.shutdown(sock, socket.SHUT_RDWR)


def _left(deadline):
    left = deadline - time.monotonic()
    if left <= 0:
        raise Unreachable("No answer in time.")
    return left
