"""What a guest's visit leaves behind where others look: logs, error pages, headers, mails; and where a guest's cookie opens nothing."""

import io
import logging
import re
import uuid
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.views.debug import ExceptionReporter

from groeidocumenten.dossiers.models import Toegangslink, Toestemming
from groeidocumenten.inhoud.models import Bijlage
from groeiportaal.scrubbing import ScrubFilter
from tests.builders.papers import pdf
from tests.doors.codes import GUEST, agree, try_in, wrong
from tests.doors.test_matrix import fill, routes

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


# --- Logs, error pages, reports ------------------------------------------------------------------


@pytest.fixture
def written(monkeypatch):
    """Everything that any logger writes at DEBUG, through the filter that every handler of ours has."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(ScrubFilter())
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s %(message)s"))
    root, levels = logging.getLogger(), {}
    names = [None, *(name for name in logging.root.manager.loggerDict if "." not in name or name.startswith("django"))]
    for name in names:
        logger = logging.getLogger(name)
        levels[logger] = (logger.level, logger.propagate)
        logger.setLevel(logging.DEBUG)
        logger.propagate = True
    root.addHandler(handler)
    yield stream
    root.removeHandler(handler)
    for logger, (level, propagate) in levels.items():
        logger.setLevel(level)
        logger.propagate = propagate


def a_whole_visit(world, client: Client, made) -> None:
    """Look, guess wrong, come in, agree, read everything, write, ask for a new link, leave, and come back too late."""
    client.get(f"/toegang/{made.token}/")
    try_in(made, wrong(made.pincode), client)
    try_in(made, made.pincode, client)
    agree(client)
    for _, route in routes():
        if "<uuid:dossier_id>" in route and "pdf" not in route:
            client.get(fill(route, world, "hoofdstuk-een", world.noor))
    client.post(reverse("inhoud:aanvullen", args=[world.noor, "hoofdstuk-een"]), {"tekst": "Getyptekanarie.", "verzoek": str(uuid.uuid4())})
    client.post(f"/toegang/{made.token}/aanvragen/")
    Toegangslink.unguarded.filter(pk=made.link.pk).update(
        geldig_van=timezone.now() - timedelta(days=2), geldig_tot=timezone.now() - timedelta(1)
    )
    client.post(reverse("inhoud:aanvullen", args=[world.noor, "hoofdstuk-een"]), {"tekst": "Getyptekanarie.", "verzoek": str(uuid.uuid4())})
    client.post("/groeidocumenten/verlaten/")


def test_a_whole_visit_leaves_no_secret_and_no_name_in_any_log(world, written):
    made = world.guests[GUEST]
    a_whole_visit(world, Client(), made)
    logging.getLogger("elders").debug("Not Found: /toegang/%s/aanvragen/ and more", made.token)
    said = written.getvalue()
    assert "/toegang/***" in said and "DEBUG" in said, "a positive control: it does write"
    everything = set().union(*world.canaries.values()) | {made.token, "Getyptekanarie", "gastkanarie"}
    assert not [line[:200] for line in said.splitlines() if any(secret in line for secret in everything)]
    assert not re.search(rf"(?<!\d){made.pincode}(?!\d)|{wrong(made.pincode)}", said)


def test_an_error_at_the_entrance_shows_and_logs_neither_token_nor_pincode(world, written, monkeypatch):
    made, client = world.guests[GUEST], Client(raise_request_exception=False)
    monkeypatch.setattr("groeidocumenten.delen.entrance._charge", lambda *args: 1 / 0)
    answer = client.post(f"/toegang/{made.token}/", {"pincode": made.pincode})
    assert answer.status_code == 500 and "no-store" in answer["Cache-Control"]
    for text in (answer.content.decode(), written.getvalue()):
        assert made.token not in text and made.pincode not in text
    assert "ZeroDivisionError" in written.getvalue()


def test_a_report_of_an_error_at_the_entrance_hides_the_code(world, rf, monkeypatch):
    """What Django would mail to administrators, should somebody ever switch that on."""
    import sys

    from groeidocumenten.delen import entrance_views

    made = world.guests[GUEST]
    request = rf.post("/toegang/x/", {"pincode": made.pincode})
    request._dont_enforce_csrf_checks = True
    monkeypatch.setattr("groeidocumenten.delen.entrance_views.redeem", lambda *args, **more: 1 / 0)
    try:
        entrance_views.binnenkomen(request, token=made.token)
    except ZeroDivisionError:
        report = ExceptionReporter(request, *sys.exc_info()).get_traceback_text()
    assert made.pincode not in report and made.token not in report and "ZeroDivisionError" in report


@pytest.mark.parametrize("address", ["/toegang/{token}/", "/toegang/{token}/aanvragen/", "/toegang/", "/toegang/aanvragen/"])
def test_no_page_of_the_entrance_can_send_its_address_elsewhere_or_be_kept(address, world):
    page = Client().get(address.format(token=world.guests[GUEST].token))
    body = page.content.decode()
    assert page.status_code == 200 and world.guests[GUEST].token not in body
    assert not re.findall(r'(?:src|href|action)="(?:https?:)?//', body)
    assert page["Referrer-Policy"] == "strict-origin" and "no-store" in page["Cache-Control"] and "noindex" in page["X-Robots-Tag"]
    assert "default-src 'none'" in page["Content-Security-Policy"]


def test_the_token_is_in_no_answer_but_its_own_redirects(world):
    made, client = world.guests[GUEST], Client()
    for answer in (
        client.get(f"/toegang/{made.token}"),
        try_in(made, wrong(made.pincode), client),
        try_in(made, made.pincode, client),
        agree(client),
        client.get(f"/groeidocumenten/{world.noor}/"),
        client.post(f"/toegang/{made.token}/aanvragen/"),
    ):
        assert made.token not in answer.content.decode() and made.token not in str(answer.cookies)
        # A missing slash is put behind the very address that was asked for.
        assert made.token not in answer.get("Location", "") or answer.status_code == 301


# --- Mails ---------------------------------------------------------------------------------------


def test_no_mail_of_the_entrance_takes_its_host_from_a_request(world, settings, mailoutbox, django_capture_on_commit_callbacks):
    settings.ALLOWED_HOSTS = ["*"]
    made, forged = world.guests[GUEST], {"host": "boef.example", "x-forwarded-host": "boef.example"}
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(5):
            Client().post(f"/toegang/{made.token}/", {"pincode": wrong(made.pincode)}, headers=forged)
        Client().post(f"/toegang/{made.token}/aanvragen/", headers=forged)
    assert len(mailoutbox) == 2
    assert {host for mail in mailoutbox for host in re.findall(r"https?://([^/\s]+)", mail.body)} == {"testserver"}


# --- A guest's cookie elsewhere ------------------------------------------------------------------


def test_a_guests_cookie_opens_nothing_but_the_own_hoofdstuk(world, enter):
    guest, noor = enter("gast_leest_twee"), f"/groeidocumenten/{world.noor}/"
    document, file = world.documents["gewoon"], Bijlage.unguarded.get(groeidocument=world.noor, veld="hoofdstuk-een-bestand").pk
    nothing = [
        f"/groeidocumenten/{world.sem}/",
        f"/groeidocumenten/{world.daan}/hoofdstuk/hoofdstuk-twee/",
        f"{noor}hoofdstuk/hoofdstuk-een/",
        f"{noor}hoofdstuk/hoofdstuk-een/bestand/{file}/",
        f"{noor}hoofdstuk/hoofdstuk-twee/bestand/{file}/",
        f"{noor}hoofdstuk/hoofdstuk-een/sectie/hoofdstuk-een-sectie/geschiedenis/",
        f"{noor}hoofdstuk/hoofdstuk-twee/sectie/hoofdstuk-een-sectie/geschiedenis/",
        f"{noor}documenten/{document}/",
        f"{noor}documenten/{document}/bestand/",
        f"{noor}printen/pdf/?hoofdstuk=hoofdstuk-een",
        f"{noor}delen/",
        f"{noor}gasten/",
        "/groeidocumenten/",
        "/groeidocumenten/leerlingen/",
    ]
    for address in nothing:
        for method in ("get", "head", "post"):
            answer = getattr(guest, method)(address)
            assert answer.status_code in (404, 405), (method, address)
            assert "kanarie" not in answer.content.decode()
    stranger = Client()
    for address in ("/admin/", "/admin/pages/", "/start/", "/api/v1/formats", "/api/v2/pages/"):
        mine, theirs = guest.get(address), stranger.get(address)
        assert (mine.status_code, mine.get("Location")) == (theirs.status_code, theirs.get("Location")), address
    assert guest.get(f"{noor}hoofdstuk/hoofdstuk-twee/").status_code == 200, "a positive control"


def test_the_pdf_of_a_guest_holds_the_own_hoofdstuk_alone(world, enter):
    from pypdf import PdfReader

    pdf = enter("gast_leest_twee").get(f"/groeidocumenten/{world.noor}/printen/pdf/?hoofdstuk=hoofdstuk-twee")
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf.content)).pages)
    assert "kanarie-noor-hoofdstuk-twee" in text and "hoofdstuk-een" not in text and "hoofdstuk-drie" not in text


# --- The very end of a link ----------------------------------------------------------------------


def test_an_upload_that_begins_in_time_and_ends_too_late_is_not_kept(world, enter, monkeypatch):
    from groeidocumenten.inhoud import views_files

    tot = timezone.now().replace(microsecond=0) + timedelta(minutes=5)
    Toegangslink.unguarded.filter(pk=world.guests[GUEST].link.pk).update(geldig_tot=tot)
    add = reverse("inhoud:bestand_toevoegen", args=[world.noor, "hoofdstuk-een", "hoofdstuk-een-bestanden", "hoofdstuk-een-bestand"])
    real = views_files.accepted_safely

    def upload(client: Client, ends_at: datetime):
        with time_machine.travel(tot - timedelta(seconds=2), tick=False) as clock:
            # Judging a file takes a while; the clock of the server goes on meanwhile.
            monkeypatch.setattr(views_files, "accepted_safely", lambda *args, **more: (clock.move_to(ends_at), real(*args, **more))[1])
            paper = SimpleUploadedFile("verslag.pdf", pdf("een verslag"))
            return client.post(add, {"bestand": paper, "verzoek": str(uuid.uuid4())})

    with time_machine.travel(tot - timedelta(minutes=1), tick=False):
        client, there = enter(GUEST), Bijlage.unguarded.count()
    assert upload(client, tot - timedelta(seconds=1)).status_code == 302 and Bijlage.unguarded.count() == there + 1
    for seconds in (0, 1):
        assert upload(client, tot + timedelta(seconds=seconds)).status_code == 403
    assert Bijlage.unguarded.count() == there + 1


@pytest.mark.parametrize(("day", "hours"), [(datetime(2027, 3, 28), 23), (datetime(2027, 10, 31), 25)])
def test_a_link_until_the_day_of_a_clock_change_ends_at_midnight_in_an_open_session(day, hours, world, enter):
    end = datetime(day.year, day.month, day.day, tzinfo=AMSTERDAM) + timedelta(days=1)
    begin = datetime(day.year, day.month, day.day, tzinfo=AMSTERDAM)
    assert (end.astimezone(ZoneInfo("UTC")) - begin.astimezone(ZoneInfo("UTC"))) == timedelta(hours=hours), "a positive control"
    made = world.guests[GUEST]
    Toegangslink.unguarded.filter(pk=made.link.pk).update(geldig_van=begin - timedelta(days=3), geldig_tot=end)
    Toestemming.unguarded.filter(pk=made.link.toestemming_id).update(geldig_van=begin - timedelta(days=3), geldig_tot=end)
    from groeidocumenten.dossiers.models import GroeidocumentUserPermission

    GroeidocumentUserPermission.objects.filter(user=made.link.gebruiker_id).update(van=begin - timedelta(days=3), tot=end)
    with time_machine.travel(end - timedelta(minutes=10), tick=False) as clock:
        client = enter(GUEST)
        for seconds, status in ((-1, 200), (0, 403), (1, 403)):
            clock.move_to(end + timedelta(seconds=seconds))
            assert client.get(f"/groeidocumenten/{world.noor}/").status_code == status, seconds


def test_a_withdrawn_link_with_a_form_open_in_another_tab_saves_nothing(world, enter):
    """Two tabs are one session; withdrawing works in both at once."""
    guest, anja = enter(GUEST), enter("anja")
    section = reverse("inhoud:sectie", args=[world.noor, "hoofdstuk-een", "hoofdstuk-een-sectie"])
    guest.get(section)
    guest.get(f"/groeidocumenten/{world.noor}/")
    anja.post(reverse("delen:link_intrekken", args=[world.noor, world.guests[GUEST].link.pk]), {"reden": "klaar"})
    answer = guest.post(section, {"versie": "1", "veld_hoofdstuk-een-verhaal": "In het andere tabblad getypt."})
    assert answer.status_code == 403 and "In het andere tabblad getypt." in answer.content.decode()
    assert guest.get(f"/groeidocumenten/{world.noor}/").status_code == 403


def test_the_style_sheet_the_script_and_the_server_know_the_same_quarter_of_an_hour():
    from pathlib import Path

    root = Path(django_settings.ROOT)
    style = (root / "groeidocumenten/dossiers/static/dossiers/css/dossier.css").read_text()
    page = (root / "templates/dossiers/nog_daar.html").read_text()
    minutes = django_settings.GAST_INACTIEF_MINUTEN
    assert f'data-over="{minutes * 60}"' in page and f'data-warn="{(minutes - 2) * 60}"' in page
    assert f"gp-quiet 1ms {(minutes - 2) * 60}s forwards" in style


def test_being_still_there_begins_the_quarter_anew_and_only_for_guests(world, enter):
    address = f"/groeidocumenten/{world.noor}/"
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client = enter(GUEST)
        for _ in range(3):
            clock.shift(timedelta(minutes=14))
            assert client.post("/groeidocumenten/verlengen/", headers={"accept": "application/json"}).status_code == 204
        clock.shift(timedelta(minutes=14))
        assert "U kunt verder" in client.post("/groeidocumenten/verlengen/").content.decode(), "without a script a page says it"
        clock.shift(timedelta(minutes=15, seconds=1))
        assert client.post("/groeidocumenten/verlengen/").status_code == 403, "what is over is not begun anew"
        assert client.get(address).status_code == 403
        assert enter("anja").post("/groeidocumenten/verlengen/").status_code == 404
        client = enter(GUEST)
        for _ in range(8 * 60 // 14 + 1):
            clock.shift(timedelta(minutes=14))
            last = client.post("/groeidocumenten/verlengen/").status_code
        assert last == 403, "eight hours are eight hours"
