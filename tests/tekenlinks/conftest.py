"""Sem's OPP was sent; his mother has an account, and his father has gezag and none."""

from collections.abc import Callable

import pytest
from django.test import Client

from formats.models import FormatVersie
from groeidocumenten.delen.actions import NewLink
from groeidocumenten.dossiers.access import GeopendDossier, Recht
from groeidocumenten.dossiers.models import Gezagsrelatie
from groeidocumenten.opp.models import Opp, OppVersie
from groeidocumenten.opp.reading import versions
from tests.builders.opp import discuss, opened, send, write_opp
from tests.builders.signing import signing_link
from tests.doors.codes import agree


@pytest.fixture
def school(world, person) -> GeopendDossier:
    return opened(world.sem, person("anja"), Recht.DELEN)


@pytest.fixture
def vader(school) -> Gezagsrelatie:
    return Gezagsrelatie.unguarded.create(
        leerling=school.groeidocument.leerling, naam="Karim zonder Account", soort="ouder_met_gezag", bron="gezagsregister"
    )


@pytest.fixture
def opp(world, school, vader) -> Opp:
    one = write_opp(school, FormatVersie.objects.get(pk=world.opp_format), "kanarie-sems-opp")
    send(school, one)
    discuss(school, one)
    return one


@pytest.fixture
def versie(school, opp) -> OppVersie:
    found = versions(school, opp).first()
    assert found is not None
    return found


@pytest.fixture
def made(school, opp, vader) -> NewLink:
    return signing_link(school, opp, f"gezag:{vader.pk}")


@pytest.fixture
def comes_in() -> Callable[[NewLink], Client]:
    """Somebody at a fresh browser, with a link and its code, who agreed to the rules."""

    def come(made: NewLink) -> Client:
        client = Client()
        answer = client.post(f"/toegang/{made.token}/", {"pincode": made.pincode})
        assert answer.status_code == 302
        assert agree(client).status_code == 302
        return client

    return come
