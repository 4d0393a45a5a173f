"""An OPP of the world: on a small format, filled in by school, parent and pupil, sent, discussed, remarked on; every text carries a canary."""

import uuid
from typing import Any

from django.utils import timezone
from wagtail.models import Site

from accounts.models import User
from formats.models import Format, FormatVersie, publish_version
from formats.schema import Bank, Bankitem, Deel, FormatSchema, JaNee, Keuze, LangeTekst, Ondertekening, Sectie, Slot
from groeidocumenten.dossiers.access import GeopendDossier, Recht, Viewer, open_dossier
from groeidocumenten.inhoud.filetypes import accept
from groeidocumenten.opp.actions import start_opp
from groeidocumenten.opp.geschil import Geschil, record_dispute
from groeidocumenten.opp.inbrengen import Gehoord, add_factor, follow_up, record_hearing, set_outlook
from groeidocumenten.opp.models import Hoormoment, Opp, OppVersie
from groeidocumenten.opp.ondertekenen import Tekenkeuze, sign_version
from groeidocumenten.opp.overleg import Besproken, Zending, answer_remark, record_talk, remark, send_concept
from groeidocumenten.opp.reading import versions
from groeidocumenten.opp.schrijven import save_section
from tests.builders.papers import picture

UITSTROOM = ("praktijkonderwijs", "vmbo-bb", "vmbo-kb", "havo", "nog niet te bepalen")


def opp_schema() -> FormatSchema:
    """A format with every legal element in its smallest form; keys that can be read."""
    goed = (Bankitem(label="doorzetter", domein="werkhouding", richting="bevorderend"),)
    lastig = (
        Bankitem(label="snel afgeleid", domein="werkhouding", richting="belemmerend"),
        Bankitem(label="zorgen thuis", domein="thuis", richting="belemmerend", gevoelig=True),
    )
    perspectief = (
        Keuze(key="opp-bestemming", label="Verwachte bestemming", opties=UITSTROOM, wettelijk=("uitstroombestemming",), eis="verplicht"),
        LangeTekst(key="opp-waarom", label="Waarop baseert u dit?", wettelijk=("onderbouwing",), eis="verplicht"),
        Bank(
            key="opp-plus",
            label="Wat helpt",
            bank="plus",
            items=goed,
            wettelijk=("bevorderende_factoren",),
            met_bron=True,
            met_invloed=True,
        ),
        Bank(key="opp-min", label="Wat is lastig", bank="min", items=lastig, wettelijk=("belemmerende_factoren",), met_bron=True),
    )
    stem = (
        LangeTekst(key="opp-mening", label="Wat vind jij?", invuller="leerling", wettelijk=("inbreng_leerling",)),
        LangeTekst(key="opp-ouders", label="Hoe ziet u de toekomst?", invuller="ouder"),
        LangeTekst(key="opp-expert", label="Advies van de deskundige", invuller="deskundige"),
    )
    begeleiding = (
        LangeTekst(key="opp-begeleiding", label="Welke begeleiding?", wettelijk=("individuele_begeleiding",), eis="verplicht"),
        JaNee(key="opp-afwijking", label="Wijkt het programma af?", wettelijk=("afwijkingen_programma",)),
        LangeTekst(key="opp-thuis", label="Wat doet u thuis?", invuller="ouder"),
    )
    slot = Slot(key="ouder", rol="ouder", betekenissen=("akkoord", "niet_akkoord"))
    tekenen = (Ondertekening(key="opp-akkoord", label="Het handelingsdeel", slots=(slot,), wettelijk=("instemming_handelingsdeel",)),)
    delen = (
        Deel(
            key="opp-deel-perspectief",
            titel="Perspectief",
            secties=(
                Sectie(key="opp-sectie-bestemming", titel="Bestemming", velden=perspectief),
                Sectie(key="opp-sectie-stem", titel="De stem van leerling en ouders", velden=stem),
            ),
        ),
        Deel(
            key="opp-deel-handelen",
            titel="Handelingsdeel",
            secties=(Sectie(key="opp-sectie-begeleiding", titel="Begeleiding", velden=begeleiding),),
        ),
        Deel(
            key="opp-deel-tekenen", titel="Ondertekenen", secties=(Sectie(key="opp-sectie-tekenen", titel="Ondertekenen", velden=tekenen),)
        ),
    )
    return FormatSchema(titel="Proef-OPP", soort="opp", onderwijstypen=("bao", "sbo"), delen=delen)


