"""Keys, the journaal and the database itself: what a thief of a dump reads, and what nobody can change unseen."""

import base64
import re
import uuid
from io import StringIO

import pytest
from django.core import checks as django_checks
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.urls import reverse

from accounts.models import School
from groeidocumenten.dossiers import journaal
from groeidocumenten.dossiers.access import Recht
from groeidocumenten.dossiers.checks import keys_are_there
from groeidocumenten.dossiers.kluis import Kluis, KluisError, wrapped_with
from groeidocumenten.dossiers.models import Dossiersleutel, Groeidocument, Journaalhoofd, Journaalregel, Leerlingsleutel
from groeidocumenten.inhoud.models import Aanvulling, open_from
from tests.builders.world import CHAPTERS

OLD = "test:" + base64.b64encode(b"t" * 32).decode()
NEW = "nieuw:" + base64.b64encode(b"n" * 32).decode()


def run(command: str) -> str:
    out = StringIO()
    call_command(command, stdout=out, stderr=out)
    return out.getvalue()


def everything_stored() -> str:
    """Every value of every column of every table, as text."""
    dump = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            dump += [
                bytes(value).decode("latin-1") if isinstance(value, bytes | memoryview) else str(value) for row in cursor for value in row
            ]
    return "\n".join(dump)


def test_a_database_dump_shows_no_sentence_no_address_and_no_secret(world, enter):
    fatima, anja = enter("fatima"), enter("anja")
    planted = "Zinnetje dat nergens anders staat"
    fatima.post(reverse("inhoud:aanvullen", args=[world.noor, CHAPTERS[0]]), {"tekst": planted, "verzoek": uuid.uuid4()})
    page = reverse("inhoud:sectie", args=[world.noor, CHAPTERS[0], f"{CHAPTERS[0]}-sectie"])
    anja.post(page, {"versie": "1", f"veld_{CHAPTERS[0]}-verhaal": planted})
    enter("gast_leest_alles")
    dump = everything_stored()
    assert "De Regenboog" in dump and "Noorkanarie" in dump, "a positive control: names of pupils are rows"
    assert planted not in dump and "gastadres-kanarie" not in dump and "Adreskanarielaan" not in dump
    assert not re.search(r"kanarie-(noor|sem|daan)-hoofdstuk", dump)
    for made in world.guests.values():
        assert made.token not in dump
        assert not re.search(rf"(?<![0-9a-f-]){made.pincode}(?![0-9a-f-])", dump)
    for row in Aanvulling.unguarded.all():
        assert not row.naam.startswith("Anja") and open_from(row, "naam")


def test_a_dump_of_the_keys_opens_nothing_without_the_ring(world, settings):
    sleutel = Dossiersleutel.unguarded.get(groeidocument=world.noor)
    settings.DOSSIER_SLEUTELS = ["test:" + base64.b64encode(b"x" * 32).decode()]
    with pytest.raises(KluisError):
        Kluis.unwrap(sleutel.gewikkeld, owner=world.noor)


def test_a_wrapped_key_belongs_to_one_file(world):
    of_sem = Dossiersleutel.unguarded.get(groeidocument=world.sem).gewikkeld
    with pytest.raises(KluisError):
        Kluis.unwrap(of_sem, owner=world.noor)


@pytest.mark.parametrize("ring", [[], ["test"], ["test:x"], [":" + "A" * 44], ["a:" + base64.b64encode(b"short").decode()], [OLD, OLD]])
def test_a_wrong_key_ring_stops_the_start(ring, settings):
    settings.DOSSIER_SLEUTELS = ring
    assert [error.id for error in keys_are_there(None)] == ["groeidocumenten.E004"]
    assert "groeidocumenten.E004" in {error.id for error in django_checks.run_checks() if isinstance(error, django_checks.Error)}


def test_a_pepper_that_is_too_short_stops_the_start(settings):
    settings.TOEGANG_PEPER = "kort"
    assert [error.id for error in keys_are_there(None)] == ["groeidocumenten.E004"]


# --- Rotation ------------------------------------------------------------------------------------


def test_after_rotation_the_old_key_can_go_and_every_text_still_opens(world, settings, enter):
    count = Dossiersleutel.unguarded.count() + Leerlingsleutel.unguarded.count()
    settings.DOSSIER_SLEUTELS = [NEW, OLD]
    assert f"Opnieuw ingepakt met “nieuw”: {count}." in run("roteer_sleutels")
    settings.DOSSIER_SLEUTELS = [NEW]
    assert {wrapped_with(row.gewikkeld) for row in Dossiersleutel.unguarded.all()} == {"nieuw"}
    page = enter("anja").get(reverse("inhoud:hoofdstuk", args=[world.noor, CHAPTERS[0]])).content.decode()
    assert f"kanarie-noor-{CHAPTERS[0]}" in page
    leerling = Groeidocument.unguarded.get(pk=world.noor).leerling_id
    assert "Adreskanarielaan" in enter("anja").get(reverse("dossiers:leerling", args=[leerling])).content.decode()


def test_rotation_goes_on_where_it_stopped(world, settings):
    settings.DOSSIER_SLEUTELS = [NEW, OLD]
    one = Dossiersleutel.unguarded.get(groeidocument=world.noor)
    one.gewikkeld = Kluis.unwrap(one.gewikkeld, owner=world.noor).wrap()
    one.save()
    rest = Dossiersleutel.unguarded.count() + Leerlingsleutel.unguarded.count() - 1
    assert f"“nieuw”: {rest}. Al met deze sleutel: 1." in run("roteer_sleutels")
    assert f"“nieuw”: 0. Al met deze sleutel: {rest + 1}." in run("roteer_sleutels")


