"""“Wie heeft gekeken?”: plain and shielded for parents and the pupil, line by line for who guides the school; and what the journaal is told."""

import csv
import io
import re
import uuid
from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.access import join_school
from accounts.models import Rol, School
from groeidocumenten.delen.entrance import _record_failure
from groeidocumenten.dossiers import journaal
from groeidocumenten.dossiers.access import Recht
from groeidocumenten.dossiers.models import Gezagsrelatie, Groeidocument, Handeling, Journaalregel, Toegangslink
from groeidocumenten.toezicht.export import safe
from groeidocumenten.toezicht.kinds import Soort, handelingen_of, soort_of
from tests.builders.world import make_guest

# A day on which nothing of the world happened.
DAY = timezone.make_aware(datetime(2024, 3, 12, 9, 12))


def address(world, name: str = "gekeken") -> str:
    return reverse(f"toezicht:{name}", args=[world.noor])


def shown(client, where: str, **asked: str) -> str:
    answer = client.get(where, asked)
    assert answer.status_code == 200
    return answer.content.decode()


def looked(world, person, name: str, at: datetime, handeling: Handeling = Handeling.GEZIEN, onderwerp: str = "") -> Journaalregel:
    """A line as this person would leave it."""
    noor = Groeidocument.unguarded.get(pk=world.noor)
    with time_machine.travel(at, tick=False):
        where = {"school_id": noor.school_id, "groeidocument_id": noor.pk}
        return journaal.record(handeling, **where, gebruiker_id=person(name).pk, onderwerp=onderwerp)


# --- Parents -------------------------------------------------------------------------------------


def test_a_parent_reads_who_of_the_school_looked_and_when_folded_to_one_row_a_day(world, enter, person):
    for minutes in (0, 30, 90):
        looked(world, person, "joke", DAY + timedelta(minutes=minutes))
    looked(world, person, "joke", DAY + timedelta(minutes=95), Handeling.AFGEDRUKT)
    page = shown(enter("fatima"), address(world))
    day = page[page.index("Dinsdag 12 maart 2024") :]
    assert day.count("Joke Bakker") == 1 and "leerkracht of mentor" in day and "keek en drukte iets af" in day
    assert "tussen 09:12 en 10:47 uur" in day


def test_a_function_is_what_somebody_was_on_that_day(world, enter, person):
    today, horizon = timezone.localdate(), School.objects.get(naam="De Regenboog")
    person("joke").lidmaatschappen.update(van=today - timedelta(days=10))
    join_school(user=person("joke"), school=horizon, rol=Rol.DIRECTEUR, van=DAY.date(), tot=DAY.date())
    looked(world, person, "joke", DAY)
    page = shown(enter("fatima"), address(world))
    row = page[page.index("12 maart 2024") :]
    assert "directeur" in row and "leerkracht of mentor" not in row


def test_the_other_parent_has_no_name_no_day_and_no_time(world, enter, person):
    looked(world, person, "peter", DAY)
    page = shown(enter("fatima"), address(world))
    assert "Een andere ouder of verzorger heeft ook gekeken." in page
    for told in ("Peter", "12 maart", "2024", "09:12"):
        assert told not in page, told
    assert "Peter" not in shown(enter("noor"), address(world))


def test_also_a_parent_whose_gezag_ended_and_one_who_works_at_the_school_are_shielded(world, enter, person):
    looked(world, person, "ex_ouder", DAY)
    Gezagsrelatie.unguarded.create(
        leerling=Groeidocument.unguarded.get(pk=world.noor).leerling, gebruiker=person("joke"), naam="Joke", soort="stiefouder", bron="b"
    )
    looked(world, person, "joke", DAY + timedelta(days=1))
    page = shown(enter("fatima"), address(world))
    assert "maart 2024" not in page and "Joke" not in page and "Een andere ouder of verzorger" in page


def test_somebody_whose_account_is_gone_is_given_no_day(world, enter, person):
    line = looked(world, person, "peter", DAY)
    assert line.gebruiker_id == person("peter").pk
    person("peter").gezagsrelaties.all().delete()
    person("peter").delete()
    assert "maart 2024" not in shown(enter("fatima"), address(world))


def test_the_pupil_has_no_day_for_a_parent_and_the_parent_sees_the_own_visits(world, enter, person):
    looked(world, person, "noor", DAY)
    looked(world, person, "fatima", DAY + timedelta(days=1))
    page = shown(enter("fatima"), address(world))
    assert "12 maart 2024" not in page and "heeft zelf ook gekeken" in page
    assert "U zelf" in page[page.index("13 maart 2024") :]


