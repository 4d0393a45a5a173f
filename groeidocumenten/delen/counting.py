"""Counts what happens at the entrance, in the database, so that every process sees the same numbers. No address of a visitor is kept."""

import hashlib
import hmac
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import connection
from django.db.models import Sum
from django.http import HttpRequest
from django.utils import timezone

from .models import Teller

MINUTE = timedelta(minutes=1)
# More than any school behind one address sends; only what goes above it is turned away (gasten 4.3).
KNOCKS_A_MINUTE = 60
KEPT = timedelta(days=2)
# One statement, so that no two processes count the same knock as one; SQLite and PostgreSQL both know it.
_COUNT = """
INSERT INTO delen_teller (id, soort, sleutel, venster, aantal) VALUES (%s, %s, %s, %s, 1)
ON CONFLICT (soort, sleutel, venster) DO UPDATE SET aantal = delen_teller.aantal + 1
RETURNING aantal
"""


def count(soort: str, sleutel: str, window: timedelta) -> int:
    """Count one, and say how many there are now in this stretch of time."""
    row: dict[str, Any] = {"id": uuid4(), "soort": soort, "sleutel": sleutel, "venster": _start(window)}
    columns = {field.name: field for field in Teller._meta.concrete_fields}
    values = [columns[name].get_db_prep_save(value, connection) for name, value in row.items()]
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, values)
        return int(cursor.fetchone()[0])


def rewrite(soort: str, sleutel: str, window: timedelta, *, really: bool) -> None:
    """Write a counter as it is, or look for it in vain: for work that must be the same whether something else was written or not."""
    rows = Teller.unguarded.filter(soort=soort, sleutel=sleutel if really else "", venster=_start(window))
    rows.update(soort=soort)


def total(soort: str, sleutel: str, period: timedelta) -> int:
    """How many were counted lately, to the width of one stretch."""
    rows = Teller.unguarded.filter(soort=soort, sleutel=sleutel, venster__gt=timezone.now() - period)
    return int(rows.aggregate(Sum("aantal"))["aantal__sum"] or 0)


def forget_old() -> int:
    """Take away counters that nobody asks for any more; how many there were."""
    return Teller.unguarded.filter(venster__lt=timezone.now() - KEPT).delete()[0]


def visitor_key(request: HttpRequest) -> str:
    """A keyed hash of the network that a request comes from: one address in IPv4, the /64 that one household has in IPv6."""
    address = client_address(request)
    known = _network(address)
    key = hmac.digest(settings.TOEGANG_PEPER.encode(), b"adres", "sha256")
    return hmac.new(key, known.encode("utf-8", "replace"), hashlib.sha256).hexdigest()


def client_address(request: HttpRequest) -> str:
    """Where a request came from, as the proxies in front of this process saw it.

    Only as many entries of X-Forwarded-For count as there are proxies of ours (`PROXY_COUNT`): what stands before those, anybody can write.
    """
    count_of_ours = settings.PROXY_COUNT
    named = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    if 0 < count_of_ours <= len(named):
        return named[-count_of_ours]
    return str(request.META.get("REMOTE_ADDR", ""))


def _network(text: str) -> str:
    try:
        address: IPv4Address | IPv6Address = ip_address(text.partition("%")[0])
    except ValueError:
        # A socket without an address, or nonsense: all of those share one counter.
        return "onbekend"
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return str(address.ipv4_mapped)
        return str(ip_network((address, 64), strict=False))
    return str(address)


def _start(window: timedelta) -> datetime:
    """The beginning of the stretch of time in which now lies."""
    seconds = int(window.total_seconds())
    return datetime.fromtimestamp(timezone.now().timestamp() // seconds * seconds, UTC)
