"""The guest's entrance: what it gives away (nothing) and what a wrong code costs."""

import contextlib
import io
import logging
import re
import uuid
from urllib.parse import quote_from_bytes, urlsplit

import pytest
from argon2 import PasswordHasher
from django.conf import settings
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from groeidocumenten.delen.secrets import hash_token, new_pincode, new_token
from groeidocumenten.dossiers.models import Handeling, Journaalregel, Toegangslink, Toestemming
from groeiportaal.scrubbing import ScrubFilter
from tests.builders.world import close_guest
from tests.doors.codes import GUEST, agree, row, try_in, wrong
from tests.doors.test_matrix import OVER, fill, routes

REFUSED = "Deze link en pincode horen niet bij elkaar"
# --- Wrong codes ---------------------------------------------------------------------------------


def test_five_wrong_codes_lock_the_link_and_then_the_right_one_fails(world, django_capture_on_commit_callbacks):
    made = world.guests[GUEST]
    for number in range(1, 6):
        with django_capture_on_commit_callbacks(execute=True):
            assert try_in(made, wrong(made.pincode)).status_code == 403
        assert row(made).fouten == number
    assert row(made).op_slot
    assert try_in(made, made.pincode).status_code == 403
    assert row(made).fouten == 5, "a locked link counts no further"
    acts = list(Journaalregel.unguarded.filter(link_id=made.link.pk).order_by("volgnummer").values_list("handeling", flat=True))
    assert acts[-5:] == [Handeling.LINK_FOUT] * 4 + [Handeling.LINK_OP_SLOT]
    [message] = [one for one in mail.outbox if one.to == ["anja@demo.example"]]
    assert made.token not in message.body and "Noor" not in message.body


def test_four_wrong_codes_and_the_right_one_open_and_forget(world):
    made = world.guests[GUEST]
    for _ in range(4):
        try_in(made, wrong(made.pincode))
    assert try_in(made, made.pincode).status_code == 302
    assert (row(made).fouten, row(made).fouten_totaal) == (0, 4)


def test_six_good_visits_in_a_row_cost_nothing(world):
    made = world.guests[GUEST]
    for _ in range(6):
        assert try_in(made, made.pincode).status_code == 302
    assert (row(made).fouten, row(made).fouten_totaal, row(made).aantal_sessies) == (0, 0, 6)


def test_fifteen_wrong_codes_over_its_life_close_a_link_for_good(world):
    made = world.guests[GUEST]
    Toegangslink.unguarded.filter(pk=made.link.pk).update(fouten_totaal=14)
    try_in(made, wrong(made.pincode))
    assert row(made).fouten_totaal == 15 and row(made).fouten == 1
    assert try_in(made, made.pincode).status_code == 403


@pytest.mark.parametrize("shape", ["{0}{1}", "{0} {1}", "{0}-{1}", " {0}\u00a0{1} ", "{0}.{1}\r\n", "{0}–{1}"])
def test_a_pincode_may_be_pasted_as_people_write_it(shape, world):
    made = world.guests[GUEST]
    assert try_in(made, shape.format(made.pincode[:3], made.pincode[3:])).status_code == 302


@pytest.mark.parametrize("nonsense", ["", " ", "\x00", "1\x0023456", "9" * 10_000, "🔑🔑🔑", "١٢٣٤٥٦", "'; drop table--", "\ud800"])
def test_nonsense_as_pincode_is_refused_kindly_for_every_token(nonsense, world):
    made = world.guests[GUEST]
    answers = []
    for token in (made.token, new_token()):
        answer = Client().post(f"/toegang/{token}/", f"pincode={quote(nonsense)}", content_type="application/x-www-form-urlencoded")
        answers.append((answer.status_code, normal(answer)))
    assert answers[0] == answers[1] and answers[0][0] in (403, 422)


def quote(text: str) -> str:
    return quote_from_bytes(text.encode("utf-8", "surrogatepass"))


def normal(answer) -> str:
    """A page without its CSRF token and without the code that was just typed."""
    return re.sub(r' value="[^"]*"', "", answer.content.decode())


# --- What the entrance gives away ----------------------------------------------------------------


