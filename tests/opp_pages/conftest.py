"""The OPP pages and an editor at the admin, as a browser meets them."""

import json

import pytest
from django.test import Client
from wagtail.models import Page, Site

from accounts.models import User
from opp_pages.models import FormatPage, OppIndexPage
from tests.formats.samples import alles


@pytest.fixture
def index_page(db: None) -> OppIndexPage:
    """A published OPP page right under the home of the default site."""
    root = Site.objects.get(is_default_site=True).root_page
    return root.add_child(instance=OppIndexPage(title="OPP", slug="opp"))


@pytest.fixture
def draft(index_page: OppIndexPage) -> FormatPage:
    """A format page that was never published."""
    page = FormatPage(
        title="Proefformat", slug="proefformat", soort="opp", onderwijstypen=["bao"], korte_omschrijving="Om te proberen", live=False
    )
    page.delen = json.dumps(alles())
    return index_page.add_child(instance=page)


@pytest.fixture
def redacteur(db: None) -> User:
    """Somebody who may do everything in the admin."""
    return User.objects.create_superuser("redacteur", soort="redacteur", password="een-lang-wachtwoord")


@pytest.fixture
def editor(client: Client, redacteur: User) -> Client:
    """That person's browser."""
    client.force_login(redacteur, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def home(db: None) -> Page:
    """The root page of the default site."""
    return Site.objects.get(is_default_site=True).root_page
