"""Who signs an OPP without an account: a link for one signer, and the guest of the world who came in with one."""

import uuid
from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from groeidocumenten.delen.actions import NewLink
from groeidocumenten.dossiers.access import GeopendDossier, Recht
from groeidocumenten.dossiers.models import Gezagsrelatie
from groeidocumenten.opp.models import Opp
from groeidocumenten.opp.reading import versions
from groeidocumenten.tekenlinks.actions import Adres, ask_by_link
from tests.builders.opp import opened


def signing_link(school: GeopendDossier, opp: Opp, wie: str, days: float = 14) -> NewLink:
    """A link for one signer, for the newest version."""
    newest = versions(school, opp).first()
    assert newest is not None
    adres = Adres("gastadres-kanarie@test.example", timezone.now() + timedelta(days=days))
    made = ask_by_link(geopend=school, opp=opp, sha256=newest.sha256, wie=wie, adres=adres, verzoek=uuid.uuid4())
    assert made is not None
    return made


def build_signing_guest(world: Any, people: dict[str, User]) -> None:
    """Noor's father was sent a link to sign with before he had his account."""
    rows = Gezagsrelatie.unguarded.filter(gebruiker=people["peter"])
    father = rows.get()
    rows.filter(pk=father.pk).update(gebruiker=None)
    anja = opened(world.noor, people["anja"], Recht.DELEN)
    world.guests["gast_ondertekent"] = signing_link(anja, Opp.unguarded.get(pk=world.opp), f"gezag:{father.pk}")
    Gezagsrelatie.unguarded.filter(pk=father.pk).update(gebruiker=people["peter"])
