"""What stands beside the hoofdstukken, for paper: goals, talks, the list of documents, formulieren that were handed in, and suggestions.

Each room gives what this reader may see, opened; here it only gets the shape of a printed hoofdstuk.
"""

from collections.abc import Callable
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from formats.papier.document import PrintAanvulling, PrintDeel, PrintRegel, PrintSectie
from formats.papier.regels import print_regel
from groeidocumenten.documenten.listing import documents_for
from groeidocumenten.doelen.goals import OpenDoel, OpenEvaluatie, goals_for
from groeidocumenten.dossiers.access import GeopendDossier
from groeidocumenten.gesprekken.talks import OpenGesprek, talks_for
from groeidocumenten.inhoud.inbreng import Stuk
from groeidocumenten.inhoud.stemmen import Stem
from groeidocumenten.vragen.reading import answered_for

STANDEN = {"voorstel": "voorgesteld", "afgewezen": "niet overgenomen", "loopt": "loopt", "afgerond": "afgerond"}
UITKOMSTEN = (
    ("uitkomst", "Uitkomst"),
    ("voortgang", "Hoe ver, van 0 tot 10"),
    ("toelichting", "Toelichting"),
    ("ouders", "Wat ouders zeiden"),
    ("leerling", "Wat de leerling zei"),
    ("aanwezig", "Wie waren erbij"),
)


def voice(stem: Stem) -> PrintAanvulling:
    """Somebody's words under their own name."""
    return PrintAanvulling(auteur=stem.naam, datum=day(stem.op), tekst=stem.tekst)


def day(moment: Any) -> str:
    """A date, or the date of a moment, in words."""
    return date_format(timezone.localtime(moment) if hasattr(moment, "hour") else moment, "j F Y")


def suggestions(found: list[Stuk]) -> list[PrintSectie]:
    """Suggestions on texts of one hoofdstuk, answered or not, with reason and answer; nothing when there are none."""
    regels = []
    for stuk in found:
        lines = [f"Voorstel van {stuk.naam}, {day(stuk.op)}: {stuk.nieuw}"]
        lines += [f"Reden: {stuk.tekst}"] if stuk.tekst else []
        decided = f"{stuk.staat_tekst[:1].upper()}{stuk.staat_tekst[1:]}"
        lines.append(f"{decided} door {stuk.beslist_naam}, {day(stuk.beslist_op)}" if stuk.beslist_op else decided)
        lines += [stuk.antwoord] if stuk.antwoord else []
        regels.append(PrintRegel(stuk.label, tekst="\n".join(lines)))
    return [PrintSectie("Voorstellen bij de tekst", regels)] if regels else []


def _doelen(geopend: GeopendDossier) -> PrintDeel | None:
    goals = goals_for(geopend)
    secties, voices = [], []
    for goal in goals:
        secties.append(_doel(goal))
        voices += [voice(stem) for stem in (*goal.stemmen, *(one for ronde in goal.evaluaties for one in ronde.stemmen))]
    return PrintDeel("Doelen", secties=secties, aanvullingen=voices) if goals else None


def _doel(goal: OpenDoel) -> PrintSectie:
    regels = [PrintRegel("Stand", tekst=STANDEN[goal.stand]), *(PrintRegel(label, tekst=text) for label, text in goal.regels)]
    regels += [
        PrintRegel(f"Interventie {number}", tekst="\n".join(f"{label}: {text}" for label, text in one.regels))
        for number, one in enumerate(goal.interventies, 1)
    ]
    regels += [PrintRegel(f"Evaluatie van {day(ronde.gehouden_op)}", tekst=_ronde(ronde)) for ronde in goal.evaluaties]
    if goal.herkomst:
        regels.append(PrintRegel("Herkomst", tekst=", ".join(str(part) for part in goal.herkomst.values() if part)))
    return PrintSectie(goal.kort or "Doel", regels, f"Laatst gewijzigd door {goal.saved.door}")


