"""The road of an OPP for people: where it is, what was done when, and what comes next for who is looking."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from groeidocumenten.dossiers.access import GeopendDossier, Recht
from groeidocumenten.inhoud.models import open_from

from .evalueren import heard_since_last
from .models import Opp, OppVersie
from .reading import versions, writes
from .stand import Feiten, Stand
from .tijd import in_words, period, schooljaar
from .vaststellen import intention


@dataclass(frozen=True)
class Stap:
    """One step: done (and when), the one that is due now, or a later one."""

    naam: str
    staat: Literal["klaar", "nu", "later"]
    op: date | None = None
    uitleg: str = ""


@dataclass(frozen=True)
class Volgende:
    """Something that can be done next: what the button says, where it leads, and why."""

    knop: str
    adres: str
    uitleg: str = ""
    hoofdzaak: bool = False


def road(opp: Opp, feiten: Feiten, newest: OppVersie | None) -> list[Stap]:
    """The five steps, for the round that runs or, when nothing was sent in it, for what was adopted last."""
    adopted = feiten.vastgesteld[-1] if feiten.vastgesteld else None
    busy = feiten.in_bewerking is not None
    sent = feiten.ronde in feiten.verstuurd if (busy or adopted is None) else True
    talked = feiten.ronde in feiten.besproken if (busy or adopted is None) else True
    done = [sent, talked, adopted is not None and not busy, _evaluated(feiten) is not None, feiten.einde is not None]
    if opp.van_elders:
        done[:2] = [True, True]
    days = [
        timezone.localdate(newest.op) if newest and sent else None,
        None,
        adopted if done[2] else None,
        _evaluated(feiten),
        feiten.einde,
    ]
    explained = ["", "", "", f"ten minste één keer in {in_words(schooljaar(timezone.localdate()))}", ""]
    names = ["Concept", "Besproken", "Vastgesteld", "Geëvalueerd", "Beëindigd"]
    first = next((at for at, ready in enumerate(done) if not ready), len(done))
    states: list[Literal["klaar", "nu", "later"]] = [
        "klaar" if ready else "nu" if at == first and at < 4 else "later" for at, ready in enumerate(done)
    ]
    if feiten.einde is not None:
        states = ["klaar" if ready else "later" for ready in done]
    return [Stap(*step) for step in zip(names, states, days, explained, strict=True)]


def _evaluated(feiten: Feiten) -> date | None:
    """The last evaluation in the schooljaar that runs now."""
    first, last = period(schooljaar(timezone.localdate()))
    days = [day for day, _ronde in feiten.geevalueerd if first <= day <= last]
    return max(days) if days else None


def next_steps(geopend: GeopendDossier, opp: Opp, feiten: Feiten) -> list[Volgende]:
    """What this viewer can do next; the first one is the main thing."""
    if opp.beeindigd_op is not None:
        return []
    found = _for_school(geopend, opp, feiten) if writes(geopend) else _for_others(geopend, opp, feiten)
    return [Volgende(one.knop, one.adres, one.uitleg, at == 0) for at, one in enumerate(found)]


def _for_school(geopend: GeopendDossier, opp: Opp, feiten: Feiten) -> list[Volgende]:
    def to(name: str, *more: object) -> str:
        return reverse(f"opp:{name}", args=[geopend.groeidocument.pk, opp.pk, *more])

    found = []
    waiting = unanswered(geopend, opp)
    if waiting:
        what = "1 opmerking wacht" if len(waiting) == 1 else f"{len(waiting)} opmerkingen wachten"
        # Where the first of them stands: it can be about a concept that was replaced since.
        found.append(Volgende("Beantwoord de opmerkingen", to("versie", waiting[0]), f"{what} op een antwoord van de school."))
    wanted = intention(geopend, opp)
    if wanted.versie is None:
        if feiten.vastgesteld:
            return found + _adopted(geopend, opp, feiten, to)
        return [
            *found,
            Volgende("Stuur het concept", to("versturen"), "Klaar met invullen? Stuur het concept naar de ouders en de leerling."),
        ]
    if wanted.ronde not in feiten.besproken:
        found.append(Volgende("Leg het gesprek vast", to("bespreken"), "Bespreek het concept met de ouders, en schrijf op wat eruit kwam."))
    found.append(Volgende("Onderteken het OPP", to("tekenen"), "Wie tekende al, en is er overeenstemming over het handelingsdeel?"))
    found.append(Volgende("Stel het OPP vast", to("vaststellen"), "U ziet eerst of er nog iets in de weg staat."))
    found.append(Volgende("Stuur een nieuw concept", to("versturen"), "Is er iets veranderd na het laatste concept?"))
    return found


def _adopted(geopend: GeopendDossier, opp: Opp, feiten: Feiten, to: Callable[[str], str]) -> list[Volgende]:
    year = schooljaar(timezone.localdate())
    last = date_format(period(year)[1], "j F Y")
    found = []
    if _evaluated(feiten) is None:
        if not heard_since_last(geopend, opp):
            found.append(Volgende("Hoor de leerling", to("horen"), "Vraag de leerling hoe het gaat, voordat u evalueert."))
        found.append(Volgende("Evalueer het OPP", to("evalueren"), f"Met de ouders, ten minste één keer per schooljaar: uiterlijk {last}."))
    if not opp.van_elders:
        found.append(Volgende("Stel het OPP bij", to("versturen"), "Pas aan wat verandert, en stuur daarna een nieuw concept."))
    if _evaluated(feiten) is not None:
        found.append(Volgende("Evalueer nog een keer", to("evalueren"), ""))
    found.append(Volgende("Beëindig het OPP", to("beeindigen"), "Als extra ondersteuning niet meer nodig is, of de leerling weggaat."))
    return found


def _for_others(geopend: GeopendDossier, opp: Opp, feiten: Feiten) -> list[Volgende]:
    newest = versions(geopend, opp).first()
    if newest is None:
        return []
    child = geopend.lezer == "leerling"
    address = reverse("opp:versie", args=[geopend.groeidocument.pk, opp.pk, newest.nummer])
    if feiten.vastgesteld and newest.ronde < feiten.ronde:
        return [Volgende("Lees het plan" if child else "Lees het OPP", address, "Dit plan geldt nu." if child else "Dit OPP geldt nu.")]
    if not geopend.mag(Recht.AANVULLEN):
        return [Volgende("Lees het concept", address, "Dit is een concept.")]
    day = date_format(timezone.localtime(newest.op), "j F")
    said = (
        f"Het is van {day}. Is er iets niet goed? Zeg het erbij."
        if child
        else f"De school stuurde het op {day}. Bij elk stuk kunt u reageren."
    )
    found = [Volgende("Lees het plan" if child else "Lees het concept en reageer", address, said)]
    if not geopend.viewer.is_guest:
        sign = reverse("opp:tekenen", args=[geopend.groeidocument.pk, opp.pk])
        why = "Klaar met lezen? Zet je handtekening." if child else "Klaar met lezen? Zeg of u akkoord bent met het handelingsdeel."
        found.append(Volgende("Teken het plan" if child else "Onderteken het OPP", sign, why))
    return found


def unanswered(geopend: GeopendDossier, opp: Opp) -> list[int]:
    """Of every remark on this OPP that has no answer of the school yet the number of its version, the oldest first; one query."""
    rows = geopend.groeidocument.oppopmerkingen.filter(versie__opp=opp, antwoord__isnull=True)
    return list(rows.order_by("versie__nummer", "op").values_list("versie__nummer", flat=True))


def ended_why(geopend: GeopendDossier, opp: Opp) -> tuple[str, str]:
    """Why an OPP ended, and what was said with it."""
    row = geopend.groeidocument.oppeindes.filter(opp=opp).first()
    if row is None:
        return "", ""
    return row.get_reden_display(), open_from(row, "toelichting") if row.toelichting else ""


def in_one_word(feiten: Feiten) -> tuple[str, str]:
    """The state as a word for people, and how it looks (components/status.html)."""
    looks = {Stand.CONCEPT: "busy", Stand.BESPROKEN: "busy", Stand.BEEINDIGD: "empty"}
    word = str(feiten.stand)
    if feiten.stand == Stand.CONCEPT and not feiten.verstuurd:
        return "In voorbereiding", "empty"
    return word[:1].upper() + word[1:], looks.get(feiten.stand, "done")
