"""The question "Heeft dit geholpen?": counted without knowing who, refused with what looks like somebody's data, read by editors only."""

import csv
import re
from datetime import timedelta
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from accounts.models import User
from handleidingen import reacties
from handleidingen.models import HandleidingPage, Reactie
from handleidingen.reactie_form import personal_data
from handleidingen.reacties import store_reactie
from tests.website.public_tree import PublicTree, add_handleiding
from website.generation import generation
from website.groups import ensure_groups

PAGE = "/handleiding/inloggen/"
REPORT = "/admin/reports/heeft-dit-geholpen/"


def ask(tree: PublicTree) -> str:
    return f"/heeft-dit-geholpen/{tree.handleiding.pk}/"


def test_a_reader_answers_with_a_form_that_keeps_its_csrf_check_while_the_page_stays_in_the_cache(tree: PublicTree) -> None:
    browser = Client(enforce_csrf_checks=True)
    page = browser.get(PAGE)
    assert not page.cookies
    assert "csrfmiddlewaretoken" not in page.content.decode()
    assert f'href="{ask(tree)}?antwoord=nee"' in page.content.decode()
    assert browser.post(ask(tree), {"geholpen": "ja"}).status_code == 403
    form = browser.get(f"{ask(tree)}?antwoord=nee")
    assert "no-store" in form.headers["Cache-Control"]
    assert "checked" in re.search(r"<input[^>]*value=\"nee\"[^>]*>", form.content.decode())[0]
    assert not Reactie.objects.exists()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form.content.decode())[1]
    answer = browser.post(ask(tree), {"geholpen": "nee", "opmerking": " Stap 2 klopt niet. ", "csrfmiddlewaretoken": token}, follow=True)
    assert "Bedankt voor uw antwoord" in answer.content.decode()
    # The cookie of the form is taken back: with a cookie, this reader would get no page from the cache.
    assert [cookie for cookie in browser.cookies.values() if cookie.value] == []


def test_what_is_stored_tells_nothing_about_who_answered(client: Client, tree: PublicTree) -> None:
    tree.handleiding.save_revision().publish()
    client.post(ask(tree), {"geholpen": "ja", "opmerking": ""}, headers={"user-agent": "Mozilla/5.0"}, REMOTE_ADDR="192.0.2.7")
    row = Reactie.objects.values().get()
    today = timezone.localdate()
    assert row == {"id": row["id"], "handleiding_id": tree.handleiding.pk, "versie": today, "geholpen": True, "opmerking": "", "dag": today}
    assert str(Reactie.objects.get()) == f"ja op {today:%d-%m-%Y}"


PERSONAL = (
    "Mijn BSN is 111222333.",
    "bsn 1112.22.333",
    "１１１２２２３３３",
    "Bel mij op 06-12345678",
    "Bel mij op +31 6 1234 5678",
    "072 (123) 45 67 89",
    "mail anja@school.example",
    "Wij wonen op 1234 AB in Hoorn",
    "NL20INGB0001234567",
    "06 12 34 56 78 en 23-11-2026",
)


def test_what_looks_like_somebodys_data_is_refused_and_given_back(client: Client, tree: PublicTree) -> None:
    for text in PERSONAL:
        assert personal_data(text), text
    answer = client.post(ask(tree), {"geholpen": "nee", "opmerking": PERSONAL[0]})
    assert answer.status_code == 422
    assert "Hier lijkt een burgerservicenummer in te staan." in answer.content.decode()
    assert answer.context["form"]["opmerking"].value() == PERSONAL[0]
    assert not Reactie.objects.exists()


def test_ordinary_remarks_are_no_personal_data() -> None:
    for text in (
        "Op 23-11-2026 zag stap 2 er anders uit.",
        "In 2025 2026 was dit beter",
        "Stap 3, 4 en 5",
        "Groep 1-2 en 3-8",
        "100% duidelijk",
        "@juf",
    ):
        assert personal_data(text) == [], text


def test_what_cannot_be_read_is_asked_again_in_dutch(client: Client, tree: PublicTree) -> None:
    wrong: list[dict[str, Any]] = [
        {},
        {"geholpen": "misschien"},
        {"geholpen": ["ja"], "opmerking": "x" * 10_000},
        {"geholpen": "\x00", "opmerking": "\x00"},
        {"onbekend": "\u202e"},
    ]
    for data in wrong:
        answer = client.post(ask(tree), data)
        assert answer.status_code == 422, data
        text = answer.content.decode()
        assert "Er klopt iets nog niet" in text
        assert "Kies ja of nee." in text or "Houd het kort" in text, data
    assert not Reactie.objects.exists()


def test_emoji_and_marks_come_through_as_text_and_an_address_that_is_none_is_not_found(client: Client, tree: PublicTree) -> None:
    assert client.post(ask(tree), {"geholpen": "ja", "opmerking": "Fijn 😀 <b>ד</b>\x00"}).status_code == 302
    assert Reactie.objects.get().opmerking == "Fijn 😀 <b>ד</b>"
    draft = tree.handleidingen.add_child(instance=HandleidingPage(title="Klad", slug="klad", live=False))
    for number in (draft.pk, 0, 999_999, 2**31, 10**30, tree.home.pk):
        assert client.get(f"/heeft-dit-geholpen/{number}/").status_code == 404, number
    assert client.get(f"{ask(tree)}?antwoord=%F0%9F%98%80").status_code == 200
    assert client.get(f"{ask(tree)}bedankt/").status_code == 200
    assert client.post(f"{ask(tree)}bedankt/").status_code == 405


