"""Codes that people type over from paper, and what the database keeps of them: keyed hashes, with a pepper from outside the database.

A code that is looked up is kept as a fast keyed hash; a short code that could be guessed is kept as a slow one, bound to its owner.
"""

import hashlib
import hmac
import secrets
from uuid import UUID

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from django.conf import settings

# The same cost as the pincode of a link: slow enough beside five tries and the pepper, light enough for a flood of wrong codes.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
# Letters and figures that cannot be read as one another, and no vowels: no words come out of it.
SIGNS = "BCDFGHJKLMNPQRSTVWXZ23456789"


def new_sign(length: int) -> str:
    """Random letters and figures to look something up by."""
    return "".join(secrets.choice(SIGNS) for _ in range(length))


def new_digits(length: int) -> str:
    """A random number with so many figures, leading zeros included."""
    return f"{secrets.randbelow(10**length):0{length}d}"


def normalise(text: str) -> str:
    """What a person types or pastes, without spaces, dashes and dots, in capitals."""
    return "".join(character for character in text.upper() if character.isalnum())[:64]


def lookup_hash(purpose: str, text: str) -> str:
    """What is kept of something that is looked up."""
    return hmac.new(_pepper(purpose), text.encode("utf-8", "replace"), hashlib.sha256).hexdigest()


def slow_hash(purpose: str, owner: UUID, code: str) -> str:
    """What is kept of a short code: argon2id over a keyed hash of its owner and the code."""
    return _HASHER.hash(_bound(purpose, owner, code))


def matches(stored: str, purpose: str, owner: UUID, code: str) -> bool:
    """Compare in constant work; a stored text that is no hash never matches."""
    try:
        return _HASHER.verify(stored, _bound(purpose, owner, code))
    except (VerifyMismatchError, InvalidHashError):
        return False


def waste_equal_work(purpose: str, code: str) -> None:
    """Do what a comparison costs when there is nothing to compare with."""
    matches(_DUMMY, purpose, UUID(int=0), code)


def _bound(purpose: str, owner: UUID, code: str) -> bytes:
    return hmac.digest(_pepper(purpose), owner.bytes + code.encode("utf-8", "replace"), "sha256")


def _pepper(purpose: str) -> bytes:
    return hmac.digest(settings.TOEGANG_PEPER.encode(), purpose.encode(), "sha256")


_DUMMY = _HASHER.hash(b"nobody")
