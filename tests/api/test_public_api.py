"""What programs read: the same as visitors, whoever asks, and every error in one shape."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from formats.models import FormatVersie
from handleidingen.models import HandleidingPage
from headless.api import VERSION
from opp_pages.models import FormatPage, OppIndexPage
from tests.formats.samples import deel_data, sectie_data, veld
from tests.website.public_tree import CONCEPT_WORD, DRAFT_WORD, PublicTree, add_formulier, add_handleiding, an_image

V1 = "/api/v1"
LISTS = [f"{V1}/handleidingen", f"{V1}/formulieren", f"{V1}/opp-formats"]


@pytest.fixture
def versie(tree: PublicTree) -> FormatVersie:
    """A published format with one question."""
    delen = [deel_data("d1", "Begin", [sectie_data("s1", "Kort", [veld("korte_tekst", "v1", "Wat gaat goed?")])])]
    index = tree.home.add_child(instance=OppIndexPage(title="OPP", slug="opp"))
    page = FormatPage(title="OPP kort", slug="opp-kort", soort="opp", korte_omschrijving="Kort.", delen=json.dumps(delen))
    return index.add_child(instance=page).current_version()


@pytest.fixture
def addresses(tree: PublicTree, versie: FormatVersie) -> list[str]:
    """Every address of both APIs."""
    return [
        *LISTS,
        f"{V1}/handleidingen/{tree.handleiding.pk}",
        f"{V1}/formulieren/{tree.geldend.slug}",
        f"{V1}/opp-formats/{versie.format_id}",
        f"{V1}/opp-formats/{versie.format_id}/versies/1/schema",
        f"{V1}/openapi.json",
        "/api/v2/pages/",
        f"/api/v2/pages/{tree.handleiding.pk}/",
        "/api/v2/pages/?type=handleidingen.HandleidingPage&fields=*",
        "/api/v2/images/",
        "/api/v2/documents/",
    ]


def texts(value: Any) -> Iterator[str]:
    """Every text in a JSON answer."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from texts(item)
    elif isinstance(value, str):
        yield value


def test_every_address_answers_everybody(client: Client, addresses: list[str]) -> None:
    for path in addresses:
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert answer.headers["Content-Type"].startswith("application/json"), path
        assert not answer.cookies, path


def test_somebody_signed_in_gets_the_same_bytes(client: Client, addresses: list[str]) -> None:
    boss = Client()
    boss.force_login(User.objects.create_superuser("baas"))
    for path in addresses:
        assert boss.get(path).content == client.get(path).content, path


def test_a_draft_never_appears(client: Client, tree: PublicTree, addresses: list[str]) -> None:
    tree.handleidingen.add_child(instance=HandleidingPage(title=f"Een {DRAFT_WORD}", slug="klad", live=False))
    for path in [
        *addresses,
        f"/api/v2/pages/?search={DRAFT_WORD}",
        f"/api/v2/pages/?child_of={tree.home.pk}",
        f"/api/v2/pages/?slug={tree.draft.slug}",
    ]:
        assert DRAFT_WORD not in client.get(path).content.decode(), path
    assert client.get(f"/api/v2/pages/{tree.draft.pk}/").status_code == 404
    assert client.get(f"{V1}/handleidingen/{tree.draft.pk}").status_code == 404


def test_a_concept_never_appears_and_neither_does_its_file(client: Client, tree: PublicTree, addresses: list[str]) -> None:
    for path in addresses:
        assert CONCEPT_WORD not in client.get(path).content.decode(), path
    assert client.get(f"{V1}/formulieren/{tree.concept.slug}").status_code == 404
    assert client.get(f"/api/v2/documents/{tree.concept.bestanden.get().document_id}/").status_code == 404


def test_a_formulier_in_voorbereiding_is_listed_without_its_file(client: Client, tree: PublicTree) -> None:
    rows = {row["slug"]: row for row in client.get(f"{V1}/formulieren").json()["resultaten"]}
    assert rows["signaleringsplan"]["status"] == "voorbereiding"
    assert rows["signaleringsplan"]["bestanden"] == []
    assert len(rows["gezinsvragenlijst"]["bestanden"]) == 1


