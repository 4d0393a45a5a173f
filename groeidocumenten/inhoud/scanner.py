"""Asks a virus scanner about a file before it is kept: a small client of clamd (the command INSTREAM), off as long as CLAMD_ADDRESS is empty.

Fails closed: when a scanner is named and does not answer, nothing comes in (gasten-en-veiligheid D3).
"""

import socket
import struct

from django.conf import settings
from django.core.exceptions import ValidationError

SECONDS = 30
CHUNK = 64 * 1024
MAX_ANSWER = 4096
FOUND = (
    "De virusscanner vond iets gevaarlijks in dit bestand. Het is niet bewaard. Laat het apparaat nakijken waar het bestand vandaan komt."
)
SILENT = "Het bestand kan nu niet op virussen worden nagekeken en is daarom niet bewaard. Probeer het over een paar minuten nog een keer."


def scan(inhoud: bytes) -> None:
    """Let the scanner look at a file, if one is named.

    Raises:
        ValidationError: if it found something, did not answer, or did not understand.
    """
    if not settings.CLAMD_ADDRESS:
        return
    try:
        answer = _ask(str(settings.CLAMD_ADDRESS), inhoud)
    except (OSError, ValueError) as silent:
        raise ValidationError(SILENT) from silent
    if answer.endswith("FOUND"):
        raise ValidationError(FOUND)
    if not answer.endswith("OK"):
        raise ValidationError(SILENT)


def _ask(address: str, inhoud: bytes) -> str:
    """clamd's one line about these bytes.

    Raises:
        OSError: if nobody answers.
        ValueError: for an address without a port.
    """
    with _connect(address) as connection:
        connection.sendall(b"zINSTREAM\0")
        for at in range(0, len(inhoud), CHUNK):
            piece = inhoud[at : at + CHUNK]
            connection.sendall(struct.pack("!L", len(piece)) + piece)
        connection.sendall(struct.pack("!L", 0))
        said = b""
        while len(said) < MAX_ANSWER and (more := connection.recv(MAX_ANSWER)):
            said += more
    return said.rstrip(b"\0\n ").decode("ascii", "replace")


def _connect(address: str) -> socket.socket:
    """A path is a socket on this machine; otherwise `host:port`."""
    if address.startswith("/"):
        local = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        local.settimeout(SECONDS)
        try:
            local.connect(address)
        except OSError:
            local.close()
            raise
        return local
    host, _colon, port = address.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=SECONDS)
