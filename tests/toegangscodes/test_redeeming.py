"""From a code to an account: nothing is shown before the address is confirmed, a code works once, and whoever guesses learns nothing."""

import contextlib
import json
import os
import pickle
import re
import sqlite3
import subprocess
import sys
import uuid
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Soort, User
from accounts.models_uitnodiging import Aanmelding, Uitnodiging
from groeidocumenten.dossiers.access import Recht, Viewer, dossiers_for
from groeidocumenten.dossiers.gezag import end_gezag, tie_account
from groeidocumenten.dossiers.models import Handeling, Journaalregel, Leerlingwijziging
from groeidocumenten.toegangscodes.handing_out import take_back
from post.models import Zending
from post.sending import attempt
from tests.builders import template

from .conftest import MAIL, PASSWORD, fill_in, link_in_mail, register

ROOT = Path(__file__).resolve().parents[2]
SECOND, MINUTE, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(days=1)
CANARY = "semkanarie"


def deliver() -> None:
    """What the worker does with the mails that wait for it."""
    for pk in Zending.objects.waiting().values_list("pk", flat=True):
        attempt(pk)


def files_of(user: User) -> set[uuid.UUID]:
    return set(dossiers_for(Viewer(user=user), Recht.LEZEN).values_list("pk", flat=True))


# --- The letter ---------------------------------------------------------------------------------


def test_with_a_letter_a_parent_makes_an_account_confirms_the_address_and_then_reads(world, ouder):
    client, made = Client(), ouder.code()
    answers = [client.get("/toegangscode/"), fill_in(client, made), client.get("/toegangscode/verder/"), register(client)]
    assert [answer.status_code for answer in answers] == [200, 302, 200, 200]
    assert not User.objects.filter(email="samira@test.example").exists(), "no account before the address is confirmed"
    assert not any(CANARY in answer.content.decode().lower() for answer in answers), "and nothing is shown"
    deliver()
    [sent] = mail.outbox
    assert not any(word in (sent.subject + sent.body).lower() for word in ("sem", "kanarie", "regenboog", PASSWORD))
    other_phone = Client()
    path = link_in_mail("samira@test.example")
    assert other_phone.get(path).status_code == 200
    answer = other_phone.post(path, {"wachtwoord": PASSWORD}, follow=True)
    assert "Semkanarie" in answer.content.decode() and "Uw toegangscode is gekoppeld" in answer.content.decode()
    user = User.objects.get(email="samira@test.example")
    assert (user.username, user.soort, user.get_full_name()) == ("samira@test.example", Soort.OUDER, "Samira Nieuw")
    assert ouder.account() == user and files_of(user) == {world.sem}
    assert user.check_password(PASSWORD)
    assert Leerlingwijziging.unguarded.filter(gezag=ouder.gezag, veld="gebruiker").exists()
    assert Journaalregel.unguarded.filter(handeling=Handeling.CODE_GEBRUIKT, gebruiker_id=user.pk).count() == 1
    assert not Aanmelding.objects.exists()


def test_who_has_the_confirming_mail_but_not_the_password_gets_nothing(ouder):
    """A mistyped address: the mail reaches a stranger (dossier 8.57)."""
    client = Client()
    fill_in(client, ouder.code())
    register(client)
    deliver()
    path, stranger = link_in_mail("samira@test.example"), Client()
    for _ in range(5):
        refused = stranger.post(path, {"wachtwoord": "geraden wachtwoord"})
        assert refused.status_code == 403 and CANARY not in refused.content.decode().lower()
    assert stranger.post(path, {"wachtwoord": PASSWORD}).status_code == 403, "five tries, and it is over"
    assert ouder.account() is None and not User.objects.filter(email="samira@test.example").exists()


def test_a_mistyped_address_is_simply_filled_in_again(ouder):
    client = Client()
    fill_in(client, ouder.code())
    register(client, email="fout@test.example")
    register(client)
    deliver()
    wrong, right = link_in_mail("fout@test.example"), link_in_mail("samira@test.example")
    assert Client().post(wrong, {"wachtwoord": PASSWORD}).status_code == 403, "the first mail is worth nothing any more"
    assert Client().post(right, {"wachtwoord": PASSWORD}).status_code == 302
    assert ouder.account() is not None


