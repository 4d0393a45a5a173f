"""Where a webhook may send to: an https address on the public internet. A name is looked up once, judged, and that very address is called."""

import ipaddress
import socket
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError

LOCAL_NAMES = ("localhost", "127.0.0.1", "::1")
# Networks that carry an IPv4 address inside an IPv6 one: what is private could hide in them.
TUNNELS = tuple(ipaddress.ip_network(text) for text in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32"))


class RefusedTarget(Exception):
    """An address that we do not send to."""


def local_allowed() -> bool:
    """Whether this installation may send to itself: a developer's machine only."""
    return bool(getattr(settings, "WEBHOOK_LOKAAL", False))


def validate_target(url: str) -> None:
    """Refuse what cannot be a webhook's address; a name is only looked up when something is sent.

    Raises:
        ValidationError: saying what is wrong.
    """
    try:
        parse(url)
    except RefusedTarget as error:
        raise ValidationError(str(error)) from error


def parse(url: str) -> SplitResult:
    """The parts of an address that may be called.

    Raises:
        RefusedTarget: for anything but plain https (or http to this machine itself, where that is allowed).
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise RefusedTarget("Dit is geen webadres.") from None
    host = parts.hostname or ""
    if not host or any(ord(character) < 33 for character in url):
        raise RefusedTarget("Dit is geen webadres.")
    if parts.username is not None or parts.password is not None:
        raise RefusedTarget("Zet geen naam of wachtwoord in het adres.")
    if parts.scheme != "https" and not (local_allowed() and parts.scheme == "http" and host in LOCAL_NAMES):
        raise RefusedTarget("Gebruik een adres dat begint met https://.")
    if port == 0:
        raise RefusedTarget("Deze poort bestaat niet.")
    if not local_allowed():
        _refuse_literal(host)
    return parts


def _refuse_literal(host: str) -> None:
    if host == "localhost" or host.endswith((".localhost", ".local", ".internal")):
        raise RefusedTarget("Dit adres is alleen binnen een eigen netwerk te bereiken.")
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return
    if not is_public(host):
        raise RefusedTarget("Dit adres is alleen binnen een eigen netwerk te bereiken.")


def is_public(text: str) -> bool:
    """Whether an IP address is on the public internet, also when it is an IPv4 address in other clothes."""
    address = ipaddress.ip_address(text.split("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return is_public(str(address.ipv4_mapped))
        if any(address in network for network in TUNNELS):
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified or address.is_loopback)


def resolve(host: str, port: int) -> str:
    """The IP address to call for this name. It is the one that is connected to, so that a name cannot change its mind in between.

    Raises:
        RefusedTarget: when the name is unknown, or any of its addresses is not public.
    """
    try:
        found = [str(row[4][0]) for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError):
        raise RefusedTarget("Deze naam is niet gevonden.") from None
    if not found or (not local_allowed() and not all(is_public(address) for address in found)):
        raise RefusedTarget("Dit adres is alleen binnen een eigen netwerk te bereiken.")
    return found[0]
