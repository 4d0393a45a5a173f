"""What happens to an old link: a file that was replaced, an address that changed, a formulier whose place another one took."""

import json
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.documents.models import Document

from forms_catalog.models import EerderBestand, Formulier, FormulierBestand
from tests.website.public_tree import PublicTree, a_document, add_formulier
from website.changes import changes

from .test_admin import BASE, form_data, member

LIST = "/formulieren/"
PAGE = f"{LIST}gezinsvragenlijst/"


def new_version(formulier: Formulier, document: Document, **changes: Any) -> int:
    """An eindredacteur changes the version and puts another file in place of the first; the status of the answer."""
    old = formulier.bestanden.get()
    data = form_data(
        titel=formulier.titel,
        slug=formulier.slug,
        status="geldend",
        versie="2.0",
        versiedatum="2026-11-01",
        wat_is_veranderd="Er staat een vraag over de thuistaal bij.",
    )
    data |= {
        "bestanden-TOTAL_FORMS": "2",
        "bestanden-INITIAL_FORMS": "1",
        "bestanden-0-id": str(old.pk),
        "bestanden-0-document": str(old.document_id),
        "bestanden-0-DELETE": "on",
        "bestanden-0-ORDER": "1",
        "bestanden-1-id": "",
        "bestanden-1-document": str(document.pk),
        "bestanden-1-ORDER": "2",
    }
    return member("Eindredacteur").post(f"{BASE}edit/{formulier.pk}/", data | changes).status_code


def test_a_new_version_takes_the_place_of_the_old_and_old_links_lead_to_it(client: Client, tree: PublicTree) -> None:
    old, new = tree.geldend.bestanden.get().document, a_document("Nieuw")
    fixed = client.get(f"{PAGE}download/tekst/")
    assert (fixed.status_code, fixed["Location"]) == (302, old.url)

    assert new_version(tree.geldend, new) == 302

    assert client.get(f"{PAGE}download/tekst/")["Location"] == new.url
    assert client.get(new.url).status_code == 200
    answer = client.get(old.url, follow=True)
    assert answer.redirect_chain == [(f"{PAGE}?oud=bestand", 302)]
    text = answer.content.decode()
    assert "U volgde een oude link naar een bestand" in text
    assert "Er staat een vraag over de thuistaal bij." in text
    assert "Versie 1.0, 5 januari 2026" in text
    assert old.url not in text
    assert "oude link" not in client.get(PAGE).content.decode()

    # Also when the document itself is gone from the library, or when its file got another name.
    old_url = old.url
    old.delete()
    assert client.get(old_url)["Location"] == f"{PAGE}?oud=bestand"
    before = new.url
    new.file.save("andere-naam.txt", ContentFile(b"nieuw"))
    assert client.get(before)["Location"] == f"{PAGE}?oud=bestand"
    assert client.get(new.url).status_code == 200


def test_a_link_on_a_page_does_not_hand_out_an_old_file(client: Client, tree: PublicTree) -> None:
    old = tree.geldend.bestanden.get().document
    tree.info.inhoud.append(("tekst", f'<p><a linktype="document" id="{old.pk}">lees</a></p>'))
    tree.info.save()
    new_version(tree.geldend, a_document("Nieuw"))
    assert client.get(old.url).status_code == 302
    tree.geldend.refresh_from_db()
    tree.geldend.status = "concept"
    tree.geldend.save()
    assert client.get(old.url).status_code == 404


def test_a_new_version_says_what_changed(tree: PublicTree) -> None:
    assert new_version(tree.geldend, a_document("Nieuw"), wat_is_veranderd=" ") == 200
    assert not EerderBestand.objects.exists()
    assert Formulier.objects.get(pk=tree.geldend.pk).versie == "1.0"


def test_nothing_is_kept_of_a_concept(client: Client, tree: PublicTree) -> None:
    document = tree.concept.bestanden.get().document
    data = {"status": "concept", "slug": tree.concept.slug}
    assert new_version(tree.concept, a_document("Nieuw"), **data) == 302
    assert not EerderBestand.objects.exists()
    assert client.get(document.url).status_code == 404


def test_an_address_that_changed_leads_to_the_new_one(client: Client, tree: PublicTree) -> None:
    tree.geldend.slug = "vragenlijst-gezin"
    tree.geldend.save()
    answer = client.get(PAGE)
    assert (answer.status_code, answer["Location"]) == (301, f"{LIST}vragenlijst-gezin/?oud=adres")
    assert "nu een ander adres" in client.get(answer["Location"]).content.decode()
    assert client.get(f"{PAGE}download/tekst/").status_code == 302
    # Who has the address now goes first.
    add_formulier("Gezinsvragenlijst", "geldend")
    assert client.get(f"{PAGE}?x").status_code == 200