@pytest.mark.parametrize(("late", "status"), [(DAY - SECOND, 302), (DAY, 403), (DAY + SECOND, 403)])
def test_a_confirming_mail_lasts_a_day(ouder, late, status):
    client = Client()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        fill_in(client, ouder.code())
        register(client)
        deliver()
        clock.shift(late)
        assert Client().post(link_in_mail("samira@test.example"), {"wachtwoord": PASSWORD}).status_code == status


# --- The mail -----------------------------------------------------------------------------------


def test_with_a_mail_and_a_code_a_parent_makes_an_account_at_once(world, ouder, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        made = ouder.code(MAIL, "samira@test.example")
    [sent] = mail.outbox
    assert made.code not in sent.body and not any(word in sent.body.lower() for word in ("sem", "kanarie", "samira"))
    client, path = Client(), link_in_mail("samira@test.example")
    assert made.leesbaar[0] in client.get(path).content.decode(), "the kenmerk stands ready"
    fill_in(client, made)
    assert 'name="email"' not in client.get("/toegangscode/verder/").content.decode(), "the address is the one of the invitation"
    answer = register(client, email="ander@test.example")
    assert answer.status_code == 302
    user = User.objects.get(username="samira@test.example")
    assert ouder.account() == user and files_of(user) == {world.sem}
    assert not User.objects.filter(email="ander@test.example").exists()


def test_who_gets_a_mail_by_mistake_has_no_code(ouder):
    made, stranger = ouder.code(MAIL, "verkeerd@test.example"), Client()
    for _ in range(6):
        assert fill_in(stranger, made, code="00000000").status_code == 403
    assert stranger.get("/toegangscode/verder/").status_code == 403
    assert fill_in(stranger, made).status_code == 403, "locked"


def test_an_address_with_an_account_leads_to_signing_in(ouder, person, enter):
    made, client = ouder.code(MAIL, "FATIMA@demo.example".lower()), Client()
    fill_in(client, made)
    page = client.get("/toegangscode/verder/").content.decode()
    assert "Log in met uw account" in page and "Fatima" not in page
    client.force_login(person("fatima"), backend="django.contrib.auth.backends.ModelBackend")
    assert "Bent u Fatima el Amrani?" in client.get("/toegangscode/verder/").content.decode()
    assert client.post("/toegangscode/verder/").status_code == 302
    assert ouder.account() == person("fatima")


# --- One account for several children -----------------------------------------------------------


def test_a_parent_of_children_at_two_schools_has_one_account(world, parent_of, person, enter):
    client = enter("fatima")
    for one in (parent_of("sem"), parent_of("daan", "mehmet")):
        fill_in(client, one.code())
        assert client.post("/toegangscode/verder/").status_code == 302
    assert files_of(person("fatima")) == {world.noor, world.sem, world.daan}
    assert User.objects.filter(first_name="Fatima").count() == 1


def test_connecting_shows_nothing_of_the_other_parent(world, parent_of, enter):
    """Two parents of one child never see each other's code, address or account."""
    one, two = parent_of(naam="Samira Eerstekanarie"), parent_of(naam="Sjoerd Tweedekanarie")
    made, other = one.code(MAIL, "eerste@test.example"), two.code(MAIL, "tweede@test.example")
    client = Client()
    pages = [fill_in(client, made), client.get("/toegangscode/verder/"), register(client)]
    pages += [client.get("/groeidocumenten/"), client.get(f"/groeidocumenten/{world.sem}/")]
    text = " ".join(page.content.decode() for page in pages).lower()
    assert not any(word in text for word in ("tweede", "sjoerd", other.kenmerk.lower(), other.code))
    assert two.account() is None and Uitnodiging.objects.get(pk=other.uitnodiging.pk).stand == "open"


# --- Who may not --------------------------------------------------------------------------------


def test_a_code_works_once(parent_of, ouder, enter, person):
    made, first, second = ouder.code(), enter("fatima"), enter("peter")
    assert fill_in(first, made).status_code == fill_in(second, made).status_code == 302, "both have the code; nothing is used up yet"
    assert first.post("/toegangscode/verder/").status_code == 302
    assert second.post("/toegangscode/verder/").status_code == 403
    assert fill_in(Client(), made).status_code == 403
    assert ouder.account() == person("fatima")


@pytest.mark.parametrize("name", ["noor", "redactie", "beheer", "wortel", "anja"])
def test_an_account_that_cannot_be_this_parent_is_refused(name, ouder, enter):
    """A pupil, an editor, an administrator; and the IB'er who made the code and so knows it."""
    if name == "wortel":
        User.objects.filter(username="wortel").update(soort=Soort.REDACTEUR)
    client = enter(name)
    fill_in(client, ouder.code())
    assert client.post("/toegangscode/verder/").status_code == 403
    assert ouder.account() is None


def test_the_code_of_one_parent_does_not_make_the_other_two_of_them(parent_of, enter, person):
    other = parent_of("noor", naam="Nog een ouder")
    client = enter("peter")
    fill_in(client, other.code())
    assert client.post("/toegangscode/verder/").status_code == 403 and other.account() is None


def test_a_medewerker_who_is_a_parent_keeps_one_account(world, ouder, enter, person):
    client = enter("joke")
    fill_in(client, ouder.code())
    assert client.post("/toegangscode/verder/").status_code == 302
    assert files_of(person("joke")) == {world.noor, world.sem} and person("joke").soort == Soort.MEDEWERKER


def test_somebody_else_who_is_signed_in_is_asked_first(ouder, enter):
    client = enter("buurvrouw")
    fill_in(client, ouder.code())
    page = client.get("/toegangscode/verder/").content.decode()
    assert "Bent u Els van Dijk?" in page and "log uit" in page.lower()
    assert ouder.account() is None, "looking connects nothing"
    client.post("/uitloggen/")
    assert client.get("/toegangscode/verder/").status_code == 403, "and the next one at this computer has no code"


@pytest.mark.parametrize("how", ["withdrawn", "expired", "replaced", "tied by the school", "relation over", "proven too long ago"])
def test_what_ended_after_the_code_was_given_connects_nothing(how, ouder, enter, person):
    client, made = enter("buurvrouw"), ouder.code()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        fill_in(client, made)
        if how == "withdrawn":
            take_back(geopend=ouder.record, gezag=ouder.gezag.pk)
        elif how == "expired":
            Uitnodiging.objects.filter(pk=made.uitnodiging.pk).update(geldig_tot=timezone.now() + SECOND)
            clock.shift(SECOND)
        elif how == "replaced":
            ouder.code()
        elif how == "tied by the school":
            tie_account(geopend=ouder.record, gezag=ouder.gezag.pk, account=person("kees"), versie=0)
        elif how == "relation over":
            today = timezone.localdate()
            end_gezag(geopend=ouder.record, gezag=ouder.gezag.pk, geldig_tot=today, bron="brief", versie=0)
            clock.shift(DAY)
        else:
            clock.shift(30 * MINUTE)
        assert client.post("/toegangscode/verder/").status_code in (302, 403)
    assert ouder.account() != person("buurvrouw")


# --- Guessing -----------------------------------------------------------------------------------


def states(ouder) -> dict[str, dict[str, str]]:
    """A kenmerk and code of every kind that does not work."""

    def typed(made, **changed) -> dict[str, str]:
        return {"kenmerk": made.kenmerk, "code": made.code} | changed

    found = {"unknown": {"kenmerk": "BCDFGHJK", "code": "12345678"}}
    ended = {
        "expired": {"geldig_van": timezone.now() - 2 * DAY, "geldig_tot": timezone.now() - SECOND},
        "withdrawn": {"ingetrokken_op": timezone.now()},
    }
    ended |= {"used": {"gebruikt_op": timezone.now()}, "locked": {"fouten": 5}, "not yet": {"geldig_van": timezone.now() + DAY}}
    for state, fields in ended.items():
        made = ouder.code()
        Uitnodiging.objects.filter(pk=made.uitnodiging.pk).update(**{"ingetrokken_op": None} | fields)
        found[state] = typed(made)
    made = ouder.code()
    wrong = f"{(int(made.code) + 1) % 10**8:08d}"
    return found | {"wrong": typed(made, code=wrong)}


def test_unknown_wrong_and_ended_codes_look_the_same_and_do_the_same_work(ouder):
    seen, work = set(), {}
    for state, typed in states(ouder).items():
        client = Client()
        client.get("/toegangscode/")
        with CaptureQueriesContext(connection) as captured:
            answer = client.post("/toegangscode/", typed)
        body = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", answer.content.decode())
        for value in typed.values():
            body = body.replace(value, "…")
        seen.add((answer.status_code, body, answer.get("Location")))
        work[state] = len(captured)
    assert len(seen) == 1 and set(work.values()) == {work["unknown"]}, work


@pytest.mark.parametrize(("late", "status"), [(-SECOND, 302), (timedelta(), 403), (SECOND, 403)])
def test_a_code_ends_to_the_second(ouder, late, status):
    made = ouder.code()
    with time_machine.travel(made.uitnodiging.geldig_tot + late, tick=False):
        assert fill_in(Client(), made).status_code == status


def test_five_wrong_codes_lock_and_the_right_one_does_not_count(ouder):
    made = ouder.code()
    for _ in range(6):
        assert fill_in(Client(), made).status_code == 302
    for number in range(4):
        fill_in(Client(), made, code=f"{number:08d}")
    assert fill_in(Client(), made).status_code == 302
    fill_in(Client(), made, code="99999999")
    assert fill_in(Client(), made).status_code == 403
    assert Uitnodiging.objects.get(pk=made.uitnodiging.pk).stand == "op slot"


def test_looking_uses_nothing_up(ouder):
    made, scanner = ouder.code(MAIL, "samira@test.example"), Client()
    for method in ("get", "head", "options", "put", "delete"):
        getattr(scanner, method)(f"/toegangscode/{made.leesbaar[0]}/")
    assert Uitnodiging.objects.get(pk=made.uitnodiging.pk).fouten == 0 and fill_in(Client(), made).status_code == 302


@pytest.mark.parametrize("typed", ["  bcdf-2345 ", "BCDF 2345", "b.c.d.f.2345"])
def test_a_code_is_read_as_people_type_it(typed, ouder):
    made = ouder.code()
    kenmerk = (
        typed.replace("bcdf", made.kenmerk[:4].lower())
        .replace("BCDF", made.kenmerk[:4])
        .replace("b.c.d.f", ".".join(made.kenmerk[:4].lower()))
    )
    kenmerk = kenmerk.replace("2345", made.kenmerk[4:])
    assert fill_in(Client(), made, kenmerk=kenmerk, code=f" {made.code[:4]} {made.code[4:]} ").status_code == 302


def test_neither_kenmerk_nor_code_nor_password_is_kept_or_logged(ouder, caplog, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        made = ouder.code(MAIL, "samira@test.example")
    client = Client()
    fill_in(client, made)
    register(client, wachtwoord="kort", nog_eens="kort")
    dump = ""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            dump += repr(cursor.fetchall())
    assert made.kenmerk not in dump and made.code not in dump and "samira@test.example" not in dump
    assert made.kenmerk not in caplog.text and made.code not in repr(made)


def test_a_session_that_was_planted_is_left_behind(ouder):
    client = Client()
    client.get("/inloggen/")
    session = client.session
    session["planted"] = "x"
    session.save()
    client.cookies["gp_sessie"] = session.session_key
    before = session.session_key
    fill_in(client, ouder.code())
    assert client.session.session_key != before


def test_a_guest_who_fills_in_a_code_is_no_guest_any_more(world, enter, ouder):
    client = enter("gast_leest_alles")
    fill_in(client, ouder.code())
    assert client.get(f"/groeidocumenten/{world.noor}/").status_code == 302


# --- Who is known here --------------------------------------------------------------------------

HOMOGLYPHS = ("fаtima@demo.example", "fatima@dеmo.example", "fatima@demo.exampⅼe", "ｆatima@demo.example")


@pytest.mark.parametrize("email", HOMOGLYPHS)
def test_an_address_that_only_looks_like_another_is_refused(email, ouder):
    client = Client()
    fill_in(client, ouder.code())
    answer = register(client, email=email)
    assert answer.status_code == 422 and not Aanmelding.objects.exists()


@pytest.mark.parametrize("email", ["fatima@demo.example", "Fatima@Demo.Example", "FATIMA@DEMO.EXAMPLE "])
def test_an_address_that_is_taken_is_told_to_its_mailbox_only(email, ouder, person):
    """Whoever has a code learns nothing about addresses: the same page, the same number of queries, and a mail either way."""
    seen, work = [], []
    for address in ("vrij@test.example", email):
        client = Client()
        fill_in(client, ouder.code())
        client.get("/toegangscode/verder/")
        with CaptureQueriesContext(connection) as captured:
            answer = register(client, email=address)
        seen.append((answer.status_code, answer.content.decode().replace(address.strip().lower(), "…")))
        work.append(len(captured))
    assert seen[0] == seen[1] and work[0] == work[1]
    deliver()
    [told] = [one for one in mail.outbox if one.to == ["fatima@demo.example"]]
    assert "Er is al een account met dit adres" in told.body
    assert User.objects.filter(email__iexact="fatima@demo.example").count() == 1


def test_an_account_that_came_to_be_meanwhile_is_not_taken_over(ouder):
    client = Client()
    fill_in(client, ouder.code())
    register(client)
    deliver()
    other = User.objects.create_user("samira@test.example", "samira@test.example", "een ander lang wachtwoord", soort=Soort.OUDER)
    assert client.post(link_in_mail("samira@test.example"), {"wachtwoord": PASSWORD}).status_code == 403
    assert ouder.account() is None and User.objects.get(pk=other.pk).check_password("een ander lang wachtwoord")


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"voornaam": ""}, "Vul dit in."),
        ({"email": "geen adres"}, "e-mailadres"),
        ({"wachtwoord": "kort", "nog_eens": "kort"}, "te kort"),
        ({"nog_eens": "iets anders dat lang is"}, "niet hetzelfde wachtwoord"),
        ({"wachtwoord": "samira@test.example", "nog_eens": "samira@test.example"}, "lijkt te veel op"),
    ],
)
def test_what_is_wrong_with_an_account_is_said_beside_the_field_and_nothing_changes(changed, where, ouder):
    client = Client()
    fill_in(client, ouder.code())
    answer = register(client, **changed)
    page = answer.content.decode()
    assert answer.status_code == 422 and where in page and 'value="Nieuw"' in page and PASSWORD not in page
    assert not Aanmelding.objects.exists()


