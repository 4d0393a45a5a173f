"""Parents and the pupil about the school's text: suggestions, requests for correction with a zienswijze, and their own aanvullingen."""

import io
import uuid

import pytest
from django.urls import reverse
from pypdf import PdfReader

from groeidocumenten.dossiers.models import Journaalregel
from groeidocumenten.inhoud.correcties import answer_before
from groeidocumenten.inhoud.models import Aanvulling, Correctieverzoek, Voorstel, Zienswijze
from tests.inhoud.filled import CHAPTER, SECTIE, address, answers, form, history

VERHAAL = f"{CHAPTER}-verhaal"


def suggest_address(world, veld: str = VERHAAL) -> str:
    return reverse("inhoud:voorstellen", args=[world.noor, CHAPTER, SECTIE, veld])


def page_of(world) -> str:
    return f"/groeidocumenten/{world.noor}/hoofdstuk/{CHAPTER}/"


def suggests(client, world, nieuw: str = "Zo zien wij het.", **more: object):
    sent = {"nieuw": nieuw, "reden": "Het is anders.", "verzoek": uuid.uuid4()}
    return client.post(suggest_address(world), sent | more)


def one(world, model=Voorstel):
    """The row that the test made, the world's own left out."""
    return model.unguarded.filter(groeidocument=world.noor).order_by("op").last()


def judge(world) -> str:
    return reverse("inhoud:voorstel", args=[world.noor, CHAPTER, one(world).pk])


def test_an_accepted_suggestion_becomes_the_text_and_says_whose_it_was(world, enter, opened):
    assert suggests(enter("fatima"), world).status_code == 302
    page = enter("anja").get(judge(world)).content.decode()
    assert "Zo zien wij het." in page and "Het is anders." in page and f"kanarie-noor-{CHAPTER}" in page
    assert enter("anja").post(judge(world), {"doe": "neem_over", "versie": "1"}).status_code == 302
    assert answers(world, opened)[VERHAAL] == "Zo zien wij het." and history(world) == 2
    for name in ("anja", "fatima"):
        page = enter(name).get(page_of(world)).content.decode()
        assert "Uit een voorstel van Fatima" in page and "overgenomen" in page, name


def test_a_declined_suggestion_stays_visible_to_both_with_the_reason(world, enter, opened):
    before = answers(world, opened)
    suggests(enter("fatima"), world)
    assert enter("joke").post(judge(world), {"doe": "wijs_af", "antwoord": " "}).status_code == 422, "a reason belongs to it"
    assert enter("joke").post(judge(world), {"doe": "wijs_af", "antwoord": "We zagen het anders."}).status_code == 302
    for name in ("joke", "fatima"):
        page = enter(name).get(judge(world)).content.decode()
        assert "We zagen het anders." in page and "Zo zien wij het." in page and "Joke Bakker" in page, name
    assert answers(world, opened) == before


def test_the_other_parent_the_pupil_and_guests_do_not_see_a_suggestion(world, enter):
    suggests(enter("fatima"), world)
    for name in ("peter", "noor", "gast_schrijft_alles"):
        client = enter(name)
        assert client.get(judge(world)).status_code == 404, name
        assert "Voorstel van Fatima" not in client.get(page_of(world)).content.decode()


def test_a_text_that_was_saved_since_is_not_overwritten_by_a_suggestion(world, enter, opened):
    suggests(enter("fatima"), world)
    enter("joke").post(address(world), form(1, verhaal="net van joke"))
    page = enter("anja").get(judge(world)).content.decode()
    assert "De tekst is veranderd sinds dit voorstel" in page and "net van joke" in page
    assert enter("anja").post(judge(world), {"doe": "neem_over", "versie": "1"}).status_code == 409
    assert answers(world, opened)[VERHAAL] == "net van joke"


def test_a_suggestion_is_answered_once(world, enter):
    suggests(enter("fatima"), world)
    anja = enter("anja")
    anja.post(judge(world), {"doe": "neem_over", "versie": "1"})
    late = anja.post(judge(world), {"doe": "wijs_af", "antwoord": "Toch niet."})
    assert late.status_code in (409, 422) and "al op geantwoord" in late.content.decode()
    assert one(world).staat == "overgenomen"