@pytest.fixture
def five_ways(world):
    """A token and code for every way in which it can fail."""
    for name in OVER:
        close_guest(name, world.guests[name].link)
    valid = world.guests[GUEST]
    ways = {name: (world.guests[name].token, world.guests[name].pincode) for name in sorted(OVER)}
    return ways | {
        "onbekend": (new_token(), new_pincode()),
        "fout": (valid.token, wrong(valid.pincode)),
        "kort": ("x", "1"),
        "raar": ("é\x00", "1"),
    }


def test_every_way_of_failing_gives_the_same_answer(five_ways):
    answers = {}
    for way, (token, pincode) in five_ways.items():
        answer = Client().post(f"/toegang/{token}/", {"pincode": pincode})
        headers = {name: value for name, value in answer.headers.items() if name != "Content-Length"}
        answers[way] = (answer.status_code, normal(answer), tuple(sorted(headers.items())))
        assert REFUSED in answers[way][1]
    assert len(set(answers.values())) == 1, {way: answer[0] for way, answer in answers.items()}


def test_every_way_of_failing_costs_the_same_work_before_the_answer(five_ways, monkeypatch):
    """The same queries, as many rows written, one hash. What only a real link costs comes after the answer."""
    hashes, work = [], {}
    real = PasswordHasher.verify
    monkeypatch.setattr(PasswordHasher, "verify", lambda self, *args: hashes.append(1) or real(self, *args))
    monkeypatch.setattr("groeidocumenten.delen.entrance._note_failure", lambda link: None)
    Client().post(f"/toegang/{new_token()}/", {"pincode": "1"})  # the first knock of a minute makes the counter
    for way, (token, pincode) in five_ways.items():
        hashes.clear()
        with CaptureQueriesContext(connection) as queries, rows_written() as written:
            Client().post(f"/toegang/{token}/", {"pincode": pincode})
        kinds = [query["sql"].split()[0] + " " + " ".join(re.findall(r'(?:UPDATE|FROM|INTO) "?(\w+)', query["sql"])) for query in queries]
        work[way] = (tuple(kinds), len(hashes), sum(written))
    assert len({one[0] for one in work.values()}) == 1, work
    assert {one[1] for one in work.values()} == {1}, "exactly one argon2 computation"
    assert {one[2] for one in work.values()} == {2}, f"as many rows written for every class: {work}"


