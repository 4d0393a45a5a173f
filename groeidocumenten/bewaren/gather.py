"""Collects what this reader may see into the data of a printed document. It reads through the opened file, so paper shows no more than the screen."""

from django.utils import timezone
from django.utils.formats import date_format

from formats.papier.pdf import PrintAanvulling, PrintDeel, PrintDocument, PrintSectie
from formats.papier.regels import print_regel
from formats.readable import readable
from formats.schema import Deel
from groeidocumenten.dossiers.access import GeopendDossier
from groeidocumenten.inhoud.actions import Saved, Stem, aanvullingen, saved_sections


def print_document(geopend: GeopendDossier, *, chosen: set[str] | None, with_empty: bool) -> PrintDocument:
    """The data for one PDF.

    Args:
        chosen: keys of the hoofdstukken to print; None prints all that this reader may see.
        with_empty: whether fields without an answer are printed too.
    """
    groeidocument, versie = geopend.groeidocument, geopend.groeidocument.format_versie
    saved, voices = saved_sections(geopend), aanvullingen(geopend)
    wanted = [deel for deel in geopend.hoofdstukken if chosen is None or deel.key in chosen]
    written = {deel.key: _deel(deel, saved, voices.get(deel.key, []), with_empty) for deel in wanted}
    printed = {key: deel for key, deel in written.items() if deel.secties or deel.aanvullingen}
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
        delen=list(printed.values()),
        weggelaten=_left_out(geopend, set(written), set(printed)),
        concept=False,
    )


def _deel(deel: Deel, saved: dict[str, Saved], voices: list[Stem], with_empty: bool) -> PrintDeel:
    secties = []
    for sectie in deel.secties:
        state = saved.get(sectie.key, Saved())
        regels = [print_regel(regel) for regel in readable(sectie, state.antwoorden) if with_empty or not regel.leeg]
        if regels:
            secties.append(PrintSectie(titel=sectie.titel, regels=regels, bijgewerkt=_bijgewerkt(state)))
    return PrintDeel(titel=deel.titel, uitleg="", secties=secties, aanvullingen=[_aanvulling(stem) for stem in voices])


def _left_out(geopend: GeopendDossier, wanted: set[str], printed: set[str]) -> list[str]:
    """What this reader may see but will not find on paper, and why."""
    reasons = {deel.key: "nog niet ingevuld" if deel.key in wanted else "niet gekozen" for deel in geopend.hoofdstukken}
    return [f"{deel.titel} ({reasons[deel.key]})" for deel in geopend.hoofdstukken if deel.key not in printed]


def _aanvulling(stem: Stem) -> PrintAanvulling:
    return PrintAanvulling(auteur=stem.naam, datum=date_format(timezone.localtime(stem.op), "j F Y"), tekst=stem.tekst)


def _bijgewerkt(state: Saved) -> str:
    if state.op is None:
        return ""
    return f"Laatst gewijzigd door {state.door} op {date_format(timezone.localtime(state.op), 'j F Y')}"
