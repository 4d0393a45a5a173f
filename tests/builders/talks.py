"""A talk of the world: with parents, the teacher and one guest, a concept report, and an afspraak of a parent. The pupil is not shown it."""

import uuid
from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from groeidocumenten.dossiers.access import Recht, Viewer, open_dossier
from groeidocumenten.gesprekken.actions import add_point, add_talk, propose_time, react, save_report
from groeidocumenten.gesprekken.agreements import save_agreement


def about(doel: str, *keys: str, **more: Any) -> dict[str, Any]:
    """What the form of a talk gives, with these participants."""
    people = [{"key": key, "naam": f"Deelnemer {key[:6]}", "rol": "deelnemer"} for key in keys]
    return {"naam": "", "doel": doel, "plaats": "", "deelnemers": people} | more


def agreement(wat: str, wie: str = "iemand") -> dict[str, Any]:
    """What the form of an afspraak gives to be sealed."""
    return {"wat": wat, "wie": wie, "van": ""}


def build_talks(world: Any, people: dict[str, User]) -> None:
    """Give Noor's file a talk; every text carries a canary."""
    canary = "kanarie-noor-gesprek"
    world.canaries["noor:gesprekken"] = {canary}
    moment = timezone.now() + timedelta(days=5)
    anja = open_dossier(Viewer(user=people["anja"]), world.noor, Recht.SCHRIJVEN)
    fatima = open_dossier(Viewer(user=people["fatima"]), world.noor, Recht.AANVULLEN)
    guest = f"link:{world.guests['gast_schrijft_alles'].link.pk}"
    inhoud = about(f"Over de {canary}", guest, f"gebruiker:{people['joke'].pk}", naam=f"Overleg {canary}", plaats=f"Lokaal {canary}")
    talk = add_talk(geopend=anja, soort="ondersteuningsteam", wanneer=moment, inhoud=inhoud, verzoek=uuid.uuid4())
    add_point(geopend=fatima, gesprek=talk, tekst=f"Een punt over de {canary}.", verzoek=uuid.uuid4())
    propose_time(geopend=fatima, gesprek=talk, tijdstip=moment + timedelta(days=1), verzoek=uuid.uuid4())
    save_report(geopend=anja, gesprek=talk, tekst=f"Besproken: de {canary}.", versie=0)
    react(geopend=fatima, gesprek=talk, tekst=f"Nog iets over de {canary}.", verzoek=uuid.uuid4())
    wanted = {"van_wie": people["fatima"].pk, "uiterlijk": timezone.localdate() + timedelta(days=40), "versie": 0, "verzoek": uuid.uuid4()}
    save_agreement(geopend=anja, gesprek=talk, afspraak=None, inhoud=agreement(f"Belt de {canary}", "Fatima"), **wanted)
