"""The OPP on paper: recognisable, accessible, with the answers inside, and with no more than its reader may read."""

import hashlib
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from jsonschema import Draft202012Validator

from formats.json_schema import json_schema
from groeidocumenten.dossiers.models import Handeling, Journaalregel
from groeidocumenten.drukwerk.afdrukken import AFDRUKKEN
from groeidocumenten.inhoud.filetypes import accept
from groeidocumenten.inhoud.models import open_from
from groeidocumenten.opp.actions import Elders, take_in
from groeidocumenten.opp.inbrengen import Gehoord, add_factor, record_hearing
from groeidocumenten.opp.models import Afgegeven, Hoormoment
from groeidocumenten.opp.overleg import remark
from groeidocumenten.opp.vaststellen import adopt
from tests.builders.opp import agree, discuss, fill, opened, send
from tests.builders.papers import pdf
from tests.drukwerk.conftest import squeezed

ALL = list(AFDRUKKEN)
# Emoji, two directions, an override, a line separator, a noncharacter, Thai, a family.
EVERY_SCRIPT = (
    "\U0001f600 \u0645\u0631\u062d\u0628\u0627 \u05e9\u05dc\u05d5\u05dd \u202eomgekeerd\u202c \u2028 \ufffe \u0e01\u0e49 "
    "\U0001f468\u200d\U0001f469\u200d\U0001f467 "
)
HOSTILE = '#panic("x") #read("/etc/passwd") $ x^2 $ *vet* _schuin_ `code` <label> @ref \\ #import "x.typ" // weg /* weg */ {{ }} "'


@pytest.mark.parametrize("stuk", ALL)
def test_every_print_is_a_tagged_pdf_ua_in_dutch_with_a_title_and_the_digest_on_every_page(stuk, noors, fetch):
    paper = fetch("anja", noors, stuk).paper
    assert "<pdfuaid:part>1</pdfuaid:part>" in paper.root["/Metadata"].get_data().decode()
    assert paper.root["/MarkInfo"]["/Marked"] and paper.root["/Lang"].startswith("nl")
    assert paper.reader.metadata.title and paper.root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "/H1" in paper.tags and paper.shown("loose") == 0
    for number, page in enumerate(paper.pages, 1):
        assert f"versie {noors.nummer}" in page and noors.sha256 in page.replace(" ", ""), number
        assert f"pagina {number} van {len(paper.pages)}" in page


@pytest.mark.parametrize("stuk", ALL)
def test_a_print_has_concept_across_it_until_exactly_this_version_was_adopted(stuk, world, school, opp, sent, fetch):
    discuss(school, opp)
    agree(world, opp)
    assert "CONCEPT" in fetch("anja", sent, stuk).says
    adopt(geopend=school, opp=opp, sha256=sent.sha256, redenen={}, verzoek=uuid.uuid4())
    assert "CONCEPT" not in fetch("anja", sent, stuk).says


@pytest.mark.parametrize("stuk", ["opp", "handelingsdeel", "bundel"])
def test_the_answers_inside_are_those_on_paper_and_fit_the_schema_of_the_format(stuk, noors, fetch):
    found = fetch("anja", noors, stuk)
    [(name, answers)] = found.files.items()
    rule = json_schema(noors.format_versie.schema, id="https://voorbeeld.example/schema")
    Draft202012Validator(rule).validate(answers)
    assert name == "antwoorden.json"
    said = answers["opp-sectie-begeleiding"]["opp-begeleiding"]
    assert said.startswith("Elke dag") and squeezed(said) in found.says


def test_the_handelingsdeel_alone_has_no_word_of_the_expected_destination(noors, fetch):
    found = fetch("fatima", noors, "handelingsdeel")
    assert "Elkedageenkwartiersamenlezen" in found.says and noors.sha256_handelingsdeel in found.says
    assert "vmbo" not in found.says and "Bestemming" not in found.says and "dierenarts" not in found.says
    assert set(found.files["antwoorden.json"]) == {"opp-sectie-begeleiding"}


# What nobody but these people may read, by canary of the world; and what everybody who gets the print reads.
READERS = {
    "anja": set(),
    "fatima": {"opptekenen", "oppgeschil", "oppwerk"},
    "noor": {"opptekenen", "oppgeschil", "oppwerk", "oppoverleg"},
    "gast_leest_alles": {"opptekenen", "oppgeschil", "oppwerk", "oppoverleg", "oppgevoelig"},
}


