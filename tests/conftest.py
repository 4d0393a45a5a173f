"""Fixtures are people. The world they live in is built once per test process."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import setup_databases, teardown_databases
from pytest_django.plugin import blocking_manager_key
from wagtail.models import Site

from accounts.models import User
from groeidocumenten.dossiers.access import GeopendDossier, Recht, Viewer, open_dossier
from tests.builders import template
from tests.builders.emergency import EMERGENCY, come_in
from tests.builders.world import World, build_world, close_guest
from tests.standing import make_room, take_down

_WORLD: list[World] = []


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    """What one test left standing is gone before a test that did not ask for it."""
    with item.config.stash[blocking_manager_key].unblock():
        make_room(item)


@pytest.fixture(scope="session")
def django_db_setup(request, django_test_environment, django_db_blocker, django_db_modify_db_settings):
    """A database with every table and the world in it: copied from a template on SQLite, migrated on PostgreSQL."""
    on_sqlite = connection.vendor == "sqlite"
    with django_db_blocker.unblock():
        if on_sqlite:
            settings.DATABASES["default"]["TEST"]["MIGRATE"] = False
        names = setup_databases(verbosity=0, interactive=False, serialized_aliases=set())
        if on_sqlite:
            connection.ensure_connection()
            _WORLD.append(template.load(connection.connection))
        else:
            _WORLD.append(build_world())
    yield
    with django_db_blocker.unblock():
        take_down()
        teardown_databases(names, verbosity=0)


@pytest.fixture(autouse=True)
def _site_roots_are_looked_up_again():
    """Wagtail remembers where a site's pages begin for an hour; a test that was rolled back must leave nothing of that to the next."""
    yield
    Site.clear_site_root_paths_cache()


@pytest.fixture
def world(db) -> World:
    return _WORLD[0]


@pytest.fixture
def person(db) -> Callable[[str], User]:
    """A person of the world by user name."""
    return lambda username: User.objects.get(username=username)


@pytest.fixture
def enter(db) -> Callable[[str], Client]:
    """A browser in which this person signed in, or this guest came in with link and pincode; "anoniem" for nobody."""

    def as_(name: str) -> Client:
        client = Client(raise_request_exception=True)
        if name == "anoniem":
            return client
        if name in _WORLD[0].guests:
            made = _WORLD[0].guests[name]
            answer = client.post(f"/toegang/{made.token}/", {"pincode": made.pincode})
            assert answer.status_code == 302, "the guest could not come in"
            close_guest(name, made.link)
        else:
            if name in EMERGENCY:
                come_in(name)
            client.force_login(User.objects.get(username=name), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return as_


@pytest.fixture
def opened(world, person) -> Callable[..., GeopendDossier]:
    """Noor's file (or another's), opened by this person."""
    return lambda username="anja", recht=Recht.LEZEN, file="noor": open_dossier(Viewer(user=person(username)), getattr(world, file), recht)
