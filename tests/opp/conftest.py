"""An OPP of the pupil Sem, to do things with; Noor's OPP of the world is only looked at."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from formats.models import FormatVersie
from groeidocumenten.dossiers.access import GeopendDossier, Recht
from groeidocumenten.opp.models import Opp, OppVaststelling
from groeidocumenten.opp.tekenstand import judged
from groeidocumenten.opp.vaststellen import adopt, intention
from tests.builders.opp import agree, write_opp
from tests.builders.opp import opened as open_file


@pytest.fixture
def school(world, person) -> GeopendDossier:
    return open_file(world.sem, person("anja"), Recht.SCHRIJVEN)


@pytest.fixture
def parent(world, person) -> GeopendDossier:
    """Sem's mother."""
    return open_file(world.sem, person("buurvrouw"))


@pytest.fixture
def versie(world) -> FormatVersie:
    return FormatVersie.objects.get(pk=world.opp_format)


@pytest.fixture
def opp(school, versie) -> Opp:
    """Complete but for the talk; nothing was sent yet."""
    return write_opp(school, versie)


@pytest.fixture
def at(world) -> Callable[..., str]:
    """An address of the OPP's of Noor, or of another."""
    return lambda name, *keys, file="noor": reverse(f"opp:{name}", args=[getattr(world, file), *keys])


@pytest.fixture
def adopted(world, school) -> Callable[..., OppVaststelling]:
    """Adopt the newest version, as it stands, with the agreement of Sem's mother; that it is asked for has tests of its own."""

    def act(opp: Opp, **more: Any) -> OppVaststelling:
        newest = intention(school, opp).versie
        if newest is not None and not judged(school, opp, newest).bereikt:
            agree(world, opp)
        given = {"sha256": newest.sha256 if newest else "", "redenen": {}, "verzoek": uuid.uuid4()} | more
        return adopt(geopend=school, opp=opp, **given)

    return act
