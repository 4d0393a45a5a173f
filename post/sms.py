"""Hands an SMS to the gateway that SMS_ADAPTER names: none, the console, files (for the demo), or a JSON gateway of any provider."""

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings

from . import gateway
from .numbers import normalise
from .refusals import Refused


def available() -> bool:
    """Whether SMS_ADAPTER names a gateway."""
    return settings.SMS_ADAPTER in ADAPTERS


def send(aan: str, tekst: str, pk: UUID) -> None:
    """Send one message.

    Args:
        aan: a mobile number as somebody wrote it.
        pk: the message's own id, for a gateway that recognises a repeated one by it.

    Raises:
        Refused: when it is no mobile number, there is no gateway, or the gateway will never take it.
        NotYet: when the gateway did not answer, or not with a yes.
    """
    if not available():
        raise Refused("no gateway")
    try:
        number = normalise(aan)
    except ValueError as error:
        raise Refused("no number") from error
    ADAPTERS[settings.SMS_ADAPTER](number, tekst, pk)


def _to_console(number: str, tekst: str, pk: UUID) -> None:
    sys.stdout.write(f"SMS aan {number}:\n{tekst}\n")


def _to_file(number: str, tekst: str, pk: UUID) -> None:
    folder = Path(settings.SMS_MAP)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = folder / f"{datetime.now(UTC):%Y%m%d-%H%M%S-%f}-{str(pk)[:8]}.txt"
    file.touch(mode=0o600)
    file.write_text(f"Aan: {number}\n\n{tekst}\n", encoding="utf-8")


ADAPTERS: dict[str, Callable[[str, str, UUID], None]] = {"console": _to_console, "bestand": _to_file, "json": gateway.post}
