"""What the tests of the journaal share: a line as somebody would leave it, and what a page says."""

from datetime import datetime

import time_machine
from django.urls import reverse
from django.utils import timezone

from groeidocumenten.dossiers import journaal
from groeidocumenten.dossiers.models import Groeidocument, Handeling, Journaalregel

# A day on which nothing of the world happened.
DAY = timezone.make_aware(datetime(2024, 3, 12, 9, 12))


def address(world, name: str = "gekeken") -> str:
    return reverse(f"toezicht:{name}", args=[world.noor])


def shown(client, where: str, **asked: str) -> str:
    answer = client.get(where, asked)
    assert answer.status_code == 200
    return answer.content.decode()


def looked(world, person, name: str, at: datetime, handeling: Handeling = Handeling.GEZIEN, onderwerp: str = "") -> Journaalregel:
    """A line as this person would leave it."""
    noor = Groeidocument.unguarded.get(pk=world.noor)
    with time_machine.travel(at, tick=False):
        where = {"school_id": noor.school_id, "groeidocument_id": noor.pk}
        return journaal.record(handeling, **where, gebruiker_id=person(name).pk, onderwerp=onderwerp)