def test_only_its_writer_takes_a_suggestion_back(world, enter):
    suggests(enter("fatima"), world)
    enter("anja").post(judge(world), {"doe": "trek_in"})
    assert one(world).staat == "open"
    assert enter("fatima").post(judge(world), {"doe": "trek_in"}).status_code == 302 and one(world).staat == "ingetrokken"


def test_a_parent_cannot_accept_an_own_suggestion(world, enter, opened):
    before = answers(world, opened)
    suggests(enter("fatima"), world)
    enter("fatima").post(judge(world), {"doe": "neem_over", "versie": "1"})
    assert one(world).staat == "open" and answers(world, opened) == before


@pytest.mark.parametrize("veld", [f"{CHAPTER}-ouder", f"{CHAPTER}-keuze", "bestaat-niet"])
def test_a_suggestion_is_for_texts_of_others(veld, world, enter):
    assert enter("fatima").get(suggest_address(world, veld)).status_code == 404


@pytest.mark.parametrize("sent", [{"nieuw": ""}, {"reden": ""}, {"nieuw": "x" * 20_001}, {"verzoek": "x"}, {"nieuw": "a\x00"}])
def test_a_wrong_suggestion_is_refused_and_stays_in_the_form(sent, world, enter):
    before = Voorstel.unguarded.count()
    answer = suggests(enter("fatima"), world, **sent)
    assert answer.status_code == 422 and Voorstel.unguarded.count() == before
    assert sent.get("reden", "Het is anders.") in answer.content.decode()


def test_a_double_click_suggests_once(world, enter):
    before, verzoek = Voorstel.unguarded.count(), uuid.uuid4()
    for _ in range(2):
        assert suggests(enter("fatima"), world, verzoek=verzoek).status_code == 302
    assert Voorstel.unguarded.count() == before + 1


def test_the_same_text_is_no_suggestion(world, enter, opened):
    answer = suggests(enter("fatima"), world, nieuw=answers(world, opened)[VERHAAL])
    assert answer.status_code == 422 and "de tekst die er al staat" in answer.content.decode()


# --- Correction ---------------------------------------------------------------------------------


def asks(client, world, veld: str = VERHAAL, **more: object):
    sent = {"veld": veld, "tekst": "Dit is niet gebeurd.", "verzoek": uuid.uuid4()}
    return client.post(reverse("inhoud:correctie_vragen", args=[world.noor, CHAPTER]), sent | more)


def request_page(world) -> str:
    return reverse("inhoud:correctie", args=[world.noor, CHAPTER, one(world, Correctieverzoek).pk])


def refuses(world, enter) -> None:
    asks(enter("fatima"), world)
    sent = {"besluit": "blijft", "antwoord": "Zo zag de deskundige het."}
    assert enter("anja").post(request_page(world), sent).status_code == 302


def paper(client, world) -> str:
    pdf = client.get(reverse("bewaren:pdf", args=[world.noor]))
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf.content)).pages).replace("\n", " ")


def test_a_refused_correction_leaves_the_own_view_beside_the_text_on_screen_and_paper(world, enter):
    refuses(world, enter)
    page = enter("fatima").get(request_page(world)).content.decode()
    assert "Zo zag de deskundige het." in page
    sent = {"tekst": "Wij zien een vrolijk kind.", "verzoek": uuid.uuid4()}
    assert enter("fatima").post(request_page(world), sent).status_code == 302
    for name in ("anja", "peter", "gast_leest_alles"):
        client = enter(name)
        assert "Wij zien een vrolijk kind." in client.get(page_of(world)).content.decode(), name
    assert "Wij zien een vrolijk kind." in paper(enter("gast_leest_alles"), world)


def test_an_own_view_is_added_once_by_who_asked(world, enter):
    refuses(world, enter)
    before = Zienswijze.unguarded.count()
    for name, status in (("peter", 404), ("anja", 200), ("fatima", 302), ("fatima", 200)):
        sent = {"tekst": f"Van {name}.", "verzoek": uuid.uuid4()}
        assert enter(name).post(request_page(world), sent).status_code == status, name
    assert Zienswijze.unguarded.count() == before + 1


