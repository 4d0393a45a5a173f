"""A small invented world in which every kind of person exists who could stand at the door. Built once per test process, never changed:
each test runs in a transaction that is rolled back.

Every text in a file carries a canary: a word that is nowhere else, so that a leak is found wherever it comes out.
"""

import uuid
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import Site

from accounts.access import join_school
from accounts.models import Lidmaatschap, Rol, School, Soort, User
from demo.people import load_people
from formats.models import Format, FormatVersie, publish_version
from formats.schema import Bestand, Deel, FormatSchema, JaNee, Keuze, Kolom, LangeTekst, Rijen, Sectie
from groeidocumenten.berichten.models import Bericht, Gebeurtenis
from groeidocumenten.berichten.spreading import spread_all
from groeidocumenten.delen.actions import NewLink, withdraw_link
from groeidocumenten.documenten.actions import Gegevens, add_documents
from groeidocumenten.documenten.people import people_of
from groeidocumenten.dossiers.access import GeopendDossier, Recht, Viewer, open_dossier, open_leerling
from groeidocumenten.dossiers.actions import assign_leerkracht, record_gezag, register_leerling, start_groeidocument
from groeidocumenten.dossiers.gezag import KOLOMMEN, correct_gezag
from groeidocumenten.dossiers.kamers import Plek
from groeidocumenten.dossiers.leerling import add_loopbaan
from groeidocumenten.dossiers.models import (
    Gezagsrelatie,
    Groeidocument,
    Handeling,
    Leerling,
    LinkRecht,
    Loopbaanregel,
    Toegangslink,
    Toestemming,
)
from groeidocumenten.inhoud.actions import add_aanvulling, save_section
from groeidocumenten.inhoud.concepten import Vorm, keep_concept
from groeidocumenten.inhoud.correcties import ask_correction
from groeidocumenten.inhoud.files import add_file
from groeidocumenten.inhoud.filetypes import accept
from groeidocumenten.inhoud.inbreng import suggest
from groeidocumenten.inhoud.judging import judge
from groeidocumenten.inhoud.nagekomen import keep_late
from groeidocumenten.inhoud.notities import write_note
from groeidocumenten.toegangscodes.aanvragen import ask as ask_code
from groeidocumenten.vragen.actions import Verzoek, ask
from post.models import Zending
from tests.builders.administration import build_waiting_import
from tests.builders.both_steps import everybody
from tests.builders.emergency import EMERGENCY, ask_for_noor
from tests.builders.goals import build_goals
from tests.builders.opp import build_opp
from tests.builders.papers import pdf
from tests.builders.sharing import build_sharing, make_guest
from tests.builders.signing import build_signing_guest
from tests.builders.talks import build_talks
from tests.builders.terms import build_terms

PASSWORD = "een-lang-wachtwoord-voor-tests"
CHAPTERS = ("hoofdstuk-een", "hoofdstuk-twee", "hoofdstuk-drie")
# Every person of the tests who signs in, beside those of the demo.
EXTRA = (
    ("kees", "Kees", "Vos", Soort.MEDEWERKER),
    ("oud_ib", "Oud", "Begeleider", Soort.MEDEWERKER),
    ("nog_niet_ib", "Nog", "Niet", Soort.MEDEWERKER),
    ("buurvrouw", "Els", "van Dijk", Soort.OUDER),
    ("ex_ouder", "Ex", "Ouder", Soort.OUDER),
    ("zonder_gezag", "Zonder", "Gezag", Soort.OUDER),
    ("niemand", "Zomaar", "Iemand", Soort.MEDEWERKER),
    *((name, "Invaller", name.removeprefix("nood_").title(), Soort.MEDEWERKER) for name in EMERGENCY),
)


@dataclass
class World:
    """Keys of what was built; tests fetch fresh objects by them."""

    noor: uuid.UUID
    sem: uuid.UUID
    daan: uuid.UUID
    versie: uuid.UUID
    guests: dict[str, NewLink] = field(default_factory=dict)
    canaries: dict[str, set[str]] = field(default_factory=dict)
    documents: dict[str, uuid.UUID] = field(default_factory=dict)
    vraag: uuid.UUID | None = None
    nood: uuid.UUID | None = None
    formulier: uuid.UUID | None = None
    bericht: uuid.UUID | None = None
    aanvraag: uuid.UUID | None = None
    toestemming: uuid.UUID | None = None
    opp: uuid.UUID | None = None
    inschrijving: uuid.UUID | None = None
    ronde: uuid.UUID | None = None
    opp_format: uuid.UUID | None = None