def test_what_others_may_not_know_of_is_not_told(world, enter, person):
    """An attempt of a stranger, a note that is the writer's alone; and of writing no more than that somebody was there."""
    looked(world, person, "joke", DAY, Handeling.GESPREKSNOTITIE)
    looked(world, person, "kees", DAY + timedelta(days=1), Handeling.GEWEIGERD)
    looked(world, person, "joke", DAY + timedelta(days=2), Handeling.CORRECTIE_BESLIST)
    page = shown(enter("fatima"), address(world))
    assert "12 maart" not in page and "13 maart" not in page and "Kees" not in page
    row = page[page.index("14 maart 2024") :]
    assert "keek" in row and "correctie" not in row


def test_a_guest_stands_there_by_the_name_on_the_link(world, enter, opened):
    made = make_guest(opened(recht=Recht.DELEN), name="Youssef Demir, logopedist")
    with time_machine.travel(DAY, tick=False):
        noor = Groeidocument.unguarded.get(pk=world.noor)
        journaal.record(Handeling.GEZIEN, school_id=noor.school_id, groeidocument_id=noor.pk, link_id=made.link.pk)
    with time_machine.travel(DAY + timedelta(days=1), tick=False):
        _record_failure(Toegangslink.unguarded.get(pk=made.link.pk))
    page = shown(enter("fatima"), address(world))
    assert "Youssef Demir, logopedist" in page and "gast met een link" in page
    assert "vulde een verkeerde pincode in" in page[page.index("13 maart 2024") : page.index("12 maart 2024")]


def test_the_pupil_reads_it_in_the_words_of_a_child(world, enter, person):
    looked(world, person, "joke", DAY)
    looked(world, person, "anja", DAY, Handeling.AFGEDRUKT)
    page = shown(enter("noor"), address(world))
    assert "Wie heeft er in jouw groeidocument gekeken?" in page
    assert "juf, meester of mentor" in page and "regelt de hulp op school" in page and "printte iets" in page
    assert not re.search(r"\b[Uu]w?\b(?! zelf)", re.sub(r"<[^>]+>", " ", page[page.index("<main") : page.index("</main")]))


def test_the_tab_is_there_for_who_may_look_and_for_nobody_else(world, enter):
    for name, there in (("fatima", True), ("noor", True), ("anja", True), ("joke", False), ("gast_leest_alles", False)):
        page = shown(enter(name), reverse("inhoud:dossier", args=[world.noor]))
        assert (address(world) in page) == there, name


def test_an_ib_er_who_is_a_parent_of_the_pupil_reads_as_a_parent(world, enter, person):
    looked(world, person, "peter", DAY)
    Gezagsrelatie.unguarded.create(
        leerling=Groeidocument.unguarded.get(pk=world.noor).leerling, gebruiker=person("anja"), naam="A", soort="ouder_met_gezag", bron="b"
    )
    anja = enter("anja")
    page = shown(anja, address(world))
    assert "Peter" not in page and "maart 2024" not in page
    assert anja.post(address(world, "gekeken_csv")).status_code == 404
    school = Groeidocument.unguarded.get(pk=world.noor).school_id
    page = shown(anja, reverse("toezicht:schooljournaal", args=[school]), van="2024-03-01", tot="2024-03-31")
    assert "12 mrt" not in page and "Peter" not in page


# --- Who guides the school -----------------------------------------------------------------------


def test_the_ib_er_reads_every_line_with_who_what_and_where(world, enter, person):
    looked(world, person, "peter", DAY, onderwerp="hoofdstuk-twee")
    looked(world, person, "joke", DAY, onderwerp=f"doel {uuid.uuid4()}")
    page = shown(enter("anja"), address(world), van="2024-03-12", tot="2024-03-12")
    assert "Peter Jansen" in page and "ouder met gezag" in page and "Hoofdstuk 2" in page and "een doel" in page
    assert "2 regels" in page


