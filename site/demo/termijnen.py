"""Terms in the demo: pupils of De Regenboog at four weeks, at five weeks and too late, and one who left while an OPP still runs.

Made through the same actions that people use; only the day on which the six weeks began lies in the past, as a school may write it down.
"""

import uuid
from datetime import date, timedelta

import typst
from django.utils import timezone

from accounts.models import School, User
from formats.models import FormatVersie
from groeidocumenten.dossiers.access import GeopendDossier, Recht, Viewer, open_dossier, open_leerling
from groeidocumenten.dossiers.actions import register_leerling, start_groeidocument
from groeidocumenten.dossiers.models import Groeidocument, Leerling
from groeidocumenten.inhoud.judging import judge
from groeidocumenten.opp.actions import Elders, start_opp, take_in
from groeidocumenten.opp.models import Opp
from groeidocumenten.rod.actions import add_registration, mark_processed
from groeidocumenten.rod.regels import Ingeschreven
from groeidocumenten.termijnen.actions import set_start
from groeidocumenten.termijnen.begin import Start
from groeidocumenten.termijnen.wet import Grond

OPP = """
#set page(paper: "a4", margin: 25mm)
#set text(lang: "nl", size: 11pt)
= Ontwikkelingsperspectief (verzonnen)
Verwachte uitstroom: vmbo. Elke dag een kwartier rekenen aan de instructietafel.
"""
SCHOOL = "De Regenboog"
# Name, birth date, group, how many days ago the six weeks began, with what.
BUSY = (
    ("Tess", "de", "Wit", date(2017, 6, 11), "5", 29, Grond.BEHOEFTE),
    ("Lucas", "", "Peters", date(2016, 12, 2), "6", 37, Grond.INSCHRIJVING),
    ("Amira", "", "Benali", date(2018, 3, 25), "4", 48, Grond.PLAATSING),
)


def load_terms(people: dict[str, User], groeidocument: FormatVersie, opp: FormatVersie) -> None:
    """The pupils with their starts, and what the list for ROD shows. Nothing where they are there already."""
    if Leerling.unguarded.filter(achternaam="Benali", school__naam=SCHOOL).exists():
        return
    viewer, today = Viewer(user=people["anja"]), timezone.localdate()
    for *name, born, groep, ago, grond in BUSY:
        geopend = _file(viewer, (name[0], name[1], name[2]), born, groep, groeidocument)
        set_start(geopend=geopend, start=Start(today - timedelta(days=ago), grond), verzoek=uuid.uuid4())
        start_opp(geopend=geopend, format_versie=opp, variant="", verzoek=uuid.uuid4())
        _registered(geopend, today - timedelta(days=300))
    noor = Leerling.unguarded.get(gebruiker=people["noor"])
    file = open_dossier(viewer, noor.groeidocumenten.order_by("gestart_op").values_list("pk", flat=True)[0], Recht.SCHRIJVEN)
    words = "Besproken in het ondersteuningsteam."
    set_start(geopend=file, start=Start(today - timedelta(days=8), Grond.BEHOEFTE, words), verzoek=uuid.uuid4())
    _elsewhere(viewer, groeidocument, today)


def _elsewhere(viewer: Viewer, versie: FormatVersie, today: date) -> None:
    """One OPP whose begin was put into ROD and that runs on, and one of a pupil who left: the end is still to be written down."""
    finn = _file(viewer, ("Finn", "", "Smeets"), date(2015, 9, 17), "7", versie)
    begin = today - timedelta(days=200)
    opp = _taken_in(finn, begin)
    _registered(finn, begin - timedelta(days=500))
    mark_processed(viewer=viewer, school=finn.groeidocument.school, opp=opp.pk, soort="begin", datum=begin, verzoek=uuid.uuid4())
    mila = _file(viewer, ("Mila", "", "Hendriks"), date(2014, 10, 8), "8", versie)
    _taken_in(mila, today - timedelta(days=90))
    _registered(mila, today - timedelta(days=700), today - timedelta(days=3))


def _file(viewer: Viewer, naam: tuple[str, str, str], born: date, groep: str, versie: FormatVersie) -> GeopendDossier:
    leerling = Leerling(voornaam=naam[0], tussenvoegsel=naam[1], achternaam=naam[2], geboortedatum=born, groep=groep)
    register_leerling(viewer=viewer, school=School.objects.get(naam=SCHOOL), leerling=leerling, verzoek=uuid.uuid4())
    started: Groeidocument = start_groeidocument(viewer=viewer, leerling=leerling, format_versie=versie, verzoek=uuid.uuid4())
    return open_dossier(viewer, started.pk, Recht.SCHRIJVEN)


def _taken_in(geopend: GeopendDossier, vastgesteld: date) -> Opp:
    accepted = judge("OPP uit ons vorige systeem.pdf", typst.compile(OPP.encode()))
    about = Elders(vastgesteld, toelichting="Uit ons vorige leerlingvolgsysteem.")
    return take_in(geopend=geopend, accepted=accepted, elders=about, verzoek=uuid.uuid4())


def _registered(geopend: GeopendDossier, van: date, tot: date | None = None) -> None:
    record = open_leerling(geopend.viewer, geopend.groeidocument.leerling_id)
    add_registration(geopend=record, periode=Ingeschreven(van, tot), verzoek=uuid.uuid4())
