"""Formulieren under a file: asked, filled in with pauses, handed in, read by the school and whoever was asked, on paper too, and taken over."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from formats.answers import HERKOMST
from groeidocumenten.documenten.listing import documents_for
from groeidocumenten.documenten.people import people_of
from groeidocumenten.dossiers import chain, kamers
from groeidocumenten.dossiers.models import Groeidocument, Handeling, Journaalregel, Toegangslink
from groeidocumenten.inhoud.actions import saved_section
from groeidocumenten.vragen import actions
from groeidocumenten.vragen.actions import ask
from groeidocumenten.vragen.models import Vraag, Vraagantwoord
from groeidocumenten.vragen.reading import answered_for
from tests.bewaren.paper import Paper
from tests.documenten.sending import sent

THUIS = "Thuis gaat het thuiskanarie goed."


def address(world, name: str, *args) -> str:
    return reverse(f"vragen:{name}", args=[world.noor, *args])


def fill(client, world, text: str = THUIS, versie: int = 0, **more):
    form = {"veld_hoofdstuk-een-ouder": text, "versie": str(versie)} | more
    return client.post(address(world, "onderdeel", world.vraag, "vraag-sectie"), form)


def hand_in(client, world):
    return client.post(address(world, "indienen", world.vraag), {"bevestig": "ja"})


def code(world) -> str:
    return Vraag.unguarded.get(pk=world.vraag).code


def asked_again(world, person, opened, name: str = "fatima", **more) -> Vraag:
    from formats.models import FormatVersie

    geopend = opened()
    mens = next(one for one in people_of(geopend) if one.gebruiker == person(name))
    versie = FormatVersie.objects.get(pk=world.formulier)
    day = timezone.localdate() + timedelta(days=more.pop("days", 7))
    return ask(geopend=geopend, gevraagd=actions.Verzoek(versie, "", mens, day), verzoek=uuid.uuid4())


# --- Asking --------------------------------------------------------------------------------------


def test_the_school_asks_a_parent_and_it_waits_for_her_only(world, enter, person, opened):
    day = (timezone.localdate() + timedelta(days=9)).isoformat()
    form = {"formulier": str(world.formulier), "gevraagde": str(person("peter").pk), "uiterlijk": day, "verzoek": str(uuid.uuid4())}
    anja, before = enter("anja"), Vraag.unguarded.count()
    for _ in range(2):
        assert anja.post(address(world, "nieuw"), form | {"toelichting": "Wilt u dit doen?"}).status_code == 302
    assert Vraag.unguarded.count() == before + 1
    page = enter("peter").get(f"/groeidocumenten/{world.noor}/").content.decode()
    assert "Proefvragenlijst" in page
    pk = Vraag.unguarded.order_by("-op").first().pk
    assert "Wilt u dit doen?" in enter("peter").get(address(world, "vraag", pk)).content.decode()
    assert enter("fatima").get(address(world, "vraag", pk)).status_code == 404
    assert [zaak.tekst for zaak in kamers.waiting_for(opened("noor")) if "Proefvragenlijst" in zaak.tekst] == []


WRONG = [
    {"formulier": "geen"},
    {"formulier": ""},
    {"gevraagde": "geen"},
    {"gevraagde": "mehmet"},
    {"gevraagde": "joke-x"},
    {"uiterlijk": "2001-01-01"},
    {"uiterlijk": "2999-01-01"},
    {"uiterlijk": "morgen"},
    {"toelichting": "x" * 10_000},
    {"toelichting": "\x00"},
]


@pytest.mark.parametrize("wrong", WRONG, ids=str)
def test_a_wrong_question_is_shown_again_and_asks_nothing(wrong, world, enter, person):
    day = (timezone.localdate() + timedelta(days=9)).isoformat()
    form = {"formulier": str(world.formulier), "gevraagde": str(person("peter").pk), "uiterlijk": day, "verzoek": str(uuid.uuid4())} | wrong
    if wrong.get("gevraagde") == "mehmet":
        form["gevraagde"] = str(person("mehmet").pk)
    before = Vraag.unguarded.count()
    answer = enter("anja").post(address(world, "nieuw"), form)
    assert answer.status_code == 422 and "gp-error" in answer.content.decode() and Vraag.unguarded.count() == before


def test_somebody_for_whom_a_formulier_has_no_questions_is_not_asked(world, enter, opened):
    guest = next(one for one in people_of(opened()) if one.rol == "deskundige" and one.schrijft)
    day = timezone.localdate().isoformat()
    form = {"formulier": str(world.formulier), "gevraagde": str(guest.pk), "uiterlijk": day, "verzoek": str(uuid.uuid4())}
    answer = enter("anja").post(address(world, "nieuw"), form)
    assert answer.status_code == 422 and "geen vragen voor" in answer.content.decode()


def test_only_people_with_a_way_into_the_whole_file_can_be_asked(world, enter, person):
    page = enter("anja").get(address(world, "nieuw")).content.decode()
    for name in ("fatima", "peter", "noor", "joke"):
        assert str(person(name).pk) in page, name
    for name in ("ex_ouder", "zonder_gezag", "kees", "mehmet"):
        assert str(person(name).pk) not in page, name
    links = {name: str(Toegangslink.unguarded.get(pk=made.link.pk).gebruiker_id) for name, made in world.guests.items()}
    assert links["gast_schrijft_alles"] in page
    assert links["gast_leest_alles"] not in page and links["gast_schrijft_twee"] not in page


# --- Filling in ----------------------------------------------------------------------------------


def test_she_stops_goes_on_and_hands_in_and_only_then_the_school_reads(world, enter, opened):
    fatima, anja, page = enter("fatima"), enter("anja"), address(world, "vraag", world.vraag)
    assert fill(fatima, world).status_code == 302
    again = fatima.get(address(world, "onderdeel", world.vraag, "vraag-sectie")).content.decode()
    assert THUIS in again and "Bezig" in fatima.get(page).content.decode()
    assert THUIS not in anja.get(page).content.decode() and "nog niet ingediend" in anja.get(page).content.decode()
    assert hand_in(fatima, world)["Location"] == page
    assert THUIS in anja.get(page).content.decode() and THUIS in fatima.get(page).content.decode()
    for name in ("peter", "noor", "gast_leest_alles"):
        assert enter(name).get(page).status_code == 404, name
    assert [one.naam for one in answered_for(opened())] == ["Fatima el Amrani"]
    assert answered_for(opened("peter")) == []
    assert not chain.verify(opened().groeidocument.school).aantal


def test_her_form_holds_only_her_own_questions(world, enter):
    page = enter("fatima").get(address(world, "onderdeel", world.vraag, "vraag-sectie")).content.decode()
    assert "Hoe gaat het thuis?" in page and "Wat vind jij?" not in page
    fill(enter("fatima"), world, **{"veld_vraag-leerling": "niet van haar"})
    row = Vraagantwoord.unguarded.get(vraag=world.vraag)
    from groeidocumenten.inhoud.models import open_from

    assert "vraag-leerling" not in open_from(row, "antwoorden")


def test_with_going_on_she_comes_at_the_next_section(world, enter):
    answer = fill(enter("fatima"), world, verder="ja")
    assert answer["Location"] == address(world, "onderdeel", world.vraag, "vraag-nog")


def test_two_windows_overwrite_nothing(world, enter):
    fatima = enter("fatima")
    fill(fatima, world, "Eerste venster", 0)
    answer = fill(fatima, world, "Tweede venster", 0)
    text = answer.content.decode()
    assert answer.status_code == 409 and "Eerste venster" in text and "Tweede venster" in text
    assert fill(fatima, world, "Eerste venster", 0).status_code == 302, "the same again is no conflict"
    assert Vraagantwoord.unguarded.filter(vraag=world.vraag).count() == 1
    assert fill(fatima, world, "Tweede venster", 1).status_code == 302


def test_an_empty_form_is_not_a_beginning(world, enter):
    assert fill(enter("fatima"), world, "").status_code == 302
    assert not Vraagantwoord.unguarded.filter(vraag=world.vraag).exists()


def test_nothing_of_an_answer_lies_readable_in_the_database(world, enter):
    fill(enter("fatima"), world)
    assert "thuiskanarie" not in str([*Vraag.unguarded.values(), *Vraagantwoord.unguarded.values()])
    assert "vraagkanarie" not in str([*Vraag.unguarded.values()])


def test_what_is_needed_must_be_there_before_it_is_handed_in(world, enter):
    fatima = enter("fatima")
    assert hand_in(fatima, world).status_code == 422, "nothing is filled in at all"
    fill(fatima, world, "", **{"veld_vraag-vaak": "soms"})
    answer = hand_in(fatima, world)
    assert answer.status_code == 422 and "hebben nog een antwoord nodig" in answer.content.decode()
    assert Vraag.unguarded.get(pk=world.vraag).ingediend_op is None


@pytest.mark.parametrize("typed", [{"veld_vraag-vaak": "nooit"}, {"veld_hoofdstuk-een-ouder": "x" * 200_000}], ids=["choice", "long"])
def test_a_wrong_answer_is_shown_again_and_saved_nowhere(typed, world, enter):
    answer = fill(enter("fatima"), world, **typed)
    assert answer.status_code == 422 and not Vraagantwoord.unguarded.filter(vraag=world.vraag).exists()


def test_what_was_handed_in_is_frozen_until_the_school_opens_it_with_a_reason(world, enter):
    fatima, anja, page = enter("fatima"), enter("anja"), address(world, "vraag", world.vraag)
    fill(fatima, world)
    for _ in range(2):
        hand_in(fatima, world)
    answer = fill(fatima, world, "Toch anders", 1)
    assert answer.status_code == 409 and "Toch anders" in answer.content.decode() and "niet bewaard" in answer.content.decode()
    assert fatima.post(address(world, "heropenen", world.vraag), {"reden": "ik wil het"}).status_code == 404
    assert anja.post(address(world, "heropenen", world.vraag), {"reden": ""}).status_code == 422
    assert anja.post(address(world, "heropenen", world.vraag), {"reden": "Er ontbreekt iets"}).status_code == 302
    assert "Er ontbreekt iets" in fatima.get(page).content.decode() and THUIS not in anja.get(page).content.decode()
    assert fill(fatima, world, "Toch anders", 1).status_code == 302


def test_a_withdrawn_question_takes_no_more_and_gives_the_text_back(world, enter):
    fatima, anja = enter("fatima"), enter("anja")
    assert anja.post(address(world, "intrekken", world.vraag)).status_code == 200, "asks first"
    assert anja.post(address(world, "intrekken", world.vraag), {"bevestig": "ja"}).status_code == 302
    answer = fill(fatima, world, "Net getypt")
    assert answer.status_code == 409 and "Net getypt" in answer.content.decode()
    assert hand_in(fatima, world).status_code == 302 and Vraag.unguarded.get(pk=world.vraag).ingediend_op is None
    assert Journaalregel.unguarded.filter(handeling=Handeling.VRAAG_INGETROKKEN, onderwerp=str(world.vraag)).count() == 1


def test_a_guest_with_a_running_link_fills_in_as_a_guest(world, enter, person, opened):
    from formats.models import Format, publish_version
    from formats.schema import Deel, FormatSchema, LangeTekst, Sectie

    veld = LangeTekst(key="g", label="Wat ziet u?", invuller="deskundige")
    schema = FormatSchema(
        titel="Voor gasten", soort="formulier", delen=(Deel(key="d", titel="D", secties=(Sectie(key="s", titel="S", velden=(veld,)),)),)
    )
    versie = publish_version(format=Format.objects.create(titel="Voor gasten", soort="formulier"), schema=schema)
    geopend, user = opened(), world.guests["gast_schrijft_alles"].link.gebruiker_id
    mens = next(one for one in people_of(geopend) if one.pk == user)
    vraag = ask(geopend=geopend, gevraagd=actions.Verzoek(versie, "", mens, timezone.localdate()), verzoek=uuid.uuid4())
    guest = enter("gast_schrijft_alles")
    assert guest.post(address(world, "onderdeel", vraag.pk, "s"), {"veld_g": "Van de gast", "versie": "0"}).status_code == 302
    assert guest.post(address(world, "indienen", vraag.pk), {"bevestig": "ja"}).status_code == 302
    assert "Van de gast" in enter("joke").get(address(world, "vraag", vraag.pk)).content.decode()
    assert enter("gast_leest_alles").get(address(world, "vraag", vraag.pk)).status_code == 404


# --- On paper ------------------------------------------------------------------------------------


def test_the_paper_says_its_code_and_the_scan_comes_back_to_the_right_place(world, enter, opened):
    fatima = enter("fatima")
    paper = fatima.get(address(world, "papier", world.vraag))
    shown = f"{code(world)[:4]}-{code(world)[4:]}"
    assert shown in Paper(paper.content).text and "Noorkanarie" in Paper(paper.content).text
    form = {"code": f" {shown.lower()} ", "bestand": sent(), "verzoek": str(uuid.uuid4())}
    assert fatima.post(address(world, "terug"), form)["Location"] == address(world, "vraag", world.vraag)
    vraag = Vraag.unguarded.get(pk=world.vraag)
    assert vraag.wijze == "papier" and vraag.scans.count() == 1
    scan = vraag.scans.get().document
    place = reverse("documenten:bestand", args=[world.noor, scan.pk])
    for name, status in {"anja": 200, "joke": 200, "fatima": 200, "peter": 404, "noor": 404, "gast_leest_alles": 404}.items():
        assert enter(name).get(place).status_code == status, name
    assert "Bekijk de scan" in enter("joke").get(address(world, "vraag", world.vraag)).content.decode()
    assert scan.pk in {stuk.document.pk for stuk in documents_for(opened())}


def test_the_same_scan_sent_twice_is_kept_once(world, enter):
    form = {"code": code(world), "verzoek": str(uuid.uuid4())}
    for _ in range(2):
        assert enter("anja").post(address(world, "terug"), form | {"bestand": sent()}).status_code == 302
    assert Vraag.unguarded.get(pk=world.vraag).scans.count() == 1


def test_a_wrong_code_is_said_beside_the_code_and_keeps_nothing(world, enter, person, opened):
    of_peter = asked_again(world, person, opened, "peter").code
    for name, typed in {"fatima": of_peter, "anja": "XXXX-XXXX", "joke": "💥" * 10, "peter": code(world)}.items():
        answer = enter(name).post(address(world, "terug"), {"code": typed, "bestand": sent(), "verzoek": str(uuid.uuid4())})
        assert answer.status_code == 422 and "hoort niet bij een formulier" in answer.content.decode(), name
    assert enter("anja").post(address(world, "terug"), {"code": "", "verzoek": "x"}).status_code == 422
    bad = {"code": code(world), "bestand": sent(b"MZ", "x.exe"), "verzoek": str(uuid.uuid4())}
    assert enter("anja").post(address(world, "terug"), bad).status_code == 422
    assert not Vraag.unguarded.filter(ingediend_op__isnull=False).exists()


def test_paper_for_what_was_handed_in_online_or_withdrawn_is_refused(world, enter, person, opened):
    fill(enter("fatima"), world)
    hand_in(enter("fatima"), world)
    gone = asked_again(world, person, opened)
    enter("anja").post(address(world, "intrekken", gone.pk), {"bevestig": "ja"})
    for typed, said in ((code(world), "al online ingediend"), (gone.code, "ingetrokken")):
        answer = enter("anja").post(address(world, "terug"), {"code": typed, "bestand": sent(), "verzoek": str(uuid.uuid4())})
        assert answer.status_code == 422 and said in answer.content.decode()


# --- Taking over ---------------------------------------------------------------------------------


def parent_section(opened):
    geopend = opened()
    return saved_section(geopend, geopend.sectie("hoofdstuk-een", "hoofdstuk-een-sectie")[1])


def test_answers_go_to_the_same_question_of_a_hoofdstuk_with_their_origin(world, enter, opened):
    anja, place = enter("anja"), address(world, "overnemen", world.vraag)
    assert anja.get(place).status_code == 302, "nothing to take over yet"
    fill(enter("fatima"), world)
    hand_in(enter("fatima"), world)
    assert THUIS in anja.get(place).content.decode()
    before = parent_section(opened)
    assert anja.post(place, {"bevestig": "ja"}).status_code == 302
    after = parent_section(opened)
    assert after.antwoorden["hoofdstuk-een-ouder"] == THUIS and after.versie == before.versie + 1
    assert after.antwoorden["hoofdstuk-een-verhaal"] == before.antwoorden["hoofdstuk-een-verhaal"]
    assert "Proefvragenlijst" in after.antwoorden[HERKOMST]["hoofdstuk-een-ouder"]["bron"]
    chapter = anja.get(f"/groeidocumenten/{world.noor}/hoofdstuk/hoofdstuk-een/").content.decode()
    assert THUIS in chapter and "het formulier “Proefvragenlijst”" in chapter
    assert anja.post(place, {"bevestig": "ja"}).status_code == 302
    assert parent_section(opened).versie == after.versie, "a second time changes nothing"


FORM = "hoofdstuk/hoofdstuk-een/sectie/hoofdstuk-een-sectie/"


def test_what_was_not_handed_in_is_proposed_to_nobody(world, enter):
    fill(enter("fatima"), world)
    assert THUIS not in enter("joke").get(f"/groeidocumenten/{world.noor}/{FORM}").content.decode()


@pytest.mark.parametrize(("name", "proposed"), [("joke", True), ("fatima", True), ("peter", False), ("gast_schrijft_alles", False)])
def test_the_form_of_a_hoofdstuk_proposes_them_only_to_who_may_read_them(name, proposed, world, enter):
    fill(enter("fatima"), world)
    hand_in(enter("fatima"), world)
    page = enter(name).get(f"/groeidocumenten/{world.noor}/{FORM}").content.decode()
    assert [THUIS in page, "Ingevuld vanuit het formulier “Proefvragenlijst”" in page] == [proposed, proposed]


def test_what_stands_there_already_is_never_overwritten(world, enter, opened):
    chapter = f"/groeidocumenten/{world.noor}/hoofdstuk/hoofdstuk-een/sectie/hoofdstuk-een-sectie/"
    answer = enter("fatima").post(chapter, {"veld_hoofdstuk-een-ouder": "Zelf geschreven", "versie": "1"})
    assert answer.status_code == 302
    fill(enter("fatima"), world)
    hand_in(enter("fatima"), world)
    assert "Hier staat al iets" in enter("anja").get(address(world, "overnemen", world.vraag)).content.decode()
    enter("anja").post(address(world, "overnemen", world.vraag), {"bevestig": "ja"})
    assert parent_section(opened).antwoorden["hoofdstuk-een-ouder"] == "Zelf geschreven"


# --- What the room tells -------------------------------------------------------------------------


def test_what_is_late_asks_attention_and_closing_ends_what_is_open(world, enter, opened, person):
    Vraag.unguarded.filter(pk=world.vraag).update(uiterlijk=timezone.localdate() - timedelta(days=1))
    assert kamers.attention_for(opened().viewer, [world.noor])[world.noor].count("1 formulier te laat") == 1
    assert "1 formulier te laat" not in kamers.attention_for(opened("fatima").viewer, [world.noor]).get(world.noor, [])
    assert "Te laat" in enter("fatima").get(address(world, "lijst")).content.decode()
    kamer = next(one for one in kamers.kamers() if one.naam == "vragen")
    assert "nog niet ingediend" in kamer.open_matters(opened())[0].tekst
    kamer.closed(opened(), timezone.now())
    assert Vraag.unguarded.get(pk=world.vraag).ingetrokken_op is not None and kamer.open_matters(opened()) == []


def test_in_a_closed_file_nothing_is_filled_in(world, enter):
    Groeidocument.unguarded.filter(pk=world.noor).update(afgesloten_op=timezone.now())
    assert fill(enter("fatima"), world).status_code == 404
    assert enter("fatima").get(address(world, "vraag", world.vraag)).status_code == 200


def test_what_was_answered_costs_the_same_to_print_for_one_and_for_four(world, enter, opened, person):
    fatima, geopend = enter("fatima"), opened()
    fill(fatima, world)
    hand_in(fatima, world)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert answered_for(geopend)
        return len(captured)

    before = queries()
    for _ in range(3):
        more = asked_again(world, person, opened)
        form = {"veld_hoofdstuk-een-ouder": THUIS, "versie": "0"}
        fatima.post(address(world, "onderdeel", more.pk, "vraag-sectie"), form)
        fatima.post(address(world, "indienen", more.pk), {"bevestig": "ja"})
    assert len(answered_for(geopend)) == 4 and queries() == before


def test_the_list_costs_the_same_for_one_question_and_for_ten(world, enter, opened, person):
    client, page = enter("anja"), address(world, "lijst")

    def queries() -> int:
        client.get(page)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(page).status_code == 200
        return len(captured)

    before = queries()
    for _ in range(10):
        asked_again(world, person, opened)
    assert queries() == before
