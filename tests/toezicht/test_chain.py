"""The chain of the journaal: any changed byte, anchors outside the database, keys, and months that were removed."""

import base64
import uuid
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.utils import timezone

from accounts.models import Samenwerkingsverband, School
from formats.triggers import deletes_allowed
from groeidocumenten.dossiers import journaal
from groeidocumenten.dossiers.chain import COLUMNS, anchors, read_anchors, verify
from groeidocumenten.dossiers.kluis import KluisError
from groeidocumenten.dossiers.models import Handeling, Journaalhoofd, Journaalregel, Journaalsegment
from groeidocumenten.toezicht.retention import ChainBroken, months_to_remove, remove_months

TABLE = Journaalregel._meta.db_table
RING = ["nieuw:" + base64.b64encode(b"n" * 32).decode()]


@pytest.fixture
def regenboog(world) -> School:
    return School.objects.get(naam="De Regenboog")


@pytest.fixture
def horizon(world) -> School:
    return School.objects.get(naam="De Horizon")


@pytest.fixture
def baken(world) -> School:
    """A school of which the world's journaal has no line."""
    return School.objects.get(naam="Het Baken College")


@pytest.fixture
def without_triggers(db):
    """What a person with the database's own password could do; taken back at the end of the test."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'dossiers_journaal%'")
            for (name,) in cursor.fetchall():
                cursor.execute(f'DROP TRIGGER "{name}"')
        else:
            connection.check_constraints()
            for table in (TABLE, "dossiers_journaalsegment"):
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")


def run(command: str, *args: str) -> str:
    out = StringIO()
    call_command(command, *args, stdout=out, stderr=out)
    return out.getvalue()


def complaint(*args: str) -> str:
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("controleer_journaal", *args, stdout=out, stderr=out)
    return out.getvalue()


def line(school: School, at: datetime | None = None) -> Journaalregel:
    with time_machine.travel(at or timezone.now(), tick=False):
        return journaal.record(Handeling.GEZOCHT, school_id=school.pk, gebruiker_id=uuid.uuid4(), leerling_id=uuid.uuid4())


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


# --- Anchors -------------------------------------------------------------------------------------


@pytest.fixture
def kept(regenboog, tmp_path) -> Path:
    """Anchors in a file, written by the command; and lines that came after."""
    file = tmp_path / "ankers.txt"
    run("anker_journaal", "--bestand", str(file))
    for _ in range(3):
        line(regenboog)
    run("anker_journaal", "--bestand", str(file))
    return file


def test_anchors_are_added_to_a_file_and_agree_with_an_untouched_journaal(kept, regenboog):
    assert len(read_anchors(kept.read_text())) == 2 * len(anchors())
    told = run("controleer_journaal", "--ankers", str(kept))
    assert "De Regenboog: klopt." in told and "2 ankers vergeleken" in told


def test_a_tail_that_was_cut_off_with_its_end_mended_is_found_by_an_anchor(kept, regenboog, without_triggers):
    head = Journaalhoofd.unguarded.get(school=regenboog)
    Journaalregel.unguarded.filter(school=regenboog, volgnummer__gt=head.volgnummer - 2).delete()
    last = Journaalregel.unguarded.filter(school=regenboog).order_by("-volgnummer").first()
    Journaalhoofd.unguarded.filter(pk=head.pk).update(volgnummer=last.volgnummer, hash=last.hash)
    assert not verify(regenboog).aantal, "without an anchor nobody can tell"
    assert f"Regel {head.volgnummer} is weg: een anker zegt dat die er was." in complaint("--ankers", str(kept))


def test_a_journaal_that_was_rewritten_with_the_key_is_found_by_an_anchor(kept, regenboog, without_triggers):
    Journaalregel.unguarded.filter(school=regenboog).delete()
    Journaalhoofd.unguarded.filter(school=regenboog).delete()
    for _ in range(read_anchors(kept.read_text())[-1].volgnummer + 200):
        line(regenboog)
    assert not verify(regenboog).aantal
    assert "het journaal is herschreven" in complaint("--ankers", str(kept))


def test_an_anchor_is_read_out_of_a_forwarded_mail(kept, regenboog, tmp_path):
    forwarded = tmp_path / "mail.txt"
    forwarded.write_text("Van: iemand\n" + "".join(f"> {one}\n" for one in kept.read_text().splitlines()))
    assert "2 ankers vergeleken" in run("controleer_journaal", "--ankers", str(forwarded))


def test_a_file_without_an_anchor_or_that_is_not_there_is_an_error(world, tmp_path):
    (tmp_path / "leeg").write_text("niets")
    for name in ("leeg", "weg"):
        with pytest.raises(CommandError):
            run("controleer_journaal", "--ankers", str(tmp_path / name))
    with pytest.raises(CommandError):
        run("anker_journaal", "--bestand", str(tmp_path / "geen" / "map"))


def test_an_anchor_of_a_school_that_is_gone_is_a_fault(kept):
    with kept.open("a") as file:
        file.write(f"{uuid.UUID(int=5)} 3 {'a' * 64}\n")
    assert "die school is er niet meer" in complaint("--ankers", str(kept))


def test_anchors_are_mailed_to_the_fg_without_a_name(regenboog):
    with pytest.raises(CommandError):
        run("anker_journaal", "--mail")
    Samenwerkingsverband.objects.update(fg_email="fg@swv.example")
    run("anker_journaal", "--mail")
    [sent] = mail.outbox
    assert sent.to == ["fg@swv.example"] and {str(one) for one in read_anchors(sent.body)} == {str(one) for one in anchors()}
    assert "Regenboog" not in sent.body


def test_anchors_go_to_the_screen_when_nothing_is_chosen(regenboog):
    assert len(read_anchors(run("anker_journaal"))) == len(anchors())


# --- Months that are over ------------------------------------------------------------------------

TODAY = date(2026, 11, 20)
MONTHS = [(2021, 9), (2021, 9), (2021, 10), (2021, 12), (2021, 12), (2024, 1), (2026, 11)]


@pytest.fixture
def years(baken) -> School:
    """A chain of years: lines in five months, three of which are older than sixty months."""
    for year, month in MONTHS:
        line(baken, timezone.make_aware(datetime(year, month, 3, 12)))
    return baken


def test_whole_months_go_and_the_check_goes_on_from_where_each_ended(years):
    with time_machine.travel(datetime(2026, 11, 20, 12), tick=False):
        gone = remove_months(years, 60)
    assert [(one.maand, one.eerste, one.laatste) for one in gone] == [(date(2021, 9, 1), 1, 2), (date(2021, 10, 1), 3, 3)]
    found = verify(years)
    assert (found.fouten, found.regels) == ([], 4 + 2), "each removal is a line of the journaal too"
    assert Journaalregel.unguarded.filter(school=years, handeling=Handeling.JOURNAAL_OPGERUIMD).count() == 2
    with time_machine.travel(datetime(2026, 11, 20, 12), tick=False):
        assert remove_months(years, 60) == []
    with time_machine.travel(datetime(2027, 2, 1, 12), tick=False):
        assert [one.maand for one in remove_months(years, 60)] == [date(2021, 12, 1)]
    assert verify(years).fouten == []


@pytest.mark.parametrize(
    ("today", "count"), [(date(2026, 9, 30), 0), (date(2026, 10, 1), 1), (date(2026, 11, 1), 2), (date(2026, 12, 31), 2)]
)
def test_a_month_goes_when_sixty_whole_ones_came_after_it(today, count, years):
    assert len(list(months_to_remove(years, 60, today))) == count


def test_everything_may_be_old_and_the_chain_goes_on(years):
    with time_machine.travel(datetime(2040, 1, 1, 12), tick=False):
        assert len(remove_months(years, 60)) == 5
        assert verify(years).fouten == []
        line(years)
        assert verify(years).fouten == []


def test_the_refusals_stand_again_after_a_removal_and_stood_during_it_for_changes(years):
    with time_machine.travel(datetime(2026, 11, 20, 12), tick=False):
        remove_months(years, 60)
    for act in (f"UPDATE {TABLE} SET onderwerp = 'x'", f"DELETE FROM {TABLE}", "DELETE FROM dossiers_journaalsegment"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(act)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE dossiers_journaalsegment SET laatste = 99")
    with pytest.raises(DatabaseError), deletes_allowed(TABLE), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {TABLE} SET onderwerp = 'x'")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {TABLE}")


def test_the_refusal_stands_again_when_something_goes_wrong_meanwhile(years):
    with pytest.raises(RuntimeError), deletes_allowed(TABLE):
        Journaalregel.unguarded.filter(school=years).delete()
        raise RuntimeError
    assert Journaalregel.unguarded.filter(school=years).count() == len(MONTHS)
    with pytest.raises(DatabaseError), transaction.atomic():
        Journaalregel.unguarded.filter(school=years).delete()


def test_a_refusal_that_is_not_there_is_noticed(years, without_triggers):
    with pytest.raises(LookupError), deletes_allowed(TABLE):
        pass


def test_nothing_goes_from_a_chain_that_does_not_verify(years, without_triggers):
    Journaalregel.unguarded.filter(school=years, volgnummer=6).update(onderwerp="x")
    with pytest.raises(ChainBroken, match="Regel 6"):
        remove_months(years, 60, TODAY)
    assert Journaalregel.unguarded.filter(school=years).count() == len(MONTHS)


def test_a_removal_that_was_invented_with_database_rights_is_found(years, without_triggers):
    """Somebody cuts the beginning off and writes down that it was removed."""
    third = Journaalregel.unguarded.get(school=years, volgnummer=3)
    Journaalregel.unguarded.filter(school=years, volgnummer__lte=3).delete()
    Journaalsegment.unguarded.create(
        school=years,
        maand=date(2021, 9, 1),
        eerste=1,
        laatste=3,
        eindhash=third.hash,
        verwijderd_op=timezone.now(),
        sleutel="peper",
        zegel="a" * 64,
    )
    assert verify(years).fouten == ["Het zegel van de verwijderde maand 2021-09 klopt niet."]


def test_a_removal_that_is_taken_away_or_a_line_that_comes_back_is_found(years, without_triggers):
    kept = Journaalregel.unguarded.get(school=years, volgnummer=1)
    segment = _remove_by_hand(years)
    kept.save(force_insert=True)
    assert "die zijn volgens het journaal verwijderd" in verify(years).fouten[0]
    Journaalregel.unguarded.filter(pk=kept.pk).delete()
    assert verify(years).fouten == []
    segment.delete()
    assert verify(years).fouten[0] == "Regel 1 ontbreekt."


def _remove_by_hand(school: School) -> Journaalsegment:
    """What the command does, where the refusals are gone already."""
    from groeidocumenten.dossiers.chain import seal_of

    last = Journaalregel.unguarded.get(school=school, volgnummer=2)
    segment = Journaalsegment(school=school, maand=date(2021, 9, 1), eerste=1, laatste=2, eindhash=last.hash, verwijderd_op=timezone.now())
    segment.sleutel, key = journaal.newest_key()
    segment.zegel = seal_of(segment, key)
    segment.save(force_insert=True)
    Journaalregel.unguarded.filter(school=school, volgnummer__lte=2).delete()
    return segment


def test_an_anchor_in_a_removed_month_is_compared_where_the_month_ended(years):
    first_two = [
        (one.volgnummer, one.hash) for one in Journaalregel.unguarded.filter(school=years, volgnummer__lte=2).order_by("volgnummer")
    ]
    text = "".join(f"{years.pk} {number} {hashed}\n" for number, hashed in first_two)
    with time_machine.travel(datetime(2026, 11, 20, 12), tick=False):
        remove_months(years, 60)
    found = verify(years, read_anchors(text))
    assert (found.fouten, found.ankers) == ([], 1)
    wrong = read_anchors(f"{years.pk} 2 {'a' * 64}")
    assert "herschreven" in verify(years, wrong).fouten[0]


def test_the_command_removes_for_every_school_or_only_looks(years, settings):
    with time_machine.travel(datetime(2026, 11, 20, 12), tick=False):
        assert "2021-09 kan weg, regel 1 tot en met 2" in run("ruim_journaal_op", "--proef")
        assert Journaalregel.unguarded.filter(school=years).count() == len(MONTHS)
        told = run("ruim_journaal_op")
    assert "Het Baken College: 2021-09 verwijderd" in told and "2021-10 verwijderd" in told
    assert "Het Baken College: klopt." in run("controleer_journaal")


@pytest.mark.parametrize("months", [0, 23])
def test_the_command_refuses_to_keep_less_than_two_years(months, years, settings):
    settings.JOURNAAL_BEWAREN_MAANDEN = months
    with pytest.raises(CommandError, match="24 maanden"):
        run("ruim_journaal_op")
    assert Journaalregel.unguarded.filter(school=years).count() == len(MONTHS)
