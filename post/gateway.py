"""One SMS to a provider's JSON address: method, address, headers and body come from settings, and any 2xx is a yes.

The operator chose the address, so it is not judged like a webhook's; still only https, no redirects, no proxy, a bound on the time.
"""

import http.client
import json
import re
from typing import Any
from urllib.parse import SplitResult, urlsplit
from uuid import UUID

from django.conf import settings

from .refusals import NotYet, Refused

SECONDS = 10.0
LOOPBACK = ("localhost", "127.0.0.1", "::1")
# The message itself is wrong; anything else may be right tomorrow.
NEVER = (400, 422)
_PLACE = re.compile(r"\{(aan|aan_cijfers|aan_00|tekst|afzender|kenmerk)\}")


class WrongSettings(Exception):
    """The SMS_ settings do not describe a gateway; the words say which one and why, and repeat no secret."""


def post(number: str, tekst: str, pk: UUID) -> None:
    """Send one message.

    Raises:
        Refused: when the settings are wrong, or the gateway says that this message can never go.
        NotYet: when there was no answer, or another no.
    """
    words = {
        "aan": number,
        "aan_cijfers": number.removeprefix("+"),
        "aan_00": "00" + number.removeprefix("+"),
        "tekst": tekst,
        "afzender": settings.SMS_AFZENDER,
        "kenmerk": str(pk),
    }
    try:
        parts, headers, template = described()
    except WrongSettings as error:
        raise NotYet("settings") from error
    body = json.dumps(_filled(template, words)).encode()
    status = _answer(parts, body, {"Content-Type": "application/json", "Accept": "application/json", **headers})
    if status in NEVER:
        raise Refused(f"status {status}")
    if not 200 <= status < 300:
        raise NotYet(f"status {status}")


def described() -> tuple[SplitResult, dict[str, str], Any]:
    """Address, headers and body as the settings describe them.

    Raises:
        WrongSettings: when one of them cannot be used.
    """
    parts = urlsplit(settings.SMS_URL)
    local = settings.SMS_LOKAAL and parts.hostname in LOOPBACK
    if not parts.hostname or not (parts.scheme == "https" or (parts.scheme == "http" and local)):
        raise WrongSettings("SMS_URL moet een adres zijn dat begint met https://.")
    headers, template = _json("SMS_HEADERS"), _json("SMS_BODY")
    if not isinstance(headers, dict) or not all(isinstance(value, str) for value in headers.values()):
        raise WrongSettings("SMS_HEADERS moet JSON zijn: namen van koppen met hun tekst.")
    if "{tekst}" not in settings.SMS_BODY or "{aan" not in settings.SMS_BODY:
        raise WrongSettings("In SMS_BODY ontbreekt de plaats van het nummer ({aan}) of van de tekst ({tekst}).")
    if settings.SMS_METHOD not in ("POST", "PUT"):
        raise WrongSettings("SMS_METHOD is POST of PUT.")
    return parts, headers, template


def _json(name: str) -> Any:
    try:
        return json.loads(getattr(settings, name))
    except ValueError as error:
        raise WrongSettings(f"{name} is geen JSON.") from error


def _filled(template: Any, words: dict[str, str]) -> Any:
    """The body with its places filled in. They are filled in the parsed body, so no text can add a field to it."""
    if isinstance(template, dict):
        return {key: _filled(value, words) for key, value in template.items()}
    if isinstance(template, list):
        return [_filled(value, words) for value in template]
    return _PLACE.sub(lambda found: words[found[1]], template) if isinstance(template, str) else template


def _answer(parts: SplitResult, body: bytes, headers: dict[str, str]) -> int:
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=SECONDS)
    try:
        connection.request(settings.SMS_METHOD, (parts.path or "/") + (f"?{parts.query}" if parts.query else ""), body, headers)
        return connection.getresponse().status
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise NotYet(type(error).__name__) from error
    finally:
        connection.close()
