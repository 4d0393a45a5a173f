"""Collects what this reader may see into the data of a printed document. It reads through the opened file, so paper shows no more than the screen."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format

from formats.papier.pdf import PrintDeel, PrintDocument, PrintSectie
from formats.papier.regels import print_regel, print_slots
from formats.schema import Deel
from groeidocumenten.dossiers.access import GeopendDossier
from groeidocumenten.inhoud.actions import Saved, aanvullingen
from groeidocumenten.inhoud.content import Inhoud, read_content
from groeidocumenten.inhoud.inbreng import Stuk, voorstellen
from groeidocumenten.inhoud.moves import dropped
from groeidocumenten.inhoud.parts import Stand, standing
from groeidocumenten.inhoud.stemmen import Stem, voices_elsewhere

from .beside import ROOMS, suggestions, voice


@dataclass(frozen=True)
class Wens:
    """What to print.

    Args:
        hoofdstukken: their keys; None prints all.
        kamers: names in `beside.ROOMS`, of what stands beside the hoofdstukken.
        leeg: questions without an answer too.
        vervallen: vervallen velden too.
        concept: "concept" across every page.
    """

    hoofdstukken: set[str] | None = None
    kamers: frozenset[str] = frozenset(ROOMS)
    leeg: bool = False
    vervallen: bool = False
    concept: bool = False


def print_document(geopend: GeopendDossier, wens: Wens) -> PrintDocument:
    """The data for one PDF of what this viewer may see."""
    groeidocument, versie = geopend.groeidocument, geopend.groeidocument.format_versie
    inhoud, voices = read_content(geopend), aanvullingen(geopend)
    words, suggested = standing(inhoud), _by_hoofdstuk(voorstellen(geopend))
    wanted = [deel for deel in inhoud.delen if wens.hoofdstukken is None or deel.key in wens.hoofdstukken]
    made = {
        deel.key: _deel(inhoud, deel, voices.get(deel.key, []), suggestions(suggested.get(deel.key, [])), words.get(deel.key), wens)
        for deel in wanted
    }
    printed = {key: deel for key, deel in made.items() if deel is not None}
    rooms = [make(geopend) for name, (_label, make) in ROOMS.items() if name in wens.kamers]
    delen = [*printed.values(), *_elsewhere(inhoud, wens), *(deel for deel in rooms if deel is not None)]
    if wens.vervallen:
        delen += _dropped(inhoud)
    return PrintDocument(
        titel=versie.schema.titel,
        leerling=groeidocument.leerling.naam,
        geboortedatum=date_format(groeidocument.leerling.geboortedatum, "j F Y"),
        school=groeidocument.school.naam,
        format_naam=versie.format.titel,
        format_versie=str(versie.nummer),
        format_hash=versie.sha256[:12],
        gemaakt_op=timezone.localtime(),
        gemaakt_voor=geopend.viewer.name,
        delen=delen,
        weggelaten=_left_out(inhoud, set(made), set(printed), words),
        concept=wens.concept,
    )


def _by_hoofdstuk(found: list[Stuk]) -> dict[str, list[Stuk]]:
    groups: dict[str, list[Stuk]] = {}
    for stuk in found:
        groups.setdefault(stuk.hoofdstuk, []).append(stuk)
    return groups


def _deel(
    inhoud: Inhoud, deel: Deel, voices: list[Stem], suggested: list[PrintSectie], stand: Stand | None, wens: Wens
) -> PrintDeel | None:
    """A hoofdstuk for paper; None when there is nothing of it to print and its format says to leave it out then."""
    nvt = stand is not None and stand.nvt
    secties = []
    for sectie in () if nvt else inhoud.secties(deel):
        regels = [print_regel(regel) for regel in inhoud.regels(sectie)]
        # A place to sign is printed though nobody signed; other questions without an answer only when they are asked for.
        shown = [regel for regel in regels if not regel.leeg or regel.soort == "tekenen" or (wens.leeg and regel.leeg_printen)]
        if shown:
            secties.append(PrintSectie(titel=sectie.titel, regels=shown, bijgewerkt=_bijgewerkt(inhoud.of(sectie))))
    something = (
        any(not regel.leeg for sectie in secties for regel in sectie.regels)
        or bool(voices)
        or bool(suggested)
        or (wens.leeg and bool(secties))
    )
    if not something and deel.weglaten_als_leeg:
        return None
    return PrintDeel(
        titel=deel.titel,
        secties=[*secties, *suggested],
        aanvullingen=[voice(stem) for stem in voices],
        ondertekenaars=print_slots(deel.ondertekenaars),
        strekking=deel.strekking,
        nvt=f"Niet van toepassing, omdat {stand.reden}" if nvt and stand is not None else "",
    )


def _elsewhere(inhoud: Inhoud, wens: Wens) -> list[PrintDeel]:
    """What parents, pupil and guests said at hoofdstukken that do not apply or are gone: in every print of the whole, whatever was chosen beside it."""
    gelden = {deel.key for deel in inhoud.delen}
    if wens.hoofdstukken is not None and not wens.hoofdstukken >= gelden:
        return []
    found = voices_elsewhere(inhoud.geopend, gelden)
    return [PrintDeel(titel=f"{titel} (geldt nu niet)", aanvullingen=[voice(stem) for stem in stemmen]) for titel, stemmen in found]


def _dropped(inhoud: Inhoud) -> list[PrintDeel]:
    """Answers to questions that the format does not have any more, as one hoofdstuk at the end."""
    groups = dropped(inhoud.geopend, inhoud.vervallen)
    secties = [PrintSectie(titel=titel, regels=[print_regel(regel) for regel in regels]) for titel, regels in groups]
    return [PrintDeel(titel="Vervallen velden", secties=secties)] if secties else []


def _left_out(inhoud: Inhoud, wanted: set[str], printed: set[str], words: dict[str, Stand]) -> list[str]:
    """What this reader may see but will not find on paper, and why."""
    return [f"{deel.titel} ({_reason(deel, wanted, words)})" for deel in inhoud.delen if deel.key not in printed]


def _reason(deel: Deel, wanted: set[str], words: dict[str, Stand]) -> str:
    if deel.key not in wanted:
        return "niet gekozen"
    return "niet van toepassing" if deel.key in words and words[deel.key].nvt else "nog niet ingevuld"


def _bijgewerkt(state: Saved) -> str:
    if state.op is None:
        return ""
    return f"Laatst gewijzigd door {state.door} op {date_format(timezone.localtime(state.op), 'j F Y')}"
