"""Every screen of the admin about people and organisations, for every kind of person: open to who keeps them, closed to everybody else."""

import pytest
from django.urls import NoReverseMatch, URLResolver, get_resolver, reverse

from accounts.models import Bestuur, Samenwerkingsverband, School, Soort, User
from demo.rights import give_editor_rights
from groeidocumenten.dossiers.checks import all_patterns

EDITORS = ("redactie", "eindredactie", "beheer")
OUTSIDERS = ("anja", "joke", "ria", "fatima", "noor", "niemand", "gast_schrijft_alles", "anoniem")
SECRETS = ("Noorkanarie", "Semkanarie", "Daankanarie", "kanarie-noor", "gastkanarie", "gastadres")
MODELS = {"school": School, "bestuur": Bestuur, "samenwerkingsverband": Samenwerkingsverband}


@pytest.fixture(autouse=True)
def _editors_have_their_groups(world, person):
    """The rights that the demo gives: the product's own groups, nothing more."""
    give_editor_rights({name: person(name) for name in EDITORS})


def admin_routes() -> list[str]:
    """Every named address of the admin that a viewset or modeladmin made: name and the arguments it wants."""
    return sorted({route for route, _ in all_patterns() if route.startswith("admin/")})


def viewset_addresses(model: str) -> dict[str, str]:
    made = {}
    one = MODELS[model].objects.first()
    for action in ("index", "add", "edit", "delete", "history", "usage", "inspect", "copy", "index_results"):
        for args in ([], [one.pk]):
            try:
                made[action] = reverse(f"{model}:{action}", args=args)
            except NoReverseMatch:
                continue
    return made


def user_addresses(pk) -> list[str]:
    found = [reverse("wagtailusers_users:index"), reverse("wagtailusers_users:add")]
    return found + [reverse(f"wagtailusers_users:{action}", args=[pk]) for action in ("edit", "delete", "history", "usage")]


def admin_room(prefix: str) -> list[str]:
    """Addresses without arguments under one part of the admin, whoever registered them."""
    return [f"/{route}" for route, _ in all_patterns() if route.startswith(f"admin/{prefix}") and "<" not in route and "(" not in route]


def closed(client, address: str, method: str = "get") -> bool:
    answer = getattr(client, method)(address)
    body = answer.content.decode("utf-8", "replace")
    assert answer.status_code < 500 and not [secret for secret in SECRETS if secret in body], f"{method} {address}"
    return answer.status_code in (302, 403, 404, 405)


@pytest.mark.parametrize("name", OUTSIDERS)
def test_the_whole_admin_is_closed_to_who_has_no_business_there(name, world, enter):
    client = enter(name)
    plain = [f"/{route}" for route in admin_routes() if not set("<(^$") & set(route)]
    assert len(plain) > 30, "a positive control"
    open_to_all = {"/admin/login/", "/admin/logout/", "/admin/jsi18n/", "/admin/sprite/", "/admin/password_reset/"}
    # Who heads a school has one room there, which tests/accounts/test_mijn_school.py guards.
    own = "/admin/mijn-school/" if name == "ria" else "no room"
    for address in plain:
        if address not in open_to_all and not address.startswith(own):
            assert closed(client, address) and closed(client, address, "post"), f"{address} as {name}"


@pytest.mark.parametrize("name", ["redactie", "eindredactie"])
@pytest.mark.parametrize("model", MODELS)
def test_organisations_are_closed_to_editors(name, model, world, enter):
    client = enter(name)
    for address in viewset_addresses(model).values():
        assert closed(client, address) and closed(client, address, "post"), address
        assert closed(client, f"{address}?export=csv"), address


@pytest.mark.parametrize("model", MODELS)
def test_the_administrator_keeps_organisations_and_cannot_delete_them(model, world, enter):
    client, addresses = enter("beheer"), viewset_addresses(model)
    for action in ("index", "add", "edit"):
        assert client.get(addresses[action]).status_code == 200, addresses[action]
    assert closed(client, addresses["delete"]) and closed(client, addresses["delete"], "post")


def test_the_administrator_changes_a_school(world, enter):
    school = School.objects.get(naam="De Horizon")
    form = {"naam": "De Nieuwe Horizon", "brin": school.brin, "vestiging": "00", "onderwijstype": "sbo", "telefoon": "0200 000 009"}
    form |= {"samenwerkingsverband": school.samenwerkingsverband_id, "bestuur": school.bestuur_id}
    assert enter("beheer").post(reverse("school:edit", args=[school.pk]), form).status_code == 302
    assert School.objects.get(pk=school.pk).naam == "De Nieuwe Horizon"


