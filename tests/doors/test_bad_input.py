"""Nonsense at every private address: a clear refusal, never an error of ours, and nothing of a child in it."""

import uuid

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.builders.world import CHAPTERS
from tests.doors.test_matrix import fill, routes, snapshot

PEOPLE = ("anja", "fatima", "gast_schrijft_alles", "mehmet")
SECRETS = ("Daankanarie", "kanarie-daan")


def addresses(world) -> list[str]:
    filled = [fill(route, world, CHAPTERS[0], world.noor) for name, route in routes() if name not in ("pdf", "verlaten")]
    return sorted(set(filled))


def fair(answer, where: str, person: str = "anja") -> None:
    assert answer.status_code < 500, where
    body = answer.content.decode("utf-8", "replace")
    secrets = ("Noorkanarie", "kanarie-noor") if person == "mehmet" else SECRETS
    assert not [secret for secret in secrets if secret in body], where
    assert "no-store" in answer["Cache-Control"] and "noindex" in answer["X-Robots-Tag"], where


BODIES = {
    "invalid UTF-8": (b"tekst=%ff%fe&versie=\xff\xfe&verzoek=\xc3\x28", "application/x-www-form-urlencoded"),
    "another character set": ("tekst=é".encode("utf-16"), "application/x-www-form-urlencoded; charset=utf-16"),
    "JSON": (b'{"tekst": "x"}', "application/json"),
    "a broken multipart": (b"--x\r\nContent-Disposition: form-data", "multipart/form-data; boundary=x"),
    "a multipart without boundary": (b"x", "multipart/form-data"),
    "XML": (b"<a/>", "text/xml"),
    "no type": (b"x", ""),
    "too many fields": (b"&".join(b"a%d=1" % number for number in range(10_100)), "application/x-www-form-urlencoded"),
}


# Bodies that Django reads in different ways; how, does not depend on who sends them, so one person sends all and the others these.
UNLIKE = {"invalid UTF-8", "JSON"}


@pytest.mark.parametrize("person", PEOPLE)
def test_a_body_that_is_no_form_is_refused_everywhere(person, world, enter):
    client, before = enter(person), snapshot()
    for address in addresses(world):
        for kind, (body, content_type) in BODIES.items():
            if (kind == "too many fields" and "sectie" not in address) or (person != "anja" and kind not in UNLIKE):
                continue
            fair(client.generic("POST", address, body, content_type), f"{kind} to {address} as {person}", person)
    assert touched(before, snapshot()) <= OF_CONFIRMING


# Confirmation pages need no field, so a post without one is a yes, which is logged and of which people are told; what was done with the words
# of a pupil is one text of which the newest counts, and one of these bodies has such a text. All else stays.
OF_CONFIRMING = {"GroeidocumentUserPermission", "Gebeurtenis", "Bericht", "Leerlingwijziging", "Hooropvolging", "Linkaanvraag"}


def touched(before: dict, after: dict) -> set[str]:
    """The tables in which something came or went."""
    return {name for name in before if before[name] != after[name]}


@pytest.mark.parametrize("person", ("anja", "fatima"))
def test_a_file_where_text_is_expected_is_refused_everywhere(person, world, enter):
    client = enter(person)
    for address in addresses(world):
        names = ("tekst", "naam", "ontvanger", "voornaam", "versie", "verzoek", f"veld_{CHAPTERS[0]}-verhaal", "pincode", "leerkracht")
        files = {name: SimpleUploadedFile("kaart.pdf", b"%PDF-1.4") for name in names}
        fair(client.post(address, files), f"files to {address} as {person}", person)


@pytest.mark.parametrize("person", PEOPLE)
def test_other_methods_are_refused_everywhere(person, world, enter):
    client, before = enter(person), snapshot()
    # Refused before anybody looks who asks, so one person sends all of them and the others one that would destroy.
    methods = ("head", "options", "put", "patch", "delete", "trace") if person == "anja" else ("delete",)
    for address in addresses(world):
        for method in methods:
            answer = getattr(client, method)(address)
            fair(answer, f"{method} {address} as {person}", person)
            assert method in ("head",) or answer.status_code in (302, 404, 405), f"{method} {address} as {person}"
    assert snapshot() == before


QUERIES = [
    "page=-1",
    "page=0",
    "page=999",
    "page=x",
    "page=1e9",
    "page=%00",
    "page=" + "9" * 400,
    "zoek=%ff%fe",
    "zoek=%00",
    "zoek=" + "a+" * 5000,
]
QUERIES += ["zoek=%F0%9F%94%91", "zoek=%25_%5C", "page=1&page=2&zoek[]=x", "%ff=%fe", "&&&==", "leerling=x", f"leerling={uuid.uuid4()}"]


@pytest.mark.parametrize("query", QUERIES, ids=range(len(QUERIES)))
def test_a_broken_query_string_breaks_nothing(query, world, enter):
    client = enter("anja")
    for address in (
        "/groeidocumenten/",
        "/groeidocumenten/starten/",
        f"/groeidocumenten/{world.noor}/",
        f"/groeidocumenten/{world.noor}/printen/",
    ):
        fair(client.get(f"{address}?{query}"), address + query)


