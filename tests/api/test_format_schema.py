"""The JSON Schema of every published version: by slug and by id, old versions too, and gone with a format that is withdrawn."""

import json

import pytest
from django.test import Client
from jsonschema import Draft202012Validator
from wagtail.models import PageViewRestriction, Site

from formats.models import FormatVersie, publish_version
from headless.api import VERSION
from opp_pages.models import FormatPage, OppIndexPage
from tests.formats.all_kinds import ANSWERS, every_kind
from tests.formats.samples import alles

V1 = "/api/v1/opp-formats"


@pytest.fixture
def client() -> Client:
    """A program with some cookie: what it gets was made now and not kept by the page cache, which has tests of its own."""
    program = Client()
    program.cookies["voorkeur"] = "geen"
    return program


@pytest.fixture
def page(db: None) -> FormatPage:
    """A published format page with two versions."""
    root = Site.objects.get(is_default_site=True).root_page
    index = root.add_child(instance=OppIndexPage(title="OPP", slug="opp-proef"))
    page = index.add_child(
        instance=FormatPage(
            title="Eerste naam",
            slug="proefformat-api",
            soort="opp",
            korte_omschrijving="Om te proberen",
            delen=json.dumps(alles()),
            live=False,
        )
    )
    page.save_revision().publish()
    page.refresh_from_db()
    page.title = "Tweede naam"
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def test_every_version_has_its_own_schema_at_the_slug_of_its_page(client: Client, page: FormatPage) -> None:
    for nummer, titel in ((1, "Eerste naam"), (2, "Tweede naam")):
        answer = client.get(f"{V1}/proefformat-api/versies/{nummer}/schema")
        assert answer.status_code == 200
        rule = answer.json()
        Draft202012Validator.check_schema(rule)
        assert rule["title"] == titel
        assert rule["x-sha256"] == FormatVersie.objects.get(format=page.format_id, nummer=nummer).sha256
        assert answer.headers["API-Version"] == VERSION
    assert client.get(f"{V1}/proefformat-api/versies/3/schema").status_code == 404


def test_a_schema_names_an_address_that_outlives_a_renamed_page(client: Client, page: FormatPage) -> None:
    rule = client.get(f"{V1}/proefformat-api/versies/1/schema").json()
    page.slug = "andere-naam"
    page.save_revision().publish()
    assert client.get(f"{V1}/proefformat-api/versies/1/schema").status_code == 404
    assert client.get(f"{V1}/andere-naam/versies/1/schema").json() == rule
    assert client.get(rule["$id"]).json() == rule


def test_a_format_that_is_withdrawn_or_closed_has_no_schema_for_visitors(client: Client, page: FormatPage) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert client.get(f"{V1}/proefformat-api/versies/1/schema").status_code == 404
    assert client.get(f"{V1}/{page.format_id}/versies/1/schema").status_code == 404
    assert client.get(f"{V1}/{page.format_id}").status_code == 404
    page.view_restrictions.all().delete()
    assert client.get(f"{V1}/proefformat-api/versies/1/schema").status_code == 200
    page.unpublish()
    assert client.get(f"{V1}/proefformat-api/versies/1/schema").status_code == 404
    assert client.get(f"{V1}/{page.format_id}/versies/1/schema").status_code == 404


def test_answers_of_every_kind_validate_against_what_the_api_gives(client: Client, page: FormatPage) -> None:
    versie = publish_version(format=page.format, schema=every_kind())
    rule = client.get(f"{V1}/{versie.format_id}/versies/{versie.nummer}/schema").json()
    Draft202012Validator(rule, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(ANSWERS)


def test_the_description_tells_of_the_address(client: Client, db: None) -> None:
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    assert "/opp-formats/{slug}/versies/{nummer}/schema" in paths
