"""What the tests of the emergency opening share: addresses, a filled-in form, and what a page says."""

import uuid

from django.urls import reverse

from accounts.models import School, User
from groeidocumenten.dossiers.models import Noodopening
from tests.builders.emergency import NOOR, REDEN

LIJST = "/groeidocumenten/noodopening/"


def page(row: Noodopening, act: str = "") -> str:
    return f"{LIJST}{row.pk}/{act}"


def file_of(world) -> str:
    return reverse("inhoud:dossier", args=[world.noor])


def form(**other: object) -> dict[str, object]:
    """What somebody types who asks for Noor's file."""
    second = User.objects.get(username="ria")
    school = School.objects.get(naam="De Regenboog")
    said = {"school": school.pk, "naam": NOOR[0], "geboortedatum": NOOR[1].isoformat(), "reden": REDEN, "bevestiger": second.pk}
    return said | {"verzoek": uuid.uuid4()} | other


def text(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def newest() -> Noodopening:
    return Noodopening.unguarded.order_by("-gevraagd_op").first()
