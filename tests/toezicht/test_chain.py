"""The chain of the journaal: any changed byte, anchors outside the database, keys, and months that were removed."""

import base64
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from accounts.models import School
from groeidocumenten.dossiers import journaal
from groeidocumenten.dossiers.chain import COLUMNS, verify
from groeidocumenten.dossiers.kluis import KluisError
from groeidocumenten.dossiers.models import Journaalhoofd, Journaalregel
from tests.toezicht.chains import TABLE, line

RING = ["nieuw:" + base64.b64encode(b"n" * 32).decode()]


# --- One changed byte ----------------------------------------------------------------------------


@pytest.mark.parametrize("column", COLUMNS)
def test_one_changed_byte_in_any_column_is_found_and_its_line_is_the_first_that_is_named(column, baken, without_triggers):
    lines = [line(baken) for _ in range(5)]
    assert not verify(baken).aantal
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {TABLE} WHERE volgnummer = 3 AND school_id = %s", [_stored(baken.pk)])
        [before] = cursor.fetchone()
        new = _one_byte_other(column, before)
        cursor.execute(f"UPDATE {TABLE} SET {column} = %s WHERE volgnummer = 3 AND school_id = %s", [new, _stored(baken.pk)])
        assert cursor.rowcount == 1
    found = verify(baken)
    assert found.aantal and "3" in found.fouten[0], found.fouten
    assert lines


def _stored(pk: uuid.UUID):
    return pk.hex if connection.vendor == "sqlite" else pk


def _one_byte_other(column: str, before):
    """Another value of the same length. On SQLite any text fits anywhere, so the byte is simply another."""
    if column == "school_id":
        empty = School.objects.get(naam="De Regenboog")
        empty.pk, empty.brin = uuid.uuid4(), "99ZZ"
        empty.save(force_insert=True)
        return _stored(empty.pk)
    if column == "volgnummer":
        return 9
    if connection.vendor == "sqlite" or isinstance(before, str):
        text = "x" if not before else str(before)
        return ("y" if text[0] == "x" else "x") + text[1:]
    if isinstance(before, uuid.UUID):
        return uuid.UUID(int=before.int ^ 1)
    if isinstance(before, datetime):
        return before + timedelta(microseconds=1)
    return uuid.uuid4()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL takes only values of a column's kind")
@pytest.mark.parametrize("garbage", ["", "x", b"\x00\xff", "9" * 400, "NaN", "\udcff"])
@pytest.mark.parametrize("column", sorted(set(COLUMNS) - {"school_id"}))
def test_garbage_in_any_column_is_named_and_stops_nothing(column, garbage, baken, without_triggers):
    for _ in range(3):
        line(baken)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA ignore_check_constraints = ON")
        cursor.execute(f"SELECT {column} FROM {TABLE} WHERE volgnummer = 2 AND school_id = %s", [baken.pk.hex])
        [before] = cursor.fetchone()
        # The last one is put there as text that is no text.
        value, as_is = (b"\xff", "CAST(%s AS text)") if garbage == "\udcff" else (garbage, "%s")
        cursor.execute(f"UPDATE {TABLE} SET {column} = {as_is} WHERE volgnummer = 2 AND school_id = %s", [value, baken.pk.hex])
        cursor.execute("PRAGMA ignore_check_constraints = OFF")
    assert verify(baken).aantal or before == garbage


def test_a_line_of_another_school_does_not_fit_into_this_chain(baken, horizon, without_triggers):
    for _ in range(3):
        line(baken)
    last = Journaalregel.unguarded.filter(school=horizon).order_by("-volgnummer").first()
    Journaalregel.unguarded.filter(pk=last.pk).update(school=baken, volgnummer=4)
    assert any("Regel 4" in fault for fault in verify(baken).fouten) and verify(horizon).aantal


def test_a_million_wrong_lines_are_counted_and_not_all_told(baken, settings, monkeypatch):
    for _ in range(30):
        line(baken)
    settings.TOEGANG_PEPER = "another-pepper-than-before"
    found = verify(baken)
    assert found.aantal == 30 and len(found.fouten) == 20 and found.fouten[0] == "Regel 1 is veranderd."


def test_a_chain_longer_than_a_batch_is_read_in_pieces(baken, monkeypatch):
    monkeypatch.setattr("groeidocumenten.dossiers.chain.BATCH", 4)
    for _ in range(9):
        line(baken)
    found = verify(baken)
    assert (found.regels, found.fouten) == (9, [])


# --- Keys ----------------------------------------------------------------------------------------


def test_a_line_of_the_first_kind_still_verifies_and_cannot_be_passed_off_as_one(baken, without_triggers):
    """Lines from before lines had a key's name: the same key, and their hash does not cover the id."""
    old = line(baken)
    old.sleutel, old.leerling_id = "", None
    moment = old.tijd.astimezone(UTC).isoformat(timespec="microseconds")
    content = [str(old.school_id), 1, moment, str(old.handeling), "", str(old.gebruiker_id), "", "", old.vorige_hash]
    old.hash = journaal.digest(journaal.journal_keys()["peper"], content)
    Journaalregel.unguarded.filter(pk=old.pk).update(sleutel="", leerling_id=None, hash=old.hash)
    Journaalhoofd.unguarded.filter(school=baken).update(hash=old.hash)
    line(baken)
    assert verify(baken).fouten == []
    Journaalregel.unguarded.filter(school=baken, volgnummer=2).update(sleutel="")
    assert verify(baken).fouten[0] == "Regel 2 is veranderd."
    Journaalregel.unguarded.filter(school=baken, volgnummer=1).update(leerling_id=uuid.uuid4())
    assert verify(baken).fouten[0] == "Regel 1 is veranderd."


def test_a_key_of_its_own_is_used_for_new_lines_and_old_ones_keep_theirs(baken, settings):
    line(baken)
    settings.JOURNAAL_SLEUTELS = RING
    assert line(baken).sleutel == "nieuw" and verify(baken).fouten == []
    settings.JOURNAAL_SLEUTELS = ["later:" + base64.b64encode(b"l" * 32).decode(), *RING]
    assert line(baken).sleutel == "later" and verify(baken).fouten == []
    settings.JOURNAAL_SLEUTELS = settings.JOURNAAL_SLEUTELS[:1]
    assert verify(baken).fouten == ["Regel 2 is gemaakt met een sleutel die hier niet bekend is: 'nieuw'."]


@pytest.mark.parametrize("ring", [["x"], ["a:AAAA"], ["peper:" + RING[0].partition(":")[2]], ["n" * 21 + ":" + RING[0].partition(":")[2]]])
def test_a_wrong_ring_of_the_journaal_stops_the_start(ring, settings):
    from groeidocumenten.dossiers.checks import keys_are_there

    settings.JOURNAAL_SLEUTELS = ring
    assert [error.id for error in keys_are_there(None)] == ["groeidocumenten.E004"]
    with pytest.raises(KluisError):
        journaal.newest_key()
