"""E-mail addresses in one form, to see that two of them reach the same mailbox: without capitals, dots and plus-parts.

Whoever compares addresses for safety does it here: an address that an order blocks, a pincode that may not go where the link went.
"""

import contextlib
import hashlib
import hmac
import unicodedata

from django.conf import settings

# Other names of one provider's domain.
_SAME = {"googlemail.com": "gmail.com"}


def normalise_address(text: str) -> str:
    """An address as its mailbox: rather two that are equal in error than two spellings of one that pass for different."""
    local, _, domain = unicodedata.normalize("NFKC", text).strip().casefold().rpartition("@")
    domain = domain.strip().rstrip(".")
    with contextlib.suppress(UnicodeError):
        domain = domain.encode("idna").decode()
    local = local.strip().strip('"').partition("+")[0].replace(".", "")
    return f"{local}@{_SAME.get(domain, domain)}"


def address_hash(text: str) -> str:
    """What the database keeps to compare addresses with: a keyed hash of the normal form, so that it says nothing to who has only the table."""
    key = hmac.digest(settings.TOEGANG_PEPER.encode(), b"adres", "sha256")
    return hmac.new(key, normalise_address(text).encode("utf-8", "replace"), hashlib.sha256).hexdigest()