def test_an_image_appears_only_when_a_live_page_shows_it(client: Client, tree: PublicTree) -> None:
    shown, unused, in_draft = an_image("getoond"), an_image("in de la"), an_image("in een klad")
    add_handleiding(tree.handleidingen, "Met plaatje", afbeelding=shown, alt="Een vlak.")
    draft = HandleidingPage(
        title="Klad",
        slug="klad",
        live=False,
        stappen=[("stap", {"titel": "x", "tekst": "", "afbeelding": in_draft, "alt": "x", "schermafdruk": ""})],
    )
    tree.handleidingen.add_child(instance=draft)
    listed = {item["title"] for item in client.get("/api/v2/images/").json()["items"]}
    assert listed == {"getoond"}
    assert client.get(f"/api/v2/images/{unused.pk}/").status_code == 404


def test_a_handleiding_has_numbered_steps(client: Client, tree: PublicTree) -> None:
    steps = client.get(f"{V1}/handleidingen/{tree.handleiding.pk}").json()["stappen"]
    assert [(step["soort"], step["nummer"]) for step in steps] == [("stap", 1), ("tip", None), ("stap", 2)]


def test_a_format_comes_with_its_schema_number_and_hash(client: Client, versie: FormatVersie) -> None:
    body = client.get(f"{V1}/opp-formats/{versie.format_id}").json()
    assert (body["nummer"], body["sha256"]) == (1, versie.sha256)
    assert body["format"] == json.loads(versie.schema_json)
    assert body["json_schema"]["$schema"].startswith("https://json-schema.org/draft/2020-12")
    assert body["json_schema"]["$id"] == body["schema_url"]
    assert client.get(body["schema_url"]).json() == body["json_schema"]


def test_a_withdrawn_format_is_no_longer_there(client: Client, versie: FormatVersie) -> None:
    from django.utils import timezone

    versie.format.ingetrokken_op = timezone.now()
    versie.format.save()
    assert str(versie.format_id) not in client.get(f"{V1}/opp-formats?pageSize=100").content.decode()
    assert client.get(f"{V1}/opp-formats/{versie.format_id}").status_code == 404


def test_every_answer_and_every_error_names_the_version(client: Client, addresses: list[str]) -> None:
    own = [path for path in addresses if path.startswith(V1)]
    for path in [*own, f"{V1}/onzin", f"{V1}/formulieren/onzin", f"{V1}/formulieren?page=0", V1 + "/", f"{V1}/handleidingen/"]:
        assert client.get(path).headers["API-Version"] == VERSION, path


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 404),
        ("/onzin", 404),
        ("/handleidingen/", 404),
        ("/handleidingen/abc", 404),
        ("/handleidingen/0", 404),
        ("/handleidingen/99999999999999999999999999", 404),
        ("/formulieren/%00", 404),
        ("/formulieren/" + "a" * 3000, 404),
        ("/opp-formats/abc", 404),
        ("/opp-formats/00000000-0000-0000-0000-000000000000", 404),
        ("/opp-formats/00000000-0000-0000-0000-000000000000/versies/1/schema", 404),
        ("/opp-formats/onzin/versies/1/schema", 404),
        ("/opp-formats/%00/versies/1/schema", 404),
        ("/opp-formats/" + "a" * 3000 + "/versies/1/schema", 404),
        ("/opp-formats/onzin/versies/een/schema", 404),
        ("/opp-formats/onzin/versies/-1/schema", 404),
        ("/opp-formats/onzin/versies/99999999999999999999999999/schema", 404),
        ("/opp-formats/onzin/versies/1", 404),
        ("/formulieren?page=0", 400),
        ("/formulieren?page=abc", 400),
        ("/formulieren?pageSize=101", 400),
        ("/formulieren?page=%00", 400),
        ("/formulieren?page=" + "9" * 5000, 400),
    ],
)
def test_every_error_is_a_problem_in_dutch(client: Client, tree: PublicTree, path: str, status: int) -> None:
    answer = client.get(V1 + path)
    assert answer.status_code == status
    assert answer.headers["Content-Type"].startswith("application/problem+json")
    assert answer.json()["status"] == status
    assert answer.json()["title"] in ("Niet gevonden", "Ongeldige vraag")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_the_api_only_reads(client: Client, tree: PublicTree, method: str) -> None:
    answer = getattr(client, method)(f"{V1}/formulieren")
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert answer.headers["Content-Type"].startswith("application/problem+json")
    assert getattr(client, method)("/api/v2/pages/").status_code in (200, 403, 405)


