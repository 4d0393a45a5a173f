"""Talks of the demo's pupils: one that was held and agreed, one that is near, a concept, and a kindgesprek that is not shared yet."""

import uuid
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from groeidocumenten.dossiers.access import GeopendDossier, Recht, Viewer, open_dossier
from groeidocumenten.dossiers.models import Leerling
from groeidocumenten.gesprekken.actions import add_point, add_talk, agree_report, propose_time, react, save_report, share
from groeidocumenten.gesprekken.agreements import finish, save_agreement
from groeidocumenten.gesprekken.models import Gesprek
from groeidocumenten.gesprekken.register import persons

REPORT = (
    "Noor begint vaker zelf aan haar rekenwerk. De voorbeeldsom en de streepjeskaart helpen.\n\n"
    "Thuis is zij na drukke dagen moe. Moeder vertelt dat tekenen helpt. We proberen een rustige plek na de gymles.\n\n"
    "Besluit: we gaan door met dezelfde aanpak tot de volgende evaluatie."
)


def load_talks(people: dict[str, User]) -> None:
    """Talks for Noor's file. Nothing where talks are already."""
    leerling = Leerling.unguarded.get(achternaam="Jansen")
    dossier = leerling.groeidocumenten.order_by("gestart_op").values_list("pk", flat=True)[0]
    if Gesprek.unguarded.filter(groeidocument=dossier).exists():
        return
    opened = {name: open_dossier(Viewer(user=people[name]), dossier, Recht.AANVULLEN) for name in ("anja", "joke", "fatima")}
    _agreed(opened, people)
    _concept(opened, people)
    _near(opened)
    _kindgesprek(opened["joke"])


def _agreed(opened: dict[str, GeopendDossier], people: dict[str, User]) -> None:
    anja = opened["anja"]
    held = _talk(
        anja, Gesprek.Soort.OUDER_KIND_LEERKRACHT, -60, "Samen kiezen aan welke doelen Noor gaat werken.", "Fatima", "Joke", "Noor"
    )
    save_report(
        geopend=anja,
        gesprek=held,
        tekst="We kozen twee doelen: zelf beginnen met rekenen, en blijven lezen. Noor koos het eerste doel.",
        versie=0,
    )
    share(geopend=anja, gesprek=held, ouders=True, leerling=True)
    agree_report(geopend=anja, gesprek=held, versie=1, met_wie="met moeder en met Noor, aan het eind van het gesprek")
    done = _afspraak(anja, held, "Maakt een streepjeskaart voor op de tafel van Noor.", "Joke Bakker", people["joke"], -50)
    finish(geopend=opened["joke"], afspraak=done, gedaan=True)


def _concept(opened: dict[str, GeopendDossier], people: dict[str, User]) -> None:
    anja, mother = opened["anja"], opened["fatima"]
    held = _talk(
        anja,
        Gesprek.Soort.ONDERSTEUNINGSTEAM,
        -9,
        "Kijken of de aanpak bij rekenen werkt, en wat Noor na drukke momenten nodig heeft.",
        "Fatima",
        "Peter",
        "Joke",
        "Anja",
    )
    save_report(geopend=anja, gesprek=held, tekst=REPORT, versie=0)
    react(geopend=mother, gesprek=held, tekst="Wilt u erbij zetten dat Noor ook na muziek moe is?", verzoek=uuid.uuid4())
    _afspraak(anja, held, "Zoekt een rustige plek voor na de gymles.", "Anja de Vries", people["anja"], -2)
    _afspraak(anja, held, "Vraagt bij de huisarts of Noor goed slaapt.", "Fatima el Amrani", people["fatima"], 10)
    _afspraak(anja, held, "Stuurt uitleg over spelletjes met getallen.", "schoolmaatschappelijk werker", None, 14)


def _near(opened: dict[str, GeopendDossier]) -> None:
    anja, mother = opened["anja"], opened["fatima"]
    planned = _talk(
        anja,
        Gesprek.Soort.ONDERSTEUNINGSTEAM,
        12,
        "De doelen evalueren en afspraken maken voor na de vakantie.",
        "Fatima",
        "Peter",
        "Joke",
        "Anja",
        anderen=["Lotte de Boer, schoolmaatschappelijk werker"],
    )
    add_point(geopend=anja, gesprek=planned, tekst="Hoe ver is Noor met haar rekendoel?", verzoek=uuid.uuid4())
    add_point(geopend=mother, gesprek=planned, tekst="Rust na de gymles: kan tekenen op school ook?", verzoek=uuid.uuid4())
    propose_time(geopend=mother, gesprek=planned, tijdstip=_moment(13, 8), verzoek=uuid.uuid4())


def _kindgesprek(joke: GeopendDossier) -> None:
    asked = _talk(joke, Gesprek.Soort.KINDGESPREK, -3, "Horen wat Noor zelf van haar doelen vindt.", "Noor", "Joke")
    save_report(
        geopend=joke, gesprek=asked, tekst="Noor is trots op haar streepjes. Zij wil graag een spreekbeurt over paarden houden.", versie=0
    )


def _talk(geopend: GeopendDossier, soort: str, days: int, doel: str, *names: str, anderen: list[str] | None = None) -> Gesprek:
    chosen = [one for one in persons(geopend) if one.naam.split()[0] in names]
    people = [{"key": one.key, "naam": one.naam, "rol": one.rol} for one in chosen]
    people += [{"key": "", "naam": name, "rol": ""} for name in anderen or []]
    inhoud: dict[str, Any] = {"naam": "", "doel": doel, "plaats": "lokaal van groep 6", "deelnemers": people}
    return add_talk(geopend=geopend, soort=soort, wanneer=_moment(days, 15), inhoud=inhoud, verzoek=uuid.uuid4())


def _afspraak(geopend: GeopendDossier, gesprek: Gesprek, wat: str, wie: str, account: User | None, days: int) -> Any:
    once = uuid.uuid4()
    save_agreement(
        geopend=geopend,
        gesprek=gesprek,
        afspraak=None,
        inhoud={"wat": wat, "wie": wie, "van": ""},
        van_wie=account.pk if account else None,
        uiterlijk=_day(days),
        versie=0,
        verzoek=once,
    )
    return geopend.groeidocument.afspraken.get(pk=once)


def _moment(days: int, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(_day(days), time(hour, 30)))


def _day(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)