def schema() -> FormatSchema:
    """Three hoofdstukken, each with a section; keys that can be read."""
    return FormatSchema(
        titel="Proefformat", soort="groeidocument", delen=tuple(_deel(key, number) for number, key in enumerate(CHAPTERS, 1))
    )


def _deel(key: str, number: int) -> Deel:
    velden = (
        LangeTekst(key=f"{key}-verhaal", label="Wat is er aan de hand?", verplicht=True),
        Keuze(key=f"{key}-keuze", label="Hoe vaak?", opties=("soms", "vaak")),
        JaNee(key=f"{key}-hulp", label="Is er hulp?"),
        Rijen(key=f"{key}-rijen", label="Afspraken", kolommen=(Kolom(key="wat", label="Wat"), Kolom(key="wie", label="Wie"))),
        LangeTekst(key=f"{key}-ouder", label="Wat zien ouders thuis?", invuller="ouder"),
        LangeTekst(key=f"{key}-leerling", label="Wat vind jij?", invuller="leerling"),
    )
    bestanden = (Bestand(key=f"{key}-bestand", label="Welke bestanden horen erbij?"),)
    secties = (
        Sectie(key=f"{key}-sectie", titel=f"Sectie {number}", velden=velden),
        Sectie(key=f"{key}-bestanden", titel=f"Bestanden {number}", velden=bestanden),
    )
    return Deel(key=key, titel=f"Hoofdstuk {number}", secties=secties, nvt=True)


def build_world() -> World:
    """Build everything through the same actions that people use."""
    people = load_people(password=PASSWORD, site=Site.objects.get(is_default_site=True))
    for username, first, last, soort in EXTRA:
        people[username] = User.objects.create_user(
            username, f"{username}@test.example", PASSWORD, first_name=first, last_name=last, soort=soort
        )
    people["wortel"] = User.objects.create_superuser("wortel", "wortel@test.example", PASSWORD)
    everybody(people)
    _give_roles(people)
    versie = publish_version(
        format=Format.objects.create(titel="Proefformat", soort="groeidocument", site=Site.objects.get(is_default_site=True)),
        schema=schema(),
    )
    world = World(noor=uuid.uuid4(), sem=uuid.uuid4(), daan=uuid.uuid4(), versie=versie.pk)
    _file(world, "noor", people, "anja", "De Regenboog", ("Noorkanarie", "Jansen"), versie)
    _file(world, "sem", people, "anja", "De Regenboog", ("Semkanarie", "van Dijk"), versie)
    _file(world, "daan", people, "mehmet", "De Horizon", ("Daankanarie", "Mulder"), versie)
    _people_of_noor(world, people)
    _people_of_sem(world, people)
    _guests_of_noor(world, people)
    _documents_of_noor(world, people)
    _questions_of_noor(world, people)
    build_goals(world, people)
    build_talks(world, people)
    build_opp(world, people)
    build_terms(world, people)
    build_waiting_import(world, people)
    build_signing_guest(world, people)
    _writing_of_noor(world, people)
    _record_of_noor(world, people)
    build_sharing(world, people)
    _request_of_a_stranger(world)
    _messages_of_noor(world, people)
    # Asked of Noor's own teacher, and never answered.
    world.nood, world.canaries["nood"] = ask_for_noor("kees", "joke").pk, {"noodkanarie"}
    # What was mailed while the world was made, was sent long ago.
    Zending.objects.all().delete()
    return world


def _give_roles(people: dict[str, User]) -> None:
    regenboog, today = School.objects.get(naam="De Regenboog"), timezone.localdate()
    for name in ("kees", *EMERGENCY):
        join_school(user=people[name], school=regenboog, rol=Rol.LEERKRACHT)
    join_school(user=people["oud_ib"], school=regenboog, rol=Rol.IB, van=today - timedelta(days=300), tot=today - timedelta(days=1))
    join_school(user=people["nog_niet_ib"], school=regenboog, rol=Rol.IB, van=today + timedelta(days=1))


