"""What editors do with several formulieren at once, what they take out as a list, and what they are told to review."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import GroupPagePermission, Page, Site

from forms_catalog.models import Formulier, Thema
from tests.website.public_tree import PublicTree, add, add_formulier
from website.models import HomePage

from .test_admin import BASE, form_data, member

BULK = "/admin/catalogus/meer/"
REPORT = "/admin/reports/formulieren-te-herzien/"


def rows(*formulieren: Formulier, **data: Any) -> dict[str, Any]:
    return {"pk": [str(one.pk) for one in formulieren], **data}


def messages(answer: Any) -> str:
    return " ".join(str(message) for message in answer.context["messages"])


def test_an_eindredacteur_confirms_a_deed_on_several_and_hears_which_were_refused(tree: PublicTree) -> None:
    client = member("Eindredacteur")
    bare = Formulier.objects.create(titel="Zonder versie", slug="zonder-versie", omschrijving="x")
    question = client.get(BULK, rows(tree.concept, bare, deed="status"))
    assert tree.concept.titel in question.content.decode()
    assert not Formulier.objects.get(pk=tree.concept.pk).is_public

    answer = client.post(BULK, rows(tree.concept, bare, deed="status", waarde="geldend"), follow=True)
    assert Formulier.objects.get(pk=tree.concept.pk).status == "geldend"
    assert Formulier.objects.get(pk=bare.pk).status == "concept"
    assert "gelukt bij 1 formulier" in messages(answer)
    assert "Zonder versie. Een geldend formulier heeft een versie" in messages(answer)
    assert "edit" in client.get(f"{BASE}history/{tree.concept.pk}/").content.decode().casefold()


def test_a_bsn_in_any_text_of_a_formulier_keeps_it_a_concept(tree: PublicTree) -> None:
    client, number = member("Eindredacteur"), "111222333"
    visible = {"status": "geldend", "versie": "1", "versiedatum": "2026-01-01"}
    rows_of_file = {f"bestanden-{name}_FORMS": value for name, value in (("TOTAL", "1"), ("INITIAL", "0"))}
    in_a_file = {
        **rows_of_file,
        "bestanden-0-adres": "https://blad.example/",
        "bestanden-0-omschrijving": f"Van {number}",
        "bestanden-0-ORDER": 1,
    }
    for where in ({"omschrijving": f"Bel over {number}."}, {"hoe_verder": f"Noem {number}."}, in_a_file):
        answer = client.post(f"{BASE}create/", form_data(**visible) | where)
        assert "burgerservicenummer (BSN) kan zijn: 11…33" in answer.content.decode(), where
        assert not Formulier.objects.filter(slug="nieuw-blad").exists()
    assert client.post(f"{BASE}create/", form_data(omschrijving=f"Bel over {number}.")).status_code == 302
    concept = Formulier.objects.get(slug="nieuw-blad")
    Formulier.objects.filter(pk=concept.pk).update(versie="1", versiedatum="2026-01-01")
    answer = client.post(BULK, rows(concept, deed="status", waarde="geldend"), follow=True)
    assert "burgerservicenummer" in messages(answer)
    assert not Formulier.objects.get(pk=concept.pk).is_public
    fine = form_data(**visible, slug="ander-blad") | rows_of_file | in_a_file | {"bestanden-0-omschrijving": "Om te lezen"}
    assert client.post(f"{BASE}create/", fine).status_code == 302
    assert Formulier.objects.get(slug="ander-blad").bestanden.get().omschrijving == "Om te lezen"


def test_every_deed_does_what_it_says(tree: PublicTree) -> None:
    client = member("Eindredacteur")
    thema = Thema.objects.get(code="privacy")
    both = (tree.geldend, tree.voorbereiding)
    for deed, value in (("thema", thema.pk), ("eigenaar", "Team beleid"), ("herziening", "2027-03-01")):
        assert client.post(BULK, rows(*both, deed=deed, waarde=value)).status_code == 302
    for one in both:
        one.refresh_from_db()
        assert (one.eigenaar, one.volgende_herziening) == ("Team beleid", date(2027, 3, 1))
        assert set(one.themas.values_list("code", flat=True)) == {"opp", "privacy"}
    client.post(BULK, rows(*both, deed="thema-weg", waarde=thema.pk))
    assert not tree.geldend.themas.filter(pk=thema.pk).exists()


def test_a_redacteur_changes_concepts_only_and_makes_nothing_visible(tree: PublicTree) -> None:
    client = member("Redacteur")
    answer = client.post(BULK, rows(tree.geldend, tree.concept, deed="eigenaar", waarde="Ik"), follow=True)
    assert "Niet veranderd: Gezinsvragenlijst. Alleen een eindredacteur" in messages(answer)
    assert list(Formulier.objects.filter(eigenaar="Ik")) == [tree.concept]
    client.post(BULK, rows(tree.concept, deed="status", waarde="voorbereiding"))
    assert not Formulier.objects.get(pk=tree.concept.pk).is_public


@pytest.mark.parametrize(
    "data",
    [
        {"deed": "onzin"},
        {"deed": "status", "pk": ["abc", "-1", "9" * 40, "٣"]},
        {"deed": "", "pk": []},
        {"pk": ["1"]},
    ],
)
def test_an_odd_choice_leads_back_to_the_list(tree: PublicTree, data: dict[str, Any]) -> None:
    assert member("Eindredacteur").post(BULK, data).status_code == 302


@pytest.mark.parametrize(
    ("deed", "value"),
    [("status", "onzin"), ("status", ""), ("eigenaar", "a" * 151), ("eigenaar", "a\x00b"), ("herziening", "31-02-2026"), ("thema", "x")],
)
def test_an_odd_value_is_asked_again_and_changes_nothing(tree: PublicTree, deed: str, value: str) -> None:
    answer = member("Eindredacteur").post(BULK, rows(tree.concept, deed=deed, waarde=value))
    assert answer.status_code == 200
    assert "error" in answer.content.decode()
    assert Formulier.objects.get(pk=tree.concept.pk).eigenaar == ""


def test_who_has_no_right_reaches_neither_deeds_nor_report(client: Client, tree: PublicTree) -> None:
    formatbeheerder = member("Formatbeheerder")
    for path in (BULK, REPORT, f"{REPORT}results/", f"{REPORT}?export=csv"):
        assert client.get(path).status_code == 302, path
        assert formatbeheerder.get(path).status_code in (302, 403), path
        assert formatbeheerder.post(path, rows(tree.concept, deed="eigenaar", waarde="Ik")).status_code in (302, 403), path
    assert Formulier.objects.get(pk=tree.concept.pk).eigenaar == ""


@pytest.fixture
def typed(tree: PublicTree) -> Formulier:
    """A formulier with a title that a spreadsheet program would run, and a review that is due."""
    day = timezone.localdate() + timedelta(days=60)
    return add_formulier("=cmd|' /C calc'!A0", "geldend", slug="formule", eigenaar="\t@SUM(1)", volgende_herziening=day)


@pytest.mark.parametrize("path", [BASE, REPORT])
def test_no_exported_text_is_a_formula(typed: Formulier, path: str) -> None:
    client = member("Eindredacteur")
    text = b"".join(client.get(f"{path}?export=csv").streaming_content).decode()
    assert "'=cmd|' /C calc'!A0" in text
    assert "'\t@SUM(1)" in text
    assert not [cell for line in text.splitlines() for cell in line.split(",") if cell.strip('"').startswith(("=", "@", "\t"))]
    answer = client.get(f"{path}?export=xlsx")
    book = load_workbook(BytesIO(answer.getvalue()))
    cells = [cell for row in book.active.iter_rows() for cell in row]
    assert "'=cmd|' /C calc'!A0" in [cell.value for cell in cells]
    assert not [cell for cell in cells if cell.data_type == "f"]


def test_the_report_names_what_is_due_and_nothing_else(tree: PublicTree, typed: Formulier) -> None:
    today = timezone.localdate()
    add_formulier("Te laat", "geldend", volgende_herziening=today - timedelta(days=400))
    add_formulier("Loopt af", "geldend", geldig_tot=today + timedelta(days=10))
    add_formulier("Nog lang", "geldend", volgende_herziening=today + timedelta(days=61))
    add_formulier("Klad", "concept", volgende_herziening=today)
    add_formulier("Al vervangen", "geldend", volgende_herziening=today, vervangen_door=typed)
    client = member("Redacteur")
    answer = client.get(REPORT)
    assert [one.titel for one in answer.context["object_list"]] == ["Te laat", "Loopt af", typed.titel]
    assert REPORT in client.get("/admin/").content.decode()


def test_an_editor_of_one_site_never_meets_the_formulieren_of_another(client: Client, tree: PublicTree) -> None:
    home = add(Page.objects.get(depth=1), HomePage(title="Ander verband", slug="ander"))
    other = Site.objects.create(hostname="ander.example", root_page=home)
    foreign = add_formulier("Van de buren", "geldend", site=other, slug="gezinsvragenlijst", bestand=True)
    everywhere = member("Eindredacteur")
    assert "Van de buren" in everywhere.get(BASE).content.decode()

    group = everywhere.get(BASE).wsgi_request.user.groups.get()
    GroupPagePermission.objects.filter(group=group).update(page=tree.home)
    here = Client()
    here.force_login(group.user_set.get())
    assert "Van de buren" not in here.get(BASE).content.decode()
    assert "Van de buren" not in here.get(REPORT).content.decode()
    for view in ("edit", "delete", "inspect", "history"):
        assert here.get(f"{BASE}{view}/{foreign.pk}/").status_code in (302, 403), view
    here.post(BULK, rows(foreign, deed="eigenaar", waarde="Ik"))
    here.post(f"{BASE}create/", form_data(site=str(other.pk)))
    assert Formulier.objects.get(pk=foreign.pk).eigenaar == ""
    assert Formulier.objects.get(slug="nieuw-blad").site != other

    # Nor does a visitor: the list, the detail, the search, the sitemap and the file are those of the site that was asked.
    text = client.get("/formulieren/").content.decode()
    assert "Van de buren" not in text
    assert "Van de buren" not in client.get("/formulieren/gezinsvragenlijst/").content.decode()
    assert "Van de buren" not in client.get("/zoeken/?q=buren").content.decode()
    assert client.get(foreign.bestanden.get().document.url).status_code == 404
