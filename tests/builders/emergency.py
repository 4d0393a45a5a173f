"""Emergency openings, made through the same acts as a person uses; and what each person of the matrix with one in the name is worth."""

import uuid
from datetime import date, timedelta

from django.utils import timezone

from accounts.models import Lidmaatschap, School, User
from groeidocumenten.dossiers.access import Viewer
from groeidocumenten.dossiers.models import Noodopening
from groeidocumenten.toezicht.actions import ask, confirm, withdraw

# Colleagues without a grant, by what became of their opening. Each is asked for when the person comes in: an opening lasts half an hour.
EMERGENCY = ("nood_leest", "nood_onbevestigd", "nood_voorbij", "nood_ingetrokken", "nood_vertrokken")
REDEN = "Een kind is onwel geworden, ik moet nu weten wat helpt. Een noodkanarie."
NOOR = ("Noorkanarie Jansen", date(2016, 5, 14))


def viewer(username: str) -> Viewer:
    """Somebody who signed in."""
    return Viewer(user=User.objects.get(username=username))


def ask_for_noor(asker: str, second: str = "ria", **other: object) -> Noodopening:
    """A request for Noor's file; other words may be typed."""
    said = {
        "school": School.objects.get(naam="De Regenboog"),
        "naam": NOOR[0],
        "geboortedatum": NOOR[1],
        "reden": REDEN,
        "bevestiger": User.objects.get(username=second),
        "verzoek": uuid.uuid4(),
    }
    return ask(viewer=viewer(asker), **(said | other))  # type: ignore[arg-type]


def opened_for_noor(asker: str, second: str = "ria") -> Noodopening:
    """One that was confirmed just now."""
    return confirm(viewer=viewer(second), opening=ask_for_noor(asker, second).pk)


def come_in(name: str) -> None:
    """What happened to this person of the matrix before the door is tried."""
    if name == "nood_onbevestigd":
        ask_for_noor(name)
        return
    row = opened_for_noor(name)
    if name == "nood_voorbij":
        # The grant itself is left in its period: the opening must end it.
        long_ago = timezone.now() - timedelta(minutes=31)
        Noodopening.unguarded.filter(pk=row.pk).update(bevestigd_op=long_ago, geldig_tot=long_ago + timedelta(minutes=30))
    elif name == "nood_ingetrokken":
        withdraw(viewer=viewer("anja"), opening=row.pk)
    elif name == "nood_vertrokken":
        today = timezone.localdate()
        Lidmaatschap.objects.filter(gebruiker__username=name).update(van=today - timedelta(days=9), tot=today - timedelta(days=1))