@pytest.mark.parametrize("query", ["hoofdstuk=x", "hoofdstuk=%00", "hoofdstuk=hoofdstuk-een&hoofdstuk=geheim", "hoofdstuk="])
def test_a_pdf_of_a_hoofdstuk_that_is_not_there_is_not_found(query, world, enter):
    assert enter("anja").get(f"/groeidocumenten/{world.noor}/printen/pdf/?{query}").status_code == 404


def test_a_guest_cannot_print_a_hoofdstuk_that_was_not_shared(world, enter):
    assert enter("gast_leest_twee").get(f"/groeidocumenten/{world.noor}/printen/pdf/?hoofdstuk=hoofdstuk-een").status_code == 404


COOKIES = ["", "x", "%00", "a" * 5000, "é", '"', "' OR 1=1", "../../etc/passwd", "0" * 32]


@pytest.mark.parametrize("cookie", COOKIES, ids=range(len(COOKIES)))
def test_a_broken_session_cookie_is_a_stranger(cookie, world):
    for address in (f"/groeidocumenten/{world.noor}/", "/groeidocumenten/"):
        client = Client(
            headers={"cookie": f"{settings.SESSION_COOKIE_NAME}={cookie}; messages={cookie}; {settings.CSRF_COOKIE_NAME}={cookie}"}
        )
        answer = client.get(address)
        assert answer.status_code == 302 and answer["Location"].startswith("/inloggen/")
        fair(answer, cookie)


BROKEN = [
    {},
    {"link": "x"},
    {"link": None, "generatie": None, "sinds": 1, "laatst": 2},
    {"link": 1, "generatie": 1, "sinds": "x", "laatst": "x"},
]
BROKEN += [{"link": "1", "generatie": "1", "sinds": "2020-01-01", "laatst": "2020-01-01T00:00"}]


@pytest.mark.parametrize("held", [*BROKEN, [], "x", 5], ids=range(8))
def test_a_session_with_a_damaged_visit_opens_nothing(held, world, enter):
    client = enter("gast_leest_alles")
    session = client.session
    session["gast"] = held
    session.save()
    answer = client.get(f"/groeidocumenten/{world.noor}/")
    assert answer.status_code in (302, 403)


@pytest.mark.parametrize("person", [*PEOPLE, "anoniem"])
def test_no_form_works_without_its_token(person, world, enter):
    inside, before = enter(person), snapshot()
    client = Client(enforce_csrf_checks=True)
    client.cookies = inside.cookies
    for address in [*addresses(world), "/groeidocumenten/verlaten/", "/uitloggen/", "/inloggen/", f"/toegang/{'x' * 43}/"]:
        for extra in ({}, {"csrfmiddlewaretoken": "x" * 64}, {"csrfmiddlewaretoken": "\x00"})[: None if person == "anja" else 1]:
            answer = client.post(address, {"tekst": "x", "pincode": "123456", **extra})
            assert answer.status_code == 403 and "Dit mag nu niet" in answer.content.decode(), address
            fair(answer, address, person)
    assert snapshot() == before
    if person != "anoniem":
        assert client.get(f"/groeidocumenten/{world.noor}/").status_code == inside.get(f"/groeidocumenten/{world.noor}/").status_code


PATHS = [
    "%00/",
    "x/",
    "hoofdstuk/%00/",
    "hoofdstuk/x/sectie/x/",
    "hoofdstuk/hoofdstuk-een/sectie/%F0%9F%94%91/",
    "delen/link/x/intrekken/",
    "%ff/",
]
PATHS += [
    "hoofdstuk/" + "a" * 5000 + "/",
    "../../",
    "..%2f..%2fadmin/",
    "hoofdstuk/hoofdstuk-een/sectie/hoofdstuk-twee-sectie/",
    "printen/pdf/x/",
    "?x",
]


@pytest.mark.parametrize("path", PATHS, ids=range(len(PATHS)))
def test_an_address_of_nonsense_is_not_found_or_harmless(path, world, enter):
    for person in ("anja", "gast_leest_twee", "anoniem"):
        for pk in (world.noor, "x", "00000000-0000-0000-0000-000000000000"):
            answer = enter(person).get(f"/groeidocumenten/{pk}/{path}")
            fair(answer, path)
            assert answer.status_code in (200, 302, 404)


def test_a_forged_host_is_refused_without_a_word(world, enter):
    answer = enter("anja").get(f"/groeidocumenten/{world.noor}/", headers={"host": "boef.example"})
    assert answer.status_code == 400
    fair(answer, "host")


def test_an_error_of_ours_shows_nothing_of_the_file(world, enter, monkeypatch):
    client = enter("anja")
    client.raise_request_exception = False
    from groeidocumenten.inhoud import views

    monkeypatch.setattr(views, "note_reading", lambda *args: 1 / 0)
    answer = client.get(f"/groeidocumenten/{world.noor}/")
    assert answer.status_code == 500 and "kanarie" not in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