def _file(
    world: World, name: str, people: dict[str, User], ib: str, school: str, names: tuple[str, str], versie: FormatVersie
) -> Groeidocument:
    viewer = Viewer(user=people[ib])
    leerling = Leerling(voornaam=names[0], achternaam=names[1], geboortedatum=date(2016, 5, 14), groep="6")
    if name == "noor":
        leerling.gebruiker = people["noor"]
    register_leerling(viewer=viewer, school=School.objects.get(naam=school), leerling=leerling, verzoek=uuid.uuid4())
    groeidocument = start_groeidocument(viewer=viewer, leerling=leerling, format_versie=versie, verzoek=getattr(world, name))
    geopend = open_dossier(viewer, groeidocument.pk, Recht.DELEN)
    world.canaries[name] = {names[0]}
    for chapter in CHAPTERS:
        canary = f"kanarie-{name}-{chapter}"
        world.canaries[f"{name}:{chapter}"] = {canary}
        _, sectie = geopend.groeidocument.format_versie.schema.sectie(f"{chapter}-sectie")
        antwoorden: dict[str, Any] = {f"{chapter}-verhaal": f"Een {canary} zingt.", f"{chapter}-keuze": "soms"}
        save_section(geopend=geopend, sectie=sectie, antwoorden=antwoorden, versie=0)
        _, place = geopend.sectie(chapter, f"{chapter}-bestanden")
        paper = accept(f"kaart-{canary}.pdf", f"%PDF-1.4\n% Ook op papier een {canary}.".encode())
        add_file(geopend=geopend, sectie=place, veld=place.velden[0], accepted=paper, verzoek=uuid.uuid4())
        add_aanvulling(geopend=geopend, hoofdstuk=chapter, tekst=f"Ook hier een {canary}.", verzoek=uuid.uuid4())
    return groeidocument


def _gezag(geopend: GeopendDossier, person: User, soort: str = Gezagsrelatie.Soort.OUDER_MET_GEZAG, **more: Any) -> Gezagsrelatie:
    gezag = Gezagsrelatie(gebruiker=person, naam=person.get_full_name(), soort=soort, bron="verklaring", **more)
    return record_gezag(geopend=geopend, gezag=gezag, verzoek=uuid.uuid4())


def _people_of_noor(world: World, people: dict[str, User]) -> None:
    geopend = open_dossier(Viewer(user=people["anja"]), world.noor, Recht.DELEN)
    _gezag(geopend, people["fatima"])
    _gezag(geopend, people["peter"])
    past = timezone.localdate() - timedelta(days=1)
    _gezag(geopend, people["ex_ouder"], geldig_van=past - timedelta(days=100), geldig_tot=past)
    _gezag(geopend, people["zonder_gezag"], Gezagsrelatie.Soort.OUDER_ZONDER_GEZAG)
    assign_leerkracht(geopend=geopend, leerkracht=people["joke"], tot=None)


def _people_of_sem(world: World, people: dict[str, User]) -> None:
    geopend = open_dossier(Viewer(user=people["anja"]), world.sem, Recht.DELEN)
    _gezag(geopend, people["buurvrouw"])
    assign_leerkracht(geopend=geopend, leerkracht=people["kees"], tot=None)


def _record_of_noor(world: World, people: dict[str, User]) -> None:
    """What only who guides the school reads: an address, an objection, the schoolloopbaan, and a log of a change."""
    leerling = Groeidocument.unguarded.get(pk=world.noor).leerling
    record = open_leerling(Viewer(user=people["anja"]), leerling.pk)
    gezag = leerling.gezagsrelaties.get(gebruiker=people["zonder_gezag"])
    values = {name: getattr(gezag, name) for name in KOLOMMEN} | {"adres_afgeschermd": True}
    correct_gezag(geopend=record, gezag=gezag.pk, waarden=values, adres="Adreskanarielaan 1", versie=0)
    regel = Loopbaanregel(schooljaar=2024, school="Loopbaankanarieschool", groep="4")
    add_loopbaan(geopend=record, regel=regel, verzoek=uuid.uuid4())
    world.canaries["leerling"] = {"Adreskanarielaan", "Loopbaankanarieschool"}


