"""Who signs an OPP, in which capacity, and whose agreement is asked: from the gezag of the day, the pupil's age, and the policy of the swv.

The law decides (BW 1:245, 1:251, 1:253i; WEC 41a; dossier 1.2 and 1.3). Policy of the samenwerkingsverband adds people and never takes one away.
An OTS leaves the parents their gezag: they sign and the gezinsvoogd is told. A pleegouder signs only as voogd.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from accounts.models import User
from groeidocumenten.dossiers.access import GeopendDossier, Recht, VoorgelegdDossier
from groeidocumenten.dossiers.ages import ACHTTIEN, ZESTIEN
from groeidocumenten.dossiers.models import Gezagsrelatie, Leerling
from groeidocumenten.inhoud.models import open_from

from .instemming import Kring
from .models import Handtekening, Vertegenwoordiging

Rol = Handtekening.Rol
LEERLING = "leerling"
# Why somebody of whom one would expect it does not sign.
WAAROM_NIET = {
    Gezagsrelatie.Soort.OUDER_ZONDER_GEZAG: "heeft geen gezag en tekent niet (BW 1:377c: deze ouder mag wel om informatie vragen)",
    Gezagsrelatie.Soort.PLEEGOUDER: "tekent alleen als pleegoudervoogd; leg dan “voogd” vast bij het gezag",
    Gezagsrelatie.Soort.STIEFOUDER: "heeft geen gezag en tekent niet",
    Gezagsrelatie.Soort.GEZINSVOOGD: "wordt geïnformeerd: bij een ondertoezichtstelling houden de ouders het gezag en tekenen zij",
}


@dataclass(frozen=True)
class Ondertekenaar:
    """Somebody who signs: a key without a name, the capacity, the name, and the account and relation if there are."""

    wie: str
    rol: str
    naam: str
    hoedanigheid: str
    persoon: User | None = None
    gezag: Gezagsrelatie | None = None

    @property
    def label(self) -> str:
        """Name and capacity, for a list to choose from."""
        return f"{self.naam} ({self.hoedanigheid})"


def age_on(born: date, day: date) -> int:
    """Age in whole years on a day; who was born on 29 February is a year older on 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def deciders(geopend: GeopendDossier, day: date | None = None) -> list[Ondertekenaar]:
    """Those of whom the law asks instemming on this day: who has gezag, and from 18 the pupil or who represents the pupil."""
    leerling, on = geopend.groeidocument.leerling, day or timezone.localdate()
    if age_on(leerling.geboortedatum, on) >= ACHTTIEN:
        return [_adult(geopend, leerling)]
    rows = leerling.gezagsrelaties.valid(on).with_gezag().select_related("gebruiker").order_by("naam", "pk")
    return [Ondertekenaar(f"gezag:{row.pk}", Rol.GEZAG, row.naam, row.get_soort_display(), row.gebruiker, row) for row in rows]


def circle(geopend: GeopendDossier, day: date | None = None) -> Kring:
    """Who decides on this day, and whether all of them have to agree; a known objection counts from the day it is known, whenever that was."""
    leerling, swv = geopend.groeidocument.leerling, geopend.groeidocument.school.samenwerkingsverband
    who = deciders(geopend, day)
    age = age_on(leerling.geboortedatum, day or timezone.localdate())
    objects = any(one.gezag is not None and one.gezag.bezwaar_bekend_op is not None for one in who)
    ook = frozenset({LEERLING}) if swv.leerling_tekent_mee and ZESTIEN <= age < ACHTTIEN else frozenset[str]()
    return Kring(frozenset(one.wie for one in who), objects or swv.altijd_beide_ouders, ook)


def all_signers(geopend: GeopendDossier, day: date | None = None) -> list[Ondertekenaar]:
    """Everybody outside the school who signs on this day: who decides, and the pupil."""
    found = deciders(geopend, day)
    leerling = geopend.groeidocument.leerling
    if all(one.wie != LEERLING for one in found):
        found.append(_pupil(leerling))
    return found


def signer_with_key(geopend: GeopendDossier, wie: str) -> Ondertekenaar | None:
    """Who signs today under this key; None for somebody who does not (any longer)."""
    return next((one for one in all_signers(geopend) if one.wie == wie), None)


def not_signing(geopend: GeopendDossier) -> list[tuple[str, str]]:
    """Who stands in another relation to the pupil, and why that person does not sign: (name, reason)."""
    rows: Iterable[Gezagsrelatie] = geopend.groeidocument.leerling.gezagsrelaties.valid().order_by("naam")
    return [(row.naam, WAAROM_NIET[Gezagsrelatie.Soort(row.soort)]) for row in rows if row.soort in WAAROM_NIET]


def signer_of(geopend: GeopendDossier) -> Ondertekenaar | None:
    """As whom this viewer signs, asked now; None: this viewer signs nothing. Who is more than one signs as who decides."""
    viewer = geopend.viewer
    if viewer.is_guest:
        return None
    user, naam = viewer.user, viewer.name
    for one in all_signers(geopend):
        if one.persoon is not None and one.persoon.pk == user.pk:
            return one
    if isinstance(geopend, VoorgelegdDossier):
        return Ondertekenaar(f"gebruiker:{user.pk}", Rol.DIRECTEUR, naam, Rol.DIRECTEUR.label, user)
    if geopend.lezer != "school" or not geopend.mag(Recht.SCHRIJVEN):
        return None
    rol = Rol.IB if geopend.begeleidt else Rol.LEERKRACHT
    return Ondertekenaar(f"gebruiker:{user.pk}", rol, naam, rol.label, user)


def may_agree(geopend: GeopendDossier, who: Ondertekenaar) -> bool:
    """Whether this signer says something of the handelingsdeel: a pupil from 16; younger ones sign for having seen it."""
    return who.rol != Rol.LEERLING or geopend.groeidocument.leerling.leeftijd >= ZESTIEN


def _pupil(leerling: Leerling) -> Ondertekenaar:
    return Ondertekenaar(LEERLING, Rol.LEERLING, leerling.naam, Rol.LEERLING.label, leerling.gebruiker)


def _adult(geopend: GeopendDossier, leerling: Leerling) -> Ondertekenaar:
    """The pupil of 18, unless the school wrote down with a reason who represents the pupil (mentor, bewindvoerder; dossier 8.14)."""
    row: Vertegenwoordiging | None = geopend.groeidocument.oppvertegenwoordigingen.first()
    if row is None or row.leerling_zelf:
        return _pupil(leerling)
    said = open_from(row, "inhoud")
    return Ondertekenaar(f"vertegenwoordiger:{row.pk}", Rol.VERTEGENWOORDIGER, said["naam"], said["hoedanigheid"])