def _ronde(ronde: OpenEvaluatie) -> str:
    said = [f"{label}: {ronde.inhoud[name]}" for name, label in UITKOMSTEN if ronde.inhoud.get(name) not in (None, "")]
    after = " ".join(part for part in (ronde.vervolg, str(ronde.inhoud.get("vervolgtekst") or "")) if part)
    return "\n".join([*said, f"Vervolg: {after}"])


def _gesprekken(geopend: GeopendDossier) -> PrintDeel | None:
    talks = talks_for(geopend)
    voices = [voice(stem) for talk in talks for stem in (*talk.reacties, *talk.aanvullingen)]
    return PrintDeel("Gesprekken", secties=[talk_section(talk) for talk in talks], aanvullingen=voices) if talks else None


def talk_section(talk: OpenGesprek) -> PrintSectie:
    """One talk as far as its reader sees it: agenda, report and afspraken."""
    regels = [PrintRegel("Doel van het gesprek", tekst=str(talk.inhoud.get("doel") or ""), leeg=not talk.inhoud.get("doel"))]
    if talk.deelnemers:
        people = [" · ".join(part for part in (one.get("naam", ""), one.get("rol", "")) if part) for one in talk.deelnemers]
        regels.append(PrintRegel("Wie deden mee", soort="lijst", lijst=people))
    if talk.agenda:
        regels.append(PrintRegel("Agenda", soort="lijst", lijst=[f"{stem.tekst} ({stem.naam})" for stem in talk.agenda]))
    if talk.verslag is not None:
        label = "Verslag (concept, nog niet vastgesteld)" if talk.concept else "Verslag"
        regels.append(PrintRegel(label, tekst=str(talk.verslag.antwoorden.get("tekst") or "")))
    if talk.leest_afspraken and talk.afspraken:
        rijen = [
            [
                one.wat,
                one.wie,
                day(one.afspraak.uiterlijk) if one.afspraak.uiterlijk else "",
                "gedaan" if one.afspraak.gedaan_op else "open",
            ]
            for one in talk.afspraken
        ]
        regels.append(PrintRegel("Afspraken", soort="tabel", kop=["Wat", "Wie", "Voor", "Stand"], rijen=rijen))
    when = talk.gesprek.wanneer
    title = f"{talk.titel}, {day(when)}" if when else talk.titel
    return PrintSectie(title, [regel for regel in regels if not regel.leeg])


def _documenten(geopend: GeopendDossier) -> PrintDeel | None:
    """The list alone: the documents themselves are fetched one by one."""
    found = documents_for(geopend)
    if not found:
        return None
    rijen = [[one.naam, one.soort, one.deel, one.door, day(one.op)] for one in found]
    regel = PrintRegel("Documenten in dit groeidocument", soort="tabel", kop=["Naam", "Soort", "Hoofdstuk", "Van", "Datum"], rijen=rijen)
    return PrintDeel("Documenten", secties=[PrintSectie("Lijst", [regel])])


def _formulieren(geopend: GeopendDossier) -> PrintDeel | None:
    secties = []
    for one in answered_for(geopend):
        said = f"Ingevuld door {one.naam} op {day(one.op)}"
        for titel, parts in one.delen:
            for name, regels in parts:
                printed = [print_regel(regel) for regel in regels if not regel.leeg]
                if printed:
                    secties.append(PrintSectie(f"{one.titel}: {name or titel}", printed, said))
    return PrintDeel("Formulieren", secties=secties) if secties else None


ROOMS: dict[str, tuple[str, Callable[[GeopendDossier], PrintDeel | None]]] = {
    "doelen": ("Doelen", _doelen),
    "gesprekken": ("Gesprekken", _gesprekken),
    "documenten": ("De lijst van documenten", _documenten),
    "formulieren": ("Ingevulde formulieren", _formulieren),
}