def test_the_lines_are_narrowed_by_person_kind_and_period(world, enter, person):
    looked(world, person, "peter", DAY)
    looked(world, person, "joke", DAY, Handeling.AFGEDRUKT)
    anja, period = enter("anja"), {"van": "2024-03-12", "tot": "2024-03-12"}
    found = {
        "2 regels": period,
        "1 regel": period | {"persoon": f"p:{person('peter').pk}"},
        "1 regel.": period | {"soort": "afgedrukt"},
        "0 regels": {"van": "2024-03-13", "tot": "2024-03-20"},
    }
    for words, asked in found.items():
        assert words.rstrip(".") in shown(anja, address(world), **asked), asked
    link = world.guests["gast_leest_alles"].link
    enter("gast_leest_alles").get(reverse("inhoud:dossier", args=[world.noor]))
    page = shown(anja, address(world), persoon=f"g:{link.pk}")
    assert "Gast gastkanarie" in page and "Joke Bakker</th>" not in page


@pytest.mark.parametrize(
    "asked",
    [{"van": "gisteren"}, {"persoon": "p:x"}, {"soort": "alles"}, {"van": "2024-03-12", "tot": "2024-03-11"}, {"tot": "9999-12-31"}],
)
def test_a_choice_that_cannot_be_is_named_and_never_an_error(asked, world, enter):
    answer = enter("anja").get(address(world), asked)
    assert answer.status_code == (200 if asked == {"tot": "9999-12-31"} else 422)


def test_the_lines_come_fifty_to_a_page(world, enter, person):
    for minute in range(51):
        looked(world, person, "joke", DAY + timedelta(minutes=minute))
    anja, asked = enter("anja"), {"van": "2024-03-12", "tot": "2024-03-12"}
    assert shown(anja, address(world), **asked).count('<th scope="row">') == 50
    second = shown(anja, address(world), **asked, page="2")
    assert second.count('<th scope="row">') == 1 and "van=2024-03-12&amp;tot=2024-03-12&amp;page=1" in second


def test_the_school_journaal_shows_a_search_without_its_words(world, enter):
    anja = enter("anja")
    anja.post("/groeidocumenten/zoeken/", {"zoek": "Semkanarie"})
    anja.post("/groeidocumenten/zoeken/", {"zoek": "  "})
    lines = Journaalregel.unguarded.filter(handeling=Handeling.GEZOCHT)
    assert [(line.onderwerp, line.groeidocument_id) for line in lines] == [("", None)]
    school = Groeidocument.unguarded.get(pk=world.noor).school_id
    page = shown(anja, reverse("toezicht:schooljournaal", args=[school]), soort="gezocht")
    assert "Gezocht naar een leerling" in page and "Semkanarie" not in page


def test_the_school_journaal_names_the_pupil_of_a_line(world, enter, person):
    looked(world, person, "joke", DAY)
    school = Groeidocument.unguarded.get(pk=world.noor).school_id
    page = shown(enter("anja"), reverse("toezicht:schooljournaal", args=[school]), van="2024-03-12", tot="2024-03-12")
    assert "Noorkanarie Jansen" in page and "Joke Bakker" in page


# --- The download --------------------------------------------------------------------------------


def rows_of(answer) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


def test_the_download_has_the_same_lines_and_is_written_down(world, enter, person):
    looked(world, person, "peter", DAY)
    anja = enter("anja")
    answer = anja.post(address(world, "gekeken_csv"), {"van": "2024-03-12", "tot": "2024-03-12"})
    head, line = rows_of(answer)
    assert head[:3] == ["Datum", "Tijd", "Wie"] and line[:4] == ["12-03-2024", "09:12:00", "Peter Jansen", "ouder met gezag"]
    assert "attachment" in answer["Content-Disposition"] and "Noor" not in answer["Content-Disposition"]
    assert Journaalregel.unguarded.filter(handeling=Handeling.JOURNAAL_UITGEVOERD, groeidocument_id=world.noor).count() == 1


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+31 6", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "Anja"])
def test_no_cell_is_a_formula(name):
    cell = safe(name)
    assert not cell.strip().startswith(("=", "+", "-", "@")) and cell.endswith(name)


def test_a_guest_cannot_put_a_formula_into_the_download(world, enter, opened):
    made = make_guest(opened(recht=Recht.DELEN), name="=1+1")
    Toegangslink.unguarded.filter(pk=made.link.pk).update(ontvanger_naam='=HYPERLINK("x")')
    _record_failure(Toegangslink.unguarded.get(pk=made.link.pk))
    rows = rows_of(enter("anja").post(address(world, "gekeken_csv")))
    assert any(row[2] == '\'=HYPERLINK("x")' for row in rows)
    assert not any(cell.startswith("=") for row in rows for cell in row)


