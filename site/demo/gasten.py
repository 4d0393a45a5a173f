"""A speech therapist who writes along in Noor's file, and what she left for the school to decide about. Built through the same actions that people use."""

import uuid
from datetime import timedelta

from django.http import QueryDict
from django.utils import timezone

from accounts.models import User
from groeidocumenten.delen.actions import share_with_guest
from groeidocumenten.delen.gever import givers
from groeidocumenten.delen.grenzen import Wens
from groeidocumenten.delen.toestemming import Gegeven, Vraag, record_toestemming
from groeidocumenten.dossiers.access import GeopendDossier, Recht, Viewer, open_dossier
from groeidocumenten.dossiers.forms import end_of_day
from groeidocumenten.dossiers.kamers import Plek
from groeidocumenten.dossiers.models import Leerling, LinkRecht, Omvang, Toegangslink, Toestemming, Toestemmingsantwoord
from groeidocumenten.inhoud.actions import save_section, saved_section
from groeidocumenten.inhoud.nagekomen import keep_late

from .links import load_links

GAST = "Karin Vos, logopedist"
HOOFDSTUK, SECTIE = "Overzicht", "Wat is al geprobeerd?"
VRAAG = "Wat komt uit onderzoek of uit hulp buiten school?"
GESCHREVEN = "In acht keer logopedie oefenden wij zinnen afmaken. In een groepje van drie praat Noor nu uit zichzelf."
TE_LAAT = "Wat ook helpt: laat Noor eerst aan een klasgenoot vertellen wat zij wil zeggen, en daarna pas in de kring."


def load_guests(people: dict[str, User]) -> None:
    """What waits for the begeleider: something a guest wrote, something that came too late, and a question for a new link. Once."""
    noor = Leerling.unguarded.get(gebruiker=people["noor"])
    anja = open_dossier(Viewer(user=people["anja"]), noor.groeidocumenten.order_by("gestart_op").first().pk, Recht.DELEN)
    deel = next((one for one in anja.hoofdstukken if one.titel == HOOFDSTUK), None)
    if deel is None or anja.groeidocument.toegangslinks.filter(ontvanger_naam=GAST).exists():
        return
    link = _invite(anja, Omvang.of_chapters([deel.key]))
    karin = open_dossier(Viewer(user=link.gebruiker, link=link), anja.groeidocument.pk, Recht.AANVULLEN)
    sectie = next(one for one in karin.hoofdstuk(deel.key).secties if one.titel == SECTIE)
    veld = next(one for one in sectie.velden if one.label == VRAAG)
    before = saved_section(karin, sectie)
    save_section(geopend=karin, sectie=sectie, antwoorden=before.antwoorden | {veld.key: GESCHREVEN}, versie=before.versie)
    typed = QueryDict(mutable=True)
    typed["tekst"] = TE_LAAT
    keep_late(karin, Plek("inhoud:aanvullen", karin.groeidocument.pk, {"hoofdstuk": deel.key}, typed))
    load_links(people, anja)


def _invite(anja: GeopendDossier, omvang: Omvang) -> Toegangslink:
    today = timezone.localdate()
    vraag = Vraag((Toestemming.Doel.ADVIES,), GAST, omvang, end_of_day(today + timedelta(days=28)))
    gegeven = Gegeven(givers(anja.groeidocument)[:1], Toestemmingsantwoord.Wijze.GESPREK)
    [toestemming] = record_toestemming(geopend=anja, vraag=vraag, gegeven=gegeven, verzoek=uuid.uuid4())
    wens = Wens(
        "karin@demo.example", LinkRecht.SCHRIJVEN, omvang, end_of_day(today + timedelta(days=10)), notitie="Logopedie, tot de zomer"
    )
    made = share_with_guest(geopend=anja, grond=toestemming, wens=wens, verzoek=uuid.uuid4())
    if made is None:
        raise RuntimeError("a fresh one-time id was used before")
    return made.link
