"""Toestemming on paper counts when a second person has looked at its scan, and only who has to do with it reads that scan."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from groeidocumenten.delen.antwoorden import check_paper
from groeidocumenten.dossiers.access import AccessOver, Recht, Viewer, open_dossier
from groeidocumenten.dossiers.models import Gezagsrelatie, Toestemming
from tests.builders.papers import pdf
from tests.delen.filled import consent_form, refused, rows


def paper_form(world, person, **changes):
    giver = Gezagsrelatie.unguarded.get(gebruiker=person("fatima"))
    scan = SimpleUploadedFile("scan.pdf", pdf("Ik geef toestemming"), "application/pdf")
    wanted = {"wijze": "papier", "scan": scan, "controleur": str(person("joke").pk), "gegeven_door": [str(giver.pk)]}
    return consent_form(world, **wanted | changes)


@pytest.fixture
def recorded(world, anja, person) -> Toestemming:
    form = paper_form(world, person)
    assert anja.post(reverse("delen:toestemming_nieuw", args=[world.noor]), form).status_code == 302
    return Toestemming.unguarded.get(pk=form["verzoek"])


def test_paper_counts_only_after_the_second_person_said_that_it_is_right(world, recorded, anja, enter):
    answer = recorded.antwoorden.get()
    assert not recorded.holds() and answer.stand == "te controleren"
    assert anja.get(reverse("delen:link_nieuw", args=[world.noor, recorded.pk])).status_code == 302, "no link yet"
    joke, address = enter("joke"), reverse("delen:controle", args=[world.noor, answer.pk])
    assert address in joke.get(f"/groeidocumenten/{world.noor}/").content.decode(), "it waits for her"
    assert reverse("documenten:document", args=[world.noor, answer.bewijs]) in joke.get(address).content.decode()
    assert joke.get(reverse("documenten:bestand", args=[world.noor, answer.bewijs])).status_code == 200
    assert joke.post(address, {"klopt": "ja", "reden": ""}).status_code == 302
    assert recorded.holds()
    assert joke.post(address, {"klopt": "nee", "reden": "Toch niet"}).status_code == 404, "she said it already"
    assert recorded.holds()


def test_a_paper_that_is_wrong_never_counts_and_says_why(world, recorded, anja, enter):
    answer = recorded.antwoorden.get()
    joke, address = enter("joke"), reverse("delen:controle", args=[world.noor, answer.pk])
    assert "wat er niet klopt" in refused(joke.post(address, {"klopt": "nee", "reden": ""}))
    assert "papier klopt" in refused(joke.post(address, {"klopt": "", "reden": ""}))
    joke.post(address, {"klopt": "nee", "reden": "Er staat geen handtekening op."})
    assert not recorded.holds() and recorded.antwoorden.get().stand == "afgekeurd"
    page = anja.get(reverse("delen:toestemming", args=[world.noor, recorded.pk])).content.decode()
    assert "Er staat geen handtekening op." in page


@pytest.mark.parametrize("name", ["anja", "fatima", "peter", "kees", "mehmet", "gast_schrijft_alles"])
def test_nobody_else_checks_it(name, world, recorded, enter):
    answer = recorded.antwoorden.get()
    assert enter(name).post(reverse("delen:controle", args=[world.noor, answer.pk]), {"klopt": "ja"}).status_code == 404
    assert not recorded.holds()


def test_who_recorded_it_cannot_be_the_second_person(world, anja, person):
    before = rows()
    form = paper_form(world, person, controleur=str(person("anja").pk))
    refused(anja.post(reverse("delen:toestemming_nieuw", args=[world.noor]), form))
    assert rows() == before


@pytest.mark.parametrize(("missing", "words"), [("scan", "scan of foto"), ("controleur", "controleert")])
def test_paper_without_its_scan_or_its_second_person_is_refused(missing, words, world, anja, person):
    before, form = rows(), paper_form(world, person)
    del form[missing]
    assert words in refused(anja.post(reverse("delen:toestemming_nieuw", args=[world.noor]), form))
    assert rows() == before


def test_a_scan_that_is_no_paper_is_refused_by_its_contents(world, anja, person):
    before = rows()
    form = paper_form(world, person, scan=SimpleUploadedFile("scan.pdf", b"MZ\x90 geen papier", "application/pdf"))
    refused(anja.post(reverse("delen:toestemming_nieuw", args=[world.noor]), form))
    assert rows() == before


@pytest.mark.parametrize(
    ("name", "reads"),
    [
        ("anja", True),
        ("fatima", True),
        ("joke", True),
        ("peter", False),
        ("noor", False),
        ("gast_leest_alles", False),
        ("gast_schrijft_alles", False),
    ],
)
def test_the_scan_is_for_the_giver_the_checker_and_who_guides(name, reads, world, recorded, enter):
    answer = recorded.antwoorden.get()
    got = enter(name).get(reverse("documenten:bestand", args=[world.noor, answer.bewijs]))
    assert got.status_code == (200 if reads else 404)


def test_a_checker_who_lost_the_file_meanwhile_checks_nothing(world, recorded, person):
    answer = recorded.antwoorden.get()
    hers = open_dossier(Viewer(user=person("joke")), world.noor, Recht.LEZEN)
    person("joke").lidmaatschappen.all().delete()
    with pytest.raises(AccessOver):
        check_paper(geopend=hers, antwoord=answer.pk, klopt=True)
    assert not recorded.holds()


def test_the_same_form_sent_twice_records_once(world, anja, person):
    form = paper_form(world, person)
    address = reverse("delen:toestemming_nieuw", args=[world.noor])
    anja.post(address, form)
    before = rows()
    form["scan"] = SimpleUploadedFile("scan.pdf", pdf("Ik geef toestemming"), "application/pdf")
    assert anja.post(address, form).status_code == 302 and rows() == before


def test_a_paper_of_another_file_is_not_found(world, recorded, enter):
    answer = recorded.antwoorden.get()
    assert enter("joke").post(reverse("delen:controle", args=[world.sem, answer.pk]), {"klopt": "ja"}).status_code == 404
    assert enter("joke").post(reverse("delen:controle", args=[world.noor, uuid.uuid4()]), {"klopt": "ja"}).status_code == 404
