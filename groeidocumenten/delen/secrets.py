"""Tokens and pincodes: made here, shown once, kept only as hashes that need the pepper from outside the database."""

import hashlib
import hmac
import secrets
from uuid import UUID

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from django.conf import settings

# 19 MiB and two rounds: slow enough beside five tries and the pepper, light enough for a flood of wrong codes (gasten D19).
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
PINCODE_DIGITS = 6


def new_token() -> str:
    """A link's secret: 256 random bits, 43 characters that are safe in an address."""
    return secrets.token_urlsafe(32)


def new_pincode() -> str:
    """Six random digits. Easy-looking ones are not left out: that would make the rest easier to guess."""
    return f"{secrets.randbelow(10**PINCODE_DIGITS):0{PINCODE_DIGITS}d}"


def spoken(pincode: str) -> str:
    """A code in two groups, as people read it aloud and write it down."""
    return f"{pincode[:3]} {pincode[3:]}"


def hash_token(token: str) -> str:
    """What the database keeps of a token; a keyed hash, so that it can be looked up but not reversed."""
    return hmac.new(_pepper(b"token"), token.encode("utf-8", "replace"), hashlib.sha256).hexdigest()


def hash_pincode(link: UUID, pincode: str) -> str:
    """What the database keeps of a pincode: argon2id over a keyed hash of the link and the code."""
    return _HASHER.hash(_bound(link, pincode))


def pincode_matches(stored: str, link: UUID, pincode: str) -> bool:
    """Compare in constant work; a stored text that is no hash never matches."""
    try:
        return _HASHER.verify(stored, _bound(link, pincode))
    except (VerifyMismatchError, InvalidHashError):
        return False


def waste_equal_work(pincode: str) -> None:
    """Do what a comparison costs when there is nothing to compare with, so that an unknown link takes as long as a known one."""
    pincode_matches(_DUMMY, _NOBODY, pincode)


def normalise_pincode(text: str) -> str:
    """What a person types or pastes as a code, without spaces, dashes and dots."""
    return "".join(character for character in text if character not in " \t\r\n\u00a0-–.")[:32]


def _bound(link: UUID, pincode: str) -> bytes:
    return hmac.digest(_pepper(b"pincode"), link.bytes + pincode.encode("utf-8", "replace"), "sha256")


def _pepper(purpose: bytes) -> bytes:
    return hmac.digest(settings.TOEGANG_PEPER.encode(), purpose, "sha256")


_NOBODY = UUID(int=0)
_DUMMY = _HASHER.hash(b"nobody")
