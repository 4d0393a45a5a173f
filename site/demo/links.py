"""Toestemming that waits for a parent, and links in every state. Built through the same actions that people use; only the clock is moved by hand."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

import typst
from django.utils import timezone

from accounts.access import join_school
from accounts.models import Lidmaatschap, Rol, School, Soort, User
from groeidocumenten.delen.aanvragen import record
from groeidocumenten.delen.actions import NewLink, share_with_guest, withdraw_link
from groeidocumenten.delen.entrance import redeem
from groeidocumenten.delen.gever import givers
from groeidocumenten.delen.grenzen import Wens
from groeidocumenten.delen.models import Linkaanvraag
from groeidocumenten.delen.secrets import new_pincode
from groeidocumenten.delen.toestemming import Gegeven, Vraag, ask_toestemming, record_toestemming
from groeidocumenten.documenten.actions import Gegevens, add_documents
from groeidocumenten.documenten.models import Soort as Documentsoort
from groeidocumenten.dossiers.access import GeopendDossier, Recht, Viewer, open_dossier
from groeidocumenten.dossiers.forms import end_of_day
from groeidocumenten.dossiers.models import Bereik, LinkRecht, Omvang, Toegangslink, Toestemming, Toestemmingsantwoord
from groeidocumenten.dossiers.models.toegang import MAX_FOUTEN
from groeidocumenten.inhoud.judging import judge

OBSERVATIE = """
#set page(paper: "a4", margin: 25mm)
#set text(lang: "nl", size: 11pt)
= Meekijken in de klas
In drie weken keek ik zes keer mee. Noor begint sneller als zij weet wat de eerste stap is. Na de gymles helpt vijf minuten rust.
"""
HEEL = Omvang(Bereik.HEEL)
VERTROKKEN = "Els Mulder"


@dataclass(frozen=True)
class Gast:
    """Somebody with a link: who, to which mailbox, what for, with which right, and how many days from today it ends."""

    naam: str
    adres: str
    notitie: str
    recht: LinkRecht
    dagen: int


BIJNA = Gast("Hanneke Prins, jeugdarts", "hanneke@demo.example", "Voor het OT van vrijdag", LinkRecht.LEZEN, 3)
VOORBIJ = Gast("Tim Hoekstra, ambulant begeleider", "tim@demo.example", "Begeleidt Noor in de klas", LinkRecht.SCHRIJVEN, 5)
INGETROKKEN = Gast("Petra Kok, wijkteam", "petra@demo.example", "", LinkRecht.LEZEN, 12)
OP_SLOT = Gast("Youssef Amir, leerplichtambtenaar", "youssef@demo.example", "", LinkRecht.LEZEN, 9)
TE_BEVESTIGEN = Gast("Marloes Dekker, fysiotherapeut", "marloes@demo.example", "Nog door Els gemaakt", LinkRecht.VOORSTELLEN, 20)


def load_links(people: dict[str, User], anja: GeopendDossier) -> None:
    """The question and the links, in Noor's file."""
    _ask(anja)
    _link(anja, BIJNA)
    withdraw_link(geopend=anja, link=_link(anja, INGETROKKEN).link, reden=Toegangslink.Reden.VERGISSING)
    _lock(_link(anja, OP_SLOT))
    _ended(anja)
    _left_by(people, anja)


def _ask(anja: GeopendDossier) -> None:
    """A question that waits for both parents."""
    chapters = Omvang.of_chapters([deel.key for deel in anja.hoofdstukken[1:4]])
    waarom = "Sara bekijkt of een rekenonderzoek helpt. Zij leest dan wat wij al hebben geprobeerd."
    vraag = Vraag((Toestemming.Doel.ADVIES,), "Sara Lind, orthopedagoog", chapters, _day(56), waarom)
    ask_toestemming(geopend=anja, vraag=vraag, aan=givers(anja.groeidocument), verzoek=uuid.uuid4())


def _link(geopend: GeopendDossier, gast: Gast) -> NewLink:
    """A link on toestemming that was given in a talk."""
    vraag = Vraag((Toestemming.Doel.UITWISSELEN,), gast.naam, HEEL, _day(60))
    gegeven = Gegeven(givers(geopend.groeidocument)[:1], Toestemmingsantwoord.Wijze.GESPREK)
    [grond] = record_toestemming(geopend=geopend, vraag=vraag, gegeven=gegeven, verzoek=uuid.uuid4())
    wens = Wens(gast.adres, gast.recht, HEEL, _day(gast.dagen), notitie=gast.notitie)
    made = share_with_guest(geopend=geopend, grond=grond, wens=wens, verzoek=uuid.uuid4())
    if made is None:
        raise RuntimeError("a fresh one-time id was used before")
    return made


def _lock(made: NewLink) -> None:
    """Somebody typed wrong codes until the link locked; the school is told as it always is."""
    for _ in range(MAX_FOUTEN):
        wrong = new_pincode()
        while wrong == made.pincode:
            wrong = new_pincode()
        outcome = redeem(made.token, wrong, visitor="demo", device="")
        if outcome.afterwards:
            outcome.afterwards()


def _ended(anja: GeopendDossier) -> None:
    """A guest who added a document that nobody looked at yet; whose time is over; and who asks for a new link."""
    link = _link(anja, VOORBIJ).link
    tim = open_dossier(Viewer(user=link.gebruiker, link=link), anja.groeidocument.pk, Recht.AANVULLEN)
    said = Gegevens(Documentsoort.BRIEF, omschrijving="Wat ik zag in drie weken meekijken in de klas")
    add_documents(
        geopend=tim, files=[judge("Observatie in de klas.pdf", typst.compile(OBSERVATIE.encode()))], verzoek=uuid.uuid4(), gegevens=said
    )
    # Made twelve days ago, ended the day before yesterday.
    now = timezone.now()
    began, ended = now - timedelta(days=12), _day(-2)
    Toegangslink.unguarded.filter(pk=link.pk).update(uitgegeven_op=began, geldig_van=began, geldig_tot=ended)
    link.refresh_from_db()
    record(link, Linkaanvraag.Soort.NIEUW)


def _left_by(people: dict[str, User], anja: GeopendDossier) -> None:
    """A link of an IB'er who left the school last week: a colleague has to confirm it."""
    school = School.objects.get(naam="De Regenboog")
    first, last = VERTROKKEN.split()
    els = User(username="els", first_name=first, last_name=last, soort=Soort.MEDEWERKER, email="els@demo.example")
    els.set_unusable_password()
    els.save()
    began = timezone.localdate() - timedelta(days=400)
    join_school(user=els, school=school, rol=Rol.IB, van=began)
    _link(open_dossier(Viewer(user=els), anja.groeidocument.pk, Recht.DELEN), TE_BEVESTIGEN)
    Lidmaatschap.objects.filter(gebruiker=els).update(tot=timezone.localdate() - timedelta(days=6))


def _day(days: int) -> datetime:
    return end_of_day(timezone.localdate() + timedelta(days=days))
