"""When the six weeks of Noor's OPP began, with a canary beside it, and when she was registered at the school."""

import uuid
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from groeidocumenten.dossiers.access import Recht, Viewer, open_dossier, open_leerling
from groeidocumenten.rod.actions import add_registration
from groeidocumenten.rod.regels import Ingeschreven
from groeidocumenten.termijnen.actions import set_start
from groeidocumenten.termijnen.begin import Start
from groeidocumenten.termijnen.wet import Grond


def start_term(user: User, dossier: uuid.UUID, dag: date, grond: str = Grond.BEHOEFTE, toelichting: str = "") -> None:
    """Write down when the six weeks of a file began."""
    school = open_dossier(Viewer(user=user), dossier, Recht.SCHRIJVEN)
    set_start(geopend=school, start=Start(dag, grond, toelichting), verzoek=uuid.uuid4())


def register(user: User, dossier: uuid.UUID, van: date, tot: date | None = None) -> uuid.UUID:
    """Write down when the pupil of a file is registered at the school."""
    leerling = open_dossier(Viewer(user=user), dossier, Recht.LEZEN).groeidocument.leerling_id
    pk = uuid.uuid4()
    add_registration(geopend=open_leerling(Viewer(user=user), leerling), periode=Ingeschreven(van, tot), verzoek=pk)
    return pk


def build_terms(world: Any, people: dict[str, User]) -> None:
    """Of Noor's file."""
    today = timezone.localdate()
    world.canaries["noor:opptermijn"] = {"kanarie-opptermijn"}
    start_term(people["anja"], world.noor, today - timedelta(days=10), toelichting="Na een kanarie-opptermijn.")
    world.inschrijving = register(people["anja"], world.noor, today - timedelta(days=400))