def _request_of_a_stranger(world: World) -> None:
    """Somebody asked De Regenboog for a toegangscode; who guides that school reads what was typed."""
    said = {"naam": "Vreemde aanvraagkanarie", "contact": "06-aanvraagkanarie", "leerling": "Wie weet", "toelichting": ""}
    world.aanvraag = uuid.uuid4()
    ask_code(school=School.objects.get(naam="De Regenboog"), gegevens=said, verzoek=world.aanvraag)


def _messages_of_noor(world: World, people: dict[str, User]) -> None:
    """Noor's mother was told that the school asks something; of everything else that was done here, nobody was told."""
    Gebeurtenis.unguarded.exclude(handeling=Handeling.VRAAG_UITGEZET).delete()
    spread_all()
    Bericht.unguarded.exclude(groeidocument=world.noor).delete()
    DBTaskResult.objects.all().delete()
    world.bericht = Bericht.unguarded.get(gebruiker=people["fatima"]).pk


def _guests_of_noor(world: World, people: dict[str, User]) -> None:
    noor = open_dossier(Viewer(user=people["anja"]), world.noor, Recht.DELEN)
    sem = open_dossier(Viewer(user=people["anja"]), world.sem, Recht.DELEN)
    world.guests = {
        "gast_leest_alles": make_guest(noor),
        "gast_schrijft_alles": make_guest(noor, recht=LinkRecht.SCHRIJVEN),
        "gast_leest_twee": make_guest(noor, hoofdstukken=["hoofdstuk-twee"]),
        "gast_schrijft_twee": make_guest(noor, recht=LinkRecht.SCHRIJVEN, hoofdstukken=["hoofdstuk-twee"]),
        "gast_van_sem": make_guest(sem),
        "gast_verlopen": make_guest(noor),
        "gast_ingetrokken": make_guest(noor),
        "gast_op_slot": make_guest(noor),
        "gast_zonder_toestemming": make_guest(noor),
    }
    world.canaries["noor"] |= {"gastkanarie", "gastadres-kanarie"}


def _documents_of_noor(world: World, people: dict[str, User]) -> None:
    """A document for everybody in the file, one that is closed to guests, and one for a named reader: Noor's father."""
    geopend = open_dossier(Viewer(user=people["anja"]), world.noor, Recht.DELEN)
    paper = judge("brief.pdf", pdf("Een brief"))
    said = {
        "gewoon": Gegevens(soort="brief", omschrijving="Brief over Noorkanarie"),
        "gevoelig": Gegevens(soort="medisch", klasse="gevoelig", omschrijving="Een gevoeligkanarie"),
        "psychologisch": Gegevens(
            soort="onderzoek", klasse="psychologisch", omschrijving="Een psychkanarie", lezers=frozenset({people["peter"].pk})
        ),
    }
    for name, gegevens in said.items():
        [made] = add_documents(geopend=geopend, files=[paper], verzoek=uuid.uuid4(), gegevens=gegevens)
        world.documents[name] = made.pk


def question_schema() -> FormatSchema:
    """A formulier for parents and the pupil; one question is also a question of the groeidocument, and its key says so."""
    velden = (
        LangeTekst(key="hoofdstuk-een-ouder", label="Hoe gaat het thuis?", invuller="ouder", eis="verplicht"),
        Keuze(key="vraag-vaak", label="Hoe vaak?", opties=("soms", "vaak"), invuller="ouder"),
        LangeTekst(key="vraag-leerling", label="Wat vind jij?", invuller="leerling"),
    )
    secties = (
        Sectie(key="vraag-sectie", titel="Thuis", velden=velden),
        Sectie(key="vraag-nog", titel="Verder", velden=(LangeTekst(key="vraag-verder", label="Wat wilt u nog zeggen?", invuller="ouder"),)),
    )
    return FormatSchema(titel="Proefvragenlijst", soort="formulier", delen=(Deel(key="vraag-deel", titel="Vragen", secties=secties),))


