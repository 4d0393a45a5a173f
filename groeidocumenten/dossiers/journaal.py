"""Writes the journaal and checks that nobody rewrote it. Every line carries a keyed hash over itself and the line before it."""

import hashlib
import hmac
import json
from datetime import UTC, datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import School

from .models import Handeling, Journaalhoofd, Journaalregel


def record(
    handeling: Handeling,
    *,
    school_id: UUID,
    groeidocument_id: UUID | None = None,
    gebruiker_id: UUID | None = None,
    link_id: UUID | None = None,
    onderwerp: str = "",
) -> Journaalregel:
    """Add one line to a school's chain, in the transaction of the deed itself: no change without its line.

    Args:
        onderwerp: a key or id of what was touched; never a name and never text.
    """
    with transaction.atomic():
        Journaalhoofd.unguarded.get_or_create(school_id=school_id)
        head = Journaalhoofd.unguarded.select_for_update().get(school_id=school_id)
        line = Journaalregel(
            school_id=school_id,
            volgnummer=head.volgnummer + 1,
            tijd=timezone.now(),
            handeling=handeling,
            groeidocument_id=groeidocument_id,
            gebruiker_id=gebruiker_id,
            link_id=link_id,
            onderwerp=onderwerp,
            vorige_hash=head.hash,
        )
        line.hash = _hash(line)
        line.save(force_insert=True)
        head.volgnummer, head.hash = line.volgnummer, line.hash
        head.save(update_fields=["volgnummer", "hash"])
    return line


def verify(school: School) -> list[str]:
    """Walk a school's chain from its first line.

    Returns:
        One Dutch sentence per fault, naming the line; an empty list means that the chain is whole.
    """
    faults: list[str] = []
    previous, number = "0" * 64, 0
    for line in Journaalregel.unguarded.filter(school=school).order_by("volgnummer").iterator():
        number += 1
        if line.volgnummer != number:
            faults.append(f"Regel {number} ontbreekt.")
            number = line.volgnummer
        if line.vorige_hash != previous:
            faults.append(f"Regel {line.volgnummer} sluit niet aan op de regel ervoor.")
        if not hmac.compare_digest(line.hash, _hash(line)):
            faults.append(f"Regel {line.volgnummer} is veranderd.")
        previous = line.hash
    head = Journaalhoofd.unguarded.filter(school=school).first()
    if head is None and (number or school.groeidocumenten.exists()):
        faults.append("Het einde is weg: van deze school hoort een laatste regel bekend te zijn.")
    if head is not None and (head.volgnummer, head.hash) != (number, previous):
        faults.append(f"Het einde klopt niet: de laatste regel hoort {head.volgnummer} te zijn.")
    return faults


def _hash(line: Journaalregel) -> str:
    tijd: datetime = line.tijd
    content = [
        str(line.school_id),
        line.volgnummer,
        tijd.astimezone(UTC).isoformat(timespec="microseconds"),
        str(line.handeling),
        str(line.groeidocument_id or ""),
        str(line.gebruiker_id or ""),
        str(line.link_id or ""),
        line.onderwerp,
        line.vorige_hash,
    ]
    # Its own key, derived from the pepper: who can write the database cannot make a line that verifies.
    key = hmac.digest(settings.TOEGANG_PEPER.encode(), b"journaal", "sha256")
    return hmac.new(key, json.dumps(content).encode(), hashlib.sha256).hexdigest()
