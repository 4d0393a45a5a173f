"""The checks of a text: each finds what it should, leaves alone what is right, and only a BSN keeps a page from going public."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.images.blocks import ImageChooserBlock

from opp_pages.models import OppIndexPage
from redactie import dutch, personal
from redactie.checks import ERNSTIG, page_checks, reading_level
from redactie.models import Paginacontrole
from tests.redactie.conftest import APPROVE, PUBLISH, SUBMIT, fields, save
from tests.website.public_tree import an_image
from website.models import Begrip, BegrippenPage, InfoPage

# A page asks the database what kind of page it is, also one that is never stored.
pytestmark = pytest.mark.django_db

BSN = "111222333"
LONG = (
    "De intern begeleider van de school bespreekt samen met de ouders en de leerkracht wat de leerling in de komende periode nodig heeft."
)


def page(*blocks: tuple, **fields) -> InfoPage:
    return InfoPage(title="Een pagina", slug="een-pagina", inhoud=list(blocks), **fields)


def codes(*blocks: tuple, **fields) -> list[str]:
    return [one.code for one in page_checks(page(*blocks, **fields))]


def text(html: str) -> tuple:
    return ("tekst", html)


@pytest.mark.parametrize(
    ("written", "found"),
    [
        (f"Het nummer is {BSN}.", personal.BSN),
        ("Het nummer is 111.222.333.", personal.BSN),
        ("BSN 1112.22.333", personal.BSN),
        ("Mail naar truus.voorbeeld@gmail.com.", personal.EMAIL),
        ("Mail naar truus@home.nl", personal.EMAIL),
        ("Bel 06 12 34 56 78.", personal.TELEFOON),
        ("Bel +31 6 12345678.", personal.TELEFOON),
        ("Hij is geboren op 12-03-2016.", personal.GEBOORTEDATUM),
        ("Geboortedatum: 3 mei 2017", personal.GEBOORTEDATUM),
        ("Truus Voorbeeld (12-03-2016) zit in groep 4.", personal.GEBOORTEDATUM),
        ("Bijvoorbeeld: leerling Truus van der Voorbeeld heeft hulp nodig.", personal.NAAM),
        ("De moeder van Truus Voorbeeld belt.", personal.NAAM),
    ],
)
def test_what_looks_like_personal_data_is_found(written, found):
    assert found in [one.soort for one in personal.find(written)]


@pytest.mark.parametrize(
    "written",
    [
        "Bel 0200 000 009.",
        "Bel 088 123 45 67 op werkdagen.",
        "Mail naar info@school.example of steunpunt@swv.nl.",
        "Rekening NL91ABNA0417164300.",
        "Versie 1.2 van 12-03-2026.",
        "KvK 12345678, dossier 123456789.",
        "111111111 en 000000000",
        "Leerling Noor Jansen is verzonnen.",
        "Een leerling Nederlands leren.",
        "De wet geldt sinds 1 augustus 2014.",
        "https://voorbeeld.nl/a/111222333/b",
        "Artikel 40a van de WPO.",
    ],
)
def test_what_is_no_personal_data_is_left_alone(written):
    assert not list(personal.find(written))


def test_the_elfproef_is_that_of_the_bsn():
    assert personal.is_bsn("111222333") and personal.is_bsn("123456782") and personal.is_bsn("10000008") == personal.is_bsn("010000008")
    assert (
        not personal.is_bsn("111222334") and not personal.is_bsn("1234") and not personal.is_bsn("x" * 9) and not personal.is_bsn("٣" * 9)
    )


def test_sentences_words_and_syllables_are_those_of_dutch():
    assert dutch.sentences("Dat kan bijv. op school. Of o.a. thuis! Om 9.30 uur? Ja.") == [
        "Dat kan bijv. op school.",
        "Of o.a. thuis!",
        "Om 9.30 uur?",
        "Ja.",
    ]
    assert dutch.sentences("Wij praten met u. Daarna belt mevrouw A. Bakker u.") == [
        "Wij praten met u.",
        "Daarna belt mevrouw A. Bakker u.",
    ]
    counted = {
        "school": 1,
        "leerling": 2,
        "ouders": 2,
        "eeuwig": 2,
        "groeien": 2,
        "samenwerkingsverband": 6,
        "ideeën": 3,
        "GGD": 1,
        "mooie": 2,
    }
    assert {word: dutch.syllables(word) for word in counted} == counted
    assert dutch.words("De IB'er (op school) schrijft e-mails.") == ["De", "IB'er", "op", "school", "schrijft", "e-mails"]


def test_a_long_sentence_is_quoted_with_its_place_and_a_short_one_is_not():
    found = page_checks(page(text(f"<p>{LONG}</p><p>Dit is kort.</p>")))
    assert [one.code for one in found] == ["lange-zin"]
    assert "De intern begeleider" in found[0].tekst and "23 woorden" in found[0].tekst and found[0].plaats == "Inhoud, blok 1 (Tekst)"


def test_a_hard_text_is_called_hard_and_an_easy_one_easy():
    hard = "Ontwikkelingsperspectieven veronderstellen handelingsgerichte ondersteuningsarrangementen. " * 25
    easy = "Je kind leert goed. Op school is hulp. Wij bellen je snel. Vraag het aan de juf. " * 8
    assert "leesniveau" in codes(text(f"<p>{hard}</p>")) and reading_level(page(text(f"<p>{hard}</p>"))).score < 30
    assert codes(text(f"<p>{easy}</p>")) == [] and reading_level(page(text(f"<p>{easy}</p>"))).oordeel == "makkelijk"
    assert reading_level(page(text("<p>Kort.</p>"))).oordeel == "te kort om te meten"


@pytest.mark.parametrize("words", ["Klik hier", "lees meer", "Hier", "meer informatie", "Lees meer »"])
def test_words_of_a_link_that_say_nothing_are_found(words):
    assert codes(text(f'<p>Over het OPP: <a href="https://voorbeeld.nl/">{words}</a>.</p>')) == ["linktekst"]
    link = {"tekst": words, "pagina": None, "adres": "https://voorbeeld.nl/", "toelichting": ""}
    assert codes(("links", {"titel": "", "links": [link]})) == ["linktekst"]


def test_a_bare_address_is_found_and_a_good_link_is_not():
    assert codes(text('<p><a href="https://voorbeeld.nl/x">https://voorbeeld.nl/x</a></p>')) == ["kaal-adres"]
    assert codes(text("<p>Kijk op www.voorbeeld.nl/opp voor meer.</p>")) == ["kaal-adres"]
    assert codes(text('<p>Lees <a href="https://voorbeeld.nl/">de wet over het OPP</a>.</p>')) == []


@pytest.mark.parametrize(
    ("alt", "wrong"), [("IMG_1234.jpg", True), ("foto 12", True), ("Foto van een klas", True), ("", True), ("Een klas die leest", False)]
)
def test_the_description_of_a_picture_is_judged(alt, wrong, db):
    block = ("afbeelding", {"afbeelding": an_image(), "alt": alt, "bijschrift": ""})
    assert isinstance(InfoPage.inhoud.field.stream_block.child_blocks["afbeelding"].child_blocks["afbeelding"], ImageChooserBlock)
    assert codes(block) == (["alt"] if wrong else [])


def test_headings_are_filled_and_in_order(db):
    assert codes(("kop", {"tekst": " "})) == ["lege-kop"]
    skipped = OppIndexPage(title="OPP", slug="opp", body="<h3>Te diep</h3><p>Tekst.</p>")
    assert [one.code for one in page_checks(skipped)] == ["kopvolgorde"]
    assert page_checks(OppIndexPage(title="OPP", slug="opp", body="<h2>Eerst</h2><h3>Dan</h3>")) == []


def test_rows_and_plain_fields_of_any_page_are_read(db):
    terms = BegrippenPage(title="Begrippen", slug="begrippen")
    terms.begrippen = [Begrip(term="OPP", slug="opp", uitleg=f"Het nummer is {BSN}.")]
    assert [one.code for one in page_checks(terms)] == [personal.BSN]
    assert codes(introductie=f"Het nummer is {BSN}.") == [personal.BSN]
    assert codes(("waarschuwing", {"tekst": f"<p>Nummer <b>1112</b>22333 en {BSN}</p>"})) == [personal.BSN]


@pytest.mark.parametrize(
    "strange", ["\x00", "x" * 10_000, "🦜" * 500, "\u202e" * 50, "<p><a href=", "1" * 5000, "a@" * 3000, ". " * 5000, "geboren " * 2000]
)
def test_a_strange_text_is_read_like_any_other(strange):
    page_checks(page(text(f"<p>{strange}</p>"), introductie=strange))


def test_many_findings_of_one_kind_are_cut_off_and_the_worst_stand_first():
    found = page_checks(page(text(f"<p>{LONG} {BSN} </p>" * 30)))
    assert found[0].ernst == ERNSTIG and sum(one.code == "lange-zin" for one in found) <= 8


# --- in the editor --------------------------------------------------------------------------------


def test_a_draft_may_hold_a_bsn_and_nobody_hands_it_in_publishes_or_approves_it(tree, browser):
    sanne, karim, root = browser("sanne", "Redacteur"), browser("karim", "Eindredacteur"), browser("wortel2", "superuser")
    wrong = f"Het nummer is {BSN}."
    assert save(sanne, tree.draft, introductie=wrong).status_code == 302
    for client, deed in ((sanne, SUBMIT), (root, PUBLISH)):
        answer = save(client, tree.draft, introductie=wrong, **deed)
        body = answer.content.decode()
        assert answer.status_code == 200 and "burgerservicenummer" in body and "Introductie:" in body and BSN in body
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    root.post(f"{bulk}?id={tree.draft.pk}&next=/admin/", {"include_descendants": ""})
    root.post(f"{bulk}?id={tree.home.pk}&next=/admin/", {"include_descendants": "on"})
    stored = InfoPage.objects.get(pk=tree.draft.pk)
    assert not stored.live and not stored.workflow_in_progress
    # Handed in clean, and spoiled while it waits: then nobody can approve it.
    assert save(sanne, tree.draft, introductie="Netjes.", **SUBMIT).status_code == 302
    save(karim, tree.draft, introductie=wrong)
    save(karim, tree.draft, introductie=wrong, **APPROVE)
    state = InfoPage.objects.get(pk=tree.draft.pk).current_workflow_task_state
    karim.post(reverse("wagtailadmin_pages:workflow_action", args=[tree.draft.pk, "approve", state.pk]), {"comment": ""})
    assert not InfoPage.objects.get(pk=tree.draft.pk).live
    save(karim, tree.draft, introductie="Weer netjes.")
    assert save(karim, tree.draft, introductie="Weer netjes.", **APPROVE).status_code == 302
    assert InfoPage.objects.get(pk=tree.draft.pk).live


def test_the_editor_shows_the_findings_and_renews_them_from_what_is_typed(tree, browser):
    sanne = browser("sanne", "Redacteur")
    edit, live = reverse("wagtailadmin_pages:edit", args=[tree.draft.pk]), reverse("redactie:bevindingen", args=[tree.draft.pk])
    assert live in sanne.get(edit).content.decode() and "vond niets om na te kijken" in sanne.get(live).content.decode()
    typed = fields(tree.draft, introductie="Bel 06 12 34 56 78.")
    assert sanne.post(reverse("wagtailadmin_pages:preview_on_edit", args=[tree.draft.pk]), typed).json()["is_valid"]
    shown = sanne.get(live).content.decode()
    assert "mobiel nummer" in shown and "Introductie" in shown
    assert browser("bewaker", "Formatbeheerder").get(live).status_code in (302, 403)


def test_the_report_lists_live_pages_only_and_does_not_ask_more_as_it_grows(tree, browser):
    client, address = browser("karim", "Eindredacteur"), reverse("redactie:rapport")
    client.get(address)
    counts = []
    for number in range(4):
        live = tree.home.add_child(instance=InfoPage(title=f"Pagina {number}", slug=f"pagina-{number}", introductie="Bel 06 12 34 56 78."))
        if number in (0, 3):
            with CaptureQueriesContext(connection) as counted:
                body = client.get(address).content.decode()
            counts.append(len(counted))
    assert counts[0] == counts[1] and "mobiel nummer" in body and "Pagina 3" in body
    live.unpublish()
    tree.draft.introductie = "Bel 06 12 34 56 78."
    tree.draft.save_revision()
    body = client.get(address).content.decode()
    assert "Pagina 3" not in body and "kladversie" not in body
    assert Paginacontrole.objects.filter(pagina=tree.info.pk, bevindingen=[]).exists()