def _questions_of_noor(world: World, people: dict[str, User]) -> None:
    """Noor's mother is asked to fill in a formulier; what she typed and what the school said with it are between the two."""
    site = Site.objects.get(is_default_site=True)
    formulier = Format.objects.create(titel="Proefvragenlijst", soort="formulier", site=site)
    versie = publish_version(format=formulier, schema=question_schema())
    geopend = open_dossier(Viewer(user=people["anja"]), world.noor, Recht.DELEN)
    mens = next(one for one in people_of(geopend) if one.gebruiker == people["fatima"])
    day = timezone.localdate() + timedelta(days=14)
    vraag = ask(geopend=geopend, gevraagd=Verzoek(versie, "", mens, day, "Graag, vraagkanarie"), verzoek=uuid.uuid4())
    world.vraag, world.formulier = vraag.pk, versie.pk


def _writing_of_noor(world: World, people: dict[str, User]) -> None:
    """What people typed, suggested, asked and noted; each with a canary of its own, because few may read it."""
    anja, joke = (open_dossier(Viewer(user=people[name]), world.noor, Recht.SCHRIJVEN) for name in ("anja", "joke"))
    fatima = open_dossier(Viewer(user=people["fatima"]), world.noor, Recht.AANVULLEN)
    world.canaries |= {f"noor:{kind}": {f"kanarie-{kind}"} for kind in ("voorstel", "notitie", "concept", "nagekomen")}
    for chapter in CHAPTERS:
        deel, sectie = fatima.sectie(chapter, f"{chapter}-sectie")
        text, more = "Liever een kanarie-voorstel.", {"geopend": fatima}
        suggest(**more, hoofdstuk=chapter, sectie=sectie, veld=sectie.velden[0], nieuw=text, reden=text, verzoek=uuid.uuid4())
        ask_correction(**more, deel=deel, veld=sectie.velden[0].key, tekst=text, verzoek=uuid.uuid4())
    for day in (None, timezone.localdate()):
        write_note(geopend=anja, tekst="Een kanarie-notitie.", gesprek_op=day, verzoek=uuid.uuid4())
    _, sectie = joke.sectie(CHAPTERS[2], f"{CHAPTERS[2]}-sectie")
    typed = [(f"veld_{CHAPTERS[2]}-verhaal", ["Half een kanarie-concept."])]
    keep_concept(geopend=joke, sectie=sectie, vorm=Vorm(uuid.uuid4(), 1), typed=typed)
    _late_text_of_noor(world)


def _late_text_of_noor(world: World) -> None:
    """What a guest was typing when a visit ended; only who manages access reads it."""
    link = world.guests["gast_schrijft_alles"].link
    guest = open_dossier(Viewer(user=link.gebruiker, link=link), world.noor, Recht.AANVULLEN)
    place = Plek("inhoud:aanvullen", world.noor, {"hoofdstuk": CHAPTERS[0]}, QueryDict("tekst=Te+laat%2C+een+kanarie-nagekomen."))
    assert keep_late(guest, place)


def close_guest(name: str, link: Toegangslink) -> None:
    """Do to a guest's link what its name says, after the guest came in."""
    now = timezone.now()
    links = Toegangslink.unguarded.filter(pk=link.pk)
    if name == "gast_verlopen":
        links.update(geldig_van=now - timedelta(days=2), geldig_tot=now - timedelta(seconds=1))
    elif name == "gast_ingetrokken":
        anja = User.objects.get(username="anja")
        withdraw_link(geopend=open_dossier(Viewer(user=anja), link.groeidocument_id, Recht.DELEN), link=link)
    elif name == "gast_op_slot":
        links.update(fouten=5, fouten_totaal=5)
    elif name == "gast_zonder_toestemming":
        Toestemming.unguarded.filter(pk=link.toestemming_id).update(ingetrokken_op=now)


def former_members() -> list[Lidmaatschap]:
    """Memberships that are over or have not begun."""
    return [one for one in Lidmaatschap.objects.all() if one not in set(Lidmaatschap.objects.valid())]