def test_rotation_names_a_file_whose_key_is_missing_and_leaves_it_as_it_is(world, settings):
    settings.DOSSIER_SLEUTELS = [NEW]
    before = list(Dossiersleutel.unguarded.order_by("pk").values_list("gewikkeld", flat=True))
    err = StringIO()
    with pytest.raises(CommandError, match="Bewaar de oude sleutel"):
        call_command("roteer_sleutels", stdout=StringIO(), stderr=err)
    assert str(world.noor) in err.getvalue()
    assert list(Dossiersleutel.unguarded.order_by("pk").values_list("gewikkeld", flat=True)) == before


# --- The journaal --------------------------------------------------------------------------------


@pytest.fixture
def regenboog(world) -> School:
    return School.objects.get(naam="De Regenboog")


@pytest.fixture
def without_triggers(db):
    """What a person with the database's own password could do; taken back at the end of the test."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'dossiers_journaalregel'")
            for (name,) in cursor.fetchall():
                cursor.execute(f'DROP TRIGGER "{name}"')
        else:
            cursor.execute("ALTER TABLE dossiers_journaalregel DISABLE TRIGGER ALL")


def middle(school: School) -> Journaalregel:
    return Journaalregel.unguarded.get(school=school, volgnummer=5)


def complaint() -> str:
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("controleer_journaal", stdout=out, stderr=out)
    return out.getvalue()


def test_an_untouched_journaal_is_whole(world):
    told = run("controleer_journaal")
    assert told.count("klopt.") == School.objects.count()


@pytest.mark.parametrize("act", ["UPDATE dossiers_journaalregel SET onderwerp = 'x'", "DELETE FROM dossiers_journaalregel"])
def test_the_database_itself_refuses_to_change_a_line(act, world):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(act)


COLUMNS = ["tijd", "handeling", "groeidocument_id", "gebruiker_id", "link_id", "onderwerp", "vorige_hash", "hash"]


@pytest.mark.parametrize("column", COLUMNS)
def test_one_changed_value_is_named_with_its_line(column, regenboog, without_triggers):
    line = middle(regenboog)
    new = {
        "tijd": line.tijd.replace(microsecond=(line.tijd.microsecond + 1) % 10**6),
        "groeidocument_id": uuid.uuid4(),
        "gebruiker_id": uuid.uuid4(),
        "link_id": uuid.uuid4(),
    }.get(column, "f" * 64 if "hash" in column else "ander")
    Journaalregel.unguarded.filter(pk=line.pk).update(**{column: new})
    told = complaint()
    assert "De Regenboog: Regel 5" in told
    assert set(re.findall(r"Regel (\d+)", told)) <= {"5", "6"}, "no line is blamed that was not touched or tied to it"


def test_a_removed_line_is_named(regenboog, without_triggers):
    Journaalregel.unguarded.filter(school=regenboog, volgnummer=5).delete()
    assert "Regel 5 ontbreekt" in complaint()


def test_two_exchanged_lines_are_named(regenboog, without_triggers):
    lines = Journaalregel.unguarded.filter(school=regenboog)
    lines.filter(volgnummer=5).update(volgnummer=10**6)
    lines.filter(volgnummer=6).update(volgnummer=5)
    lines.filter(volgnummer=10**6).update(volgnummer=6)
    assert "Regel 5" in complaint()


def test_a_cut_tail_and_a_removed_end_are_noticed(regenboog, without_triggers):
    last = Journaalregel.unguarded.filter(school=regenboog).order_by("-volgnummer").first()
    last.delete()
    assert "Het einde klopt niet" in complaint()
    Journaalregel.unguarded.filter(school=regenboog).delete()
    Journaalhoofd.unguarded.filter(school=regenboog).delete()
    assert "Het einde is weg" in complaint(), "a school with files has a journaal"


def test_a_line_that_was_invented_with_database_rights_does_not_verify(regenboog, without_triggers):
    head = Journaalhoofd.unguarded.get(school=regenboog)
    line = middle(regenboog)
    line.pk, line.volgnummer, line.vorige_hash = uuid.uuid4(), head.volgnummer + 1, head.hash
    line.save(force_insert=True)
    Journaalhoofd.unguarded.filter(pk=head.pk).update(volgnummer=line.volgnummer, hash=line.hash)
    assert f"Regel {line.volgnummer} is veranderd" in complaint()


def test_a_line_holds_no_name_and_no_text(world, opened):
    stored = " ".join(str(value) for row in Journaalregel.unguarded.values_list() for value in row)
    for secret in ("Noorkanarie", "kanarie", "gastkanarie", "Anja", "Fatima"):
        assert secret not in stored


def test_no_act_exists_without_its_line(world, opened, monkeypatch):
    """The line is written in the transaction of the act: when it cannot be, the act did not happen either."""
    from groeidocumenten.dossiers.actions import assign_leerkracht, end_leerkracht

    geopend, joke = opened(recht=Recht.DELEN), opened("joke").viewer.user
    monkeypatch.setattr(journaal, "record", lambda *args, **kwargs: (_ for _ in ()).throw(RuntimeError("full disk")))
    with pytest.raises(RuntimeError):
        end_leerkracht(geopend=geopend, leerkracht=joke)
    assert opened("joke").mag(Recht.SCHRIJVEN)
    monkeypatch.undo()
    assign_leerkracht(geopend=geopend, leerkracht=joke, tot=None)
    assert Groeidocument.unguarded.filter(pk=world.noor).exists()
