"""An emergency opening of the demo: the directeur read Noor's file, a teacher had confirmed it, the IB'er ended it and still has to review it."""

import uuid

from accounts.models import Samenwerkingsverband, School, User
from groeidocumenten.dossiers.access import Viewer
from groeidocumenten.dossiers.models import Leerling, Noodopening
from groeidocumenten.toezicht.actions import ask, confirm, withdraw

REDEN = "De leerling is op het schoolplein niet goed geworden. Ik wil weten wat nu helpt en wie ik bel."


def load_oversight(people: dict[str, User]) -> None:
    """The opening, and the address of the FG. Nothing where there was one already."""
    Samenwerkingsverband.objects.filter(fg_email="").update(fg_email="fg@demo.example")
    noor = Leerling.unguarded.get(gebruiker=people["noor"])
    if Noodopening.unguarded.filter(aanvrager=people["ria"]).exists():
        return
    row = ask(
        viewer=Viewer(user=people["ria"]),
        school=School.objects.get(naam="De Regenboog"),
        naam=noor.naam,
        geboortedatum=noor.geboortedatum,
        reden=REDEN,
        bevestiger=people["joke"],
        verzoek=uuid.uuid4(),
    )
    confirm(viewer=Viewer(user=people["joke"]), opening=row.pk)
    withdraw(viewer=Viewer(user=people["anja"]), opening=row.pk)