# --- What is written down ------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["fatima", "noor", "anja"])
def test_looking_who_looked_is_written_down_once_in_a_quarter_of_an_hour(name, world, enter, person):
    client = enter(name)
    lines = Journaalregel.unguarded.filter(handeling=Handeling.JOURNAAL_GELEZEN, gebruiker_id=person(name).pk, groeidocument_id=world.noor)
    begin = timezone.now()
    for minutes, count in ((0, 1), (1, 1), (16, 2)):
        with time_machine.travel(begin + timedelta(minutes=minutes), tick=False):
            client.get(address(world))
        assert lines.count() == count, minutes


def test_somebody_who_is_not_let_in_is_written_down_once_and_only_for_a_file_that_is_there(world, enter, person):
    mehmet, lines = enter("mehmet"), Journaalregel.unguarded.filter(handeling=Handeling.GEWEIGERD)
    for _ in range(3):
        assert mehmet.get(reverse("inhoud:dossier", args=[world.noor])).status_code == 404
        assert mehmet.get(reverse("inhoud:dossier", args=[uuid.uuid4()])).status_code == 404
    assert [(line.groeidocument_id, line.gebruiker_id) for line in lines] == [(world.noor, person("mehmet").pk)]
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        enter("mehmet").get(reverse("inhoud:dossier", args=[world.noor]))
    assert lines.all().count() == 2
    page = shown(enter("anja"), address(world), soort="mislukt")
    assert "Mehmet" in page and "Kwam niet binnen" in page


def test_a_guest_outside_the_own_link_is_written_down_by_the_link(world, enter):
    enter("gast_van_sem").get(reverse("inhoud:dossier", args=[world.noor]))
    line = Journaalregel.unguarded.get(handeling=Handeling.GEWEIGERD)
    assert (line.gebruiker_id, line.link_id) == (None, world.guests["gast_van_sem"].link.pk)


def test_who_may_read_and_only_lacks_a_right_is_no_stranger(world, enter):
    enter("fatima").get(reverse("delen:toegang", args=[world.noor]))
    enter("joke").get(address(world))
    assert not Journaalregel.unguarded.filter(handeling=Handeling.GEWEIGERD).exists()


def test_a_refusal_is_written_after_the_answer(world, enter):
    client, counted = enter("mehmet"), []
    client.get("/groeidocumenten/")
    for pk in (world.noor, uuid.uuid4()):
        with CaptureQueriesContext(connection) as captured:
            response = client.handler.get_response(_request(client, pk))
        counted.append(len(captured))
        response.close()
    assert counted[0] == counted[1]


def _request(client, pk: uuid.UUID):
    from django.core.handlers.wsgi import WSGIRequest

    environ = client._base_environ(PATH_INFO=reverse("inhoud:dossier", args=[pk]), REQUEST_METHOD="GET")
    return WSGIRequest(environ)


# --- Kinds and queries ---------------------------------------------------------------------------


def test_every_deed_has_one_kind_and_every_kind_has_deeds():
    assert sorted(one for soort in Soort for one in handelingen_of(soort)) == sorted(Handeling.values)
    assert all(handelingen_of(soort) for soort in Soort)
    assert soort_of("link_verlengd") == Soort.TOEGANG and soort_of("iets_nieuws") == Soort.GESCHREVEN


def queries(client, where: str, **asked: str) -> int:
    client.get(where)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(where, asked).status_code == 200
    return len(captured)


@pytest.mark.parametrize("name", ["fatima", "noor", "anja"])
def test_the_page_costs_the_same_for_one_day_and_for_many(name, world, enter, person):
    for reader in ("joke", "peter"):
        looked(world, person, reader, DAY)
    client, counted = enter(name), []
    for _ in range(2):
        counted.append(queries(client, address(world)))
        for day in range(15):
            for reader in ("joke", "peter", "kees", "anja", "ria"):
                looked(world, person, reader, DAY + timedelta(days=day), Handeling.BEWAARD, onderwerp="hoofdstuk-een")
    assert counted[1] <= counted[0] + 1, "more than a page of lines adds the count for the page numbers, once"


def test_the_journaal_of_a_school_costs_the_same_for_few_and_for_many_lines(world, enter, person):
    where = reverse("toezicht:schooljournaal", args=[Groeidocument.unguarded.get(pk=world.noor).school_id])
    client = enter("anja")
    before = queries(client, where)
    for day in range(15):
        for reader in ("joke", "peter", "kees"):
            looked(world, person, reader, DAY + timedelta(days=day))
    assert queries(client, where) == before