@contextlib.contextmanager
def rows_written():
    """How many rows each statement wrote."""
    written = []

    def watch(execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        if sql.lstrip().startswith(("INSERT", "UPDATE", "DELETE")):
            written.append(1 if "RETURNING" in sql else max(context["cursor"].rowcount, 0))
        return result

    with connection.execute_wrapper(watch):
        yield written


def test_the_line_about_a_wrong_code_is_written_after_the_answer(world, rf):
    from django.contrib.sessions.backends.db import SessionStore
    from django.core.signals import request_finished
    from django.db import close_old_connections

    from groeidocumenten.delen.entrance_views import binnenkomen

    made = world.guests[GUEST]
    request = rf.post(f"/toegang/{made.token}/", {"pincode": wrong(made.pincode)})
    request.session, request.user, request._dont_enforce_csrf_checks = SessionStore(), User(), True
    lines = Journaalregel.unguarded.filter(handeling=Handeling.LINK_FOUT)
    answer = binnenkomen(request, token=made.token)
    assert answer.status_code == 403 and not lines.exists()
    # What a server does when the answer is out; the connection of the test must outlive it.
    request_finished.disconnect(close_old_connections)
    try:
        answer.close()
    finally:
        request_finished.connect(close_old_connections)
    assert lines.count() == 1


def test_a_line_that_cannot_be_written_is_heard_of(world, monkeypatch, caplog):
    monkeypatch.setattr("groeidocumenten.delen.entrance._note_failure", lambda link: 1 / 0)
    assert try_in(world.guests[GUEST], wrong(world.guests[GUEST].pincode)).status_code == 403
    assert "could not be written down" in caplog.text and world.guests[GUEST].token not in caplog.text


def test_looking_at_the_page_changes_nothing(world):
    made, client = world.guests[GUEST], Client(HTTP_USER_AGENT="SafeLinks")
    before, lines = Toegangslink.unguarded.filter(pk=made.link.pk).values().get(), Journaalregel.unguarded.count()
    for _ in range(50):
        for method in ("get", "head", "options"):
            getattr(client, method)(f"/toegang/{made.token}/")
    assert Toegangslink.unguarded.filter(pk=made.link.pk).values().get() == before
    assert Journaalregel.unguarded.count() == lines and settings.SESSION_COOKIE_NAME not in client.cookies
    assert normal(client.get(f"/toegang/{made.token}/")) == normal(client.get(f"/toegang/{new_token()}/"))


def test_the_token_is_nowhere_but_in_the_address(world, enter, caplog):
    made, client = world.guests[GUEST], Client()
    page = client.get(f"/toegang/{made.token}/")
    assert made.token not in page.content.decode()
    assert not re.findall(r'(?:src|href|action)="https?://', page.content.decode()), "nothing of another host can send a Referer"
    assert page["Referrer-Policy"] == "strict-origin"
    answer = try_in(made, made.pincode, client)
    agree(client)
    assert made.token not in answer["Location"] and made.pincode not in answer["Location"]
    assert made.token not in str(dict(client.session.items())) and made.pincode not in str(dict(client.session.items()))
    for _, route in routes():
        if "dossier_id" in route and "pdf" not in route:
            answer = client.get(fill(route, world, "hoofdstuk-een", world.noor))
            # A picture or a file is bytes, and may come in pieces.
            assert made.token.encode() not in (answer.getvalue() if answer.streaming else answer.content)


@pytest.mark.parametrize("name", ["django.request", "django.security.csrf", "groeidocumenten", "elders"])
def test_no_log_line_shows_a_token_a_search_or_a_row(name):
    token = new_token()
    handler = logging.StreamHandler()
    handler.addFilter(ScrubFilter())
    stream = handler.stream = io.StringIO()
    logger = logging.getLogger(name)
    logger.addHandler(handler)
    try:
        raised = ValueError(f"GET /toegang/{token}/ failed\nDETAIL:  Failing row contains (1, Noorkanarie,\n tweede regel).\n")
        logger.error("Internal Server Error: %s and /groeidocumenten/?zoek=Noorkanarie&page=2", f"/toegang/{token}/", exc_info=raised)
    finally:
        logger.removeHandler(handler)
    assert token not in stream.getvalue() and "Noorkanarie" not in stream.getvalue() and "tweede regel" not in stream.getvalue()
    assert "/toegang/***" in stream.getvalue(), "a positive control"
    assert all("scrub" in one["filters"] for one in settings.LOGGING["handlers"].values())


def test_an_address_without_its_slash_is_answered_privately_too(world):
    answer = Client().get(f"/toegang/{world.guests[GUEST].token}")
    assert answer.status_code in (301, 404) and "no-store" in answer["Cache-Control"] and "noindex" in answer["X-Robots-Tag"]
    assert urlsplit(answer.get("Location", "")).netloc == ""


def test_only_hashes_of_tokens_and_pincodes_are_kept(world):
    made = world.guests[GUEST]
    kept = row(made)
    assert kept.token_hash == hash_token(made.token) and len(made.token) == 43
    assert kept.pincode_hash.startswith("$argon2id$") and made.pincode not in kept.pincode_hash
    assert len({new_token() for _ in range(2000)}) == 2000 and all(re.fullmatch(r"\d{6}", new_pincode()) for _ in range(50))


def test_without_the_pepper_a_copied_database_matches_no_code(world, settings):
    made = world.guests[GUEST]
    settings.TOEGANG_PEPER = "an-other-pepper-of-enough-length"
    assert try_in(made, made.pincode).status_code == 403
    Toegangslink.unguarded.filter(pk=made.link.pk).update(token_hash=hash_token(made.token))
    assert try_in(made, made.pincode).status_code == 403


def test_a_visit_does_not_survive_the_withdrawal_of_its_toestemming_while_the_code_is_compared(world, monkeypatch):
    """Between charging and accepting, the link may be taken back."""
    made = world.guests[GUEST]
    real = PasswordHasher.verify

    def slow(self, *args):
        with contextlib.suppress(Exception):
            Toegangslink.unguarded.filter(pk=made.link.pk).update(ingetrokken_op=timezone.now())
            Toestemming.unguarded.filter(pk=made.link.toestemming_id).update(ingetrokken_op=timezone.now())
        return real(self, *args)

    monkeypatch.setattr(PasswordHasher, "verify", slow)
    client = Client()
    assert try_in(made, made.pincode, client).status_code == 403
    assert client.get(f"/groeidocumenten/{uuid.uuid4()}/").status_code == 302
