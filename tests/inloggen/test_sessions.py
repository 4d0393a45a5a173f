"""One's own sessions: seen, ended, and over by themselves after a quiet hour."""

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import settings as django_settings
from django.test import Client
from django.utils import timezone

from accounts.inloggen.models import Zitting
from accounts.inloggen.zittingen import describe
from tests.builders.both_steps import log_in
from tests.builders.world import PASSWORD

PLACE = "/inloggen/zittingen/"


def signed_in(name: str) -> Client:
    """A browser in which somebody came in through the pages of the product."""
    client = Client()
    assert log_in(name, PASSWORD, client)["Location"] == "/start/"
    return client


def inside(client: Client) -> bool:
    return client.get("/groeidocumenten/").status_code == 200


def test_ending_one_or_all_others_works_at_the_next_click(world):
    here, there, elsewhere = (signed_in("anja") for _ in range(3))
    page = here.get("/inloggen/beveiliging/").content.decode()
    assert page.count("Log daar uit") == 2 and page.count("hier bent u nu") == 1
    row = Zitting.objects.get(sleutel=there.session.session_key)
    assert here.post(PLACE, {"zitting": str(row.pk)}).status_code == 302
    assert not inside(there) and inside(elsewhere) and inside(here)
    here.post(PLACE, {"zitting": "alle"})
    assert not inside(elsewhere) and inside(here)
    assert [one.sleutel for one in Zitting.objects.filter(gebruiker__username="anja")] == [here.session.session_key]


@pytest.mark.parametrize("sent", ["", "alle-maal", "\x00", "00000000-0000-0000-0000-000000000000"])
def test_nonsense_ends_nothing(sent, world):
    here, there = signed_in("anja"), signed_in("anja")
    assert here.post(PLACE, {"zitting": sent}).status_code == 302 and inside(there)


def test_nobody_ends_the_session_of_somebody_else(world):
    anja, joke = signed_in("anja"), signed_in("joke")
    row = Zitting.objects.get(sleutel=joke.session.session_key)
    anja.post(PLACE, {"zitting": str(row.pk)})
    anja.post(PLACE, {"zitting": "alle"})
    assert inside(joke)
    assert Client().post(PLACE, {"zitting": "alle"})["Location"].startswith("/inloggen/") and inside(joke)


def test_signing_out_takes_the_session_from_the_list(world):
    here, there = signed_in("anja"), signed_in("anja")
    there.post("/uitloggen/")
    assert "Log daar uit" not in here.get("/inloggen/beveiliging/").content.decode()


def test_a_quiet_hour_ends_the_session_of_who_works_here_and_of_nobody_else(world):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        anja, fatima = signed_in("anja"), signed_in("fatima")
        clock.shift(timedelta(minutes=59, seconds=59))
        assert inside(anja), "and that was something"
        clock.shift(timedelta(minutes=59, seconds=59))
        assert anja.get("/groeidocumenten/", headers={"sec-fetch-mode": "cors"}).status_code == 200, "what a page asks by itself"
        clock.shift(timedelta(seconds=1))
        assert not inside(anja) and inside(fatima)
        assert anja.post("/inloggen/verder/", headers={"accept": "application/json"}).status_code == 403
        assert not inside(anja), "it does not come back"


def test_going_on_begins_the_hour_anew(world):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        anja = signed_in("anja")
        clock.shift(timedelta(minutes=59))
        assert anja.get("/inloggen/verder/").status_code == 405
        assert anja.post("/inloggen/verder/").status_code == 204
        clock.shift(timedelta(minutes=59))
        assert inside(anja)


def test_what_was_typed_in_a_quiet_hour_comes_back_after_both_steps(world):
    address = f"/groeidocumenten/{world.noor}/hoofdstuk/hoofdstuk-een/sectie/hoofdstuk-een-sectie/"
    with time_machine.travel(timezone.now(), tick=False) as clock:
        anja = signed_in("anja")
        assert anja.get(address).status_code == 200
        clock.shift(timedelta(minutes=60))
        lost = anja.post(address, {"versie": "1", "veld_hoofdstuk-een-verhaal": "Een lang uur getypt."})
        assert lost.status_code == 403 and "Een lang uur getypt." in lost.content.decode()
        log_in("anja", PASSWORD, anja)
        assert "Een lang uur getypt." in anja.get("/groeidocumenten/teruggave/").content.decode()


def test_in_the_admin_the_question_stands_too_and_an_open_editor_is_nobody(world):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        editor = signed_in("wortel")
        page = editor.get("/admin/").content.decode()
        minutes = django_settings.MEDEWERKER_INACTIEF_MINUTEN
        assert "dossiers/js/bezoek.js" in page and 'action="/inloggen/verder/"' in page
        assert f'data-over="{minutes * 60}"' in page and f'data-warn="{(minutes - 2) * 60}"' in page
        clock.shift(timedelta(minutes=59))
        assert editor.post("/admin/editing-sessions/ping/website/homepage/1/1/").status_code != 302
        clock.shift(timedelta(minutes=1))
        assert editor.get("/admin/").status_code == 302, "what the editor tells by itself did not count"


def test_the_page_the_style_sheet_and_the_server_know_the_same_hour():
    root, minutes = Path(django_settings.ROOT), django_settings.MEDEWERKER_INACTIEF_MINUTEN
    page = (root / "templates/accounts/nog_daar.html").read_text()
    style = (root / "groeidocumenten/dossiers/static/dossiers/css/dossier.css").read_text()
    assert f'data-over="{minutes * 60}"' in page and f'data-warn="{(minutes - 2) * 60}"' in page
    assert f"animation-delay: {(minutes - 2) * 60}s" in style


AGENTS = {
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Safari/537.36 Edg/120.0": "Edge op Windows",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1 (KHTML, like Gecko) Version/17.0 Safari/604.1": "Safari op iPhone",
    "Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0": "Firefox op Linux",
    "<script>": "Een browser",
}


@pytest.mark.parametrize(("agent", "said"), AGENTS.items())
def test_a_browser_is_called_as_people_call_it(agent, said):
    assert describe(agent) == said