@pytest.mark.parametrize(
    "fields", [{"brin": "fout"}, {"naam": ""}, {"onderwijstype": "x"}, {"brin": "99AA"}, {"telefoon": "1" * 30}, {"naam": "a\x00"}]
)
def test_a_wrong_school_is_refused_and_changes_nothing(fields, world, enter):
    school = School.objects.get(naam="De Horizon")
    form = {"naam": "De Horizon", "brin": school.brin, "vestiging": "00", "onderwijstype": "sbo", "telefoon": ""}
    form |= {"samenwerkingsverband": school.samenwerkingsverband_id, "bestuur": school.bestuur_id} | fields
    assert enter("beheer").post(reverse("school:edit", args=[school.pk]), form).status_code == 200
    kept = School.objects.get(pk=school.pk)
    assert (kept.naam, kept.brin, kept.onderwijstype) == (school.naam, school.brin, school.onderwijstype)


def test_impossible_periods_for_links_are_refused(world, enter):
    swv = Samenwerkingsverband.objects.get()
    form = {"naam": swv.naam, "site": swv.site_id, "link_standaard_dagen": "50", "link_maximum_lezen": "92", "link_maximum_schrijven": "31"}
    assert enter("beheer").post(reverse("samenwerkingsverband:edit", args=[swv.pk]), form).status_code == 200
    assert Samenwerkingsverband.objects.get().link_standaard_dagen == 14


@pytest.mark.parametrize("name", ["beheer", "redactie", "eindredactie"])
def test_no_editor_and_no_administrator_reaches_users_passwords_or_groups(name, world, enter, person):
    client = enter(name)
    for address in [*user_addresses(person("anja").pk), *admin_room("users/"), *admin_room("groups/")]:
        assert closed(client, address) and closed(client, address, "post"), address
    assert client.get(f"/groeidocumenten/{world.noor}/").status_code == 404


def test_guests_are_not_among_the_users(world, enter):
    root = enter("wortel")
    keyless = world.guests["gast_leest_alles"].link.gebruiker
    for address in ("/admin/users/", f"/admin/users/?q={keyless.username[:12]}", "/admin/users/?q=gast", "/admin/users/results/?q=gast"):
        answer = root.get(address)
        assert answer.status_code == 200, address
        assert not [made for made in world.guests.values() if str(made.link.gebruiker_id) in answer.content.decode()], address
    assert str(User.objects.get(username="anja").pk) in root.get("/admin/users/?q=anja").content.decode(), "a positive control"
    for address in user_addresses(keyless.pk)[2:]:
        assert root.get(address).status_code == 404 and root.post(address, {"username": "x"}).status_code == 404, address
    assert User.objects.get(pk=keyless.pk).soort == Soort.GAST


def test_a_guest_named_in_a_bulk_action_is_not_touched(world, enter, person):
    keyless = world.guests["gast_leest_alles"].link.gebruiker_id
    answer = enter("wortel").post(f"/admin/bulk/accounts/user/delete/?next=/admin/users/&id={keyless}")
    assert answer.status_code == 404 and User.objects.filter(pk=keyless).exists()
    changed = person("niemand").pk
    assert enter("wortel").post(f"/admin/bulk/accounts/user/delete/?next=/admin/users/&id={changed}").status_code == 302
    assert not User.objects.filter(pk=changed).exists(), "a positive control"


def test_the_user_screens_have_no_password_in_them(world, enter, person):
    for address in user_addresses(person("anja").pk)[1:3]:
        page = enter("wortel").get(address).content.decode()
        assert 'name="username"' in page and "password" not in page.replace("password_reset", "")


def test_nothing_of_a_file_is_found_in_the_admin_by_a_superuser(world, enter):
    """The private house is unknown to Wagtail: lists, searches, usage and history of what hangs together with it show nothing."""
    root, school = enter("wortel"), School.objects.get(naam="De Regenboog")
    addresses = [
        f"/{route}" for route in admin_routes() if not set("<(^$") & set(route) and "logout" not in route and "failwhale" not in route
    ]
    addresses += list(viewset_addresses("school").values()) + user_addresses(User.objects.get(username="anja").pk)
    addresses += [f"{address}?q=kanarie" for address in addresses[:40]] + [reverse("school:delete", args=[school.pk])]
    for address in addresses:
        body = root.get(address).content.decode("utf-8", "replace")
        assert not [secret for secret in SECRETS if secret in body.replace("q=kanarie", "")], address


def test_the_routes_of_the_admin_are_walked_and_not_guessed():
    assert any(isinstance(one, URLResolver) for one in get_resolver().url_patterns) and len(admin_routes()) > 100
