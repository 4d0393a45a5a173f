"""What is shared of Noor's file in the world: a question for toestemming, an answer on paper, a ground of the law, an order, links to one thing."""

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from accounts.models import User
from groeidocumenten.delen.actions import NewLink, share_with_guest
from groeidocumenten.delen.antwoorden import refuse
from groeidocumenten.delen.asking import ask_by_link
from groeidocumenten.delen.gever import givers, holders
from groeidocumenten.delen.grenzen import Wens
from groeidocumenten.delen.gronden import record_grondslag
from groeidocumenten.delen.toestemming import Gegeven, Vraag, ask_toestemming, record_answer, record_toestemming
from groeidocumenten.dossiers.access import GeopendDossier, Recht, Viewer, open_dossier, open_leerling
from groeidocumenten.dossiers.blokkades import Bepaling, record_blokkade
from groeidocumenten.dossiers.models import (
    Bereik,
    Grondslag,
    LinkRecht,
    Omvang,
    Toestemming,
    Toestemmingsantwoord,
)
from groeidocumenten.inhoud.judging import judge
from tests.builders.papers import pdf

if TYPE_CHECKING:
    from tests.builders.world import World

Doel, Wijze = Toestemming.Doel, Toestemmingsantwoord.Wijze


def make_guest(
    geopend: GeopendDossier,
    *,
    recht: LinkRecht = LinkRecht.LEZEN,
    hoofdstukken: list[str] | None = None,
    days: float = 14,
    name: str = "Gast",
    omvang: Omvang | None = None,
) -> NewLink:
    """A toestemming and a link on it."""
    now = timezone.now()
    omvang = omvang or Omvang.of_chapters(hoofdstukken)
    vraag = Vraag((Toestemming.Doel.UITWISSELEN,), f"{name} gastkanarie", omvang, now + timedelta(days=200))
    gegeven = Gegeven(givers(geopend.groeidocument), Toestemmingsantwoord.Wijze.GESPREK)
    [toestemming] = record_toestemming(geopend=geopend, vraag=vraag, gegeven=gegeven, verzoek=uuid.uuid4())
    wens = Wens("gastadres-kanarie@test.example", recht, omvang, now + timedelta(days=days), notitie="Een kanarie-notitie-link")
    made = share_with_guest(geopend=geopend, grond=toestemming, wens=wens, verzoek=uuid.uuid4())
    assert made is not None
    return made


def build_sharing(world: "World", people: dict[str, User]) -> None:
    """Everything of sharing that the world holds beside its ordinary guests; each text with a canary."""
    geopend = open_dossier(Viewer(user=people["anja"]), world.noor, Recht.DELEN)
    world.toestemming = _asked_of_noor(geopend, people).pk
    _ground_and_order(geopend)
    _guests_with_one_thing(world, geopend)
    kinds = ("toestemming", "weiger", "bewijs", "reden", "notitie-link", "blokkade")
    world.canaries |= {f"noor:{kind}": {f"kanarie-{kind}"} for kind in kinds}


def _asked_of_noor(geopend: GeopendDossier, people: dict[str, User]) -> Toestemming:
    """Asked of both parents: the mother answered on paper, which Joke is to look at; the father is still thinking. And one that she refused."""
    now = timezone.now()
    until = now + timedelta(days=200)
    about = Vraag((Doel.UITWISSELEN,), "Een ontvanger gastkanarie", Omvang(Bereik.HEEL), until, "Graag, kanarie-toestemming")
    [asked] = ask_toestemming(geopend=geopend, vraag=about, aan=holders(geopend.groeidocument), verzoek=uuid.uuid4())
    mother = [one for one in holders(geopend.groeidocument) if one.account == people["fatima"]]
    paper = judge("kanarie-bewijs.pdf", pdf("Toestemming op papier"))
    given = Gegeven(mother, Wijze.PAPIER, paper, people["joke"])
    record_answer(geopend=geopend, toestemming=asked, gegeven=given, verzoek=uuid.uuid4())
    other = Vraag((Doel.ADVIES,), "Nog een ontvanger gastkanarie", Omvang(Bereik.HEEL), until)
    [refused] = ask_toestemming(geopend=geopend, vraag=other, aan=mother, verzoek=uuid.uuid4())
    hers = open_dossier(Viewer(user=people["fatima"]), geopend.groeidocument.pk, Recht.LEZEN)
    refuse(geopend=hers, toestemming=refused.pk, opmerking="Liever niet, kanarie-weiger")
    return asked


def _ground_and_order(geopend: GeopendDossier) -> None:
    now = timezone.now()
    ground = Grondslag(soort="taak_swv", ontvanger="Een consulent gastkanarie", geldig_tot=now + timedelta(days=90), bereik=Bereik.HEEL)
    record_grondslag(geopend=geopend, grondslag=ground, reden="Het swv adviseert, kanarie-reden.", verzoek=uuid.uuid4())
    record = open_leerling(geopend.viewer, geopend.groeidocument.leerling_id)
    order = Bepaling("contactverbod", "Iemand kanarie-blokkade", ("kanarie-blokkade@test.example",), timezone.localdate())
    record_blokkade(geopend=record, bepaling=order, verzoek=uuid.uuid4())


def _guests_with_one_thing(world: "World", geopend: GeopendDossier) -> None:
    """A guest who may suggest, and guests whose link opens one document, or one question for toestemming."""
    world.guests["gast_stelt_voor"] = make_guest(geopend, recht=LinkRecht.VOORSTELLEN)
    document = Omvang(Bereik.DOCUMENT, stuk=world.documents["gewoon"])
    world.guests["gast_leest_document"] = make_guest(geopend, omvang=document)
    father = Toestemmingsantwoord.unguarded.get(toestemming=world.toestemming, gezag__gebruiker__username="peter")
    until = timezone.now() + timedelta(days=14)
    made = ask_by_link(geopend=geopend, antwoord=father, email="gastadres-kanarie@test.example", tot=until, verzoek=uuid.uuid4())
    assert made is not None
    world.guests["gast_geeft_toestemming"] = made
