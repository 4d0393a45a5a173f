"""The OPP pages and an editor at the admin, as a browser meets them."""

import json
from dataclasses import dataclass
from uuid import UUID

import pytest
from django.db.models import QuerySet
from django.test import Client
from wagtail.models import Page, Site

from accounts.models import User
from formats.models import Format, FormatVersie, FormatVersieQuerySet
from opp_pages.models import FormatPage, OppIndexPage
from tests.formats.samples import alles


@dataclass(frozen=True)
class Made:
    """What a test made, apart from the formats of the world that was there before it."""

    earlier: list[UUID]

    def formats(self) -> QuerySet[Format]:
        return Format.objects.exclude(pk__in=self.earlier)

    def versies(self) -> FormatVersieQuerySet:
        return FormatVersie.objects.exclude(format__in=self.earlier)


@pytest.fixture
def made(db: None) -> Made:
    """Formats and versions that come into being during the test."""
    return Made(earlier=list(Format.objects.values_list("pk", flat=True)))


@pytest.fixture
def client() -> Client:
    """A browser with some cookie, so that it gets pages as they are made now and not from the page cache, which has tests of its own."""
    browser = Client()
    browser.cookies["voorkeur"] = "geen"
    return browser


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
