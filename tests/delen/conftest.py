"""Who shares in these tests, and on which toestemming."""

import pytest
from django.test import Client

from groeidocumenten.dossiers.models import Toestemming


@pytest.fixture
def anja(enter) -> Client:
    """The begeleider of Noor's school."""
    return enter("anja")


@pytest.fixture
def toestemming(world) -> Toestemming:
    """One for the whole of Noor's file, long enough for every period here."""
    return Toestemming.unguarded.get(pk=world.guests["gast_leest_alles"].link.toestemming_id)
