"""An OPP of the pupil Sem to do things with, as in tests/opp."""

import pytest

from accounts.models import School
from tests.builders.opp import discuss, send
from tests.opp.conftest import adopted, opp, parent, school, versie  # noqa: F401


@pytest.fixture
def regenboog(world) -> School:
    return School.objects.get(naam="De Regenboog")


@pytest.fixture
def running(school, opp, adopted):  # noqa: F811
    """Sem's OPP, adopted today."""
    send(school, opp)
    discuss(school, opp)
    adopted(opp)
    opp.refresh_from_db()
    return opp
