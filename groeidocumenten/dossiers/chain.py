"""Checks that nobody rewrote the journaal: every line of a school's chain, the months that were removed, its end, and anchors kept elsewhere.

Rows are read as they are stored, past Django's fields: on SQLite any byte can stand in any column, and one that no field can read must be
named too. `benchmarks/journaal.py` measures how many lines a second that gives.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from accounts.models import School

from .journaal import BEGIN, PEPPER, digest, journal_keys
from .models import Journaalhoofd, Journaalregel, Journaalsegment

# So many sentences are kept; a wrong key makes every line wrong, and nobody reads a million of them.
MOST_TOLD = 20
BATCH = 10_000
COLUMNS = (
    *("id", "school_id", "volgnummer", "tijd", "handeling", "groeidocument_id", "leerling_id", "gebruiker_id", "link_id"),
    *("onderwerp", "sleutel", "vorige_hash", "hash"),
)
_ANCHOR = re.compile(r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}) ([0-9]{1,18}) ([0-9a-f]{64})")


@dataclass(frozen=True)
class Anker:
    """Where a school's chain was at some moment, kept outside the database: what shows that its tail was cut off or all of it rewritten."""

    school: UUID
    volgnummer: int
    hash: str

    def __str__(self) -> str:
        return f"{self.school} {self.volgnummer} {self.hash}"


@dataclass
class Oordeel:
    """What a check found: how many lines were read, how many faults, and a Dutch sentence for each of the first ones, in order."""

    regels: int = 0
    aantal: int = 0
    fouten: list[str] = field(default_factory=list)
    ankers: int = 0

    def wrong(self, sentence: str) -> None:
        """Note a fault."""
        self.aantal += 1
        if len(self.fouten) < MOST_TOLD:
            self.fouten.append(sentence)


def anchors() -> list[Anker]:
    """The end of every school's chain now."""
    heads = Journaalhoofd.unguarded.filter(volgnummer__gt=0).order_by("school__naam", "school_id")
    return [Anker(*row) for row in heads.values_list("school_id", "volgnummer", "hash")]


def read_anchors(text: str) -> list[Anker]:
    """Every anchor that stands in a text, whatever stands around it: a file, or a mail that was forwarded."""
    return [Anker(UUID(school), int(number), hashed) for school, number, hashed in _ANCHOR.findall(text)]


def verify(school: School, ankers: Iterable[Anker] = ()) -> Oordeel:
    """Walk a school's chain from its first line, or from where the last removed month ended.

    Args:
        ankers: what was kept elsewhere; those of other schools are left out.
    """
    oordeel, keys = Oordeel(), journal_keys()
    segments = list(Journaalsegment.unguarded.filter(school=school).order_by("eerste"))
    removed, previous = _judge_removed(school, segments, keys, oordeel)
    expected = [anker for anker in ankers if anker.school == school.pk]
    asked = {anker.volgnummer for anker in expected}
    known = {segment.laatste: segment.eindhash for segment in segments}
    number = removed
    for row in _rows(school, number):
        number += 1
        _judge(row, number, previous, keys, oordeel)
        number, previous = row[2] if isinstance(row[2], int) else number, str(row[-1])
        if number in asked:
            known[number] = previous
        oordeel.regels += 1
    _judge_end(school, number, previous, oordeel)
    _judge_anchors(expected, known, removed, oordeel)
    return oordeel


def _rows(school: School, after: int) -> Iterator[tuple[Any, ...]]:
    """The lines of a chain as stored, in batches, so that no length of it fills the memory."""
    table, quote = Journaalregel._meta.db_table, connection.ops.quote_name
    # SQLite's driver reads a column that was declared as a moment; as text it is left as it stands.
    as_text = {"tijd": f"CAST({quote('tijd')} AS text)"} if connection.vendor == "sqlite" else {}
    names = ", ".join(as_text.get(name, quote(name)) for name in COLUMNS)
    # Only names of this module stand in the statement; values go in as parameters.
    statement = f"SELECT {names} FROM {quote(table)} WHERE school_id = %s AND volgnummer > %s ORDER BY volgnummer LIMIT %s"  # noqa: S608
    key = Journaalregel._meta.pk.get_db_prep_value(school.pk, connection)
    with connection.cursor() as cursor, _any_bytes():
        while True:
            cursor.execute(statement, [key, after, BATCH])
            rows = cursor.fetchall()
            yield from rows
            if len(rows) < BATCH or not isinstance(rows[-1][2], int):
                return
            after = rows[-1][2]


@contextmanager
def _any_bytes() -> Iterator[None]:
    """Let SQLite's driver read text that is no text: it would stop at the first byte that does not belong in one."""
    driver: Any = connection.connection
    if connection.vendor != "sqlite":
        yield
        return
    before, driver.text_factory = driver.text_factory, lambda raw: raw.decode(errors="surrogateescape")
    try:
        yield
    finally:
        driver.text_factory = before