def test_what_was_replaced_leads_to_the_newest_and_is_in_no_list(client: Client, tree: PublicTree) -> None:
    middle, newest = add_formulier("Midden", "geldend"), add_formulier("Nieuwste", "concept")
    middle.vervangen_door = newest
    middle.save()
    tree.geldend.vervangen_door = middle
    tree.geldend.save()
    document = tree.geldend.bestanden.get().document
    # A concept replaces nothing yet.
    assert client.get(PAGE)["Location"] == f"{LIST}midden/?oud=vervangen"
    assert "vervangt" in client.get(f"{LIST}midden/").content.decode().casefold()
    newest.status = "geldend"
    newest.save()
    assert client.get(f"{PAGE}?x")["Location"] == f"{LIST}nieuwste/?oud=vervangen"
    assert client.get(document.url)["Location"] == f"{LIST}nieuwste/?oud=bestand"
    titles = {one.titel for one in client.get(f"{LIST}?x").context["pagina"]}
    assert titles == {"Nieuwste", "Signaleringsplan"}
    found = client.get("/zoeken/?q=gezinsvragenlijst").content.decode()
    assert PAGE not in found
    assert PAGE not in client.get("/sitemap.xml").content.decode()


def test_replacing_in_a_circle_is_refused_and_never_hangs(tree: PublicTree) -> None:
    other = add_formulier("Ander", "geldend", vervangen_door=tree.geldend)
    tree.geldend.vervangen_door = other
    with pytest.raises(ValidationError) as caught:
        tree.geldend.full_clean()
    assert "vervangen_door" in caught.value.message_dict
    tree.geldend.save()
    assert Formulier.objects.get(pk=tree.geldend.pk).newest().pk == tree.geldend.pk


@pytest.mark.parametrize(
    ("path", "status"),
    [("pdf/", 302), ("word/", 302), ("online/", 302), ("exe/", 404), ("a" * 300 + "/", 404), ("tekst", 301)],
)
def test_a_download_in_a_form_that_is_not_there(client: Client, tree: PublicTree, path: str, status: int) -> None:
    assert client.get(f"{PAGE}download/{path}").status_code == status
    assert client.get(f"{LIST}{tree.concept.slug}/download/{path}").status_code in (301, 404)


def test_a_formulier_in_several_forms_says_of_each_what_it_is(client: Client, tree: PublicTree) -> None:
    Document.objects.filter(pk=tree.geldend.bestanden.get().document_id).update(file_size=20480)
    row = FormulierBestand(adres="https://invullen.example/gezin", taal="en", toegankelijk="ja", omschrijving="zonder printen")
    tree.geldend.bestanden.add(row)
    tree.geldend.save()
    text = client.get(PAGE).content.decode()
    for part in (
        "20,0\xa0KB",
        "Tekst-bestand",
        "Vul online in",
        "https://invullen.example/gezin",
        "Engels",
        "toegankelijk",
        "download/online/",
    ):
        assert part in text, part
    assert client.get(f"{PAGE}download/online/")["Location"] == "https://invullen.example/gezin"


@pytest.mark.parametrize("fields", [{}, {"adres": "javascript:alert(1)"}, {"adres": "ftp://x.example/a"}])
def test_a_file_is_a_document_or_a_web_address(tree: PublicTree, fields: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        FormulierBestand(formulier=tree.geldend, **fields).full_clean()


def test_dates_in_the_wrong_order_are_refused(tree: PublicTree) -> None:
    tree.geldend.geldig_van, tree.geldend.geldig_tot = date(2026, 2, 1), date(2026, 1, 31)
    with pytest.raises(ValidationError) as caught:
        tree.geldend.full_clean()
    assert set(caught.value.message_dict) == {"geldig_tot"}


def test_a_new_version_is_told_beside_the_news_of_its_own_site(rf: Any, tree: PublicTree) -> None:
    request = rf.get("/")
    assert [change.titel for change in changes(request, 9)] == ["Nieuw: Gezinsvragenlijst"]
    new_version(tree.geldend, a_document("Nieuw"))
    told = [change for change in changes(rf.get("/"), 9) if "Gezins" in change.titel]
    assert [(one.datum, one.titel, one.url, one.tekst) for one in told] == [
        (date(2026, 11, 1), "Gezinsvragenlijst, versie 2.0", PAGE, "Er staat een vraag over de thuistaal bij.")
    ]


def test_a_program_reads_the_same_files_and_dates_as_a_visitor(client: Client, tree: PublicTree) -> None:
    tree.geldend.bestanden.add(FormulierBestand(adres="https://invullen.example/gezin", taal="en"))
    tree.geldend.geldig_tot, tree.geldend.titel = date(2099, 7, 31), "Vragen </script><script>alert(1)"
    tree.geldend.save()
    row = client.get("/api/v1/formulieren/gezinsvragenlijst").json()
    assert [(one["soort"], one["taal"]) for one in row["bestanden"]] == [("tekst", "nl"), ("online", "en")]
    assert (row["status"], row["geldig_tot"]) == ("geldend", "2099-07-31")
    assert client.get("/api/v1/formulieren?status=verlopen").json()["resultaten"] == []

    text = client.get(PAGE).content.decode()
    assert "<script>alert" not in text
    found = json.loads(text.partition('<script type="application/ld+json">')[2].partition("</script>")[0])
    assert (found["@type"], found["version"], found["expires"]) == ("DigitalDocument", "1.0", "2099-07-31")
    assert len(found["encoding"]) == 1
