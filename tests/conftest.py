"""Fixtures are people. The world they live in is built once per test process."""

import gc
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import setup_databases, teardown_databases
from playwright.sync_api import expect
from pytest_django.plugin import blocking_manager_key
from wagtail.models import Site

from accounts.models import User
from groeidocumenten.dossiers.access import GeopendDossier, Recht, Viewer, open_dossier
from tests.builders import migrated, template
from tests.builders.emergency import EMERGENCY, come_in
from tests.builders.world import World, build_world, close_guest
from tests.doors.codes import agree
from tests.standing import make_room, take_down
from tests.which import needs_no_database, only_database, slow_first

# Django and Wagtail are half a million objects that stay; looking through them again and again for rubbish costs a tenth of the suite.
gc.freeze()
gc.set_threshold(200_000, 20, 100)

_WORLD: list[World] = []
# A browser test waits for what a person would wait for; on a busy machine that takes longer than playwright's five seconds.
expect.set_options(timeout=20_000)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What takes long begins first; a second run beside another database leaves out what says nothing about it."""
    if only_database():
        elsewhere = [item for item in items if needs_no_database(item)]
        config.hook.pytest_deselected(items=elsewhere)
        items[:] = [item for item in items if item not in set(elsewhere)]
    slow_first(items)


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
        else:
            made_from_a_migrated_one(connection.settings_dict)
        names = setup_databases(verbosity=0, interactive=False, serialized_aliases=set(), keepdb=not on_sqlite)
        if on_sqlite:
            connection.ensure_connection()
            _WORLD.append(template.load(connection.connection))
        else:
            _WORLD.append(build_world())
    yield
    with django_db_blocker.unblock():
        take_down()
        teardown_databases(names, verbosity=0)


def made_from_a_migrated_one(wanted: dict[str, Any]) -> None:
    """Make this process's test database on PostgreSQL before Django looks whether there is one to keep."""
    server = f"postgres://{quote(wanted['USER'])}:{quote(wanted['PASSWORD'])}@{wanted['HOST']}:{wanted['PORT']}"
    migrated.create(connection.creation._get_test_db_name(), server)


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
            assert agree(client).status_code == 302, "the guest could not agree to the rules"
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


@pytest.fixture
def mail_server_down(settings: Any) -> Iterator[Callable[[], None]]:
    """Mail goes to a port of this machine where nobody listens; calling what this gives brings the server back."""
    before = settings.EMAIL_BACKEND
    with socket.socket() as nobody:
        # Bound and never listened on: whoever connects is refused, and nobody else gets this port meanwhile.
        nobody.bind(("127.0.0.1", 0))
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = nobody.getsockname()
        yield lambda: setattr(settings, "EMAIL_BACKEND", before)


@pytest.fixture
def sent_sms(settings: Any, tmp_path: Path) -> Callable[[], list[str]]:
    """What was sent by SMS so far, oldest first: the number and the words, as the file adapter writes them."""
    settings.SMS_ADAPTER, settings.SMS_MAP = "bestand", tmp_path / "sms"
    return lambda: [file.read_text(encoding="utf-8") for file in sorted((tmp_path / "sms").glob("*.txt"))]
