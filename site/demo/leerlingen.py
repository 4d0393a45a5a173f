"""What the demo's school keeps about pupils outside their files: schoolloopbaan, addresses, and a groeidocument that was closed."""

import uuid
from datetime import date, timedelta

from django.utils import timezone

from accounts.models import School, User
from formats.models import FormatVersie
from groeidocumenten.dossiers.access import GeopendeLeerling, Recht, Viewer, open_dossier, open_leerling
from groeidocumenten.dossiers.actions import register_leerling, start_groeidocument
from groeidocumenten.dossiers.closing import close_file
from groeidocumenten.dossiers.gezag import KOLOMMEN, correct_gezag
from groeidocumenten.dossiers.leerling import add_loopbaan
from groeidocumenten.dossiers.models import Groeidocument, Leerling, Loopbaanregel

LOOPBAAN = ((3, "De Kleine Wereld", "3"), (2, "De Regenboog", "4"), (1, "De Regenboog", "5"), (0, "De Regenboog", "6"))
ADRESSEN = (("fatima", "Lindelaan 12, Westhoek", False), ("peter", "Havenstraat 3, Oosterdam", True))


def load_records(people: dict[str, User], versie: FormatVersie) -> None:
    """Noor's record, and a pupil whose groeidocument is closed. A second run finds them and changes nothing."""
    viewer = Viewer(user=people["anja"])
    noor = Leerling.unguarded.filter(gebruiker=people["noor"]).first()
    if noor is not None and not noor.loopbaan.exists():
        _fill(open_leerling(viewer, noor.pk), people)
    if not Leerling.unguarded.filter(achternaam="Bos", school__naam="De Regenboog").exists():
        _closed(viewer, versie)


def _fill(record: GeopendeLeerling, people: dict[str, User]) -> None:
    today = timezone.localdate()
    this_year = today.year - (0 if today.month >= 8 else 1)
    for ago, school, groep in LOOPBAAN:
        add_loopbaan(geopend=record, regel=Loopbaanregel(schooljaar=this_year - ago, school=school, groep=groep), verzoek=uuid.uuid4())
    for username, adres, afgeschermd in ADRESSEN:
        gezag = record.leerling.gezagsrelaties.filter(gebruiker=people[username]).first()
        if gezag is not None:
            values = {name: getattr(gezag, name) for name in KOLOMMEN} | {"adres_afgeschermd": afgeschermd}
            correct_gezag(geopend=record, gezag=gezag.pk, waarden=values, adres=adres, versie=gezag.versie)


def _closed(viewer: Viewer, versie: FormatVersie) -> None:
    school = School.objects.get(naam="De Regenboog")
    leerling = Leerling(voornaam="Ruben", achternaam="Bos", geboortedatum=date(2014, 11, 2), groep="8")
    register_leerling(viewer=viewer, school=school, leerling=leerling, verzoek=uuid.uuid4())
    started = start_groeidocument(viewer=viewer, leerling=leerling, format_versie=versie, verzoek=uuid.uuid4())
    geopend = open_dossier(viewer, started.pk, Recht.AFSLUITEN)
    reden = "De doelen zijn behaald. Ruben redt het nu met de gewone ondersteuning in de groep."
    close_file(geopend=geopend, reden=reden, open_gezien=True, vertel=False)
    long_ago = timezone.now() - timedelta(days=40)
    Groeidocument.unguarded.filter(pk=started.pk).update(gestart_op=long_ago, gewijzigd_op=long_ago)