def _judge(row: tuple[Any, ...], number: int, previous: str, keys: dict[str, bytes], oordeel: Oordeel) -> None:
    pk, school, volgnummer, tijd, handeling, groeidocument, leerling, gebruiker, link, onderwerp, sleutel, vorige, hashed = row
    if volgnummer != number:
        oordeel.wrong(f"Regel {number} ontbreekt.")
    if vorige != previous:
        oordeel.wrong(f"Regel {volgnummer} sluit niet aan op de regel ervoor.")
    key = keys.get(sleutel or PEPPER)
    if key is None:  # also for a key's name that is no name at all
        oordeel.wrong(f"Regel {volgnummer} is gemaakt met een sleutel die hier niet bekend is: {sleutel!r}.")
        return
    about = [volgnummer if isinstance(volgnummer, int) else str(volgnummer), _moment(tijd), str(handeling), _id(groeidocument)]
    if sleutel:
        content = [_id(pk), _id(school), *about, _id(leerling), _id(gebruiker), _id(link), str(onderwerp), sleutel, str(vorige)]
    else:
        # A line of the first kind: its hash covers no id and no pupil, and its key is the one derived from the pepper.
        pupil = [] if leerling is None else [_id(leerling)]
        content = [_id(school), *about, _id(gebruiker), _id(link), str(onderwerp), str(vorige), *pupil]
    if str(hashed) != digest(key, content):
        oordeel.wrong(f"Regel {volgnummer} is veranderd.")


def _id(stored: Any) -> str:
    """An id as the hash covers it. SQLite stores 32 digits without dashes; anything else that stands there stays as it is, and fits no hash."""
    if stored is None:
        return ""
    text = str(stored)
    # An empty text is not the same as nothing.
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}" if len(text) == 32 else text or "?"


def _moment(stored: Any) -> str:
    """A moment as the hash covers it. SQLite stores text in UTC, without a fraction when that is zero."""
    if isinstance(stored, datetime):
        aware = stored if stored.tzinfo else stored.replace(tzinfo=UTC)
        return aware.astimezone(UTC).isoformat(timespec="microseconds")
    text = str(stored).replace(" ", "T", 1)
    return f"{text}{'' if '.' in text else '.000000'}+00:00"


# --- Removed months -------------------------------------------------------------------------------


def seal_of(segment: Journaalsegment, key: bytes) -> str:
    """The seal on a removed month."""
    moment = segment.verwijderd_op.astimezone(UTC).isoformat(timespec="microseconds")
    about = ["segment", str(segment.pk), str(segment.school_id), segment.maand.isoformat()]
    return digest(key, [*about, segment.eerste, segment.laatste, segment.eindhash, moment, segment.sleutel])


def _judge_removed(school: School, segments: list[Journaalsegment], keys: dict[str, bytes], oordeel: Oordeel) -> tuple[int, str]:
    """Number and hash that the chain goes on from; faults in what was removed are noted."""
    number, previous = 0, BEGIN
    for segment in segments:
        month = f"{segment.maand:%Y-%m}"
        key = keys.get(segment.sleutel)
        if key is None or segment.zegel != seal_of(segment, key):
            oordeel.wrong(f"Het zegel van de verwijderde maand {month} klopt niet.")
        if segment.eerste != number + 1:
            oordeel.wrong(f"Regel {number + 1} ontbreekt: de verwijderde maand {month} begint bij regel {segment.eerste}.")
        number, previous = segment.laatste, segment.eindhash
    if number and Journaalregel.unguarded.filter(school=school, volgnummer__lte=number).exists():
        oordeel.wrong(f"Er staan regels tot en met {number}, en die zijn volgens het journaal verwijderd.")
    return number, previous


# --- The end --------------------------------------------------------------------------------------


def _judge_end(school: School, number: int, previous: str, oordeel: Oordeel) -> None:
    head = Journaalhoofd.unguarded.filter(school=school).first()
    if head is None and (number or school.groeidocumenten.exists()):
        oordeel.wrong("Het einde is weg: van deze school hoort een laatste regel bekend te zijn.")
    if head is not None and (head.volgnummer, head.hash) != (number, previous):
        oordeel.wrong(f"Het einde klopt niet: de laatste regel hoort {head.volgnummer} te zijn.")


def _judge_anchors(expected: Collection[Anker], known: dict[int, str], removed: int, oordeel: Oordeel) -> None:
    """Compare what was kept elsewhere. An anchor inside a removed month can no longer be compared, unless it is that month's last line."""
    for anker in sorted(expected, key=lambda one: one.volgnummer):
        there = known.get(anker.volgnummer)
        if there is None and anker.volgnummer <= removed:
            continue
        oordeel.ankers += 1
        if there is None:
            oordeel.wrong(f"Regel {anker.volgnummer} is weg: een anker zegt dat die er was.")
        elif there != anker.hash:
            oordeel.wrong(f"Regel {anker.volgnummer} is een andere dan die van het anker: het journaal is herschreven.")
