"""Goals of the demo's pupils, written and evaluated through the same actions that people use."""

import uuid
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from groeidocumenten.doelen.actions import add_goal, add_voice, decide, evaluate, save_interventie
from groeidocumenten.doelen.models import Doel
from groeidocumenten.dossiers.access import GeopendDossier, Recht, Viewer, open_dossier
from groeidocumenten.dossiers.models import Leerling

EMPTY: dict[str, Any] = dict.fromkeys(("kindtaal", "gebied", "beginsituatie", "meetwijze", "aanpak"), "")
EMPTY |= dict.fromkeys(("begincijfer", "van", "tot", "evalueren_op")) | {"soort": "nieuw", "ingebracht_door": "school", "wie": []}
SAID = ("toelichting", "aanwezig", "ouders", "leerling", "vervolgtekst")


def load_goals(people: dict[str, User]) -> None:
    """Goals for Noor, with interventies, evaluations and a proposal of her mother; one for Daan. Nothing where goals are already."""
    noor, daan = _file("Jansen"), _file("Mulder")
    if not Doel.unguarded.filter(groeidocument=noor).exists():
        _goals_of_noor(noor, people)
    if not Doel.unguarded.filter(groeidocument=daan).exists():
        mehmet = _opened(daan, people["mehmet"])
        said = {"omschrijving": "Daan vraagt hulp met een kaartje voordat hij boos wordt.", "gebied": "omgaan met gevoelens"}
        _add(mehmet, said | {"kindtaal": "Ik leg mijn kaartje neer als het te druk wordt."}, _day(-40), _day(5))


def _goals_of_noor(dossier: uuid.UUID, people: dict[str, User]) -> None:
    anja, joke, mother, noor = (_opened(dossier, people[name]) for name in ("anja", "joke", "fatima", "noor"))
    rekenen = _add(
        anja,
        {
            "omschrijving": "Noor begint binnen twee minuten zelf aan de eerste som van haar weektaak.",
            "kindtaal": "Ik begin zelf aan mijn eerste som.",
            "gebied": "werkhouding",
            "ingebracht_door": "leerling",
            "beginsituatie": "Noor wacht tot haar buurvrouw begint. Van tien lessen begon zij er in september twee zelf.",
            "begincijfer": 2,
            "meetwijze": "De leerkracht telt twee weken lang hoe vaak Noor binnen twee minuten begint.",
            "aanpak": "Na de uitleg doet Noor één voorbeeldsom samen met de leerkracht. Daarna begint zij aan haar eigen tafel.",
            "wie": [
                {"wie": "Juf Joke", "wat": "doet de eerste som voor en noemt wat goed ging"},
                {"wie": "Noor", "wat": "zet een streepje als zij zelf begon"},
                {"wie": "Moeder en vader", "wat": "vragen thuis naar de streepjes, niet naar de fouten"},
            ],
        },
        _day(-75),
        _day(20),
    )
    for wat, hoe_vaak, effect in (
        (
            "Voorbeeldsom vooraf aan de instructietafel",
            "vier keer per week",
            "Noor zegt dat zij dan weet hoe het moet. Zij begint vaker zelf.",
        ),
        ("Streepjeskaart op de tafel", "elke rekenles", ""),
    ):
        deed = {"wat": wat, "wie": "Juf Joke", "hoe_vaak": hoe_vaak, "van": _day(-70).isoformat(), "tot": None, "effect": effect}
        save_interventie(geopend=joke, doel=rekenen, interventie=None, inhoud=deed, versie=0, verzoek=uuid.uuid4())
    first = _evaluate(
        joke,
        rekenen,
        _day(-45),
        4,
        "deels behaald",
        toelichting="Vier van de tien lessen begon Noor zelf. Na de gymles lukt het nog niet.",
        leerling="De streepjes vind ik leuk. Soms is de som te lang.",
    )
    _evaluate(
        joke,
        rekenen,
        _day(-10),
        7,
        "grotendeels behaald",
        toelichting="Zeven van de tien lessen. De voorbeeldsom kan korter.",
        ouders="Noor vertelt thuis wat er lukte. Dat is nieuw.",
        leerling="Ik kan het nu bijna altijd.",
        aanwezig="Noor, haar moeder, juf Joke",
    )
    add_voice(
        geopend=mother,
        doel=rekenen,
        evaluatie=first,
        tekst="Thuis rekent Noor mee met boodschappen. Dan durft zij wel.",
        verzoek=uuid.uuid4(),
    )
    _add(
        anja,
        {
            "omschrijving": "Noor leest elke dag een kwartier in een boek dat zij zelf koos.",
            "kindtaal": "Ik lees elke dag in mijn eigen boek.",
            "gebied": "lezen",
            "soort": "onderhoud",
            "begincijfer": 8,
        },
        _day(-75),
        _day(40),
    )
    done = _add(
        anja,
        {
            "omschrijving": "Noor vraagt hulp met het afgesproken teken.",
            "kindtaal": "Ik leg mijn blokje op rood als ik hulp wil.",
            "gebied": "zelfstandigheid",
            "begincijfer": 5,
        },
        _day(-150),
        None,
    )
    _evaluate(anja, done, _day(-60), 9, "behaald", vervolg="afronden", toelichting="Noor gebruikt het blokje uit zichzelf.")
    want = {"omschrijving": "Ik wil een spreekbeurt over paarden houden.", "kindtaal": "Ik wil een spreekbeurt over paarden houden."}
    wish = add_goal(geopend=noor, inhoud=EMPTY | want | {"ingebracht_door": "leerling"}, verzoek=uuid.uuid4())
    decide(geopend=joke, doel=wish, overgenomen=True, reden="Mooi plan. We kiezen samen een dag in maart.")
    rest = {"omschrijving": "Noor heeft na de gymles tien minuten rust voordat zij gaat rekenen.", "ingebracht_door": "ouder"}
    add_goal(geopend=mother, inhoud=EMPTY | rest | {"aanpak": "Thuis helpt tekenen. Kan dat op school ook?"}, verzoek=uuid.uuid4())


def _add(geopend: GeopendDossier, said: dict[str, Any], van: date, evalueren_op: date | None) -> Doel:
    dates = {"van": van.isoformat(), "tot": _day(60).isoformat(), "evalueren_op": evalueren_op.isoformat() if evalueren_op else None}
    return add_goal(geopend=geopend, inhoud=EMPTY | dates | said, verzoek=uuid.uuid4())


def _evaluate(geopend: GeopendDossier, doel: Doel, day: date, cijfer: int, uitkomst: str, *, vervolg: str = "doorgaan", **said: str) -> Any:
    inhoud = dict.fromkeys(SAID, "") | {"uitkomst": uitkomst, "voortgang": cijfer} | said
    following = None if vervolg == "afronden" else _day(20)
    return evaluate(
        geopend=geopend, doel=doel, gehouden_op=day, vervolg=vervolg, inhoud=inhoud, evalueren_op=following, verzoek=uuid.uuid4()
    )


def _file(achternaam: str) -> uuid.UUID:
    leerling = Leerling.unguarded.get(achternaam=achternaam)
    found: uuid.UUID = leerling.groeidocumenten.order_by("gestart_op").values_list("pk", flat=True)[0]
    return found


def _opened(dossier: uuid.UUID, person: User) -> GeopendDossier:
    return open_dossier(Viewer(user=person), dossier, Recht.AANVULLEN)


def _day(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)
