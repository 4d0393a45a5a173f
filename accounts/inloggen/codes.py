"""Codes of half a minute (TOTP, RFC 6238), as apps on phones make them. Pure: a secret, a code and the time; nothing is kept here."""

import base64
import hmac
import secrets
import struct
import time

from django.utils.crypto import constant_time_compare

PERIOD, DIGITS = 30, 6
# Clocks of phones differ: the half minute before and after this one count too.
TOLERANCE = 1


def new_secret() -> str:
    """A secret for an app: twenty bytes, in the letters and figures that apps read."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def half_minute() -> int:
    """Which half minute it is."""
    return int(time.time()) // PERIOD


def code_at(secret: str, step: int) -> str:
    """The code of one half minute."""
    digest = hmac.digest(base64.b32decode(secret), struct.pack(">Q", step), "sha1")
    at = digest[-1] & 0x0F
    number = struct.unpack(">I", digest[at : at + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}d}"


def step_of(secret: str, code: str, *, after: int = 0) -> int | None:
    """The half minute of this code; None if it is no code of now, or not later than one that was used."""
    now, found = half_minute(), None
    for step in range(now - TOLERANCE, now + TOLERANCE + 1):
        if constant_time_compare(code_at(secret, step), code) and step > after:
            found = step
    return found


def typed(code: str) -> str:
    """A code as it is compared, without the spaces and dashes that people type."""
    return "".join(sign for sign in code if sign.isascii() and sign.isdigit())[:16]
