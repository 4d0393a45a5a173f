"""Sem's OPP, being written."""

import pytest

from formats.models import FormatVersie
from groeidocumenten.dossiers.access import GeopendDossier, Recht
from groeidocumenten.opp.models import Opp
from tests.builders.opp import opened, write_opp


@pytest.fixture
def school(world, person) -> GeopendDossier:
    return opened(world.sem, person("anja"), Recht.SCHRIJVEN)


@pytest.fixture
def opp(world, school) -> Opp:
    return write_opp(school, FormatVersie.objects.get(pk=world.opp_format))
