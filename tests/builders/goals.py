"""Goals of the world: one of the school with everything that hangs on a goal, and one that a parent brought in."""

import uuid
from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from groeidocumenten.doelen.actions import add_goal, add_voice, evaluate, save_interventie
from groeidocumenten.dossiers.access import Recht, Viewer, open_dossier


def contents(text: str, **more: Any) -> dict[str, Any]:
    """What the form of a goal gives."""
    empty = dict.fromkeys(("kindtaal", "beginsituatie", "meetwijze", "aanpak"), "") | dict.fromkeys(
        ("begincijfer", "van", "tot", "evalueren_op")
    )
    return empty | {"omschrijving": text, "gebied": "rekenen", "soort": "nieuw", "ingebracht_door": "school", "wie": []} | more


def evaluation(**more: Any) -> dict[str, Any]:
    """What the form of an evaluation gives to be sealed."""
    empty = dict.fromkeys(("toelichting", "aanwezig", "ouders", "leerling", "vervolgtekst"), "")
    return empty | {"uitkomst": "deels behaald", "voortgang": 5} | more


def build_goals(world: Any, people: dict[str, User]) -> None:
    """Give Noor's file two goals; every text carries a canary."""
    canary = "kanarie-noor-doel"
    world.canaries["noor:doelen"] = {canary}
    today = timezone.localdate()
    anja = open_dossier(Viewer(user=people["anja"]), world.noor, Recht.SCHRIJVEN)
    fatima = open_dossier(Viewer(user=people["fatima"]), world.noor, Recht.AANVULLEN)
    said = contents(
        f"Noor rekent tot honderd, zegt de {canary}.",
        kindtaal=f"Ik reken tot honderd, zegt de {canary}.",
        begincijfer=2,
        van=(today - timedelta(days=60)).isoformat(),
        evalueren_op=(today + timedelta(days=90)).isoformat(),
        wie=[{"wie": f"juf {canary}", "wat": f"oefent met de {canary}"}],
    )
    doel = add_goal(geopend=anja, inhoud=said, verzoek=uuid.uuid4())
    deed = {"wat": f"Elke dag een {canary}", "wie": "", "hoe_vaak": "", "van": None, "tot": None, "effect": f"Meer {canary}"}
    save_interventie(geopend=anja, doel=doel, interventie=None, inhoud=deed, versie=0, verzoek=uuid.uuid4())
    held = {"gehouden_op": today - timedelta(days=30), "vervolg": "doorgaan", "evalueren_op": today + timedelta(days=90)}
    inhoud = evaluation(toelichting=f"Het gaat beter met de {canary}.")
    ronde = evaluate(geopend=anja, doel=doel, inhoud=inhoud, verzoek=uuid.uuid4(), **held)
    for evaluatie in (ronde, None):
        add_voice(geopend=fatima, doel=doel, evaluatie=evaluatie, tekst=f"Thuis ook een {canary}.", verzoek=uuid.uuid4())
    proposal = contents(f"Fietsen met een {canary}.", ingebracht_door="ouder")
    add_goal(geopend=fatima, inhoud=proposal, verzoek=uuid.uuid4())
