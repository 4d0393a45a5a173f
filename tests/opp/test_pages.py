"""The pages of an OPP: each opens for who may, keeps what was typed when something is wrong, and loses nothing when two people write at once."""

import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from groeidocumenten.opp.models import Factor, Hoormoment, Opmerking, Opp, OppVersie
from tests.builders.opp import agree, discuss, hear, send
from tests.builders.papers import pdf, picture

BEGELEIDING = "opp-sectie-begeleiding"


def once(**more):
    return {"verzoek": str(uuid.uuid4())} | more


@pytest.mark.parametrize("person", ["anja", "joke", "fatima", "peter", "noor", "gast_leest_alles", "gast_schrijft_alles"])
def test_every_reader_gets_the_pages_of_an_opp(world, enter, at, person):
    client = enter(person)
    for name, keys in (("lijst", ()), ("opp", (world.opp,)), ("versie", (world.opp, 1)), ("verschillen", (world.opp, 1))):
        assert client.get(at(name, *keys)).status_code == 200, name


def test_the_school_finds_every_form_and_is_told_beside_the_field_what_is_wrong(world, enter, at):
    client = enter("anja")
    for name in ("beeindigen", "perspectief", "horen", "versturen", "bespreken", "advies", "afspraken", "vaststellen"):
        assert client.get(at(name, world.opp)).status_code == 200, name
    assert client.get(at("nieuw")).status_code == client.get(at("elders")).status_code == 200
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    sent = {"gehouden_op": tomorrow, "aanwezigen": "Fatima", "verslag": "Wat er is gezegd."} | once()
    answer = client.post(at("bespreken", world.opp), sent)
    page = answer.content.decode()
    assert answer.status_code == 422 and "moet nog komen" in page and "Wat er is gezegd." in page


def test_an_opp_from_elsewhere_comes_in_as_pdf_and_a_program_does_not(world, enter, at):
    client = enter("anja")
    program = SimpleUploadedFile("opp.pdf", b"MZ\x90\x00" + b"\x00" * 200, content_type="application/pdf")
    answer = client.post(at("elders", file="sem"), {"bestand": program} | once())
    assert answer.status_code == 422 and not Opp.unguarded.filter(groeidocument=world.sem).exists()
    paper = SimpleUploadedFile("opp.pdf", pdf("Een OPP"), content_type="application/pdf")
    given = {"bestand": paper, "vastgesteld_op": (timezone.localdate() - timedelta(days=9)).isoformat()} | once()
    answer = client.post(at("elders", file="sem"), given, follow=True)
    opp = Opp.unguarded.get(groeidocument=world.sem)
    assert answer.status_code == 200 and opp.van_elders and opp.begin is not None
    fetched = client.get(at("bestand", opp.pk, 1, file="sem"))
    assert fetched.content.startswith(b"%PDF") and "attachment" in fetched["Content-Disposition"]
    assert enter("buurvrouw").get(at("bestand", opp.pk, 1, file="sem")).status_code == 200


def test_a_pupil_says_it_with_a_drawing(world, enter, at):
    drawing = SimpleUploadedFile("tekening.png", picture(), content_type="image/png")
    answer = enter("noor").post(at("horen", world.opp), {"inbreng": "", "bijlage": drawing} | once())
    row = Hoormoment.unguarded.filter(opp=world.opp).latest("op")
    assert answer.status_code == 302 and (row.vorm, row.uitkomst) == ("tekening", "gehoord")
    assert enter("anja").get(at("tekening", world.opp, row.pk)).status_code == 200
    # Not sent yet: nobody outside the school finds it.
    assert enter("fatima").get(at("tekening", world.opp, row.pk)).status_code == 404


def test_several_factors_are_picked_at_once_and_a_double_click_makes_them_once(world, enter, at):
    client, given = enter("fatima"), {"items": ["snel afgeleid", "zorgen thuis"], "tekst": "Veel gehuild"} | once()
    before = Factor.unguarded.filter(opp=world.opp).count()
    for _ in range(2):
        assert client.post(at("factoren", world.opp, "belemmerend"), given).status_code == 302
    # "zorgen thuis" she had chosen before.
    assert Factor.unguarded.filter(opp=world.opp).count() == before + 2
    answer = client.post(at("factoren", world.opp, "belemmerend"), {"items": ["bestaat niet"]} | once())
    assert answer.status_code == 422 and "Kies uit de lijst" in answer.content.decode()
    assert client.get(at("factoren", world.opp, "neutraal")).status_code == 404


def test_a_remark_stands_at_its_section_and_is_answered(world, enter, at):
    answer = enter("peter").post(at("opmerking_bij", world.opp, 1, BEGELEIDING), {"tekst": "Wie doet dat dan?"} | once(), follow=True)
    assert "Wie doet dat dan?" in answer.content.decode()
    row = Opmerking.unguarded.filter(versie__opp=world.opp).latest("op")
    assert row.plek == BEGELEIDING
    client = enter("anja")
    assert client.post(at("antwoord", world.opp, row.pk), {"uitkomst": "niet", "tekst": ""}).status_code == 422
    shown = client.post(at("antwoord", world.opp, row.pk), {"uitkomst": "niet", "tekst": "Juf Joke doet dat al."}, follow=True)
    assert "Juf Joke doet dat al." in shown.content.decode()
    assert enter("peter").get(at("opmerking_bij", world.opp, 1, "bestaat-niet")).status_code == 404