def test_one_page_takes_no_more_answers_in_a_day_than_readers_can_give(
    client: Client, tree: PublicTree, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reacties, "MAX_PER_DAG", 2)
    Reactie.objects.create(handleiding=tree.handleiding, geholpen=True, dag=timezone.localdate() - timedelta(days=1))
    assert [client.post(ask(tree), {"geholpen": "ja"}).status_code for _ in range(3)] == [302, 302, 429]
    full = client.post(ask(tree), {"geholpen": "nee", "opmerking": "Toch graag."})
    assert full.status_code == 429
    assert "Toch graag." in full.content.decode()
    other = add_handleiding(tree.handleidingen, "Printen")
    assert client.post(f"/heeft-dit-geholpen/{other.pk}/", {"geholpen": "ja"}).status_code == 302


def test_an_answer_throws_no_page_out_of_the_cache(client: Client, tree: PublicTree, committed: Any) -> None:
    before = generation.read()
    with committed():
        client.post(ask(tree), {"geholpen": "ja"})
    assert Reactie.objects.count() == 1
    assert generation.read() == before


def test_a_child_is_spoken_to_as_a_child(client: Client, tree: PublicTree) -> None:
    page = add_handleiding(tree.handleidingen, "Jouw stuk", lezer="leerling")
    text = client.get("/handleiding/jouw-stuk/").content.decode()
    assert "Heeft dit je geholpen?" in text
    form = client.get(f"/heeft-dit-geholpen/{page.pk}/").content.decode()
    assert "Wil je er iets bij schrijven?" in form
    assert re.search(r"\bu\b|\buw\b", re.sub(r"<[^>]+>", " ", form[form.index("<h1>") : form.index("</main>")])) is None


# --- Editors --------------------------------------------------------------------------------------


def editor(group: str) -> Client:
    ensure_groups()
    user = User.objects.create_user(f"een-{group}", soort="redacteur", password="een-lang-wachtwoord")
    user.groups.add(Group.objects.get(name=group))
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def answered(tree: PublicTree) -> PublicTree:
    """Three answers about "Inloggen", of which one was about an older text, and a remark that would be a formula."""
    tree.handleiding.save_revision().publish()
    page = HandleidingPage.objects.get(pk=tree.handleiding.pk)
    for geholpen, opmerking in ((True, ""), (False, "=HYPERLINK(1)")):
        store_reactie(handleiding=page, geholpen=geholpen, opmerking=opmerking)
    Reactie.objects.create(handleiding=page, versie=timezone.localdate() - timedelta(days=9), geholpen=False, opmerking="Oud")
    return tree


def test_the_report_counts_per_handleiding_in_one_question(answered: PublicTree, django_assert_max_num_queries: Any) -> None:
    client = editor("Redacteur")
    client.get(REPORT)
    with django_assert_max_num_queries(60) as few:
        page = next(row for row in client.get(REPORT).context["object_list"] if row.title == "Inloggen")
    assert (page.ja, page.nee, page.ja_nu, page.nee_nu, page.opmerkingen) == (1, 2, 1, 1, 2)
    for number in range(5):
        store_reactie(handleiding=add_handleiding(answered.handleidingen, f"Meer {number}"), geholpen=True)
    with django_assert_max_num_queries(60) as many:
        assert client.get(REPORT).status_code == 200
    assert len(many) == len(few)
    assert "Heeft dit geholpen?" in client.get("/admin/").content.decode()


def test_an_exported_remark_is_never_a_formula(answered: PublicTree) -> None:
    client = editor("Redacteur")
    rows = list(csv.reader(StringIO(b"".join(client.get("/admin/reacties/?export=csv").streaming_content).decode())))
    assert {row[-1] for row in rows[1:]} == {"", "'=HYPERLINK(1)", "Oud"}
    book = load_workbook(BytesIO(client.get("/admin/reacties/?export=xlsx").getvalue()))
    assert all(cell.data_type != "f" for row in book.active.rows for cell in row)
    report = b"".join(client.get(f"{REPORT}?export=csv").streaming_content).decode()
    assert "Inloggen,intern begeleider,1,2,1,1,2" in report


def test_who_may_read_answers_and_who_may_throw_them_away(answered: PublicTree) -> None:
    number = Reactie.objects.get(opmerking="Oud").pk
    redacteur, eind, formats = editor("Redacteur"), editor("Eindredacteur"), editor("Formatbeheerder")
    assert "HYPERLINK" in redacteur.get("/admin/reacties/").content.decode()
    for client in (formats, Client()):
        assert client.get("/admin/reacties/").status_code == 302
        assert client.get(REPORT).status_code == 302
    assert redacteur.post(f"/admin/reacties/delete/{number}/").status_code == 302
    assert Reactie.objects.filter(pk=number).exists()
    for client in (redacteur, eind):
        client.post(f"/admin/reacties/edit/{number}/", {"opmerking": "Herschreven"})
        client.post("/admin/reacties/new/", {"opmerking": "Verzonnen"})
    assert set(Reactie.objects.values_list("opmerking", flat=True)) == {"", "=HYPERLINK(1)", "Oud"}
    assert eind.post(f"/admin/reacties/delete/{number}/").status_code == 302
    assert not Reactie.objects.filter(pk=number).exists()
    assert redacteur.get("/admin/onderwerpen/new/").status_code == 200
    assert formats.get("/admin/onderwerpen/").status_code == 302