def test_what_was_never_confirmed_is_forgotten(ouder):
    client = Client()
    fill_in(client, ouder.code())
    register(client)
    with time_machine.travel(timezone.now() + DAY, tick=False):
        call_command("ruim_toegangscodes_op", verbosity=0)
    assert not Aanmelding.objects.exists()


RACE = """
import json, sys, threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
import django
django.setup()
from django.db import connections
from django.test import Client
from django.utils import timezone
from accounts import uitnodigen
from accounts.models import User
from accounts.models_uitnodiging import Uitnodiging

made = uitnodigen.invite(wijze=Uitnodiging.Wijze.BRIEF, geldig_tot=timezone.now() + timedelta(days=1), door=User.objects.get(username="anja"))
compared, lock, real = [], threading.Lock(), uitnodigen.matches

def counting(stored, purpose, owner, code):
    with lock:
        compared.append(code)
    return real(stored, purpose, owner, code)

uitnodigen.matches = counting
codes = [f"{(int(made.code) + number) % 10**8:08d}" for number in range(1, 51)]
start = threading.Barrier(10)

def one(code):
    if not compared:
        try:
            start.wait(5)
        except threading.BrokenBarrierError:
            pass
    try:
        return Client().post("/toegangscode/", {"kenmerk": made.kenmerk, "code": code}).status_code
    finally:
        connections.close_all()

with ThreadPoolExecutor(10) as pool:
    statuses = list(pool.map(one, codes))
after = Client().post("/toegangscode/", {"kenmerk": made.kenmerk, "code": made.code}).status_code
print(json.dumps([sorted(set(statuses)), len(compared), Uitnodiging.objects.get(pk=made.uitnodiging.pk).fouten, after]))
"""


def test_of_fifty_guesses_at_once_exactly_five_are_compared(tmp_path):
    database = tmp_path / "race.sqlite3"
    with contextlib.closing(sqlite3.connect(database)) as connection:
        (tmp_path / "world").write_bytes(pickle.dumps(template.load(connection)))
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "groeiportaal.settings.test",
        "DATABASE_URL": f"sqlite:///{database}",
        "PYTHONPATH": f"{ROOT / 'site'}{os.pathsep}{ROOT}",
    }
    done = subprocess.run([sys.executable, "-c", RACE], env=environment, cwd=ROOT, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == [[403], 5, 5, 403]