@pytest.mark.parametrize("who", READERS)
def test_each_reader_gets_only_what_that_reader_may_read_on_paper_and_inside(who, world, noors, fetch, enter):
    whole = ""
    for stuk in ALL:
        address = reverse(f"drukwerk:{stuk}", args=[world.noor, world.opp, noors.nummer])
        if enter(who).get(address).status_code == 404:
            continue
        found = fetch(who, noors, stuk)
        whole += found.says + squeezed(str(found.files))
    for kind in READERS[who]:
        assert not [canary for canary in world.canaries[f"noor:{kind}"] if squeezed(canary) in whole], kind
    assert squeezed("kanarie-noor-opp") in whole


def test_the_school_finds_remarks_answers_talk_signatures_and_dispute_in_the_bundle(world, noors, fetch):
    says = fetch("anja", noors, "bundel").says
    for kind in ("oppoverleg", "opptekenen", "oppgeschil"):
        assert all(squeezed(canary) in says for canary in world.canaries[f"noor:{kind}"]), kind
    for words in ("Opmerking een over de", "Antwoord van", "De school heeft nog geen antwoord gegeven", "Agenda", "Verslag"):
        assert squeezed(words) in says


def test_the_bundle_shows_what_changed_between_two_concepts(school, opp, sent, fetch):
    fill(school, opp, "opp-sectie-begeleiding", opp_begeleiding="Elke dag een half uur samen rekenen.")
    second = send(school, opp)
    says = fetch("anja", second, "bundel").says
    assert squeezed("Veranderd sinds versie 1") in says
    assert squeezed("Was: Elke dag een kwartier samen lezen") in says and squeezed("Nu: Elke dag een half uur samen rekenen") in says
    assert sent.sha256 in says and second.sha256 in says
    assert squeezed("Veranderd sinds") not in fetch("anja", sent, "bundel").says, "what came later is no part of an earlier bundle"


def test_a_parent_finds_the_own_signature_on_the_sheet_and_nobody_elses(world, school, opp, sent, fetch):
    agree(world, opp)
    says = fetch("buurvrouw", sent, "tekenblad").says
    assert squeezed("Els van Dijk") in says and squeezed("(digitaal)") in says
    assert squeezed("leerkracht of mentor") not in says
    assert squeezed("Leerkracht of mentor") in fetch("anja", sent, "tekenblad").says


@pytest.mark.parametrize(
    ("who", "missing"),
    [
        ("gast_leest_alles", {"tekenblad", "bundel"}),
        ("noor", {"bundel"}),
        ("fatima", set()),
        ("joke", set()),
        ("gast_leest_twee", set(ALL)),
    ],
)
def test_who_gets_which_print(who, missing, world, noors, enter):
    client = enter(who)
    for stuk in ALL:
        answer = client.get(reverse(f"drukwerk:{stuk}", args=[world.noor, world.opp, noors.nummer]))
        assert (answer.status_code == 404) == (stuk in missing), stuk


def test_the_page_offers_exactly_the_prints_that_can_be_fetched(world, noors, enter):
    for who in ("anja", "fatima", "noor", "gast_leest_alles"):
        client = enter(who)
        for page in (reverse("opp:opp", args=[world.noor, world.opp]), reverse("opp:versie", args=[world.noor, world.opp, noors.nummer])):
            html = client.get(page).content.decode()
            for stuk in ALL:
                address = reverse(f"drukwerk:{stuk}", args=[world.noor, world.opp, noors.nummer])
                assert (f'href="{address}"' in html) == (client.get(address).status_code == 200), (who, stuk)


def test_anybody_can_ask_whether_a_print_is_genuine_and_one_changed_byte_is_not(client, noors, fetch):
    got = fetch("fatima", noors, "opp").pdf
    ask = lambda data: client.post(reverse("echtheid:echtheid"), {"pdf": SimpleUploadedFile("x.pdf", data, "application/pdf")}).context  # noqa: E731
    assert ask(got)["antwoord"] == "echt"
    assert ask(got[:-9] + b"\n" + got[-8:])["antwoord"] == "niet"
    [row] = Afgegeven.unguarded.filter(sha256=hashlib.sha256(got).hexdigest())
    assert row.versie_id == noors.pk and open_from(row, "naam").startswith("Fatima")


def test_every_print_is_written_down_as_printing_without_a_name(noors, fetch, person):
    fetch("fatima", noors, "bundel")
    [line] = Journaalregel.unguarded.filter(handeling=Handeling.AFGEDRUKT, gebruiker_id=person("fatima").pk)
    assert line.onderwerp == f"opp-papier {noors.opp_id}:1:bundel"


