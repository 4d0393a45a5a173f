"""One signed POST to one address: no redirects, no proxy, a bound on the time and on what is read back."""

import hashlib
import hmac
import http.client
import socket
import ssl
import threading
from typing import NamedTuple

from .targets import RefusedTarget, parse, resolve

CONNECT_SECONDS = 5.0
# However slowly the other side answers, after this the line is cut.
WHOLE_SECONDS = 15.0
USER_AGENT = "Groeiportaal-webhook/1"


class Outcome(NamedTuple):
    """What came back: a status, or what went wrong in words without an address or a name."""

    status: int | None
    fout: str

    @property
    def good(self) -> bool:
        """Whether the other side took it."""
        return self.status is not None and 200 <= self.status < 300


def sign(secret: str, moment: int, body: bytes) -> str:
    """The signature header: HMAC-SHA256 of the moment, a dot and the body. The receiver refuses what is older than five minutes.

    Args:
        secret: what the webhook and its receiver share.
        moment: seconds since 1970.
        body: the message as it is sent.
    """
    digest = hmac.new(secret.encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={moment},v1={digest}"


def post(url: str, body: bytes, headers: dict[str, str]) -> Outcome:
    """Send it once."""
    try:
        parts = parse(url)
        host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
        address = resolve(host, port)
    except RefusedTarget as error:
        return Outcome(None, str(error))
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    connection = _Pinned(host, port, address, parts.scheme == "https")
    clock = threading.Timer(WHOLE_SECONDS, connection.cut)
    clock.daemon = True
    clock.start()
    try:
        connection.request("POST", path, body, {"User-Agent": USER_AGENT, "Content-Type": "application/json; charset=utf-8", **headers})
        status = connection.getresponse().status
    except TimeoutError:
        return Outcome(None, "Er kwam niet op tijd antwoord.")
    except ssl.SSLError:
        return Outcome(None, "De beveiligde verbinding lukte niet; controleer het certificaat.")
    except (OSError, http.client.HTTPException, ValueError):
        return Outcome(None, "Er kwam geen antwoord dat te begrijpen is.")
    finally:
        clock.cancel()
        connection.close()
    return Outcome(status, "" if 200 <= status < 300 else _reason(status))


def _reason(status: int) -> str:
    if 300 <= status < 400:
        return "De ontvanger verwijst door; vul het nieuwe adres zelf in."
    return "De ontvanger nam het bericht niet aan."


class _Pinned(http.client.HTTPConnection):
    """A connection to the address that was judged; the name is only used for the certificate and the Host header."""

    def __init__(self, host: str, port: int, address: str, secure: bool) -> None:
        super().__init__(host, port, timeout=CONNECT_SECONDS)
        self.address = address
        self.secure = secure
        if secure:
            self.default_port = http.client.HTTPS_PORT

    def connect(self) -> None:
        """To the address, not to the name."""
        self.sock = socket.create_connection((self.address, self.port), CONNECT_SECONDS)
        if self.secure:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)
        self.sock.settimeout(WHOLE_SECONDS)

    def cut(self) -> None:
        """End it while somebody waits for it."""
        if self.sock is not None:
            try:
                self.sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                return