def test_a_leerkracht_reads_a_request_and_the_ib_answers_it(world, enter):
    asks(enter("fatima"), world)
    assert "Dit is niet gebeurd." in enter("joke").get(request_page(world)).content.decode()
    enter("joke").post(request_page(world), {"besluit": "blijft", "antwoord": "Nee."})
    assert one(world, Correctieverzoek).staat == "open"
    enter("anja").post(request_page(world), {"besluit": "aangepast", "antwoord": "Dank u."})
    assert one(world, Correctieverzoek).staat == "ingewilligd"
    assert Journaalregel.unguarded.filter(handeling="correctie_beslist").exists()


def test_only_the_pupil_and_who_stands_for_the_pupil_ask(world, enter):
    for name, status in (("fatima", 302), ("noor", 302), ("anja", 404), ("joke", 404), ("gast_schrijft_alles", 404)):
        assert asks(enter(name), world).status_code == status, name


@pytest.mark.parametrize("sent", [{"veld": "hoofdstuk-twee-verhaal"}, {"veld": "x"}, {"tekst": ""}, {"tekst": "x" * 20_001}])
def test_a_wrong_request_is_refused(sent, world, enter):
    before = Correctieverzoek.unguarded.count()
    assert asks(enter("fatima"), world, **sent).status_code == 422 and Correctieverzoek.unguarded.count() == before


@pytest.mark.parametrize(("asked", "day"), [("2026-01-31", "2026-02-28"), ("2026-12-05", "2027-01-05"), ("2028-01-30", "2028-02-29")])
def test_the_school_has_a_month(asked, day):
    from datetime import datetime

    from django.utils import timezone

    moment = timezone.make_aware(datetime.fromisoformat(f"{asked}T12:00"))
    assert answer_before(moment).date().isoformat() == day


# --- Own aanvullingen ---------------------------------------------------------------------------


def adds(client, world, tekst: str = "Thuis slaapt ze goed.") -> None:
    sent = {"tekst": tekst, "verzoek": uuid.uuid4()}
    assert client.post(reverse("inhoud:aanvullen", args=[world.noor, CHAPTER]), sent).status_code == 302


def own(world) -> str:
    return reverse("inhoud:aanvulling_wijzigen", args=[world.noor, CHAPTER, one(world, Aanvulling).pk])


def test_the_writer_corrects_an_aanvulling_and_the_earlier_text_stays(world, enter):
    adds(enter("fatima"), world)
    place = own(world)
    sent = {"tekst": "Thuis slaapt ze slecht.", "verzoek": uuid.uuid4()}
    assert enter("fatima").post(place, sent).status_code == 302
    page = enter("anja").get(page_of(world)).content.decode()
    assert "Thuis slaapt ze slecht." in page and "Thuis slaapt ze goed." in page
    printed = paper(enter("anja"), world)
    assert "slaapt ze slecht" in printed and "slaapt ze goed" not in printed
    assert enter("fatima").post(place, sent | {"verzoek": uuid.uuid4()}).status_code == 404, "it was replaced"


def test_a_withdrawn_aanvulling_stays_visible_without_its_text(world, enter):
    adds(enter("fatima"), world)
    place = own(world)
    assert enter("fatima").post(place, {"doe": "trek_in"}).status_code == 302
    page = enter("anja").get(page_of(world)).content.decode()
    assert "Ingetrokken door de schrijver" in page and "Thuis slaapt ze goed." not in page
    assert "Ingetrokken door de schrijver" in paper(enter("anja"), world)


@pytest.mark.parametrize("name", ["anja", "joke", "peter", "noor"])
def test_nobody_else_changes_an_aanvulling(name, world, enter):
    adds(enter("fatima"), world)
    for sent in ({"tekst": "anders", "verzoek": uuid.uuid4()}, {"doe": "trek_in"}):
        assert enter(name).post(own(world), sent).status_code == 404
    assert "Thuis slaapt ze goed." in enter("anja").get(page_of(world)).content.decode()
