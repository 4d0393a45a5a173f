"""Invented pupils and their groeidocumenten, written through the same actions that people use."""

import tomllib
import uuid
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from accounts.models import School, User
from formats.models import FormatVersie
from groeidocumenten.delen.actions import NewLink, share_with_guest
from groeidocumenten.delen.gever import givers
from groeidocumenten.delen.grenzen import Wens
from groeidocumenten.delen.toestemming import Gegeven, Vraag, record_toestemming
from groeidocumenten.dossiers.access import GeopendDossier, Recht, Viewer, open_dossier
from groeidocumenten.dossiers.actions import assign_leerkracht, record_gezag, register_leerling, start_groeidocument
from groeidocumenten.dossiers.forms import end_of_day
from groeidocumenten.dossiers.models import Gezagsrelatie, Leerling, LinkRecht, Omvang, Toestemming, Toestemmingsantwoord
from groeidocumenten.inhoud.actions import add_aanvulling, save_section, saved_section
from opp_pages.default_formats import key

CONTENT = Path(__file__).parent / "content"
FORMAT = "groeidocument_po"

PUPILS = (
    ("anja", "De Regenboog", "Noor", "", "Jansen", date(2016, 5, 14), "6"),
    ("anja", "De Regenboog", "Sem", "van", "Dijk", date(2017, 2, 3), "5"),
    ("anja", "De Regenboog", "Noor", "", "Janssen", date(2016, 9, 30), "6"),
    ("mehmet", "De Horizon", "Daan", "", "Mulder", date(2015, 11, 21), "7"),
    ("mehmet", "De Horizon", "ليلى", "", "حداد", date(2016, 1, 8), "7"),
)
VOICE = (
    "Thuis merken wij dat Noor rustig wordt van tekenen. Na een drukke schooldag heeft zij een half uur voor zichzelf nodig. "
    "Kan dat op school ook, bijvoorbeeld na de gymles?"
)


def load_files(people: dict[str, User], groeidocument_versie: FormatVersie) -> None:
    """Pupils with files on the demo format; Noor's is partly filled in and has a voice of her mother."""
    for username, school, voornaam, tussenvoegsel, achternaam, geboren, groep in PUPILS:
        viewer = Viewer(user=people[username])
        leerling = Leerling(voornaam=voornaam, tussenvoegsel=tussenvoegsel, achternaam=achternaam, geboortedatum=geboren, groep=groep)
        if achternaam == "Jansen":
            leerling.gebruiker = people["noor"]
        register_leerling(viewer=viewer, school=School.objects.get(naam=school), leerling=leerling, verzoek=uuid.uuid4())
        groeidocument = start_groeidocument(viewer=viewer, leerling=leerling, format_versie=groeidocument_versie, verzoek=uuid.uuid4())
        if achternaam == "Jansen":
            _fill(open_dossier(viewer, groeidocument.pk, Recht.DELEN), people)


def fresh_guest_link(people: dict[str, User]) -> NewLink:
    """A new link to Noor's file for an invented social worker, as each start of the demo prints one (besluiten-vooraf 20)."""
    viewer = Viewer(user=people["anja"])
    noor = Leerling.unguarded.get(gebruiker=people["noor"])
    geopend = open_dossier(viewer, noor.groeidocumenten.order_by("gestart_op").first().pk, Recht.DELEN)
    chapters = [deel.key for deel in geopend.hoofdstukken[1:4]]
    omvang, today = Omvang.of_chapters(chapters), timezone.localdate()
    vraag = Vraag(
        (Toestemming.Doel.UITWISSELEN,), "Lotte de Boer, schoolmaatschappelijk werker", omvang, end_of_day(today + timedelta(days=28))
    )
    gegeven = Gegeven(givers(geopend.groeidocument)[:1], Toestemmingsantwoord.Wijze.GESPREK)
    [toestemming] = record_toestemming(geopend=geopend, vraag=vraag, gegeven=gegeven, verzoek=uuid.uuid4())
    wens = Wens("lotte@demo.example", LinkRecht.LEZEN, omvang, end_of_day(today + timedelta(days=14)), notitie="Voor het OT van deze maand")
    made = share_with_guest(geopend=geopend, grond=toestemming, wens=wens, verzoek=uuid.uuid4())
    if made is None:
        raise RuntimeError("a fresh one-time id was used before")
    return made


def _fill(geopend: GeopendDossier, people: dict[str, User]) -> None:
    for username in ("fatima", "peter"):
        person = people[username]
        gezag = Gezagsrelatie(
            gebruiker=person,
            naam=person.get_full_name(),
            soort=Gezagsrelatie.Soort.OUDER_MET_GEZAG,
            bron="verklaring van de ouder op het inschrijfformulier",
        )
        record_gezag(geopend=geopend, gezag=gezag, verzoek=uuid.uuid4())
    assign_leerkracht(geopend=geopend, leerkracht=people["joke"], tot=None)
    _write_as_everybody(geopend.groeidocument.pk, people)
    mother = open_dossier(Viewer(user=people["fatima"]), geopend.groeidocument.pk, Recht.AANVULLEN)
    add_aanvulling(geopend=mother, hoofdstuk=key(FORMAT, "aanleiding"), tekst=VOICE, verzoek=uuid.uuid4())


def _write_as_everybody(dossier: uuid.UUID, people: dict[str, User]) -> None:
    """Write what each person of content/noor.toml wrote, in that person's own name."""
    written = tomllib.loads((CONTENT / "noor.toml").read_text(encoding="utf-8"))
    for username, chapters in written.items():
        geopend = open_dossier(Viewer(user=people[username]), dossier, Recht.AANVULLEN)
        for chapter, sections in chapters.items():
            for section, answers in sections.items():
                _write(geopend, (FORMAT, chapter, section), answers)


def _write(geopend: GeopendDossier, path: tuple[str, ...], answers: dict[str, Any]) -> None:
    _, sectie = geopend.groeidocument.format_versie.schema.sectie(key(*path))
    before = saved_section(geopend, sectie)
    mine = {key(*path, name): _keyed((*path, name), value) for name, value in answers.items()}
    save_section(geopend=geopend, sectie=sectie, antwoorden=before.antwoorden | mine, versie=before.versie)


def _keyed(path: tuple[str, ...], value: Any) -> Any:
    """Rows get the keys of their columns; every other answer is stored as it is."""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return [{key(*path, column): cell for column, cell in row.items()} for row in value]
    return value
