"""The journaal line by line for who guides the school, its download, and what is written into it without being a deed."""

import csv
import io
import uuid
from datetime import timedelta

import pytest
import time_machine
from django.core.signals import request_finished
from django.db import close_old_connections, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from groeidocumenten.delen.entrance import _note_failure
from groeidocumenten.dossiers.access import Recht
from groeidocumenten.dossiers.models import Groeidocument, Handeling, Journaalregel, Toegangslink
from groeidocumenten.dossiers.rekenblad import safe
from tests.builders.world import make_guest
from tests.toezicht.seen import DAY, address, looked, shown

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
    _note_failure(Toegangslink.unguarded.get(pk=made.link.pk))
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
    # The end of an answer closes a connection that is inside a transaction, as a test's is; the test client leaves that out too.
    request_finished.disconnect(close_old_connections)
    try:
        for pk in (world.noor, uuid.uuid4()):
            with CaptureQueriesContext(connection) as captured:
                response = client.handler.get_response(_request(client, pk))
            counted.append(len(captured))
            response.close()
    finally:
        request_finished.connect(close_old_connections)
    assert counted[0] == counted[1]


def _request(client, pk: uuid.UUID):
    from django.core.handlers.wsgi import WSGIRequest

    environ = client._base_environ(PATH_INFO=reverse("inhoud:dossier", args=[pk]), REQUEST_METHOD="GET")
    return WSGIRequest(environ)