def test_a_file_has_no_name_in_its_name(noors, fetch):
    found = fetch("anja", noors, "mijn-plan").answer
    assert found["Content-Disposition"] == f'attachment; filename="mijn-plan-versie-1-{str(noors.pk)[:8]}.pdf"'
    assert "no-store" in found["Cache-Control"] and found["X-Content-Type-Options"] == "nosniff"


def test_mijn_plan_is_one_page_in_a_childs_words_with_pictures(noors, fetch):
    found = fetch("noor", noors, "mijn-plan")
    assert len(found.paper.pages) == 1
    for words in ("Mijn plan", "Dit zeg ik", "Dit helpt mij", "Ik wil dierenarts worden", "Hier groei ik naartoe"):
        assert squeezed(words) in found.says
    for words in ("perspectief", "handelingsdeel", "belemmerend", "kanarieoppgevoelig"):
        assert words not in found.says
    assert not fetch("fatima", noors, "mijn-plan").says.count("oppgevoelig"), "it can hang on a wall"


def hostile(school, opp, text: str) -> None:
    fill(school, opp, "opp-sectie-begeleiding", opp_begeleiding=text)
    said = {"item": "", "tekst": text[:190], "toelichting": text[:900]}
    add_factor(geopend=school, opp=opp, richting="bevorderend", inhoud=said, vervangt=None, verzoek=uuid.uuid4())
    heard = Gehoord("opstellen", timezone.localdate(), Hoormoment.Vorm.GESPREK, Hoormoment.Uitkomst.GEHOORD, inbreng=text)
    record_hearing(geopend=school, opp=opp, gehoord=heard, bijlage=None, vervangt=None, verzoek=uuid.uuid4())


@pytest.mark.parametrize(
    "text",
    [
        HOSTILE,
        "woord " * 1659 + "einde",
        "x" * 9_990,
        EVERY_SCRIPT * 40,
    ],
    ids=["markup", "long", "one word", "emoji and rtl"],
)
def test_no_text_can_break_a_print_or_say_something_to_typst(text, school, opp, fetch):
    hostile(school, opp, text)
    versie = send(school, opp)
    for stuk in ALL:
        found = fetch("anja", versie, stuk)
        if text == HOSTILE and stuk in ("opp", "handelingsdeel", "bundel"):
            assert squeezed(HOSTILE) in found.says, "shown as it was typed"
        if stuk == "mijn-plan":
            assert len(found.paper.pages) == 1
            assert squeezed("Er staat nog meer in je plan") in found.says or text == HOSTILE
    if len(text) > 9_000:
        assert fetch("anja", versie, "opp").files["antwoorden.json"]["opp-sectie-begeleiding"]["opp-begeleiding"] == text


def test_an_opp_that_is_a_file_has_a_sheet_and_a_bundle_and_no_text_to_print(world, enter, school):
    day = timezone.localdate()
    opp = take_in(geopend=school, accepted=accept("opp.pdf", pdf("Een OPP")), elders=Elders(day, None, ""), verzoek=uuid.uuid4())
    client = enter("anja")
    for stuk in ALL:
        there = stuk in ("tekenblad", "bundel")
        assert client.get(reverse(f"drukwerk:{stuk}", args=[world.sem, opp.pk, 1])).status_code == (200 if there else 404), stuk


def test_another_version_or_another_files_opp_is_not_there(world, enter, sent):
    client = enter("anja")
    assert client.get(reverse("drukwerk:opp", args=[world.sem, sent.opp_id, 9])).status_code == 404
    assert client.get(reverse("drukwerk:opp", args=[world.noor, sent.opp_id, 1])).status_code == 404


def test_the_number_of_queries_of_a_bundle_does_not_grow_with_its_remarks(world, school, opp, sent, enter, person):
    address = reverse("drukwerk:bundel", args=[world.sem, opp.pk, 1])
    client, parent = enter("anja"), opened(world.sem, person("buurvrouw"))

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address).status_code == 200
        return len(seen)

    client.get(address)
    remark(geopend=parent, versie=sent, plek="", tekst="Eerste opmerking.", verzoek=uuid.uuid4())
    few = queries()
    for number in range(6):
        remark(geopend=parent, versie=sent, plek="", tekst=f"Opmerking {number}.", verzoek=uuid.uuid4())
    assert queries() == few
