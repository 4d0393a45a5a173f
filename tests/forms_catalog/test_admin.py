"""Who may do what with the catalogue in the admin, view by view."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from forms_catalog.models import Doelgroep, Formulier, Onderwijstype
from tests.website.public_tree import PublicTree, add_formulier
from website.groups import GROUPS, ensure_groups

BASE = "/admin/forms_catalog/formulier/"
THEMA = "/admin/forms_catalog/thema/"


def member(name: str) -> Client:
    """Somebody who is in this group and nothing else."""
    user = User.objects.create_user(f"iemand-{name.lower()}", soort="redacteur")
    user.groups.add(ensure_groups()[name])
    client = Client()
    client.force_login(user)
    return client


def views(formulier: Formulier) -> list[str]:
    key = formulier.pk
    return [
        BASE,
        f"{BASE}create/",
        f"{BASE}edit/{key}/",
        f"{BASE}delete/{key}/",
        f"{BASE}inspect/{key}/",
        f"{BASE}history/{key}/",
        f"{BASE}?export=csv",
        f"{BASE}?export=xlsx",
    ]


def form_data(**changes: Any) -> dict[str, Any]:
    data = {
        "titel": "Nieuw blad",
        "slug": "nieuw-blad",
        "omschrijving": "Kort gezegd.",
        "soort": "formulier",
        "status": "concept",
        "taal": "nl",
        "doelgroepen": [Doelgroep.objects.first().pk],
        "onderwijstypen": [Onderwijstype.objects.first().pk],
    }
    counts = {"TOTAL": "0", "INITIAL": "0", "MIN_NUM": "0", "MAX_NUM": "1000"}
    data |= {f"{name}-{count}_FORMS": value for name in ("bestanden", "nieuws") for count, value in counts.items()}
    return data | changes


def test_who_has_no_right_on_the_catalogue_reaches_no_view_of_it(tree: PublicTree) -> None:
    client = member("Formatbeheerder")
    for path in views(tree.concept):
        assert client.get(path).status_code in (302, 403), path
        assert tree.concept.titel not in client.get(path, follow=True).content.decode(), path
        assert client.post(path, form_data()).status_code in (302, 403, 405), path
    assert Formulier.objects.filter(pk=tree.concept.pk, titel=tree.concept.titel).exists()
    assert not Formulier.objects.filter(slug="nieuw-blad").exists()


def test_somebody_without_the_admin_reaches_no_view_of_it(tree: PublicTree) -> None:
    client = Client()
    client.force_login(User.objects.create_user("ouder", soort="ouder"))
    for path in views(tree.concept):
        assert client.get(path).status_code in (302, 403), path
        assert tree.concept.titel not in client.get(path, follow=True).content.decode(), path


def test_nobody_signed_in_is_led_to_the_login(client: Client, tree: PublicTree) -> None:
    for path in views(tree.concept):
        assert client.get(path).status_code == 302, path


def test_a_redacteur_writes_a_concept(tree: PublicTree) -> None:
    client = member("Redacteur")
    assert client.post(f"{BASE}create/", form_data()).status_code == 302
    made = Formulier.objects.get(slug="nieuw-blad")
    assert not made.is_public
    assert made.doelgroepen.count() == 1


@pytest.mark.parametrize("status", ["geldend", "voorbereiding", "verlopen"])
def test_a_redacteur_makes_nothing_visible(tree: PublicTree, status: str) -> None:
    answer = member("Redacteur").post(f"{BASE}create/", form_data(status=status, versie="1", versiedatum="2026-01-01"))
    assert "Laat de status op concept staan" in answer.content.decode()
    assert not Formulier.objects.filter(slug="nieuw-blad").exists()


def test_a_redacteur_changes_nothing_that_visitors_see(tree: PublicTree) -> None:
    client = member("Redacteur")
    assert client.get(f"{BASE}edit/{tree.concept.pk}/").status_code == 200
    assert client.get(f"{BASE}edit/{tree.geldend.pk}/").status_code in (302, 403)
    client.post(f"{BASE}edit/{tree.geldend.pk}/", form_data(titel="Gekaapt"))
    client.post(f"{BASE}delete/{tree.concept.pk}/")
    assert Formulier.objects.get(pk=tree.geldend.pk).titel == "Gezinsvragenlijst"
    assert Formulier.objects.filter(pk=tree.concept.pk).exists()


def test_an_eindredacteur_makes_a_formulier_visible(tree: PublicTree) -> None:
    client = member("Eindredacteur")
    data = form_data(titel="Nu zichtbaar", slug=tree.concept.slug, status="geldend", versie="1.0", versiedatum="2026-11-23")
    assert client.post(f"{BASE}edit/{tree.concept.pk}/", data).status_code == 302
    assert Formulier.objects.get(pk=tree.concept.pk).is_public


def test_bad_input_stands_beside_its_field_and_changes_nothing(tree: PublicTree) -> None:
    client = member("Eindredacteur")
    before = Formulier.objects.count()
    for changes in (
        {"titel": ""},
        {"slug": "gezinsvragenlijst"},
        {"titel": "a" * 151},
        {"status": "onzin"},
        {"status": "geldend", "versie": ""},
        {"versiedatum": "31-02-2026"},
        {"doelgroepen": ["999999"]},
        {"titel": "a\x00b"},
    ):
        answer = client.post(f"{BASE}create/", form_data(**changes))
        assert answer.status_code == 200, changes
        assert "error" in answer.content.decode(), changes
    assert Formulier.objects.count() == before


def test_every_view_opens_for_an_eindredacteur(tree: PublicTree) -> None:
    client = member("Eindredacteur")
    for path in [*views(tree.geldend), f"{BASE}?q=gezin", f"{BASE}?status__exact=geldend", f"{BASE}?o=-1.2", THEMA, f"{THEMA}create/"]:
        assert client.get(path).status_code == 200, path


@pytest.mark.parametrize("key", ["abc", "0", "999999999999999999999999", "1e5", "-1", "_00"])
@pytest.mark.parametrize("view", ["edit", "delete", "inspect", "history"])
def test_a_key_that_is_none_is_not_there(tree: PublicTree, view: str, key: str) -> None:
    assert member("Eindredacteur").get(f"{BASE}{view}/{key}/").status_code == 404


@pytest.mark.parametrize(
    "query",
    ["p=999", "p=-5", "p=abc", "o=99", "o=a.b", "onzin=1", "status__exact=onzin", "doelgroepen__id__exact=abc", "export=pdf", "q=%00"],
)
def test_an_odd_list_address_is_never_a_server_error(tree: PublicTree, query: str) -> None:
    assert member("Eindredacteur").get(f"{BASE}?{query}").status_code < 500


@pytest.mark.parametrize(
    "path",
    [
        "password__startswith",
        "username",
        "is_superuser__exact",
        "groeidocumenten__leerling__voornaam__startswith",
        "lidmaatschappen__rol__exact",
    ],
)
def test_the_address_of_the_list_asks_nothing_of_people_or_files(tree: PublicTree, path: str) -> None:
    """A filter through other tables would say by the number of rows what stands in them."""
    client = member("Eindredacteur")
    people = "site__samenwerkingsverband__scholen__lidmaatschappen__gebruiker__"
    everything = client.get(BASE).content.decode().count(f"{BASE}edit/")
    for prefix in ("", people, "site__samenwerkingsverband__scholen__", "status__", "themas__"):
        answer = client.get(BASE, {f"{prefix}{path}": "geen-enkele"}, follow=True)
        assert answer.status_code == 200 and answer.content.decode().count(f"{BASE}edit/") == everything, prefix
    assert client.get(BASE, {"status__exact": "vervallen"}).content.decode().count(f"{BASE}edit/") < everything


def test_the_admins_list_costs_the_same_with_many_rows(tree: PublicTree, django_assert_max_num_queries: Any) -> None:
    client = member("Eindredacteur")
    client.get(BASE)
    with django_assert_max_num_queries(80) as few:
        client.get(BASE)
    for number in range(10):
        add_formulier(f"Kaart {number}", "geldend")
    with django_assert_max_num_queries(80) as many:
        client.get(BASE)
    assert len(many) == len(few)


def test_no_group_has_a_right_on_people_or_files(db: None) -> None:
    groups = ensure_groups()
    closed = ("accounts.", "auth.", "dossiers.", "inhoud.", "delen.", "bewaren.", "guardian.", "wagtailusers.", "axes.")
    for name in GROUPS:
        held = [f"{app}.{code}" for app, code in groups[name].permissions.values_list("content_type__app_label", "codename")]
        assert not [right for right in held if right.startswith(closed)], name


def test_the_groups_exist_after_migrating_and_have_every_right_of_the_table(db: None) -> None:
    from django.contrib.auth.models import Group

    for name, rechten in GROUPS.items():
        group = Group.objects.get(name=name)
        held = {f"{app}.{code}" for app, code in group.permissions.values_list("content_type__app_label", "codename")}
        assert set(rechten.models) == held, name


def test_making_the_groups_again_changes_nothing(db: None) -> None:
    def state() -> list[tuple[Any, ...]]:
        return [
            (name, group.permissions.count(), group.page_permissions.count(), group.collection_permissions.count())
            for name, group in sorted(ensure_groups().items())
        ]

    assert state() == state()
