"""Looks whether an address on another site answers. Called by a command that an administrator runs, never by a visitor or an editor.

The addresses were typed by editors, so they could name a machine inside our own network. Every name is looked up first, every address it has must
be one of the public internet, and the connection goes to that very address: a name that answers differently a moment later changes nothing. The
same holds for each redirect. Nothing of the answer is read or kept but its status.
"""

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Callable
from urllib.parse import urljoin, urlsplit

SECONDS = 10
MAX_REDIRECTS = 5
PORTS = {"http": 80, "https": 443}
AGENT = "Groeiportaal-linkcontrole/1"
# Sites that turn programs away answer with these; for a person the page may well be there.
CLOSED_TO_PROGRAMS = frozenset({401, 403, 405, 406, 429, 999})

NO_HOST = "Deze site is niet te vinden."
NOT_PUBLIC = "Dit adres ligt niet op het openbare internet."
NO_ANSWER = "De site gaf geen antwoord."
NO_SAFE_LINE = "De site heeft geen geldig certificaat."
TOO_MANY = "Het adres stuurt steeds door naar een ander adres."
WRONG = "Dit is geen webadres."
# Through these an IPv6 address can stand for any IPv4 address, our own network's included.
TRANSLATED = ipaddress.ip_network("64:ff9b::/96")


class _Pinned(http.client.HTTPConnection):
    """A connection to an address that was looked up and judged before."""

    def __init__(self, host: str, port: int, address: str, secure: bool) -> None:
        super().__init__(host, port, timeout=SECONDS)
        self._address, self._secure = address, secure

    def connect(self) -> None:
        """Connect to that address, and ask for the certificate of the name."""
        self.sock = socket.create_connection((self._address, self.port), self.timeout)
        if self._secure:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)


def is_public(address: str) -> bool:
    """Whether this address lies on the public internet."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(ip, "ipv4_mapped", None) or getattr(ip, "sixtofour", None)
    if ip.version == 6 and ip in TRANSLATED:
        return False
    return ip.is_global and not ip.is_multicast and (mapped is None or (mapped.is_global and not mapped.is_multicast))


def probe(url: str, *, allowed: Callable[[str], bool] = is_public, ports: dict[str, int] | None = None) -> str:
    """What is wrong with this address, in a sentence; empty when it answers or when it turns programs away.

    Args:
        allowed: which addresses may be connected to.
        ports: the only port of each scheme.
    """
    for _ in range(MAX_REDIRECTS + 1):
        try:
            parts = urlsplit(url)
            port = parts.port or PORTS.get(parts.scheme, 0)
        except ValueError:
            return WRONG
        if port != (ports or PORTS).get(parts.scheme) or not parts.hostname or parts.username or parts.password:
            return WRONG
        status, onward = _ask(parts.scheme, parts.hostname, port, f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}", allowed)
        if isinstance(status, str):
            return status
        if onward and status in (301, 302, 303, 307, 308):
            url = urljoin(url, onward)
            continue
        return f"De site antwoordde met foutcode {status}." if status >= 400 and status not in CLOSED_TO_PROGRAMS else ""
    return TOO_MANY


def _ask(scheme: str, host: str, port: int, path: str, allowed: Callable[[str], bool]) -> tuple[int | str, str]:
    """The status and where it sends on to, or what went wrong; a site that does not know HEAD is asked the whole page, which is not read."""
    try:
        found = {str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError):
        return NO_HOST, ""
    if not found or not all(allowed(one) for one in found):
        return NOT_PUBLIC, ""
    for method in ("HEAD", "GET"):
        connection = _Pinned(host, port, sorted(found, key=lambda one: ":" in one)[0], scheme == "https")
        try:
            connection.request(method, path.encode("ascii", "ignore").decode(), headers={"User-Agent": AGENT, "Accept": "text/html,*/*"})
            answer = connection.getresponse()
            status, onward = answer.status, answer.getheader("Location") or ""
        except ssl.SSLError:
            return NO_SAFE_LINE, ""
        except (OSError, http.client.HTTPException, ValueError):
            return NO_ANSWER, ""
        finally:
            connection.close()
        if status < 400 or status in (404, 410):
            break
    return status, onward
