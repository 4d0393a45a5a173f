"""Writes the journaal: one line per deed, each with a keyed hash over itself and the line before it. `chain` checks that nobody rewrote it."""

import hmac
import json
from collections.abc import Sequence
from datetime import UTC
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from sleutels import KluisError, parse_ring

from .models import Handeling, Journaalhoofd, Journaalregel

# The hash before the first line of a school.
BEGIN = "0" * 64
# The name of the key that is derived from TOEGANG_PEPER: used as long as JOURNAAL_SLEUTELS is empty.
PEPPER = "peper"
LONGEST_NAME = 20


def record(
    handeling: Handeling,
    *,
    school_id: UUID,
    groeidocument_id: UUID | None = None,
    leerling_id: UUID | None = None,
    gebruiker_id: UUID | None = None,
    link_id: UUID | None = None,
    onderwerp: str = "",
) -> Journaalregel:
    """Add one line to a school's chain, in the transaction of the deed itself: no change without its line.

    Args:
        leerling_id: for what is about the record of a pupil and about no file.
        onderwerp: a key or id of what was touched; never a name and never text.
    """
    sleutel, key = newest_key()
    # No savepoint: a deed whose line fails may not go on.
    with transaction.atomic(savepoint=False):
        head = _locked_head(school_id)
        line = Journaalregel(
            school_id=school_id,
            volgnummer=head.volgnummer + 1,
            tijd=timezone.now(),
            handeling=handeling,
            groeidocument_id=groeidocument_id,
            leerling_id=leerling_id,
            gebruiker_id=gebruiker_id,
            link_id=link_id,
            onderwerp=onderwerp,
            sleutel=sleutel,
            vorige_hash=head.hash,
        )
        line.hash = digest(key, content_of(line))
        line.save(force_insert=True)
        head.volgnummer, head.hash = line.volgnummer, line.hash
        head.save(update_fields=["volgnummer", "hash"])
    return line


def _locked_head(school_id: UUID) -> Journaalhoofd:
    """The end of a school's chain, locked: it orders the writers."""
    heads = Journaalhoofd.unguarded.select_for_update()
    head = heads.filter(school_id=school_id).first()
    if head is None:
        Journaalhoofd.unguarded.get_or_create(school_id=school_id)
        head = heads.get(school_id=school_id)
    return head


def content_of(line: Journaalregel) -> list[str | int]:
    """Every column of a line except the hash itself, as the hash covers them."""
    return [
        str(line.pk),
        str(line.school_id),
        line.volgnummer,
        line.tijd.astimezone(UTC).isoformat(timespec="microseconds"),
        str(line.handeling),
        str(line.groeidocument_id or ""),
        str(line.leerling_id or ""),
        str(line.gebruiker_id or ""),
        str(line.link_id or ""),
        line.onderwerp,
        line.sleutel,
        line.vorige_hash,
    ]


def digest(key: bytes, content: Sequence[str | int]) -> str:
    """The keyed hash over a list of values: who can write the database but lacks the key cannot make one that fits."""
    return hmac.digest(key, json.dumps(content).encode(), "sha256").hex()


def journal_keys() -> dict[str, bytes]:
    """Every key that lines may be hashed with, by name, newest first: those of JOURNAAL_SLEUTELS, and the one derived from TOEGANG_PEPER.

    Raises:
        KluisError: if the setting is malformed.
    """
    ring = parse_ring("JOURNAAL_SLEUTELS", settings.JOURNAAL_SLEUTELS)
    if PEPPER in ring or any(len(name) > LONGEST_NAME for name in ring):
        raise KluisError(f"Een naam in JOURNAAL_SLEUTELS is hoogstens {LONGEST_NAME} tekens, en niet “{PEPPER}”.")
    return ring | {PEPPER: hmac.digest(settings.TOEGANG_PEPER.encode(), b"journaal", "sha256")}


def newest_key() -> tuple[str, bytes]:
    """Name and key for a line that is written now."""
    return next(iter(journal_keys().items()))