def opp_version() -> FormatVersie:
    """The format, published."""
    site = Site.objects.get(is_default_site=True)
    return publish_version(format=Format.objects.create(titel="Proef-OPP", soort="opp", site=site), schema=opp_schema())


def opened(dossier: uuid.UUID, user: User, recht: Recht = Recht.AANVULLEN) -> GeopendDossier:
    """A file, opened by a person."""
    return open_dossier(Viewer(user=user), dossier, recht)


def fill(geopend: GeopendDossier, opp: Opp, sectie: str, **answers: Any) -> None:
    """Save answers into a section; double underscores in a name stand for a dash."""
    assert opp.format_versie is not None
    _deel, found = opp.format_versie.schema.sectie(sectie)
    row = geopend.groeidocument.oppantwoorden.filter(opp=opp, sectie=sectie).first()
    given = {name.replace("_", "-"): value for name, value in answers.items()}
    save_section(geopend=geopend, opp=opp, sectie=found, antwoorden=given, versie=row.versie if row else 0)


def write_opp(school: GeopendDossier, versie: FormatVersie, tekst: str = "") -> Opp:
    """An OPP that the school filled in: complete but for the talk, and the pupil was heard."""
    opp = start_opp(geopend=school, format_versie=versie, variant="", verzoek=uuid.uuid4())
    fill(school, opp, "opp-sectie-bestemming", opp_waarom=f"Het lezen gaat vooruit. {tekst}")
    fill(school, opp, "opp-sectie-begeleiding", opp_begeleiding=f"Elke dag een kwartier samen lezen. {tekst}")
    outlook = {"bestemming": "vmbo-kb", "laagste": "vmbo-bb", "hoogste": "havo", "op_dit_moment": "vmbo-bb", "basis": f"toetsen {tekst}"}
    set_outlook(geopend=school, opp=opp, peildatum=timezone.localdate(), inhoud=outlook, verzoek=uuid.uuid4())
    for richting, item in (("bevorderend", "doorzetter"), ("belemmerend", "snel afgeleid")):
        said = {"item": item, "toelichting": f"In de klas. {tekst}", "invloed": "veel"}
        add_factor(geopend=school, opp=opp, richting=richting, inhoud=said, vervangt=None, verzoek=uuid.uuid4())
    hear(school, opp, tekst)
    return opp


def hear(school: GeopendDossier, opp: Opp, tekst: str = "", moment: str = "opstellen") -> None:
    """The pupil was heard, and something was done with it."""
    gehoord = Gehoord(
        moment=moment,
        datum=timezone.localdate(),
        vorm=Hoormoment.Vorm.GESPREK,
        uitkomst=Hoormoment.Uitkomst.GEHOORD,
        gesproken_door="juf",
        inbreng=f"Ik wil dierenarts worden. {tekst}",
    )
    pk = uuid.uuid4()
    record_hearing(geopend=school, opp=opp, gehoord=gehoord, bijlage=None, vervangt=None, verzoek=pk)
    follow_up(geopend=school, opp=opp, hoormoment=pk, tekst=f"Er komt een doel over dieren bij. {tekst}")


def send(school: GeopendDossier, opp: Opp, tekst: str = "") -> OppVersie:
    """Send a concept."""
    return send_concept(geopend=school, opp=opp, zending=Zending(aan="Fatima en Peter", agenda=f"Het plan. {tekst}", bericht=tekst))


def discuss(school: GeopendDossier, opp: Opp, tekst: str = "") -> None:
    """Discuss the newest concept today."""
    versie = versions(school, opp).first()
    assert versie is not None
    besproken = Besproken(gehouden_op=timezone.localdate(), aanwezigen="Fatima, Anja", verslag=f"Ouders zijn tevreden. {tekst}")
    record_talk(geopend=school, opp=opp, versie=versie, besproken=besproken, verzoek=uuid.uuid4())


