"""Printing through the door: paper shows no more than the screen, is kept nowhere, and is written down."""

import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from groeidocumenten.bewaren import views
from groeidocumenten.dossiers.models import Handeling, Journaalregel


def pdf(client, world, query: str = ""):
    return client.get(reverse("bewaren:pdf", args=[world.noor]) + query)


def words(answer) -> str:
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)


def test_a_guest_prints_only_what_was_shared(world, enter):
    answer = pdf(enter("gast_leest_twee"), world)
    assert answer.status_code == 200 and answer["Content-Type"] == "application/pdf"
    text = words(answer).replace("-\n", "-").replace("\n", "")
    assert "kanarie-noor-hoofdstuk-twee" in text
    assert "hoofdstuk-een" not in text and "Hoofdstuk 1" not in text and "Hoofdstuk 3" not in text, "not even their titles"


def test_the_file_has_no_name_in_its_name_and_is_not_kept(world, enter):
    answer = pdf(enter("anja"), world, "?hoofdstuk=hoofdstuk-een")
    assert answer["Content-Disposition"] == f'attachment; filename="groeidocument-{str(world.noor)[:8]}.pdf"'
    assert "no-store" in answer["Cache-Control"] and answer["X-Content-Type-Options"] == "nosniff"


@pytest.fixture
def without_typst(monkeypatch):
    """Who may print what is decided before typst; it need not run for every person."""
    printed = []

    class Paper:
        pdf = b"%PDF-"

    monkeypatch.setattr(views, "render_pdf", lambda document: printed.append(document) or Paper())
    return printed


@pytest.mark.parametrize(
    ("name", "status"), [("mehmet", 404), ("kees", 404), ("ria", 404), ("gast_verlopen", 403), ("anoniem", 302), ("wortel", 404)]
)
def test_who_may_not_read_may_not_print(name, status, world, enter, without_typst):
    assert pdf(enter(name), world).status_code == status and not without_typst


def test_asking_for_a_hidden_hoofdstuk_prints_nothing_at_all(world, enter, without_typst):
    answer = pdf(enter("gast_leest_twee"), world, "?hoofdstuk=hoofdstuk-twee&hoofdstuk=hoofdstuk-een")
    assert answer.status_code == 404 and not without_typst


def test_every_print_is_written_down(world, enter, person, without_typst):
    lines = Journaalregel.unguarded.filter(handeling=Handeling.AFGEDRUKT, gebruiker_id=person("joke").pk)
    pdf(enter("joke"), world)
    assert [line.onderwerp for line in lines] == ["alles"]
    guest = world.guests["gast_leest_alles"].link
    pdf(enter("gast_leest_alles"), world, "?hoofdstuk=hoofdstuk-een")
    [line] = Journaalregel.unguarded.filter(handeling=Handeling.AFGEDRUKT, link_id=guest.pk)
    assert line.gebruiker_id is None and line.onderwerp == "1 hoofdstukken"


def test_the_print_says_for_whom_it_was_made(world, enter, without_typst):
    pdf(enter("gast_leest_alles"), world)
    assert without_typst[0].gemaakt_voor == world.guests["gast_leest_alles"].link.ontvanger_naam


def test_empty_questions_are_printed_on_request(world, enter, without_typst):
    client = enter("anja")
    pdf(client, world)
    pdf(client, world, "?leeg=ja")
    few, many = ([len(sectie.regels) for deel in document.delen for sectie in deel.secties] for document in without_typst)
    assert sum(few) < sum(many)


def everything(document) -> str:
    """All that would stand on paper."""
    return repr([document.delen, document.weggelaten])


def test_the_whole_file_has_what_stands_beside_the_hoofdstukken(world, enter, without_typst):
    pdf(enter("anja"), world)
    [document] = without_typst
    titles = [deel.titel for deel in document.delen]
    assert {"Doelen", "Gesprekken", "Documenten"} <= set(titles)
    on_paper = everything(document)
    for canary in world.canaries["noor:doelen"] | world.canaries["noor:gesprekken"] | world.canaries["noor:voorstel"]:
        assert canary in on_paper


@pytest.mark.parametrize(
    ("name", "hidden"),
    [
        ("noor", ["noor:gesprekken", "noor:voorstel"]),
        ("gast_leest_alles", ["noor:gesprekken", "noor:voorstel"]),
        ("gast_leest_twee", ["noor:doelen", "noor:gesprekken", "noor:voorstel"]),
    ],
)
def test_paper_hides_what_the_rooms_hide(name, hidden, world, enter, without_typst):
    pdf(enter(name), world, "?ook=doelen&ook=gesprekken&ook=documenten&ook=formulieren" if name == "noor" else "")
    on_paper = everything(without_typst[0])
    assert not [canary for kind in [*hidden, "noor:notitie", "noor:concept"] for canary in world.canaries[kind] if canary in on_paper]
    assert "psychkanarie" not in on_paper


def test_ticking_one_room_prints_that_room_alone(world, enter, without_typst):
    pdf(enter("anja"), world, "?ook=doelen&ook=bestaat-niet&concept=ja")
    [document] = without_typst
    assert [deel.titel for deel in document.delen] == ["Doelen"] and document.concept
    [line] = Journaalregel.unguarded.filter(handeling=Handeling.AFGEDRUKT)
    assert line.onderwerp == "0 hoofdstukken doelen"


def test_words_of_parents_are_printed_with_every_hoofdstuk_that_is_chosen(world, enter, without_typst):
    pdf(enter("anja"), world, "?hoofdstuk=hoofdstuk-een")
    [deel] = without_typst[0].delen
    assert deel.aanvullingen