def test_head_is_answered(client: Client, tree: PublicTree) -> None:
    assert client.head(f"{V1}/formulieren").status_code == 200


def test_a_list_is_cut_into_pages(client: Client, tree: PublicTree) -> None:
    for number in range(5):
        add_formulier(f"Kaart {number}", "geldend")
    body = client.get(f"{V1}/formulieren?page=2&pageSize=3").json()
    assert (body["aantal"], body["page"], len(body["resultaten"])) == (7, 2, 3)
    assert client.get(f"{V1}/formulieren?page=1000000").json()["resultaten"] == []


def test_the_number_of_queries_does_not_grow_with_the_list(client: Client, tree: PublicTree, django_assert_max_num_queries: Any) -> None:
    def queries(path: str) -> int:
        client.get(f"{path}?pageSize=90")
        with django_assert_max_num_queries(50) as counted:
            assert client.get(f"{path}?pageSize=99").status_code == 200
        return len(counted)

    paths = (f"{V1}/formulieren", f"{V1}/handleidingen")
    before = [queries(path) for path in paths]
    from website import page_cache

    page_cache.variants.clear()
    for number in range(6):
        add_formulier(f"Kaart {number}", "geldend", bestand=True)
        add_handleiding(tree.handleidingen, f"Onderwerp {number}")
    assert [queries(path) for path in paths] == before


def test_the_description_is_openapi_3_1_and_knows_every_path(client: Client, tree: PublicTree) -> None:
    body = client.get(f"{V1}/openapi.json").json()
    assert body["openapi"].startswith("3.1")
    assert {"/handleidingen", "/formulieren", "/opp-formats", "/opp-formats/{slug}"} <= set(body["paths"])
    assert not body["components"].get("securitySchemes")
    assert all(set(operations) == {"get"} for operations in body["paths"].values())


def test_no_documentation_page_and_no_writing_api_is_mounted(client: Client, tree: PublicTree) -> None:
    for path in (f"{V1}/docs", "/api/v3/", "/api/v3/pages/", "/api/"):
        assert client.get(path).status_code == 404
    assert not any("wagtail.api.v3" in str(getattr(pattern, "urlconf_name", "")) for pattern in get_resolver().url_patterns)


def test_wagtails_api_shows_no_page_in_html(client: Client, tree: PublicTree) -> None:
    answer = client.get("/api/v2/pages/", headers={"accept": "text/html"})
    assert answer.status_code in (200, 406)
    assert "html" not in answer.headers["Content-Type"]


@pytest.mark.parametrize(
    "query",
    [
        "search=%00",
        'search="',
        "search=%22a",
        "type=onzin",
        "fields=*,x",
        "limit=1000",
        "offset=-1",
        "child_of=abc",
        "slug=%00",
        "id=abc",
        "order=onzin",
        "onzin=1",
        "site=boef",
        "search=" + "a" * 5000,
    ],
)
def test_an_odd_question_to_wagtails_api_is_a_bad_request(client: Client, tree: PublicTree, query: str) -> None:
    assert client.get(f"/api/v2/pages/?{query}").status_code in (200, 400)


@pytest.mark.parametrize(
    "path",
    [
        "/api/v2/pages/0/",
        "/api/v2/pages/99999999999999999999/",
        "/api/v2/pages/find/",
        "/api/v2/pages/find/?html_path=/bestaat%00niet/",
        "/api/v2/pages/find/?html_path=/klad/",
        "/api/v2/images/99999999999999999999/",
    ],
)
def test_an_object_that_is_not_there_is_never_a_server_error(client: Client, tree: PublicTree, path: str) -> None:
    assert client.get(path).status_code in (400, 404)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(page=st.text(max_size=40), size=st.one_of(st.integers(), st.text(max_size=20)))
def test_no_paging_breaks_a_list(client: Client, tree: PublicTree, page: str, size: int | str) -> None:
    assert client.get(f"{V1}/formulieren", {"page": page, "pageSize": size}).status_code in (200, 400)


def test_an_answer_holds_no_word_about_people_or_files(client: Client, addresses: list[str]) -> None:
    User.objects.create_user("canarie", first_name="Kanariepiet", email="canarie@demo.example")
    for path in addresses:
        found = " ".join(texts(client.get(path).json()))
        assert "Kanariepiet" not in found, path
        assert "canarie@" not in found, path