def agree(world: Any, opp: Opp, *, file: str = "sem", ouder: str = "buurvrouw", keuze: Tekenkeuze | None = None) -> None:
    """A parent signs the newest version: seen, and agreed with the handelingsdeel unless something else is asked."""
    parent = opened(getattr(world, file), User.objects.get(username=ouder))
    versie = versions(parent, opp).first()
    assert versie is not None
    sign_version(geopend=parent, opp=opp, sha256=versie.sha256, keuze=keuze or Tekenkeuze("akkoord"), verzoek=uuid.uuid4())


def build_opp(world: Any, people: dict[str, User]) -> None:
    """Give Noor's file an OPP halfway: what is frozen carries one canary, what came after that another."""
    frozen, working, between = "kanarie-noor-opp", "kanarie-oppwerk", "kanarie-oppoverleg"
    world.canaries |= {"noor:opp": {frozen}, "noor:oppwerk": {working}, "noor:oppoverleg": {between}}
    world.canaries["noor:oppgevoelig"] = {"kanarie-oppgevoelig"}
    world.opp_format = opp_version().pk
    versie = FormatVersie.objects.get(pk=world.opp_format)
    anja = opened(world.noor, people["anja"], Recht.SCHRIJVEN)
    fatima, noor = opened(world.noor, people["fatima"]), opened(world.noor, people["noor"])
    opp = write_opp(anja, versie, frozen)
    world.opp = opp.pk
    fill(fatima, opp, "opp-sectie-stem", opp_ouders=f"Wij hopen op de {frozen}.")
    fill(noor, opp, "opp-sectie-stem", opp_mening=f"Ik vind de {frozen} leuk.")
    sensitive = {"item": "zorgen thuis", "toelichting": "Een kanarie-oppgevoelig.", "gevoelig": True}
    add_factor(geopend=fatima, opp=opp, richting="belemmerend", inhoud=sensitive, vervangt=None, verzoek=uuid.uuid4())
    own = Gehoord("opstellen", timezone.localdate(), Hoormoment.Vorm.TEKENING, Hoormoment.Uitkomst.GEHOORD)
    drawing = accept("tekening.png", picture())
    record_hearing(geopend=noor, opp=opp, gehoord=own, bijlage=drawing, vervangt=None, verzoek=uuid.uuid4())
    sent = send(anja, opp, frozen)
    discuss(anja, opp, between)
    for name, plek in (("een", "opp-sectie-begeleiding"), ("twee", "")):
        said = uuid.uuid4()
        remark(geopend=fatima, versie=sent, plek=plek, tekst=f"Opmerking {name} over de {between}.", verzoek=said)
    answer_remark(geopend=anja, opp=opp, opmerking=said, uitkomst="deels", tekst=f"Wij kijken naar de {between}.")
    fill(anja, opp, "opp-sectie-begeleiding", opp_begeleiding=f"Nu met een {working}.")
    _sign_noors(world, people, opp, sent)


def _sign_noors(world: Any, people: dict[str, User], opp: Opp, sent: OppVersie) -> None:
    """Noor's teacher signed with a word beside it, and it was written down that there is no agreement."""
    words, dispute = "kanarie-opptekenen", "kanarie-oppgeschil"
    world.canaries |= {"noor:opptekenen": {words}, "noor:oppgeschil": {dispute}}
    anja, joke = (opened(world.noor, people[name], Recht.SCHRIJVEN) for name in ("anja", "joke"))
    more = {"sha256": sent.sha256, "opp": opp}
    sign_version(geopend=joke, **more, keuze=Tekenkeuze("", f"Getekend met een {words}."), verzoek=uuid.uuid4())
    geschil = Geschil(f"Er is geen overeenstemming, {dispute}.", True, f"De school houdt haar zorgplicht, {dispute}.")
    record_dispute(geopend=anja, **more, geschil=geschil, verzoek=uuid.uuid4())
