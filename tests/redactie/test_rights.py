"""Every right that the editors' groups hold, derived from what is stored and from what opens, beside the table of what they should hold."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import GroupCollectionPermission, GroupPagePermission

from groeidocumenten.dossiers.checks import all_patterns
from opp_pages.models import OppIndexPage
from tests.redactie.conftest import save
from website.groups import GROUPS, ensure_groups

# What each group may open in the admin without naming an object: the beginnings of the addresses. Everything else is closed.
EVERY_EDITOR = {
    "", "account", "api", "choose-anchor-link", "choose-email-link", "choose-external-link", "choose-page", "choose-phone-link", "dismissibles",
    "documents", "embeds", "formats", "images", "jsi18n", "modeladmin", "pages", "redactie", "reports", "sprite", "tag-autocomplete",
    "test404", "workflows",
}  # fmt: skip
OPENS = {
    "Redacteur": EVERY_EDITOR | {"forms_catalog", "onderwerpen", "reacties"},
    "Eindredacteur": EVERY_EDITOR | {"forms_catalog", "onderwerpen", "reacties", "redirects", "webhook-berichten"},
    "Formatbeheerder": EVERY_EDITOR | {"lijsten", "banken", "hulpteksten", "wettelijke-onderdelen"},
}
# No group of editors has a right of any kind on these. Of the settings only one is an editor's: the name and the colours of the own site.
FORBIDDEN_APPS = {"accounts", "auth", "dossiers", "inhoud", "delen", "bewaren", "guardian", "sessions", "axes", "contenttypes", "demo"}
FORBIDDEN_MODELS = {
    "wagtailcore.site", "wagtailcore.collection", "wagtailcore.workflow", "wagtailcore.task", "wagtailcore.groupapprovaltask",
    "website.vierogentaak", "wagtailusers.userprofile", "wagtailcore.locale",
}  # fmt: skip


@pytest.fixture
def groups(tree):
    tree.home.add_child(instance=OppIndexPage(title="OPP", slug="opp"))
    return ensure_groups()


def stored(group: Group) -> dict[str, dict[str, set[str]]]:
    """What the database holds for a group."""
    pages: dict[str, set[str]] = {}
    for row in GroupPagePermission.objects.filter(group=group).select_related("page", "permission"):
        pages.setdefault("root" if row.page.is_root() else row.page.slug, set()).add(row.permission.codename.removesuffix("_page"))
    collections: dict[str, set[str]] = {}
    for one in GroupCollectionPermission.objects.filter(group=group).select_related("collection", "permission__content_type"):
        name = f"{one.permission.content_type.app_label}.{one.permission.codename}"
        collections.setdefault("root" if one.collection.is_root() else one.collection.name, set()).add(name)
    models = {f"{one.content_type.app_label}.{one.codename}" for one in group.permissions.select_related("content_type")}
    return {"pages": pages, "library": collections, "models": {"": models}}


def test_the_groups_hold_what_the_table_says_and_nothing_more(groups):
    assert set(GROUPS) == {"Redacteur", "Eindredacteur", "Formatbeheerder"}
    for name, rights in GROUPS.items():
        held = stored(groups[name])
        pages = {"root": set(rights.pages), "opp": set(rights.format_pages)}
        assert held["pages"] == {place: actions for place, actions in pages.items() if actions}, name
        assert held["library"] == {"root": set(rights.library)}, name
        assert held["models"][""] == set(rights.models), name


def test_the_table_gives_no_right_on_people_schools_files_or_settings(groups):
    for name, rights in GROUPS.items():
        for permission in (*rights.models, *rights.library):
            app, _, codename = permission.partition(".")
            _action, _, model = codename.partition("_")
            assert app not in FORBIDDEN_APPS and f"{app}.{model}" not in FORBIDDEN_MODELS, f"{name}: {permission}"
            assert app == "wagtailadmin" or apps.is_installed(apps.get_app_config(app).name)
        settings = {permission for permission in rights.models if permission.endswith("instellingen")}
        assert settings <= ({"website.change_siteinstellingen"} if rights.approves else set()), name
        assert "publish" not in rights.pages or rights.approves, f"{name} publishes without being a reviewer"
        assert not {"bulk_delete"} & set(rights.pages), name


def admin_lists() -> list[str]:
    """Every address of the admin that names no object."""
    # modeladmin writes its addresses as regular expressions.
    routes = {route.replace("^", "").removesuffix("$") for route, _ in all_patterns() if route.startswith("admin/")}
    return sorted(f"/{route}" for route in routes if not set("<([\\") & set(route))


def first_part(address: str) -> str:
    return address.removeprefix("/admin/").partition("/")[0]


def test_the_groups_open_their_rooms_of_the_admin_and_no_other(groups, browser):
    lists = admin_lists()
    assert len(lists) > 60, "a positive control"
    for name in GROUPS:
        client = browser(f"wie-{name}", name)
        opened = set()
        for address in lists:
            if "logout" in address or "failwhale" in address or "error_test" in address:
                continue
            answer = client.get(address)
            assert answer.status_code < 500, address
            if answer.status_code == 200:
                opened.add(first_part(address))
        assert opened == OPENS[name], f"{name}: too much {sorted(opened - OPENS[name])}, too little {sorted(OPENS[name] - opened)}"


def test_a_formatbeheerder_writes_formats_and_no_other_page(groups, browser, tree):
    keeper = browser("bewaker", "Formatbeheerder")
    opp = OppIndexPage.objects.get(slug="opp")
    assert keeper.get(reverse("wagtailadmin_pages:edit", args=[opp.pk])).status_code == 200
    assert keeper.get(reverse("wagtailadmin_pages:edit", args=[tree.info.pk])).status_code in (302, 403)
    save(keeper, tree.info, introductie="Van de formatbeheerder.")
    assert "formatbeheerder" not in type(tree.info).objects.get(pk=tree.info.pk).get_latest_revision_as_object().introductie
