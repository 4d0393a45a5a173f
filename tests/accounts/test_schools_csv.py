"""Schools from a CSV: shown first, errors beside their line, all or none, only for who administers the samenwerkingsverband."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import ModelLogEntry, Site

from accounts.models import Bestuur, Samenwerkingsverband, School
from accounts.scholen_csv import Onleesbaar, read, text_of
from demo.rights import give_editor_rights

HEAD = "BRIN;Vestiging;RIO-code;Naam;Onderwijstype;Bestuur\n"
GOOD = "99ZA;0;123A456;De Vlieger;bao;Stichting Nieuw\n"


@pytest.fixture
def beheer(world, person, enter):
    give_editor_rights({name: person(name) for name in ("redactie", "eindredactie", "beheer")})
    return enter("beheer")


@pytest.fixture
def send(beheer, world):
    swv = Samenwerkingsverband.objects.get()

    def sent(text, client=beheer, **more):
        content = text if isinstance(text, bytes) else text.encode()
        given = {"samenwerkingsverband": swv.pk, "bestand": SimpleUploadedFile("scholen.csv", content)} | more
        return client.post(reverse("scholen_inlezen"), given)

    return sent


@pytest.mark.parametrize("text", [HEAD + GOOD, (HEAD + GOOD).replace(";", ","), "\ufeff" + HEAD + GOOD], ids=["semicolon", "comma", "mark"])
def test_a_school_is_read_whatever_separates_its_cells(text):
    (line,) = read(text_of(text.encode()))
    assert not line.fouten and line.sleutel == ("99ZA", "00") and line.waarden["rio"] == "123A456"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("9ZA;00;;Naam;bao;B", "Een BRIN"),
        ("99ZA;x;;Naam;bao;B", "Een vestiging"),
        ("99ZA;00;12;Naam;bao;B", "RIO-code"),
        ("99ZA;00;;;bao;B", "Naam is leeg"),
        ("99ZA;00;;=cmd();bao;B", "formule"),
        ("99ZA;00;;Naam;kleuterschool;B", "onderwijstype"),
        ("99ZA;00;;Naam;bao", "5 kolommen"),
        (f"99ZA;00;;{'N' * 151};bao;B", "langer dan 150"),
        (GOOD.strip() + "\n" + GOOD.strip(), "ook op regel 2"),
    ],
)
def test_what_is_wrong_stands_beside_its_line(row, words):
    assert words in " ".join(error for line in read(f"{HEAD}{row}\n") for error in line.fouten)


@pytest.mark.parametrize("text", ["", "a;b\n1;2\n", HEAD, HEAD + '"\x00', "BRIN;BRIN;Vestiging;Naam;Onderwijstype;Bestuur\n1;2;3;4;5;6\n"])
def test_a_file_that_is_no_such_list_is_refused(text):
    with pytest.raises(Onleesbaar):
        read(text)


def test_nothing_is_stored_before_it_is_confirmed_and_everything_is_logged(send, beheer):
    count = School.objects.count()
    change = "99AA;00;;De Regenboog aan Zee;bao;Stichting Onderwijs Westhoek\n"
    page = send(HEAD + GOOD + change)
    body = page.content.decode()
    assert page.status_code == 200 and "1 nieuw, 1 gewijzigd" in body and School.objects.count() == count
    confirmed = {"samenwerkingsverband": Samenwerkingsverband.objects.get().pk, "inhoud": HEAD + GOOD + change, "bevestig": "1"}
    assert beheer.post(reverse("scholen_inlezen"), confirmed).status_code == 302
    made = School.objects.get(brin="99ZA")
    assert made.rio == "123A456" and made.bestuur.naam == "Stichting Nieuw" and School.objects.get(brin="99AA").naam.endswith("aan Zee")
    assert ModelLogEntry.objects.filter(object_id=str(made.pk), action="wagtail.create").exists()
    assert "Niets te veranderen" in send(HEAD + GOOD + change).content.decode()


def test_one_wrong_line_stores_none(send, beheer):
    wrong = HEAD + GOOD + "99ZB;00;;=1;bao;B\n"
    page = send(wrong)
    assert page.status_code == 422 and "formule" in page.content.decode()
    assert send(wrong, bevestig="1").status_code == 422
    assert not School.objects.filter(brin="99ZA").exists() and not Bestuur.objects.filter(naam="Stichting Nieuw").exists()


def test_a_school_of_another_samenwerkingsverband_is_left_alone(send):
    other = Samenwerkingsverband.objects.create(naam="Elders", site=Site.objects.create(hostname="elders.example", root_page_id=1))
    School.objects.filter(brin="99AC").update(samenwerkingsverband=other)
    page = send(HEAD + "99AC;00;;Gekaapt;vo;B\n", bevestig="1")
    assert page.status_code == 422 and "ander samenwerkingsverband" in page.content.decode()
    assert not School.objects.filter(naam="Gekaapt").exists()


@pytest.mark.parametrize(
    ("content", "words"), [("Zoë".encode("latin-1"), "UTF-8"), (b"", "Kies een bestand"), (b"x" * 1_000_001, "groter dan")]
)
def test_a_file_that_cannot_be_read_is_refused_in_clear_words(send, content, words):
    answer = send(content)
    assert answer.status_code == 422 and words in answer.content.decode()


@pytest.mark.parametrize("name", ["redactie", "eindredactie", "anja", "ria", "anoniem"])
def test_nobody_else_reads_schools_in(name, beheer, send, enter):
    client = enter(name)
    assert client.get(reverse("scholen_inlezen")).status_code in (302, 403, 404)
    send(HEAD + GOOD, client=client, bevestig="1")
    assert not School.objects.filter(brin="99ZA").exists()