# --- writing --------------------------------------------------------------------------------------------


def section(opp, **more):
    return {"versie": "0", "vorm": f"{opp.format_versie_id}:", "zitting": str(uuid.uuid4())} | more


def test_what_is_typed_is_kept_for_its_writer_and_gone_after_saving(world, enter, at, school, opp):
    client = enter("anja")
    sent = section(opp, veld_opp_x="", **{"veld_opp-begeleiding": "Half een zin", "versie": "1"})
    answer = client.post(at("concept", opp.pk, BEGELEIDING, file="sem"), sent)
    assert answer.status_code == 200 and "Bewaard om" in answer.json()["zin"]
    assert "Half een zin" in client.get(at("sectie", opp.pk, BEGELEIDING, file="sem")).content.decode()
    assert "Half een zin" not in enter("kees").get(at("sectie", opp.pk, BEGELEIDING, file="sem")).content.decode()
    assert client.post(at("sectie", opp.pk, BEGELEIDING, file="sem"), sent | {"veld_opp-begeleiding": "Een hele zin"}).status_code == 302
    late = client.post(at("concept", opp.pk, BEGELEIDING, file="sem"), sent)
    assert late.json().get("klaar") is True


def test_the_second_of_two_savers_of_the_same_question_sees_both_texts(world, enter, at, school, opp):
    one, two = enter("anja"), enter("kees")
    address = at("sectie", opp.pk, BEGELEIDING, file="sem")
    assert one.post(address, section(opp, **{"veld_opp-begeleiding": "Tekst van Anja", "versie": "1"})).status_code == 302
    answer = two.post(address, section(opp, **{"veld_opp-begeleiding": "Tekst van Kees", "versie": "1"}))
    page = answer.content.decode()
    assert answer.status_code == 409 and "Tekst van Anja" in page and "Tekst van Kees" in page


def test_two_savers_of_different_questions_lose_nothing(world, enter, at, school, opp):
    address = at("sectie", opp.pk, BEGELEIDING, file="sem")
    school_says = section(opp, **{"veld_opp-begeleiding": "Van school", "versie": "1"})
    assert enter("buurvrouw").post(address, section(opp, **{"veld_opp-thuis": "Van thuis", "versie": "1"})).status_code == 302
    assert enter("anja").post(address, school_says).status_code == 302
    sent = send(school, opp).opened()["antwoorden"][BEGELEIDING]
    assert (sent["opp-begeleiding"], sent["opp-thuis"]) == ("Van school", "Van thuis")


def test_what_is_typed_in_an_opp_that_was_just_ended_is_given_back(world, enter, at, school, opp):
    Opp.unguarded.filter(pk=opp.pk).update(beeindigd_op=timezone.localdate())
    answer = enter("anja").post(at("sectie", opp.pk, BEGELEIDING, file="sem"), section(opp, **{"veld_opp-begeleiding": "Nog een zin"}))
    assert answer.status_code == 409 and "Nog een zin" in answer.content.decode()


# --- adopting ---------------------------------------------------------------------------------------------


def test_the_page_of_adopting_says_first_what_has_to_happen_with_the_article_of_law(world, enter, at, opp):
    page = enter("anja").get(at("vaststellen", opp.pk, file="sem")).content.decode()
    assert "Er is nog geen concept" in page and "WPO art. 40a" in page and "Stel deze versie vast" not in page


def test_from_sending_to_adopting_through_the_pages(world, enter, at, school, opp):
    client = enter("anja")
    answer = client.post(at("versturen", opp.pk, file="sem"), {"aan": ["leerling"], "agenda": "1. Het plan", "bericht": ""}, follow=True)
    assert "Concept 1 staat vast" in answer.content.decode()
    assert "1. Het plan" in enter("buurvrouw").get(at("versie", opp.pk, 1, file="sem")).content.decode()
    discuss(school, opp)
    agree(world, opp)
    versie = OppVersie.unguarded.get(opp=opp)
    wrong = client.post(at("vaststellen", opp.pk, file="sem"), once(sha256="0" * 64))
    assert wrong.status_code == 422 and "nieuwer concept" in wrong.content.decode()
    done = client.post(at("vaststellen", opp.pk, file="sem"), once(sha256=versie.sha256), follow=True)
    assert "Het OPP is vastgesteld" in done.content.decode()
    hear(school, opp, moment="evalueren")
    held = {"gehouden_op": timezone.localdate().isoformat(), "aanwezigen": "Els", "verslag": "Klaar.", "perspectief": "gehandhaafd"}
    ended = client.post(at("evalueren", opp.pk, file="sem"), held | {"ondersteuning": "stoppen"} | once(), follow=True)
    assert "leg hier het einde van het OPP vast" in ended.content.decode()
